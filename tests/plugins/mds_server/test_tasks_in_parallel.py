"""Tasks under parallel clients, held against a model of who wins that is written here (R001 to R003, R013, R014).

Every call has a time at which it began and one at which it had its answer, so that a task that is changed meanwhile
may be seen as it was or as it becomes, and never otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from .rehearsal import SPACE, Rehearsal, Server, zipped

RELEASING, ENDED, PAUSED = 1, 2, 3
VERSIONS = {"1.0.0.2": 0, "1.0.0.10": 1}
"""In their order."""
USERS = ("zhang", "li", "wang")
RANKS = {"full": 2, "whitelist": 1, "window": 0}
_THREADS = 4
_apps = count(1)


@dataclass
class Change:
    """One change of a task's status: between its two times it may have happened or not."""

    status: int
    sent: int
    answered: int


@dataclass
class Release:
    """A task as the model knows it."""

    number: int
    version: str
    kind: str
    places: int
    users: frozenset[str]
    changes: list[Change]
    served: dict[str, int] = field(default_factory=dict)

    @property
    def precedence(self) -> tuple[int, int, int]:
        """R001, R002, R003."""
        return VERSIONS[self.version], RANKS[self.kind], self.number

    @property
    def status(self) -> int:
        return self.changes[-1].status

    def possible(self, begun: int, answered: int) -> set[int]:
        """Which statuses a call may have seen; 0 before the task was there."""
        seen, before = set(), 0
        for one in self.changes:
            if one.sent < answered:
                if one.answered > begun:
                    seen.add(before)
                before = one.status
        return seen | {before}


@dataclass
class Check:
    """What a device asked, and got."""

    user: str
    device: str
    installed: str
    begun: int
    answered: int
    task: int


