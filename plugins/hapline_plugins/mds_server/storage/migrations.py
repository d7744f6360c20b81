"""Migrations: from one version of the schema to the next, one function each.

They are few and small, since records are documents; a migration changes bodies with the JSON of Python, or tables with
the DDL of SQLAlchemy, and runs in one transaction with the step of the version.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, select, update

from hapline.errors import UsageError
from hapline_hooks import Phrase
from hapline_plugins.mds_server.storage.tables import metadata, settings

_VERSION = "schema"


def _first(connection: Connection) -> None:
    metadata.create_all(connection)
    connection.execute(insert(settings).values(name=_VERSION, value="0"))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first,)
"""The n-th makes a database of version n out of one of version n - 1."""


def migrate(connection: Connection, steps: tuple[Callable[[Connection], None], ...] = MIGRATIONS) -> None:
    """Bring a database up to date.

    Raises:
        hapline.errors.UsageError: A newer hapline has written it.
    """
    version = _version(connection)
    if version > len(steps):
        raise UsageError(
            Phrase(
                "the data is of version {version}, written by a newer hapline; this one knows up to {known}",
                version=version,
                known=len(steps),
            ),
            todo=Phrase("install that hapline, or take another folder with --data"),
        )
    for number, step in enumerate(steps[version:], version + 1):
        step(connection)
        connection.execute(update(settings).where(settings.c.name == _VERSION).values(value=str(number)))


def _version(connection: Connection) -> int:
    if not connection.dialect.has_table(connection, settings.name):
        return 0
    return int(connection.execute(select(settings.c.value).where(settings.c.name == _VERSION)).scalar_one())
