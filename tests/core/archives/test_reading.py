"""Reading, compared with the standard library's reader on archives that the standard library wrote."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hapline.archives import DEFLATED, ArchiveError, Limits, open_archive
from hapline.archives.writer import NewEntry, build

TEXT = b"module ability preload " * 4000


class Unseekable(io.BytesIO):
    """Cannot say where it is, as a pipe cannot, so that sizes follow the data."""

    def tell(self) -> int:
        raise OSError


def stored(*, comment: bytes = b"", compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        file.writestr("module.json", b"{}")
        file.writestr(zipfile.ZipInfo("ets/", (2024, 1, 1, 10, 20, 30)), b"")
        file.writestr("ets/modules.abc", TEXT)
        file.writestr("resources/中文.txt", "内容")
        file.writestr("empty", b"")
        file.getinfo("empty").comment = b"an entry's comment"
        file.comment = comment
    return buffer.getvalue()


def streamed() -> bytes:
    sink = Unseekable()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.json", b"{}")
        file.writestr("b.abc", TEXT)
    return sink.getvalue()


def wide() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file, file.open("a", "w", force_zip64=True) as part:
        part.write(TEXT)
    return buffer.getvalue()


def nothing() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()


SAMPLES = {
    "stored": stored(),
    "deflated": stored(compression=zipfile.ZIP_DEFLATED),
    "comment": stored(comment=b"a comment"),
    "long comment": stored(comment=b"x" * 65_535),
    "streamed": streamed(),
    "zip64 sizes": wide(),
    "zip64 end": build([NewEntry(name="a", data=TEXT, method=DEFLATED, zip64=True)], zip64=True),
    "empty": nothing(),
    "after a stub": b"#!/bin/sh\nexit\n" + stored(),
    "zip64 after a stub": b"stub" + build([NewEntry(name="a", data=TEXT, zip64=True)], zip64=True),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_agrees_with_zipfile(name: str) -> None:
    data = SAMPLES[name]
    archive = open_archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert archive.comment == file.comment
        assert [entry.name for entry in archive.entries] == file.namelist()
        for entry, info in zip(archive.entries, file.infolist(), strict=True):
            assert (entry.size, entry.compressed_size, entry.crc) == (info.file_size, info.compress_size, info.CRC)
            assert (entry.method, entry.flags, entry.comment) == (info.compress_type, info.flag_bits, info.comment)
            assert (entry.create_system, entry.external_attributes) == (info.create_system, info.external_attr)
            assert (entry.header_offset, entry.is_dir) == (info.header_offset, info.is_dir())
            assert entry.version_needed == info.extract_version
            assert archive.read(entry) == file.read(info)
            assert b"".join(archive.stream(entry)) == file.read(info)


def test_end_record_that_is_only_quoted() -> None:
    # The standard library is misled by both.
    assert len(open_archive(stored(comment=b"..PK\x05\x06..")).entries) == 5
    archive = open_archive(stored(comment=b"..PK\x05\x06" + bytes(30)))
    assert len(archive.entries) == 5
    assert [problem.reason for problem in archive.problems()] == ["ambiguous-end"]


def test_file_and_bytes_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "entry.hap"
    path.write_bytes(SAMPLES["deflated"])
    with open_archive(path) as archive:
        assert archive.entries == open_archive(SAMPLES["deflated"]).entries
        assert archive.read("ets/modules.abc") == TEXT
        assert archive.size == path.stat().st_size


def test_views_outlive_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "entry.hap"
    path.write_bytes(SAMPLES["stored"])
    with open_archive(path) as archive:
        raw = archive.raw("ets/modules.abc")
    assert raw == TEXT


def test_nested_stored_is_not_copied() -> None:
    inner = build([NewEntry(name="module.json", data=b"{}")])
    outer = build([NewEntry(name="entry.hap", data=inner), NewEntry(name="pack.info")])
    nested = open_archive(outer).nested("entry.hap")
    assert nested.view().obj is outer
    assert nested.inner == ("entry.hap",)
    assert nested.read("module.json") == b"{}"


def test_nested_deflated_outlives_the_outer(tmp_path: Path) -> None:
    inner = build([NewEntry(name="ets/modules.abc", data=TEXT)])
    path = tmp_path / "demo.app"
    path.write_bytes(build([NewEntry(name="entry.hap", data=inner, method=DEFLATED)]))
    with open_archive(path) as archive:
        nested = archive.nested(archive.entries[0])
    assert nested.read("ets/modules.abc") == TEXT


@pytest.mark.parametrize("verify", [True, False])
def test_nested_verifies_stored_ones_when_asked(*, verify: bool) -> None:
    inner = build([NewEntry(name="a", data=b"x")])
    archive = open_archive(build([NewEntry(name="entry.hap", data=inner, central={"crc": 1})]))
    if verify:
        with pytest.raises(ArchiveError):
            archive.nested("entry.hap")
    else:
        assert archive.nested("entry.hap", verify=False).read("a") == b"x"


def test_errors_name_the_way_in() -> None:
    inner = build([NewEntry(name="a", data=b"x", central={"crc": 1})])
    archive = open_archive(build([NewEntry(name="entry.hap", data=inner)]))
    with pytest.raises(ArchiveError, match=r"^entry\.hap!a: its content is damaged") as caught:
        archive.nested("entry.hap").read("a")
    error = caught.value
    assert (error.reason, error.entry, error.inner, error.offset) == ("crc", "a", ("entry.hap",), 31)
    assert error.hint


def test_of_two_entries_with_one_name_the_last_is_meant() -> None:
    archive = open_archive(build([NewEntry(name="a", data=b"1"), NewEntry(name="a", data=b"2")]))
    assert archive.read("a") == b"2"
    assert archive.read(archive.entries[0]) == b"1"


def test_absent_entry() -> None:
    with pytest.raises(ArchiveError) as caught:
        open_archive(SAMPLES["empty"]).read("module.json")
    assert caught.value.reason == "no-such-entry"


def test_limit_of_one_read() -> None:
    archive = open_archive(SAMPLES["deflated"])
    assert archive.read("module.json", limit=2) == b"{}"
    with pytest.raises(ArchiveError) as caught:
        archive.read("module.json", limit=1)
    assert caught.value.reason == "entry-too-large"


def test_absent_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_archive(tmp_path / "absent.hap")


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.hap").touch()
    with pytest.raises(ArchiveError) as caught:
        open_archive(tmp_path / "empty.hap")
    assert caught.value.reason == "not-a-zip"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ArchiveError) as caught:
        open_archive(tmp_path / "pipe")
    assert caught.value.reason == "not-a-file"


def test_ten_megabytes_of_zeros_are_not_a_bomb() -> None:
    module = build([NewEntry(name="ets/modules.abc", data=bytes(10 << 20), method=DEFLATED, level=9)])
    app = build([NewEntry(name="entry.hap", data=module, method=DEFLATED, level=9)])
    assert len(app) < 1000
    assert len(open_archive(app).nested("entry.hap").read("ets/modules.abc")) == 10 << 20


def test_limits_can_be_raised() -> None:
    data = build([NewEntry(name=f"{index}") for index in range(10)])
    assert len(open_archive(data, limits=Limits(max_entries=10)).entries) == 10
    with pytest.raises(ArchiveError):
        open_archive(data, limits=Limits(max_entries=9))


def test_zipfile_is_not_imported() -> None:
    code = "import sys, hapline.archives; print('zipfile' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"
