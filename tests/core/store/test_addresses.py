"""Addresses of stores: folders need nothing, others say what they need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hapline.errors import HaplineError, MissingError, PartlyDoneError, UsageError
from hapline.store import is_url, measured, open_store


@pytest.mark.parametrize("where", ["s3://a", "memory://", "file:///x", "simplecache::s3://a/b", "HTTPS://x"])
def test_an_address(where: str) -> None:
    assert is_url(where)


@pytest.mark.parametrize(
    "where", ["", ".", "/a/b", "a:b", "C:\\a", "C://a", "~/a", "../a", "a//b", ".hapline/releases"]
)
def test_a_folder(where: str) -> None:
    assert not is_url(where)


def test_a_home_is_meant_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert open_store("~/kept").folder == str(tmp_path / "kept")


def test_nothing_is_made_before_something_is_kept(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "kept"))
    assert store.records("notes").sound == ()
    assert store.leftovers(0) == []
    assert store.clean(0) == 0
    assert list(tmp_path.iterdir()) == []


def test_where_it_is_on_this_machine(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    assert open_store(str(tmp_path)).folder == open_store(f"file://{tmp_path}").folder == str(tmp_path)
    assert open_store(f"file://{tmp_path}/a[1]").folder == str(tmp_path / "a[1]")  # no pattern: fsspec is not asked
    assert open_store("memory://a").folder == ""


@pytest.mark.parametrize(
    ("where", "error", "what"),
    [
        ("nosuch://a", UsageError, "Protocol not known"),
        ("memory://a/*", UsageError, "patterns"),
        ("memory://a[1]", UsageError, "patterns"),
    ],
)
def test_addresses_that_are_none(where: str, error: type[HaplineError], what: str) -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(error, match=what):
        open_store(where)


def test_a_scheme_whose_library_is_missing(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['s3fs'] = None\n"
        "from hapline.errors import MissingError; from hapline.store import open_store\n"
        "try: open_store('s3://user:secret@bucket/kept')\n"
        "except MissingError as error: print(error, error.todo, sep=chr(10))\n"
    )
    pytest.importorskip("fsspec")
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ended.stdout == "s3://user:***@bucket/kept: the package s3fs is needed for this address\npip install s3fs\n"


_WITHOUT_FSSPEC = """
import sys
sys.modules["fsspec"] = None
from hapline.errors import MissingError
from hapline.store import open_store
store = open_store(sys.argv[1])
store.verify(store.put([b"abc"]))
store.put_record("notes", "1.0", {})
try:
    open_store("memory://a")
except MissingError as error:
    print(error.todo)
print(sorted(name for name in sys.modules if name.startswith("fsspec.")))
"""


def test_a_folder_needs_no_fsspec(tmp_path: Path) -> None:
    line = [sys.executable, "-c", _WITHOUT_FSSPEC, str(tmp_path / "kept")]
    ended = subprocess.run(line, capture_output=True, text=True, check=True)
    assert ended.stdout == 'pip install "hapline[hotpatch]"\n[]\n'


def test_a_place_that_can_only_be_read(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    store = open_store("data://text/plain,x")  # holds one text, and takes no other
    with pytest.raises(PartlyDoneError):
        store.put([b"abc"])
    with pytest.raises(MissingError):
        store.verify(measured([b"abc"]))
    assert list(tmp_path.iterdir()) == []
