"""Deliverables on disk: all of a run are written, or, where one cannot be, none.

Public: what ``hapline package`` writes, commands of plugins write as well.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from hapline.errors import HaplineError, PartlyDoneError, UsageError
from hapline.files import Together
from hapline.plugins import CRASHES
from hapline_hooks import Deliverable, Phrase, noun

_ELSEWHERE = "name another folder with --out, or see to it that this one can be written to"
_AWAY = "name another folder with --out, or move it away"


@noun
class Written:
    """A deliverable that is written: its file, with forward slashes, its length in bytes, and its SHA-256."""

    deliverable: Deliverable
    file: str
    size: int
    sha256: str


class ContentError(Exception):
    """The content of a deliverable could not be made, for the reason that is its cause.

    Attributes:
        deliverable: Of which.
    """

    def __init__(self, deliverable: Deliverable) -> None:
        """Say of which."""
        super().__init__(deliverable.path)
        self.deliverable = deliverable


def check_replacing(made: Iterable[Deliverable], folder: str) -> None:
    """Refuse to write deliverables where a file is in the way that must not be replaced.

    Args:
        made: The deliverables. folder: The folder that they would be written below.

    Raises:
        hapline.errors.HaplineError: As of ``Deliverable.before_replacing``.
    """
    for one in made:
        target = _target(one, folder)
        if one.before_replacing is not None and os.path.isfile(target):
            one.before_replacing(target)


def deliver(
    made: Sequence[Deliverable],
    folder: str,
    *,
    pieces_of: Callable[[Deliverable], Iterable[bytes]] | None = None,
    flush: Callable[[Deliverable], bool] | None = None,
) -> list[Written]:
    """Write deliverables below a folder.

    Args:
        made: The deliverables. folder: The folder, which is made where it is not there.
        pieces_of: Makes the content; ``Deliverable.content`` where nothing is given.
        flush: Whether to wait until the disk has a file; for all, where nothing is given.

    Raises:
        hapline.errors.UsageError: Nothing can be written there: nothing is.
        hapline.errors.PartlyDoneError: The disk failed while files were put in their places.
        ContentError: A content cannot be made: nothing is written.
    """
    written: list[Written] = []
    files, target = Together(), folder
    try:
        with files:
            for one in made:
                target = _target(one, folder)
                content = _Content(one, pieces_of)
                files.write(target, content, flush=flush is None or flush(one))
                written.append(content.written_to(target))
    except OSError as error:
        raise unwritable(error, target, partly=files.has_begun) from None
    return written


def _target(one: Deliverable, folder: str) -> str:
    return os.path.join(folder, *one.path.split("/"))


class _Content:
    """The content of a deliverable, counted and digested while it is written."""

    def __init__(self, one: Deliverable, pieces_of: Callable[[Deliverable], Iterable[bytes]] | None) -> None:
        self._deliverable = one
        self._pieces_of = pieces_of
        self._digest = hashlib.sha256()
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        one = self._deliverable
        try:
            for piece in self._pieces_of(one) if self._pieces_of else one.content():
                self._digest.update(piece)
                self._size += len(piece)
                yield piece
        except CRASHES as error:
            raise ContentError(one) from error

    def written_to(self, target: str) -> Written:
        file = target.replace(os.sep, "/")
        return Written(deliverable=self._deliverable, file=file, size=self._size, sha256=self._digest.hexdigest())


def unwritable(error: OSError, target: str, *, partly: bool = False) -> HaplineError:
    """Why a file cannot be written below a folder that is named with ``--out``, by what stands in the way.

    Args:
        error: What the system said. target: The file. partly: Whether others were written.
    """
    if partly:
        reason = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
        return PartlyDoneError(reason, where=target, todo="some of the files are replaced: run it again")
    if os.path.isdir(target):
        return UsageError("a folder is where the file would be written", where=target, todo=_AWAY)
    above = os.path.dirname(target)
    while above and not os.path.lexists(above):
        above = os.path.dirname(above)
    if above and not os.path.isdir(above):
        return UsageError("a file is where a folder would be made", where=above, todo=_AWAY)
    reason = Phrase("nothing can be written in this folder: {reason}", reason=error.strerror or str(error))
    return UsageError(reason, where=above or os.curdir, todo=_ELSEWHERE)
