"""Editing tasks: what of one that has not ended can be changed. To whom it releases by which means cannot.

Source: MDS guide, 4.3, 5.3 and 6.5; which members the console lets people edit is not said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from hapline_hooks import replace
from hapline_plugins.mds_server.handling.call import Call
from hapline_plugins.mds_server.handling.lines import whitelists_of, window_of
from hapline_plugins.mds_server.model.rules import AdvancedRule, stored
from hapline_plugins.mds_server.model.tasks import Mode, PublishType, Status, Task
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, RefusedError

_WINDOW = {"GreyEndtimeData", "GreyNum"}


def edit(call: Call, unit: Unit, task: Task, given: Collection[str], rules: Sequence[AdvancedRule] | None) -> Task:
    """Change a task.

    Args:
        call: The call, with the task's own values for what is not given, by the names of the OpenAPI.
        unit: Takes the change. task: The task. given: The names of what is given. rules: New rules; None for the old.

    Raises:
        RefusedError: It has ended, or what is given does not go with it.
    """
    if task.status == Status.ENDED:
        raise ConflictError("the task has ended and cannot be edited")
    made = replace(task, modified=unit.milliseconds)
    if "Memo" in given:
        made = replace(made, memo=call.text("Memo"))
    if "WhitelistIds" in given:
        if task.mode != Mode.WHITELIST:
            raise RefusedError("WhitelistIds: the task does not release to whitelists")
        made = replace(made, whitelists=whitelists_of(call))
    if _WINDOW & set(given):
        name = next(one for one in ("GreyEndtimeData", "GreyNum") if one in given)
        if task.mode != Mode.TIME_WINDOW:
            raise RefusedError(f"{name}: the task has no time window")
        end, text, users = window_of(call)
        served = len(call.state.devices.get(task.id, ()))
        if users < served:
            raise ConflictError(f"GreyNum must not be less than the {served} devices that were served")
        made = replace(made, window_end=end, window_text=text, window_users=users)
    if rules is not None:
        if task.publish_type != PublishType.GRAY:
            raise RefusedError("rules: advanced rules are for gray releases only")
        made = replace(made, rules=stored(rules))
    unit.put(made)
    return made
