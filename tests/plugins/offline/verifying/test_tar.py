"""The reader of tars: what the standard library and GNU tar write, in any pieces, and what it refuses and why."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.archives import ArchiveError
from hapline_plugins.offline.amr.tar_problems import find_problems, hostile
from hapline_plugins.offline.amr.tar_reading import TarLimits, TarMember, TarReader
from plugins.offline.verifying.made import checked, header, member, sequence, tar

_LONG = "www/" + "long" * 40 + ".js"


def _read(data: bytes, size: int = 1 << 18, *, limits: TarLimits | None = None, **keep: int) -> TarReader:
    reader = TarReader(entry="1.tar", keep={name.replace("_", "."): most for name, most in keep.items()}, limits=limits)
    for piece in sequence([data], size):
        reader.feed(memoryview(piece))
    reader.finish()
    return reader


def _refused(data: bytes, limits: TarLimits | None = None) -> tuple[str, str]:
    with pytest.raises(ArchiveError) as caught:
        _read(data, limits=limits)
    assert caught.value.entry == "1.tar"
    return caught.value.reason, str(caught.value.message)


def _told(data: bytes) -> None:
    """Read it; what is raised tells its reason."""
    try:
        _read(data)
    except ArchiveError as error:
        raise ArchiveError(reason=error.reason, message=error.reason) from None


def _pax(*records: tuple[str, str], kind: bytes = tarfile.XHDTYPE) -> bytes:
    content = b"".join(_record(keyword, value) for keyword, value in records)
    return member("pax", content, kind)


def _record(keyword: str, value: str) -> bytes:
    rest = f" {keyword}={value}\n".encode()
    length = len(rest) + 1
    while length != len(rest) + len(str(length)):
        length = len(rest) + len(str(length))
    return str(length).encode() + rest


class TestHonest:
    @pytest.mark.parametrize("size", [1, 7, 511, 512, 513, 4096, 1 << 18])
    @pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT, tarfile.PAX_FORMAT])
    def test_the_standard_library_s(self, form: int, size: int) -> None:
        made = io.BytesIO()
        names = ["hpmfile.json", "www/index.html", "www/empty.css", "d/" * 60 + "deep.js"]
        if form != tarfile.USTAR_FORMAT:
            names += [_LONG, "www/中文.html"]
        with tarfile.open(fileobj=made, mode="w", format=form) as opened:
            folder = tarfile.TarInfo("www")
            folder.type = tarfile.DIRTYPE
            opened.addfile(folder)
            for number, name in enumerate(names):
                info = tarfile.TarInfo(name)
                info.size = 700 * (number % 3)
                opened.addfile(info, io.BytesIO(bytes([number]) * info.size))
        reader = _read(made.getvalue(), size, hpmfile_json=1000)
        assert [one.path for one in reader.members] == ["www", *names]
        made.seek(0)
        with tarfile.open(fileobj=made) as opened:
            wanted = [(one.offset_data, one.size) for one in opened.getmembers()]
        assert [(one.offset, one.size) for one in reader.members] == wanted
        assert reader.kept == {"hpmfile.json": b""}

    @pytest.mark.skipif(not which("tar"), reason="there is no tar")
    @pytest.mark.parametrize("form", ["gnu", "oldgnu", "ustar"])
    def test_gnu_tar_s(self, tmp_path: Path, form: str) -> None:
        (tmp_path / "www").mkdir()
        (tmp_path / "www" / "a.js").write_text("a" * 1000)
        (tmp_path / "www" / "link.js").symlink_to("a.js")
        if form != "ustar":
            (tmp_path / _LONG).write_text("long")
        data = run(["tar", f"--format={form}", "-cf", "-", "."], cwd=tmp_path, capture_output=True, check=True).stdout
        kinds = {one.path: one.kind for one in _read(data).members}
        wanted = {"": "folder", "www": "folder", "www/a.js": "file", "www/link.js": "symlink", _LONG: "file"}
        assert kinds == {path: kind for path, kind in wanted.items() if path != _LONG or form != "ustar"}

    def test_with_two_blocks_alone_at_its_end(self) -> None:
        assert [one.name for one in _read(tar(member("a.js", b"1"))[:2048]).members] == ["a.js"]

    @given(st.lists(st.integers(0, 1500), max_size=6), st.integers(1, 3000))
    def test_any_pieces(self, sizes: Sequence[int], size: int) -> None:
        data = tar(*[member(f"{number}.js", bytes(length)) for number, length in enumerate(sizes)])
        assert [one.size for one in _read(data, size).members] == sizes

    def test_what_is_kept_has_a_limit(self) -> None:
        data = tar(member("./hpmfile.json", b"{}"))
        assert _read(data, hpmfile_json=2).kept == {"hpmfile.json": b"{}"}
        assert _read(data, hpmfile_json=1).kept == {}

    def test_a_file_of_the_oldest_format_that_ends_like_a_folder(self) -> None:
        data = tar(header("www/", 0, b"\0"), header("a.js", 0, b"\0"))
        assert [one.kind for one in _read(data).members] == ["folder", "file"]

    def test_sizes_in_binary(self) -> None:
        data = tar(header("a.js", raw={124: b"\x80" + (3).to_bytes(11, "big")}) + b"abc" + bytes(509))
        assert _read(data).members[0].size == 3


_HOSTILE: dict[str, tuple[bytes, str, str]] = {
    "cut in a header": (tar(member("a.js", b"1"))[:300], "truncated", "inside a member"),
    "cut in content": (tar(member("a.js", b"1" * 600))[:700], "truncated", "inside a member"),
    "cut behind content": (tar(member("a.js", b"1"), end=0), "truncated", "the blocks that end one are missing"),
    "one block at its end": (tar(member("a.js", b"1"), end=0) + bytes(512), "truncated", "the blocks that end one"),
    "nothing": (b"", "truncated", "the blocks that end one are missing"),
    "wrong checksum": (tar(member("a.js", b"1")).replace(b"a.js", b"b.js"), "corrupt", "checksum"),
    "a size that is too small": (tar(header("a.js", 1) + b"1" * 1024), "corrupt", "checksum"),
    "a size that is too large": (tar(header("a.js", 99_999) + b"1" * 512), "truncated", "a size in it is wrong"),
    "an endless size": (tar(header("a.js", raw={124: b"\x80" + b"\x7f" * 11})), "truncated", "a size in it is wrong"),
    "a negative size": (tar(header("a.js", raw={124: b"\xff" * 12})), "corrupt", "the size in a header is no number"),
    "a size that is none": (tar(header("a.js", raw={124: b"12x        \0"})), "corrupt", "is no number"),
    "no size": (tar(header("a.js", raw={124: bytes(12)})), "corrupt", "is no number"),
    "no checksum": (tar(member("a.js")[:148] + bytes(8) + member("a.js")[156:]), "corrupt", "the checksum in a header"),
    "no tar": (b"text" * 1000, "corrupt", "is no number"),
    "another format": (tar(header("a.js", raw={257: b"newtar\x0000"})), "corrupt", "GNU tar and ustar"),
    "an incremental backup": (tar(header("a.js", raw={345: b"14000000000"})), "corrupt", "incremental backup"),
    "sparse": (tar(header("a.js", 0, b"S")), "corrupt", "a member is of type 'S'"),
    "a volume": (tar(header("a.js", 0, b"V")), "corrupt", "a member is of type 'V'"),
    "bytes behind a name": (tar(header(b"a.js\0b.js")), "corrupt", "hidden behind the end of a name"),
    "a folder with content": (tar(header("www", 5, b"5") + bytes(512)), "lying-size", "5 bytes of content"),
    "a link with content": (tar(header("a.js", 5, b"2") + bytes(512)), "lying-size", "5 bytes of content"),
    "long names in a chain": (
        tar(*[member("l", b"name\0", b"L")] * 3, member("a.js")), "corrupt", "one behind the other",
    ),
    "a giant long name": (tar(member("l", b"n" * 5000, b"L"), member("a.js")), "name-too-long", "5000 bytes"),
    "an empty long name": (tar(member("l", b"", b"L"), member("a.js")), "corrupt", "are empty"),
    "a long name of zeros": (tar(member("l", b"\0\0", b"L"), member("a.js")), "corrupt", "a long name is empty"),
    "bytes behind a long name": (tar(member("l", b"a\0b", b"L"), member("a.js")), "corrupt", "hidden behind"),
    "a long name of nothing": (tar(member("l", b"name\0", b"L")), "truncated", "belongs to another member"),
    "a giant pax header": (
        tar(_pax(("comment", "c" * 70_000)), member("a.js")), "name-too-long", "65536 are allowed",
    ),
    "pax headers in a chain": (tar(*[_pax(("mtime", "1"))] * 2, member("a.js")), "corrupt", "one behind the other"),
    "a pax header of nothing": (tar(_pax(("mtime", "1"))), "truncated", "belongs to another member"),
    "a broken pax header": (tar(member("p", b"9 mtime=12\n", b"x"), member("a.js")), "corrupt", "broken"),
    "a pax record of length 0": (tar(member("p", b"0 a=1\n", b"x"), member("a.js")), "corrupt", "broken"),
    "a pax record beyond its end": (tar(member("p", b"99 a=1\n", b"x"), member("a.js")), "corrupt", "broken"),
    "a pax record twice": (tar(_pax(("path", "a"), ("path", "b")), member("a.js")), "corrupt", "one thing twice"),
    "another size by pax": (tar(_pax(("size", "9")), member("a.js", b"1")), "lying-size", "differ in the size"),
    "no name by pax": (tar(_pax(("path", "")), member("a.js", b"1")), "corrupt", "takes the name away"),
    "sparse by pax": (tar(_pax(("GNU.sparse.major", "1")), member("a.js")), "corrupt", "sparse"),
    "names by pax for all": (
        tar(_pax(("path", "b.js"), kind=b"g"), member("a.js")), "corrupt", "a global pax header",
    ),
    "two kinds of long names": (
        tar(member("l", b"b.js\0", b"L"), _pax(("path", "c.js")), member("a.js")), "corrupt", "two kinds of headers",
    ),
    "something behind its end": (tar(member("a.js")) + member("b.js"), "corrupt", "behind the end of the tar"),
    "one block in the middle": (tar(member("a.js"), bytes(512), member("b.js")), "corrupt", "a block of zeros stands"),
}  # fmt: skip


class TestHostile:
    @pytest.mark.timeout(30)
    @pytest.mark.parametrize("name", _HOSTILE)
    def test_refused(self, name: str) -> None:
        data, reason, message = _HOSTILE[name]
        found = _refused(data)
        assert found[0] == reason
        assert message in found[1]

    def test_more_members_than_allowed(self) -> None:
        data = tar(*[member(f"{number}.js") for number in range(4)])
        assert _refused(data, TarLimits(members=3))[0] == "too-many-entries"
        assert len(_read(data, limits=TarLimits(members=4)).members) == 4

    def test_names_of_endless_length(self) -> None:
        data = tar(*[member("l", b"n" * 4000 + b"\0", b"L") + member("a.js") for _ in range(4)])
        assert _refused(data, TarLimits(names=10_000))[0] == "too-many-entries"

    @pytest.mark.timeout(20)
    def test_a_tar_that_is_all_padding(self) -> None:
        reader = TarReader()
        for piece in [tar(member("a.js"))] + [bytes(1 << 18)] * 400:
            reader.feed(piece)
        reader.finish()
        assert len(reader.members) == 1

    @given(st.binary(max_size=2000))
    def test_anything_ends_in_a_reason(self, data: bytes) -> None:
        with pytest.raises(ArchiveError, match=r"corrupt|truncated"):
            _told(data)

    @given(st.integers(0, 511), st.integers(0, 255))
    def test_a_header_with_one_other_byte_is_read_or_refused(self, at: int, byte: int) -> None:
        block = bytearray(header("www/index.html", 3))
        block[at] = byte
        try:
            members = _read(tar(checked(block) + b"abc" + bytes(509))).members
        except ArchiveError:
            return
        assert len(members) == 1


class TestProblems:
    @pytest.mark.parametrize(
        ("data", "reasons"),
        [
            (tar(member("../a.js")), ["traversal"]),
            (tar(member("www/../../a.js")), ["traversal"]),
            (tar(member("/a.js")), ["absolute"]),
            (tar(member("C:\\a.js")), ["absolute"]),
            (tar(member("a\\b.js")), ["backslash"]),
            (tar(member("a\nb.js")), ["control-character"]),
            (tar(member(b"\xff\xfe.js")), ["not-utf8"]),
            (tar(member("")), ["empty-name"]),
            (tar(header("a", 0, b"2", target="/etc/passwd")), ["symlink"]),
            (tar(member("b"), header("a", 0, b"1", target="b")), ["hard-link"]),
            (tar(header("a", 0, b"3")), ["special-file"]),
            (tar(header("a", 0, b"6")), ["special-file"]),
            (tar(header("a", raw={100: b"0004755\0"})), ["set-id"]),
            (tar(member("a.js"), member("./a.js")), ["duplicate"]),
            (tar(member("a.js"), member("A.js")), ["case-clash"]),
            (tar(header("www", 0, b"5"), header("www/", 0, b"5")), []),
            (tar(member("www"), member("www/a.js")), ["file-and-folder"]),
            (tar(_pax(("path", "b.js")), member("a.js")), ["pax"]),
            (tar(_pax(("comment", "x"), kind=b"g"), member("a.js")), []),
            (tar(member("中文.js"), member("a..b.js"), member("...")), []),
        ],
    )
    def test_named(self, data: bytes, reasons: list[str]) -> None:
        assert [one.reason for one in find_problems(_read(data).members)] == reasons

    def test_only_some_keep_a_member_from_being_unpacked(self) -> None:
        members = _read(tar(member("../a.js"), member("B.js"), member("b.js"), member("c.js"))).members
        assert hostile(find_problems(members)) == {"../a.js"}

    def test_names_by_pax_are_the_names(self) -> None:
        members = _read(tar(_pax(("path", "../b.js"), ("linkpath", "x")), member("a.js"))).members
        assert (members[0].name, members[0].pax) == ("../b.js", ("path", "linkpath"))

    @pytest.mark.parametrize(
        ("name", "path"), [("./a.js", "a.js"), ("././/a/", "a"), (".", "."), ("./", ""), ("a/b", "a/b")]
    )
    def test_the_usual_form_of_a_name(self, name: str, path: str) -> None:
        one = TarMember(name, name.encode(), "file", 0, 0, 0)
        assert one.path == path
