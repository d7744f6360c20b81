"""Names, attributes and namespaces of start tags in XML: what is wrong with them, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hapline.documents.text import DocumentError
from hapline.documents.xml_characters import in_references, odd_character

_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_REST = rf"{_START}\-.0-9\xb7\u0300-\u036f\u203f-\u2040"
NAME = re.compile(rf"[:{_START}][:{_REST}]*+")
"""A name of XML 1.0, with or without prefix."""
LOCAL = re.compile(rf"[{_START}][{_REST}]*+")
"""A name without colon."""
XML = "http://www.w3.org/XML/1998/namespace"
_XMLNS = "http://www.w3.org/2000/xmlns/"
_SPACE = re.compile(r"[ \t\r\n]*+")
_DECLARE = {
    "android": 'add xmlns:android="http://schemas.android.com/apk/res/android" to the root element',
    "tools": 'add xmlns:tools="http://schemas.android.com/tools" to the root element',
    "app": 'add xmlns:app="http://schemas.android.com/apk/res-auto" to the root element',
}


class Attribute(NamedTuple):
    """An attribute in a tag that may be wrong: its name, the offset of its name, the value as written, and its end."""

    name: str
    start: int
    value: str
    end: int


def attribute(text: str, at: int, tag: re.Match[str], *, spaced: bool) -> Attribute:
    """The attribute that starts at an offset.

    Args:
        text: The document. at: The offset. tag: The name of the element.
        spaced: Whether white space stands before it.

    Raises:
        hapline.documents.DocumentError: What stands there is none.
    """
    name = NAME.match(text, at)
    if at >= len(text) or text[at] == "<":
        hint = "add > at its end, or the quote that closes a value"
        raise _error(text, tag.start() - 1, tag.end(), "the tag <{tag} is not closed", hint, tag=tag[0])
    if name is None:
        hint = 'write attributes as name="value", and > at the end of the tag'
        raise _error(text, at, at + 1, "{found} inside of the tag <{tag}", hint, found=repr(text[at]), tag=tag[0])
    if not spaced:
        raise _error(text, at, name.end(), "no space before {name}", "write a space between attributes", name=name[0])
    equals = _skip(text, name.end())
    if text[equals : equals + 1] != "=":
        raise _error(
            text, at, name.end(), "the attribute {name} has no value", 'write it as name="value"', name=name[0]
        )
    start = _skip(text, equals + 1)
    quote = text[start : start + 1]
    if quote not in {'"', "'"}:
        raise _error(
            text, at, name.end(), "the value of {name} has no quotes", 'write it as name="value"', name=name[0]
        )
    end = text.find(quote, start + 1)
    stop = end if end >= 0 else len(text)
    less = text.find("<", start + 1, stop)
    if less >= 0:
        hint = "write &lt; for the character itself, or add the quote that closes the value"
        raise _error(text, less, less + 1, "a < in the value of {name}", hint, name=name[0])
    if end < 0:
        hint = "add the quote that closes it"
        raise _error(text, start, start + 1, "the value of {name} is not closed", hint, name=name[0])
    problems = [one for one in (in_references(text, start, end), odd_character(text, start, end)) if one is not None]
    if problems:
        raise min(problems, key=lambda one: one.offset)
    return Attribute(name[0], at, text[start + 1 : end], end + 1)


class Namespaces:
    """What prefixes mean, element by element."""

    def __init__(self) -> None:
        """Nothing but ``xml`` is declared."""
        self._known: dict[str, list[str]] = {"xml": [XML]}
        self._declared: list[list[str]] = []

    def push(self, text: str, tag: re.Match[str], attributes: Iterable[Attribute]) -> None:
        """Enter an element.

        Raises:
            hapline.documents.DocumentError: A prefix is not declared, or an attribute is given twice.
        """
        seen: dict[str, Attribute] = {}
        declared = []
        for one in attributes:
            if one.name in seen:
                raise _twice(text, one)
            seen[one.name] = one
            prefix, _, rest = one.name.partition(":")
            if prefix == "xmlns" and rest:
                self._declare(text, one, rest)
                declared.append(rest)
        self._declared.append(declared)
        self._meaning(text, tag[0], tag.start())
        meant: set[tuple[str, str]] = set()
        for one in seen.values():
            prefix, colon, rest = one.name.partition(":")
            if colon and prefix != "xmlns":
                pair = (self._meaning(text, one.name, one.start), rest)
                if pair in meant:
                    raise _twice(text, one)
                meant.add(pair)

    def pop(self) -> None:
        """Leave it."""
        for prefix in self._declared.pop():
            self._known[prefix].pop()

    def _declare(self, text: str, one: Attribute, prefix: str) -> None:
        end = one.start + len(one.name)
        if not one.value:
            hint = "write the name of the namespace, or remove the declaration"
            raise _error(text, one.start, end, "the prefix {prefix} is declared as nothing", hint, prefix=prefix)
        if prefix == "xmlns" or (prefix == "xml") != (one.value == XML) or one.value == _XMLNS:
            raise _error(text, one.start, end, "the prefix {prefix} cannot be declared so", "remove it", prefix=prefix)
        self._known.setdefault(prefix, []).append(one.value)

    def _meaning(self, text: str, name: str, start: int) -> str:
        prefix, colon, rest = name.partition(":")
        if not colon:
            return ""
        if not LOCAL.fullmatch(prefix) or not LOCAL.fullmatch(rest):
            hint = "write one prefix, a colon and a name"
            raise _error(text, start, start + len(name), "{name} is no name with a prefix", hint, name=name)
        known = self._known.get(prefix)
        if not known:
            hint = _DECLARE.get(prefix, "declare it with xmlns: in this element or in one around it")
            end = start + len(prefix)
            raise _error(text, start, end, "the prefix {prefix} is not declared", hint, prefix=prefix)
        return known[-1]


def _twice(text: str, one: Attribute) -> DocumentError:
    end = one.start + len(one.name)
    return _error(text, one.start, end, "the attribute {name} is given twice", "remove one of them", name=one.name)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _error(text: str, start: int, end: int, template: str, hint: str, **fields: object) -> DocumentError:
    return DocumentError(template, text=text, offset=start, end=end, hint=hint, **fields)
