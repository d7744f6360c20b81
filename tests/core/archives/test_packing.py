"""Packing: predictions equal what the official packing tool made of the same modules, to the byte."""

from __future__ import annotations

import hashlib
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from struct import pack

import pytest

from hapline.archives import DEFLATED, ArchiveError, open_archive
from hapline.archives.packing import dos_stamp, rewritten, rewritten_size
from hapline.archives.writer import NewEntry, build, hap_signing_block

PACK_INFO = b'{"summary":{"app":{"bundleName":"com.example.demo"}}}'
MODULE_JSON = (
    '{"app":{"bundleName":"com.example.demo","bundleType":"atomicService","debug":%s,"versionCode":1,'
    '"versionName":"1.0.0","minAPIVersion":12,"targetAPIVersion":12,"apiReleaseType":"Release"},"module":'
    '{"name":"entry","type":"entry","deviceTypes":["phone"],"deliveryWithInstall":true,"installationFree":true,'
    '"abilities":[{"name":"EntryAbility"}]}}'
)
UNIX_TIMES = pack("<HHBII", 0x5455, 9, 3, 1_700_000_000, 1_700_000_100)
NTFS_TIMES = pack("<HHIHHQQQ", 10, 32, 0, 1, 24, *[133_000_000_000_000_000] * 3)
BLOCK = hap_signing_block([(0x20000002, b"profile" * 300), (0x20000000, b"signature" * 200)])


def noise(size: int, seed: int) -> bytes:
    """Bytes that do not shrink, the same on every run."""
    return hashlib.shake_128(bytes([seed])).digest(size)


def text(words: int, seed: int) -> bytes:
    """Words that shrink as program text does."""
    known = noise(256 * 5, seed).hex()
    return b" ".join(known[10 * at : 10 * at + 10].encode() for at in noise(words, seed + 100))


def module(debug: str) -> bytes:
    """A signed module with all that the tool treats in its own way."""
    return build(
        [
            NewEntry(name="module.json", data=(MODULE_JSON % debug).encode()),
            NewEntry(name="pack.info", data=b"{}"),
            NewEntry(name="ets/", external_attributes=0o40755 << 16 | 0x10),
            NewEntry(name="ets/modules.abc", data=text(20_000, 1), extra=bytes(2411), local_extra=b""),
            NewEntry(
                name="ets/sourceMaps.map",
                data=text(8000, 2),
                method=DEFLATED,
                level=9,
                descriptor=True,
                comment=b"dropped",
            ),
            NewEntry(name="resources/base/a.json", data=text(900, 3), extra=UNIX_TIMES, comment=b"kept", made_by=20),
            NewEntry(
                name="resources/base/中.json",
                data=text(700, 4),
                extra=NTFS_TIMES + b"\0\0",
                time=0x6A4F,
                date=0x5A33,
            ),
            NewEntry(name="resources/empty.bin", method=DEFLATED, zip64=True),
            NewEntry(name="resources/base/z.bin", data=noise(3000, 5), zip64=True),
        ],
        block=BLOCK,
    )


# Recorded from the tool (1cfd5ac, OpenJDK 17, zlib 1.2.13): debug, level, repack, the time it ran, the size in
# the .app, and the beginning of the SHA-256 of the module that came out of the .app again.
RECORDED = [
    ("true", 1, True, (2026, 11, 22, 0, 43, 56), 264_694, "758849196abe7b69"),
    ("true", 6, True, (2026, 11, 22, 0, 43, 58), 264_668, "8ea1f766f5f40714"),
    ("true", 1, False, None, 266_227, "238c960615d65164"),
    ("true", 9, False, None, 266_227, "238c960615d65164"),
    ("false", 1, True, (2026, 11, 22, 0, 44, 0), 73_942, "0c054edb0ac8ade9"),
    ("false", 6, True, (2026, 11, 22, 0, 44, 0), 72_329, "5faa9afcf409a92a"),
    ("false", 1, False, None, 74_028, "4ddf832fd08b5e4c"),
    ("false", 9, False, None, 72_372, "4ddf832fd08b5e4c"),
]
same_zlib = pytest.mark.skipif("ng" in zlib.ZLIB_RUNTIME_VERSION, reason="zlib-ng makes other deflated sizes")


def seconds(when: tuple[int, ...] | None) -> float | None:
    return None if when is None else time.mktime((*when, 0, 0, -1))  # type: ignore[arg-type]


@same_zlib
@pytest.mark.parametrize(("debug", "level", "repack", "when", "size", "digest"), RECORDED)
def test_recorded(
    *, debug: str, level: int, repack: bool, when: tuple[int, ...] | None, size: int, digest: str
) -> None:
    data = module(debug)
    archive = open_archive(data)
    now = seconds(when)
    deflated = debug == "false"
    assert rewritten_size(archive, PACK_INFO, deflated=deflated, level=level, repack=repack, now=now) == size
    made = b"".join(rewritten(archive, PACK_INFO, level=level, now=now)) if repack else data
    assert hashlib.sha256(made).hexdigest().startswith(digest)


def simple(payload: bytes) -> bytes:
    entries = [("module.json", b"{}"), ("pack.info", b"{}"), ("ets/modules.abc", payload)]
    return build([NewEntry(name=name, data=data, external_attributes=0o600 << 16) for name, data in entries])


def test_stored_is_what_the_rewrite_is_long() -> None:
    archive = open_archive(simple(bytes(100)))
    made = b"".join(rewritten(archive, PACK_INFO))
    assert rewritten_size(archive, PACK_INFO, deflated=False) == len(made)
    again = open_archive(made)
    assert [entry.name for entry in again.entries] == ["module.json", "ets/modules.abc", "pack.info"]
    assert again.read("pack.info") == PACK_INFO
    assert again.problems() == []
    assert again.signing_block is None


