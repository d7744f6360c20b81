"""Spaces, for people."""

from __future__ import annotations

from hapline_plugins.mds_server.handling import overview
from hapline_plugins.mds_server.handling.call import Reply
from hapline_plugins.mds_server.serving.console.endpoints import Asked, Endpoint
from hapline_plugins.mds_server.serving.console.shapes import Many, Record, Text, Whole

_COUNTED = (
    "offlineApps",
    "offlinePackages",
    "hotpatches",
    "upgrades",
    "tasks",
    "whitelists",
    "switches",
    "publishingRules",
    "releasing",
)
_SPACE = Record(
    members={"appCode": Text(), "appId": Text(), "workspaceId": Text(), **dict.fromkeys(_COUNTED, Whole())},
    says="A workspace of an app, with how many of each there are; releasing are the tasks that release now.",
)


async def _list(asked: Asked) -> Reply:
    return {"items": overview.spaces(asked.state)}


ENDPOINTS = (
    Endpoint(
        method="GET",
        path="/spaces",
        name="listSpaces",
        says="List all apps and workspaces, with how much is in each.",
        handle=_list,
        query={},
        required=(),
        reply=Record(members={"items": Many(of=_SPACE, most=10**6)}),
    ),
)
