"""Release tasks: who gets a package, from when to when.

Source: MDS guide, 4.3, 5.4.1 and 6.6.3.
"""

from __future__ import annotations

from enum import IntEnum

from hapline_hooks import noun


class Status(IntEnum):
    """Where a task is."""

    WAITING = 0
    RELEASING = 1
    ENDED = 2
    PAUSED = 3


class PublishType(IntEnum):
    """Whether a task releases to some or to all."""

    GRAY = 2
    OFFICIAL = 3


class Mode(IntEnum):
    """By what a gray release chooses; ``OFFICIAL`` and ``FULL`` are what tasks for all store."""

    OFFICIAL = 0
    WHITELIST = 1
    TIME_WINDOW = 2
    PERCENTAGE = 3
    FULL = 4
    THIRD_PARTY = 5


@noun
class Task:
    """A release task.

    Attributes:
        id: Its number. space: Its space. line: What it releases: ``nebula``, ``hotpatch``, ``upgrade`` or ``mini``.
        package: The number of the package. rollback: Whether it takes a hotpatch back.
        publish_type, mode, status: See there. memo: What it is for.
        whitelists: The numbers of the whitelists, in the order given. window_end: When a time window closes, in
            seconds since 1970; 0 without one. window_text: That time as it was given. window_users: How many devices
            it serves. rules: The advanced rules, as replies have them (``greyConfigInfo``); "" without any.
        upgrade_type, upgrade_text, history_force: How an upgrade is offered.
        created, modified: Milliseconds since 1970; the former is the version of the task too.
    """

    kind = "task"

    id: int
    space: str
    line: str
    package: int
    rollback: bool = False
    publish_type: int
    mode: int
    status: int
    memo: str
    whitelists: tuple[int, ...] = ()
    window_end: int = 0
    window_text: str = ""
    window_users: int = 0
    rules: str = ""
    upgrade_type: int = 0
    upgrade_text: str = ""
    history_force: int = 0
    created: int
    modified: int
