"""Servers for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .rehearsal import Rehearsal, Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of its own for one test."""
    made = Server(tmp_path / "mds")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def rehearsal(server: Server) -> Rehearsal:
    """The SDK, which talks to that server."""
    return Rehearsal(server)
