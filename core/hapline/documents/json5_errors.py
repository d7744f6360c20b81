"""Says what is wrong with a text that is no JSON5: what was found, what belongs there, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from hapline.documents import json5_words as words
from hapline.documents.json5_tokens import BROKEN, END, MARK, NAME, STRING, WORD, scanner
from hapline.documents.text import DocumentError, line_starts, position

Place: TypeAlias = tuple[int, int, int]
"""A token: its kind, start and end."""

_CLOSERS = {"{": "}", "[": "]"}
_SHOWN = 24
_FOR_VALUE = {
    ",": ("a comma without a value before it", "remove the comma, or write the value"),
    ":": ("a value is missing before the colon", "write the value, or remove the colon"),
}
_FOR_KEY = {
    ",": ("a comma without a member before it", "remove the comma, or write the member"),
    ":": ("a colon without a key before it", "write the key"),
}


def empty(text: str) -> DocumentError:
    """Nothing but white space and comments."""
    return DocumentError("the file is empty", text=text, offset=0, hint="write a value, such as {}")


def after_the_end(text: str, token: Place) -> DocumentError:
    """Something follows the value of the file."""
    kind, start, end = token
    special = _special(text, token)
    if special is not None:
        return special
    found = _found(text, token)
    if kind == MARK and text[start] in "}]":
        return _at(
            text, start, end, "{found} closes nothing", "remove it, or add the bracket that it closes", found=found
        )
    hint = "a file holds one value; remove the rest, or put both into one object or list"
    return _at(text, start, end, "{found} after the end of the document", hint, found=found)


def no_value(text: str, token: Place, key: Place | None, openers: Sequence[int]) -> DocumentError:
    """A value was expected: after a colon, in a list, or at the start of the file."""
    kind, start, end = token
    special = _special(text, token)
    if special is not None:
        return special
    if kind in {NAME, WORD}:
        return words.no_literal(text, start, end)
    mark = text[start] if kind == MARK else ""
    if key is not None and (kind == END or mark in {",", "}"}):
        return _key_without_value(text, key)
    return _wrong_mark(text, token, openers, _FOR_VALUE.get(mark, ("{found} where a value belongs", "write a value")))


def no_key(text: str, token: Place, openers: Sequence[int]) -> DocumentError:
    """A key or the end of the object was expected."""
    special = _special(text, token)
    if special is not None:
        return special
    kind, start, _ = token
    words_of_it = ("the key {found} needs quotes", 'write it as "..."')
    if kind == MARK:
        words_of_it = _FOR_KEY.get(
            text[start], ("{found} where a key belongs", "write a key, or a list: [ ] and not { }")
        )
    return _wrong_mark(text, token, openers, words_of_it)


def no_colon(text: str, key: Place, token: Place) -> DocumentError:
    """A colon was expected after a key."""
    kind, start, _ = token
    special = _special(text, token)
    if special is not None:
        return special
    if kind == END or (kind == MARK and text[start] in ",}]"):
        return _key_without_value(text, key)
    _, before, after = key
    return _at(text, after, after, "colon missing after the key {key}", "write a colon", key=_shown(text[before:after]))


def no_comma(text: str, before: int, token: Place, openers: Sequence[int]) -> DocumentError:
    """A comma or the end of the container was expected behind a value, which ends at ``before``."""
    kind, start, end = token
    if kind == END:
        return _not_closed(text, openers)
    if start == before and text[before - 1] in "\"'" and kind in {NAME, WORD, STRING}:
        hint = "write a comma, or a backslash before a quote that belongs to the string"
        return _at(text, start, end, "{found} right behind a string", hint, found=_found(text, token))
    special = _special(text, token)
    if special is not None:
        return special
    in_object = text[openers[-1]] == "{"
    if kind == MARK and text[start] in ":]}":
        after_value = ("a colon after a value", "write a comma before the next key, or remove the colon")
        in_list = ("a colon in a list", "members with keys belong into an object: { } and not [ ]")
        return _wrong_mark(text, token, openers, after_value if in_object else in_list)
    what = "comma missing between two members" if in_object else "comma missing between two items"
    return _at(text, before, before, what, "write a comma")


def too_deep(text: str, offset: int, most: int) -> DocumentError:
    """Containers in containers beyond what is read."""
    hint = "a document of this depth is hardly meant; look at what wrote it"
    return _at(text, offset, offset + 1, "more than {most} objects and lists inside each other", hint, most=most)


def too_long(text: str, token: Place) -> DocumentError:
    """A number beyond what is converted."""
    _, start, end = token
    hint = "write it as a string"
    return _at(text, start, end, "a number with {count} characters is too long", hint, count=end - start)


def trailing_comma(text: str, offset: int) -> DocumentError:
    """A comma before the end of a container, in JSON."""
    return _at(text, offset, offset + 1, "a comma after the last value, which JSON does not have", "remove the comma")


def bare_key(text: str, token: Place) -> DocumentError:
    """A key without quotes, in JSON."""
    _, start, end = token
    found = _shown(text[start:end])
    return _at(text, start, end, "the key {found} needs quotes in JSON", 'write it as "..."', found=found)


def _special(text: str, token: Place) -> DocumentError | None:
    kind, start, end = token
    if kind == BROKEN:
        return words.broken(text, start, end)
    return words.odd_character(text, start, end) if kind == WORD else None


def _wrong_mark(text: str, token: Place, openers: Sequence[int], words_of_it: tuple[str, str]) -> DocumentError:
    kind, start, end = token
    if kind == END:
        return _not_closed(text, openers)
    if kind == MARK and text[start] in "}]":
        return _wrong_closer(text, token, openers)
    template, hint = words_of_it
    return _at(text, start, end, template, hint, found=_found(text, token))


def _key_without_value(text: str, key: Place) -> DocumentError:
    _, start, end = key
    hint = "write a colon and a value after it, or remove it"
    return _at(text, start, end, "the key {key} has no value", hint, key=_shown(text[start:end]))


def _not_closed(text: str, openers: Sequence[int]) -> DocumentError:
    start = _suspect(text, openers[-1])
    what = "the object is not closed" if text[start] == "{" else "the list is not closed"
    hint = "add the } that belongs to it" if text[start] == "{" else "add the ] that belongs to it"
    return _at(text, start, start + 1, what, hint)


def _suspect(text: str, innermost: int) -> int:
    """The bracket that is likely not closed: the first one whose closer is indented less than its own line."""
    open_marks: list[tuple[int, int]] = []
    done = indent = 0
    for match in scanner().finditer(text):
        kind = match.lastindex or END
        start, end = match.span(kind)
        # White space before a token is taken once, so that a file in one long line costs no more than others.
        break_before = max(text.rfind("\n", done, start), text.rfind("\r", done, start))
        if break_before >= 0:
            indent = start - break_before - 1
        if kind == MARK and text[start] in "{[":
            open_marks.append((start, indent))
        elif kind == MARK and text[start] in "}]" and open_marks:
            opener, expected = open_marks.pop()
            if break_before >= 0 and indent < expected:
                return opener
        done = end
    return innermost


def _wrong_closer(text: str, token: Place, openers: Sequence[int]) -> DocumentError:
    _, start, end = token
    found = text[start]
    if not openers:
        return _at(text, start, end, "{found} closes nothing", "write a value before it, or remove it", found=found)
    line, column = position(line_starts(text), openers[-1])
    opener = text[openers[-1]]
    what = "{found} where {wanted} belongs, for the {opener} of line {line}, column {column}"
    fields = {"found": found, "wanted": _CLOSERS[opener], "opener": opener, "line": line, "column": column}
    return _at(text, start, end, what, "close what is open, or remove the wrong bracket", **fields)


def _found(text: str, token: Place) -> str:
    kind, start, end = token
    return "the end of the file" if kind == END else _shown(text[start:end])


def _shown(found: str) -> str:
    short = found if len(found) <= _SHOWN else f"{found[: _SHOWN - 3]}..."
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in short)


def _at(text: str, start: int, end: int, template: str, hint: str, **fields: object) -> DocumentError:
    return DocumentError(template, text=text, offset=start, end=end, hint=hint, **fields)
