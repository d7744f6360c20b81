"""Near misses: the known word that a misspelt one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known word most like this one, or the empty text.

    Args:
        word: What was written. known: What could have been meant. cutoff: How alike they must be, 0 to 1.
    """
    # Imported here: a run without findings compares no words.
    import difflib

    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff)), "")
