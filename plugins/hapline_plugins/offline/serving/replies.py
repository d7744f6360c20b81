"""Writes answers: files of packages and their parts, pages of the server's own, and their headers."""

from __future__ import annotations

import socket
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import cast

from hapline_plugins.offline.serving import pages
from hapline_plugins.offline.serving.asking import Asked
from hapline_plugins.offline.serving.listening import Listener
from hapline_plugins.offline.serving.ranges import etag, part_of
from hapline_plugins.offline.serving.view import Answer

_SENDING = 30.0
"""Seconds in which a client has to take each piece."""
_PIECE = 256 * 1024


class Replies(BaseHTTPRequestHandler):
    """The half of a connection that writes.

    Attributes:
        connection: What is written to; it may become one over TLS meanwhile.
    """

    server: Listener
    connection: socket.socket
    protocol_version = "HTTP/1.1"
    server_version = "hapline"
    sys_version = ""

    def send_answer(self, asked: Asked, answer: Answer) -> None:
        """Answer with a file of a package, or with a page that says why there is none."""
        if answer.whence not in {"package", "global", "fallback"} or answer.status != HTTPStatus.OK:
            self.server.journal.note(asked.method, asked.address, answer)
            if answer.location or answer.status == HTTPStatus.NO_CONTENT:
                self._empty(answer)
            else:
                self.send_page(answer.status, pages.refusal(asked, answer, self.server.words))
            return
        tag, size = etag(answer.body), len(answer.body)
        part = part_of(size, tag, self.command, cast("dict[str, str]", self.headers))
        self.server.journal.note(asked.method, asked.address, answer, part.status)
        self.send_response(part.status)
        self._common()
        self.send_header("ETag", tag)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Access-Control-Allow-Origin", "*")
        if part.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            self.send_header("Content-Range", f"bytes */{size}")
        if part.status == HTTPStatus.PARTIAL_CONTENT:
            self.send_header("Content-Range", f"bytes {part.start}-{part.end - 1}/{size}")
        if part.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(part.end - part.start))
        self.end_head()
        self.write(memoryview(answer.body)[part.start : part.end])

    def _empty(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self._common()
        if answer.location:
            self.send_header("Location", answer.location)
            self.send_header("Content-Length", "0")
        else:
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Methods", "GET, HEAD")
            self.send_header("Access-Control-Allow-Headers", "*")
        self.end_head()

    def send_page(self, status: int, body: bytes, kind: str = pages.HTML) -> None:
        """Answer with a page of the server's own."""
        self.send_response(status)
        self._common()
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.end_head()
        self.write(body)

    def _common(self) -> None:
        self.send_header("Cache-Control", "no-store")
        if self.close_connection:
            self.send_header("Connection", "close")

    def end_head(self) -> None:
        """Send the headers that were gathered."""
        # http.server gathers the headers, and writes them to a file that this connection does not have.
        head: list[bytes] = self.__dict__.pop("_headers_buffer", [])
        self.write(b"".join([*head, b"\r\n"]), always=True)

    def write(self, data: bytes | memoryview, *, always: bool = False) -> None:
        """Send; of the body, nothing to a client that wants the head alone."""
        if self.command == "HEAD" and not always:
            return
        self.connection.settimeout(_SENDING)
        for at in range(0, len(data), _PIECE):
            self.connection.sendall(data[at : at + _PIECE])
