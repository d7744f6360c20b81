"""What is not built, and that nothing is written then: errors of rules, private keys, other builds, broken folders."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended
from hapline_plugins.offline.rules.private_keys import EXAMPLE
from plugins.offline.sample import DESCRIPTOR, ID, WORKSPACE, key, pem, write

AMR = f"dist/{ID}/1.0.0.1_all/nebula/{ID}_1.0.0.1.amr"
BUILD, PACKAGE = ["offline", "build", "."], ["package"]
BOTH = pytest.mark.parametrize("line", [BUILD, PACKAGE], ids=["build", "package"])
_PAGE = f"trips/{ID}/www/index.html"


@pytest.fixture
def trips(tmp_path: Path) -> Path:
    """A folder with two packages."""
    return write(tmp_path, WORKSPACE)


def _run(folder: Path, *line: str) -> Ended:
    return Bench().run(*line, cwd=folder)


def _files(folder: Path) -> dict[str, bytes]:
    found = [one for one in folder.rglob("*") if one.is_file()]
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


class TestErrors:
    @BOTH
    def test_they_are_said_with_their_place_and_refuse(self, trips: Path, line: list[str]) -> None:
        write(trips, {"trips/offline-package.json5": DESCRIPTOR.replace("/www/index.html", "/www/none.html")})
        ended = _run(trips, *line)
        assert ended.code == 1
        assert "error[OFP211]" in ended.err
        assert " --> trips/offline-package.json5:5:12" in ended.err
        assert not (trips / "dist").exists()

    def test_of_one_package_too(self, trips: Path) -> None:
        write(trips, {"trips/offline-package.json5": DESCRIPTOR.replace("/www/index.html", "/www/none.html")})
        ended = _run(trips, "offline", "build", "trips")
        assert ended.code == 1
        assert " --> offline-package.json5:5:12" in ended.err

    def test_of_what_the_command_line_says(self, trips: Path) -> None:
        ended = _run(trips, "offline", "build", "trips", "--main-url", "/www/none.html")
        assert ended.code == 1
        assert "error[OFP211]" in ended.err

    def test_of_a_zip(self, trips: Path) -> None:
        _run(trips, *BUILD)
        upload = f"dist/{ID}/1.0.0.1_all/{ID}.zip"
        ended = _run(trips, "offline", "build", upload, "--main-url", "/www/none.html", "--out", "other")
        assert ended.code == 1
        assert "error[OFP211]" in ended.err
        assert not (trips / "other").exists()
        assert _run(trips, "offline", "build", upload, "--main-url", "/www/index.html", "--out", "other").code == 0

    @BOTH
    def test_they_can_be_passed_over(self, trips: Path, line: list[str]) -> None:
        write(trips, {"trips/offline-package.json5": DESCRIPTOR.replace("/www/index.html", "/www/none.html")})
        ended = _run(trips, *line, "--no-check")
        assert (ended.code, ended.err) == (0, "")
        assert (trips / AMR).is_file()

    @BOTH
    def test_warnings_are_said_and_refuse_nothing(self, trips: Path, line: list[str]) -> None:
        write(trips, {f"trips/{ID}/www/old.zip": "PK"})
        ended = _run(trips, *line)
        assert ended.code == 0
        assert "warning[OFP223]" in ended.err
        assert (trips / AMR).is_file()

    def test_json_is_all_that_standard_output_has(self, trips: Path) -> None:
        write(trips, {f"trips/{ID}/www/old.zip": "PK"})
        ended = _run(trips, *BUILD, "--format", "json")
        assert json.loads(ended.out)["files"]

    @BOTH
    def test_what_the_configuration_accepts_is_accepted(self, trips: Path, line: list[str]) -> None:
        write(trips, {"trips/offline-package.json5": DESCRIPTOR.replace("/www/index.html", "/www/none.html")})
        assert _run(trips, *line, "--set", "check.ignore=OFP211").code == 0


class TestPrivateKeys:
    @BOTH
    @pytest.mark.parametrize("options", [[], ["--no-check"], ["--set", "check.ignore=OFP501"]])
    def test_none_is_ever_packed(self, trips: Path, line: list[str], options: list[str]) -> None:
        write(trips, {f"trips/{ID}/www/js/private_key.pem": EXAMPLE})
        ended = _run(trips, *line, *options)
        assert ended.code == (2 if options else 1)
        said = (
            f"trips/{ID}/www/js/private_key.pem: error: package {ID} would hold a private key" if options else "OFP501"
        )
        assert said in ended.err
        assert not (trips / "dist").exists()

    def test_nor_from_a_zip(self, trips: Path) -> None:
        _run(trips, *BUILD)
        import zipfile

        with zipfile.ZipFile(trips / f"{ID}.zip", "w") as archive:
            archive.writestr(f"{ID}/www/index.html", "<p>")
            archive.writestr(f"{ID}/key.pem", EXAMPLE)
        ended = _run(trips, "offline", "build", f"{ID}.zip", "--no-check", "--out", "other")
        assert ended.code == 2
        assert f"{ID}/key.pem: error: package {ID} would hold a private key" in ended.err


class TestOtherBuilds:
    @BOTH
    def test_other_files_in_a_version_that_was_built_are_refused(self, trips: Path, line: list[str]) -> None:
        assert _run(trips, *line).code == 0
        before = _files(trips / "dist")
        write(trips, {_PAGE: str(WORKSPACE[_PAGE]).replace("Trips", "Tours"), f"trips/{ID}/www/a.js": ""})
        ended = _run(trips, *line)
        assert ended.code == 2
        what = f"version 1.0.0.1 of package {ID} was built here before, with other files: www/a.js, www/index.html"
        assert f"hapline: {AMR}: error: {what}\n" in ended.err
        assert "--force" in ended.err
        assert _files(trips / "dist") == before
        assert _run(trips, *line, "--force").code == 0
        assert _files(trips / "dist")[AMR.removeprefix("dist/")] != before[AMR.removeprefix("dist/")]

    @BOTH
    def test_the_same_files_again_are_fine(self, trips: Path, line: list[str]) -> None:
        _run(trips, *line)
        before = _files(trips / "dist")
        assert _run(trips, *line).code == 0
        assert _files(trips / "dist") == before

    def test_another_version_is_fine(self, trips: Path) -> None:
        _run(trips, *BUILD)
        write(trips, {f"trips/{ID}/www/a.js": ""})
        assert _run(trips, "offline", "build", "trips", "--version", "1.0.0.2").code == 0

    @BOTH
    def test_a_signed_package_is_not_replaced_by_one_that_is_not(self, trips: Path, line: list[str]) -> None:
        (trips / "key.pem").write_bytes(pem(key()))
        assert _run(trips, *BUILD, "--key", "key.pem").code == 0
        before = _files(trips / "dist")
        ended = _run(trips, *line)
        assert ended.code == 2
        assert "_1.0.0.3.amr: error: this package is signed, and what would replace it is not\n" in ended.err
        assert _files(trips / "dist") == before
        assert _run(trips, *line, "--force").code == 0

    def test_one_that_is_not_signed_is_replaced_by_one_that_is(self, trips: Path) -> None:
        (trips / "key.pem").write_bytes(pem(key()))
        _run(trips, *BUILD)
        assert _run(trips, *BUILD, "--key", "key.pem").code == 0

    @pytest.mark.parametrize("there", [b"", b"PK", b"x" * 5000])
    def test_what_is_no_package_is_replaced(self, trips: Path, there: bytes) -> None:
        write(trips, {AMR: there})
        assert _run(trips, *BUILD).code == 0
        assert (trips / AMR).read_bytes() != there


class TestOneIdTwice:
    def test_it_is_refused_before_anything_is_written(self, trips: Path) -> None:
        write(trips, {"old/trips/offline-package.json5": DESCRIPTOR, f"old/trips/{ID}/www/index.html": "<p>"})
        ended = _run(trips, *PACKAGE)
        assert ended.code == 2
        both = ("trips/offline-package.json5", "old/trips/offline-package.json5")
        for one, other in (both, both[::-1]):
            assert f"hapline: {one}: error: package {ID} is there twice: {other} has it too\n" in ended.err
        assert not (trips / "dist").exists()
        found = _run(trips, "check", "-q", "--select", "OFP119").out.splitlines()
        assert [line.partition(":")[0] for line in found] == ["old/trips/offline-package.json5", both[0]]


class TestFolders:
    @BOTH
    @pytest.mark.parametrize("inner", ["", f"/{ID}", f"/{ID}/1.0.0.1_all"])
    def test_a_file_where_a_folder_would_be(self, trips: Path, line: list[str], inner: str) -> None:
        write(trips, {f"dist{inner}": "mine"})
        before = _files(trips)
        ended = _run(trips, *line)
        assert ended.code == 2
        assert f"hapline: dist{inner}: error: a file is where a folder would be made\n" in ended.err
        assert "help: name another folder with --out, or move it away\n" in ended.err
        assert _files(trips) == before
        assert not (trips / "dist" / "77000001").exists()

    @BOTH
    def test_a_folder_where_a_file_would_be(self, trips: Path, line: list[str]) -> None:
        write(trips, {f"{AMR}/mine": ""})
        before = _files(trips)
        ended = _run(trips, *line)
        assert ended.code == 2
        assert f"hapline: {AMR}: error: a folder is where the file would be written\n" in ended.err
        assert _files(trips) == before

    @BOTH
    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no /proc")
    def test_a_folder_that_takes_nothing(self, trips: Path, line: list[str]) -> None:
        ended = _run(trips, *line, "--out", "/proc/dist")
        assert ended.code == 2
        assert "hapline: /proc: error: nothing can be written in this folder: " in ended.err
        assert "help: name another folder with --out, or see to it that this one can be written to\n" in ended.err

    @BOTH
    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes everywhere")
    def test_a_folder_without_permission(self, trips: Path, line: list[str]) -> None:
        (trips / "dist").mkdir(mode=0o500)
        ended = _run(trips, *line)
        assert "hapline: dist: error: nothing can be written in this folder: Permission denied\n" in ended.err


class TestOneOfSeveralIsBroken:
    @BOTH
    def test_its_descriptor(self, trips: Path, line: list[str]) -> None:
        write(trips, {"trips/offline-package.json5": '{ id: "20171228", version: '})
        ended = _run(trips, *line)
        assert ended.code == 2
        assert "hapline: trips/offline-package.json5:1:19: error: " in ended.err
        assert not (trips / "dist").exists()

    @BOTH
    def test_a_file_that_cannot_be_packed(self, trips: Path, line: list[str]) -> None:
        with (trips / f"trips/{ID}/www/img/large.png").open("wb") as file:
            file.truncate(65 * 1024 * 1024)
        ended = _run(trips, *line, "--no-check")
        assert ended.code == 4
        assert f"hapline: trips/{ID}/www/img/large.png: error: 68157440 bytes, more than 67108864\n" in ended.err
        assert not (trips / "dist").exists()

    def test_a_zip(self, trips: Path) -> None:
        write(trips, {"20171230.zip": b"PK\3\4 no archive"})
        ended = _run(trips, *BUILD)
        assert ended.code == 2
        assert "20171230.zip: error: " in ended.err
        assert not (trips / "dist").exists()


class TestWhatTheCommandLineSays:
    def test_the_directory_counts(self, tmp_path: Path) -> None:
        write(tmp_path, {"web/index.html": "<p>"})
        line = ["offline", "build", "web", "--id", ID, "--version", "1.0", "--directory", "www", "--no-check"]
        assert _run(tmp_path, *line).code == 0
        assert (tmp_path / f"dist/{ID}/1.0_all/nebula/fallback/www/index.html").is_file()

    def test_a_version_that_is_wrong_in_the_descriptor_is_no_matter(self, trips: Path) -> None:
        write(trips, {"trips/offline-package.json5": DESCRIPTOR.replace('"1.0.0.1"', "1.0", 1)})
        assert _run(trips, "offline", "build", "trips").code == 2
        assert f"{ID}_1.0.0.2.amr" in _run(trips, "offline", "build", "trips", "--version", "1.0.0.2").out

    def test_rules_judge_the_version_that_is_counted_up(self, trips: Path) -> None:
        write(
            trips, {"hapline.json5": '{ offline: { released: "dist", appId: "53E5279071442", workspaceId: "test" } }'}
        )
        line = ["offline", "build", "trips", "--version"]
        assert _run(trips, *line, "1.0.0.5").code == 0
        assert "OFP108" in _run(trips, *line, "1.0.0.4", "--out", "other").err
        assert "OFP108" not in _run(trips, *line, "next", "--out", "other").err


def _described(**members: str) -> str:
    known = {"id": "20171228", "platform": "all", "clientVersionMin": "1.0.0;1.0.0;1.0.0"}
    return json.dumps(known | members)


class TestOwnOutput:
    def test_it_is_not_packed_again(self, tmp_path: Path) -> None:
        write(
            tmp_path,
            {"index.html": "<p>", "offline-package.json5": _described(version="1.0.0.1", source=".")},
        )
        assert _run(tmp_path, *BUILD).code == 0
        before = _files(tmp_path)
        for line in (BUILD, PACKAGE):
            ended = _run(tmp_path, *line, *(("--version", "1.0.0.2") if line is BUILD else ()))
            assert ended.code == 1
            assert "dist/20171228/1.0.0.1_all is what an earlier build has written" in ended.err
        assert _files(tmp_path) == before


class TestNamesAndSources:
    @pytest.mark.skipif(os.name == "nt", reason="no file can have such a name there")
    @BOTH
    def test_a_backslash_is_said_and_refused(self, trips: Path, line: list[str]) -> None:
        (trips / f"trips/{ID}/www" / "back\\slash.png").write_bytes(b"")
        ended = _run(trips, *line)
        assert ended.code in {1, 2}
        assert "the name back\\slash.png has a backslash" in ended.err
        assert not (trips / "dist").exists()

    def test_a_source_that_is_not_built_is_named(self, tmp_path: Path) -> None:
        write(tmp_path, {"offline-package.json5": _described(version="1.0.0.1", source="web/dist")})
        ended = _run(tmp_path, *BUILD)
        assert ended.code == 4, ended.err
        assert "there is nothing in web/dist, the source of the package" in ended.err
        assert "build the pages first" in ended.err

    def test_without_any_release_to_be_seen_no_version_is_made_up(self, tmp_path: Path) -> None:
        config = '{offline: {tag: "offline/{id}/{version}"}}'
        write(tmp_path, {"hapline.json5": config, "20171228/www/index.html": "<p>"})
        write(tmp_path, {"offline-package.json5": _described()})
        for line in (BUILD, PACKAGE):
            ended = _run(tmp_path, *line)
            assert ended.code == 2
            assert "the version of the package is not known" in ended.err
        assert not (tmp_path / "dist").exists()
