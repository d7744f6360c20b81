"""One process that serves until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Mapping

import uvicorn

from hapline.errors import UsageError
from hapline_hooks import Phrase
from hapline_plugins.mds_server.serving.app import application
from hapline_plugins.mds_server.serving.service import Service
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
            Phrase("{host}:{port} is not to be had: {reason}", host=host, port=port, reason=error.strerror or str(error)),
            todo="take another with --port, or --port 0 for any",
        ) from None
    made.listen(1024)
    made.set_inheritable(True)  # noqa: FBT003 the parameter has no name
    return made


async def serve(
    service: Service, credentials: Mapping[str, Credential], at: socket.socket, ready: Callable[[], None]
) -> None:
    """Serve until SIGTERM or SIGINT; then finish what is being answered, and close the service."""
    config = uvicorn.Config(
        application(service, credentials),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_GRACE,
    )
    server = uvicorn.Server(config)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, setattr, server, "should_exit", True)
    serving = asyncio.create_task(server._serve(sockets=[at]))  # noqa: SLF001 serve() would take the signals for itself
    while not (server.started or serving.done()):
        await asyncio.sleep(0.001)
    if server.started:
        ready()
    try:
        await serving
    finally:
        await service.close()
