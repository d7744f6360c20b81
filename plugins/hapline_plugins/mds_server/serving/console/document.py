"""The OpenAPI document, derived from what is declared of the endpoints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hapline_plugins.mds_server.serving.console.endpoints import Endpoint
from hapline_plugins.mds_server.serving.console.shapes import Record, Schema, Shape, Text

_JSON = "application/json"
_ERROR = Record(
    members={
        "error": Text(says="What is wrong, and what to do.", most=10_000),
        "member": Text(says="The member of the request that it is about; empty where it is about none.", most=1000),
    }
)
_REFUSALS = {
    400: "The request is not as it must be; nothing was changed.",
    401: "An access key is needed.",
    403: "Without credentials, only requests of this machine are answered.",
    404: "What it names is not there.",
    409: "It does not go with what is there.",
    413: "The body is too long.",
    415: "The body is of another type.",
}
ALWAYS = (400, 401, 403)
WITH_BODY = (413, 415)


def document(endpoints: Sequence[Endpoint], version: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """The document.

    Args:
        endpoints: What there is. version: Of the document. form: The schema of a form with files.
    """
    paths: dict[str, dict[str, Any]] = {}
    for one in endpoints:
        paths.setdefault(f"/api/v1{one.path}", {})[one.method.lower()] = _operation(one, form)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "hapline: the local Mobile Delivery Service",
            "version": version,
            "description": "What the console of the real service does and its OpenAPI lacks. These addresses are "
            "hapline's own: the real service has none of them.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": {"accessKey": {"type": "http", "scheme": "basic"}},
            "schemas": {"Error": _ERROR.schema()},
            "responses": {str(status): _refusal(says) for status, says in _REFUSALS.items()},
        },
        "security": [{}, {"accessKey": []}],
    }


def _operation(one: Endpoint, form: Mapping[str, Any]) -> dict[str, Any]:
    varying = re.findall(r"{(\w+)}", one.path)
    parameters = [_parameter(name, one.parts[name], "path", required=True) for name in varying]
    parameters += [_parameter(name, of, "query", required=name in one.required) for name, of in one.query.items()]
    good: dict[str, Any] = {"description": "It has gone well."}
    if one.reply is not None:
        good["content"] = {_JSON: {"schema": one.reply.schema()}}
    has_body = one.body is not None or one.files
    statuses = sorted({*ALWAYS, *one.refusals, *(WITH_BODY if has_body else ())})
    made: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.says,
        "parameters": parameters,
        "responses": {str(one.status): good}
        | {str(status): {"$ref": f"#/components/responses/{status}"} for status in statuses},
    }
    content: dict[str, Any] = {}
    if one.body is not None:
        content[_JSON] = {"schema": one.body.schema()}
    if one.files:
        content["multipart/form-data"] = {"schema": form}
    return made | ({"requestBody": {"required": True, "content": content}} if content else {})


def _parameter(name: str, shape: Shape, place: str, *, required: bool) -> dict[str, Any]:
    schema: Schema = shape.schema()
    made = {"name": name, "in": place, "required": required, "schema": schema}
    return made | ({"description": schema.pop("description")} if "description" in schema else {})


def _refusal(says: str) -> dict[str, Any]:
    return {"description": says, "content": {_JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}}
