"""Cheap looks at a text on the hot path: JSON but for comments? for the fast parser? with a key given twice?"""

from __future__ import annotations

import re
from functools import cache

from hapline.documents.text import decode


def without_comments(text: str) -> str:
    """A text that is JSON but for comments and commas at the end of lists and objects, as JSON.

    Of any other text it makes something that is no JSON either: what is no string, comment or comma stays as it is.
    """
    return " ".join(_kept().findall(text))


def doubtful(text: str) -> bool:
    r"""Whether the fast parser may read the text in another way than the standard says.

    It takes ``1_000``, ``+-1``, ``.e5``, ``-.``, ``1.5.``, ``0e`` and ``{\u002d: 1}``; it reads ``-0e5`` without its
    sign, takes ``\U`` with eight digits and ``\01`` for escapes, and drops NUL behind a continued line. Nearly all
    files are cleared here by searches for single characters.
    """
    escapes = "\\" in text
    if escapes and _escape().search(text):
        return True
    if not (escapes and "\\u" in text) and not any(pattern.search(text) for pattern in _numbers()):
        return False
    return _outside().search(_hidden().sub('""', text)) is not None


def has_duplicate_keys(document: bytes | str, value: object) -> bool:
    """Whether an object of the document gives a key twice.

    Every member has one colon. So a document has as many colons as its value has keys, and colons in keys and
    strings; more of them are in comments, or belong to members that a later one has hidden.

    Args:
        document: JSON5 without errors.
        value: What ``parse`` made of it.

    Returns:
        The exact answer.
    """
    text = decode(document) if isinstance(document, bytes) else document
    keys, strings = _keys_and_strings(value)
    # A colon that is written as an escape is missing in the text; only the last count is right then.
    if "\\" not in text or not _colon().search(text):
        hidden = text.count(":") - keys - "".join(strings).count(":")
        if hidden == 0:
            return False
        in_comments = _colons_in_comments(text)
        if in_comments is not None:
            return hidden != in_comments
    return _hidden().sub("", text).count(":") != keys


def _colons_in_comments(text: str) -> int | None:
    """Colons in comments; None where telling comments from strings takes more than counting double quotes."""
    if "\\" in text:
        return None
    colons = done = 0
    while (match := _slash().search(text, done)) is not None:
        start = match.start()
        if text.find("'", done, start) >= 0:
            return None
        in_string = text.count('"', done, start) % 2 == 1
        if match[0] == "//" and not in_string:
            line = _line().match(text, start)
            done = line.end() if line else start
        else:
            closer = '"' if in_string else "*/"
            found = text.find(closer, start + len(closer))
            if found < 0:  # only in a text with errors
                return None
            done = found + len(closer)
        if not in_string:
            colons += text.count(":", start, done)
    return colons


def _keys_and_strings(value: object) -> tuple[int, list[str]]:
    keys = 0
    strings: list[str] = []
    rest = [value]
    for one in rest:  # grows on the way
        if isinstance(one, str):
            strings.append(one)
        elif isinstance(one, dict):
            keys += len(one)
            strings += one
            rest += one.values()
        elif isinstance(one, list):
            rest += one
    return keys, strings


_LINE = r"[^\n\r\u2028\u2029]"
_COMMENT = rf"//{_LINE}*+|/\*.*?\*/"


@cache
def _hidden() -> re.Pattern[str]:
    """Strings and comments of a text without errors."""
    strings = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"' + r"|'[^'\\]*+(?:\\.[^'\\]*+)*+'"
    return re.compile(f"{strings}|{_COMMENT}", re.DOTALL)


@cache
def _kept() -> re.Pattern[str]:
    """Stretches that stay, in the first group; a comment, and a comma at the end, leave it empty."""
    between = rf"(?:\s|{_COMMENT})*+"
    first_comma = rf"[\[{{]{between},"  # wrong in JSON5 too, and so it stays
    comma = rf",(?!{between}[}}\]])"
    string = r'"(?:[^"\\]++|\\.)*+"'
    stretch = rf"""(?:[^"'/,\[{{]++|{string}|{first_comma}|[\[{{]|{comma}|/(?![/*]))++"""
    return re.compile(rf"""({stretch}|['"]|(?!{_COMMENT})/)|{_COMMENT}|,""", re.DOTALL)


@cache
def _slash() -> re.Pattern[str]:
    return re.compile("/[/*]")


@cache
def _line() -> re.Pattern[str]:
    return re.compile(f"{_LINE}*+")


@cache
def _colon() -> re.Pattern[str]:
    return re.compile(r"\\(?:x3|u003)[aA]")


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"(?<!\\)(?:\\\\)*+\\(?:U|0[0-9]|\r\x00)")


@cache
def _numbers() -> tuple[re.Pattern[str], ...]:
    """What may be an odd number; each starts with one fixed character, for which the search is fast."""
    underscore = r"_(?:(?<=[0-9.+-]_)|(?<=[0-9.][eE]_))"
    point = r"\.(?:[eE][0-9+_-]|(?<=[0-9+-]\.)(?![0-9]))"
    return tuple(map(re.compile, (underscore, point, "0[eExX]", r"\+-")))


@cache
def _outside() -> re.Pattern[str]:
    """The same between strings and comments, where it is hardly ever found by chance."""
    return re.compile(
        r"\\|[0-9.+-][eE]?_|0[xX][0-9a-fA-F]*_|0[xX][0-9a-fA-F]{3501}|[+-][.-]|\.[eE]|0[eE]|[.eE][0-9eE+-]*\."
    )
