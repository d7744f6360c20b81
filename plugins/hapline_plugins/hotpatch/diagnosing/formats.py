"""The formats in which a log is written, line by line.

Source: ``adb logcat -v`` brief, tag, time, threadtime and long, with ``year``, ``usec``, ``UTC``, ``zone``, ``epoch``
and ``uid`` (https://developer.android.com/tools/logcat); and what Android Studio shows and copies, before Dolphin and
since.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TIME = r"(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d\.\d{3,9}(?: [+-]\d{4})?|\d{9,11}\.\d{3,9}"
_LEVEL = "[VDIWEFAS]"
_STUDIO = rf"(?P<time>{_TIME}) +(?P<pid>\d+)-\d+"
_FORMATS = tuple(
    re.compile(pattern)
    for pattern in (
        # 04-16 15:32:41.472 12805 13126 E Tag     : message
        rf" *(?P<time>{_TIME}) +(?:[\w-]+ +)?(?P<pid>\d+) +\d+ (?P<level>{_LEVEL}) (?P<tag>[^:]*?) *: ?(?P<message>.*)",
        # 2020-04-16 15:32:41.472 12805-13126/com.example.app E/Tag: message
        rf"(?P<time>{_TIME}) (?P<pid>\d+)-\d+/(?P<process>\S+) (?P<level>{_LEVEL})/(?P<tag>[^:]*?) *: ?(?P<message>.*)",
        # 2023-02-10 12:00:00.123  1234-5678  Tag                     com.example.app                      E  message
        rf"{_STUDIO} +(?P<tag>\S.*?) {{2,}}(?P<process>\S+) +(?P<level>{_LEVEL}) {{2}}(?P<message>.*)",
        # the same with a tag that fills its column
        rf"{_STUDIO} +(?P<tag>\S+) +(?P<process>\S+) +(?P<level>{_LEVEL}) {{2}}(?P<message>.*)",
        # 04-16 15:32:41.472 E/Tag(12805): message
        rf"(?P<time>{_TIME}) (?P<level>{_LEVEL})/(?P<tag>.*?) *\( *(?P<pid>\d+)\): ?(?P<message>.*)",
        # E/Tag(12805): message
        rf"(?P<level>{_LEVEL})/(?P<tag>[^(]*?) *\( *(?P<pid>\d+)\): ?(?P<message>.*)",
        # E/Tag: message
        rf"(?P<level>{_LEVEL})/(?P<tag>[\w.$-]+) *: ?(?P<message>.*)",
    )
)
_LONG = re.compile(rf"\[ (?P<time>{_TIME}) +(?:[\w-]+:)?(?P<pid>\d+): *\d+ (?P<level>{_LEVEL})/(?P<tag>.*?) *\]$")
_HEAD = 400
"""Characters in which the head of a line ends."""
_PAINT = re.compile(r"\x1b\[[\d;]*m")


class Entry(NamedTuple):
    """An entry of a log.

    Attributes:
        number: The line, from 1. message: What was logged; it may have several lines.
        time: When, as it is written; empty if unknown. level: V, D, I, W, E or F; empty if unknown.
        tag: Its tag, empty if unknown. pid: The process, 0 if unknown. process: Its name, empty if unknown.
    """

    number: int
    message: str
    time: str = ""
    level: str = ""
    tag: str = ""
    pid: int = 0
    process: str = ""


class Reader:
    """Makes entries of lines; remembers which format was the last, and of the long one the head."""

    def __init__(self) -> None:
        """Begin a log."""
        self._formats = list(_FORMATS)
        self._last: Entry | None = None

    def entry(self, number: int, line: str) -> Entry | None:
        """The entry of a line; None for the head of a long one, whose message follows.

        A line without a head has that of the line before it, as it is with the lines of a stack trace.
        """
        line = _PAINT.sub("", line).rstrip()
        head = _LONG.match(line) if line.startswith("[ ") else None
        if head is not None:
            self._last = _of(number, head, "")
            return None
        start = line[:_HEAD]
        for at, pattern in enumerate(self._formats):
            found = pattern.match(start)
            if found is not None:
                if at:
                    self._formats.insert(0, self._formats.pop(at))
                self._last = _of(number, found, found["message"] + line[_HEAD:])
                return self._last
        return (self._last or Entry(number, ""))._replace(number=number, message=line)


def is_head(line: str) -> bool:
    """Whether a line is the head of an entry, or what logcat says where a buffer begins."""
    line = _PAINT.sub("", line[:_HEAD]).rstrip()
    return line.startswith("--------- ") or bool(_LONG.match(line)) or any(one.match(line) for one in _FORMATS)


def _of(number: int, found: re.Match[str], message: str) -> Entry:
    parts = found.groupdict()
    process = parts.get("process") or ""
    return Entry(
        number=number,
        message=message,
        time=parts.get("time") or "",
        level=parts.get("level") or "",
        tag=parts.get("tag") or "",
        pid=int((parts.get("pid") or "0")[:9]),
        process="" if process in {"?", "pid-unknown"} or process.startswith("pid-") else process,
    )
