"""Publishing rules: the values that advanced rules may name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hapline_plugins.mds_server.handling import publishing
from hapline_plugins.mds_server.handling.call import Reply
from hapline_plugins.mds_server.handling.dates import written
from hapline_plugins.mds_server.handling.publishing import ResourceForm
from hapline_plugins.mds_server.model.resources import ALL, PLATFORMS, TYPES, PublishingResource
from hapline_plugins.mds_server.serving.console.endpoints import PAGE, SPACE, Asked, Endpoint, page_of
from hapline_plugins.mds_server.serving.console.shapes import Many, Record, Shape, Text, Whole
from hapline_plugins.mds_server.storage.unit import Unit

_TYPE = Text(choices=tuple(TYPES))
_FIELDS: Mapping[str, Shape] = {
    "type": _TYPE,
    "platform": Text(says="All by default.", choices=PLATFORMS),
    "name": Text(says="For people; the value by default.", least=1, most=100),
    "value": Text(says="One value, as clients say it; without commas.", least=1, most=100, pattern="[^,]+"),
}
_FORM = Record(members=_FIELDS, optional=("platform", "name"))
_SHOWN = Record(members={"id": Whole(), **_FIELDS, "created": Text(), "modified": Text()})
_ID = {"id": Whole(says="Its number.", least=1)}


async def _list(asked: Asked) -> Reply:
    type_ = asked.query.get("type", "")
    found = [one for one in asked.state.publishing_resources.of(asked.space) if type_ in {"", one.type_}]
    return asked.page(found[::-1], _shown)


async def _create(asked: Asked) -> Reply:
    form = _form(asked.body)
    return await asked.change(lambda unit: _shown(publishing.create(unit, asked.space, form)))


async def _edit(asked: Asked) -> Reply:
    form = _form(asked.body)

    def change(unit: Unit) -> Reply:
        one = publishing.resource_of(asked.state, asked.space, asked.path["id"])
        return _shown(publishing.edit(unit, one, form))

    return await asked.change(change)


async def _delete(asked: Asked) -> Reply:
    await asked.change(lambda unit: publishing.delete(unit, asked.space, [asked.path["id"]]))
    return {}


async def _delete_all(asked: Asked) -> Reply:
    await asked.change(lambda unit: publishing.delete(unit, asked.space, asked.body["ids"]))
    return {}


def _form(body: Mapping[str, Any]) -> ResourceForm:
    return ResourceForm(
        type_=body["type"],
        platform=body.get("platform", ALL),
        name=body.get("name", body["value"]),
        value=body["value"],
    )


def _shown(one: PublishingResource) -> dict[str, object]:
    return {
        "id": one.id,
        "type": one.type_,
        "platform": one.platform,
        "name": one.name,
        "value": one.value,
        "created": written(one.created),
        "modified": written(one.modified),
    }


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/publishing-rules",
        name="listPublishingRules",
        says="List publishing rules, the latest first.",
        handle=_list,
        query={**SPACE, "type": _TYPE, **PAGE},
        reply=page_of(_SHOWN),
    ),
    Endpoint(
        method="POST",
        path="/publishing-rules",
        name="createPublishingRule",
        says="Define a value.",
        handle=_create,
        body=_FORM,
        reply=_SHOWN,
        status=201,
        refusals=(409,),
    ),
    Endpoint(
        method="PUT",
        path="/publishing-rules/{id}",
        name="editPublishingRule",
        says="Define something else in the place of a value.",
        handle=_edit,
        parts=_ID,
        body=_FORM,
        reply=_SHOWN,
        refusals=(404, 409),
    ),
    Endpoint(
        method="DELETE",
        path="/publishing-rules/{id}",
        name="deletePublishingRule",
        says="Delete a publishing rule.",
        handle=_delete,
        parts=_ID,
        status=204,
        refusals=(404,),
    ),
    Endpoint(
        method="POST",
        path="/publishing-rule-deletions",
        name="deletePublishingRules",
        says="Delete several publishing rules, all or none.",
        handle=_delete_all,
        body=Record(members={"ids": Many(of=Whole(least=1), least=1)}),
        status=204,
        refusals=(404,),
    ),
)
