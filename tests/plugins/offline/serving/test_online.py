"""With ``--online``, the network is asked: here, another server on loopback plays its part."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from plugins.offline.serving.served_here import HOST, PAGE, Here, both, everything, packages_of, serving, with_address


class _Network(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.endswith("chunked"):
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"3\r\nabc\r\n0\r\n\r\n")
            return
        found = "missing" not in self.path
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/x-network")
        self.send_header("Set-Cookie", "a=1")
        self.send_header("Set-Cookie", "b=2")
        content = f"{self.command} {self.path} {self.headers['Host']} {self.headers['X-Asked']}".encode()
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_HEAD = do_GET  # noqa: N815 as http.server has it

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def network() -> Iterator[str]:
    """The address of the server that plays the network."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Network) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def online(tmp_path: Path, network: str) -> Iterator[Here]:
    """The sample packages; their fallback address is on that server."""
    packages = with_address(packages_of(*both(tmp_path)), f"{network}fallback/")
    with serving(packages, online=True) as here:
        yield here


def _port(server: socket.socket) -> int:
    return int(server.getsockname()[1])


class TestFetched:
    def test_what_the_package_lacks_comes_from_its_fallback_address(self, online: Here, network: str) -> None:
        reply = online.ask(f"https://{HOST}/www/late.js?v=1", headers={"X-Asked": "yes"})
        at = network.removeprefix("http://").rstrip("/")
        assert (reply.status, reply.text) == (200, f"GET /fallback/www/late.js?v=1 {at} yes")
        assert reply.headers["Content-Type"] == "text/x-network"
        assert online.whence == ["online"]
        assert not online.journal.is_clean

    def test_the_package_comes_first(self, online: Here) -> None:
        assert online.ask(PAGE).headers["Content-Type"] == "text/html"
        assert online.whence == ["package"]

    def test_everything_else_is_passed_on(self, online: Here, network: str) -> None:
        assert online.ask(f"{network}missing").status == 404
        assert online.ask(f"{network}chunked").body == b"abc"
        assert online.ask(f"{network}x", "POST", body=b"posted").text == "posted"
        head = online.ask(f"{network}x", "HEAD")
        assert (head.body, int(head.headers["Content-Length"]) > 0) == (b"", True)
        assert online.whence == ["online"] * 4

    def test_but_no_other_package_is_looked_for_there(self, online: Here) -> None:
        assert online.ask("https://20171229.h5app.com/").status == 403

    def test_a_network_without_an_answer_is_said(self, online: Here) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = _port(closed)
        reply = online.ask(f"http://127.0.0.1:{port}/")
        assert (reply.status, "the network has no answer" in reply.text) == (502, True)
        with pytest.raises(OSError, match="502"):
            online.ask(f"https://localhost:{port}/")
        assert online.whence == ["online"] * 2

    def test_asking_itself_does_not_go_round_in_circles(self, online: Here) -> None:
        assert online.ask(f"http://127.0.0.2:{online.port}/").status == 502


class TestPassedOn:
    def test_bytes_go_both_ways_untouched(self, online: Here) -> None:
        with socket.create_server(("127.0.0.1", 0)) as far, online.tunnel(f"localhost:{_port(far)}") as near:
            far.settimeout(10)
            there, _ = far.accept()
            with there:
                near.sendall(b"\x16hello")
                assert there.recv(100) == b"\x16hello"
                there.sendall(b"\0back")
                assert near.recv(100) == b"\0back"
            assert everything(near) == b""
        assert online.whence == ["online"]
