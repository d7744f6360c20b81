"""One connection of a client: its requests are read, as to a proxy or through a tunnel, and answered."""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
import ssl
from http import HTTPStatus
from typing import cast

from hapline.errors import HaplineError
from hapline_hooks import replace
from hapline_plugins.offline.serving import online, pages
from hapline_plugins.offline.serving.asking import PORTS, Asked, Authority
from hapline_plugins.offline.serving.deadlines import DeadlineReader
from hapline_plugins.offline.serving.listening import LOOPBACK
from hapline_plugins.offline.serving.opening import problem
from hapline_plugins.offline.serving.replies import Replies
from hapline_plugins.offline.serving.view import Answer

_IDLE = 60.0
"""Seconds that a connection may be open without a request."""
_HEAD = 15.0
"""Seconds in which a request has to be complete once it has begun."""
_LONGEST_LINE = 65536
_LARGEST_BODY = 16 * 1024 * 1024
"""The largest body of a request, in bytes."""
_TLS = b"\x16"
"""What a TLS connection begins with (RFC 8446, 5.1)."""
_ALERT = "ALERT"
"""What OpenSSL's reasons have in their names where the other side said why it ends."""
_OWN_NAMES = (LOOPBACK, "localhost")


class Connection(Replies):
    """Reads and answers requests until either side has had enough."""

    _tunnel: tuple[str, Authority] | None = None
    """What all requests of the connection are for, after CONNECT: scheme and authority."""

    def setup(self) -> None:
        """Begin reading."""
        self.connection = self.request
        # Head and body are sent one after the other; the second must not wait until the first is acknowledged.
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)  # noqa: FBT003 as the system has it
        self._begin()

    def finish(self) -> None:
        """Close the connection, which may have become one over TLS meanwhile."""
        self.server.closed(self.connection)
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
        self.connection.close()

    def handle_one_request(self) -> None:
        """Read a request and answer it."""
        self.command = self.requestline = ""
        self.request_version = self.protocol_version
        try:
            self._reader.within(_IDLE)
            if not self.rfile.peek(1):
                self.close_connection = True
                return
            self._reader.within(_HEAD)
            self.raw_requestline = self.rfile.readline(_LONGEST_LINE + 1)
            if len(self.raw_requestline) > _LONGEST_LINE:
                self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)
            elif self.parse_request():
                self._answer()
        except (OSError, http.client.HTTPException):  # it broke, or took too long: nobody listens any more
            self.close_connection = True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Answer what is no request."""
        self.close_connection = True
        self.request_version = self.protocol_version  # what is not understood is taken for HTTP/0.9 otherwise
        status = HTTPStatus(code)
        answer = Answer(whence="error", status=status, reason=message or status.phrase)
        self.server.journal.note(self.command or "-", self.requestline[:200], answer)
        self.send_page(status, pages.broken(status, message or status.phrase, self.server.words))

    def handle_expect_100(self) -> bool:
        """Let the body be asked for where it is read."""
        return True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 as http.server has it
        """Say nothing: the journal does."""

    def _begin(self) -> None:
        self._reader = DeadlineReader(self.connection)
        self.rfile: io.BufferedReader = io.BufferedReader(self._reader)

    def _answer(self) -> None:
        if self.command == "CONNECT":
            self._connect()
            return
        asked = self._asked()
        if asked is None:
            return
        body = self._body()
        if body is None:
            return
        if self._tunnel is None and asked.at.host in _OWN_NAMES and asked.at.port == self.server.port:
            self._own(asked)
            return
        answer = self.server.view.answer(asked)
        if answer.whence == "refused" and self._is_browsers_own():
            answer = replace(answer, whence="browser")
        if answer.upstream:
            self._forward(asked, answer, body)
        else:
            self.send_answer(asked, answer)

    def _is_browsers_own(self) -> bool:
        """Whether no page asks, but the browser for itself, for updates or the time.

        What browsers send for pages says what it accepts, but for WebSockets (Fetch standard, 4.6).
        """
        said = self.headers
        return "Mozilla/" in said.get("User-Agent", "") and "Accept" not in said and "Upgrade" not in said

    def _asked(self) -> Asked | None:
        """The request; None where it is none, which has been said then."""
        host = Authority.read(self.headers.get("Host", ""), 0 if self._tunnel is None else self._tunnel[1].port)
        if self._tunnel is not None:
            scheme, at = self._tunnel
            if not self.path.startswith("/"):
                self.send_error(HTTPStatus.BAD_REQUEST)
            elif host is not None and host != at:
                self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            else:
                return Asked(self.command, scheme, at, self.path)
            return None
        if self.path.startswith("/") or self.path == "*":
            # Any page could have a name of its own lead here; only the names of this server may ask for its pages.
            if host is None or host.host not in _OWN_NAMES or host.port != self.server.port:
                self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
                return None
            return Asked(self.command, "http", host, self.path)
        asked = Asked.of_address(self.command, self.path)
        if asked is None:
            self.send_error(HTTPStatus.BAD_REQUEST)
        return asked

    def _body(self) -> bytes | None:
        """The body of the request, read so that the next one can be; None where it cannot be, which has been said."""
        if self.headers.get("Transfer-Encoding"):
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
            return None
        length = self.headers.get("Content-Length", "0").strip()
        if not length.isascii() or not length.isdigit() or len(set(self.headers.get_all("Content-Length", ["0"]))) > 1:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return None
        if len(length) > len(str(_LARGEST_BODY)) or int(length) > _LARGEST_BODY:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return None
        if self.headers.get("Expect", "").lower() == "100-continue" and int(length):
            self.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionError
        return body

    def _connect(self) -> None:
        at = Authority.read(self.path, PORTS["https"])
        if at is None or self._tunnel is not None:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        view = self.server.view
        if view.online and not view.is_ours(at.host):
            self._pass_on(at)
            return
        self.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self.connection.settimeout(_HEAD)
        first = self.connection.recv(1, socket.MSG_PEEK)
        self._tunnel = ("https" if first == _TLS else "http", at)
        if first == _TLS:
            self._secure(at)
        self._begin()
        self.close_connection = not first

    def _secure(self, at: Authority) -> None:
        """Go on over TLS.

        Raises:
            OSError: The client does not want to, most often since it does not trust the certificate.
        """
        self.server.closed(self.connection)
        try:
            self.connection = self.server.authority.context(at.host).wrap_socket(self.connection, server_side=True)
        except ssl.SSLError as error:
            if _ALERT in (error.reason or ""):  # without one it changed its mind, as browsers that connect ahead do
                self._untrusted(at)
            raise
        self.server.opened(self.connection)

    def _untrusted(self, at: Authority) -> None:
        asked = Asked("CONNECT", "https", at, "/")
        is_ours = self.server.view.is_ours(at.host)
        reason = "the browser does not trust the certificate of this run; --open and --ca-out help"
        answer = Answer(whence="error" if is_ours else "refused", status=0, reason=reason)
        self.server.journal.note(asked.method, asked.address, answer)

    def _pass_on(self, at: Authority) -> None:
        self.close_connection = True
        asked = Asked("CONNECT", "https", at, "/")
        answer = Answer(whence="online")
        try:
            other = online.connected(at)
        except HaplineError as error:
            self.send_answer(asked, replace(answer, status=HTTPStatus.BAD_GATEWAY, reason=problem(error)))
            return
        with other:
            self.server.journal.note(asked.method, asked.address, answer)
            self.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            online.passed_on(self.connection, other)

    def _forward(self, asked: Asked, answer: Answer, body: bytes) -> None:
        where = Asked.of_address(asked.method, answer.upstream)
        if where is None:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        headers = cast("dict[str, str]", self.headers)
        try:
            with online.fetched(where, headers, body or None) as reply:
                self.server.journal.note(asked.method, asked.address, answer, reply.status)
                self.send_response(reply.status)
                for name, value in reply.headers:
                    self.send_header(name, value)
                if not reply.ends:
                    self.send_header("Connection", "close")  # http.server closes it then
                self.end_head()
                for piece in reply.pieces():
                    self.write(piece)
        except HaplineError as error:
            failed = replace(answer, status=HTTPStatus.BAD_GATEWAY, upstream="", reason=problem(error))
            self.send_answer(asked, failed)

    def _own(self, asked: Asked) -> None:
        """Answer with a page of the server's own."""
        view, port = self.server.view, self.server.port
        if self.command not in {"GET", "HEAD"}:
            self.send_page(HTTPStatus.METHOD_NOT_ALLOWED, b"")
            return
        match asked.path:
            case "":
                self.send_page(HTTPStatus.OK, pages.index(view, self.server.journal, port, self.server.words))
            case "proxy.pac":
                self.send_page(HTTPStatus.OK, pages.pac(port), pages.PAC)
            case "packages.pac":
                self.send_page(HTTPStatus.OK, pages.pac(port, view.hosts(), view.target.virtual_domain), pages.PAC)
            case _:
                answer = Answer(whence="missing", reason="this server has no such page of its own")
                self.send_page(HTTPStatus.NOT_FOUND, pages.refusal(asked, answer, self.server.words))
