"""The ASGI application: what comes to which address goes where."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from hapline_plugins.mds_server.serving.calls import BODY_LIMIT, call, refused
from hapline_plugins.mds_server.serving.console.routing import Console
from hapline_plugins.mds_server.serving.delivering import QuestionError, answer, question
from hapline_plugins.mds_server.serving.downloads import download
from hapline_plugins.mds_server.serving.gateway import Gateway
from hapline_plugins.mds_server.serving.service import Clock, Service
from hapline_plugins.mds_server.serving.throttle import Throttle
from hapline_plugins.mds_server.serving.uploads import receive
from hapline_plugins.mds_server.wire.credentials import Credential
from hapline_plugins.mds_server.wire.faults import GatewayError
from hapline_plugins.mds_server.wire.replies import new_request_id, oss_created, oss_error

_HELLO = b'{"service":"hapline mds","version":"2020-10-28","openapi":"POST /","delivery":"POST /delivery/check"}'


class Application:
    """Everything that is served: calls and uploads come to ``/``, the rest is Starlette's."""

    def __init__(self, service: Service, gateway: Gateway, rest: Starlette) -> None:
        """Serve this."""
        self._service = service
        self._gateway = gateway
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] != "/":
            await self._rest(scope, receive, send)
        elif _is_form_of_parts(scope):
            request = HttpRequest(scope, receive)
            try:
                response = await _upload(self._service, request)
            except Exception:
                failed = GatewayError(500, "InternalError", "The service has failed.")
                await _oss_error(failed, request, new_request_id())(scope, receive, send)
                raise
            await response(scope, receive, send)
        else:
            await call(self._gateway, scope, receive, send)


def application(
    service: Service, credentials: Mapping[str, Credential], *, rate: int = 0, clock: Clock = time.time
) -> Application:
    """Make the application.

    Args:
        service: What it serves. credentials: Who may call the OpenAPI, by access key id.
        rate: Calls that each may make in a second; 0 for any number. clock: The time by which requests are signed.
    """

    async def hello(_: HttpRequest) -> Response:
        return _json(200, _HELLO)

    async def check(request: HttpRequest) -> Response:
        body = await _body(request)
        try:
            asked = question(body or b"")
        except QuestionError as error:
            return _json(400, json.dumps({"error": str(error)}).encode())
        return _json(200, json.dumps(await answer(service, asked, _base(request)), ensure_ascii=False).encode())

    async def file(request: HttpRequest) -> Response:
        path, head = request.path_params["path"], request.method == "HEAD"
        return download(service, path, request.headers, base=_base(request), head=head)

    rest = Starlette(
        routes=[
            Route("/", hello, methods=["GET", "HEAD"]),
            Route("/delivery/check", check, methods=["POST"]),
            Console(service, credentials, clock=clock, limit=BODY_LIMIT).mounted(),
            Route("/{path:path}", file, methods=["GET", "HEAD"]),
        ],
        exception_handlers={HTTPException: _not_served, Exception: _failed},
    )
    return Application(service, Gateway(service, credentials, Throttle(rate), clock), rest)


def _is_form_of_parts(scope: Scope) -> bool:
    return any(
        name == b"content-type" and value[:19].lower() == b"multipart/form-data" for name, value in scope["headers"]
    )


async def _not_served(request: HttpRequest, error: Exception) -> Response:
    """What the gateway says to what is served nowhere: an endpoint with a path, another method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = (
        "InvalidAction.NotFound" if status == HTTPStatus.NOT_FOUND else HTTPStatus(status).name.title().replace("_", "")
    )
    message = f"{request.method} {request.scope['path'][:80]} is not served here; the OpenAPI is at POST /."
    return _refused(GatewayError(status, code, message), request)


async def _failed(request: HttpRequest, _: Exception) -> Response:
    return _refused(GatewayError(500, "InternalError", "The service has failed."), request)


def _refused(error: GatewayError, request: HttpRequest) -> Response:
    answer = refused(error, request.headers.get("host", ""))
    return _json(answer.status, answer.body)


def _base(request: HttpRequest) -> str:
    """The address by which a request reached the service."""
    return f"{request.scope['scheme']}://{request.headers.get('host', '')}"


async def _body(request: HttpRequest) -> bytes | None:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)


async def _upload(service: Service, request: HttpRequest) -> Response:
    request_id = new_request_id()
    try:
        received = await receive(service, request.headers["content-type"], request.stream())
    except GatewayError as error:
        return _oss_error(error, request, request_id)
    except ClientDisconnect:
        return Response(status_code=400)
    address = f"{_base(request)}/{quote(received.key)}"
    headers = {"ETag": f'"{received.etag}"', "x-oss-request-id": request_id, "Location": address}
    body = oss_created(address, received.key, received.etag) if received.status == HTTPStatus.CREATED else b""
    return Response(body, received.status, headers=headers, media_type="application/xml" if body else None)


def _oss_error(error: GatewayError, request: HttpRequest, request_id: str) -> Response:
    body = oss_error(error, request_id, request.headers.get("host", ""))
    return Response(body, error.status, media_type="application/xml")


def _json(status: int, body: bytes) -> Response:
    return Response(body, status, media_type="application/json")
