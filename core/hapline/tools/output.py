"""The way of a tool's output: secrets taken out, decoded, shown at once, searched, its end kept."""

from __future__ import annotations

import codecs
import locale
import os
from collections.abc import Iterable

from hapline import console
from hapline.tools.masking import Masking
from hapline.tools.tail import Tail


class Output:
    """What a tool has said so far.

    Attributes:
        tail: The end of it. seen: The marks that were in it.
    """

    def __init__(self, secrets: Iterable[bytes], marks: Iterable[str], tail: Tail, *, quiet: bool) -> None:
        """Begin with nothing said.

        Args:
            secrets: What is masked. marks: What is looked for. tail: Where the end is kept.
            quiet: Whether nothing is shown.
        """
        self.tail = tail
        self.seen: set[str] = set()
        self._masking = Masking(secrets)
        self._marks = tuple(marks)
        self._longest = max([1, *map(len, self._marks)])
        self._edge = ""
        self._quiet = quiet
        # Tools on Windows write in the code page of the system; elsewhere UTF-8 is what everybody writes.
        name = "utf-8" if os.name == "posix" else locale.getencoding()
        self._decoder = codecs.getincrementaldecoder(name)("replace")

    def feed(self, piece: bytes) -> None:
        """Take what follows.

        Raises:
            OSError: It cannot be shown: the other end of standard error is closed.
        """
        self._take(self._decoder.decode(self._masking.feed(piece)))

    def end(self) -> None:
        """Take note that nothing follows.

        Raises:
            OSError: As ``feed``.
        """
        self._take(self._decoder.decode(self._masking.end(), final=True))
        if self._edge and not self._quiet and not self._edge.endswith(("\n", "\r")):
            console.err_part("\n")

    def _take(self, text: str) -> None:
        if not text:
            return
        self.tail.feed(text)
        self._look(text)
        if not self._quiet:
            console.err_part(text)

    def _look(self, text: str) -> None:
        window = self._edge + text
        self.seen.update(mark for mark in self._marks if mark not in self.seen and mark in window)
        self._edge = window[-self._longest :]
