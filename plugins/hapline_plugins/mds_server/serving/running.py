"""One process that serves until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from hapline.errors import UsageError
from hapline.packing import Packing
from hapline_hooks import Phrase, noun
from hapline_plugins.mds_server.serving.app import application
from hapline_plugins.mds_server.serving.service import Service
from hapline_plugins.mds_server.storage.database import Database
from hapline_plugins.mds_server.wire.credentials import Credential

_GRACE = 10
"""Seconds that running requests get when the process is told to stop."""


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one.

    Raises:
        hapline.errors.UsageError: The address is not to be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol by name: asyncio turns off the delay of small packets only where it sees that it is TCP.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise UsageError(
            Phrase(
                "{host}:{port} is not to be had: {reason}", host=host, port=port, reason=error.strerror or str(error)
            ),
            todo="take another with --port, or --port 0 for any",
        ) from None
    made.listen(1024)
    made.set_inheritable(True)
    return made


@noun
class Options:
    """How a server runs.

    Attributes:
        folder: The data folder. host: The address to listen on. port: The port; 0 for any.
        url: The database, as SQLAlchemy takes it; "" for SQLite in the folder.
        delivery_delay: Seconds for which devices get what was released before a change.
        rate: Calls of one access key in a second; 0 for any number.
    """

    folder: str
    host: str = "127.0.0.1"
    port: int = 0
    url: str = ""
    delivery_delay: int = 0
    rate: int = 0


async def run(
    packing: Packing, options: Options, credentials: Mapping[str, Credential], ready: Callable[[str], None]
) -> None:
    """Serve until SIGTERM or SIGINT; then finish what is being answered, and let go of everything.

    Args:
        packing: Asks packagers. options: How it runs. credentials: Who may call.
        ready: Told the address once it answers.

    Raises:
        hapline.errors.HaplineError: The address or the database is not to be had.
    """
    with listening(options.host, options.port) as at:
        service = Service(
            Database(options.url, folder=options.folder),
            packing,
            folder=options.folder,
            delivery_delay=options.delivery_delay,
        )
        try:
            async with serving(application(service, credentials, rate=options.rate), at):
                ready(_address(at))
                await _told_to_end()
        finally:
            await service.close()


@asynccontextmanager
async def serving(app: ASGIApp, at: socket.socket) -> AsyncIterator[None]:
    """Serve an application for as long as the context lasts; then finish what is being answered.

    Args:
        app: The application. at: A socket that listens.
    """
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, lifespan="off", timeout_graceful_shutdown=_GRACE
    )
    server = uvicorn.Server(config)
    # serve() would take signals for itself, and raise them again after its end.
    running = asyncio.create_task(server._serve(sockets=[at]))  # noqa: SLF001 see above
    try:
        yield
    finally:
        server.should_exit = True
        await running


async def _told_to_end() -> None:
    """Wait for SIGTERM or SIGINT."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    await ended.wait()


def _address(at: socket.socket) -> str:
    host, port = at.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
