"""The tables of the database.

Records are kept as documents: memory is what is asked, so a database only has to bring back what was acknowledged,
and its columns are what that takes: a number, a space, a body.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, MetaData, String, Table, Text

metadata = MetaData()

records = Table(
    "records",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)
"""All records; ``body`` is JSON of their attributes."""
counters = Table(
    "counters", metadata, Column("kind", String(40), primary_key=True), Column("last", BigInteger, nullable=False)
)
"""The last number that was given to a record of a kind."""
members = Table(
    "members",
    metadata,
    Column("whitelist", BigInteger, primary_key=True, autoincrement=False),
    Column("member", Text, primary_key=True),
)
"""Members of whitelists."""
slots = Table(
    "slots",
    metadata,
    Column("task", BigInteger, primary_key=True, autoincrement=False),
    Column("reserved", BigInteger, nullable=False),
)
"""How many places of a task's time window are reserved, used or not."""
devices = Table(
    "devices",
    metadata,
    Column("task", BigInteger, primary_key=True, autoincrement=False),
    Column("device", Text, primary_key=True),
)
"""Devices that have a place in a task's time window."""
settings = Table(
    "settings", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False)
)
"""The version of the schema, the secret of upload policies, what there is to know of nonces."""
