"""Whole numbers as Java reads them from texts that builds write, and as Gradle reads them in scripts."""

from __future__ import annotations

import re

MOST = 2**31 - 1
"""The largest number of Java's ``int``."""
_LEAST = -(2**31)
_DIGITS = len(str(MOST))  # more, behind leading zeros, are no 32 bits, whatever they are


def whole_number(text: str) -> int | None:
    """A number as Java's ``Integer.parseInt`` reads it: decimal, 32 bits; None for anything else, ``0x24`` too."""
    digits = text[1:] if text[:1] in {"-", "+"} else text
    if not (digits.isascii() and digits.isdigit()) or len(digits.lstrip("0")) > _DIGITS:
        return None
    number = int(digits.lstrip("0") or "0") * (-1 if text[0] == "-" else 1)
    return number if _LEAST <= number <= MOST else None


def computed(text: str) -> int | None:
    """What Gradle makes of a whole number that stands in a script in another notation; None where it is none.

    >>> computed("0x24"), computed("036"), computed("3_6"), computed("36L")
    (36, 30, 36, None)
    """
    plain = text.replace("_", "")
    if len(plain) > _DIGITS:
        return None
    for pattern, base in ((r"0[xX][0-9a-fA-F]+", 16), (r"0[0-7]+", 8), (r"[1-9][0-9]*|0", 10)):
        if re.fullmatch(pattern, plain, re.ASCII):
            return int(plain, base)
    return None
