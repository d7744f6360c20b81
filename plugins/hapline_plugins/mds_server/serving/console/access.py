"""Who may use the console: everybody on loopback with the key that everybody knows, else who has a key of the file.

What browsers send of themselves for a page of somebody else's is refused: without that, any page could ask the service
of whoever looks at it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from hapline_plugins.mds_server.serving.credentials import is_loopback
from hapline_plugins.mds_server.wire.credentials import LOCAL, Credential

_NOBODY = Credential(key_id="", secret="-")  # noqa: S106 compared with where the key id is unknown, and never good


class DeniedError(Exception):
    """Somebody may not come in.

    Attributes:
        status: 401 or 403. message: Why.
    """

    def __init__(self, status: int, message: str) -> None:
        """Say why."""
        super().__init__(message)
        self.status = status
        self.message = message


class Access:
    """Lets in who may come in."""

    def __init__(self, credentials: Mapping[str, Credential]) -> None:
        """Let in who has one of these, by access key id."""
        # The very object: a file that says the same was meant as a file.
        self.is_open = credentials.get(LOCAL.key_id) is LOCAL
        self._credentials = credentials

    def check(self, headers: Mapping[str, str], now: float) -> None:
        """Let a request in.

        Args:
            headers: Its headers. now: The time, in seconds since 1970.

        Raises:
            DeniedError: It may not come in.
        """
        if self.is_open:
            _check_local(headers)
        elif not self._has_key(headers.get("authorization", ""), now):
            raise DeniedError(401, "authenticate with an access key id and its secret (HTTP Basic)")

    def _has_key(self, header: str, now: float) -> bool:
        kind, _, encoded = header.partition(" ")
        if kind.lower() != "basic":
            return False
        try:
            key_id, _, secret = base64.b64decode(encoded.strip(), validate=True).partition(b":")
        except (binascii.Error, ValueError):
            return False
        known = self._credentials.get(key_id.decode("utf-8", "replace"), _NOBODY)
        same = hmac.compare_digest(secret, known.secret.encode())
        # Basic has no place for a security token, and a temporary key is none without it.
        return same and known is not _NOBODY and not known.token and not 0 < known.expires <= now


def _check_local(headers: Mapping[str, str]) -> None:
    host = headers.get("host", "")
    if not is_loopback(urlsplit(f"//{host}").hostname or ""):
        raise DeniedError(403, "without credentials this is only for requests to localhost")
    origin = headers.get("origin", "")
    if origin and urlsplit(origin).netloc != host:
        raise DeniedError(403, "without credentials this is not for pages of other sites")
