"""What was asked and where each answer came from: a line on standard error as it happens, and a report at the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from hapline import console
from hapline_plugins.offline.serving.view import Answer, Whence

PAST_PACKAGES: frozenset[Whence] = frozenset({"fallback", "online", "refused", "missing", "error"})
"""What ``--strict`` fails on: the packages did not have it."""
_MOST = 20_000
"""Different requests that are kept for the report."""
_WIDE = 8


class Line(NamedTuple):
    """One kind of request, however often it came."""

    whence: Whence
    status: int
    method: str
    address: str
    package: str
    reason: str


class Journal:
    """The requests of a run; threads share it."""

    def __init__(self, words: Callable[..., str]) -> None:
        """Begin.

        Args:
            words: The language in which reasons are said.
        """
        self._words = words
        self._lock = Lock()
        self._lines: Counter[Line] = Counter()
        self._counts: Counter[Whence] = Counter()
        self._omitted = 0

    def note(self, method: str, address: str, answer: Answer, status: int | None = None) -> None:
        """Take a request down.

        Args:
            method: Its method. address: Its address. answer: What it was answered with.
            status: The status that was sent, where it is not that of the answer.
        """
        sent = int(answer.status if status is None else status)
        said = self._words(answer.reason) if answer.reason else ""
        line = Line(answer.whence, sent, method, address, answer.package, said)
        reason = f"  ({line.reason})" if line.reason else ""
        with self._lock:
            self._counts[line.whence] += 1
            if line in self._lines or len(self._lines) < _MOST:
                self._lines[line] += 1
            else:
                self._omitted += 1
            if line.whence != "browser":
                console.err(console.printable(f"{line.whence:{_WIDE}} {sent} {method} {address}{reason}"))

    @property
    def is_clean(self) -> bool:
        """Whether the packages had all that was asked for."""
        with self._lock:
            return not any(self._counts[one] for one in PAST_PACKAGES)

    def counts(self) -> dict[str, int]:
        """How many requests were answered from where."""
        with self._lock:
            return dict(sorted(self._counts.items()))

    def lines(self) -> list[tuple[Line, int]]:
        """What was asked, each with how often, in the order in which it first was."""
        with self._lock:
            return list(self._lines.items())

    def report(self) -> bytes:
        """All of it, as JSON."""
        rows = [
            {
                "from": line.whence,
                "status": line.status,
                "method": line.method,
                "address": line.address,
                "package": line.package,
                "reason": line.reason,
                "count": count,
            }
            for line, count in self.lines()
        ]
        value = {
            "version": 1,
            "clean": self.is_clean,
            "counts": self.counts(),
            "requests": rows,
            "omitted": self._omitted,
        }
        return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode("utf-8", "backslashreplace")
