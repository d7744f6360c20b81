"""Cheap screens on the hot path: may the fast parser stray from the standard here, and is a key given twice?"""

from __future__ import annotations

import re
from functools import cache

from hapline.documents.text import decode


def doubtful(text: str) -> bool:
    r"""Whether the fast parser may read the text in another way than the standard says.

    It takes ``1_000``, ``+-1``, ``.e5``, ``-.``, ``1.5.``, ``0e`` and ``{\u002d: 1}``; it reads ``-0e5`` without its
    sign, takes ``\U`` with eight digits and ``\01`` for escapes, and drops NUL behind a continued line. Nearly all
    files are cleared here by searches for single characters.
    """
    if "\\" in text:
        if _escape().search(text):
            return True
        suspect = "\\u" in text
    else:
        suspect = False
    for sign in ("+-", "+.", "-.", "0e", "0E", "0x", "0X"):
        suspect = suspect or sign in text
    if not suspect and not any(pattern.search(text) for pattern in _numbers()):
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
    # A colon that is written as an escape is missing in the text; only the second count is right then.
    if "\\" not in text or not _colon().search(text):
        # Files often start with a licence, whose link has a colon.
        head = _head().match(text)
        if text.count(":", head.end() if head else 0) == keys + "".join(strings).count(":"):
            return False
    return _hidden().sub("", text).count(":") != keys


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


_COMMENT = r"//[^\n\r\u2028\u2029]*+|/\*.*?\*/"


@cache
def _hidden() -> re.Pattern[str]:
    """Strings and comments of a text without errors."""
    strings = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"' + r"|'[^'\\]*+(?:\\.[^'\\]*+)*+'"
    return re.compile(f"{strings}|{_COMMENT}", re.DOTALL)


@cache
def _head() -> re.Pattern[str]:
    """Comments before the value."""
    return re.compile(rf"(?:\s++|\ufeff|{_COMMENT})*+", re.DOTALL)


@cache
def _colon() -> re.Pattern[str]:
    return re.compile(r"\\(?:x3|u003)[aA]")


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"(?<!\\)(?:\\\\)*+\\(?:U|0[0-9]|\r\x00)")


@cache
def _numbers() -> tuple[re.Pattern[str], ...]:
    """What may be an odd number; each starts with one fixed character, for which the search is fast."""
    after = r"_(?:(?<=[0-9.+-]_)|(?<=[0-9.][eE]_))"
    return re.compile(after), re.compile(r"\.(?:[eE][0-9+_-]|(?<=[0-9]\.)(?![0-9]))")


@cache
def _outside() -> re.Pattern[str]:
    """The same between strings and comments, where it is hardly ever found by chance."""
    return re.compile(
        r"\\|[0-9.+-][eE]?_|0[xX][0-9a-fA-F]*_|0[xX][0-9a-fA-F]{3501}|[+-][.-]|\.[eE]|0[eE]|[.eE][0-9eE+-]*\."
    )
