"""Where a log has something that is looked at: words, each searched for by itself.

That is several times as fast as one pattern of all of them, whose words have no letter in common to look for.
"""

from __future__ import annotations

from typing import AnyStr, Generic

WORDS: tuple[str, ...] = (
    *("DynamicRelease", "dynamicrelease", "RPCException", "RpcException", "checkLegal", "monitorCoverage", "IR"),
    *("invoke method is", "otpatch", "otPatch", "expatch", "exPatch", "SecException", "SG ERROR", "FATAL EXCEPTION"),
    *("AndroidRuntime", "Fatal signal", "org.apache.http", "org/apache/http", "Start proc ", "Killing "),
    *(") has died", "ANR in ", "PROCESS STARTED", "PROCESS ENDED"),
)
BYTES: tuple[bytes, ...] = tuple([word.encode() for word in WORDS])
"""The same, for logs that are not decoded."""
_TAG = 2
"""The length of the tag IR, which counts only where it stands by itself."""


class Marks(Generic[AnyStr]):
    """The places of the words in a block, which is looked through once for each."""

    def __init__(self, block: AnyStr, words: tuple[AnyStr, ...]) -> None:
        """Name the block and the words; nothing is searched yet."""
        self._block: AnyStr = block
        self._places: dict[AnyStr, int] = dict.fromkeys(words, -1)

    def after(self, at: int) -> int:
        """The first place of any word from a place on; -1 for none. What is asked for must not go back."""
        for word, place in list(self._places.items()):
            if place < at:
                found = self._next(word, at)
                self._places[word] = found
                if found < 0:
                    del self._places[word]
        return min(self._places.values(), default=-1)

    def _next(self, word: AnyStr, at: int) -> int:
        found = self._block.find(word, at)
        while len(word) == _TAG and found >= 0 and self._is_part(found):
            found = self._block.find(word, found + _TAG)
        return found

    def _is_part(self, at: int) -> bool:
        """Whether two letters are a part of a longer word."""
        around = self._block[max(at - 1, 0) : at], self._block[at + _TAG : at + _TAG + 1]
        return any(char.isalnum() or char in {"_", b"_"} for char in around)
