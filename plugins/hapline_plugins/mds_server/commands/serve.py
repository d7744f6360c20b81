"""``hapline mds serve``: the local delivery service, until it is told to stop."""

from __future__ import annotations

import json
import sys

import click

from hapline import console
from hapline.errors import EXIT_FINE
from hapline.session import Session, settings_options
from hapline_plugins.mds_server.commands.group import mds
from hapline_plugins.mds_server.requirements import NAMES, module

DATA = ".hapline/mds"
"""Where the data is by default, below the current folder."""


@mds.command(
    name="serve",
    help="Serve MDS on this machine: the official SDK and hapline talk to it as to the real one. The first line on "
    "standard output says where, once it answers. SIGTERM ends it after what is being answered; what it has "
    "acknowledged is kept however it ends.",
)
@click.option("--data", type=click.Path(), default=DATA, help=f"Folder of its data; {DATA} by default.")
@click.option("--host", default="127.0.0.1", help="Address to listen on; others than loopback need --credentials.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port; any free one by default.")
@click.option("--db", default="", metavar="URL", help="A PostgreSQL instead of SQLite in the data folder.")
@click.option("--credentials", type=click.Path(), default="", help="JSON5 file of access keys: {id: {secret, token}}.")
@click.option(
    "--delivery-delay",
    type=click.IntRange(0, 3600),
    default=0,
    metavar="SECONDS",
    help="How long devices go on getting what was released before a change; the real service takes about a minute.",
)
@click.option(
    "--rate",
    type=click.IntRange(0),
    default=0,
    metavar="CALLS",
    help="Calls a second that an access key may make before it is throttled; 0 for any number.",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Form of the first line."
)
@settings_options
def serve(
    data: str,
    host: str,
    port: int,
    db: str,
    credentials: str,
    delivery_delay: int,
    rate: int,
    format_: str,
    **options: object,
) -> int:
    """Serve until told to stop."""
    for name in NAMES:
        module(name)
    import asyncio

    from hapline.packing import Packing
    from hapline_plugins.mds_server.serving.credentials import credentials_for
    from hapline_plugins.mds_server.serving.running import Options, run

    session = Session(".", options)
    known = credentials_for(host, credentials)

    def ready(address: str) -> None:
        if format_ == "json":
            line = json.dumps({"address": address, "accessKeyId": next(iter(known))})
        else:
            line = session.words(
                "MDS is served at {address} with the access key {key}", address=address, key=next(iter(known))
            )
        console.out(line)
        sys.stdout.flush()

    wanted = Options(folder=data, host=host, port=port, url=db, delivery_delay=delivery_delay, rate=rate)
    asyncio.run(run(Packing(session.host), wanted, known, ready))
    return EXIT_FINE