class Tasks(RuleBasedStateMachine):
    """Releases of two versions of one package, and the devices that ask for it."""

    server: Server

    def __init__(self) -> None:
        super().__init__()
        self.rehearsal = Rehearsal(self.server, {**SPACE, "app_id": f"ALIPUB{next(_apps)}"})
        self.releases: dict[int, Release] = {}
        self.checks: list[Check] = []
        self.packages: dict[str, int] = {}
        self._ticks = count(1)

    @initialize()
    def upload(self) -> None:
        self.rehearsal.app()
        url = self.rehearsal.upload("20171228.zip", zipped({"20171228/www/index.html": b"x"}))
        self.packages = {one: self.rehearsal.resource(one, file_url=url) for one in VERSIONS}
        self.lists = {user: self.rehearsal.whitelist(user) for user in USERS}

    @precondition(lambda self: len(self._alive()) < 9)
    @rule(
        version=st.sampled_from(sorted(VERSIONS)),
        kind=st.sampled_from(["full", "whitelist", "window", "window"]),
        places=st.integers(1, 4),
        users=st.frozensets(st.sampled_from(USERS), min_size=1),
    )
    def release(self, version: str, kind: str, places: int, users: frozenset[str]) -> None:
        self._release(version, kind, places, users)

    @precondition(lambda self: self._alive())
    @rule(data=st.data(), wanted=st.sampled_from([RELEASING, PAUSED, PAUSED, ENDED]))
    def change(self, data: st.DataObject, wanted: int) -> None:
        self._change(data.draw(st.sampled_from(self._alive())), wanted)

    @rule(
        asking=st.lists(
            st.tuples(
                st.sampled_from(["", *USERS]), st.integers(0, 9), st.sampled_from(["", "", "", "1.0.0.2", "1.0.0.10"])
            ),
            min_size=4,
            max_size=16,
        ),
        data=st.data(),
    )
    def all_at_once(self, asking: list[tuple[str, int, str]], data: st.DataObject) -> None:
        """Devices ask, while tasks are changed and one comes into being."""
        alive = data.draw(st.lists(st.sampled_from(self._alive()), unique_by=id, max_size=3)) if self._alive() else []
        wanted = [data.draw(st.sampled_from([RELEASING, PAUSED, ENDED])) for _ in alive]
        jobs: list[Callable[[], object]] = [
            partial(self._ask, user, f"d{device}", installed) for user, device, installed in asking
        ]
        for place, (one, status) in enumerate(zip(alive, wanted, strict=True)):
            jobs.insert(place * 3 + 1, partial(self._change, one, status))
        if len(self._alive()) < 9:
            places = data.draw(st.integers(1, 3))
            jobs.insert(2, partial(self._release, "1.0.0.10", "window", places, frozenset()))
        first = len(self.checks)
        with ThreadPoolExecutor(_THREADS) as pool:
            for done in [pool.submit(job) for job in jobs]:
                done.result()
        self._judge(self.checks[first:])

    @invariant()
    def never_more_devices_than_places(self) -> None:
        for one in self.releases.values():
            assert one.kind != "window" or len(one.served) <= one.places, one

    def _alive(self) -> list[Release]:
        return [one for one in self.releases.values() if one.status != ENDED]

    def _release(self, version: str, kind: str, places: int, users: frozenset[str]) -> None:
        fields: dict[str, object] = {"publish_type": 3}
        if kind == "whitelist":
            numbers = ",".join(str(self.lists[one]) for one in sorted(users))
            fields = {"publish_type": 2, "publish_mode": 1, "whitelist_ids": numbers}
        elif kind == "window":
            end = _in_shanghai(self.server.now + 3600)
            fields = {"publish_type": 2, "publish_mode": 2, "grey_num": places, "grey_endtime_data": end}
        sent = next(self._ticks)
        number = self.rehearsal.task(self.packages[version], **fields)
        change = Change(RELEASING, sent, next(self._ticks))
        self.releases[number] = Release(number, version, kind, places, users, [change])

    def _change(self, one: Release, wanted: int) -> None:
        sent = next(self._ticks)
        package = self.packages[one.version]
        self.rehearsal.done(
            "ChangeMcubeNebulaTaskStatus", package_id=str(package), task_id=str(one.number), task_status=wanted
        )
        one.changes.append(Change(wanted, sent, next(self._ticks)))

    def _ask(self, user: str, device: str, installed: str) -> None:
        begun = next(self._ticks)
        packages = {"20171228": installed} if installed else {}
        found = self.rehearsal.check(userId=user, deviceId=device, packages=packages)["packages"]
        task = found[0]["task"] if found else 0
        self.checks.append(Check(user, device, installed, begun, next(self._ticks), task))

    def _judge(self, checks: Sequence[Check]) -> None:
        """Hold answers against the rules, once everybody has one."""
        for check in checks:
            if check.task:
                one = self.releases[check.task]
                one.served[check.device] = min(check.answered, one.served.get(check.device, check.answered))
        for check in checks:
            self._hold(check)

    def _hold(self, check: Check) -> None:
        for one in sorted(self.releases.values(), key=lambda one: one.precedence, reverse=True):
            seen = one.possible(check.begun, check.answered)
            if one.number == check.task:
                assert RELEASING in seen, ("delivered from a task that does not release", check, one)
                assert one.kind != "whitelist" or check.user in one.users, (check, one)
                assert not _has(check, one), (check, one)
                return
            if seen == {RELEASING} and self._must(check, one):
                assert not check.task, ("a task that comes first was passed over", check, one)
                assert _has(check, one), ("nothing was delivered", check, one)
                return
            if not check.task and RELEASING in seen and _has(check, one):
                return
        assert not check.task, ("delivered by nobody", check)

    def _must(self, check: Check, one: Release) -> bool:
        """Whether a task is surely for a device."""
        if one.kind == "whitelist":
            return check.user in one.users
        if one.kind == "full" or _has(check, one):
            return True
        # Places: this device had one already, or some were left even when all had asked.
        return one.served.get(check.device, check.begun) < check.begun or len(one.served) < one.places


def _has(check: Check, one: Release) -> bool:
    return bool(check.installed) and VERSIONS[check.installed] >= VERSIONS[one.version]


def _in_shanghai(seconds: float) -> str:
    from datetime import UTC, datetime, timedelta

    return (datetime.fromtimestamp(seconds, UTC) + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M:%S")


@contextmanager
def _served() -> Iterator[type[Tasks]]:
    with TemporaryDirectory() as folder:
        made = Server(Path(folder) / "mds")
        made.start()
        try:
            yield type("Tasks", (Tasks,), {"server": made})
        finally:
            made.stop()


# A failure is shown as it was found: threads do not fail alike twice, and making it smaller takes minutes.
_ONCE: dict[str, Any] = {"deadline": None, "derandomize": True, "database": None, "phases": [Phase.generate]}


def test_r001_r002_r003_r013_tasks_under_parallel_clients() -> None:
    with _served() as machine:
        run_state_machine_as_test(machine, settings=settings(max_examples=8, stateful_step_count=10, **_ONCE))


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_r001_r002_r003_r013_tasks_under_parallel_clients_for_long() -> None:
    with _served() as machine:
        run_state_machine_as_test(machine, settings=settings(max_examples=150, stateful_step_count=40, **_ONCE))
