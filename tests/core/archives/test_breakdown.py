"""Breakdown: what entries account for adds up to the predicted size, and modules are measured with other entries."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.archives import DEFLATED, STORED, Archive, ArchiveError, open_archive
from hapline.archives.breakdown import breakdown
from hapline.archives.packing import rewritten_size
from hapline.archives.writer import NewEntry, build, hap_signing_block

NOW = 1_790_000_000.0
PACK_INFO = b'{"summary":{}}'
BLOCK = hap_signing_block([(0x20000000, hashlib.shake_128(b"signature").digest(700))])
plain = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def noise(size: int, seed: int) -> bytes:
    """Bytes that do not shrink, the same on every run."""
    return hashlib.shake_128(bytes([seed])).digest(size)


def entry(number: int, size: int, method: int = STORED, *, text: bool = False) -> NewEntry:
    """An entry of noise, or of text that shrinks."""
    data = (b"entry.pages.Index.render(%d);" % number * (size // 20 + 1))[:size] if text else noise(size, number)
    return NewEntry(name=f"resources/rawfile/{number}", data=data, method=method, external_attributes=0o600 << 16)


entries = st.lists(
    st.tuples(st.sampled_from([0, 1, 900, 5000, 70_000]), st.sampled_from([STORED, DEFLATED]), st.booleans()),
    max_size=8,
).map(lambda drawn: [entry(number, size, method, text=text) for number, (size, method, text) in enumerate(drawn)])
ways = st.fixed_dictionaries({"deflated": st.booleans(), "repack": st.booleans(), "level": st.sampled_from([1, 6])})


def opened(several: Sequence[NewEntry]) -> Archive:
    head = [NewEntry(name="module.json", data=b"{}"), NewEntry(name="pack.info", data=b"{}")]
    return open_archive(build([*head, *several], block=BLOCK))


@plain
@given(entries, ways)
def test_it_adds_up_to_the_predicted_size(several: list[NewEntry], way: dict[str, Any]) -> None:
    archive = opened(several)
    found = breakdown(archive, PACK_INFO, now=NOW, **way)
    assert sum(found.values()) == rewritten_size(archive, PACK_INFO, now=NOW, **way)
    names = {one.name for one in archive.entries}
    assert set(found) - {""} <= names
    if not way["deflated"]:
        assert set(found) == {*names, ""}


@plain
@given(entries, ways, st.sets(st.integers(0, 7)))
def test_without_entries_it_is_the_module_without_them(
    several: list[NewEntry], way: dict[str, Any], numbers: set[int]
) -> None:
    gone = {f"resources/rawfile/{number}" for number in numbers}
    found = breakdown(opened(several), PACK_INFO, now=NOW, without=gone, **way)
    smaller = opened([one for one in several if one.name not in gone])
    expected = rewritten_size(smaller, PACK_INFO, now=NOW, **way)
    # Left as it is, the rest still says where it once lay in the file: that much less or more shrinks.
    assert abs(sum(found.values()) - expected) <= (0 if way["repack"] or not way["deflated"] else 8 + 4 * len(several))
    assert not gone & set(found)


@plain
@given(entries, ways)
def test_with_entries_added_it_is_the_module_with_them(several: list[NewEntry], way: dict[str, Any]) -> None:
    donor = opened([*several, entry(99, 10)])
    added = [(donor, one) for one in donor.entries if one.name.startswith("resources/")]
    found = breakdown(opened([]), PACK_INFO, now=NOW, added=added, **way)
    expected = rewritten_size(donor, PACK_INFO, now=NOW, **way)
    assert abs(sum(found.values()) - expected) <= (0 if way["repack"] or not way["deflated"] else 8 + 4 * len(several))


@pytest.mark.parametrize("deflated", [False, True])
def test_what_does_not_shrink_accounts_for_its_length(*, deflated: bool) -> None:
    found = breakdown(opened([entry(1, 60_000), entry(2, 30_000)]), PACK_INFO, deflated=deflated, now=NOW)
    assert 60_000 < found["resources/rawfile/1"] < 60_300
    assert 30_000 < found["resources/rawfile/2"] < 30_300


def test_what_shrinks_accounts_for_what_is_left() -> None:
    found = breakdown(opened([entry(1, 60_000, text=True)]), PACK_INFO, deflated=True, now=NOW)
    assert found["resources/rawfile/1"] < 1000


def test_small_entries_share_what_they_cost_by_length() -> None:
    several = [entry(number, 300) for number in range(8)]
    found = breakdown(opened(several), PACK_INFO, deflated=True, now=NOW)
    assert all(300 < found[str(one.name)] < 450 for one in several)


def test_signing_blocks_belong_to_no_entry() -> None:
    way: dict[str, Any] = {"deflated": False, "now": NOW}
    as_it_is = breakdown(opened([]), PACK_INFO, repack=False, **way)
    rewritten = breakdown(opened([]), PACK_INFO, **way)
    assert as_it_is[""] - rewritten[""] == len(BLOCK)


def test_damage_and_what_the_tool_refuses() -> None:
    damaged = open_archive(build([NewEntry(name="a", data=b"x", central={"crc": 1})]))
    with pytest.raises(ArchiveError) as caught:
        breakdown(damaged, PACK_INFO, deflated=True)
    assert caught.value.reason == "crc"
    donor = opened([entry(1, 10)])
    with pytest.raises(ArchiveError) as caught:
        breakdown(donor, PACK_INFO, deflated=True, added=[(donor, donor.by_name["resources/rawfile/1"])])
    assert caught.value.reason == "duplicate"


def test_an_empty_archive() -> None:
    empty = open_archive(build([]))
    assert breakdown(empty, b"", deflated=False, repack=False) == {"": 22}
    compressor = zlib.compressobj(1, zlib.DEFLATED, -15)
    length = len(compressor.compress(build([])) + compressor.flush())
    assert breakdown(empty, b"", deflated=True, repack=False) == {"": length}