def test_zeros_pass_in_release_and_not_in_debug() -> None:
    archive = open_archive(simple(bytes(3 << 20)))
    assert rewritten_size(archive, PACK_INFO, deflated=False) > 2 << 20
    assert rewritten_size(archive, PACK_INFO, deflated=True) < 20_000


def test_the_clock_moves_a_few_bytes_only() -> None:
    archive = open_archive(module("false"))
    sizes = {rewritten_size(archive, PACK_INFO, deflated=True, now=1_790_000_000 + 86_461 * day) for day in range(5)}
    assert max(sizes) - min(sizes) <= 10


def test_threads_agree() -> None:
    archive = open_archive(module("false"))
    with ThreadPoolExecutor(4) as pool:
        tasks = [pool.submit(rewritten_size, archive, PACK_INFO, deflated=True, now=1_790_000_000) for _ in range(8)]
        assert len({task.result() for task in tasks}) == 1


NO_TIME = 1 << 63
# Recorded likewise: an extra field, and what the tool makes of it in the local header and in the directory.
EXTRAS = {
    "none": (b"", b"", b""),
    "padding": (bytes(9), bytes(9), bytes(9)),
    "padding shorter than a field": (bytes(3), bytes(3), bytes(3)),
    "zip64": (pack("<HHQ", 1, 8, 5), b"", b""),
    "no time": (pack("<HHB", 0x5455, 1, 0), b"", b""),
    "no flags": (pack("<HH", 0x5455, 0), b"", b""),
    "time cut": (pack("<HHBH", 0x5455, 3, 1, 5), b"", b""),
    "before 1970": (*[pack("<HHBi", 0x5455, 5, 1, -5)] * 3,),
    "only read": (pack("<HHBi", 0x5455, 5, 2, 7), pack("<HHBi", 0x5455, 5, 2, 7), pack("<HHB", 0x5455, 1, 2)),
    "moved to the front": (
        bytes(4) + pack("<HHBI", 0x5455, 5, 1, 7),
        pack("<HHBI", 0x5455, 5, 1, 7) + bytes(4),
        pack("<HHBI", 0x5455, 5, 1, 7) + bytes(4),
    ),
    "NTFS without times": (*[pack("<HHIHHQQQ", 10, 32, 0, 1, 24, NO_TIME, NO_TIME, NO_TIME)] * 3,),
    "NTFS after Unix": (
        pack("<HHBI", 0x5455, 5, 1, 1_700_000_000) + NTFS_TIMES,
        pack("<HHBIII", 0x5455, 13, 7, *[1_655_526_400] * 3) + NTFS_TIMES,
        pack("<HHBI", 0x5455, 5, 7, 1_655_526_400) + NTFS_TIMES,
    ),
    "Unix after NTFS": (
        NTFS_TIMES + pack("<HHBI", 0x5455, 5, 1, 1_700_000_000),
        pack("<HHBIII", 0x5455, 13, 7, 1_700_000_000, *[1_655_526_400] * 2) + NTFS_TIMES,
        pack("<HHBI", 0x5455, 5, 7, 1_700_000_000) + NTFS_TIMES,
    ),
    "NTFS cut": (*[pack("<HHI", 10, 4, 0)] * 3,),
    "NTFS with other content": (*[pack("<HHIHH24x", 10, 32, 0, 2, 24)] * 3,),
}


@pytest.mark.parametrize("name", EXTRAS)
def test_extra_fields(name: str) -> None:
    extra, local, central = EXTRAS[name]
    made = b"".join(rewritten(open_archive(build([NewEntry(name="a", extra=extra)])), PACK_INFO))
    (entry, _) = open_archive(made).entries
    assert made[entry.header_offset + 31 : entry.data_offset] == local
    assert entry.extra == central


REFUSED = {
    "duplicate": [NewEntry(name="a"), NewEntry(name="a")],
    "not-utf8": [NewEntry(name=b"\xff\xfe")],
    "directory-with-data": [NewEntry(name="d/", data=b"abc")],
    "extra": [NewEntry(name="a", extra=pack("<HH", 0x7875, 50) + b"abc")],
    "encrypted": [NewEntry(name="a", flags=1)],
    "method": [NewEntry(name="a", method=12)],
    "lying-size": [NewEntry(name="a", data=b"x", central={"size": 2})],
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_the_tool_refuses_has_no_size(reason: str) -> None:
    archive = open_archive(build(REFUSED[reason]))
    for deflated in (False, True):
        with pytest.raises(ArchiveError) as caught:
            rewritten_size(archive, PACK_INFO, deflated=deflated)
        assert caught.value.reason == reason


def test_damage_is_seen_while_deflating() -> None:
    archive = open_archive(build([NewEntry(name="a", data=b"x", central={"crc": 1})]))
    with pytest.raises(ArchiveError) as caught:
        rewritten_size(archive, PACK_INFO, deflated=True)
    assert caught.value.reason == "crc"


def test_old_pack_infos_go_whatever_they_are() -> None:
    olds = [NewEntry(name="pack.info", data=b"1"), NewEntry(name="pack.info", method=77)]
    made = b"".join(rewritten(open_archive(build(olds)), PACK_INFO))
    assert [entry.name for entry in open_archive(made).entries] == ["pack.info"]


def test_dos_stamp() -> None:
    when = time.mktime((2024, 2, 29, 13, 45, 59, 0, 0, -1))
    assert dos_stamp(when) == (13 << 11 | 45 << 5 | 29, 44 << 9 | 2 << 5 | 29)
    assert dos_stamp(0.0)[1] >> 9 == 0
