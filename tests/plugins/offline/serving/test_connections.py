"""Connections: TLS that ends here, requests that are none, clients that are slow, and the end of it all."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from hapline.errors import UsageError
from hapline_plugins.offline.serving import connection as connection_module
from hapline_plugins.offline.serving import listening
from hapline_plugins.offline.serving.deadlines import DeadlineReader
from hapline_plugins.offline.serving.journal import Journal
from hapline_plugins.offline.serving.listening import Listener
from hapline_plugins.offline.serving.view import View
from plugins.offline.sample import PAGE as PAGE_TEXT
from plugins.offline.serving.served_here import (
    HOST,
    PAGE,
    TARGET,
    Here,
    both,
    everything,
    packages_of,
    serving,
    tree_of,
)

GET = b"GET /www/index.html HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\n\r\n"


class TestTunnels:
    def test_several_requests_share_one(self, alone: Here) -> None:
        with alone.trusting.wrap_socket(alone.tunnel(f"{HOST}:443"), server_hostname=HOST) as tls:
            for last in (b"", b"Connection: close\r\n"):
                tls.sendall(GET.replace(b"\r\n\r\n", b"\r\n" + last + b"\r\n"))
                if not last:
                    assert tls.recv(15) == b"HTTP/1.1 200 OK"
                    while PAGE_TEXT.encode()[-9:] not in tls.recv(65536):
                        pass
            assert everything(tls).endswith(PAGE_TEXT.encode())
        assert alone.whence == ["package"] * 2

    def test_an_unknown_host_is_refused_with_a_page(self, alone: Here) -> None:
        reply = alone.ask("https://cdn.example.com/x.js")
        assert (reply.status, "cdn.example.com/x.js" in reply.text) == (403, True)

    def test_a_host_may_be_an_address(self, alone: Here) -> None:
        assert alone.ask("https://127.0.0.1:1/").status == 403

    def test_what_speaks_no_tls_in_one_is_answered_too(self, alone: Here) -> None:
        with alone.tunnel("socket.example.com:80") as plain:
            plain.sendall(b"GET /chat HTTP/1.1\r\nHost: socket.example.com\r\nUpgrade: websocket\r\n\r\n")
            assert plain.recv(12) == b"HTTP/1.1 403"
        assert [line.address for line, _ in alone.journal.lines()] == ["http://socket.example.com/chat"]

    def test_another_host_inside_is_misdirected(self, alone: Here) -> None:
        with alone.trusting.wrap_socket(alone.tunnel(f"{HOST}:443"), server_hostname=HOST) as tls:
            tls.sendall(b"GET / HTTP/1.1\r\nHost: other.h5app.com\r\n\r\n")
            assert everything(tls).startswith(b"HTTP/1.1 421 ")

    @pytest.mark.parametrize("line", [b"GET http://a.example/ HTTP/1.1", b"CONNECT a.example:443 HTTP/1.1"])
    def test_nothing_else_can_be_asked_inside(self, alone: Here, line: bytes) -> None:
        with alone.trusting.wrap_socket(alone.tunnel(f"{HOST}:443"), server_hostname=HOST) as tls:
            tls.sendall(line + b"\r\nHost: " + HOST.encode() + b"\r\n\r\n")
            assert everything(tls).startswith(b"HTTP/1.1 400 ")

    def test_a_client_that_does_not_trust_is_told_how_to(self, alone: Here) -> None:
        for host, whence in ((HOST, "error"), ("cdn.example.com", "refused")):
            with pytest.raises(ssl.SSLError):
                ssl.create_default_context().wrap_socket(alone.tunnel(f"{host}:443"), server_hostname=host)
            _wait_for(alone, whence)
        assert all("--ca-out" in line.reason for line, _ in alone.journal.lines())

    def test_no_request_in_one_is_nothing(self, alone: Here) -> None:
        alone.tunnel("cdn.example.com:443").close()
        with alone.tunnel("cdn.example.com:443") as begun:
            begun.sendall(b"\x16\x03\x01\x02\x00")
        alone.trusting.wrap_socket(alone.tunnel("cdn.example.com:443"), server_hostname="cdn.example.com").close()
        assert alone.ask(PAGE).status == 200
        assert alone.whence == ["package"]


class TestNoRequests:
    @pytest.mark.parametrize(
        ("data", "status"),
        [
            (b"\r\n", b""),
            (b"nonsense\r\n\r\n", b"400"),
            (b"GET / HTTP/9.9\r\n\r\n", b"505"),
            (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b"400"),
            (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
            (b"GET http://a/ HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"431"),
            (b"GET http://a/ HTTP/1.1\r\n" + b"X: a\r\n" * 101 + b"\r\n", b"431"),
            (b"GET ftp://a/ HTTP/1.1\r\n\r\n", b"400"),
            (b"GET http://a:b/ HTTP/1.1\r\n\r\n", b"400"),
            (b"CONNECT HTTP/1.1\r\n\r\n", b"400"),
            (b"CONNECT a/b:443 HTTP/1.1\r\n\r\n", b"400"),
            (b"GET / HTTP/1.1\r\n\r\n", b"421"),
            (b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", b"421"),
            (b"POST http://a/ HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"400"),
            (b"POST http://a/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", b"400"),
            (b"POST http://a/ HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
            (b"POST http://a/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"411"),
            (b"GET http://a/%ff HTTP/1.1\r\nConnection: close\r\n\r\n", b"400"),
            (b"GET http://" + HOST.encode() + b"/../../etc/passwd HTTP/1.1\r\nConnection: close\r\n\r\n", b"400"),
        ],
    )
    def test_they_are_answered_with_what_is_wrong(self, alone: Here, data: bytes, status: bytes) -> None:
        reply = alone.raw(data)
        assert reply[9:12] == status
        assert b"root:" not in reply
        assert alone.ask(PAGE).status == 200

    def test_a_body_is_read_so_that_the_next_request_is_found(self, alone: Here) -> None:
        first = b"POST http://a/ HTTP/1.1\r\nContent-Length: 20\r\nExpect: 100-continue\r\n\r\nGET http://b/ HTTP/1"
        reply = alone.raw(first + b"GET http://c/ HTTP/1.1\r\nConnection: close\r\n\r\n")
        assert reply.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403")
        assert [line.address for line, _ in alone.journal.lines()] == ["http://a/", "http://c/"]

    def test_old_clients_are_answered(self, alone: Here) -> None:
        assert alone.raw(b"GET http://a/ HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 403")

    def test_control_characters_do_not_reach_the_terminal(
        self, alone: Here, capsys: pytest.CaptureFixture[str]
    ) -> None:
        alone.raw(b"GET http://a/\x1b[31m HTTP/1.1\r\nConnection: close\r\n\r\n")
        assert "\x1b" not in capsys.readouterr().err
        assert alone.whence == ["refused"]


class TestSlowClients:
    def test_time_counts_for_all_that_is_read(self) -> None:
        one, other = socket.socketpair()
        with one, other:
            reader = DeadlineReader(one)
            reader.within(0.2)
            buffer = bytearray(1)
            thread = Thread(target=_drip, args=(other,), daemon=True)
            thread.start()
            with pytest.raises(TimeoutError):
                _read_all(reader, buffer)
        thread.join()

    def test_a_head_that_does_not_end_ends_the_connection(self, alone: Here, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connection_module, "_HEAD", 0.2)
        assert alone.raw(b"GET http://a/ HTTP/1.1\r\nX:") == b""

    def test_so_does_silence(self, alone: Here, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connection_module, "_IDLE", 0.2)
        assert alone.raw(b"") == b""

    def test_and_a_handshake_that_does_not(self, alone: Here, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connection_module, "_HEAD", 0.2)
        with alone.tunnel(f"{HOST}:443") as connection:
            connection.sendall(b"\x16")
            assert everything(connection) == b""

    def test_there_are_only_so_many_connections(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(listening, "MOST_CONNECTIONS", 2)
        monkeypatch.setattr(listening, "_WAIT", 0.1)
        with serving(packages_of(both(tmp_path)[0])) as here, alone_at(here) as one, alone_at(here):
            assert here.raw(b"").startswith(b"HTTP/1.1 503 ")
            one.close()
            _until(lambda: here.raw(b"nonsense\r\n\r\n").startswith(b"HTTP/1.1 400"))


class TestTheEnd:
    def test_open_connections_are_closed(self, tmp_path: Path) -> None:
        with serving(packages_of(both(tmp_path)[0])) as here:
            idle = alone_at(here)
            tls = here.trusting.wrap_socket(here.tunnel(f"{HOST}:443"), server_hostname=HOST)
            tls.sendall(GET)
            assert tls.recv(15) == b"HTTP/1.1 200 OK"
        with idle, tls:
            assert everything(idle) == b""
            tls.settimeout(10)
            everything(tls)

    def test_a_port_that_is_taken_is_said(self, alone: Here) -> None:
        def words(text: str, **_: object) -> str:
            return text

        with pytest.raises(UsageError, match=f"port {alone.port} cannot be had"):
            Listener(alone.port, View((), TARGET, tree_of), Journal(words), words)


def _drip(connection: socket.socket) -> None:
    """Send a byte now and then, as long as anybody listens."""
    with contextlib.suppress(OSError):
        while True:
            connection.sendall(b"x")
            time.sleep(0.01)


def _read_all(reader: DeadlineReader, buffer: bytearray) -> None:
    while reader.readinto(buffer):
        pass


def alone_at(here: Here) -> socket.socket:
    """A connection that says nothing."""
    connection = socket.create_connection(("127.0.0.1", here.port), timeout=10)
    connection.sendall(b"G")
    return connection


def _wait_for(here: Here, whence: str) -> None:
    _until(lambda: here.whence[-1:] == [whence])


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)
