"""Finds references in HTML and SVG: what a page loads, what it links to, its styles and its own scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from hapline_plugins.offline.pages import css
from hapline_plugins.offline.pages.markup import Tag, Value, tags
from hapline_plugins.offline.pages.reference import MOST, Found, Reference, Use

_LOADED = {
    "img": ("src",),
    "script": ("src", "href", "xlink:href"),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "source": ("src",),
    "track": ("src",),
    "object": ("data",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
}
_LISTS = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
_LINKS = ("href", "xlink:href")
_MOST_INSIDE = 3
"""Pages inside each other that are looked into, of those that are written into an attribute."""
_HINTS = frozenset({"icon", "apple-touch-icon", "apple-touch-startup-image", "manifest", "preload", "prefetch"})
_SCRIPTS = re.compile(r"(?:(?:text|application)/(?:x-)?(?:java|ecma)script(?:;.*)?|module|text/babel)?", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*+(?P<url>[^\s,]\S*+)(?:(?<!,)[^,(]*+(?:\([^)]*+\)?[^,(]*+)*+)?")
_REFRESH = re.compile(r"[\s\d.]*+[;,]?\s*+url\s*+=\s*+([\"']?)(?P<url>[^\"']*)\1", re.IGNORECASE)


def found(text: str, script: Callable[[str, int], Iterator[Reference]]) -> Found:
    """The references of a page.

    Args:
        text: Its HTML. script: Finds references in what a page has of scripts; is given the text and where it begins.
    """
    base: list[str] = []
    references = islice(_references(text, script, base), MOST)
    return Found(tuple(references), base[0] if base else "")


def _references(
    text: str, script: Callable[[str, int], Iterator[Reference]], base: list[str], depth: int = 0
) -> Iterator[Reference]:
    def of_page(value: str, offset: int) -> Iterator[Reference]:
        for one in _references(value, script, [], depth + 1):
            yield one._replace(start=one.start + offset, end=one.end + offset)

    for tag in tags(text):
        if tag.attributes:
            yield from _of_attributes(text, tag)
        if tag.name == "iframe" and "srcdoc" in tag.attributes and depth < _MOST_INSIDE:
            yield from _inside(text, tag.attributes["srcdoc"], of_page)
        if tag.name == "base" and "href" in tag.attributes:
            base.append(_unescaped(text, tag.attributes["href"]).strip())
        elif tag.content is not None and tag.name == "style":
            yield from css.references(text[tag.content.start : tag.content.end], tag.content.start)
        elif tag.content is not None and tag.name == "script" and _is_script(text, tag):
            yield from script(text[tag.content.start : tag.content.end], tag.content.start)


def _of_attributes(text: str, tag: Tag) -> Iterator[Reference]:
    name, attributes = tag.name, tag.attributes
    if name != "script" or _is_script(text, tag):
        yield from (_one(text, attributes[key], "load") for key in _LOADED.get(name, ()) if key in attributes)
    if name in _LISTS and _LISTS[name] in attributes:
        yield from _of_list(text, attributes[_LISTS[name]])
    if name in {"a", "area"}:
        yield from (_one(text, attributes[key], "page") for key in _LINKS if key in attributes)
    if name == "link" and "href" in attributes:
        yield from _of_link(text, tag)
    if "style" in attributes:
        yield from _inside(text, attributes["style"], css.references)
    if name == "input" and "src" in attributes and _said(text, tag, "type") == "image":
        yield _one(text, attributes["src"], "load")
    elif name == "html" and "manifest" in attributes:
        yield _one(text, attributes["manifest"], "hint")
    elif name == "meta" and "content" in attributes and _said(text, tag, "http-equiv") == "refresh":
        yield from _inside(text, attributes["content"], _of_refresh)


def _of_link(text: str, tag: Tag) -> Iterator[Reference]:
    words = set(_said(text, tag, "rel").split())
    if "stylesheet" in words:
        yield _one(text, tag.attributes["href"], "load")
    elif words & _HINTS or "modulepreload" in words:
        yield _one(text, tag.attributes["href"], "hint")


def _of_list(text: str, place: Value) -> Iterator[Reference]:
    def candidates(value: str, offset: int) -> Iterator[Reference]:
        at = 0
        while match := _CANDIDATE.match(value, at):
            at = match.end()
            url = match["url"].rstrip(",")
            yield Reference(url, match.start("url") + offset, match.start("url") + len(url) + offset, "load")

    return _inside(text, place, candidates)


def _of_refresh(value: str, offset: int) -> Iterator[Reference]:
    match = _REFRESH.match(value)
    if match:
        yield Reference(match["url"].strip(), match.start("url") + offset, match.end("url") + offset, "page")


def _inside(text: str, place: Value, find: Callable[[str, int], Iterator[Reference]]) -> Iterator[Reference]:
    """References inside a value; where it is written with character references, their place is all of it."""
    value = _unescaped(text, place)
    if value == text[place.start : place.end]:
        yield from find(value, place.start)
    else:
        yield from (one._replace(start=place.start, end=place.end) for one in find(value, 0))


def _one(text: str, place: Value, use: Use) -> Reference:
    return Reference(_unescaped(text, place), place.start, place.end, use)


def _said(text: str, tag: Tag, name: str) -> str:
    return _unescaped(text, tag.attributes[name]).strip().lower() if name in tag.attributes else ""


def _is_script(text: str, tag: Tag) -> bool:
    """Whether it is run; else it is a template or data."""
    return _SCRIPTS.fullmatch(_said(text, tag, "type")) is not None


def _unescaped(text: str, place: Value) -> str:
    raw = text[place.start : place.end]
    if "&" not in raw:
        return raw
    from html import unescape

    return unescape(raw)
