"""``hapline offline preset``: packages and entries come to where apps have them, whole, and nothing else changes."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended, codes
from hapline_plugins.offline.keys.signing import SigningKey
from plugins.offline import sample
from plugins.offline.release.case import check
from plugins.offline.release.cases.presets import HOSTILE
from plugins.offline.release.packages import package, write
from plugins.offline.sample import pem
from plugins.offline.verifying.made import amr, other_key, spki

NEW = "dist/20171228_1.0.0.2.amr"
ENTRY = {
    "app_id": sample.ID,
    "version": "1.0.0.2",
    "fallback_base_url": "https://h5app.com/fallback/",
    "package_url": "https://h5app.com/a.amr",
    "extend_info": {"launchParams": {"url": "/www/index.html"}},
}
DIST: Mapping[str, str | bytes] = {
    NEW: '{ version: "1.0.0.2", signed: true }',
    "dist/nebula_json/h5_json.json": json.dumps({"config": {"a": 1}, "data": [ENTRY], "state": "success"}),
}
OTHER = '{ "app_id": "77777777",   "version": "1.0.0.0", "fallback_base_url": "https://h5app.com/" }'
OLD = f"""{{
\t"config": {{ "updateReqRate": 1 }},
\t"data": [
\t\t{OTHER},
\t\t{{
\t\t\t"version": "1.0.0.1",
\t\t\t"app_id": "{sample.ID}",
\t\t\t"name": "Trips",
\t\t\t"fallback_base_url": "https://h5app.com/fallback/"
\t\t}}
\t],
\t"resultMsg": "\\u6210\\u529f"
}}
"""
ASSETS = "app/src/main/assets"
APP: Mapping[str, str | bytes] = {
    "app/build.gradle": "",
    f"{ASSETS}/h5_json.json": OLD,
    f"{ASSETS}/20171228_1.0.0.1.amr": "{}",
    f"{ASSETS}/77777777_1.0.0.0.amr": '{ id: "77777777", version: "1.0.0.0" }',
    f"{ASSETS}/other.txt": "",
}
PUBLIC = SigningKey(sample.key()).public.base64


def _run(folder: Path, *line: str) -> Ended:
    return Bench().run("offline", "preset", *line, cwd=folder)


def _names(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


def test_a_newer_version_takes_the_place_of_the_older(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP})
    assert _run(tmp_path, NEW, "--android", ".", "--check").code == 1
    ended = _run(tmp_path, NEW, "--android", ".", "--public-key", PUBLIC, "--write")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        f"wrote {ASSETS}/20171228_1.0.0.2.amr",
        f"wrote {ASSETS}/h5_json.json",
        f"removed {ASSETS}/20171228_1.0.0.1.amr",
    ]
    assert _names(tmp_path / ASSETS) == ["20171228_1.0.0.2.amr", "77777777_1.0.0.0.amr", "h5_json.json", "other.txt"]
    assert (tmp_path / ASSETS / "20171228_1.0.0.2.amr").read_bytes() == (tmp_path / NEW).read_bytes()
    text = (tmp_path / ASSETS / "h5_json.json").read_text()
    assert OTHER in text
    assert text.startswith(OLD[: OLD.index('"version": "1.0.0.1"')])
    assert text.endswith('\t],\n\t"resultMsg": "\\u6210\\u529f"\n}\n')
    assert json.loads(text)["data"] == [json.loads(OTHER), ENTRY]
    assert [code for code in codes(check(tmp_path)) if code.startswith("OFP8")] == ["OFP812"]  # no key is configured


def test_what_is_out_of_date_is_said_with_what_to_run(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP, "ios app/Presets.bundle/x": ""})
    line = (NEW, "--android", "app", "--ios", "ios app/Presets.bundle", "--public-key", PUBLIC)
    ended = _run(tmp_path, *line, "--check")
    assert ended.code == 1
    run = f"hapline offline preset {NEW} --android app --ios 'ios app/Presets.bundle' --public-key {PUBLIC} --write"
    assert ended.err == f"presets are out of date; run: {run}\n"
    assert _run(tmp_path, *shlex.split(run)[3:]).code == 0
    assert _run(tmp_path, *line, "--check") == Ended(0, "", "")


@pytest.mark.parametrize("given", [["dist"], ["dist/old/20171228_1.0.0.1.amr", NEW], [NEW, "dist/old"]])
def test_of_several_versions_the_highest_is_taken_and_said(given: list[str], tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP, "dist/old/20171228_1.0.0.1.amr": "{}"})
    ended = _run(tmp_path, *given, "--android", "app", "--public-key", PUBLIC, "--write")
    assert ended.code == 0
    left = os.path.join("dist", "old", "20171228_1.0.0.1.amr")
    assert ended.err == f"{sample.ID}: the highest version is 1.0.0.2; left out: {left}\n"
    assert "20171228_1.0.0.2.amr" in _names(tmp_path / ASSETS)
    assert "20171228_1.0.0.1.amr" not in _names(tmp_path / ASSETS)


def test_a_folder_without_packages(tmp_path: Path) -> None:
    write(tmp_path, {**APP, "dist/a.txt": ""})
    ended = _run(tmp_path, "dist", "--android", "app")
    assert (ended.code, "there is no built package here" in ended.err) == (3, True)


def test_again_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP})
    _run(tmp_path, NEW, "--android", ASSETS, "--write")
    before = {one: (tmp_path / ASSETS / one).stat().st_mtime_ns for one in _names(tmp_path / ASSETS)}
    assert _run(tmp_path, NEW, "--android", "app", "--check").code == 0
    assert _run(tmp_path, NEW, "--android", "app", "--write").out == ""
    assert {one: (tmp_path / ASSETS / one).stat().st_mtime_ns for one in _names(tmp_path / ASSETS)} == before


def test_a_diff_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP})
    before = _names(tmp_path)
    ended = _run(tmp_path, NEW, "--android", ".")
    assert ended.code == 0
    assert ended.out.startswith(f"to be written: {ASSETS}/20171228_1.0.0.2.amr  ")
    assert f"--- a/{ASSETS}/h5_json.json" in ended.out
    assert ended.out.endswith(f"to be removed: {ASSETS}/20171228_1.0.0.1.amr\n")
    assert _names(tmp_path) == before


def test_several_apps_that_have_no_presets_yet(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, "a/app/src/main/x": "", "b/src/main/resources/x": "", "ios/Presets.bundle/x": ""})
    ended = _run(
        tmp_path,
        *(NEW, "--android", "a", "--harmony", "b", "--ios", "ios/Presets.bundle", "--write"),
    )
    assert ended.code == 0, ended.err
    assert ended.err == "signatures were not verified: no public key is known (offline.publicKey)\n"
    for place in ("a/app/src/main/assets", "b/src/main/resources/rawfile", "ios/Presets.bundle"):
        assert {"20171228_1.0.0.2.amr", "h5_json.json"} <= {*_names(tmp_path / place)}
        written = json.loads((tmp_path / place / "h5_json.json").read_text())
        assert written == {"config": {"a": 1}, "data": [ENTRY], "state": "success"}


def test_a_configuration_that_is_named(tmp_path: Path) -> None:
    config = {"other/h5_json.json": DIST["dist/nebula_json/h5_json.json"], NEW: DIST[NEW]}
    write(tmp_path, {**config, **APP})
    assert _run(tmp_path, NEW, "--android", ".", "--h5-json", "other/h5_json.json", "--write").code == 0
    assert "1.0.0.2" in (tmp_path / ASSETS / "h5_json.json").read_text()


def test_entries_of_one_package_become_one(tmp_path: Path) -> None:
    first = json.dumps({"app_id": sample.ID, "version": "1.0.0.0"})
    twice = OLD.replace('"data": [', f'"data": [\n\t\t{first},')
    write(tmp_path, {**DIST, **APP, f"{ASSETS}/h5_json.json": twice})
    assert _run(tmp_path, NEW, "--android", ".", "--write").code == 0
    data = json.loads((tmp_path / ASSETS / "h5_json.json").read_text())["data"]
    assert data == [ENTRY, json.loads(OTHER)]


def test_two_packages_at_once(tmp_path: Path) -> None:
    both = {**DIST, "more/77777777_2.0.0.0.amr": '{ id: "77777777", version: "2.0.0.0", signed: true }'}
    newer = {"app_id": "77777777", "version": "2.0.0.0"}
    write(tmp_path, {**both, **APP, "more/h5_json.json": json.dumps({"data": [newer]})})
    assert _run(tmp_path, NEW, "more/77777777_2.0.0.0.amr", "--android", ".", "--write").code == 0
    assert json.loads((tmp_path / ASSETS / "h5_json.json").read_text())["data"] == [newer, ENTRY]
    assert _names(tmp_path / ASSETS) == ["20171228_1.0.0.2.amr", "77777777_2.0.0.0.amr", "h5_json.json", "other.txt"]


_YES = '[{ "key": "h5_shouldverifyapp", "value": "YES" }]'
_UNSIGNED = {NEW: '{ version: "1.0.0.2" }'}


@pytest.mark.parametrize(
    ("files", "line", "said"),
    [
        ({}, (NEW,), "no app is named"),
        ({}, ("no.amr", "--android", "."), "no.amr: error: cannot be read: No such file or directory"),
        ({NEW: b"no package"}, (NEW, "--android", "."), "is not a ZIP archive"),
        (
            {NEW: f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1\n".encode()},
            (NEW, "--android", "."),
            "a pointer of Git LFS",
        ),
        ({NEW: '{ id: "2018032302435038", version: "1" }'}, (NEW, "--android", "."), "must be eight digits"),
        (_UNSIGNED, (NEW, "--android", ".", "--public-key", PUBLIC), "the package is not signed, and apps have"),
        (
            {NEW: b"SPOILED"},
            (NEW, "--android", ".", "--public-key", PUBLIC),
            "not signed by the key of",
        ),
        ({}, (NEW, "--android", ".", "--public-key", "nonsense"), "this is no RSA public key"),
        (
            {**_UNSIGNED, f"{ASSETS}/config/custom_config.json": _YES},
            (NEW, "--android", "."),
            "is not signed, and the app verifies packages",
        ),
        ({"dist/nebula_json/h5_json.json": '{ "data": [] }'}, (NEW, "--android", "."), "no configuration names"),
        ({"dist/nebula_json/h5_json.json": "{"}, (NEW, "--android", "."), "dist/nebula_json/h5_json.json:1:"),
        ({}, (NEW, "--android", ".", "--h5-json", "no.json"), "no.json: error: cannot be read"),
        ({f"{ASSETS}/h5_json.json": '{ "data": [5] }'}, (NEW, "--android", "."), "h5_json.json:1:12: error: app_id is"),
        ({f"{ASSETS}/20171228_1.0.0.10.amr": "{}"}, (NEW, "--android", "."), "1.0.0.10, which is newer than 1.0.0.2"),
        ({}, (NEW, "--harmony", "."), "no place for presets was found"),
        ({}, (NEW, "--android", "nowhere"), "there is no such folder"),
        ({"b/src/main/assets/h5_json.json": OLD}, (NEW, "--android", "."), "several folders with presets"),
        ({"ios/A.bundle/NAMApplist.plist": "x"}, (NEW, "--ios", "ios"), "are in NAMApplist.plist, which is not edited"),
        (
            {"more/a.amr": DIST[NEW], "more/h5_json.json": json.dumps({"data": [ENTRY]})},
            (NEW, "more/a.amr", "--android", "."),
            "dist/20171228_1.0.0.2.amr is the same package",
        ),
    ],
)
def test_refused_before_anything_is_written(
    files: Mapping[str, str | bytes], line: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    write(tmp_path, {**DIST, **APP, **files})
    if files.get(NEW) == b"SPOILED":
        spoiled = package('{ version: "1.0.0.2", signed: true, files: { "www/a.js": "" } }')
        other = package('{ version: "1.0.0.2", signed: true }')
        (tmp_path / NEW).write_bytes(_mixed(other, spoiled))
    before = {one: (tmp_path / one).read_bytes() for one in _names(tmp_path)}
    ended = _run(tmp_path, *line, "--write")
    assert ended.code
    assert said in ended.err
    assert {one: (tmp_path / one).read_bytes() for one in _names(tmp_path)} == before


@pytest.mark.parametrize(("change", "said"), HOSTILE)
@pytest.mark.parametrize("mode", ["--write", "--check", "--diff"])
def test_what_verify_refuses_is_refused(change: dict[str, object], said: str, mode: str, tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP, NEW: amr({"version": "1.0.0.2", **change})})
    before = {one: (tmp_path / one).read_bytes() for one in _names(tmp_path)}
    ended = _run(tmp_path, NEW, "--android", ".", mode)
    assert (ended.code, ended.out) == (1, "")
    assert f"{NEW}: error: the package is refused by verify: " in ended.err
    assert said in ended.err
    assert {one: (tmp_path / one).read_bytes() for one in _names(tmp_path)} == before
    assert Bench().run("offline", "verify", NEW, cwd=tmp_path).code == 1


def test_what_is_merely_odd_is_placed(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP, NEW: amr({"version": "1.0.0.2", "entries": {"a.txt": "x"}})})
    assert _run(tmp_path, NEW, "--android", ".", "--public-key", PUBLIC, "--write").code == 0


def test_a_tar_that_was_changed_is_placed_with_a_note_where_no_key_is_known(tmp_path: Path) -> None:
    change = {"version": "1.0.0.2", "signed": {"20171228.tar": "another"}}
    write(tmp_path, {**DIST, **APP, NEW: amr(change)})
    ended = _run(tmp_path, NEW, "--android", ".", "--write")
    assert (ended.code, ended.err.count("signatures were not verified: no public key is known")) == (0, 1)
    assert _run(tmp_path, NEW, "--android", ".", "--public-key", PUBLIC, "--write").code == 2


@pytest.mark.parametrize(
    ("options", "known"),
    [
        ({"publicKey": spki(other_key()), "publicKeyIn": ["Key.java"], "key": "key.pem"}, spki(other_key())[:40]),
        ({"publicKeyIn": ["Key.java"], "key": "key.pem"}, "Key.java"),
        ({"key": "key.pem"}, "the public half of offline.key, key.pem"),
    ],
)
def test_the_key_is_that_of_verify(options: Mapping[str, object], known: str, tmp_path: Path) -> None:
    embedding = f'String KEY = "{spki(other_key())}";'
    keys: dict[str, str | bytes] = {
        "Key.java": embedding,
        "key.pem": pem(other_key()),
        "hapline.json5": json.dumps({"offline": options}),
    }
    write(tmp_path, {**DIST, **APP, **keys})
    ended = _run(tmp_path, NEW, "--android", ".", "--write")
    assert ended.code == 2
    assert f"the package is not signed by the key of {known}" in ended.err
    assert f"than {known}" in _run_verify(tmp_path)


def test_a_signature_of_another_form_is_said_to_be_one(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP, NEW: amr({"version": "1.0.0.2", "pss": "sha256"})})
    ended = _run(tmp_path, NEW, "--android", ".", "--public-key", PUBLIC, "--write")
    assert ended.code == 2
    assert f"is signed with the key of {PUBLIC[:40]}…, but by RSASSA-PSS" in ended.err


def test_of_several_keys_that_apps_embed_any_will_do(tmp_path: Path) -> None:
    keys: dict[str, str | bytes] = {
        "A.java": f'String KEY = "{spki(other_key())}";',
        "B.java": f'String KEY = "{PUBLIC}";',
    }
    settings = json.dumps({"offline": {"publicKeyIn": [*keys]}})
    write(tmp_path, {**DIST, **APP, **keys, "hapline.json5": settings})
    assert _run(tmp_path, NEW, "--android", ".", "--write").code == 0


def _run_verify(folder: Path) -> str:
    return Bench().run("offline", "verify", NEW, cwd=folder).err


def _mixed(signed: bytes, other: bytes) -> bytes:
    """The files of one package with the signatures of the other."""
    from hapline.archives import open_archive
    from hapline.archives.writer import NewEntry, pieces

    with open_archive(signed) as one, open_archive(other) as two:
        entries = {name: two.read(name) for name in two.by_name}
        entries["CERT.json"] = one.read("CERT.json")
    return b"".join(pieces(NewEntry(name=name, data=data) for name, data in entries.items()))


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP})
    (tmp_path / ASSETS).chmod(0o500)
    try:
        ended = _run(tmp_path, NEW, "--android", ".", "--write")
    finally:
        (tmp_path / ASSETS).chmod(0o700)
    assert ended.code == 6
    assert (tmp_path / ASSETS / "20171228_1.0.0.1.amr").exists()


def test_what_is_older_goes_last(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP})
    config = tmp_path / ASSETS / "h5_json.json"
    (tmp_path / ASSETS / "20171228_1.0.0.2.amr").mkdir()
    ended = _run(tmp_path, NEW, "--android", ".", "--write")
    assert ended.code
    assert config.read_text() == OLD
    assert (tmp_path / ASSETS / "20171228_1.0.0.1.amr").exists()


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: f"\ufeff{text}"])
def test_line_ends_and_byte_order_marks_stay(change: Callable[[str], str], tmp_path: Path) -> None:
    old = change(OLD)
    write(tmp_path, {**DIST, **APP, f"{ASSETS}/h5_json.json": old})
    assert _run(tmp_path, NEW, "--android", ".", "--write").code == 0
    text = (tmp_path / ASSETS / "h5_json.json").read_bytes().decode()
    assert text.startswith(old[: old.index('"version": "1.0.0.1"')])
    assert ("\r\n" in text) == ("\r\n" in old)
    assert text.count("\n") - text.count("\r\n") in {0, text.count("\n")}


@pytest.mark.parametrize("name", ["h5_json.json", "20171228_1.0.0.2.amr"])
def test_nothing_is_written_through_a_link_that_leads_elsewhere(name: str, tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP, "elsewhere.json": OLD})
    link = tmp_path / ASSETS / name
    link.unlink(missing_ok=True)
    link.symlink_to(tmp_path / "elsewhere.json")
    ended = _run(tmp_path, NEW, "--android", ASSETS, "--write")
    assert ended.code == 2
    assert "leads out of the folder of the presets" in ended.err
    assert (tmp_path / "elsewhere.json").read_text() == OLD


def test_a_link_inside_stays_a_link(tmp_path: Path) -> None:
    write(tmp_path, {**DIST, **APP})
    config = tmp_path / ASSETS / "h5_json.json"
    config.rename(tmp_path / ASSETS / "all.json")
    config.symlink_to("all.json")
    assert _run(tmp_path, NEW, "--android", ASSETS, "--write").code == 0
    assert config.is_symlink()
    assert "1.0.0.2" in (tmp_path / ASSETS / "all.json").read_text()
