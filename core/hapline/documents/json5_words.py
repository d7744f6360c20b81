"""Explains single tokens that are not well formed: strings, comments, numbers, and what looks like JSON5 and is not."""

from __future__ import annotations

import re

from hapline.documents.json5_tokens import ESCAPE
from hapline.documents.text import DocumentError

_FULL_WIDTH = {
    "\uff0c": ",",
    "\u3001": ",",
    "\uff1a": ":",
    "\uff1b": ";",
    "\uff5b": "{",
    "\uff5d": "}",
    "\uff3b": "[",
    "\uff3d": "]",
    "\u3010": "[",
    "\u3011": "]",
    "\u201c": '"',
    "\u201d": '"',
    "\uff02": '"',
    "\u2018": "'",
    "\u2019": "'",
    "\uff07": "'",
}
"""Punctuation that Chinese input methods write, and what was meant."""
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})")
_LITERALS = {"none": "null", "nil": "null", "undefined": "null", "null": "null", "true": "true", "false": "false"}
_LITERALS |= {"yes": "true", "no": "false", "on": "true", "off": "false", "nan": "NaN", "infinity": "Infinity"}
_ESCAPES = rf"{ESCAPE}|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{{2}})|(?P<wrong>\\(?:u[0-9a-fA-F]{{0,4}}|x[0-9a-fA-F]?|.))"
_SHOWN = 24


def broken(text: str, start: int, end: int) -> DocumentError:
    """A string or comment that is not well formed, or a slash that starts no comment."""
    quote = text[start]
    if quote == "/":
        if text.startswith("/*", start):
            return _at(text, start, start + 2, "the comment is not closed", "end it with */")
        return _at(text, start, start + 1, "a slash that starts no comment", "write // or /* for a comment")
    if end - start == 1 or text[end - 1] != quote or _escaped(text, start, end - 1):
        hint = "write the closing quote on the same line, or a backslash at the end of the line"
        return _at(text, start, end, "the string is not closed", hint)
    return _bad_escape(text, start, end)


def odd_character(text: str, start: int, end: int) -> DocumentError | None:
    """A word with characters that have no place outside strings; None where it is an ordinary word."""
    raw = text[start:end]
    if _CONFLICT.match(raw) and (start == 0 or text[start - 1] in "\r\n"):
        hint = "resolve the conflict and remove the markers"
        return _at(text, start, end, "a merge conflict was left in the file", hint)
    for index, character in enumerate(raw, start):
        if character in _FULL_WIDTH:
            hint = "switch the input method to half-width punctuation and write it again"
            fields = {"found": character, "wanted": _FULL_WIDTH[character]}
            return _at(text, index, index + 1, "the full-width character {found} instead of {wanted}", hint, **fields)
        if not character.isprintable() and character not in "\u200c\u200d":
            found = f"U+{ord(character):04X}"
            return _at(text, index, index + 1, "the invisible character {found}", "delete it", found=found)
    for found, hint in _PUNCTUATION.items():
        index = raw.find(found)
        if index == 0 or (index > 0 and found != "#"):
            return _at(text, start + index, start + index + 1, "{found} is no part of JSON5", hint, found=found)
    return None


def no_literal(text: str, start: int, end: int) -> DocumentError:
    """A word where a value belongs."""
    raw = text[start:end]
    if raw[0] in "+-.0123456789":
        return _at(text, start, end, "{found} is no number", _number_hint(raw), found=_shown(raw))
    wanted = _LITERALS.get(raw.lower())
    if wanted is not None:
        return _at(text, start, end, "{found} instead of {wanted}", "write the JSON5 word", found=raw, wanted=wanted)
    return _at(text, start, end, "the text {found} needs quotes", 'write it as "..."', found=_shown(raw))


def _number_hint(raw: str) -> str:
    digits = raw.lstrip("+-")
    if re.fullmatch("0[0-9]+", digits):
        return "remove the leading zero, or write a string if it is no quantity"
    if "_" in raw:
        return "write the digits without underscores"
    if re.match("0[xX]", digits):
        return "write 0x with the digits 0 to 9 and a to f"
    return "write a number such as 1, -2.5 or 3e8, or put it in quotes"


def _bad_escape(text: str, start: int, end: int) -> DocumentError:
    for match in re.compile(_ESCAPES, re.DOTALL).finditer(text, start, end):
        if match["half"]:
            hint = "write both halves of the pair, or the character itself"
            return _at(text, match.start(), match.end(), "half of a surrogate pair in a string", hint)
        if match["wrong"]:
            what = "the escape {found} is not complete or not known"
            return _at(text, match.start(), match.end(), what, _escape_hint(match[0]), found=match[0])
    return _at(text, start, end, "a string with an error", "write it again")


def _escape_hint(raw: str) -> str:
    if raw[1] == "u":
        return "write \\u and four digits 0 to 9, a to f"
    if raw[1] == "x":
        return "write \\x and two digits 0 to 9, a to f"
    return "write \\\\ for a backslash, or \\x and two digits for a character"


def _escaped(text: str, start: int, offset: int) -> bool:
    count = 0
    while offset - count - 1 > start and text[offset - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def _shown(found: str) -> str:
    return found if len(found) <= _SHOWN else f"{found[: _SHOWN - 3]}..."


def _at(text: str, start: int, end: int, template: str, hint: str, **fields: object) -> DocumentError:
    return DocumentError(template, text=text, offset=start, end=end, hint=hint, **fields)


_PUNCTUATION = {
    "#": "write // for a comment",
    "<!--": "write /* */ for a comment",
    ";": "write a comma between members",
    "=": "write a colon between key and value",
    "`": "write quotes: \" or '",
    "(": "write a value; there are no calls in JSON5",
}
