"""Signatures of requests: ACS3-HMAC-SHA256, recomputed from the headers that the client says it has signed.

Sources: "V3 request body and signature mechanism" of Alibaba Cloud's OpenAPI; read off requests of the official SDK.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, quote

from hapline_plugins.mds_server.wire.credentials import Credential
from hapline_plugins.mds_server.wire.faults import GatewayError

_ALGORITHM = "ACS3-HMAC-SHA256"
_AUTHORIZATION = re.compile(
    r"ACS3-HMAC-SHA256 Credential=(?P<key>[^,\s]+),\s*SignedHeaders=(?P<headers>[a-z0-9;-]+),\s*"
    r"Signature=(?P<signature>[0-9a-f]{64})"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_MUST_BE_SIGNED = frozenset({"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"})
"""What an attacker could exchange unseen, were it not signed."""
WINDOW = 15 * 60
"""Seconds by which the clocks of a client and the service may differ; what is customary, since the guide names none."""


class Request(NamedTuple):
    """What of a request is signed.

    Attributes:
        method: The method. path: The path. query: The query string, raw. headers: The headers, names in lower case.
        body: The body.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


class Signed(NamedTuple):
    """Who has signed a request, and when.

    Attributes:
        credential: Whose key. nonce: Its number used once. date: Its date, in seconds since 1970.
    """

    credential: Credential
    nonce: str
    date: int


def verified(request: Request, credentials: Mapping[str, Credential], now: float) -> Signed:
    """Verify a request's signature, its token and its date.

    Args:
        request: The request. credentials: The known ones, by access key id. now: The time, in seconds since 1970.

    Raises:
        GatewayError: It is not signed, or not as it should be.
    """
    headers = request.headers
    authorization = headers.get("authorization", "")
    if not authorization:
        raise _unsigned(request)
    match = _AUTHORIZATION.fullmatch(authorization)
    if match is None:
        raise GatewayError(
            400,
            "IncompleteSignature",
            f"The Authorization header must be {_ALGORITHM} with Credential, SignedHeaders and Signature.",
        )
    date = _date(headers.get("x-acs-date", ""), now)
    credential = credentials.get(match["key"])
    if credential is None:
        raise GatewayError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
    _check_token(headers, credential, now)
    digest = hashlib.sha256(request.body).hexdigest()
    if headers.get("x-acs-content-sha256") != digest:
        raise GatewayError(400, "InvalidContentSha256", "x-acs-content-sha256 is not the SHA-256 of the body.")
    names = _covered(match["headers"], tuple(headers))
    expected = _signature(request, names, digest, credential.secret)
    if not hmac.compare_digest(expected, match["signature"]):
        raise GatewayError(
            400,
            "SignatureDoesNotMatch",
            "Specified signature does not match our calculation. Check the access key secret.",
        )
    nonce = headers.get("x-acs-signature-nonce", "")
    if not nonce:
        raise GatewayError(400, "MissingParameter.SignatureNonce", "The request has no x-acs-signature-nonce.")
    return Signed(credential=credential, nonce=nonce, date=date)


def _unsigned(request: Request) -> GatewayError:
    if "Signature=" in request.query:
        return GatewayError(
            400,
            "UnsupportedSignatureMethod",
            f"Signatures in the query (signature_algorithm v2) are not accepted here; sign with {_ALGORITHM}, "
            "which SDKs do by default.",
        )
    return GatewayError(400, "MissingParameter.Authorization", "The request has no Authorization header.")


@lru_cache(256)  # a client sends and signs the same headers every time
def _covered(signed: str, present: tuple[str, ...]) -> tuple[str, ...]:
    """The headers that a signature covers, of those that are present.

    Raises:
        GatewayError: It covers too little.
    """
    names = tuple(signed.split(";"))
    missing = _MUST_BE_SIGNED.union(name for name in present if name.startswith("x-acs-")).difference(names)
    if missing:
        raise GatewayError(
            400, "IncompleteSignature", f"These headers must be signed too: {', '.join(sorted(missing))}."
        )
    return names


def _signature(request: Request, signed_headers: Sequence[str], digest: str, secret: str) -> str:
    """The signature of a request over these headers, in hexadecimal; ``digest`` is that of its body."""
    headers = request.headers
    canonical = "\n".join(
        (
            request.method,
            request.path,
            _canonical_query(request.query),
            *[f"{name}:{headers.get(name, '').strip()}" for name in signed_headers],
            "",
            ";".join(signed_headers),
            digest,
        )
    )
    to_sign = f"{_ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    return hmac.digest(secret.encode(), to_sign.encode(), "sha256").hex()


def _canonical_query(query: str) -> str:
    if not query:
        return ""
    pairs = sorted(parse_qsl(query, keep_blank_values=True))
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in pairs)


def _date(text: str, now: float) -> int:
    date = _seconds(text)
    if date is None:
        raise GatewayError(400, "InvalidTimeStamp.Format", "x-acs-date must be of the form of 2026-11-21T22:29:56Z.")
    if abs(now - date) > WINDOW:
        raise GatewayError(
            400,
            "InvalidTimeStamp.Expired",
            f"x-acs-date is {abs(now - date) / 60:.0f} minutes off the service's clock; {WINDOW // 60} are allowed.",
        )
    return date


@lru_cache(64)  # those who call at the same time name the same second
def _seconds(text: str) -> int | None:
    """The time that a date means, in seconds since 1970; None where it is of another form."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None


def _check_token(headers: Mapping[str, str], credential: Credential, now: float) -> None:
    token = headers.get("x-acs-security-token", "")
    if not credential.token:
        if token:
            raise GatewayError(404, "InvalidSecurityToken.NotFound", "This access key has no security token.")
        return
    if not token:
        raise GatewayError(403, "MissingSecurityToken", "SecurityToken is mandatory for this action.")
    if not hmac.compare_digest(token.encode(), credential.token.encode()):
        raise GatewayError(
            403, "InvalidSecurityToken.MismatchWithAccessKey", "The security token is not that of the access key."
        )
    if credential.expires and now >= credential.expires:
        raise GatewayError(403, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.")
