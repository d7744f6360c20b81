"""Something that happened, as one line of a log says it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from hapline_plugins.hotpatch.diagnosing.formats import Entry

EventKind = Literal[
    "requested", "answered", "nothing-offered", "rolled-back", "failed", "legal", "illegal", "downloaded",
    "not-downloaded", "merged", "not-merged", "executed", "instantrun", "instantrun-error", "security", "started",
    "ended", "crashed", "frame", "cause", "other-package",
]  # fmt: skip


class Event(NamedTuple):
    """Something that happened.

    Attributes:
        kind: What. entry: Where it is said.
        text: What it is about: a method, a version, an exception; empty for nothing.
        code: A result code, -1 for none. app: The application id it is said of, empty if unknown.
        pid: The process it is said of, which need not be that of the entry; 0 if unknown.
    """

    kind: EventKind
    entry: Entry
    text: str = ""
    code: int = -1
    app: str = ""
    pid: int = 0
