"""A package as it is served: where pages see it, and where its fallback is."""

from __future__ import annotations

from collections.abc import Sequence

from hapline.errors import UsageError
from hapline_hooks import Phrase, noun
from hapline_plugins.offline.descriptor.described import PLATFORMS
from hapline_plugins.offline.serving.opening import Opened, Source, usable
from hapline_plugins.offline.target import Target

_USUAL = ("/index.html", "/www/index.html", "/www/index.htm", "/index.htm")
"""What is opened where nobody says which page it is."""


@noun
class Served:
    """One package.

    Attributes:
        id: Its id. version: Its version, empty where it is not known. kind: ``normal`` or ``global``.
        source: Where it comes from. host: The host that it answers as, such as ``20171228.h5app.com``; empty for a
            global one. main_url: The page that was asked for on the command line.
        fallbacks: What the addresses of its fallback tree begin with, the first being the one that is asked with
            ``--online``. folder: The folder with its fallback tree; empty where there is none.
    """

    id: str
    version: str
    kind: str
    source: Source
    host: str = ""
    main_url: str = ""
    fallbacks: tuple[str, ...] = ()
    folder: str = ""

    def main(self, opened: Opened) -> str:
        """The path of the page that the app opens first; empty where it is not known."""
        given = self.main_url or opened.described.main_url
        if given:
            return given if given.startswith("/") else f"/{given}"
        known = opened.content.by_path
        for path in _USUAL:
            if path[1:] in known:
                return path
        pages = [path for path in known if path.endswith((".html", ".htm"))]
        return f"/{pages[0]}" if len(pages) == 1 else ""


def served(source: Source, target: Target) -> Served:
    """A package as it is served.

    Args:
        source: Where it comes from. target: For whom it is made.

    Raises:
        hapline.errors.HaplineError: It cannot be read.
    """
    opened = usable(source)
    it = opened.described
    is_global = it.kind == "global"
    named = it.vhost or target.virtual_host(it.id)
    host = "" if is_global else named.partition("://")[2] or named
    return Served(
        id=it.id,
        version=it.version,
        kind=it.kind,
        source=source,
        host=host.rstrip("/").lower(),
        fallbacks=() if is_global else tuple(_fallbacks(opened, target)),
    )


def check(packages: Sequence[Served]) -> None:
    """Refuse packages that would answer as one and the same.

    Raises:
        hapline.errors.UsageError: As said.
    """
    known: dict[str, Served] = {}
    for one in packages:
        for name in filter(None, (one.id, one.host)):
            if known.setdefault(name, one) is not one:
                what = Phrase("{name} is there twice: {other} is it too", name=name, other=known[name].source.where)
                raise UsageError(what, where=one.source.where, todo="serve one version of a package at a time")


def _fallbacks(opened: Opened, target: Target) -> list[str]:
    """The addresses of the fallback tree: of the configuration beside it, and as releases have them."""
    it = opened.described
    found = [opened.fallback] if opened.fallback else []
    if it.version:
        platforms = sorted(PLATFORMS, key=lambda one: one != it.platform)
        releases = [target.release_address(it.id, it.version, one) for one in platforms]
        found += [f"{one}fallback/" for one in releases if one]
    return [one if one.endswith("/") else f"{one}/" for one in found]
