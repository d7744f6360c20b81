"""Problems: every kind of oddity is reported, and an honest archive has none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import pytest

from hapline import archives
from hapline.archives import DEFLATED, open_archive
from hapline.archives.writer import NewEntry, apk_signing_block, build, hap_signing_block

BLOCK = hap_signing_block([(0x20000002, b"profile"), (0x20000000, b"signature")])


def reasons(data: bytes) -> list[str]:
    return [problem.reason for problem in open_archive(data).problems()]


def test_honest_archives_have_none() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("module.json", b"{}")
        file.writestr("资源/a.txt", b"a" * 100)
        file.mkdir("ets")
    assert reasons(buffer.getvalue()) == []
    assert reasons(build([NewEntry(name="a"), NewEntry(name="A/a")], block=BLOCK)) == []
    assert reasons(build([])) == []


def test_signed_streamed_archives_have_no_gap() -> None:
    entries = [NewEntry(name=name, data=b"x" * 99, method=DEFLATED, descriptor=True) for name in "ab"]
    problems = open_archive(build(entries, block=BLOCK)).problems()
    assert [(problem.reason, problem.entry, problem.detail) for problem in problems] == [
        ("data-descriptor", "a", {"count": 2})
    ]
    wide = NewEntry(name="w", data=b"x" * 99, descriptor=True, zip64=True)
    assert reasons(build([wide], block=apk_signing_block([(1, b"")]))) == ["data-descriptor"]


OF_ENTRIES: list[tuple[str, Sequence[NewEntry], str, Mapping[str, object]]] = [
    ("traversal", [NewEntry(name="a/../../b")], "a/../../b", {}),
    ("traversal", [NewEntry(name="..")], "..", {}),
    ("absolute", [NewEntry(name="/etc/passwd")], "/etc/passwd", {}),
    ("absolute", [NewEntry(name="C:evil")], "C:evil", {}),
    ("absolute", [NewEntry(name="\\\\server\\share")], "\\\\server\\share", {}),
    ("backslash", [NewEntry(name="a\\b")], "a\\b", {}),
    ("empty-name", [NewEntry(name="")], "", {}),
    ("control-character", [NewEntry(name="a\x00.json")], "a\x00.json", {}),
    ("control-character", [NewEntry(name="a\x1b[2J")], "a\x1b[2J", {}),
    ("control-character", [NewEntry(name="中\x85")], "中\x85", {}),
    ("not-utf8", [NewEntry(name=b"\x8e\x9f.txt")], "\u00c4\u0192.txt", {}),
    ("duplicate", [NewEntry(name="a"), NewEntry(name="a"), NewEntry(name="a")], "a", {"times": 3}),
    ("case-clash", [NewEntry(name="Res/a"), NewEntry(name="res/A")], "res/A", {"other": "Res/a"}),
    ("case-clash", [NewEntry(name="\u00e9"), NewEntry(name="E\u0301")], "E\u0301", {"other": "\u00e9"}),
    ("symlink", [NewEntry(name="l", data=b"/", external_attributes=0o120777 << 16)], "l", {}),
    ("special-file", [NewEntry(name="f", external_attributes=0o010644 << 16)], "f", {"mode": 0o010644}),
    ("encrypted", [NewEntry(name="e", flags=1)], "e", {}),
    ("unknown-method", [NewEntry(name="m", method=93)], "m", {"method": 93}),
    ("directory-with-data", [NewEntry(name="d/", data=b"abc")], "d/", {"size": 3}),
    ("local-header-differs", [NewEntry(name="a", local_name=b"b")], "a", {"name": ("a", "b")}),
    ("local-header-differs", [NewEntry(name="a", local={"method": 8})], "a", {"method": (0, 8)}),
    ("local-header-differs", [NewEntry(name="a", local={"size": 8})], "a", {"size": (0, 8)}),
    ("local-header-differs", [NewEntry(name="a", zip64=True, local={"crc": 8})], "a", {"crc": (0, 8)}),
    ("local-header-differs", [NewEntry(name="a", zip64=True, local={"size": 8})], "a", {"size": (0, 8)}),
    ("local-header-differs", [NewEntry(name="a", local={"flags": 1})], "a", {"flags": (0, 1)}),
]


@pytest.mark.parametrize(("reason", "entries", "name", "detail"), OF_ENTRIES)
def test_of_entries(reason: str, entries: Sequence[NewEntry], name: str, detail: Mapping[str, object]) -> None:
    archive = open_archive(build([NewEntry(name="module.json", data=b"{}"), *entries]))
    (problem,) = archive.problems()
    assert (problem.reason, problem.entry, problem.detail) == (reason, name, detail)


def test_traversal_with_backslashes() -> None:
    assert reasons(build([NewEntry(name="a\\..\\b")])) == ["traversal", "backslash"]


def test_an_archive_hidden_in_the_comment_of_another() -> None:
    # Readers disagree which of the two this is; we take the one that ends last, as Java and Android do.
    data = build([NewEntry(name="a")], comment=build([]))
    assert open_archive(data).entries == []
    assert reasons(data) == ["prefix-data", "ambiguous-end"]


def test_descriptor_that_says_something_else() -> None:
    data = bytearray(build([NewEntry(name="a", data=b"abc", descriptor=True)]))
    at = data.index(b"PK\x07\x08")
    data[at + 4] ^= 1
    found = {problem.reason: problem.detail for problem in open_archive(bytes(data)).problems()}
    assert found.keys() == {"data-descriptor", "gap", "local-header-differs"}
    assert found["local-header-differs"].keys() == {"descriptor"}
    assert found["gap"] == {"offset": 34, "bytes": 16}


PLAIN = build([NewEntry(name="a", data=b"abc")])
OF_ARCHIVES = {
    "prefix-data": (build([NewEntry(name="a")], prefix=b"stub"), {"bytes": 4}),
    "prefix-data, uncounted": (b"stubs" + PLAIN, {"bytes": 5}),
    "prefix-data, nothing else": (b"stub" + build([]), {"bytes": 4}),
    "trailing-data": (PLAIN + b"more", {"bytes": 4}),
    "ambiguous-end": (build([NewEntry(name="a")], comment=build([]) + b"."), {"offsets": [100]}),
    "zip64": (build([NewEntry(name="a")], zip64=True), {}),
    "gap": (build([NewEntry(name="a")], block=b"hidden"), {"offset": 31, "bytes": 6}),
    "signing-block": (
        build([NewEntry(name="a")], block=BLOCK[1:]),
        {"message": "the signing block is broken: 72 bytes with 2 parts do not fit before the directory"},
    ),
}


@pytest.mark.parametrize("name", OF_ARCHIVES)
def test_of_archives(name: str) -> None:
    data, detail = OF_ARCHIVES[name]
    found = {problem.reason: problem.detail for problem in open_archive(data).problems()}
    assert found[name.partition(",")[0]] == detail
    assert len(found) == 1


def test_problem_is_public_although_it_is_imported_late() -> None:
    assert type(open_archive(PLAIN + b"more").problems()[0]) is archives.Problem
    with pytest.raises(AttributeError):
        _ = archives.problem
