"""What is served: folders read anew, uploads, built packages with what lies beside them, and files that are none."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from hapline.archives import ArchiveError
from hapline.errors import HaplineError, MissingError, NothingToDoError, UsageError
from hapline.testing import Bench
from hapline_plugins.offline.serving.given import with_fallbacks
from hapline_plugins.offline.serving.packages import package_in
from plugins.offline.sample import DESCRIPTOR, ID, NORMAL, WORKSPACE, write
from plugins.offline.sample import PAGE as PAGE_TEXT
from plugins.offline.serving.served_here import HOST, PAGE, Here, both, packages_of, serving

AMR = f"dist/{ID}/1.0.0.1_all/nebula/{ID}_1.0.0.1.amr"


def _zip(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def _amr(tar: bytes) -> bytes:
    return _zip(**{"Manifest.xml": b"<version>1.0.0.1</version>", f"{ID}.tar": tar})


def _tar(*members: tarfile.TarInfo) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:", format=tarfile.GNU_FORMAT) as tar:
        for one in members:
            tar.addfile(one, io.BytesIO(b"x" * one.size))
    return made.getvalue()


def _member(name: str, kind: bytes = tarfile.REGTYPE, size: int = 1) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size if kind == tarfile.REGTYPE else 0, "/etc/passwd"
    return info


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder in which the sample packages were built."""
    write(tmp_path, WORKSPACE)
    for name in ("trips", "common"):
        assert Bench().run("offline", "build", name, "--unsigned", cwd=tmp_path).code == 0
    return tmp_path


class TestFolders:
    def test_files_are_read_anew_each_time(self, alone: Here, tmp_path: Path) -> None:
        page = tmp_path / f"trips/{ID}/www/index.html"
        assert alone.ask(PAGE).text == PAGE_TEXT
        page.write_text("newer")
        assert alone.ask(PAGE).text == "newer"
        page.unlink()
        assert alone.ask(PAGE).status == 404
        (page.parent / "new.html").write_text("new")
        assert alone.ask(PAGE.replace("index", "new")).text == "new"

    def test_a_descriptor_that_cannot_be_read_is_said_where_it_is_seen(self, alone: Here, tmp_path: Path) -> None:
        (tmp_path / "trips/offline-package.json5").write_text("{ id: ")
        reply = alone.ask(f"https://{HOST}/www/new.html")
        assert reply.status == 500
        assert "offline-package.json5:1:" in reply.text
        assert alone.ask(f"http://127.0.0.1:{alone.port}/").status == 200
        (tmp_path / "trips/offline-package.json5").write_text(DESCRIPTOR)
        assert alone.ask(PAGE).status == 200

    def test_links_do_not_lead_out_of_a_package(self, alone: Here, tmp_path: Path) -> None:
        (tmp_path / "secret.txt").write_text("secret")
        (tmp_path / f"trips/{ID}/www/out.txt").symlink_to(tmp_path / "secret.txt")
        assert alone.ask(f"https://{HOST}/www/out.txt").status == 404

    def test_a_folder_with_several_has_all(self, tmp_path: Path) -> None:
        both(tmp_path)
        assert [(one.id, one.kind) for one in packages_of(tmp_path)] == [("77000001", "global"), (ID, "normal")]

    def test_one_with_none_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(NothingToDoError):
            packages_of(tmp_path)

    def test_an_id_that_is_none_is_refused(self, tmp_path: Path) -> None:
        write(tmp_path, {"a/offline-package.json5": '{ id: "1", version: "1.0" }'})
        with pytest.raises(UsageError, match="eight digits"):
            packages_of(tmp_path / "a")

    def test_two_of_one_id_are_refused(self, tmp_path: Path) -> None:
        both(tmp_path)
        write(tmp_path, {f"again/{path.partition('/')[2]}": content for path, content in NORMAL.items()})
        with pytest.raises(UsageError, match=f"{ID} is there twice"):
            packages_of(tmp_path / "trips", tmp_path / "again")


