"""Servers for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from .console import Console
from .rehearsal import SPACE, Rehearsal, Server

_numbers = count(1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tests of a module share, each in an app of its own."""
    yield from _started(tmp_path_factory.mktemp("mds"))


@pytest.fixture
def rehearsal(server: Server) -> Rehearsal:
    """The SDK, which talks to the shared server about an app that no other test knows."""
    return Rehearsal(server, {**SPACE, "app_id": f"ALIPUB{next(_numbers)}"})


@pytest.fixture
def console(rehearsal: Rehearsal) -> Console:
    """The console, about the app of the SDK."""
    return Console(rehearsal)


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Rehearsal]:
    """The SDK, and a server of its own: for tests that move its clock or end it."""
    for made in _started(tmp_path / "mds"):
        yield Rehearsal(made)


def _started(folder: Path) -> Iterator[Server]:
    made = Server(folder)
    made.start()
    yield made
    made.stop()
