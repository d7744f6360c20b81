"""Versions of Gradle, of its plugins and of libraries, as numbers that can be compared."""

from __future__ import annotations

import re

Version = tuple[int, ...]
SNAPSHOT = "-SNAPSHOT"
"""The end of a version that may be published again."""
_LONG = 40
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_WRAPPER = r"gradle-(\d+(?:\.\d+)*)(?:-[\w.]+)*-(?:bin|all)\.zip"


def version(text: str) -> Version | None:
    """The numbers of a version; None where it does not begin with one."""
    match = _NUMBERS.match(text)
    return tuple(int(one) for one in match[0].split(".")) if match and len(match[0]) < _LONG else None


def gradle_of(url: str) -> str | None:
    """The version of Gradle in the address of a wrapper's distribution."""
    match = re.search(_WRAPPER, url)
    return match[1] if match else None


def text_of(numbers: Version) -> str:
    """A version as people write it."""
    return ".".join(map(str, numbers))
