"""Mutations: thousands of damaged archives are read or refused, and nothing else happens."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from struct import pack_into

import pytest

from hapline.archives import DEFLATED, Archive, ArchiveEntry, ArchiveError, Limits, open_archive
from hapline.archives.packing import rewritten_size
from hapline.archives.writer import NewEntry, apk_signing_block, build, hap_signing_block

LIMITS = Limits(max_entry_size=1 << 20, max_total=4 << 20, max_entries=1000)
TEXT = b"text that can be deflated " * 20
INNER = build(
    [
        NewEntry(name="module.json", data=b'{"module":{"name":"entry"}}'),
        NewEntry(name="ets/modules.abc", data=TEXT, method=DEFLATED),
        NewEntry(name="中.txt", data=b"abc", extra=bytes(9)),
    ],
    block=hap_signing_block([(0x20000002, b"profile"), (0x20000000, b"signature")]),
)
SAMPLES = {
    "app": build(
        [
            NewEntry(name="entry.hap", data=INNER, method=DEFLATED),
            NewEntry(name="library.hsp", data=INNER),
            NewEntry(name="pack.info", data=b"{}"),
        ]
    ),
    "streamed": build([NewEntry(name=name, data=TEXT, method=DEFLATED, descriptor=True) for name in "ab"]),
    "zip64": build([NewEntry(name=name, data=TEXT, zip64=True) for name in ("a", "b/", "c")], zip64=True, comment=b"c"),
    "android": build([NewEntry(name="a", data=TEXT)], block=apk_signing_block([(0x7109871A, b"signature")])),
}
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
ROUNDS = 4000


def spots(data: bytes) -> list[int]:
    """Where headers are; flips there do more than flips in content."""
    found = []
    for signature in (
        b"PK\x01\x02",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"PK\x06\x06",
        b"PK\x06\x07",
        b"block>",
        b"Block 42",
    ):
        at = data.find(signature)
        while at >= 0:
            found.append(at)
            at = data.find(signature, at + 1)
    return found


def damage(data: bytes, places: list[int], generator: random.Random) -> bytes:
    out = bytearray(data)
    kind = generator.randrange(6)
    if kind == 0:
        return data[: generator.randrange(len(data))]
    if kind == 1:
        at, size = generator.randrange(len(data)), generator.randrange(1, 60)
        return data[:at] + data[at + size :]
    if kind == 2:
        at = generator.randrange(len(data))
        return data[:at] + generator.randbytes(generator.randrange(1, 40)) + data[at:]
    for _ in range(generator.randrange(1, 4)):
        at = generator.choice(places) + generator.randrange(56)
        if kind == 3 and at < len(out):
            out[at] ^= 1 << generator.randrange(8)
        elif kind == 4 and at + 4 <= len(out):
            pack_into("<I", out, at, generator.choice(EXTREMES))
        elif kind == 5 and at + 2 <= len(out):
            pack_into("<H", out, at, generator.choice(EXTREMES) & 0xFFFF)
    return bytes(out)


def exhaust(pieces: Iterable[bytes]) -> None:
    for _ in pieces:
        pass


def explore_nested(archive: Archive, entry: ArchiveEntry, seen: Counter[str]) -> None:
    explore(bytes(archive.nested(entry).view()), seen)


def explore(data: bytes, seen: Counter[str]) -> None:
    """Do with an archive all that can be done."""
    archive = open_archive(data, limits=LIMITS)
    archive.problems()
    actions: list[Callable[[], object]] = [
        lambda: archive.signing_block,
        lambda: rewritten_size(archive, b"{}", deflated=True),
    ]
    for entry in archive.entries:
        actions += [partial(archive.read, entry), partial(exhaust, archive.stream(entry))]
        if entry.size > len(INNER) // 2:
            actions.append(partial(explore_nested, archive, entry, seen))
    for action in actions:
        try:
            action()
        except ArchiveError as error:
            seen[error.reason] += 1
        else:
            seen["fine"] += 1


@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_archives(name: str) -> None:
    data = SAMPLES[name]
    places = spots(data)
    generator = random.Random(f"{name} 1")
    seen: Counter[str] = Counter()
    for _ in range(ROUNDS):
        try:
            explore(damage(data, places, generator), seen)
        except ArchiveError as error:
            seen[error.reason] += 1
    assert seen["fine"] > ROUNDS / 20
    assert len(seen) > 8, seen
