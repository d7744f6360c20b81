"""Signed calls of the local delivery service, beside a bare handler of the same server that does nothing.

Reads are ``QueryMcubeVhost`` as the official SDK sends it. Writes are ``CreateMcubeWhitelist``, beside a handler that
does one durable commit in a SQLite of the same settings. Servers are processes of their own; this one is the client, on
eight connections that stay open. Requests are signed before the clock starts. The slowest of a hundred is beside the
median.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import multiprocessing
import os
import socket
import sqlite3
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from urllib.parse import urlencode

from ratios import pairs, report
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from hapline.packing import Packing
from hapline_plugins.mds_server.serving.app import application
from hapline_plugins.mds_server.serving.running import listening, serving
from hapline_plugins.mds_server.serving.service import Service
from hapline_plugins.mds_server.storage.database import Database
from hapline_plugins.mds_server.wire.credentials import LOCAL

READS = 2
"""How many times as long reads may take: half the rate."""
WRITES = 3.33
"""30 % of the rate."""
TAIL = 10
"""How many times the median the slowest of a hundred may take."""
ROUNDS = 15
READS_A_ROUND = 800
WRITES_A_ROUND = 160
CONNECTIONS = 8
_REPLY = (
    b'{"RequestId":"F9C681F2-6377-488D-865B-1144E0CE69D2","ResultCode":"OK","ResultMessage":"",'
    b'"QueryVhostResult":{"Data":"h5app.com","ResultMsg":"","Success":true}}'
)


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_:
        bare, durable, ours = (open_.enter_context(_served(kind, folder)) for kind in ("bare", "durable", "ours"))
        client = Client(ours)
        client.seconds([client.signed("CreateMcubeVhost", Vhost="h5app.com")])
        _both("signed reads", READS, client, Client(bare), READS_A_ROUND, lambda _: ("QueryMcubeVhost", {}))
        _both("durable writes", WRITES, client, Client(durable), WRITES_A_ROUND, _whitelist)


def _both(
    what: str,
    limit: float,
    ours: Client,
    bare: Client,
    count: int,
    call: Callable[[int], tuple[str, Mapping[str, str]]],
) -> None:
    numbers = iter(range(10**9))

    def run(client: Client) -> Callable[[], float]:
        def once() -> float:
            calls = [call(next(numbers)) for _ in range(count)]
            return client.seconds([client.signed(action, **fields) for action, fields in calls])

        return once

    ours.latencies.clear()
    report(f"{count} {what} / bare handler", limit, pairs(run(ours), run(bare), ROUNDS))
    middle, slow = _tail(ours.latencies)
    verdict = "" if slow <= TAIL * middle else "   OVER"
    other = "{:.1f} and {:.1f}".format(*_tail(bare.latencies))
    print(
        f"    median {middle:.1f} ms, slowest of a hundred {slow:.1f} ms = {slow / middle:.1f} "
        f"(limit {TAIL}){verdict}; of the bare handler {other} ms"
    )


def _whitelist(number: int) -> tuple[str, Mapping[str, str]]:
    app = f"ALIPUB{number // 200}"  # an app has some whitelists, not thousands
    return "CreateMcubeWhitelist", {"AppId": app, "WhiteListName": f"list {number}", "WhitelistType": "normal"}


def _tail(latencies: Sequence[float]) -> tuple[float, float]:
    """The median and the slowest of a hundred, in milliseconds."""
    return statistics.median(latencies) * 1000, statistics.quantiles(latencies, n=100)[-1] * 1000


class Client:
    """Some connections that stay open.

    Attributes:
        latencies: Seconds from sending a request to its reply.
    """

    def __init__(self, port: int) -> None:
        """Connect."""
        self.latencies: list[float] = []
        self._host = f"127.0.0.1:{port}"
        self._sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
        for one in self._sockets:
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def seconds(self, requests: Sequence[bytes]) -> float:
        """Send requests, on each connection the next one behind the reply."""
        begin = time.perf_counter()
        for start in range(0, len(requests), CONNECTIONS):
            sent = []
            for one, request in zip(self._sockets, requests[start : start + CONNECTIONS], strict=False):
                sent.append((one, time.perf_counter()))
                one.sendall(request)
            for one, since in sent:
                _answer(one)
                self.latencies.append(time.perf_counter() - since)
        return time.perf_counter() - begin

    def signed(self, action: str, **fields: str) -> bytes:
        """A request as the SDK makes it."""
        form = {"AppId": "ALIPUB40DX", "TenantId": "XVXXXXXXF", "WorkspaceId": "default", **fields}
        body = urlencode(sorted(form.items())).encode()
        headers = {
            "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded",
            "host": self._host,
            "user-agent": "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2",
            "x-acs-action": action,
            "x-acs-content-sha256": hashlib.sha256(body).hexdigest(),
            "x-acs-credentials-provider": "static_ak",
            "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "x-acs-signature-nonce": uuid.uuid4().hex,
            "x-acs-version": "2020-10-28",
        }
        names = ";".join(headers)
        lines = [f"{name}:{value}" for name, value in headers.items()]
        canonical = "\n".join(["POST", "/", "", *lines, "", names, headers["x-acs-content-sha256"]])
        to_sign = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        signature = hmac.new(b"hapline", to_sign.encode(), hashlib.sha256).hexdigest()
        headers |= {
            "Authorization": f"ACS3-HMAC-SHA256 Credential=hapline,SignedHeaders={names},Signature={signature}",
            "Accept-Encoding": "identity",
            "Content-Length": str(len(body)),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"POST / HTTP/1.1\r\n{head}\r\n".encode() + body


def _answer(connection: socket.socket) -> None:
    answer = connection.recv(65536)
    while b"}}" not in answer[-2:]:
        more = connection.recv(65536)
        if not more:
            raise SystemExit(f"not as expected: {answer!r}")
        answer += more
    if not answer.startswith(b"HTTP/1.1 200") or b'"Success":true' not in answer:
        raise SystemExit(f"not as expected: {answer!r}")


@contextmanager
def _served(kind: str, folder: str) -> Iterator[int]:
    """A server of some kind in a process of its own; its port."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(kind, os.path.join(folder, kind), there), daemon=True)
    process.start()
    yield here.recv()
    process.kill()
    process.join()


