"""Lines: the kinds of packages that tasks release, and what their tasks have in common.

Source: MDS guide, 4.3, 5.3, 5.4.1, 6.5 and 6.6.3.
"""

from __future__ import annotations

from collections.abc import Sequence

from hapline_hooks import noun, replace
from hapline_plugins.mds_server.handling.call import Call
from hapline_plugins.mds_server.handling.dates import read
from hapline_plugins.mds_server.model.rules import RulesError, requested, stored
from hapline_plugins.mds_server.model.tasks import Mode, PublishType, Status, Task
from hapline_plugins.mds_server.storage.state import State
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError, RefusedError

MOST_TASKS = 10
"""Tasks of one package that may be releasing or paused at once (MDS guide, 4.3); that paused ones count is ours."""
LONGEST_WINDOW = 7 * 24 * 60 * 60
"""Seconds from now to the end of a time window, at most (MDS guide, 6.6.3)."""
_MOVES = {
    Status.RELEASING: frozenset({Status.PAUSED, Status.ENDED}),
    Status.PAUSED: frozenset({Status.RELEASING, Status.ENDED}),
}
"""Where a task may go from where it is; one that has ended stays so (MDS guide, 4.3)."""


def tasks_of(state: State, space: str, line: str, package: int) -> list[Task]:
    """The tasks of a package, oldest first."""
    return [one for one in state.tasks.of(space) if one.line == line and one.package == package]


def task_of(call: Call, line: str, number: int) -> Task:
    """A task by its number.

    Raises:
        NotThereError: There is none in this space, or it releases something else.
    """
    task = call.state.tasks.get(call.space, number)
    if task is None or task.line != line:
        raise NotThereError(f"there is no such task: {number}")
    return task


def period(tasks: Sequence[Task]) -> int:
    """What replies call ``PublishPeriod``, of all tasks of a package.

    0 to be released, 2 gray, 3 official, 4 taken back, 5 ended (MDS guide, 5.4.1 and 6.6.3; the list of 5.4.1 has no 0,
    and nothing is known that would be 1, an internal gray release). With several tasks the one that counts is the
    official one that is releasing, else a gray one, else the latest that is paused (MDS guide, 4.3).
    """
    if not tasks:
        return 0
    releasing = [one for one in tasks if one.status == Status.RELEASING]
    if any(one.rollback for one in releasing):
        return 4
    if any(one.publish_type == PublishType.OFFICIAL for one in releasing):
        return 3
    if releasing:
        return 2
    alive = [one for one in tasks if one.status != Status.ENDED]
    if not alive:
        return 5
    if alive[-1].rollback:
        return 4
    return 3 if alive[-1].publish_type == PublishType.OFFICIAL else 2


def new_task(call: Call, unit: Unit, line: str, package: int, *, official_mode: int) -> Task:
    """A task as a call asks for it; ``unit.put`` notes it.

    Args:
        call: The call. unit: Gives it its number. line: What it releases. package: The number of that.
        official_mode: What is stored as the mode of a release to all.

    Raises:
        RefusedError: The call's fields do not go together, or there are too many tasks already.
    """
    to = audience(call, official_mode)
    alive = [one for one in tasks_of(call.state, call.space, line, package) if one.status != Status.ENDED]
    if len(alive) >= MOST_TASKS:
        raise ConflictError(f"{MOST_TASKS} tasks of this package are releasing or paused already; end one first")
    return Task(
        id=unit.number(Task.kind),
        space=call.space,
        line=line,
        package=package,
        publish_type=to.publish_type,
        mode=to.mode,
        status=Status.RELEASING,
        memo=call.text("Memo"),
        whitelists=to.whitelists,
        window_end=to.window_end,
        window_text=to.window_text,
        window_users=to.window_users,
        rules=to.rules,
        created=unit.milliseconds,
        modified=unit.milliseconds,
    )


