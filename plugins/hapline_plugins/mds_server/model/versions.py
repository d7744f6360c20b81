"""Versions: compared number by number, as far as they have numbers.

Source: MDS guide, 6.6.3 (a sample has four numbers); that parts compare as numbers is hapline's reading.
"""

from __future__ import annotations

from functools import lru_cache

_MOST_DIGITS = 18


def is_version(text: str) -> bool:
    """Whether a text is numbers with dots between them."""
    return bool(text) and all(
        part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS for part in text.split(".")
    )


@lru_cache(maxsize=65536)
def order(version: str) -> tuple[int, ...]:
    """By what versions are compared: 1.2 and 1.2.0 are the same; what is no number counts as 0."""
    numbers = [
        int(part) if part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS else 0
        for part in version.split(".")
    ]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
