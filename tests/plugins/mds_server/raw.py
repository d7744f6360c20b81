"""Requests made by hand: signed as the SDK signs them, or in any way that it would not."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlencode

from .rehearsal import KEY, SECRET, WAIT, Rehearsal


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


class Call(NamedTuple):
    """A request, ready to be sent or to be spoilt before."""

    host: str
    headers: dict[str, str]
    body: bytes

    def send(self, *, method: str = "POST", target: str = "/") -> Answer:
        return sent(self.host, self.headers, self.body, method=method, target=target)


def call(  # noqa: PLR0913 each of them is spoilt by a test
    rehearsal: Rehearsal,
    action: str,
    fields: Mapping[str, str] | None = None,
    *,
    body: bytes | None = None,
    key: str = KEY,
    secret: str = SECRET,
    token: str = "",
    seconds: float = 0,
    version: str = "2020-10-28",
    query: str = "",
    unsigned: Iterable[str] = (),
    more: Mapping[str, str] | None = None,
) -> Call:
    """A signed request about the rehearsal's app.

    Args:
        fields: What it says beside app, workspace and tenant. body: In the place of all of these.
        seconds: How far its clock is ahead. query: The query, as it is canonical already.
        unsigned: Headers that the signature leaves out. more: Headers that it covers too.
    """
    space = rehearsal.space
    known = {"AppId": space["app_id"], "WorkspaceId": space["workspace_id"], "TenantId": space["tenant_id"]}
    body = urlencode(sorted({**known, **(fields or {})}.items())).encode() if body is None else body
    headers = {
        "host": rehearsal.server.address,
        "accept": "application/json",
        "content-type": "application/x-www-form-urlencoded",
        "x-acs-action": action,
        "x-acs-version": version,
        "x-acs-date": (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": uuid.uuid4().hex,
        "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
        **({"x-acs-accesskey-id": key, "x-acs-security-token": token} if token else {}),
        **(more or {}),
    }
    names = sorted(set(headers) - set(unsigned))
    canonical = [
        "POST",
        "/",
        query,
        *(f"{name}:{headers[name].strip()}" for name in names),
        "",
        ";".join(names),
        hashlib.sha256(body).hexdigest(),
    ]
    to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256("\n".join(canonical).encode()).hexdigest()
    signature = hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    headers["Authorization"] = (
        f"ACS3-HMAC-SHA256 Credential={key},SignedHeaders={';'.join(names)},Signature={signature}"
    )
    return Call(rehearsal.server.address, headers, body)


def sent(host: str, headers: Mapping[str, str | bytes], body: bytes, *, method: str, target: str) -> Answer:
    """Send a request with exactly these headers, and its length."""
    connection = HTTPConnection(host, timeout=WAIT)
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    response = connection.getresponse()
    answer = Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    connection.close()
    return answer


def refused(answer: Answer, status: int, code: str) -> str:
    """Check that the gateway has refused with this, in its form; returns the message."""
    assert (answer.status, answer.json["Code"]) == (status, code), answer
    assert answer.headers["content-type"].startswith("application/json")
    assert set(answer.json) == {"RequestId", "HostId", "Code", "Message", "Recommend"}
    assert answer.headers["x-acs-request-id"] == answer.json["RequestId"]
    message = str(answer.json["Message"])
    assert message
    assert "Traceback" not in message
    return message


def count(rehearsal: Rehearsal) -> int:
    """How many whitelists there are: what refused requests must not change."""
    return int(rehearsal.done("ListMcubeWhitelists", page_num=1, page_size=10)["TotalCount"])
