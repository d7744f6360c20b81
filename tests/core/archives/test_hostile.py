"""Hostile archives: each kind is refused, with its reason, before it costs anything."""

from __future__ import annotations

import zlib

import pytest

from hapline.archives import DEFLATED, Archive, ArchiveError, Limits, open_archive
from hapline.archives.errors import HINTS
from hapline.archives.writer import NewEntry, build

LETTERS = b"abcdefgh" * 100
PLAIN = build([NewEntry(name="a", data=LETTERS), NewEntry(name="b", data=LETTERS, method=DEFLATED)])


def deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    return compressor.compress(data) + compressor.flush()


def sized(**values: int) -> bytes:
    return build([NewEntry(name="a", data=LETTERS, central=values)])


def unread_count(count: int, **more: int) -> bytes:
    return build([NewEntry(name="a")], end={"count": count, "count_here": count, **more})


REFUSED_AT_ONCE = {
    "empty file": (b"", "not-a-zip"),
    "text": (b"not an archive at all" * 10, "not-a-zip"),
    "pointer of Git LFS": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "lfs-pointer"),
    "text on Git LFS": (b"the version https://git-lfs.github.com/spec/v1", "not-a-zip"),
    "cut in the data": (PLAIN[:500], "truncated"),
    "cut in the directory": (PLAIN[:-40], "truncated"),
    "cut end record": (PLAIN[:-1], "truncated"),
    "comment cut": (build([NewEntry(name="a")], comment=b"x" * 50)[:-1], "truncated"),
    "one of several disks": (build([NewEntry(name="a")], end={"disk": 1, "directory_disk": 1}), "multi-disk"),
    "entry on another disk": (sized(disk=3), "multi-disk"),
    "more entries than there are": (unread_count(2), "directory"),
    "fewer entries than there are": (unread_count(0), "directory"),
    "directory before the file": (build([NewEntry(name="a")], end={"size": 5000}), "directory"),
    "directory after its end": (build([NewEntry(name="a")], end={"offset": 5000}), "directory"),
    "no header where it points": (sized(header_offset=7), "bad-offset"),
    "header after the end": (sized(header_offset=1 << 31), "bad-offset"),
    "data into the directory": (sized(compressed_size=900), "bad-offset"),
    "zip64 sizes that are not there": (sized(size=0xFFFFFFFF), "zip64"),
    "zip64 end that contradicts": (
        build([NewEntry(name="a")], zip64=True)[:-12] + b"\x02\0" + build([NewEntry(name="a")], zip64=True)[-10:],
        "zip64",
    ),
    "zip64 end that is not there": (
        build([NewEntry(name="a")])[:-22] + b"PK\x06\x07" + bytes(12) + b"\1\0\0\0" + build([NewEntry(name="a")])[-22:],
        "zip64",
    ),
    "ratio": (
        build([NewEntry(name="a", method=DEFLATED, packed=deflate(b"x"), central={"size": 2 << 20})]),
        "bomb-ratio",
    ),
    "total": (
        build(
            [
                NewEntry(
                    name=f"{i}", method=DEFLATED, data=bytes(100), packed=bytes(900_000), central={"size": 900 << 20}
                )
                for i in range(3)
            ]
        ),
        "bomb-total",
    ),
    "name": (build([NewEntry(name="n" * 5000)]), "name-too-long"),
}


@pytest.mark.parametrize("name", REFUSED_AT_ONCE)
def test_refused_when_opened(name: str) -> None:
    data, reason = REFUSED_AT_ONCE[name]
    with pytest.raises(ArchiveError) as caught:
        open_archive(data)
    assert caught.value.reason == reason
    assert reason in HINTS


REFUSED_WHEN_READ = {
    "encrypted": (NewEntry(name="a", data=LETTERS, flags=1), "encrypted"),
    "strongly encrypted": (NewEntry(name="a", data=LETTERS, flags=0x41), "encrypted"),
    "method": (NewEntry(name="a", data=LETTERS, method=14), "method"),
    "checksum, stored": (NewEntry(name="a", data=LETTERS, central={"crc": 1}), "crc"),
    "checksum, deflated": (NewEntry(name="a", data=LETTERS, method=DEFLATED, central={"crc": 1}), "crc"),
    "stored under two sizes": (NewEntry(name="a", data=LETTERS, central={"size": 9}), "lying-size"),
    "holds more": (NewEntry(name="a", data=LETTERS, method=DEFLATED, central={"size": 799}), "lying-size"),
    "says it is empty": (NewEntry(name="a", data=LETTERS, method=DEFLATED, central={"size": 0}), "lying-size"),
    "holds less": (NewEntry(name="a", data=LETTERS, method=DEFLATED, central={"size": 801}), "lying-size"),
    "breaks off": (NewEntry(name="a", data=LETTERS, method=DEFLATED, packed=deflate(LETTERS)[:-1]), "truncated"),
    "breaks off at once": (NewEntry(name="a", data=LETTERS, method=DEFLATED, packed=b""), "truncated"),
    "not deflated": (NewEntry(name="a", data=LETTERS, method=DEFLATED, packed=b"\xff" * 99), "corrupt"),
}


