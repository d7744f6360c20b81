"""Limits: how large things may be before it is said, and which hosts pages may load from, as the configuration says."""

from __future__ import annotations

from hapline_hooks import Settings, noun

MAX_PACKAGE = 10 * 1024 * 1024
MAX_IMAGE = 500 * 1024


@noun
class Limits:
    """What a package is held to.

    Attributes:
        package: The .amr of a package, in bytes. image: An image, in bytes.
        hosts: The hosts that pages may load from, beside the service's and packages' own; empty: any.
    """

    package: int = MAX_PACKAGE
    image: int = MAX_IMAGE
    hosts: tuple[str, ...] = ()


def limits_of(settings: Settings) -> Limits:
    """The limits that the configuration names in its section ``offline``."""
    return Limits(
        package=settings.number("offline.maxPackageSize"),
        image=settings.number("offline.maxImageSize"),
        hosts=tuple(one.lower() for one in settings.texts("offline.hosts")),
    )
