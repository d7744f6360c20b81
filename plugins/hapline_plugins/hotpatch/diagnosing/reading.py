"""A log from its bytes to its diagnosis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hapline_plugins.hotpatch.diagnosing import studio
from hapline_plugins.hotpatch.diagnosing.diagnosis import Diagnosis
from hapline_plugins.hotpatch.diagnosing.events import Facts, events
from hapline_plugins.hotpatch.diagnosing.formats import Entry, Reader, is_head
from hapline_plugins.hotpatch.diagnosing.judging import judge
from hapline_plugins.hotpatch.diagnosing.record import Record
from hapline_plugins.hotpatch.diagnosing.scanning import Source, lines

_START = 1 << 16


class Nothing(NamedTuple):
    """What is known of a log of which nothing can be said.

    Attributes:
        is_log: Whether its first lines are those of a logcat. unknown: Lines of the tags of hotpatching that say
            nothing that is known.
    """

    is_log: bool
    unknown: int


def diagnose(stream: Source, app: str = "") -> Diagnosis | Nothing:
    """Read a log as it comes, and judge it; memory does not grow with it.

    Args:
        stream: The log, in any format of logcat, or as Android Studio exports it.
        app: The application id that is meant; empty for all in it.
    """
    start = stream.read(_START)
    whole = _Joined(start, stream)
    record = Record(app)
    if studio.is_export(start):
        facts = Facts(studio.device_of(start))
        record.add_all(events(studio.entries(whole), facts))
    else:
        facts = Facts()
        record.add_all(events(_entries(whole), facts))
    return judge(record, facts) if record.is_about_hotpatch else Nothing(is_log(start), facts.unknown)


def is_log(start: bytes) -> bool:
    """Whether a file begins as a logcat, or as an export of one."""
    # What is left of UTF-16 is plain enough.
    text = start.replace(b"\0", b"").decode("utf-8", "replace").lstrip("\ufeff\ufffd")
    return studio.is_export(start) or any(map(is_head, text.splitlines()))


def _entries(stream: Source) -> Iterator[Entry]:
    reader = Reader()
    for number, line in lines(stream):
        entry = reader.entry(number, line)
        if entry is not None:
            yield entry


class _Joined:
    """A stream of which the start was read already."""

    def __init__(self, start: bytes, rest: Source) -> None:
        self._start = start
        self._rest = rest

    def read(self, size: int, /) -> bytes:
        start, self._start = self._start, b""
        return start or self._rest.read(size)
