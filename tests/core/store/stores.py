"""Stores for tests: of each kind that is to be had without a server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hapline.store import Content, open_store

KINDS = ("folder", "file", "memory")


def address(kind: str, folder: Path) -> str:
    """The address of a new store."""
    if kind == "folder":
        return str(folder / "kept")
    if kind == "file":
        pytest.importorskip("fsspec")
        return f"file://{folder / 'kept'}"
    pytest.importorskip("fsspec")
    return f"memory://{os.urandom(8).hex()}/kept"


def every_content(folder: Path) -> Iterator[Content]:
    """What the files of a store on disk are called, with the lengths that they have."""
    for file in sorted(folder.glob("sha256/*/*")):
        yield Content(sha256=file.parent.name + file.name, size=file.stat().st_size)


def assert_sound(folder: Path) -> None:
    """Whatever stands under a checksum has that checksum, and every record can be read."""
    store = open_store(str(folder))
    for content in every_content(folder):
        store.verify(content)
    assert store.records("notes").damaged == ()
