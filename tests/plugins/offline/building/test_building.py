"""What `hapline offline build` writes, read back by others: the standard library, openssl, unzip's order of entries."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1
from hypothesis import given
from hypothesis import strategies as st

from hapline.errors import HaplineError
from hapline.testing import Bench, Ended
from hapline_plugins.offline.building.sources import too_large_together
from hapline_plugins.offline.ids import next_version, order, parts_of
from plugins.offline.sample import DESCRIPTOR, DOMAIN, GLOBAL, ID, NORMAL, SPACE, WORKSPACE, key, pem, write
from repositories import TestRepository

NEBULA = f"dist/{ID}/1.0.0.1_all/nebula"
AMR = f"{NEBULA}/{ID}_1.0.0.1.amr"


def _built(folder: Path, *line: str) -> Ended:
    return Bench().run("offline", "build", *line, cwd=folder)


@contextmanager
def _tar(amr: Path) -> Iterator[tarfile.TarFile]:
    name = f"{amr.name.partition('_')[0]}.tar"
    with zipfile.ZipFile(amr) as archive, archive.open(name) as data, tarfile.open(fileobj=data) as tar:
        yield tar


@pytest.fixture
def trips(tmp_path: Path) -> Path:
    """A folder with the two packages and a key."""
    write(tmp_path, WORKSPACE)
    (tmp_path / "private_key.pem").write_bytes(pem(key()))
    return tmp_path


class TestAmr:
    def test_entries_stand_in_the_order_of_real_ones(self, trips: Path) -> None:
        assert _built(trips, "trips", "--key", "private_key.pem").code == 0
        with zipfile.ZipFile(trips / AMR) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == ["Manifest.xml", "CERT.json", f"{ID}.tar"]
            assert archive.read("Manifest.xml").decode() == (
                '<?xml version="1.0" encoding="utf-8"?>\n<package>\n'
                f"  <uid>{ID}</uid>\n  <name>h5app</name>\n  <version>1.0.0.1</version>\n</package>\n"
            )
            assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}

    def test_the_tar_is_gnu_padded_and_owned_by_admin(self, trips: Path) -> None:
        _built(trips, "trips")
        with zipfile.ZipFile(trips / AMR) as archive:
            data = archive.read(f"{ID}.tar")
        assert len(data) % 10240 == 0
        assert data[257:265] == b"ustar  \0"
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            members = tar.getmembers()
            page = tar.extractfile("www/index.html")
            hpmfile = tar.extractfile("hpmfile.json")
            assert page is not None
            assert page.read() == str(NORMAL[f"trips/{ID}/www/index.html"]).encode()
            assert hpmfile is not None
            assert json.load(hpmfile)["version"] == "1.0.0.1"
        assert [one.name for one in members] == [
            "hpmfile.json",
            "www",
            "www/css",
            "www/css/trips.css",
            "www/img",
            "www/img/dot.png",
            "www/index.html",
        ]
        assert {(one.uname, one.gname, one.uid) for one in members} == {("admin", "admin", 500)}

    def test_signatures_are_those_that_clients_verify(self, trips: Path) -> None:
        _built(trips, "trips", "--key", "private_key.pem")
        with zipfile.ZipFile(trips / AMR) as archive:
            text = archive.read("CERT.json")
            assert text.endswith(b'"} \n')
            cert = json.loads(text)
            assert list(cert) == [f"{ID}.tar", "Manifest.xml"]
            for name, signature in cert.items():
                key().public_key().verify(b64decode(signature, validate=True), archive.read(name), PKCS1v15(), SHA1())  # noqa: S303 imposed by the format

    @pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")
    def test_openssl_verifies_them(self, trips: Path) -> None:
        _built(trips, "trips", "--key", "private_key.pem")
        with zipfile.ZipFile(trips / AMR) as archive:
            (trips / "tar").write_bytes(archive.read(f"{ID}.tar"))
            (trips / "signature").write_bytes(b64decode(json.loads(archive.read("CERT.json"))[f"{ID}.tar"]))
        command = ["openssl", "dgst", "-sha1", "-prverify", "private_key.pem", "-signature", "signature", "tar"]
        assert subprocess.run(command, cwd=trips, capture_output=True, check=True, text=True).stdout == "Verified OK\n"

    def test_without_a_key_it_says_so(self, trips: Path) -> None:
        ended = _built(trips, "trips")
        assert "not signed" in ended.out
        with zipfile.ZipFile(trips / AMR) as archive:
            assert archive.read("CERT.json") == b'{"%s.tar":"","Manifest.xml":""} \n' % ID.encode()

    def test_the_configured_key_is_used_unless_told_otherwise(self, trips: Path) -> None:
        (trips / "hapline.json5").write_text('{ offline: { key: "private_key.pem" } }')
        assert "signed; the app's public key" in _built(trips, "trips").out
        assert "not signed" in _built(trips, "trips", "--unsigned", "--out", "other").out

    def test_names_over_a_hundred_bytes_and_chinese_ones_survive(self, trips: Path) -> None:
        long = f"www/{'abcd/' * 30}c.js"
        write(trips, {f"trips/{ID}/{long}": "1", f"trips/{ID}/www/首页.html": "2"})
        _built(trips, "trips")
        with zipfile.ZipFile(trips / AMR) as archive, tarfile.open(fileobj=archive.open(f"{ID}.tar")) as tar:
            assert {long, "www/首页.html"} <= set(tar.getnames())


class TestReproducible:
    def test_the_same_files_make_the_same_bytes(self, trips: Path, tmp_path: Path) -> None:
        _built(trips, "trips", "--key", "private_key.pem")
        again = write(tmp_path / "elsewhere", dict(reversed([*WORKSPACE.items()])))
        for file in again.rglob("*"):
            file.chmod(0o755)
        _built(again, "trips", "--key", "../private_key.pem")
        files = sorted(one.relative_to(trips / "dist") for one in (trips / "dist").rglob("*") if one.is_file())
        assert len(files) == 6
        assert [(trips / "dist" / one).read_bytes() for one in files] == [
            (again / "dist" / one).read_bytes() for one in files
        ]

    def test_recorded_digests(self, trips: Path) -> None:
        """On every machine and Python: what differs here differs between the machines of one team."""
        rows = json.loads(_built(trips, "trips", "--format", "json").out)["files"]
        assert [(one["kind"], one["sha256"][:16]) for one in rows[:3]] == RECORDED

    def test_folders_too_deep_are_said_and_nothing_is_built(self, trips: Path) -> None:
        write(trips, {f"trips/{ID}/{'a/' * 50}b.js": ""})
        ended = _built(trips, "trips")
        assert ended.code == 2
        assert "too many folders inside each other" in ended.err
        assert not (trips / "dist").exists()


class TestUpload:
    def test_the_id_is_its_only_first_level(self, trips: Path) -> None:
        _built(trips, "trips")
        with zipfile.ZipFile(trips / f"dist/{ID}/1.0.0.1_all/{ID}.zip") as archive:
            assert archive.testzip() is None
            assert archive.namelist() == [
                f"{ID}/",
                f"{ID}/www/",
                f"{ID}/www/css/",
                f"{ID}/www/css/trips.css",
                f"{ID}/www/img/",
                f"{ID}/www/img/dot.png",
                f"{ID}/www/index.html",
            ]

    def test_a_zip_is_a_source_too_and_makes_the_same(self, trips: Path) -> None:
        _built(trips, "trips")
        upload = trips / f"dist/{ID}/1.0.0.1_all/{ID}.zip"
        (trips / "again").mkdir()
        assert _built(trips, str(upload), "--version", "1.0.0.1", "--out", "again").code == 0
        again = trips / "again" / Path(AMR).relative_to("dist")
        assert again.read_bytes() == (trips / AMR).read_bytes()


class TestConfiguration:
    def test_empty_addresses_are_said(self, trips: Path) -> None:
        assert "addresses in h5_json.json are empty" not in _built(trips, "trips").out
        (trips / "hapline.json5").write_text('{ offline: { appId: "53E5279071442" } }')
        assert "addresses in h5_json.json are empty" in _built(trips, "trips").out

    def test_addresses_are_those_of_the_server(self, trips: Path) -> None:
        _built(trips, ".")
        answer = json.loads((trips / NEBULA / "nebula_json/h5_json.json").read_bytes())
        above = f"https://{DOMAIN}/53E5279071442-test/{ID}/1.0.0.1_all/nebula/"
        (entry,) = answer["data"]
        assert answer["resultCode"] == 100
        assert entry["package_url"] == f"{above}{ID}_1.0.0.1.amr"
        assert entry["fallback_base_url"] == f"{above}fallback/"
        assert entry["vhost"] == f"https://{ID}.h5app.com"
        assert entry["main_url"] == "/www/index.html"

    def test_a_global_package_lies_below_domain_and_space(self, trips: Path) -> None:
        _built(trips, ".")
        folder = trips / "dist/77000001/1.0.0.3_all/nebula"
        (entry,) = json.loads((folder / "nebula_json/h5_json.json").read_bytes())["data"]
        assert entry["global_pack_url"] == f"https://{DOMAIN}/{SPACE}/common.js"
        assert entry["fallback_base_url"] == ""
        with _tar(folder / "77000001_1.0.0.3.amr") as tar:
            assert f"{DOMAIN}/{SPACE}/common.js" in tar.getnames()
        assert not (folder / "fallback").exists()

    def test_apsara_stack_has_its_prefix_and_bucket(self, trips: Path) -> None:
        apsara = 'edition: "apsara", domain: "mds.example.cn", bucket: "mcube", appId: "A1", workspaceId: "sit"'
        (trips / "hapline.json5").write_text(f"{{ offline: {{ {apsara} }} }}")
        _built(trips, ".")
        folder = trips / "dist/77000001/1.0.0.3_all/nebula"
        (entry,) = json.loads((folder / "nebula_json/h5_json.json").read_bytes())["data"]
        assert entry["package_url"].startswith("https://mds.example.cn/mcube/A1-sit/77000001/1.0.0.3_all/nebula/")
        with _tar(folder / "77000001_1.0.0.3.amr") as tar:
            assert "mds.example.cn/mcube/A1_sit/common.js" in tar.getnames()

    def test_the_fallback_tree_is_that_of_the_package(self, trips: Path) -> None:
        _built(trips, "trips")
        fallback = trips / NEBULA / "fallback"
        found = {one.relative_to(fallback).as_posix(): one.read_bytes() for one in fallback.rglob("*") if one.is_file()}
        before = f"trips/{ID}/"
        assert found == {
            path.removeprefix(before): content if isinstance(content, bytes) else content.encode()
            for path, content in NORMAL.items()
            if path.startswith(before)
        }


class TestBatch:
    def test_all_packages_of_a_folder(self, trips: Path) -> None:
        rows = json.loads(_built(trips, ".", "--format", "json").out)["files"]
        assert {(one["id"], one["version"]) for one in rows} == {(ID, "1.0.0.1"), ("77000001", "1.0.0.3")}

    def test_zips_get_the_version_after_the_highest_existing(self, trips: Path) -> None:
        _built(trips, "trips")
        (trips / "uploads").mkdir()
        upload = trips / f"dist/{ID}/1.0.0.1_all/{ID}.zip"
        upload.rename(trips / "uploads" / f"{ID}.zip")
        (trips / NEBULA / f"{ID}_1.0.0.12.amr").write_bytes(b"")
        (trips / NEBULA / f"{ID}_1.0.0.9.amr").write_bytes(b"")
        rows = json.loads(_built(trips, "uploads", "--format", "json").out)["files"]
        assert {one["version"] for one in rows} == {"1.0.0.13"}

    def test_more_than_a_hundred_are_refused(self, trips: Path) -> None:
        for number in range(101):
            write(trips, {f"many/{10000000 + number}/www/index.html": ""})
        ended = _built(trips, "many")
        assert ended.code == 2
        assert "101 packages; the service imports 100 at once" in ended.err
        assert not (trips / "dist").exists()

    def test_one_id_twice_is_refused(self, trips: Path) -> None:
        write(trips, {"copy/offline-package.json5": DESCRIPTOR, f"copy/{ID}/www/a.html": ""})
        ended = _built(trips, ".")
        assert ended.code == 2
        assert f"package {ID} is there twice" in ended.err

    def test_zips_that_are_too_large_together_are_said(self) -> None:
        most = 300 * 1024 * 1024
        assert too_large_together([most - 1, 1]) is None
        assert too_large_together([most + 1]) is None
        assert "the console imports 300 MB at once" in str(too_large_together([most, 1]))


NO_VERSION = DESCRIPTOR.replace('  version: "1.0.0.1",\n', "")


class TestVersionOfNobody:
    """A descriptor need not say the version: the command line does, or it counts up from what there is."""

    @pytest.fixture
    def trips(self, trips: Path) -> Path:
        (trips / "trips/offline-package.json5").write_text(NO_VERSION)
        return trips

    def test_the_command_line_says_it(self, trips: Path) -> None:
        ended = _built(trips, "trips", "--version", "1.0.0.1")
        assert (ended.code, ended.err) == (0, "")
        assert (trips / AMR).exists()

    def test_nobody_says_it(self, trips: Path) -> None:
        ended = _built(trips, "trips")
        assert ended.code == 2
        assert "the version of the package is not known" in ended.err
        assert "--version" in ended.err
        assert not (trips / "dist").exists()

    def test_next_is_the_first_one_at_first(self, trips: Path) -> None:
        for version, said in (("0.0.0.1", "the first one"), ("0.0.0.2", "the one after 0.0.0.1")):
            ended = _built(trips, "trips", "--version", "next")
            assert ended.code == 0
            assert ended.err.startswith(f"{ID}: version {version}, {said}\n")
            assert f"{ID}_{version}.amr" in ended.out

    def test_what_was_built_counts_without_being_asked_for(self, trips: Path) -> None:
        _built(trips, "trips", "--version", "1.2.3")
        ended = _built(trips, "trips")
        assert f"{ID}: version 1.2.4, the one after 1.2.3\n" in ended.err

    @pytest.mark.parametrize("command", [["offline", "build", "."], ["package", "."]])
    def test_tags_count(self, trips: Path, command: list[str]) -> None:
        write(trips, {"hapline.json5": '{ offline: { tag: "{id}-{version}" } }', ".gitignore": "*.pem\n"})
        repository = TestRepository(trips)
        repository.commit()
        for tag in (f"{ID}-1.0.0.9", f"{ID}-1.0.0.10", "77000001-3"):
            repository.git("tag", tag)
        ended = Bench().run(*command, "--out", "out", cwd=trips)
        assert ended.code == 0, ended.err
        assert (trips / f"out/{ID}/1.0.0.11_all").is_dir()
        assert (trips / "out/77000001/1.0.0.3_all").is_dir()

    def test_next_counts_whatever_the_descriptor_says(self, trips: Path) -> None:
        _built(trips, "common")
        ended = _built(trips, "common", "--version", "next", "--existing", "dist")
        assert "77000001_1.0.0.4.amr" in ended.out

    def test_the_packager_says_what_is_missing(self, trips: Path) -> None:
        ended = Bench().run("package", "trips", cwd=trips)
        assert ended.code == 2
        assert "the version of the package is not known" in ended.err

    def test_a_check_finds_nothing_wrong(self, trips: Path) -> None:
        ended = Bench().run("check", cwd=trips)
        assert (ended.code, "OFP1" in ended.out) == (0, False)


class TestRefused:
    @pytest.mark.parametrize(
        ("line", "said"),
        [
            (["nowhere"], "there is no such folder or zip"),
            (["named/www", "--id", "2017"], "the package id must be eight digits, not '2017'"),
            (["trips", "--id", "20171229"], "the package is 20171228, the command line says 20171229"),
            (["trips", "--version", "1.0-beta"], "the version must be numbers with dots, not '1.0-beta'"),
            (["trips", "--key", "hapline.json5"], "this is no RSA private key in PEM"),
            (["trips", "--key", "nowhere.pem"], "there is no such private key"),
            (["empty"], "there is no offline package here"),
            (["text.zip"], "is not a ZIP"),
            (["two.zip"], "the first level of the zip must be the package id alone, not 20171228, other"),
        ],
    )
    def test_with_a_reason(self, trips: Path, line: list[str], said: str) -> None:
        (trips / "empty").mkdir()
        write(trips, {"named/www/index.html": ""})
        (trips / "text.zip").write_text("no archive at all")
        with zipfile.ZipFile(trips / "two.zip", "w") as archive:
            archive.writestr(f"{ID}/www/index.html", "")
            archive.writestr("other/index.html", "")
        ended = _built(trips, *line)
        assert ended.code in {2, 3, 4}
        assert said in ended.err
        assert "Traceback" not in ended.err
        assert not (trips / "dist").exists()

    def test_a_descriptor_with_a_wrong_value_is_said_with_its_place(self, trips: Path) -> None:
        (trips / "trips/offline-package.json5").write_text(DESCRIPTOR.replace('"1.0.0.1"', "1.0", 1))
        ended = _built(trips, "trips")
        assert ended.code == 2
        assert "offline-package.json5:4:12: error: version must be a string" in ended.err

    @pytest.mark.parametrize("bad", ["../up.html", "/abs.html", "a/../../b", "c:\\d"])
    def test_zips_whose_names_lead_elsewhere(self, trips: Path, bad: str) -> None:
        with zipfile.ZipFile(trips / f"{ID}.zip", "w") as archive:
            archive.writestr(f"{ID}/www/index.html", "")
            archive.writestr(f"{ID}/{bad}", "")
        ended = _built(trips, f"{ID}.zip")
        assert ended.code == 2
        assert "cannot be unpacked safely" in ended.err

    def test_links_in_a_zip_are_left_out(self, trips: Path) -> None:
        link = zipfile.ZipInfo(f"{ID}/www/link.html")
        link.external_attr = 0o120777 << 16
        link.create_system = 3
        with zipfile.ZipFile(trips / f"{ID}.zip", "w") as archive:
            archive.writestr(f"{ID}/www/index.html", "")
            archive.writestr(link, "/etc/passwd")
        rows = json.loads(_built(trips, f"{ID}.zip", "--format", "json", "--no-check").out)["files"]
        assert not [one for one in rows if "link.html" in one["file"]]


class TestPackager:
    def test_it_makes_the_same_as_the_command(self, trips: Path) -> None:
        _built(trips, "trips")
        made = Bench().package(WORKSPACE)
        found = {path for path in made if path.startswith(ID)}
        assert found
        assert {path: made[path] for path in found} == {
            path: (trips / "dist" / path).read_bytes() for path in found if "nebula_json" not in path
        } | {path: made[path] for path in found if "nebula_json" in path}

    def test_without_a_version_it_says_where_to_write_one(self) -> None:
        with pytest.raises(HaplineError, match="the version of the package is not known"):
            Bench().package({f"{ID}/www/index.html": ""})

    def test_a_folder_that_is_named_by_a_date_is_none(self) -> None:
        assert Bench().projects({"20240101/notes.txt": "", "20240102/index.html": "", "20240103/www/a.txt": ""}) == []


class TestVersions:
    @given(st.lists(st.integers(0, 99), min_size=1, max_size=4))
    def test_the_next_one_is_higher(self, numbers: list[int]) -> None:
        version = ".".join(map(str, numbers))
        assert order(next_version([version])) > order(version)

    @pytest.mark.parametrize(
        ("existing", "following"),
        [([], "0.0.0.1"), (["1.0.0.9", "1.0.0.10"], "1.0.0.11"), (["junk"], "0.0.0.1"), (["2", "1.9"], "3")],
    )
    def test_next(self, existing: list[str], following: str) -> None:
        assert next_version(existing) == following

    @pytest.mark.parametrize("text", ["", "1.", ".1", "1..2", "v1", "1.0 ", "\uff11.0", "1" * 10])
    def test_what_is_no_version(self, text: str) -> None:
        assert parts_of(text) is None


def test_a_global_package_without_a_target_is_left_as_it_lies(tmp_path: Path) -> None:
    write(tmp_path, GLOBAL)
    assert _built(tmp_path, "common").code == 0
    with _tar(tmp_path / "dist/77000001/1.0.0.3_all/nebula/77000001_1.0.0.3.amr") as tar:
        assert "common.js" in tar.getnames()


RECORDED = [
    ("offline-package", "eda6c862243a8af3"),
    ("offline-upload", "5a6a98e43325790a"),
    ("offline-config", "c53614d77ee7f469"),
]
"""Kinds, and how the digests of files begin that were built of the sample."""
