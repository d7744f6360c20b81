"""``hapline offline verify`` and ``inspect``, and ``hapline verify``, as they are run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended
from plugins.offline.sample import ID, WORKSPACE, key, pem
from plugins.offline.sample import write as write_files
from plugins.offline.verifying.made import NAME, POINTER, other_key, public, spki, write

_NO_TAR = "the tar cannot be read, so that the signatures over it could not be verified"


def _run(folder: Path, *line: str, **options: str) -> Ended:
    return Bench(options={name.replace("_", "."): value for name, value in options.items()}).run(*line, cwd=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a package in it, and the public key."""
    write(tmp_path, {NAME: "{}"})
    (tmp_path / "public.der").write_bytes(public(key()))
    return tmp_path


class TestVerify:
    def test_a_valid_one(self, folder: Path) -> None:
        ended = _run(folder, "offline", "verify", NAME, "--public-key", "public.der")
        assert ended.code == 0
        assert ended.err == f"{NAME}: {ID} 1.0.0.1, 2 files; signature valid: 2048 bits, public.der\n"

    def test_quietly(self, folder: Path) -> None:
        assert _run(folder, "offline", "verify", NAME, "--public-key", "public.der", "-q") == Ended(0, "", "")

    def test_with_another_key(self, folder: Path) -> None:
        ended = _run(folder, "offline", "verify", NAME, "--public-key", spki(other_key()))
        assert ended.code == 1
        assert "OFP723" in ended.out
        assert "signed with another key" in ended.err

    def test_of_several_keys_any(self, folder: Path) -> None:
        keys = ("--public-key", spki(other_key()), "--public-key", "public.der")
        assert _run(folder, "offline", "verify", NAME, *keys).code == 0

    def test_by_the_key_of_the_configuration(self, folder: Path) -> None:
        (folder / "hapline.json5").write_text('{ offline: { publicKey: "public.der" } }')
        assert "signature valid" in _run(folder, "offline", "verify", NAME).err
        (folder / "hapline.json5").write_text(f'{{ offline: {{ publicKey: "{spki(other_key())}" }} }}')
        assert _run(folder, "offline", "verify", NAME).code == 1
        assert _run(folder, "verify", NAME).code == 1

    def test_what_is_large_is_measured_by_the_configuration_and_said_once(self, tmp_path: Path) -> None:
        files = '{ "www/a.png": "' + "p" * 600 + '" }'
        write(tmp_path, {NAME: f"{{ random: 14000, files: {files} }}", f"{ID}.zip": f"{{ files: {files} }}"})
        line = ("offline", "verify", NAME, f"{ID}.zip", "--format", "json", "--ignore", "OFP3")
        found = json.loads(_run(tmp_path, *line, offline_maxPackageSize="15 KB", offline_maxImageSize="500").out)
        assert sorted(one["rule"] for one in found["findings"]) == ["OFP402", "OFP402", "OFP405", "OFP726"]
        assert {one["rule"] for one in json.loads(_run(tmp_path, *line).out)["findings"]} == {"OFP726"}

    def test_without_a_key(self, folder: Path) -> None:
        ended = _run(folder, "offline", "verify", NAME)
        assert ended.code == 0
        assert "signed with a key of 2048 bits, not verified: no public key is known" in ended.err

    def test_a_key_that_is_none(self, folder: Path) -> None:
        assert _run(folder, "offline", "verify", NAME, "--public-key", "no.pem").code == 4
        assert _run(folder, "verify", NAME, offline_publicKey="no.pem").code == 4
        (folder / "private.pem").write_bytes(pem(key()))
        ended = _run(folder, "offline", "verify", NAME, "--public-key", "private.pem")
        assert ended.code == 2
        assert "this is a private key" in ended.err

    def test_a_folder(self, folder: Path) -> None:
        write(
            folder,
            {"a/20171229_1.0.0.1.amr": '{ id: "20171229", key: null }', "b/20171230.zip": '{ level: "20171230" }'},
        )
        (folder / "b" / "other.zip").write_bytes(b"of somebody else")
        ended = _run(folder, "offline", "verify", ".", "--format", "json")
        assert ended.code == 0
        assert {one["rule"] for one in json.loads(ended.out)["findings"]} >= {"OFP721"}
        assert len(ended.err.splitlines()) == 2

    def test_a_folder_without_any(self, tmp_path: Path) -> None:
        assert _run(tmp_path, "offline", "verify", ".").code == 3

    def test_nothing_of_that_name(self, tmp_path: Path) -> None:
        assert _run(tmp_path, "offline", "verify", "no.amr").code == 4
        assert _run(tmp_path, "offline", "verify").code == 2

    def test_with_an_earlier_one(self, folder: Path) -> None:
        write(folder, {"old/20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }'})
        for base in ("old", "old/20171228_1.0.0.2.amr"):
            ended = _run(folder, "offline", "verify", NAME, "--base", base)
            assert ended.code == 1
            assert "OFP741" in ended.out

    def test_what_is_built_here_is_valid(self, tmp_path: Path) -> None:
        write_files(tmp_path, WORKSPACE)
        (tmp_path / "private_key.pem").write_bytes(pem(key()))
        assert _run(tmp_path, "offline", "build", ".", "--key", "private_key.pem").code == 0
        ended = _run(tmp_path, "offline", "verify", "dist", "--select", "OFP7", "--public-key", spki(key()), "-q")
        assert ended == Ended(0, "", "")

    def test_a_package_of_the_sdk_by_whatever_name(self, tmp_path: Path) -> None:
        write(tmp_path, {"20000196_6.1.1811.21.amr": '{ id: "20000196", version: "6.1.1", sign: true, key: 1024 }'})
        (tmp_path / "20000196_6.1.1811.21.amr").rename(tmp_path / "20000196_6.1.1811.21")
        ended = _run(tmp_path, "offline", "verify", "20000196_6.1.1811.21", "--public-key", spki(key()))
        assert ended.code == 0
        assert "the id 20000196 is one of the SDK's, and no key of the SDK that is known has" in ended.out

    def test_a_package_that_is_called_a_zip(self, folder: Path) -> None:
        (folder / NAME).rename(folder / "trips.zip")
        ended = _run(folder, "offline", "verify", "trips.zip")
        assert "OFP711" in ended.out
        assert "signed with a key" in ended.err

    @pytest.mark.parametrize("name", ["text.amr", "text.zip", "text"])
    def test_what_is_none(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text("text")
        ended = _run(tmp_path, "offline", "verify", name)
        assert ended.code == 1
        assert "is not a ZIP archive" in ended.out

    @pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "checkstyle", "github", "markdown"])
    def test_without_a_key_every_format_says_so(self, folder: Path, format_: str) -> None:
        for line in (("offline", "verify"), ("verify",)):
            ended = _run(folder, *line, NAME, "--format", format_)
            assert ended.code == 0
            assert "signature not verified: no public key is known" in ended.out
            options = {"offline_publicKey": spki(key())}
            assert "not verified" not in _run(folder, *line, NAME, "--format", format_, **options).out

    def test_by_the_public_half_of_the_private_key(self, folder: Path) -> None:
        (folder / "private_key.pem").write_bytes(pem(key()))
        (folder / "hapline.json5").write_text('{ offline: { key: "private_key.pem" } }')
        said = "signature valid: 2048 bits, the public half of offline.key, private_key.pem"
        assert said in _run(folder, "offline", "verify", NAME).err
        assert said in _run(folder, "offline", "inspect", NAME).out
        (folder / "private_key.pem").write_bytes(pem(other_key()))
        ended = _run(folder, "verify", NAME)
        assert ended.code == 1
        assert "OFP723" in ended.out
        assert "the public half of offline.key, private_key.pem" in ended.out
        (folder / "private_key.pem").unlink()
        assert "OFP726" in _run(folder, "verify", NAME).out

    def test_by_the_keys_in_the_files_of_apps(self, folder: Path) -> None:
        (folder / "app").mkdir()
        (folder / "app/A.java").write_text(f'String KEY = "{spki(other_key())}";')
        (folder / "app/B.java").write_text(f'String KEY = "{spki(key())}";')
        (folder / "hapline.json5").write_text(
            '{ offline: { publicKeyIn: ["app/A.java", "app/none.java", "app/B.java"], key: "private_key.pem" } }'
        )
        assert "signature valid: 2048 bits, app/B.java" in _run(folder, "offline", "verify", NAME).err
        write(folder, {"20171229_1.0.0.1.amr": '{ id: "20171229", key: null }'})
        ended = _run(folder, "verify", "20171229_1.0.0.1.amr")
        assert ended.code == 1
        assert "clients that verify packages with app/A.java refuse it" in ended.out

    def test_of_wrong_keys_one_is_named_that_is_as_long(self, folder: Path) -> None:
        keys = ("--public-key", spki(key(1024)), "--public-key", spki(other_key()))
        ended = _run(folder, "offline", "verify", NAME, *keys)
        assert f"signed with another key of 2048 bits than {spki(other_key())[:40]}…" in ended.err

    def test_earlier_ones_in_a_folder(self, folder: Path) -> None:
        write(folder, {"old/20171228_1.0.0.0.amr": '{ version: "1.0.0.0" }', "old/20171229_1.0.0.1.amr": "{}"})
        write(folder, {"others/20171229_1.0.0.1.amr": '{ id: "20171229" }'})
        assert "OFP743" not in _run(folder, "offline", "verify", NAME, "--base", "old").out
        ended = _run(folder, "offline", "verify", NAME, "--base", "others")
        assert ended.code == 0
        assert "there is no earlier version of the packages in this folder" in ended.out
        assert _run(folder, "offline", "verify", NAME, "--base", "others/20171229_1.0.0.1.amr").code == 1

    def test_a_pointer_of_git_lfs(self, tmp_path: Path) -> None:
        for name in (NAME, "20171228.zip"):
            (tmp_path / name).write_bytes(POINTER)
            ended = _run(tmp_path, "offline", "verify", name)
            assert ended.code == 1
            assert "is a pointer of Git LFS" in ended.out
            assert "run git lfs pull" in ended.out
            said = _run(tmp_path, "verify", name)
            assert said.code in {1, 2}
            assert "run git lfs pull" in said.out + said.err


class TestHostVerify:
    def test_others_are_left_to_others(self, tmp_path: Path) -> None:
        write(tmp_path, {"20171228.zip": '{ level: "trips" }'})
        ended = _run(tmp_path, "verify", "20171228.zip")
        assert ended.code == 2
        assert "no plugin knows what 20171228.zip is: a zip with trips at its top" in ended.err
        assert "offline packages (.amr), and their zips" in ended.err

    def test_beside_a_package_a_zip_is_an_upload(self, folder: Path) -> None:
        write(folder, {"20171229.zip": '{ level: "trips" }'})
        ended = _run(folder, "verify", NAME, "20171229.zip")
        assert ended.code == 1
        assert "the first level is trips, which is not eight digits" in ended.out

    def test_an_upload(self, tmp_path: Path) -> None:
        write(tmp_path, {"20171228.zip": "{}"})
        assert _run(tmp_path, "verify", "20171228.zip").code == 0


class TestInspect:
    def test_in_lines(self, folder: Path) -> None:
        ended = _run(folder, "offline", "inspect", NAME, "--public-key", "public.der")
        lines = ended.out.splitlines()
        assert ended.code == 0
        assert lines[0] == f"{ID} 1.0.0.1 (h5app): normal resources"
        assert lines[2] == "signature valid: 2048 bits, public.der"
        assert lines[-2:] == ["14 B  www/js/trips.js".replace("14", " 7"), "13 B  www/index.html"] or len(lines) == 6

    def test_as_json(self, folder: Path) -> None:
        ended = _run(folder, "offline", "inspect", NAME, "--format", "json", "--public-key", "public.der")
        found = json.loads(ended.out)
        assert found["package"] == {
            "id": ID, "name": "h5app", "version": "1.0.0.1", "type": "normal", "flavour": "offline-package",
        }  # fmt: skip
        assert found["signature"]["state"] == "valid"
        assert found["signature"]["key"]["bits"] == 2048
        assert [one["path"] for one in found["files"]] == ["www/index.html", "www/js/trips.js"]
        assert found["sign"] is None

    @pytest.mark.parametrize(
        ("change", "given", "said", "state"),
        [
            ("{ key: null }", False, "not signed", "unsigned"),
            ("{ key: null }", True, "clients that verify packages with public.der refuse it", "unsigned"),
            ("{}", False, "signed with a key of 2048 bits, not verified: no public key is known", "signed"),
            ("{}", True, "signature valid: 2048 bits, public.der", "valid"),
            ('{ key: "other" }', True, "signed with another key of 2048 bits than public.der", "wrong-key"),
            (
                '{ pss: "sha1" }',
                True,
                "signed with the key of public.der, but by RSASSA-PSS, and clients verify RSASSA-PKCS1-v1_5",
                "wrong-key",
            ),
            (
                '{ pss: "sha1" }',
                False,
                "signed with a key of 2048 bits, not verified: no public key is known",
                "signed",
            ),
            ('{ tar: "no tar" }', True, _NO_TAR, "unreadable"),
            ('{ without: ["20171228.tar"] }', True, _NO_TAR, "unreadable"),
            ('{ cert: "[" }', True, "signatures cannot be read", "unreadable"),
            ("{ key: 1024 }", False, "the key is short: 1024 bits, 2048 are wanted", "signed"),
            ('{ signed: { "Manifest.xml": "other" } }', True, "signature broken: Manifest.xml", "broken"),
            ("{ sign: true }", True, "SIGN.json: signed with another key of 2048 bits than public.der", "valid"),
        ],
    )
    def test_what_signatures_are_worth(self, folder: Path, change: str, given: bool, said: str, state: str) -> None:  # noqa: FBT001 a case
        write(folder, {NAME: change})
        keys = ("--public-key", "public.der") if given else ()
        assert said in _run(folder, "offline", "inspect", NAME, *keys).out.splitlines()
        found = json.loads(_run(folder, "offline", "inspect", NAME, *keys, "--format", "json").out)
        assert found["signature"]["state"] == state
        assert [one["from"] for one in found["keys"]] == ["public.der"] * given

    def test_only_the_biggest_of_many(self, tmp_path: Path) -> None:
        files = ", ".join(f'"www/{number}.js": "{"x" * number}"' for number in range(100, 120))
        write(tmp_path, {NAME: f"{{ files: {{ {files} }} }}"})
        some, every = (_run(tmp_path, "offline", "inspect", NAME, *more).out for more in ((), ("--files",)))
        assert "www/119.js" in some
        assert "www/100.js" not in some
        assert "www/100.js" in every

    def test_one_that_is_odd(self, tmp_path: Path) -> None:
        change = '{ id: "20000196", sign: true, members: [{ name: "a", link: "/etc" }], hpmfile: "{" }'
        write(tmp_path, {NAME: change})
        out = _run(tmp_path, "offline", "inspect", NAME).out
        assert "a package with an id of the SDK, and not signed with a key of it that is known" in out
        assert "SIGN.json: signed with a key of 2048 bits" in out
        assert "left out: a (link)" in out
        assert "hpmfile.json cannot be read" in out
        found = json.loads(_run(tmp_path, "offline", "inspect", NAME, "--format", "json").out)
        assert found["odd"] == [{"path": "a", "kind": "link", "reason": "/etc"}]
        assert found["sign"]["state"] == "signed"
        assert [one["entry"] for one in found["errors"]] == ["hpmfile.json"]

    @pytest.mark.parametrize(("change", "code"), [("text", 2), ("{ without: ['Manifest.xml', '20171228.tar'] }", 2)])
    def test_what_is_none(self, tmp_path: Path, change: str, code: int) -> None:
        write(tmp_path, {NAME: change})
        assert _run(tmp_path, "offline", "inspect", NAME).code == code
        assert _run(tmp_path, "offline", "inspect", "no.amr").code == 4