class TestFiles:
    def test_a_built_package_is_known_by_what_lies_beside_it(self, built: Path) -> None:
        served = packages_of(*sorted(built.glob("dist/*/*/nebula/*.amr")))
        assert [(one.id, one.version, one.kind) for one in served] == [
            (ID, "1.0.0.1", "normal"),
            ("77000001", "1.0.0.3", "global"),
        ]
        with serving(served) as here:
            assert here.ask(f"https://{HOST}/").headers["Location"] == "/www/index.html"
            assert here.ask(PAGE).text == PAGE_TEXT
            assert here.ask(served[0].fallbacks[0] + "www/index.html").text == PAGE_TEXT
            assert here.whence == ["redirect", "package", "fallback"]

    def test_it_can_be_alone(self, built: Path) -> None:
        (built / "alone.amr").write_bytes((built / AMR).read_bytes())
        with serving(packages_of(built / "alone.amr")) as here:
            assert here.ask(f"https://{HOST}/").headers["Location"] == "/www/index.html"
            assert here.ask(f"https://{HOST}/hpmfile.json").status == 200

    @pytest.mark.parametrize(
        "config", ["", "{", "[]", "[" * 100_000, '{"data": 1}', '{"data": [1]}', '{"data": [{"app_id": 1}]}']
    )
    def test_a_configuration_that_says_nothing_does_not_matter(self, built: Path, config: str) -> None:
        (built / "h5_json.json").write_text(config)
        (built / "alone.amr").write_bytes((built / AMR).read_bytes())
        assert [one.id for one in packages_of(built / "alone.amr")] == [ID]

    def test_that_of_another_version_does_not_either(self, built: Path) -> None:
        entry = {"app_id": ID, "version": "1.0.0.2", "main_url": "/other.html", "vhost": "https://other.example"}
        (built / "alone.amr").write_bytes((built / AMR).read_bytes())
        for version, host in (("1.0.0.2", HOST), ("1.0.0.1", "other.example")):
            (built / "h5_json.json").write_text(json.dumps({"data": [{**entry, "version": version}]}))
            assert [one.host for one in packages_of(built / "alone.amr")] == [host]

    def test_a_mini_program_has_a_longer_id(self, tmp_path: Path) -> None:
        (tmp_path / "a.amr").write_bytes(_zip(**{"2018032302435038.tar": _tar(_member("index.html"))}))
        assert [one.host for one in packages_of(tmp_path / "a.amr")] == ["2018032302435038.h5app.com"]

    def test_an_upload_is_served(self, built: Path) -> None:
        with serving(packages_of(built / f"dist/{ID}/1.0.0.1_all/{ID}.zip")) as here:
            assert here.ask(PAGE).text == PAGE_TEXT

    def test_a_file_that_is_built_again_is_read_again(self, tmp_path: Path) -> None:
        file = tmp_path / f"{ID}.zip"
        file.write_bytes(_zip(**{f"{ID}/www/index.html": b"old"}))
        with serving(packages_of(file)) as here:
            assert here.ask(PAGE).text == "old"
            file.write_bytes(b"PK half of it")
            assert here.ask(PAGE).status == 500
            file.unlink()
            assert "no such" in here.ask(PAGE).text
            file.write_bytes(_zip(**{f"{ID}/www/index.html": b"newer"}))
            assert here.ask(PAGE).text == "newer"

    def test_what_is_no_package_is_said(self, tmp_path: Path) -> None:
        for name, content, error in (
            ("a.zip", b"nothing", UsageError),
            ("b.zip", _zip(**{"www/index.html": b""}), UsageError),
            ("c.zip", _zip(**{f"{ID}.tar": b"x" * 512}), UsageError),
        ):
            (tmp_path / name).write_bytes(content)
            with pytest.raises(error):
                packages_of(tmp_path / name)
        with pytest.raises(MissingError):
            packages_of(tmp_path / "none.amr")
        os.mkfifo(tmp_path / "pipe.amr")
        with pytest.raises(UsageError):
            packages_of(tmp_path / "pipe.amr")


class TestHostileTars:
    def test_only_plain_files_inside_are_there(self) -> None:
        tar = _tar(
            _member("./www/a.html"),
            _member("../out.html"),
            _member("/etc/out.html"),
            _member("www/../../out.html"),
            _member("www/link.html", tarfile.SYMTYPE),
            _member("www/hard.html", tarfile.LNKTYPE),
            _member("www/pipe", tarfile.FIFOTYPE),
            _member("www/device", tarfile.CHRTYPE),
            _member("www", tarfile.DIRTYPE),
        )
        assert list(package_in(_amr(tar), "a.amr").content.by_path) == ["www/a.html"]

    def test_a_size_that_lies_is_refused(self) -> None:
        tar = _tar(_member("www/a.html"))
        lying = tarfile.TarInfo("www/b.html")
        lying.size = 10**9
        tar = tar[:1024] + lying.tobuf(tarfile.GNU_FORMAT) + bytes(1024)
        with pytest.raises(ArchiveError, match="a size in it is wrong"):
            package_in(_amr(tar), "a.amr")

    def test_names_within_names_do_not_run_away(self) -> None:
        link = tarfile.TarInfo("././@LongLink")
        link.type, link.size = tarfile.GNUTYPE_LONGNAME, 1
        block = link.tobuf(tarfile.GNU_FORMAT) + b"a".ljust(512, b"\0")
        with pytest.raises(ArchiveError, match="one behind the other"):
            package_in(_amr(block * 5000), "a.amr")


class TestGiven:
    def test_the_folder_of_a_build_has_the_trees_of_all(self, built: Path) -> None:
        served = with_fallbacks(packages_of(built / "trips", built / "common"), [str(built / "dist")])
        assert [one.folder for one in served] == [str(built / f"dist/{ID}/1.0.0.1_all/nebula/fallback"), ""]

    def test_a_package_is_named_where_there_are_several(self, tmp_path: Path) -> None:
        write(tmp_path, {f"{ID}/www/index.html": "x", "20171229/www/index.html": "x", "late/a.js": "x"})
        folders = (tmp_path / ID, tmp_path / "20171229")
        served = packages_of(*folders, fallback=[f"{ID}={tmp_path / 'late'}"], main_url=["20171229=/b.html"])
        assert [(one.folder, one.main_url) for one in served] == [(str(tmp_path / "late"), ""), ("", "/b.html")]
        with pytest.raises(UsageError, match="not clear"):
            packages_of(*folders, fallback=[str(tmp_path / "late")])
        with pytest.raises(UsageError, match="no package 20171230"):
            packages_of(*folders, main_url=["20171230=/b.html"])

    def test_a_folder_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(MissingError):
            packages_of(both(tmp_path)[0], fallback=["none"])

    def test_errors_are_those_that_people_see(self, tmp_path: Path) -> None:
        (tmp_path / "offline-package.json5").write_text("{")
        with pytest.raises(HaplineError, match=r"offline-package\.json5:1"):
            packages_of(tmp_path)
