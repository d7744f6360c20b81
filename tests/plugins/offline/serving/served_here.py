"""A view that serves in this process, and clients that reach it over real sockets, as browsers do."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from hapline.config.settings import Settings
from hapline.trees import WorkingTree
from hapline_hooks import Phrase, Tree, replace
from hapline_plugins.offline.options import SECTION
from hapline_plugins.offline.serving.given import with_fallbacks, with_main_urls
from hapline_plugins.offline.serving.journal import Journal
from hapline_plugins.offline.serving.listening import Listener
from hapline_plugins.offline.serving.opening import sources_of
from hapline_plugins.offline.serving.served import Served, check, served
from hapline_plugins.offline.serving.view import View
from hapline_plugins.offline.target import Target
from plugins.offline.sample import DOMAIN, GLOBAL, ID, NORMAL, SPACE, write

TARGET = Target(app_id="53E5279071442", workspace_id="test", virtual_domain="h5app.com")
HOST = f"{ID}.h5app.com"
PAGE = f"https://{HOST}/www/index.html"
COMMON = f"https://{DOMAIN}/{SPACE}/common.js"
RELEASE = f"https://{DOMAIN}/53E5279071442-test/{ID}/1.0.0.1_all/nebula/fallback/"


class Reply(NamedTuple):
    """What a client was answered with."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Here:
    """A listener that runs, with the journal of what was asked."""

    def __init__(self, listener: Listener) -> None:
        """Use a listener."""
        self.listener = listener
        self.journal = listener.journal

    @property
    def port(self) -> int:
        """The port of the proxy."""
        return self.listener.port

    @property
    def trusting(self) -> ssl.SSLContext:
        """What trusts the authority of this run, and nothing else."""
        return ssl.create_default_context(cadata=self.listener.authority.pem.decode())

    def ask(
        self, address: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Reply:
        """Ask through the proxy, as a browser does: a tunnel for https, the full address for http."""
        scheme, _, rest = address.partition("://")
        host, slash, path = rest.partition("/")
        if scheme == "https":
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                "127.0.0.1", self.port, context=self.trusting, timeout=10
            )
            connection.set_tunnel(host)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            target = slash + path if scheme == "https" else address
            connection.request(method, target, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def raw(self, data: bytes) -> bytes:
        """Send bytes; all that comes back until the connection is closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(data)
            return everything(connection)

    def tunnel(self, authority: str) -> socket.socket:
        """A connection after CONNECT."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        connection.sendall(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
        return connection

    @property
    def whence(self) -> list[str]:
        """Where the answers so far came from."""
        return [line.whence for line, count in self.journal.lines() for _ in range(count)]


def everything(connection: socket.socket) -> bytes:
    """All bytes of a connection."""
    found = b""
    while piece := _received(connection):
        found += piece
    return found


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except ConnectionError:
        return b""


def tree_of(path: str) -> Tree:
    """A folder as a tree."""
    return WorkingTree(path)


def packages_of(
    *paths: Path, target: Target = TARGET, fallback: Sequence[str] = (), main_url: Sequence[str] = ()
) -> Sequence[Served]:
    """The packages of files and folders."""
    settings = Settings([SECTION])
    sources = [one for path in paths for one in sources_of(os.fspath(path), tree_of, settings, target)]
    packages = [served(one, target) for one in sources]
    check(packages)
    return with_fallbacks(with_main_urls(packages, main_url), fallback)


@contextmanager
def serving(packages: Sequence[Served], target: Target = TARGET, *, online: bool = False) -> Iterator[Here]:
    """Serve packages."""

    def words(text: str, **args: object) -> str:
        return str(Phrase(text, **args)) if args else str(text)

    view = View(packages, target, tree_of, online=online)
    listener = Listener(0, view, Journal(words), words)
    try:
        yield Here(listener)
    finally:
        listener.stop()


def both(folder: Path) -> Sequence[Path]:
    """The normal and the global sample package, in source."""
    write(folder, {**NORMAL, **GLOBAL})
    return folder / "trips", folder / "common"


def with_address(packages: Sequence[Served], *fallbacks: str) -> Sequence[Served]:
    """Packages whose fallback trees are at these addresses."""
    return [replace(one, fallbacks=fallbacks) if one.kind == "normal" else one for one in packages]
