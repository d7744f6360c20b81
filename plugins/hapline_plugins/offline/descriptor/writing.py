"""Writes a descriptor for a folder that has none yet, with a comment at each member that people have to think about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from hapline.documents import dumps
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.descriptor.described import Kind
from hapline_plugins.offline.descriptor.fields import BY_NAME

_PAGES = (".html", ".htm")
_USUAL = ("www/index.html", "www/index.htm", "index.html", "index.htm")
_ORDER = ("id", "name", "version", "type", "source", "mainUrl", "platform", "clientVersionMin", "repeatNebula")


def entry_page(content: Content) -> str:
    """The page that a package opens with, such as ``/www/index.html``: the usual one, else the first highest up.

    Empty where there is no page.
    """
    pages = [one.path for one in content.files if one.path.lower().endswith(_PAGES)]
    for usual in _USUAL:
        if usual in pages:
            return f"/{usual}"
    pages.sort(key=lambda path: (path.count("/"), "index." not in path, path))
    return f"/{pages[0]}" if pages else ""


def members(
    package_id: str, *, name: str, version: str, kind: Kind, source: str, content: Content
) -> dict[str, object]:
    """What a descriptor says at first.

    Args:
        package_id: The id. name: What people call it. version: The version. kind: Normal or global.
        source: The folder with the files; empty where it need not be named. content: The files.
    """
    found: dict[str, object] = {"id": package_id, "name": name, "version": version, "type": kind}
    if source:
        found["source"] = source
    if kind == "normal":
        found["mainUrl"] = entry_page(content)
    else:
        found["repeatNebula"] = 0
    return found | {"platform": "all", "clientVersionMin": "1.0.0;1.0.0;1.0.0"}


def text_of(values: Mapping[str, object], translate: Callable[[str], str]) -> str:
    """The descriptor as a text, each member with what it means above it."""
    lines = [line for name in _ORDER if name in values for line in _lines(name, values[name], translate)]
    return "\n".join(["{", *lines, "}", ""])


def _lines(name: str, value: object, translate: Callable[[str], str]) -> Iterable[str]:
    return f"  // {translate(BY_NAME[name].help)}", f"  {name}: {dumps(value).strip()},"
