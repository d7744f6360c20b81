"""Finds references in web app manifests: their icons, and the pages that they open (W3C Web Application Manifest)."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_hooks import Keys
from hapline_plugins.offline.pages.reference import Reference, Use

_IMAGES = ("icons", "screenshots")
_MEMBERS = (*_IMAGES, "start_url", "shortcuts")
_MOST = 1024 * 1024


def references(data: bytes) -> Iterator[Reference]:
    """The references of a manifest; of other JSON there are none.

    Args:
        data: The file.
    """
    from hapline.documents import Document, DocumentError

    try:
        document = Document(data, strict=True, limit=_MOST)
        value = document.value
        for keys, use in _places(value):
            found, span = _at(value, keys), document.find(keys)
            if isinstance(found, str) and span is not None:
                yield Reference(found, span[0] + 1, span[1] - 1, use)
    except DocumentError:
        return  # browsers do without it


def _places(value: object) -> Iterator[tuple[Keys, Use]]:
    """Where a manifest has addresses."""
    if not isinstance(value, dict) or not any(name in value for name in _MEMBERS):
        return
    yield ("start_url",), "page"
    yield from (((name, number, "src"), "hint") for name in _IMAGES for number in _numbers(value.get(name)))
    for number in _numbers(value.get("shortcuts")):
        yield ("shortcuts", number, "url"), "page"
        icons = _at(value, ("shortcuts", number, "icons"))
        yield from ((("shortcuts", number, "icons", inner, "src"), "hint") for inner in _numbers(icons))


def _numbers(items: object) -> range:
    return range(len(items)) if isinstance(items, list) else range(0)


def _at(value: object, keys: Keys) -> object:
    """What stands at a place; None where there is none."""
    for key in keys:
        if isinstance(value, dict) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key]
        else:
            return None
    return value
