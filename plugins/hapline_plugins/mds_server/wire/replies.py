"""Replies of the service: the envelope, the object in it, and errors of the gateway."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from hapline_plugins.mds_server.operations.table import Operation, Shape, fields_of
from hapline_plugins.mds_server.wire.faults import GatewayError, RefusedError

_EMPTY: Mapping[type, Callable[[Any], object]] = {
    str: {"str": "", "int": 0, "bool": False}.__getitem__,
    dict: lambda shape: filled(shape, {}),
    list: lambda _: [],
}
"""What stands in the place of a value of a shape."""
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def new_request_id() -> str:
    """An id as every reply bears one."""
    digits = os.urandom(16).hex().upper()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def reply(operation: Operation, content: Mapping[str, object], request_id: str) -> bytes:
    """The reply to what was carried out.

    Args:
        operation: The operation. content: What stands beside ``Success`` in its object; nested objects in the
            operation's shape. request_id: The request's id.
    """
    return _enveloped(operation, content, request_id, success=True)


def filled(shape: Mapping[str, Shape], values: Mapping[str, object]) -> dict[str, object]:
    """An object of a shape, whole: what has no value is ``""``, 0, false or empty, as the samples have it.

    Args:
        shape: The shape of the object. values: The values that there are; those that the shape does not have are left.
    """
    return {name: values[name] if name in values else _EMPTY[type(one)](one) for name, one in shape.items()}


def refusal(operation: Operation, error: RefusedError, request_id: str) -> bytes:
    """The reply to what the service refuses: as a success, but for ``Success``, ``ErrorCode`` and ``ResultMsg``."""
    return _enveloped(operation, error.content, request_id, success=False, code=error.error_code, message=error.message)


def gateway_error(error: GatewayError, request_id: str, host: str) -> bytes:
    """What the gateway answers with the status of the error."""
    return _json(
        {"RequestId": request_id, "HostId": host, "Code": error.code, "Message": error.message, "Recommend": ""}
    )


def _enveloped(
    operation: Operation,
    content: Mapping[str, object],
    request_id: str,
    *,
    success: bool,
    code: str = "",
    message: str = "",
) -> bytes:
    outcome = {"ErrorCode": code, "RequestId": request_id, "ResultMsg": message, "Success": success}
    shape = operation.shape

    def at(level: Mapping[str, Shape]) -> dict[str, object]:
        return {name: value for name, value in outcome.items() if name in level} | dict(content)

    # Operations of the younger kind say how it went one level further in, beside what they return.
    made = at(shape) if "Success" in shape else {"Data": at(fields_of(shape["Data"])), "RequestId": request_id}
    return _json({"RequestId": request_id, "ResultCode": "OK", "ResultMessage": "", operation.reply: made})


def _json(content: object) -> bytes:
    return _encoded(content).encode()


def oss_error(error: GatewayError, request_id: str, host: str) -> bytes:
    """What OSS answers to an upload that it refuses."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Error>'
        f"<Code>{escape(error.code)}</Code><Message>{escape(error.message)}</Message>"
        f"<RequestId>{request_id}</RequestId><HostId>{escape(host)}</HostId></Error>"
    ).encode()


def oss_created(address: str, key: str, etag: str) -> bytes:
    """What OSS answers to an upload whose form asks for the status 201."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Bucket>mds</Bucket>'
        f'<Location>{escape(address)}</Location><Key>{escape(key)}</Key><ETag>"{etag}"</ETag></PostResponse>'
    ).encode()
