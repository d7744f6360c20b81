"""The console of the local service, asked over HTTP; all that goes there and back is held to its OpenAPI document."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import requests
from jsonschema import Draft202012Validator

from .rehearsal import KEY, SECRET, WAIT, Rehearsal


class Console:
    """``/api/v1`` as somebody sees it who has an access key.

    Attributes:
        rehearsal: The server, and the app that it is asked about. document: The OpenAPI document.
    """

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self.document: dict[str, Any] = self.raw("GET", "/openapi.json").json()

    def raw(self, method: str, path: str, **more: Any) -> requests.Response:  # noqa: ANN401 as requests takes it
        """A request, and its response as it is."""
        url = f"http://{self.rehearsal.server.address}/api/v1{path}"
        return requests.request(method, url, timeout=WAIT, **{"auth": (KEY, SECRET), **more})

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        status: int = 200,
        space: bool = True,
        query: dict[str, Any] | None = None,
        **more: Any,  # noqa: ANN401 as requests takes it
    ) -> Any:  # noqa: ANN401 any JSON
        """A request that must have this status, and what it is answered."""
        at = {"appId": self.rehearsal.space["app_id"], "workspaceId": self.rehearsal.space["workspace_id"]}
        if body is not None:
            more["json"] = body
        response = self.raw(method, path, params=(at if space else {}) | (query or {}), **more)
        assert response.status_code == status, response.text
        self._hold(method, path, body, response)
        return response.json() if response.content else None

    def refused(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        status: int = 400,
        **more: Any,  # noqa: ANN401 as requests takes it
    ) -> tuple[str, str]:
        """A request that must be refused: the member that is named, and why."""
        answer = self.ask(method, path, body, status=status, **more)
        return answer["member"], answer["error"]

    def _hold(self, method: str, path: str, body: object, response: requests.Response) -> None:
        operation = self._operation(method, path)
        if operation is None:
            assert response.status_code in {404, 405}
            return
        declared = operation["responses"][str(response.status_code)]
        if "$ref" in declared:
            declared = self.document["components"]["responses"][declared["$ref"].rpartition("/")[2]]
        if not response.content:
            assert "content" not in declared
            return
        assert response.headers["content-type"] == "application/json"
        self._validate(declared["content"]["application/json"]["schema"], response.json())
        if response.ok and body is not None:
            self._validate(operation["requestBody"]["content"]["application/json"]["schema"], body)

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        for template, operations in self.document["paths"].items():
            pattern = re.sub(r"{\w+}", "[^/]+", template)
            if re.fullmatch(pattern, f"/api/v1{path}"):
                found: dict[str, Any] | None = operations.get(method.lower())
                return found
        return None

    def _validate(self, schema: dict[str, Any], content: object) -> None:
        Draft202012Validator({**schema, "components": self.document["components"]}).validate(content)


def switch(key: str, *values: dict[str, object], **more: object) -> dict[str, object]:
    """What a request for a switch says; one value for all by default."""
    return {"key": key, "note": "a test", "values": list(values) or [value()], **more}


def value(text: str = "on", **more: object) -> dict[str, object]:
    """A value of a switch, for everybody unless told otherwise."""
    return {"value": text, "platform": "All", "type": "Full", **more}


def quoted(text: str) -> str:
    """A text as a part of an address."""
    return quote(text, safe="")
