"""The ASGI application: what comes to which address goes where."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from hapline_plugins.mds_server.serving.console.routing import Console
from hapline_plugins.mds_server.serving.delivering import QuestionError, answer, question
from hapline_plugins.mds_server.serving.downloads import download
from hapline_plugins.mds_server.serving.gateway import Gateway
from hapline_plugins.mds_server.serving.service import Clock, Service
from hapline_plugins.mds_server.serving.throttle import Throttle
from hapline_plugins.mds_server.serving.uploads import receive
from hapline_plugins.mds_server.wire.acs3 import Request
from hapline_plugins.mds_server.wire.credentials import Credential
from hapline_plugins.mds_server.wire.faults import GatewayError
from hapline_plugins.mds_server.wire.replies import gateway_error, new_request_id, oss_error

BODY_LIMIT = 16 * 2**20
"""Bytes of a request that is no upload: 100,000 user ids, each of them quoted, are half of that."""


def application(
    service: Service, credentials: Mapping[str, Credential], *, rate: int = 0, clock: Clock = time.time
) -> Starlette:
    """Make the application.

    Args:
        service: What it serves. credentials: Who may call the OpenAPI, by access key id.
        rate: Calls that each may make in a second; 0 for any number. clock: The time by which requests are signed.
    """
    gateway = Gateway(service, credentials, Throttle(rate), clock)

    async def root(request: HttpRequest) -> Response:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            return await _upload(service, request)
        return await _operation(gateway, request)

    async def check(request: HttpRequest) -> Response:
        body = await _body(request)
        try:
            asked = question(body or b"")
        except QuestionError as error:
            return _json(400, json.dumps({"error": str(error)}).encode(), {})
        return _json(200, json.dumps(await answer(service, asked, _base(request)), ensure_ascii=False).encode(), {})

    async def file(request: HttpRequest) -> Response:
        path, head = request.path_params["path"], request.method == "HEAD"
        return download(service, path, request.headers, base=_base(request), head=head)

    return Starlette(
        routes=[
            Route("/", root, methods=["POST"]),
            Route("/delivery/check", check, methods=["POST"]),
            Console(service, credentials, clock=clock, limit=BODY_LIMIT).mounted(),
            Route("/{path:path}", file, methods=["GET", "HEAD"]),
        ]
    )


async def _operation(gateway: Gateway, request: HttpRequest) -> Response:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.scope["headers"]}
    body = await _body(request)
    if body is None:
        error = GatewayError(413, "RequestBodyTooLarge", f"The body is longer than {BODY_LIMIT} bytes.")
        return _json(413, gateway_error(error, new_request_id(), headers.get("host", "")), {})
    answer = await gateway.answer(
        Request(
            method=request.method,
            path=request.scope["path"],
            query=request.scope["query_string"].decode("latin-1"),
            headers=headers,
            body=body,
        ),
        request.scope["scheme"],
    )
    more = {"x-acs-request-id": answer.request_id}
    if answer.retry_after:
        more["x-acs-retry-after"] = str(answer.retry_after)
    return _json(answer.status, answer.body, more)


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
        return Response(
            oss_error(error, request_id, request.headers.get("host", "")), error.status, media_type="application/xml"
        )
    except ClientDisconnect:
        return Response(status_code=400)
    headers = {"ETag": f'"{received.etag}"', "x-oss-request-id": request_id, "Location": f"/{received.key}"}
    return Response(status_code=received.status, headers=headers)


def _json(status: int, body: bytes, headers: Mapping[str, str]) -> Response:
    return Response(body, status, headers=headers, media_type="application/json")
