"""Records as JSON, and back."""

from __future__ import annotations

import json
from typing import Any

from hapline_plugins.mds_server.storage.state import Record, State


def body_of(record: Record) -> str:
    """A record's attributes, as JSON."""
    return json.dumps(
        {name: getattr(record, name) for name in type(record).__annotations__},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def record_of(kind: str, body: str) -> Any:  # noqa: ANN401 any of the kinds of records
    """The record that JSON was made of."""
    values = json.loads(body)
    return State.kinds[kind](
        **{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    )
