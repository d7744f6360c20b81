"""The network, where it is allowed: what a package lacks is fetched, and connections to other hosts are passed on."""

from __future__ import annotations

import contextlib
import http.client
import select
import socket
import ssl
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hapline.errors import FailedError
from hapline_hooks import Phrase
from hapline_plugins.offline.serving.asking import Asked, Authority

_SECONDS = 30.0
"""How long the network may take for each step."""
_IDLE = 120.0
"""Seconds without a byte after which a connection that is passed on is closed."""
_PIECE = 64 * 1024
_OWN_TO_A_HOP = frozenset(
    (
        *("connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization"),
        *("te", "trailer", "transfer-encoding", "upgrade", "host", "content-length"),
    )
)
"""Headers that are meant for the next hop only (RFC 9110, 7.6.1), and those that are written anew."""


_BARE = frozenset({204, 304})
"""What has no body (RFC 9110, 6.4.1)."""


class Reply(NamedTuple):
    """An answer of the network; ``ends`` says whether its headers tell where it does."""

    status: int
    headers: list[tuple[str, str]]
    ends: bool
    response: http.client.HTTPResponse

    def pieces(self) -> Iterator[bytes]:
        """The body, in pieces.

        Raises:
            OSError: The connection broke. http.client.HTTPException: It was cut short.
        """
        while piece := self.response.read(_PIECE):
            yield piece


@contextlib.contextmanager
def fetched(asked: Asked, headers: Mapping[str, str], body: bytes | None) -> Iterator[Reply]:
    """Ask the network, itself and not a further proxy, and follow no redirect: the browser does.

    Args:
        asked: What is asked for. headers: Those of the browser. body: What is sent along.

    Raises:
        hapline.errors.FailedError: The network has no answer.
    """
    kind = http.client.HTTPSConnection if asked.scheme == "https" else http.client.HTTPConnection
    connection = kind(asked.at.host.strip("[]"), asked.at.port, timeout=_SECONDS)
    try:
        try:
            sent = {name: value for name, value in headers.items() if name.lower() not in _OWN_TO_A_HOP}
            connection.request(asked.method, asked.target, body=body, headers=sent)
            response = connection.getresponse()
        except (OSError, http.client.HTTPException, ValueError) as error:
            what = Phrase("the network has no answer: {reason}", reason=_reason(error))
            raise FailedError(what, where=asked.address) from None
        yield _reply(response, asked.method)
    finally:
        connection.close()


def _reply(response: http.client.HTTPResponse, method: str) -> Reply:
    headers = [(name, value) for name, value in response.getheaders() if name.lower() not in _OWN_TO_A_HOP]
    length = response.getheader("Content-Length", "")
    has_length = not response.chunked and length.isascii() and length.isdigit()
    if has_length:
        headers.append(("Content-Length", length))
    return Reply(response.status, headers, has_length or method == "HEAD" or response.status in _BARE, response)


def connected(at: Authority) -> socket.socket:
    """A connection to a host.

    Raises:
        hapline.errors.FailedError: There is none.
    """
    try:
        return socket.create_connection((at.host.strip("[]"), at.port), timeout=_SECONDS)
    except (OSError, UnicodeError) as error:
        what = Phrase("the network has no answer: {reason}", reason=_reason(error))
        raise FailedError(what, where=f"{at.host}:{at.port}") from None


def passed_on(one: socket.socket, other: socket.socket) -> None:
    """Pass on what either side sends until one of them ends, or neither says anything for long.

    Raises:
        OSError: A connection broke.
    """
    others = {one: other, other: one}
    for each in others:
        each.settimeout(_SECONDS)
    while True:
        ready, _, _ = select.select(list(others), [], [], _IDLE)
        if not ready:
            return
        for each in ready:
            data = each.recv(_PIECE)
            if not data:
                return
            others[each].sendall(data)


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
