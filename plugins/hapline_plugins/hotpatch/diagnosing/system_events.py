"""What the system says of an app: that it was started, ended, or crashed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline_plugins.hotpatch.diagnosing.event import Event
from hapline_plugins.hotpatch.diagnosing.formats import Entry

_STARTED = tuple(
    re.compile(pattern)
    for pattern in (
        r"Start proc (?P<pid>\d+):(?P<app>[\w.]+)(?P<part>:[\w.-]+)?/",
        r"Start proc (?P<app>[\w.]+)(?P<part>:[\w.-]+)? .*?pid=(?P<pid>\d+)",
        r"PROCESS STARTED \((?P<pid>\d+)\) for package (?P<app>[\w.]+)(?P<part>)",
    )
)
_ENDED = tuple(
    re.compile(pattern)
    for pattern in (
        r"Killing (?P<pid>\d+):(?P<app>[\w.]+)(?P<part>:[\w.-]+)?/\S+ ?(?P<why>.*)",
        r"Process (?P<app>[\w.]+)(?P<part>:[\w.-]+)? \(pid (?P<pid>\d+)\) has died(?P<why>)",
        r"PROCESS ENDED \((?P<pid>\d+)\) for package (?P<app>[\w.]+)(?P<part>)(?P<why>)",
    )
)
_OWNER = re.compile(r"Process: ([\w.]+)(?::[\w.-]+)?, PID: (\d+)")
_ANR = re.compile(r"ANR in ([\w.]+)")
_CAUSE = re.compile(r"^\s*(?:Caused by: )?((?:[a-z][\w$]*\.)+[A-Z][\w$]*(?:Exception|Error|Throwable)\w*)\b:? ?(.*)")


def of_system(entry: Entry, message: str, app: str) -> Iterator[Event]:
    """The events of one line of the system's. Where a process is started, its part is said: none of the main one."""
    for pattern in _STARTED:
        found = pattern.search(message)
        if found is not None:
            yield Event("started", entry, found["part"] or "", app=found["app"], pid=int(found["pid"][:9]))
    for pattern in _ENDED:
        found = pattern.search(message)
        if found is not None and not found["part"]:
            yield Event("ended", entry, found["why"], app=found["app"], pid=int(found["pid"][:9]))
    yield from _of_crash(entry, message, app)


def _of_crash(entry: Entry, message: str, app: str) -> Iterator[Event]:
    anr = _ANR.match(message)
    if anr is not None:
        yield Event("crashed", entry, "ANR", app=anr[1])
    if "FATAL EXCEPTION" in message:
        yield Event("crashed", entry, app=app, pid=entry.pid)
    elif "Fatal signal" in message:
        yield Event("crashed", entry, message.strip()[:120], app=app, pid=entry.pid)
    owner = _OWNER.search(message)
    if owner is not None:
        yield Event("cause", entry, app=owner[1], pid=int(owner[2][:9]))
    cause = _CAUSE.match(message)
    if cause is not None:
        yield Event("cause", entry, cause[0].strip()[:200], app=app, pid=entry.pid)
