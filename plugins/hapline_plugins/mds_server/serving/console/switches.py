"""Switches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hapline_plugins.mds_server.handling import switches
from hapline_plugins.mds_server.handling.call import Reply
from hapline_plugins.mds_server.handling.dates import written
from hapline_plugins.mds_server.handling.switches import SwitchForm, ValueForm
from hapline_plugins.mds_server.model.rules import of_stored
from hapline_plugins.mds_server.model.switches import (
    ELEMENTS,
    PERCENTAGE,
    PLATFORMS,
    TYPES,
    WHITELIST,
    Switch,
    SwitchValue,
    values_of,
)
from hapline_plugins.mds_server.serving.console.endpoints import PAGE, SPACE, Asked, Endpoint, page_of
from hapline_plugins.mds_server.serving.console.shapes import Flag, Many, Record, Shape, Text, Whole
from hapline_plugins.mds_server.storage.state import State

_KEY = Text(says="Digits, letters and underscores; cannot be changed.", least=1, most=50, pattern="[0-9A-Za-z_]+")
_NOTE = Text(says="What it is for.", least=1, most=1000)
_RULE = Record(
    members={
        "ruleElement": Text(choices=ELEMENTS),
        "operation": Text(
            says="1 contains, 2 does not contain; of versions also 3 within a range, 4 outside of one.",
            choices=("1", "2", "3", "4"),
        ),
        "value": Text(says="Values with commas between them; of 3 and 4 low-high.", least=1, most=100_000),
    }
)
_VALUE = Record(
    members={
        "value": Text(says="What clients get.", most=64 * 1024),
        "platform": Text(choices=PLATFORMS),
        "type": Text(
            says="Of several values that match, Whitelist wins over Percentage and that over Full; then the value that "
            "was changed last.",
            choices=TYPES,
        ),
        "percentage": Whole(says="Of Percentage: how many of a hundred users get it, always the same.", most=100),
        "whitelists": Many(of=Text(least=1, most=100), says="Of Whitelist: the names of whitelists.", most=100),
        "rules": Many(of=_RULE, says="Advanced rules, all of which must hold.", most=50),
    },
    optional=("percentage", "whitelists", "rules"),
)
_VALUES = Many(of=_VALUE, least=1, most=100)
_SWITCH: Mapping[str, Shape] = {
    "key": _KEY,
    "note": _NOTE,
    "active": Flag(says="Whether clients get it; true by default."),
    "values": _VALUES,
}
_FORM = Record(members=_SWITCH, optional=("active",))
_SHOWN = Record(members={**_SWITCH, "created": Text(), "modified": Text()})
_CHANGE = Record(members={"note": _NOTE, "values": _VALUES}, optional=("note", "values"))
_FILE = Record(
    members={"version": Whole(says="Of this form of file.", least=1, most=1), "switches": Many(of=_FORM, most=10_000)},
    says="A file of switches; this form is hapline's own.",
)
_RESULT = Record(members={"key": _KEY, "imported": Flag(), "error": Text(most=10_000)}, optional=("error",))
_ONE = {"key": _KEY}


async def _list(asked: Asked) -> Reply:
    keyword = asked.query.get("keyword", "").lower()
    found = [one for one in asked.state.switches.of(asked.space) if keyword in one.key.lower()]
    return asked.page(found[::-1], lambda one: _shown(asked.state, one))


async def _create(asked: Asked) -> Reply:
    form = _form(asked.body)
    return await asked.change(lambda unit: _shown(asked.state, switches.create(unit, asked.space, form)))


async def _get(asked: Asked) -> Reply:
    return _shown(asked.state, _switch(asked))


async def _edit(asked: Asked) -> Reply:
    body = asked.body
    values = _values(body["values"]) if "values" in body else None
    return await asked.change(
        lambda unit: _shown(asked.state, switches.edit(unit, _switch(asked), body.get("note"), values))
    )


async def _delete(asked: Asked) -> Reply:
    await asked.change(lambda unit: unit.remove(_switch(asked)))
    return {}


async def _activate(asked: Asked) -> Reply:
    return await _set_active(asked, active=True)


async def _deactivate(asked: Asked) -> Reply:
    return await _set_active(asked, active=False)


async def _set_active(asked: Asked, *, active: bool) -> Reply:
    return await asked.change(
        lambda unit: _shown(asked.state, switches.set_active(unit, _switch(asked), active=active))
    )


async def _import(asked: Asked) -> Reply:
    forms = [_form(one) for one in asked.body["switches"]]
    return await asked.change(lambda unit: {"results": switches.import_all(unit, asked.space, forms)})


async def _export(asked: Asked) -> Reply:
    if "keys" in asked.query:
        keys = dict.fromkeys(asked.query["keys"].split(","))
        found = [switches.switch_of(asked.state, asked.space, key) for key in keys]
    else:
        found = list(asked.state.switches.of(asked.space))
    return {"version": 1, "switches": [_said(asked.state, one) for one in found]}


def _switch(asked: Asked) -> Switch:
    return switches.switch_of(asked.state, asked.space, asked.path["key"])


def _form(body: Mapping[str, Any]) -> SwitchForm:
    return SwitchForm(
        key=body["key"], note=body["note"], active=body.get("active", True), values=_values(body["values"])
    )


def _values(given: list[Mapping[str, Any]]) -> tuple[ValueForm, ...]:
    return tuple(
        ValueForm(
            value=one["value"],
            platform=one["platform"],
            type_=one["type"],
            percentage=one.get("percentage"),
            whitelists=tuple(one.get("whitelists", ())),
            rules=tuple(one.get("rules", ())),
        )
        for one in given
    )


def _shown(state: State, one: Switch) -> dict[str, object]:
    return {**_said(state, one), "created": written(one.created), "modified": written(one.modified)}


def _said(state: State, one: Switch) -> dict[str, object]:
    """A switch as a request says it."""
    return {
        "key": one.key,
        "note": one.note,
        "active": one.active,
        "values": [_value_said(state, one.space, value) for value in values_of(one)],
    }


def _value_said(state: State, space: str, one: SwitchValue) -> dict[str, object]:
    made: dict[str, object] = {"value": one.value, "platform": one.platform, "type": one.type_}
    if one.type_ == PERCENTAGE:
        made["percentage"] = one.percentage
    if one.type_ == WHITELIST:
        found = [state.whitelists.get(space, number) for number in one.whitelists]
        made["whitelists"] = [whitelist.name for whitelist in found if whitelist is not None]
    if one.rules:
        made["rules"] = [
            {"ruleElement": rule.element, "operation": rule.operation, "value": rule.value}
            for rule in of_stored(one.rules)
        ]
    return made


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/switches",
        name="listSwitches",
        says="List switches, the latest first.",
        handle=_list,
        query={**SPACE, "keyword": Text(says="What their keys contain.", most=50), **PAGE},
        reply=page_of(_SHOWN),
    ),
    Endpoint(
        method="POST",
        path="/switches",
        name="createSwitch",
        says="Make a switch.",
        handle=_create,
        body=_FORM,
        reply=_SHOWN,
        status=201,
        refusals=(404, 409),
    ),
    Endpoint(
        method="GET",
        path="/switches/{key}",
        name="getSwitch",
        says="Look at a switch.",
        handle=_get,
        parts=_ONE,
        reply=_SHOWN,
        refusals=(404,),
    ),
    Endpoint(
        method="PATCH",
        path="/switches/{key}",
        name="editSwitch",
        says="Change the note of a switch, or its values, all of which are replaced.",
        handle=_edit,
        parts=_ONE,
        body=_CHANGE,
        reply=_SHOWN,
        refusals=(404,),
    ),
    Endpoint(
        method="DELETE",
        path="/switches/{key}",
        name="deleteSwitch",
        says="Delete a switch.",
        handle=_delete,
        parts=_ONE,
        status=204,
        refusals=(404,),
    ),
    Endpoint(
        method="POST",
        path="/switches/{key}/activate",
        name="activateSwitch",
        says="Let clients get a switch.",
        handle=_activate,
        parts=_ONE,
        reply=_SHOWN,
        refusals=(404,),
    ),
    Endpoint(
        method="POST",
        path="/switches/{key}/deactivate",
        name="deactivateSwitch",
        says="Let no client get a switch any more.",
        handle=_deactivate,
        parts=_ONE,
        reply=_SHOWN,
        refusals=(404,),
    ),
    Endpoint(
        method="GET",
        path="/switch-file",
        name="exportSwitches",
        says="Export switches as a file.",
        handle=_export,
        query={**SPACE, "keys": Text(says="Their keys with commas between them; all without it.", most=60_000)},
        reply=_FILE,
        refusals=(404,),
    ),
    Endpoint(
        method="POST",
        path="/switch-file",
        name="importSwitches",
        says="Import a file of switches: each whose key is not there yet.",
        handle=_import,
        body=_FILE,
        reply=Record(members={"results": Many(of=_RESULT, most=10_000)}),
    ),
)
