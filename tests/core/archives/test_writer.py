"""The writer: what it writes, both readers read back."""

from __future__ import annotations

import io
import zipfile
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.archives import DEFLATED, STORED, open_archive
from hapline.archives.writer import NewEntry, build, hap_signing_block

ENTRIES = st.lists(
    st.builds(
        NewEntry,
        name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20),
        data=st.one_of(st.binary(max_size=300), st.binary(max_size=20).map(lambda part: part * 2000)),
        method=st.sampled_from([STORED, DEFLATED]),
        level=st.integers(0, 9),
        time=st.integers(0, 0xFFFF),
        date=st.integers(0x21, 0xFFFF),
        made_by=st.integers(0, 0xFFFF),
        external_attributes=st.integers(0, 0xFFFFFFFF),
        comment=st.binary(max_size=20),
        descriptor=st.booleans(),
        zip64=st.booleans(),
    ),
    max_size=4,
    unique_by=lambda entry: entry.name,
)


@settings(max_examples=100, deadline=None)
@given(
    entries=ENTRIES,
    comment=st.binary(max_size=30).filter(lambda comment: b"PK" not in comment),
    prefix=st.binary(max_size=30).filter(lambda prefix: b"PK" not in prefix),
    signed=st.booleans(),
    zip64=st.booleans(),
)
def test_round_trip(*, entries: list[NewEntry], comment: bytes, prefix: bytes, signed: bool, zip64: bool) -> None:
    block = hap_signing_block([(0x20000000, b"signature")]) if signed else b""
    data = build(entries, comment=comment, prefix=prefix, block=block, zip64=zip64)
    archive = open_archive(data)
    assert archive.comment == comment
    assert (archive.signing_block is not None) == signed
    assert len(archive.entries) == len(entries)
    for new, entry in zip(entries, archive.entries, strict=True):
        assert (entry.name, entry.method, entry.time, entry.date) == (new.name, new.method, new.time, new.date)
        assert (entry.made_by, entry.external_attributes) == (new.made_by, new.external_attributes)
        assert (entry.comment, entry.crc) == (new.comment, zlib.crc32(new.data))
        assert archive.read(entry) == new.data == b"".join(archive.stream(entry))
    reported = {problem.reason for problem in archive.problems()}
    assert not reported & {"gap", "local-header-differs", "signing-block", "trailing-data", "not-utf8"}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert [file.read(info) for info in file.infolist()] == [entry.data for entry in entries]