def _serve(kind: str, folder: str, there: Connection) -> None:
    os.makedirs(folder)
    asyncio.run(_serving(kind, folder, there))


async def _serving(kind: str, folder: str, there: Connection) -> None:
    app: ASGIApp
    if kind == "ours":
        app = application(Service(Database(folder=folder), Packing(), folder=folder), {LOCAL.key_id: LOCAL})
    else:
        app = _bare(Commits(folder) if kind == "durable" else None)
    with listening("127.0.0.1", 0) as at:
        async with serving(app, at):
            there.send(at.getsockname()[1])
            await asyncio.Event().wait()


class Commits:
    """Durable commits, one at a time, in a thread."""

    def __init__(self, folder: str) -> None:
        """Begin with an empty table."""
        self._thread = ThreadPoolExecutor(1)
        self._connection = sqlite3.connect(
            os.path.join(folder, "bare.sqlite3"), check_same_thread=False, isolation_level=None
        )
        for statement in ("pragma journal_mode = wal", "pragma synchronous = full", "create table bodies (body text)"):
            self._connection.execute(statement)

    async def one(self, body: str) -> None:
        """Commit a row."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._write, body)

    def _write(self, body: str) -> None:
        self._connection.execute("begin")
        self._connection.execute("insert into bodies values (?)", (body,))
        self._connection.execute("commit")


def _bare(commits: Commits | None) -> Starlette:
    async def root(request: Request) -> Response:
        body = await request.body()
        if commits is not None:
            await commits.one(body.decode())
        return Response(_REPLY, media_type="application/json")

    return Starlette(routes=[Route("/", root, methods=["POST"])])


if __name__ == "__main__":
    main()
