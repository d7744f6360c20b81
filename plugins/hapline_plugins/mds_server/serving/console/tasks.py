"""Tasks of all lines: looked at, and edited."""

from __future__ import annotations

from collections.abc import Mapping

from hapline_plugins.mds_server.handling import overview, publishing
from hapline_plugins.mds_server.handling.call import Reply
from hapline_plugins.mds_server.handling.task_editing import edit
from hapline_plugins.mds_server.model.rules import AdvancedRule, RulesError, rules_of
from hapline_plugins.mds_server.model.tasks import Status, Task
from hapline_plugins.mds_server.serving.console.endpoints import PAGE, SPACE, Asked, Endpoint, page_of
from hapline_plugins.mds_server.serving.console.shapes import (
    Flag,
    Many,
    Maybe,
    Record,
    Shape,
    Text,
    Whole,
    WrongError,
)
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import NotThereError

RULE = Record(
    members={
        "ruleElement": Text(says="Such as city, mobileModel, netType, osVersion.", least=1, most=100),
        "operation": Text(
            says="1 contains, 2 does not contain, 3 within a range, 4 outside of one.", choices=("1", "2", "3", "4")
        ),
        "value": Text(says="Values with commas between them; of 3 and 4 low-high.", least=1, most=100_000),
    }
)
RULES = Many(of=RULE, says="Advanced rules, all of which must hold.", most=50)
WHITELIST_IDS = Many(of=Whole(least=1), says="Whitelists, of which a user has to be on one.", least=1, most=100)
END = Text(says="When the time window ends, such as 2026-02-09 19:21:22, time of Shanghai.", most=19)
USERS = Whole(says="How many devices the time window serves.", least=1, most=10**9)
MEMO = Text(says="What the task is for.", most=1000)
_ID = {"id": Whole(says="The task's number.", least=1)}
_WORD = Text(most=100)
_TASK: Mapping[str, Shape] = {
    "id": Whole(),
    "appCode": _WORD,
    "line": _WORD,
    "package": Record(members={"id": Whole(), "name": Text(), "version": _WORD, "platform": _WORD}),
    "rollback": Flag(says="Whether it takes a hotpatch back."),
    "publishType": Whole(says="2 gray, 3 official."),
    "publishMode": Whole(says="1 whitelist, 2 time window; 0 and 4 all."),
    "taskStatus": Whole(says="0 waiting, 1 releasing, 2 ended, 3 paused."),
    "status": Text(choices=tuple(one.name.lower() for one in Status)),
    "memo": Text(most=2**20),
    "whitelistIds": Many(of=Whole()),
    "rules": Many(of=Record(members={"ruleElement": Text(), "operation": _WORD, "value": Text(most=2**20)})),
    "window": Maybe(
        of=Record(
            members={
                "greyEndtimeData": _WORD,
                "greyNum": Whole(says="How many devices it may serve."),
                "served": Whole(says="How many devices it has served, as far as it is known who they were."),
                "reserved": Whole(says="How many places are taken or held in reserve; never more than may be served."),
            }
        )
    ),
    "created": _WORD,
    "modified": _WORD,
}
_DETAIL = Record(
    members={
        **_TASK,
        "remarks": Many(of=Text(most=2**20), says="What its rules name that is not defined as a publishing rule."),
    }
)
_CHANGE = Record(
    members={
        "memo": MEMO,
        "whitelistIds": WHITELIST_IDS,
        "greyEndtimeData": END,
        "greyNum": USERS,
        "rules": RULES,
    },
    optional=("memo", "whitelistIds", "greyEndtimeData", "greyNum", "rules"),
)
_NAMES = {
    "memo": "Memo",
    "whitelistIds": "WhitelistIds",
    "greyEndtimeData": "GreyEndtimeData",
    "greyNum": "GreyNum",
}
_LINES = ("nebula", "hotpatch", "upgrade", "mini")


def rules_given(body: Mapping[str, object]) -> tuple[AdvancedRule, ...] | None:
    """The advanced rules of a body; None where it says nothing of them.

    Raises:
        WrongError: They are none.
    """
    if "rules" not in body:
        return None
    try:
        return rules_of(body["rules"], "rules")
    except RulesError as error:
        raise WrongError("rules", f"cannot be taken: {error}") from None


async def _list(asked: Asked) -> Reply:
    tasks = asked.state.tasks
    line = asked.query.get("line", "")
    found = [one for one in (tasks.of(asked.space) if asked.space else tasks) if line in {"", one.line}]
    return asked.page(found[::-1], lambda one: overview.task_shown(asked.state, one))


async def _get(asked: Asked) -> Reply:
    return _detail(asked, _task(asked))


async def _edit(asked: Asked) -> Reply:
    body = asked.body
    if not body:
        raise WrongError("", f"nothing is to be changed; there are {', '.join(_CHANGE.members)}")
    rules = rules_given(body)

    def change(unit: Unit) -> Reply:
        task = _task(asked)
        values: dict[str, str | int | bool] = {
            "Memo": body.get("memo", ""),
            "WhitelistIds": ",".join(map(str, body.get("whitelistIds", ()))),
            "GreyEndtimeData": body.get("greyEndtimeData", task.window_text),
            "GreyNum": body.get("greyNum", task.window_users),
        }
        call = asked.call("CreateMcubeNebulaTask", values)
        return _detail(asked, edit(call, unit, task, {_NAMES[one] for one in body if one in _NAMES}, rules))

    return await asked.change(change)


def _task(asked: Asked) -> Task:
    number = asked.path["id"]
    task = asked.state.tasks.get(asked.space, number)
    if task is None:
        raise NotThereError(f"there is no task {number}")
    return task


def _detail(asked: Asked, task: Task) -> Reply:
    remarks = publishing.remarks(asked.state, task, overview.platform_of(asked.state, task))
    return {**overview.task_shown(asked.state, task), "remarks": remarks}


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/tasks",
        name="listTasks",
        says="List tasks, of one space or of all, the latest first.",
        handle=_list,
        query={**SPACE, "line": Text(says="What they release; all without it.", choices=_LINES), **PAGE},
        required=(),
        reply=page_of(Record(members=_TASK)),
    ),
    Endpoint(
        method="GET",
        path="/tasks/{id}",
        name="getTask",
        says="Look at a task.",
        handle=_get,
        parts=_ID,
        reply=_DETAIL,
        refusals=(404,),
    ),
    Endpoint(
        method="PATCH",
        path="/tasks/{id}",
        name="editTask",
        says="Edit a task that has not ended: what is given is changed, the rest stays.",
        handle=_edit,
        parts=_ID,
        body=_CHANGE,
        reply=_DETAIL,
        refusals=(404, 409),
    ),
)
