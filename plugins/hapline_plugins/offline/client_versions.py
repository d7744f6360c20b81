"""Ranges of app versions as the delivery service writes them: one text with a part for each platform."""

from __future__ import annotations

from typing import NamedTuple

from hapline_plugins.offline.ids import order, parts_of

PARTS = ("iOS", "Android", "Harmony")
"""The platforms, in the order of the parts (MDS guide, 6.6.3)."""


class ClientVersions(NamedTuple):
    """The versions of an app by platform; empty where a platform is not meant.

    Attributes:
        ios: That of iOS. android: Of Android. harmony: Of HarmonyOS.
    """

    ios: str
    android: str
    harmony: str

    def of(self, platform: str) -> str:
        """The version of one of ``PARTS``."""
        return self[PARTS.index(platform)]


def client_versions(text: str) -> ClientVersions | None:
    """The parts of ``iOS;Android;Harmony``; None where there are not three."""
    parts = text.split(";")
    return ClientVersions(*parts) if len(parts) == len(PARTS) else None


def is_version(part: str) -> bool:
    """Whether a part is a version."""
    return parts_of(part) is not None


def is_higher(one: str, other: str) -> bool:
    """Whether one version is higher than another."""
    return order(one) > order(other)


def meant(platform: str) -> tuple[str, ...]:
    """The platforms that a package is for, by what the service calls them: ``all`` is all of them."""
    return PARTS if platform == "all" else (platform,)
