"""Calls of the OpenAPI: from the messages of ASGI to those that answer them.

They are taken before Starlette looks at them, since they are most of what comes: its routing, its requests and its
responses would take as long as checking a signature.
"""

from __future__ import annotations

from starlette.types import Message, Receive, Scope, Send

from hapline_plugins.mds_server.serving.gateway import Answer, Gateway
from hapline_plugins.mds_server.wire.acs3 import Request
from hapline_plugins.mds_server.wire.faults import GatewayError
from hapline_plugins.mds_server.wire.replies import gateway_error, new_request_id

BODY_LIMIT = 16 * 2**20
"""Bytes of a request that is no upload: 100,000 user ids, each of them quoted, are half of that."""
_TYPE = (b"content-type", b"application/json;charset=utf-8")


async def call(gateway: Gateway, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a call, whatever it is; one whose body never ends is not carried out."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    try:
        body = await _body(receive, headers.get("content-length", ""))
        if body is None:
            return
        request = Request(
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"].decode("latin-1"),
            headers=headers,
            body=body,
        )
        answer = await gateway.answer(request, scope["scheme"])
    except GatewayError as error:
        answer = refused(error, headers.get("host", ""))
    except Exception:
        # A fault of the service itself: the caller is told so in the usual form, the one who runs it sees where.
        await _send(send, refused(GatewayError(500, "InternalError", "The service has failed."), ""))
        raise
    await _send(send, answer)


def refused(error: GatewayError, host: str) -> Answer:
    """The answer to what the gateway refuses."""
    request_id = new_request_id()
    return Answer(
        status=error.status,
        body=gateway_error(error, request_id, host),
        request_id=request_id,
        retry_after=error.retry_after,
    )


async def _send(send: Send, answer: Answer) -> None:
    headers = [
        _TYPE,
        (b"content-length", str(len(answer.body)).encode()),
        (b"x-acs-request-id", answer.request_id.encode()),
    ]
    if answer.retry_after:
        headers.append((b"x-acs-retry-after", str(answer.retry_after).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def _body(receive: Receive, length: str) -> bytes | None:
    """The body; None where the client went away before its end.

    Raises:
        GatewayError: It is too long.
    """
    if length.isdigit() and len(length) < 19 and int(length) > BODY_LIMIT:  # noqa: PLR2004 digits of a 64-bit number
        raise _too_long()
    message: Message = await receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        return bytes(message["body"])
    body = bytearray()
    while message["type"] == "http.request":
        body += message["body"]
        if len(body) > BODY_LIMIT:
            raise _too_long()
        if not message.get("more_body"):
            return bytes(body)
        message = await receive()
    return None


def _too_long() -> GatewayError:
    return GatewayError(413, "RequestBodyTooLarge", f"The body is longer than {BODY_LIMIT} bytes.")
