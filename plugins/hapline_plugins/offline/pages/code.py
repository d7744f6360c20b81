"""Tells the code of a script from its comments and strings, as far as somebody asks."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

MOST = 4 * 1024 * 1024
"""Characters of a script up to which its code is told from the rest; of what is longer nothing is known."""


class Code:
    """The text of a script."""

    def __init__(self, text: str) -> None:
        """Look at nothing yet."""
        self._text = text

    def is_code(self, at: int) -> bool:
        """Whether a character is neither in a comment nor in a string."""
        starts, ends, _ = self._stretches
        number = bisect_right(starts, at) - 1
        return self._is_known and (number < 0 or at >= ends[number])

    def is_string(self, at: int) -> bool:
        """Whether a quote begins a string."""
        return self._is_known and at in self._stretches[2]

    @property
    def _is_known(self) -> bool:
        return len(self._text) <= MOST

    @cached_property
    def _stretches(self) -> tuple[list[int], list[int], frozenset[int]]:
        from hapline.documents import stretches

        found = list(stretches(self._text, "script")) if self._is_known else []
        starts, ends = [one.start for one in found], [one.end for one in found]
        return starts, ends, frozenset(one.start for one in found if not one.is_comment)
