"""The database: everything that was acknowledged is in it, whenever the process ends.

SQLite with full synchronisation by default, or PostgreSQL by URL. One process owns a database; the next one is told.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from typing import Any, cast

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, delete, event, select, text, tuple_
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from hapline.errors import MissingError, UsageError
from hapline.locks import held
from hapline_hooks import Phrase
from hapline_plugins.mds_server.storage import tables
from hapline_plugins.mds_server.storage.bodies import body_of, record_of
from hapline_plugins.mds_server.storage.migrations import migrate
from hapline_plugins.mds_server.storage.state import State
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.nonces import Used

_AT_ONCE = 5_000
"""Rows of one statement."""
_LOCK_NUMBER = 0x6D6473
"""By which processes know each other in PostgreSQL."""
_POLICY_SECRET = "policy secret"  # noqa: S105 the name of a setting
_NONCE_MARK = "nonce mark"
_NONCES = "nonces"


class Database:
    """One database, owned by this process. Not for two threads at once."""

    def __init__(self, url: str = "", *, folder: str) -> None:
        """Open a database, and bring it up to date.

        Args:
            url: Its address, as SQLAlchemy takes it; SQLite in the folder by default. folder: The data folder.

        Raises:
            hapline.errors.HaplineError: It cannot be reached, is in use, or is of a newer hapline.
        """
        self._open = ExitStack()
        self._upserts: dict[str, Insert] = {}
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, "mds.sqlite3")
        try:
            self._open.enter_context(
                held(
                    os.path.join(folder, "lock"),
                    UsageError(
                        "another process uses this data folder",
                        where=folder,
                        todo="stop it, or take another with --data",
                    ),
                )
            )
            self._connection = self._connected(url or f"sqlite:///{path}", url or path)
            with self._connection.begin():
                migrate(self._connection)
        except BaseException:
            self._open.close()
            raise

    def close(self) -> None:
        """Let go of it."""
        self._open.close()

    def load(self) -> State:
        """Everything that is in it."""
        state = State()
        connection = self._connection
        with connection.begin():
            for kind, body in connection.execute(
                select(tables.records.c.kind, tables.records.c.body).order_by(tables.records.c.id)
            ):
                state.shelf(kind).put(record_of(kind, body))
            state.counters.update(_pairs(connection, tables.counters))
            state.slots.update(_pairs(connection, tables.slots))
            for table, sets in ((tables.members, state.members), (tables.devices, state.devices)):
                for number, name in connection.execute(select(table)):
                    sets.setdefault(number, set()).add(name)
        return state

    def commit(self, unit: Unit) -> None:
        """Make the changes of a unit, all or none; when this returns, they are on the disk."""
        connection = self._connection
        with connection.begin():
            if unit.removals:
                keys = [(kind, number) for kind, number in unit.removals]
                for some in _batches(keys):
                    connection.execute(
                        delete(tables.records).where(tuple_(tables.records.c.kind, tables.records.c.id).in_(some))
                    )
            self._replace(
                tables.records,
                [{"kind": kind, "id": number, "body": body_of(one)} for (kind, number), one in unit.puts.items()],
            )
            self._replace(tables.counters, [{"kind": kind, "last": last} for kind, last in unit.counters.items()])
            for whitelist, names in unit.joined:
                self._replace(tables.members, [{"whitelist": whitelist, "member": name} for name in names])
            for whitelist, names in unit.left:
                for some in _batches(names):
                    connection.execute(
                        delete(tables.members).where(
                            tables.members.c.whitelist == whitelist, tables.members.c.member.in_(some)
                        )
                    )

    def reserve(self, task: int, reserved: int, served: Iterable[str]) -> None:
        """Reserve places of a time window, and keep which devices have those that are used up.

        Args:
            task: The task's number. reserved: How many places are reserved from now on. served: Devices to remember.
        """
        with self._connection.begin():
            self._replace(tables.slots, [{"task": task, "reserved": reserved}])
            self._replace(tables.devices, [{"task": task, "device": device} for device in served])

    def policy_secret(self) -> bytes:
        """The secret with which upload policies are signed; made once."""
        with self._connection.begin():
            there = self._setting(_POLICY_SECRET)
            if there is None:
                there = secrets.token_hex(32)
                self._set(_POLICY_SECRET, there)
        return bytes.fromhex(there)

    def nonces(self) -> tuple[int, list[Used]]:
        """The date up to which requests may have been seen, in seconds since 1970, and nonces that were used."""
        with self._connection.begin():
            mark, used = self._setting(_NONCE_MARK), self._setting(_NONCES)
        return int(mark or 0), [Used(name, date) for name, date in json.loads(used or "[]")]

    def mark_nonces(self, mark: int) -> None:
        """Keep the date up to which requests may have been seen."""
        with self._connection.begin():
            self._set(_NONCE_MARK, str(mark))

    def keep_nonces(self, mark: int, used: Sequence[Used]) -> None:
        """Keep the date up to which requests may have been seen, and the nonces of later ones: those are all."""
        with self._connection.begin():
            self._set(_NONCE_MARK, str(mark))
            self._set(_NONCES, json.dumps(used))

    def _setting(self, name: str) -> str | None:
        column = tables.settings.c.value
        return cast(
            "str | None", self._connection.execute(select(column).where(tables.settings.c.name == name)).scalar()
        )

    def _set(self, name: str, value: str) -> None:
        self._replace(tables.settings, [{"name": name, "value": value}])

    def _replace(self, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Write rows; those that are there with the same key are replaced."""
        if not rows:
            return
        statement = self._upserts.get(table.name)
        if statement is None:
            statement = self._upserts[table.name] = _upsert(table, self._connection.dialect.name)
        for some in _batches(rows):
            self._connection.execute(statement, some)

    def _connected(self, url: str, shown: str) -> Connection:
        try:
            engine = create_engine(url)
        except (ArgumentError, NoSuchModuleError) as error:
            raise UsageError(
                Phrase("is no database address: {reason}", reason=str(error)),
                where=shown,
                todo="SQLite is taken without --db; PostgreSQL is postgresql+psycopg://user@host/name",
            ) from None
        except ModuleNotFoundError:
            raise MissingError("PostgreSQL needs psycopg", todo='pip install "hapline[postgres]"') from None
        self._open.callback(engine.dispose)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _durable)
        elif engine.dialect.name != "postgresql":
            raise UsageError("must be an address of SQLite or PostgreSQL", where=shown)
        connection = self._connection_of(engine, shown)
        self._open.callback(connection.close)
        if engine.dialect.name == "postgresql":
            with connection.begin():
                owned = connection.execute(
                    text("select pg_try_advisory_lock(:number)"), {"number": _LOCK_NUMBER}
                ).scalar()
            if not owned:
                raise UsageError("another process uses this database", where=engine.url.render_as_string())
        return connection

    @staticmethod
    def _connection_of(engine: Engine, shown: str) -> Connection:
        try:
            return engine.connect()
        except DBAPIError as error:
            reason = str(error.orig).splitlines()[0]
            raise MissingError(Phrase("cannot be opened: {reason}", reason=reason), where=shown) from None


def _upsert(table: Table, dialect: str) -> Insert:
    """The statement that writes rows, in the place of those that are there; making it takes longer than its run."""
    # Both dialects know the same "on conflict"; there is no common word for it in SQLAlchemy.
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        statement: Any = postgresql.insert(table)
    else:
        from sqlalchemy.dialects import sqlite

        statement = sqlite.insert(table)
    others = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    keys = [column.name for column in table.primary_key]
    if not others:
        return cast("Insert", statement.on_conflict_do_nothing(index_elements=keys))
    return cast("Insert", statement.on_conflict_do_update(index_elements=keys, set_=others))


def _durable(connection: Any, _: object) -> None:  # noqa: ANN401 a connection of the driver
    cursor = connection.cursor()
    cursor.execute("pragma journal_mode = wal")
    cursor.execute("pragma synchronous = full")
    cursor.close()


def _pairs(connection: Connection, table: Table) -> Iterator[tuple[Any, int]]:
    yield from connection.execute(select(table))


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(rows)
    while some := list(islice(remaining, _AT_ONCE)):
        yield some
