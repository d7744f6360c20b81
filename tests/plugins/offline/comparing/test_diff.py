"""`hapline offline diff` on packages that were built of sources which differ in known ways."""

from __future__ import annotations

import json
import random
from importlib import import_module
from pathlib import Path

import pytest
import zstandard

from hapline.archives.writer import NewEntry
from hapline.archives.writer import build as build_zip
from hapline.testing import Bench, Ended
from hapline_plugins.offline.comparing.difference import Difference
from hapline_plugins.offline.comparing.estimates import (
    MOST_BSDIFF,
    MOST_ZSTD,
    bsdiff_patch,
    estimates,
    zstd_frame,
    zstd_patch,
)
from hapline_plugins.offline.content.files import Content, PackageFile
from plugins.offline.sample import write
from plugins.offline.verifying.made import POINTER

OLD = {
    "20171228/www/index.html": "<p>one</p>",
    "20171228/www/same.js": "1;" * 3000,
    "20171228/www/app.1a2b.js": "window.app = 1;\n" * 200,
    "20171228/www/gone.css": "a { }",
    "20171228/www/empty.txt": "",
}
NEW = {
    "20171228/www/index.html": "<p>two</p>",
    "20171228/www/same.js": "1;" * 3000,
    "20171228/www/app.3c4d.js": "window.app = 1;\n" * 200,
    "20171228/www/come.css": "b { }",
    "20171228/www/other.txt": "",
}


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two versions, built and in source."""
    write(tmp_path / "old", OLD)
    write(tmp_path / "new", NEW)
    for name, version in (("old", "1.0.0.1"), ("new", "1.0.0.2")):
        line = ("offline", "build", f"{name}/20171228", "--version", version)
        assert Bench().run(*line, cwd=tmp_path).code == 0
    return tmp_path


def _amr(version: str) -> str:
    return f"dist/20171228/{version}_all/nebula/20171228_{version}.amr"


def _zip(version: str) -> str:
    return f"dist/20171228/{version}_all/20171228.zip"


def _diff(folder: Path, *line: str) -> Ended:
    return Bench().run("offline", "diff", *line, cwd=folder)


FORMS = {
    "amr": (_amr("1.0.0.1"), _amr("1.0.0.2")),
    "zip": (_zip("1.0.0.1"), _zip("1.0.0.2")),
    "folder": ("old/20171228", "new/20171228"),
    "mixed": (_amr("1.0.0.1"), "new"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_is_found_whatever_the_versions_are_kept_as(two: Path, form: str) -> None:
    ended = _diff(two, *FORMS[form], "--format", "json")
    found = json.loads(ended.out)
    assert ended.code == 0
    assert found["changed"] == [{"path": "www/index.html", "oldSize": 10, "size": 10}]
    assert found["renamed"] == [{"oldPath": "www/app.1a2b.js", "path": "www/app.3c4d.js", "size": 3200}]
    assert found["added"] == [{"path": "www/come.css", "size": 5}, {"path": "www/other.txt", "size": 0}]
    assert found["removed"] == [{"path": "www/empty.txt", "size": 0}, {"path": "www/gone.css", "size": 5}]
    assert found["unchanged"] == 1
    sizes = {one["method"]: one["size"] for one in found["estimates"]}
    assert set(sizes) == {"files", "zstd", "bsdiff"}
    assert all(0 < size < 2000 for size in sizes.values())


def test_people_are_told_the_same(two: Path) -> None:
    ended = _diff(two, *FORMS["amr"])
    lines = ended.out.splitlines()
    assert lines[0] == "20171228 1.0.0.1 -> 20171228 1.0.0.2"
    assert "renamed  www/app.1a2b.js -> www/app.3c4d.js  3.12 KB" in lines
    assert "1 changed, 2 added, 2 removed, 1 renamed, 1 the same" in lines
    assert [line for line in lines if line.startswith("full download: ")]
    assert len([line for line in lines if line.startswith("incremental, ") and "about" in line]) == 3


@pytest.mark.parametrize(
    ("versions", "said", "how"),
    [
        (("1.0.0.2", "1.0.0.1"), "the new version is lower than the old one", "lower"),
        (("1.0.0.1", "1.0.0.1"), "the same version with other files", "same"),
        (("1.0.0.1", "1.0.0.10"), "", "higher"),
    ],
)
def test_versions_that_no_client_takes_for_newer(
    versions: tuple[str, str], said: str, how: str, tmp_path: Path
) -> None:
    for name, files, version in zip(("old", "new"), (OLD, NEW), versions, strict=True):
        write(tmp_path / name, files)
        line = ("offline", "build", f"{name}/20171228", "--version", version, "--out", f"{name}/dist")
        assert Bench().run(*line, cwd=tmp_path).code == 0
    paths = [str(next((tmp_path / name / "dist").rglob("*.amr")).relative_to(tmp_path)) for name in ("old", "new")]
    lines = _diff(tmp_path, *paths, "--no-estimates").out.splitlines()
    assert [line for line in lines if "version" in line] == [line for line in lines if said and said in line]
    assert len([line for line in lines if "version" in line]) == bool(said)
    found = json.loads(_diff(tmp_path, *paths, "--no-estimates", "--format", "json").out)
    assert found["versionOrder"] == how


def test_a_version_that_is_not_known_is_compared_with_none(two: Path) -> None:
    ended = _diff(two, _amr("1.0.0.2"), "new/20171228", "--format", "json")
    assert json.loads(ended.out)["versionOrder"] is None
    same = _diff(two, _amr("1.0.0.1"), _amr("1.0.0.1"))
    assert "the same version" not in same.out


def test_nothing_differs(two: Path) -> None:
    ended = _diff(two, _amr("1.0.0.1"), "old", "--exit-code", "--format", "json")
    assert ended.code == 0
    found = json.loads(ended.out)
    assert (found["unchanged"], found["estimates"]) == (5, [])


def test_exit_code_says_that_something_does(two: Path) -> None:
    assert _diff(two, *FORMS["amr"], "--exit-code", "--no-estimates").code == 1


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("nowhere.amr", "there is no such file"),
        ("text.amr", "is not a ZIP"),
        ("empty.amr", "is empty"),
        ("pointer.amr", "is a pointer of Git LFS"),
        ("text.zip", "is not a ZIP"),
        ("twice", "there are several packages here"),
        ("none", "there is no offline package here"),
    ],
)
def test_what_is_no_package_is_said(two: Path, old: str, said: str) -> None:
    for name in ("text.amr", "text.zip"):
        (two / name).write_text("hello")
    (two / "pointer.amr").write_bytes(POINTER)
    (two / "empty.amr").touch()
    (two / "none").mkdir()
    write(two / "twice", {"20171228/www/index.html": "", "20171229/www/index.html": ""})
    ended = _diff(two, old, _amr("1.0.0.2"))
    assert ended.code in {2, 3, 4}
    assert said in ended.err
    assert "Traceback" not in ended.err


def _file(path: str, content: bytes) -> PackageFile:
    return PackageFile(path, lambda: content, size=len(content))


def test_two_packages_are_not_two_versions_of_one(two: Path) -> None:
    write(two / "other", {path.replace("20171228", "20171229"): text for path, text in OLD.items()})
    ended = _diff(two, _amr("1.0.0.1"), "other/20171229", "--exit-code")
    assert ended.code == 1
    assert "two packages, not two versions of one" in ended.out
    assert "incremental, " not in ended.out
    found = json.loads(_diff(two, _amr("1.0.0.1"), "new", "--format", "json").out)
    assert found["samePackage"] is True
    found = json.loads(_diff(two, "new", "other/20171229", "--format", "json").out)
    assert (found["samePackage"], found["estimates"]) == (False, [])


def test_zips_without_an_id_are_compared_as_they_are(two: Path) -> None:
    for name, text in (("a", "one"), ("b", "two")):
        entries = [NewEntry(name=path, data=text.encode()) for path in ("www/index.html", "img/a.svg")]
        (two / f"{name}.zip").write_bytes(build_zip(entries))
    found = json.loads(_diff(two, "a.zip", "b.zip", "--format", "json").out)
    assert [one["path"] for one in found["changed"]] == ["img/a.svg", "www/index.html"]
    assert (found["samePackage"], len(found["estimates"])) == (None, 3)
    found = json.loads(_diff(two, "a.zip", _amr("1.0.0.1"), "--format", "json").out)
    assert [one["path"] for one in found["changed"]] == ["www/index.html"]


class TestEstimates:
    def test_patches_restore_the_new_tar(self) -> None:
        old, new = b"abcdefgh" * 9000, b"abcdefgh" * 4000 + b"!" + b"abcdefgh" * 5100
        frame = list(zstd_frame(old, new))
        made = zstandard.ZstdDecompressor().decompressobj().decompress(b"".join(piece for _, piece in frame))
        assert made == old + new
        assert import_module("bsdiff4").patch(old, bsdiff_patch(old, new)) == new
        assert zstd_patch(old, new) == sum(len(piece) for part, piece in frame if part == "new") < 1000

    @pytest.mark.timeout(60)
    def test_two_bytes_in_a_large_package_are_a_small_update(self) -> None:
        old = random.Random(1).randbytes(40 << 20)
        new = bytearray(old)
        new[100] ^= 1
        new[-100] ^= 1
        assert zstd_patch(old, bytes(new)) < 16_000

    def test_of_a_large_package_bsdiff_compares_what_changed(self) -> None:
        same, was, now = random.Random(1).randbytes(MOST_BSDIFF), b"abcdefgh" * 900, b"abcdefgh" * 899 + b"ABCDEFGH"
        old, new = ({"www/a.bin": same, "www/b.js": content, content[-8:].hex(): b"x"} for content in (was, now))
        difference = Difference(*(Content([_file(*one) for one in files.items()]) for files in (old, new)))
        *_, found = estimates(difference, same + was, same + now)
        assert (found.method, found.of) == ("bsdiff", "changed-files")
        assert found.size is not None
        assert found.size < 500

    def test_what_changed_can_be_too_large_too(self) -> None:
        old, new = bytes(MOST_BSDIFF + 1), b"x" * (MOST_BSDIFF + 1)
        difference = Difference(Content([_file("a", old)]), Content([_file("a", new)]))
        *_, found = estimates(difference, old, new)
        assert (found.method, found.of, found.size, found.most) == ("bsdiff", "changed-files", None, MOST_BSDIFF)

    def test_what_is_too_large_is_not_tried(self) -> None:
        nothing = Difference(Content([]), Content([_file("a", b"x")]))
        found = {one.method: one.size for one in estimates(nothing, b"", bytes(MOST_ZSTD + 1))}
        assert found["files"] is not None
        assert found["zstd"] is None
        assert MOST_BSDIFF < MOST_ZSTD