def change_status(call: Call, unit: Unit, task: Task, wanted: int) -> None:
    """Move a task to another status.

    It may be paused, go on, and end for good (MDS guide, 4.3). The API has the status 0, to be released, too, but no
    text says what it would mean to go there: that is refused. Where a task is already, it may be told to be.

    Raises:
        RefusedError: It cannot go there from where it is.
    """
    if wanted not in set(Status):
        raise RefusedError(f"TaskStatus must be 0, 1, 2 or 3, not {wanted}")
    if wanted == task.status:
        return
    if wanted not in _MOVES.get(Status(task.status), frozenset()):
        raise ConflictError(
            f"a task that is {Status(task.status).name.lower()} cannot become {Status(wanted).name.lower()}"
        )
    if wanted == Status.RELEASING and task.window_end and task.window_end <= call.now:
        raise ConflictError("the time window of the task is over; create a new task")
    unit.put(replace(task, status=wanted, modified=unit.milliseconds))


def end_tasks(unit: Unit, tasks: Sequence[Task]) -> None:
    """End tasks that have not ended yet."""
    for task in tasks:
        if task.status != Status.ENDED:
            unit.put(replace(task, status=Status.ENDED, modified=unit.milliseconds))


@noun
class Audience:
    """To whom a task releases; the attributes of ``Task``."""

    publish_type: int
    mode: int
    rules: str = ""
    whitelists: tuple[int, ...] = ()
    window_end: int = 0
    window_text: str = ""
    window_users: int = 0


def audience(call: Call, official_mode: int) -> Audience:
    """To whom a task is to release that a call asks for.

    Args:
        call: The call. official_mode: What is stored as the mode of a release to all.

    Raises:
        RefusedError: The call's fields do not go together.
    """
    type_, mode = call.numbered("PublishType"), _mode(call)
    if type_ not in set(PublishType):
        raise RefusedError("PublishType must be 2 (gray) or 3 (official)")
    rules = _rules(call)
    if type_ == PublishType.OFFICIAL:
        if mode not in {Mode.OFFICIAL, Mode.FULL}:
            raise RefusedError(f"PublishMode {mode} does not go with PublishType 3")
        if rules:
            raise RefusedError("GreyConfigInfo: advanced rules are for gray releases only")
        return Audience(publish_type=type_, mode=official_mode)
    if mode == Mode.WHITELIST:
        return Audience(publish_type=type_, mode=mode, rules=rules, whitelists=whitelists_of(call))
    if mode == Mode.TIME_WINDOW:
        end, text, users = window_of(call)
        return Audience(
            publish_type=type_, mode=mode, rules=rules, window_end=end, window_text=text, window_users=users
        )
    raise RefusedError(f"PublishMode must be 1 (whitelist) or 2 (time window) for a gray release, not {mode}")


def _mode(call: Call) -> int:
    if call.arguments.operation.request["PublishMode"] == "str" and not call.text("PublishMode"):
        return Mode.OFFICIAL
    return call.numbered("PublishMode")


def _rules(call: Call) -> str:
    try:
        return stored(requested(call.text("GreyConfigInfo")))
    except RulesError as error:
        raise RefusedError(str(error)) from None


def whitelists_of(call: Call) -> tuple[int, ...]:
    """The whitelists that a call names.

    Raises:
        RefusedError: It names none, or one that is not there.
    """
    numbers: list[int] = []
    for part in call.needed("WhitelistIds").split(","):
        text = part.strip()
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1  # noqa: PLR2004 64 bits
        if call.state.whitelists.get(call.space, number) is None:
            raise NotThereError(f'WhitelistIds: there is no whitelist "{text[:40]}"')
        numbers.append(number)
    return tuple(dict.fromkeys(numbers))


def window_of(call: Call) -> tuple[int, str, int]:
    """The time window that a call asks for: its end, in seconds since 1970 and as given, and how many devices.

    Raises:
        RefusedError: It asks for none that can be.
    """
    text = call.needed("GreyEndtimeData")
    end = read(text)
    if end is None:
        raise RefusedError(f'GreyEndtimeData must be of the form of 2026-02-09 19:21:22, not "{text[:40]}"')
    if not call.now < end <= call.now + LONGEST_WINDOW:
        raise RefusedError("GreyEndtimeData must be later than now, and within 7 days (time of Shanghai)")
    users = call.numbered("GreyNum")
    if users < 1:
        raise RefusedError("GreyNum must be 1 or more for a time window")
    return end, text, users
