"""What is kept of the events of a log while it is read: of each kind the first and the last, and some in between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from hapline_plugins.hotpatch.diagnosing.event import Event, EventKind

_T = TypeVar("_T")
_MOST = 200
_NEAR = 80  # lines in which the frames of an exception follow
_ABOUT: frozenset[EventKind] = frozenset(
    {
        *("requested", "answered", "nothing-offered", "rolled-back", "legal", "illegal", "downloaded"),
        *("not-downloaded", "merged", "not-merged", "executed", "instantrun", "instantrun-error"),
    }
)
"""Kinds that are about a hotpatch."""


class Seen(NamedTuple):
    """The events of one kind: the first, the last, and how many there were."""

    first: Event
    last: Event
    times: int


class Trouble:
    """An exception with what follows it.

    Attributes:
        event: The event itself. cause: The event that names it. owner: The event that names the app.
        frames: Its uppermost methods.
    """

    __slots__ = ("cause", "event", "frames", "owner")

    def __init__(self, event: Event) -> None:
        """Begin with the line that says that there is one."""
        self.event = event
        self.cause: Event | None = None
        self.owner: Event | None = None
        self.frames: list[str] = []

    @property
    def app(self) -> str:
        """The app it happened in; empty if unknown."""
        return self.event.app or (self.owner.app if self.owner is not None else "")

    @property
    def pid(self) -> int:
        """The process it happened in; 0 if unknown."""
        return self.event.pid or (self.owner.pid if self.owner is not None else 0)


class Record:
    """The events of a log, in bounded memory.

    Attributes:
        seen: By kind. failures: Calls that failed, the last ones. crashes: Crashes, likewise.
        starts: Processes that were started, likewise. ends: Those that were killed, likewise.
        first_lines: The first event about a hotpatch of each process. names: The apps of processes.
        sides: Processes beside the main one of an app.
    """

    def __init__(self, app: str = "") -> None:
        """Begin a log; where an app is named, those of others are left out."""
        self._app = app
        self.seen: dict[EventKind, Seen] = {}
        self.failures: list[Trouble] = []
        self.crashes: list[Trouble] = []
        self.starts: list[Event] = []
        self.ends: list[Event] = []
        self.first_lines: dict[int, Event] = {}
        self.names: dict[int, str] = {}
        self.sides: set[int] = set()
        self._open: Trouble | None = None

    def add_all(self, found: Iterable[Event]) -> None:
        """Take the events."""
        for event in found:
            if event.pid and event.app and (event.pid in self.names or len(self.names) < 100 * _MOST):
                self.names[event.pid] = event.app
            known = event.app or self.names.get(event.pid, "")
            if not self._app or known in {"", self._app}:
                self._add(event)

    def _add(self, event: Event) -> None:
        before = self.seen.get(event.kind)
        self.seen[event.kind] = Seen(
            before.first if before is not None else event, event, before.times + 1 if before is not None else 1
        )
        if event.kind in _ABOUT and event.pid and len(self.first_lines) < _MOST:
            self.first_lines.setdefault(event.pid, event)
        match event.kind:
            case "failed":
                self._fail(event)
            case "crashed":
                self._open = _kept(self.crashes, Trouble(event))
            case "started" if event.text:
                self.sides.add(event.pid)
            case "started":
                self.sides.discard(event.pid)
                _kept(self.starts, event)
            case "ended":
                _kept(self.ends, event)
            case "cause" | "frame":
                self._follow(event)
            case _:
                pass

    def _fail(self, event: Event) -> None:
        last = self.failures[-1] if self.failures else None
        near = last is not None and event.entry.number - last.event.entry.number < _NEAR
        if last is not None and near and event.code in {-1, last.event.code} and event.pid == last.event.pid:
            return  # the same exception, said again
        self._open = _kept(self.failures, Trouble(event))

    def _follow(self, event: Event) -> None:
        trouble = self._open
        if trouble is None or event.entry.number - trouble.event.entry.number > _NEAR:
            return
        if event.kind == "frame":
            if len(trouble.frames) < _NEAR:
                trouble.frames.append(event.text)
        elif event.text and trouble.cause is None:
            trouble.cause = event
        elif event.app and trouble.owner is None:
            trouble.owner = event

    @property
    def apps(self) -> tuple[str, ...]:
        """The apps that lines about hotpatching are of."""
        found = [self._app, *[event.app or self.names.get(pid, "") for pid, event in self.first_lines.items()]]
        return tuple(dict.fromkeys([name for name in found if name]))

    @property
    def is_about_hotpatch(self) -> bool:
        """Whether anything in the log is."""
        return bool(_ABOUT & self.seen.keys()) or any(is_ours(one) for one in self.failures)


def is_ours(failure: Trouble) -> bool:
    """Whether a call that failed asked for a patch, or for something else that is delivered in the same way."""
    tag = failure.event.entry.tag
    return not tag or "DynamicRelease" in tag or any("dynamicrelease" in one.lower() for one in failure.frames)


def is_of_packages(failure: Trouble) -> bool:
    """Whether a call that failed asked for offline packages."""
    return any("nebula" in one.lower() for one in failure.frames)


def _kept(several: list[_T], one: _T) -> _T:
    """Add one to a list that stays short: the first is kept, and the last ones."""
    if len(several) == _MOST:
        del several[1]
    several.append(one)
    return one
