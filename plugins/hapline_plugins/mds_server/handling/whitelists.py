"""Whitelists.

Source: MDS guide, 5.3 and 8. Which words the API has for the types is nowhere public; these are hapline's.
"""

from __future__ import annotations

import re

from hapline_plugins.mds_server.handling.call import Call, Handler, Reply
from hapline_plugins.mds_server.handling.dates import written
from hapline_plugins.mds_server.handling.pages import page
from hapline_plugins.mds_server.handling.switches import users_of
from hapline_plugins.mds_server.model.expressions import MOST as MOST_EXPRESSIONS
from hapline_plugins.mds_server.model.expressions import is_expression
from hapline_plugins.mds_server.model.tasks import Status
from hapline_plugins.mds_server.model.whitelists import Whitelist
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError, RefusedError
from hapline_plugins.mds_server.wire.replies import filled

MOST_MEMBERS = 100_000
"""User ids of one whitelist, and of one import (MDS guide, 8)."""
LARGEST_FILE = 5 * 2**20
"""Bytes of a file of user ids (MDS guide, 8)."""
_TYPES = {"0": False, "normal": False, "userid": False, "1": True, "regular": True, "regex": True}
_SEPARATORS = re.compile(r"[,\r\n]+")
_LONGEST_NAME = 100
_FAILED_SHOWN = 1000
_IDE_NAME = "ide"


def whitelist_fields(call: Call, one: Whitelist) -> dict[str, object]:
    """What replies say of a whitelist; those of tasks have dates in milliseconds."""
    return {
        "AppCode": one.space,
        "Business": "",
        "GmtModified": str(one.modified),
        "Id": one.id,
        "IdType": "userId",
        "Platform": "",
        "Status": 1,
        "UserType": one.type_,
        "WhiteListCount": len(call.state.members.get(one.id, ())),
        "WhiteListName": one.name,
        "WhitelistType": one.type_,
    }


def whitelist_of(call: Call, number: int) -> Whitelist:
    """A whitelist by its number.

    Raises:
        NotThereError: There is none in this space.
    """
    found = call.state.whitelists.get(call.space, number)
    if found is None:
        raise NotThereError(f"there is no such whitelist: {number}")
    return found


def _create(call: Call, unit: Unit) -> Reply:
    type_ = call.needed("WhitelistType")
    if type_.lower() not in _TYPES:
        raise RefusedError(f'WhitelistType must be one of {", ".join(_TYPES)}, not "{type_[:40]}"')
    one = _new(call, unit, call.needed("WhiteListName"), type_)
    return {"WhitelistId": str(one.id)}


def _create_for_ide(call: Call, unit: Unit) -> Reply:
    """One user's own whitelist, with the one id: what the IDE releases to."""
    one = _new(call, unit, f"{_IDE_NAME}-{call.needed('UserId')}", "0")
    unit.join(one.id, [call.needed("WhitelistValue")])
    return {"WhitelistId": str(one.id)}


def _new(call: Call, unit: Unit, name: str, type_: str) -> Whitelist:
    if len(name) > _LONGEST_NAME:
        raise RefusedError(f"WhiteListName must not be longer than {_LONGEST_NAME} characters")
    if any(one.name == name for one in call.state.whitelists.of(call.space)):
        raise ConflictError(f"there is a whitelist {name}")
    one = Whitelist(
        id=unit.number(Whitelist.kind),
        space=call.space,
        name=name,
        type_=type_,
        regular=_TYPES[type_.lower()],
        created=unit.milliseconds,
        modified=unit.milliseconds,
    )
    unit.put(one)
    return one


def _delete(call: Call, unit: Unit) -> Reply:
    one = whitelist_of(call, call.numbered("Id"))
    for task in call.state.tasks.of(call.space):
        if one.id in task.whitelists and task.status != Status.ENDED:
            raise ConflictError(f"task {task.id} releases to this whitelist; end it first")
    if keys := users_of(call.state, call.space, one.id):
        raise ConflictError(f"the switch {keys[0]} has a value for this whitelist; change it first")
    unit.leave(one.id, call.state.members.get(one.id, ()))
    unit.remove(one)
    return {"Data": "success"}


def _list(call: Call) -> Reply:
    name = call.text("WhitelistName")
    shape = call.arguments.operation.inner("Whitelists")
    found = [one for one in call.state.whitelists.of(call.space) if name in one.name]
    shown, fields = page(call, found[::-1])
    return {
        **fields,
        "Whitelists": [
            filled(
                shape,
                whitelist_fields(call, one) | {"GmtCreate": written(one.created), "GmtModified": written(one.modified)},
            )
            for one in shown
        ],
    }


def _given(call: Call) -> str:
    """What is to be added: ids in the request, else those of a file; with both, only the former count."""
    if not call.arguments.true("OnexFlag"):
        raise RefusedError("OnexFlag must be true")
    if call.text("KeyIds").strip():
        return call.text("KeyIds")
    upload = call.upload("OssUrl")
    if not upload.key.lower().endswith(".txt") or upload.size > LARGEST_FILE:
        raise RefusedError("the file must be a .txt of at most 5 MB")
    try:
        return b"".join(call.files.pieces(call.content(upload))).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError("the file must be text in UTF-8, one user id a line") from None


def _update(call: Call, unit: Unit, given: str) -> Reply:
    one = whitelist_of(call, call.numbered("Id"))
    there = call.state.members.get(one.id, set())
    parts = given.splitlines() if one.regular else _SEPARATORS.split(given)
    names = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
    if not names:
        raise RefusedError("there is nothing to be added")
    most = MOST_EXPRESSIONS if one.regular else MOST_MEMBERS
    if len(names) > most:
        raise RefusedError(f"{len(names)} entries; a whitelist takes {most}")
    failed = [name for name in names if one.regular and not is_expression(name)]
    fitting = [name for name in names if name not in set(failed)]
    known = [name for name in fitting if name in there]
    fresh = [name for name in fitting if name not in there]
    room = most - len(there)
    failed += fresh[room:]
    unit.join(one.id, fresh[:room])
    return {
        "AddWhitelistInfo": {
            "SuccessNum": len(known) + len(fresh[:room]),
            "FailNum": len(failed),
            "FailUserIds": ",".join(failed[:_FAILED_SHOWN]),
        }
    }


def _remove_member(call: Call, unit: Unit) -> Reply:
    one = whitelist_of(call, call.numbered("WhitelistId"))
    value = call.needed("WhitelistValue")
    if value not in call.state.members.get(one.id, ()):
        raise NotThereError(f"{value[:100]} is not in the whitelist")
    unit.leave(one.id, [value])
    return {"Content": "success"}


HANDLERS = {
    "CreateMcubeWhitelist": Handler(write=_create),
    "CreateMcubeWhitelistForIde": Handler(write=_create_for_ide),
    "DeleteMcubeWhitelist": Handler(write=_delete),
    "DeleteMdsWhitelistContent": Handler(write=_remove_member),
    "ListMcubeWhitelists": Handler(read=_list),
    "UpdateMcubeWhitelist": Handler(prepare=_given, write=_update),
}
