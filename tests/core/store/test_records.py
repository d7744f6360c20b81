"""Records: by any name, replaced only by those who know what they replace."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.store.stores import KINDS, address
from hapline.errors import UsageError
from hapline.store import DamagedError, OtherContentError, Record, Store, open_store

KIND = "notes"
ODD_NAMES = [
    "../../../etc/passwd",
    "..",
    ".",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "CON",
    "con.txt",
    "NUL.tar.gz",
    "a/b",
    "a\\b",
    "a\0b",
    "a\nb",
    " ",
    "trailing.",
    "trailing ",
    "*?[x]",
    "%2e%2e%2f",
    "~",
    "-rf",
    "1.0",
    "版本 1.0",
    "v" * 1000,
    "\N{RIGHT-TO-LEFT OVERRIDE}0.1",
    "x.json",
]


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return open_store(address(request.param, tmp_path))


def test_a_record_comes_back(store: Store) -> None:
    value = {"a": [1, 2.5, None, True, {"b": "元"}], "": ""}
    assert store.record(KIND, "1.0") is None
    assert store.put_record(KIND, "1.0", value) == Record(name="1.0", value=value)
    assert store.record(KIND, "1.0") == Record(name="1.0", value=value)
    assert store.records(KIND) == ((Record(name="1.0", value=value),), ())
    assert store.records("others") == ((), ())
    assert store.leftovers(0) == []


def test_odd_names_stay_inside_and_apart(store: Store) -> None:
    for number, name in enumerate(ODD_NAMES):
        store.put_record(KIND, name, {"number": number})
    for number, name in enumerate(ODD_NAMES):
        found = store.record(KIND, name)
        assert found is not None
        assert found.value == {"number": number}
    files = store.place.names(f"records/{KIND}")
    assert len(files) == len(ODD_NAMES)
    assert all(len(file) < 100 and file.isascii() and file.startswith("_") for file in files)
    assert [one.name for one in store.records(KIND).sound] == sorted(ODD_NAMES)
    if store.folder:
        assert {path.name for path in Path(store.folder).parent.iterdir()} == {"kept"}


def test_names_that_differ_in_capitals_or_accents_only_are_two(store: Store) -> None:
    names = ["1.0-rc", "1.0-RC", unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é")]
    for name in names:
        store.put_record(KIND, name, {"name": name})
    assert len({file.lower() for file in store.place.names(f"records/{KIND}")}) == len(names)


@pytest.mark.parametrize("name", ["", "v" * 1001, "half of \ud83d"])
def test_what_is_no_name(tmp_path: Path, name: str) -> None:
    store = open_store(str(tmp_path))
    with pytest.raises(UsageError, match="is no name"):
        store.put_record(KIND, name, {})
    with pytest.raises(UsageError, match="is no name"):
        store.record(KIND, name)


@pytest.mark.parametrize("kind", ["", "..", "a/b", "A", "é", "x" * 40])
def test_what_is_no_kind(tmp_path: Path, kind: str) -> None:
    with pytest.raises(ValueError, match="no kind"):
        open_store(str(tmp_path)).records(kind)


def test_one_that_is_there_is_not_replaced(store: Store) -> None:
    first = store.put_record(KIND, "1.0", {"a": 1})
    assert store.put_record(KIND, "1.0", {"a": 1}) == first
    with pytest.raises(OtherContentError, match=r"1\.0 is kept already") as error:
        store.put_record(KIND, "1.0", {"a": 2})
    assert error.value.there == first
    assert store.record(KIND, "1.0") == first
    assert store.leftovers(0) == []


def test_one_is_replaced_by_who_knows_it(store: Store) -> None:
    first = store.put_record(KIND, "1.0", {"a": 1})
    second = store.put_record(KIND, "1.0", {"a": 2}, instead_of=first)
    assert store.record(KIND, "1.0") == second
    with pytest.raises(OtherContentError) as error:
        store.put_record(KIND, "1.0", {"a": 3}, instead_of=first)
    assert error.value.there == second
    assert store.put_record(KIND, "1.0", {"a": 2}, instead_of=first) == second  # nothing to do
    assert store.record(KIND, "1.0") == second


def test_one_that_is_gone_is_not_replaced(store: Store) -> None:
    with pytest.raises(OtherContentError, match=r"1\.0 is not kept any more") as error:
        store.put_record(KIND, "1.0", {"a": 2}, instead_of=Record(name="1.0", value={"a": 1}))
    assert error.value.there is None
    assert store.record(KIND, "1.0") is None


ODD_FILES = {
    "empty": b"",
    "no text": b"\xff\xfe\xff",
    "cut short": b'{"name": "1.0", "value": {"a"',
    "a list": b"[]",
    "null": b"null",
    "no value": b'{"name": "1.0", "sha256": ""}',
    "a value that is none": b'{"name": "1.0", "sha256": "", "value": []}',
    "a name that is none": b'{"name": 1, "sha256": "", "value": {}}',
    "no checksum": b'{"name": "1.0", "value": {}}',
    "a checksum that is none": b'{"name": "1.0", "sha256": [], "value": {}}',
    "not a number": b'{"name": "1.0", "sha256": "", "value": {"a": NaN}}',
    "comments": b'{"name": "1.0", /* */ "sha256": "", "value": {}}',
    "half a character": b'{"name": "\\ud83d", "sha256": "", "value": {}}',
    "deep": b'{"name": "1.0", "value": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
    "digits": b'{"name": "1.0", "sha256": "", "value": {"a": ' + b"9" * 10_000 + b"}}",
    "long": b" " * 2_000_000 + b"{}",
}


@pytest.mark.parametrize("data", ODD_FILES.values(), ids=ODD_FILES)
@pytest.mark.timeout(20)
def test_what_is_no_record_is_said_and_costs_no_other(tmp_path: Path, data: bytes) -> None:
    store = open_store(str(tmp_path))
    store.put_record(KIND, "1.0", {})
    store.put_record(KIND, "2.0", {"a": 2})
    file = next((tmp_path / "records" / KIND).glob("_1.0*"))
    file.write_bytes(data)
    with pytest.raises(DamagedError, match="is damaged") as error:
        store.record(KIND, "1.0")
    assert file.name in error.value.where
    with pytest.raises(DamagedError):
        store.put_record(KIND, "1.0", {"a": 1})
    assert file.read_bytes() == data
    found = store.records(KIND)
    assert [one.name for one in found.sound] == ["2.0"]
    assert [file.name in one.where for one in found.damaged] == [True]


def test_a_change_by_hand_is_damage(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    store.put_record(KIND, "1.0", {"a": 1})
    file = next((tmp_path / "records" / KIND).iterdir())
    whole = json.loads(file.read_text())
    file.write_text(json.dumps(whole))  # written otherwise, it says the same
    assert store.record(KIND, "1.0") == Record(name="1.0", value={"a": 1})
    whole["value"]["a"] = 2
    file.write_text(json.dumps(whole))
    with pytest.raises(DamagedError, match="checksum"):
        store.record(KIND, "1.0")


def test_a_copy_under_another_name_is_damage(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    store.put_record(KIND, "1.0", {"a": 1})
    store.put_record(KIND, "2.0", {"a": 2})
    one, two = sorted((tmp_path / "records" / KIND).iterdir())
    two.write_bytes(one.read_bytes())
    (one.parent / "notes.json").write_bytes(one.read_bytes())
    (one.parent / "notes.txt").write_text("not ours")
    with pytest.raises(DamagedError, match="copy of another"):
        store.record(KIND, "2.0")
    found = store.records(KIND)
    assert [record.name for record in found.sound] == ["1.0"]
    assert len(found.damaged) == 2


@pytest.mark.parametrize("value", [{"a": float("nan")}, {"a": object()}, {"a": {1, 2}}])
def test_values_that_json_cannot_hold(tmp_path: Path, value: dict[str, object]) -> None:
    store = open_store(str(tmp_path))
    with pytest.raises((TypeError, ValueError)):
        store.put_record(KIND, "1.0", value)
    assert store.record(KIND, "1.0") is None
    assert store.leftovers(0) == []


def test_a_record_is_small(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    with pytest.raises(UsageError, match="more than a record can hold"):
        store.put_record(KIND, "1.0", {"a": "x" * 1024 * 1024})


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(
    st.text(min_size=1, max_size=200),
    st.dictionaries(st.text(max_size=20), _VALUES, max_size=5),
)
def test_whatever_is_recorded_comes_back(name: str, value: dict[str, object]) -> None:
    store = open_store("memory://properties-of-records")
    there = store.record(KIND, name)
    store.put_record(KIND, name, value, instead_of=there)
    assert store.record(KIND, name) == Record(name=name, value=value)
