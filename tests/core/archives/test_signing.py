"""Signing blocks: both kinds are found and measured, and broken ones do not stop the reading of entries."""

from __future__ import annotations

from struct import pack

import pytest

from hapline.archives import Archive, ArchiveError, SigningPart, open_archive
from hapline.archives.signing import APK_V2, HAP_PROFILE, HAP_PROPERTY, HAP_SIGNATURE
from hapline.archives.writer import NewEntry, apk_signing_block, build, hap_signing_block

ENTRIES = [NewEntry(name="module.json", data=b"{}"), NewEntry(name="ets/modules.abc", data=b"x" * 500)]
VALUES = [(HAP_PROPERTY, b"code signature"), (HAP_PROFILE, b"signed profile"), (HAP_SIGNATURE, b"PKCS #7" * 9)]


def content(archive: Archive, part: SigningPart) -> bytes:
    return bytes(archive.view(part.offset, part.size))


@pytest.mark.parametrize("version", [2, 3])
def test_harmony(version: int) -> None:
    archive = open_archive(build(ENTRIES, block=hap_signing_block(VALUES, version=version)))
    block = archive.signing_block
    assert block is not None
    assert (block.kind, block.version) == ("hap", version)
    assert (block.offset, block.size) == (archive.data_end, archive.directory_offset - archive.data_end)
    assert [(part.type, content(archive, part)) for part in block.parts] == VALUES
    profile = block.part(HAP_PROFILE)
    assert profile is not None
    assert content(archive, profile) == b"signed profile"
    assert block.part(APK_V2) is None


def test_harmony_as_bytes() -> None:
    # Written out as the signing tool lays it out, apart from our own writer.
    block = pack("<III", 0x20000002, 4, 12) + b"p7b!" + pack("<iq16si", 1, 48, b"<hap sign block>", 3)
    archive = open_archive(build(ENTRIES, block=block))
    assert archive.signing_block is not None
    assert archive.signing_block.size == 48
    assert [content(archive, part) for part in archive.signing_block.parts] == [b"p7b!"]


def test_android() -> None:
    values = [(APK_V2, b"v2 signature"), (0x42726577, bytes(40))]
    archive = open_archive(build(ENTRIES, block=apk_signing_block(values)))
    block = archive.signing_block
    assert block is not None
    assert (block.kind, block.size) == ("apk", archive.directory_offset - archive.data_end)
    assert [(part.type, content(archive, part)) for part in block.parts] == values


def test_inside_an_app() -> None:
    module = build(ENTRIES, block=hap_signing_block(VALUES))
    nested = open_archive(build([NewEntry(name="entry.hap", data=module, method=8)])).nested("entry.hap")
    assert nested.signing_block is not None
    assert bytes(nested.view(nested.directory_offset - 20, 16)) == b"<hap sign block>"


@pytest.mark.parametrize("block", [b"", b"something else" * 9, b"x" * 16])
def test_none(block: bytes) -> None:
    assert open_archive(build(ENTRIES, block=block)).signing_block is None


HEAD = "<iq16si"
BROKEN = {
    "magic of another version": pack(HEAD, 0, 32, b"<hap sign block>", 2),
    "old magic with a new version": pack(HEAD, 0, 32, b"HAP Sig Block 42", 3),
    "larger than the room": pack(HEAD, 0, 33, b"<hap sign block>", 3),
    "smaller than its head": pack(HEAD, 0, 31, b"<hap sign block>", 3),
    "negative size": pack(HEAD, 0, -1, b"<hap sign block>", 3),
    "negative count": pack(HEAD, -1, 32, b"<hap sign block>", 3),
    "too many parts": bytes(132) + pack(HEAD, 11, 164, b"<hap sign block>", 3),
    "part outside": pack("<III", 1, 5, 12) + b"1234" + pack(HEAD, 1, 48, b"<hap sign block>", 3),
    "part in the table": pack("<III", 1, 4, 8) + b"1234" + pack(HEAD, 1, 48, b"<hap sign block>", 3),
    "bytes of no part": pack("<III", 1, 3, 12) + b"1234" + pack(HEAD, 1, 48, b"<hap sign block>", 3),
    "android, sizes differ": pack("<QIQ", 13, 0, 24) + bytes(12) + pack("<Q16s", 28, b"APK Sig Block 42"),
    "android, pair outside": pack("<QQIQ16s", 36, 99, APK_V2, 36, b"APK Sig Block 42"),
    "android, pair too small": pack("<QQIQ16s", 36, 3, APK_V2, 36, b"APK Sig Block 42"),
    "android, pair cut": pack("<QQQ16s", 32, 4, 32, b"APK Sig Block 42"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str) -> None:
    archive = open_archive(build(ENTRIES, block=BROKEN[name]))
    with pytest.raises(ArchiveError) as caught:
        _ = archive.signing_block
    assert caught.value.reason == "signing-block"
    assert [problem.reason for problem in archive.problems()] == ["signing-block"]
    assert archive.read("module.json") == b"{}"
