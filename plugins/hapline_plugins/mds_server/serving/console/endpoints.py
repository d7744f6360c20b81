"""Endpoints: what is declared of each address, and what its handler gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from starlette.requests import Request as HttpRequest

from hapline_hooks import noun
from hapline_plugins.mds_server.handling.call import Call, Reply
from hapline_plugins.mds_server.model.spaces import space_of
from hapline_plugins.mds_server.operations.table import operations
from hapline_plugins.mds_server.serving.console.shapes import Flag, Many, Record, Shape, Text, Whole
from hapline_plugins.mds_server.serving.service import Service
from hapline_plugins.mds_server.storage.state import State
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.form import Arguments

T = TypeVar("T")
SPACE: Mapping[str, Shape] = {
    "appId": Text(says="The app.", least=1, most=100),
    "workspaceId": Text(says="The workspace.", least=1, most=100),
}
PAGE: Mapping[str, Shape] = {
    "pageNum": Whole(says="Counted from 1, which is the default.", least=1, most=10**9),
    "pageSize": Whole(says="100 by default.", least=1, most=1000),
}
_USUAL = 100


@noun
class Asked:
    """A request, read.

    Attributes:
        service: The service. base: The address by which it was reached. path: The parts of the address that vary.
        query: Its parameters. body: What its body says; None without one. request: The request itself, whose body is
            only there for endpoints that take files.
    """

    service: Service
    base: str
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any
    request: HttpRequest

    @property
    def state(self) -> State:
        """What there is."""
        return self.service.state

    @property
    def space(self) -> str:
        """The space that it is about; "" for all."""
        return space_of(self.query["appId"], self.query["workspaceId"]) if "appId" in self.query else ""

    def call(self, action: str, values: Mapping[str, str | int | bool]) -> Call:
        """A call of an operation of the OpenAPI in this space, for what does the same."""
        space = {"AppId": self.query["appId"], "WorkspaceId": self.query["workspaceId"]}
        return self.service.call(Arguments(operations()[action], {**values, **space}), self.base)

    async def change(self, what: Callable[[Unit], T]) -> T:
        """Make a change."""
        return await self.service.change(what)

    def page(self, all_: list[T], shown: Callable[[T], Mapping[str, object]]) -> Reply:
        """The page that is asked for."""
        number, size = self.query.get("pageNum", 1), self.query.get("pageSize", _USUAL)
        start = (number - 1) * size
        items = [shown(one) for one in all_[start : start + size]]
        return {"items": items, "total": len(all_), "hasMore": start + len(items) < len(all_)}


@noun
class Endpoint:
    """What one method of one address does.

    Attributes:
        method, path: Such as ``GET`` and ``/switches/{key}``, below ``/api/v1``. name: Its operation id.
        says: What it does, in a sentence. handle: Does it. parts: The shapes of what varies in the address.
        query: The shapes of its parameters. required: The names of those that must be given.
        body: The shape of its body; None for none. files: Whether it takes a form with files instead, too.
        reply: The shape of its reply; None for none. status: The status when it has gone well.
        refusals: The statuses of its refusals, beside those that all have.
    """

    method: str
    path: str
    name: str
    says: str
    handle: Callable[[Asked], Awaitable[Reply]]
    parts: Mapping[str, Shape] = {}
    query: Mapping[str, Shape] = SPACE
    required: tuple[str, ...] = ("appId", "workspaceId")
    body: Shape | None = None
    files: bool = False
    reply: Shape | None = None
    status: int = 200
    refusals: tuple[int, ...] = ()


def page_of(one: Shape) -> Record:
    """The shape of a page."""
    return Record(
        members={
            "items": Many(of=one),
            "total": Whole(says="How many there are on all pages."),
            "hasMore": Flag(says="Whether there are further pages."),
        }
    )
