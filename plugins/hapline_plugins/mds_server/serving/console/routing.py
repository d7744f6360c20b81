"""Requests of the console: let in, read, handed to their endpoint, and answered in JSON whatever happens."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Mount, Route

from hapline_plugins.mds_server.serving.console import offline, publishing, spaces, switches, tasks
from hapline_plugins.mds_server.serving.console.access import Access, DeniedError
from hapline_plugins.mds_server.serving.console.document import document
from hapline_plugins.mds_server.serving.console.endpoints import Asked, Endpoint
from hapline_plugins.mds_server.serving.console.forms import TooLongError
from hapline_plugins.mds_server.serving.console.reading import json_of
from hapline_plugins.mds_server.serving.console.shapes import Record, Shape, Whole, WrongError
from hapline_plugins.mds_server.serving.service import Clock, Service
from hapline_plugins.mds_server.wire.credentials import Credential
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError, RefusedError

PREFIX = "/api/v1"
ENDPOINTS: tuple[Endpoint, ...] = (
    *spaces.ENDPOINTS,
    *tasks.ENDPOINTS,
    *switches.ENDPOINTS,
    *publishing.ENDPOINTS,
    *offline.ENDPOINTS,
)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_VERSION = "1"
_JSON, _FORM = "application/json", "multipart/form-data"
_NUMBER = re.compile(r"[0-9]{1,16}")
_NAMED = re.compile(r"(\w+)(?:\[\d+\](?:\.\w+)*)?")
"""The member that a refusal begins with; those of the OpenAPI begin with a capital letter."""
_Handler = Callable[[HttpRequest], Awaitable[Response]]


class _StatusError(Exception):
    def __init__(self, status: int, message: str, headers: Mapping[str, str]) -> None:
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers


class Console:
    """All addresses of the console."""

    def __init__(self, service: Service, credentials: Mapping[str, Credential], *, clock: Clock, limit: int) -> None:
        """Make them ready.

        Args:
            service: The service. credentials: Who may use them. clock: The time, in which credentials expire.
            limit: Bytes that a body of JSON may have.
        """
        self._service, self._access, self._clock, self._limit = service, Access(credentials), clock, limit
        self._document = document(ENDPOINTS, _VERSION, offline.FORM)

    def mounted(self) -> Mount:
        """What answers them."""
        by_path: dict[str, dict[str, _Handler]] = {"/openapi.json": {"GET": self._documented}}
        for one in ENDPOINTS:
            by_path.setdefault(one.path, {})[one.method] = self._answering(one)
        found = [Route(path, self._guarded(handlers), methods=_METHODS) for path, handlers in by_path.items()]
        return Mount(PREFIX, routes=[*found, Route("/{path:path}", self._guarded({}), methods=_METHODS)])

    def _guarded(self, handlers: Mapping[str, _Handler]) -> _Handler:
        async def answer(request: HttpRequest) -> Response:
            try:
                self._access.check(request.headers, self._clock())
                return await _handler(handlers, request)(request)
            except DeniedError as error:
                more = {"WWW-Authenticate": 'Basic realm="MDS", charset="UTF-8"'} if error.status == 401 else {}  # noqa: PLR2004 Unauthorized
                return _refusal(error.status, error.message, headers=more)
            except WrongError as error:
                return _refusal(400, str(error), error.member)
            except TooLongError as error:
                return _refusal(413, f"the body is longer than {error} bytes")
            except _StatusError as error:
                return _refusal(error.status, error.message, headers=error.headers)
            except ClientDisconnect:
                return Response(status_code=400)

        return answer

    async def _documented(self, _: HttpRequest) -> Response:
        return _answer(200, self._document)

    def _answering(self, endpoint: Endpoint) -> _Handler:
        async def answer(request: HttpRequest) -> Response:
            asked = await self._asked(endpoint, request)
            try:
                reply = await endpoint.handle(asked)
            except RefusedError as error:
                return _refused(endpoint, error)
            return Response(status_code=204) if endpoint.reply is None else _answer(endpoint.status, reply)

        return answer

    async def _asked(self, endpoint: Endpoint, request: HttpRequest) -> Asked:
        path = {name: _of_text(shape, request.path_params[name], name) for name, shape in endpoint.parts.items()}
        return Asked(
            service=self._service,
            base=f"{request.scope['scheme']}://{request.headers.get('host', '')}",
            path=path,
            query=_query(endpoint, request),
            body=await self._body(endpoint, request),
            request=request,
        )

    async def _body(self, endpoint: Endpoint, request: HttpRequest) -> Any:  # noqa: ANN401 as its shape has it
        if endpoint.body is None:
            return None
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if endpoint.files and kind == _FORM:
            return None
        if kind != _JSON:
            wanted = f"{_JSON} or {_FORM}" if endpoint.files else _JSON
            raise _StatusError(415, f"the body must be {wanted}", {})
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > self._limit:
                raise TooLongError(self._limit)
        return endpoint.body.read(json_of(bytes(body)), "")


def _handler(handlers: Mapping[str, _Handler], request: HttpRequest) -> _Handler:
    if not handlers:
        raise _StatusError(404, f"there is nothing here; {PREFIX}/openapi.json says what there is", {})
    method = "GET" if request.method == "HEAD" else request.method
    if method not in handlers:
        raise _StatusError(405, f"this takes {', '.join(handlers)}", {"Allow": ", ".join(handlers)})
    return handlers[method]


def _query(endpoint: Endpoint, request: HttpRequest) -> dict[str, Any]:
    given = request.query_params.multi_items()
    found: dict[str, Any] = {}
    for name, text in given:
        if name not in endpoint.query:
            raise WrongError(name[:60], f"is unknown; there are {', '.join(endpoint.query) or 'no parameters'}")
        if name in found:
            raise WrongError(name, "is there twice")
        found[name] = _of_text(endpoint.query[name], text, name)
    for name in endpoint.required:
        if name not in found:
            raise WrongError(name, "is missing")
    if ("appId" in found) != ("workspaceId" in found):
        raise WrongError("workspaceId" if "appId" in found else "appId", "is missing")
    return found


def _of_text(shape: Shape, text: str, name: str) -> Any:  # noqa: ANN401 as the shape has it
    if isinstance(shape, Whole):
        return shape.read(int(text) if _NUMBER.fullmatch(text) else text, name)
    return shape.read(text, name)


def _refused(endpoint: Endpoint, error: RefusedError) -> Response:
    """A refusal that speaks of members as this endpoint calls them."""
    status = 404 if isinstance(error, NotThereError) else 409 if isinstance(error, ConflictError) else 400
    message, member = error.message, ""
    found = _NAMED.match(message)
    if found and isinstance(endpoint.body, Record):
        name = found[1][0].lower() + found[1][1:]
        if name in endpoint.body.members:
            message = message[0].lower() + message[1:]
            member = message[: found.end()]
    return _refusal(status, message, member)


def _refusal(status: int, message: str, member: str = "", headers: Mapping[str, str] | None = None) -> Response:
    # Names that are shown may hold what is no text in UTF-8.
    body = json.dumps({"error": message, "member": member})
    return Response(body, status, headers=headers, media_type=_JSON)


def _answer(status: int, content: Mapping[str, object]) -> Response:
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, headers={"Cache-Control": "no-store"}, media_type=_JSON)
