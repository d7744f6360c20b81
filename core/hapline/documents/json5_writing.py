"""Writes JSON5: whole new files, and single values in the style of the text around them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hapline.documents.text import MAX_DEPTH

_BARE = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_ESCAPES = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a document is written.

    Attributes:
        strict: Whether it is JSON. eol: The line break. unit: One step of indentation.
        quote: The quotes of strings. key_quote: The quotes of keys, empty where they have none.
        colon: A colon with the white space around it. pad: What stands inside the braces of an object that is
            written on one line. trailing: Whether the last part of a container that has
            a line of its own is followed by a comma.
    """

    strict: bool = False
    eol: str = "\n"
    unit: str = "  "
    quote: str = '"'
    key_quote: str = '"'
    colon: str = ": "
    pad: str = " "
    trailing: bool = False

    @property
    def gap(self) -> str:
        """What stands after a comma in a line."""
        return "" if self.colon.endswith(":") else " "


def dumps(value: object, indent: int = 2) -> str:
    """Write a value as a new file is written: keys and strings in double quotes, no comma after the last part.

    Args:
        value: Dictionaries with string keys, lists, strings, numbers, booleans, None.
        indent: Spaces for each step of indentation.

    Returns:
        JSON5 without a line break at the end.
    """
    import json5

    text: str = json5.dumps(value, indent=indent, quote_keys=True, trailing_commas=False, ensure_ascii=False)
    # The package writes NUL as \0 also before a digit, where JSON5 does not allow it.
    return re.sub(r"(?<!\\)((?:\\\\)*+)\\0(?=[0-9])", r"\1\\u0000", text)


def written(value: object, style: Style, indent: str | None, depth: int = 0) -> str:
    """Write a value.

    Args:
        value: What to write.
        style: How it is written.
        indent: The white space before the line it starts on; None keeps all of it on one line.
        depth: How many containers it is in.

    Raises:
        ValueError: It is no JSON5 value, or in a strict document no JSON value.
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return _number(value, strict=style.strict)
    if isinstance(value, str):
        return quoted(value, style.quote)
    if depth > MAX_DEPTH:
        problem = f"more than {MAX_DEPTH} objects and lists inside each other"
        raise ValueError(problem)
    inner = None if indent is None else indent + style.unit
    if isinstance(value, Mapping):
        items = [member(key, item, style, inner, depth + 1) for key, item in value.items()]
        opener, closer = "{}"
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        items = [written(item, style, inner, depth + 1) for item in value]
        opener, closer = "[]"
    else:
        problem = f"{type(value).__name__} is no value of JSON5"
        raise ValueError(problem)  # noqa: TRY004 - the wrong value of an edit, whatever its type
    if not items:
        return opener + closer
    if indent is None or inner is None:
        pad = style.pad if opener == "{" else ""
        return f"{opener}{pad}{f',{style.gap}'.join(items)}{pad}{closer}"
    lines = f",{style.eol}{inner}".join(items) + ("," if style.trailing else "")
    return f"{opener}{style.eol}{inner}{lines}{style.eol}{indent}{closer}"


def member(key: object, value: object, style: Style, indent: str | None, depth: int = 0) -> str:
    """Write a member of an object; see ``written``."""
    return key_text(key, style) + style.colon + written(value, style, indent, depth)


def key_text(key: object, style: Style) -> str:
    """Write a key, with quotes where the style or the key wants them."""
    if not isinstance(key, str):
        problem = f"the key {key!r} is no text"
        raise ValueError(problem)  # noqa: TRY004 - the wrong value of an edit, whatever its type
    if not style.key_quote and not style.strict and _BARE.fullmatch(key):
        return key
    return quoted(key, style.key_quote or style.quote)


def quoted(text: str, quote: str) -> str:
    """Write a string between quotes.

    Raises:
        ValueError: It has half of a surrogate pair, which no file can hold.
    """
    if not text.isprintable() or "\\" in text or quote in text:
        text = "".join(_escaped(character, quote) for character in text)
    return f"{quote}{text}{quote}"


def _escaped(character: str, quote: str) -> str:
    if character == quote:
        return "\\" + quote
    if character in _ESCAPES:
        return _ESCAPES[character]
    if "\ud800" <= character <= "\udfff":
        problem = "half of a surrogate pair in a string"
        raise ValueError(problem)
    if character < " " or character in "\x7f\u2028\u2029\ufeff":
        return f"\\u{ord(character):04x}"
    return character


def _number(value: float, *, strict: bool) -> str:
    if math.isfinite(value):
        return repr(value)
    if strict:
        problem = f"JSON has no number {value}"
        raise ValueError(problem)
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