@pytest.mark.parametrize("name", REFUSED_WHEN_READ)
def test_refused_when_read(name: str) -> None:
    entry, reason = REFUSED_WHEN_READ[name]
    archive = open_archive(build([entry, NewEntry(name="b", data=b"fine")]))
    for read in (archive.read, lambda entry: list(archive.stream(entry)), archive.nested):
        with pytest.raises(ArchiveError) as caught:
            read("a")
        assert (caught.value.reason, caught.value.entry) == (reason, "a")
    assert archive.read("b") == b"fine"


def test_a_lie_never_makes_more_than_the_lie() -> None:
    bomb = deflate(bytes(50 << 20))
    archive = open_archive(build([NewEntry(name="a", method=DEFLATED, data=b"x" * 999_999, packed=bomb)]))
    made: list[bytes] = []
    with pytest.raises(ArchiveError) as caught:
        made.extend(archive.stream("a"))
    assert caught.value.reason == "lying-size"
    assert 0 < sum(map(len, made)) <= 999_999


def test_entry_too_large() -> None:
    archive = open_archive(build([NewEntry(name="a", data=LETTERS)]), limits=Limits(max_entry_size=799))
    for read in (archive.read, lambda entry: list(archive.stream(entry))):
        with pytest.raises(ArchiveError) as caught:
            read("a")
        assert caught.value.reason == "entry-too-large"


@pytest.mark.parametrize(
    ("limits", "reason"),
    [(Limits(max_entries=1), "too-many-entries"), (Limits(max_directory=90), "directory-too-large")],
)
def test_directory_limits(limits: Limits, reason: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        open_archive(PLAIN, limits=limits)
    assert caught.value.reason == reason


def test_overlapping_entries() -> None:
    # Many names for one piece of data: the way to a bomb that needs no nesting.
    data = build([NewEntry(name="a", data=LETTERS), NewEntry(name="b", central={"header_offset": 0})])
    with pytest.raises(ArchiveError) as caught:
        open_archive(data)
    assert caught.value.reason == "overlap"


def test_entries_that_quote_each_other() -> None:
    # The second header lies inside the data of the first.
    inner = build([NewEntry(name="b", data=LETTERS)])
    quoted = inner[: inner.index(b"PK\x01\x02")]
    data = build([NewEntry(name="a", data=quoted), NewEntry(name="b", data=LETTERS, central={"header_offset": 31})])
    with pytest.raises(ArchiveError) as caught:
        open_archive(data)
    assert caught.value.reason == "overlap"


def walk(archive: Archive) -> int:
    """Unfold everything, as a careless caller would; returns how many archives were opened."""
    return 1 + sum(walk(archive.nested(entry)) for entry in archive.entries if entry.name.endswith(".zip"))


def layers(widths: list[int], data: bytes) -> bytes:
    for width in widths:
        data = build([NewEntry(name=f"{i}.zip", data=data, method=DEFLATED, level=9) for i in range(width)])
    return data


def test_bomb_of_nested_archives_meets_the_shared_ratio() -> None:
    bottom = build([NewEntry(name=f"{i}", data=bytes(2 << 20), method=DEFLATED, level=9) for i in range(4)])
    bomb = layers([16, 16], bottom)
    assert len(bomb) < 20_000
    with pytest.raises(ArchiveError) as caught:
        walk(open_archive(bomb))
    assert caught.value.reason == "bomb-ratio"
    assert len(caught.value.inner) == 2


def test_nested_archives_share_one_total() -> None:
    bottom = build([NewEntry(name="a", data=bytes(1000))])
    data = layers([10], bottom)
    assert walk(open_archive(data, limits=Limits(max_total=22_000))) == 11
    with pytest.raises(ArchiveError) as caught:
        walk(open_archive(data, limits=Limits(max_total=20_000)))
    assert caught.value.reason == "bomb-total"


def test_opening_the_same_entry_again_is_not_charged_again() -> None:
    bottom = build([NewEntry(name="a", data=bytes(1000))])
    archive = open_archive(layers([1], bottom), limits=Limits(max_total=2500))
    for _ in range(5):
        assert archive.nested("0.zip").read("a") == bytes(1000)


def test_archives_without_end() -> None:
    # A file that contains itself is, for a reader, a file with layers that never end.
    data = layers([1] * 6, build([]))
    archive = open_archive(data)
    for _ in range(3):
        archive = archive.nested("0.zip")
    with pytest.raises(ArchiveError) as caught:
        archive.nested("0.zip")
    assert caught.value.reason == "nested-too-deep"
    assert caught.value.inner == ("0.zip",) * 3
