"""Near misses: the known word that a misspelt one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known word most like this one, or the empty text.

    Args:
        word: What was written. known: What could have been meant. cutoff: How alike they must be, 0 to 1.
    """
    near = [one for one in known if _may_be_like(word, one, cutoff)]
    if not near:
        return ""
    # Imported here: most words that are not known are like none that is.
    import difflib

    return next(iter(difflib.get_close_matches(word, near, n=1, cutoff=cutoff)), "")


def _may_be_like(word: str, other: str, cutoff: float) -> bool:
    """Whether two words have enough letters in common, in whatever order; never False where difflib says so."""
    total = len(word) + len(other)
    if 2 * min(len(word), len(other)) < cutoff * total:
        return False
    left = list(other)
    common = 0
    for letter in word:
        if letter in left:
            left.remove(letter)
            common += 1
    return 2 * common >= cutoff * total
