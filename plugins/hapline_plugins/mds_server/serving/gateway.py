"""The gateway: a request of the OpenAPI from its bytes to its reply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from hapline_plugins.mds_server.operations.table import Operation, operations
from hapline_plugins.mds_server.serving.service import Clock, Service
from hapline_plugins.mds_server.serving.throttle import Throttle
from hapline_plugins.mds_server.wire.acs3 import Request, verified
from hapline_plugins.mds_server.wire.credentials import Credential
from hapline_plugins.mds_server.wire.faults import GatewayError, RefusedError
from hapline_plugins.mds_server.wire.form import Arguments, arguments
from hapline_plugins.mds_server.wire.replies import new_request_id, refusal, reply

VERSION = "2020-10-28"
_SPACE = ("AppId", "WorkspaceId", "TenantId")
_NAME = re.compile(r"(?!\.+\Z)[A-Za-z0-9._-]{1,64}")
"""What apps, workspaces and tenants are called: each is one part of addresses."""


class Answer(NamedTuple):
    """What goes back.

    Attributes:
        status: The HTTP status. body: JSON. request_id: Its id. retry_after: Milliseconds to wait; 0 for no such word.
    """

    status: int
    body: bytes
    request_id: str
    retry_after: int = 0


class Gateway:
    """Lets in what is signed, and hands it to the service."""

    def __init__(
        self, service: Service, credentials: Mapping[str, Credential], throttle: Throttle, clock: Clock
    ) -> None:
        """Let in whoever has one of these, by access key id, as often as the throttle lets them, with dates of now."""
        self._clock = clock
        self._throttle = throttle
        self._service = service
        self._credentials = credentials

    async def answer(self, request: Request, scheme: str) -> Answer:
        """Answer a request.

        Raises:
            GatewayError: It is refused before the service sees it.
        """
        now = self._clock()
        signed = verified(request, self._credentials, now)
        operation = _operation(request.headers)
        given = arguments(operation, request.query, request.body)
        _check_space(given)
        self._throttle.pass_(signed.credential.key_id, now)
        await self._service.remember(signed, now)
        request_id = new_request_id()
        try:
            content = await self._service.carry_out(given, f"{scheme}://{request.headers.get('host', '')}")
        except RefusedError as error:
            return Answer(status=200, body=refusal(operation, error, request_id), request_id=request_id)
        return Answer(status=200, body=reply(operation, content, request_id), request_id=request_id)


def _check_space(given: Arguments) -> None:
    for name in _SPACE:
        if name not in given.operation.request:
            continue
        value = given.text(name)
        if not value:
            raise GatewayError(400, f"Missing{name}", f"{name} is mandatory for this action.")
        if not _NAME.fullmatch(value):
            raise GatewayError(
                400, f"Invalid{name}", f'{name} must be letters, digits and ". _ -", at most 64, not "{value[:40]}".'
            )


def _operation(headers: Mapping[str, str]) -> Operation:
    action, version = headers.get("x-acs-action", ""), headers.get("x-acs-version", "")
    if not action:
        raise GatewayError(400, "MissingParameter.Action", "The request has no x-acs-action.")
    if version != VERSION:
        raise GatewayError(400, "InvalidVersion", f'Specified parameter Version is not valid: "{version[:40]}".')
    operation = operations().get(action)
    if operation is None:
        raise GatewayError(404, "InvalidAction.NotFound", f'Specified api is not found: "{action[:80]}".')
    return operation
