"""Listens on loopback: a bounded number of connections, one thread each, none of which outlives the server."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from threading import BoundedSemaphore, Lock, Thread
from typing import Any

from hapline.errors import UsageError
from hapline_hooks import Phrase
from hapline_plugins.offline.serving.certificates import CertificateAuthority
from hapline_plugins.offline.serving.journal import Journal
from hapline_plugins.offline.serving.view import View

LOOPBACK = "127.0.0.1"
MOST_CONNECTIONS = 128
"""Connections at a time; Chromium opens 32 to a proxy."""
_WAIT = 1.0
"""Seconds that a further connection waits for one to end."""
_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\nRetry-After: 1\r\n\r\n"


class Listener(ThreadingHTTPServer):
    """The server.

    Attributes:
        view: Decides about answers. journal: Where requests are taken down. authority: Makes certificates.
        words: The language of its pages.
    """

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = False
    request_queue_size = 128

    def __init__(self, port: int, view: View, journal: Journal, words: Callable[..., str]) -> None:
        """Listen on loopback.

        Args:
            port: The port; 0 for any that is free. view: As the attribute, like the others. journal: See above.
            words: See above.

        Raises:
            hapline.errors.UsageError: The port cannot be had.
        """
        from hapline_plugins.offline.serving.connection import Connection

        self.view = view
        self.journal = journal
        self.words = words
        self.authority = CertificateAuthority()
        self._free = BoundedSemaphore(MOST_CONNECTIONS)
        self._lock = Lock()
        self._open: set[socket.socket] = set()
        try:
            super().__init__((LOOPBACK, port), Connection)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            what = Phrase("port {port} cannot be had: {reason}", port=str(port), reason=reason)
            raise UsageError(what, todo="--port 0 takes any that is free") from None
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])

    def server_bind(self) -> None:
        """Bind, without asking the name service what this machine is called."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = LOOPBACK, self.port

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ANN401, ARG002 as socketserver has it
        """Whether a client is on this machine."""
        return ipaddress.ip_address(client_address[0]).is_loopback

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 as socketserver has it
        """Answer a connection in a thread of its own, where there is room for one."""
        if not self._free.acquire(timeout=_WAIT):
            with contextlib.suppress(OSError):
                request.settimeout(_WAIT)
                request.sendall(_BUSY)
            self.shutdown_request(request)
            return
        self.opened(request)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 as socketserver has it
        """Answer a connection, and make room for the next."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.closed(request)
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401, ARG002 as socketserver has it
        """Say that a connection could not be answered; that is a bug of ours."""
        import sys

        from hapline import console

        error = sys.exception()
        text = console.printable(f"{type(error).__name__}: {error}")
        console.err(self.words("hapline: a bug of ours: {error}", error=text))

    def opened(self, one: socket.socket) -> None:
        """Remember a connection, to be closed when serving ends."""
        with self._lock:
            self._open.add(one)

    def closed(self, one: socket.socket) -> None:
        """Forget a connection."""
        with self._lock:
            self._open.discard(one)

    def stop(self) -> None:
        """Take no further connection, and close those that there are."""
        self.shutdown()
        self.server_close()
        with self._lock:
            left = list(self._open)
        for one in left:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._thread.join(_WAIT)
