"""``hapline offline schema`` and ``init``: editors complete descriptors, and folders without one get one."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from hapline.documents import parse
from hapline.testing import Bench, codes
from plugins.offline import sample
from plugins.offline.release.case import check
from plugins.offline.release.packages import write


def _schema() -> dict[str, object]:
    ended = Bench().run("offline", "schema")
    assert ended.code == 0
    found = json.loads(ended.out)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("text", [sample.DESCRIPTOR, sample.GLOBAL_DESCRIPTOR])
def test_the_schema_takes_the_samples(text: str) -> None:
    jsonschema.Draft7Validator.check_schema(_schema())
    jsonschema.validate(parse(text.encode()), _schema())


@pytest.mark.parametrize(
    "change",
    [
        {"id": "2017"},
        {"version": "one"},
        {"clientVersionMin": "1.0.0"},
        {"clientVersionMax": ";"},
        {"mainURL": "/a.html"},
        {"platform": "ios"},
        {"autoInstall": 2},
        {"type": "other"},
        {"extendInfo": {"asyncReqRate": 1800}},
    ],
    ids=str,
)
def test_the_schema_refuses(change: dict[str, object]) -> None:
    value = parse(sample.DESCRIPTOR.encode())
    assert isinstance(value, dict)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**value, **change}, _schema())


def test_the_schema_takes_a_schema_line_and_empty_parts() -> None:
    value = {"$schema": "./a.json", "id": "20171228", "version": "1", "clientVersionMin": ";1;", "clientVersionMax": ""}
    jsonschema.validate(value, _schema())


def _init(folder: Path, *options: str) -> dict[str, object]:
    ended = Bench().run("offline", "init", str(folder), "--write", *options)
    assert ended.code == 0, ended.err
    found = parse((folder / "offline-package.json5").read_bytes())
    assert isinstance(found, dict)
    return found


def test_a_descriptor_for_a_folder_with_the_id(tmp_path: Path) -> None:
    sample.write(tmp_path, {f"{sample.ID}/www/index.html": sample.PAGE, f"{sample.ID}/www/a.html": ""})
    said = _init(tmp_path, "--name", "Trips")
    assert said == {
        "id": sample.ID,
        "name": "Trips",
        "version": "1.0.0.1",
        "type": "normal",
        "mainUrl": "/www/index.html",
        "platform": "all",
        "clientVersionMin": "1.0.0;1.0.0;1.0.0",
    }
    text = (tmp_path / "offline-package.json5").read_text()
    assert "// The package id: eight digits." in text
    assert [code for code in codes(check(tmp_path)) if code.startswith("OFP1")] == []


@pytest.mark.parametrize(
    ("names", "page"),
    [
        (["pages/b/index.html", "pages/start.html"], "/pages/start.html"),
        (["pages/a.html", "pages/index.html"], "/pages/index.html"),
        (["index.htm", "www/index.html"], "/www/index.html"),
        (["INDEX.HTM"], "/INDEX.HTM"),
        (["www/app.js"], ""),
    ],
)
def test_the_entry_page(names: list[str], page: str, tmp_path: Path) -> None:
    sample.write(tmp_path, dict.fromkeys(names, "x"))
    said = _init(tmp_path, "--id", sample.ID)
    assert (said["mainUrl"], said["source"]) == (page, ".")


def test_a_global_package_named_by_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / sample.GLOBAL_ID
    sample.write(folder, {f"{sample.DOMAIN}/{sample.SPACE}/common.js": ""})
    said = _init(folder, "--type", "global", "--version", "2.0.0.0")
    assert (said["id"], said["version"], said["type"], said["repeatNebula"]) == (
        sample.GLOBAL_ID,
        "2.0.0.0",
        "global",
        0,
    )
    assert "mainUrl" not in said


def test_in_chinese_is_no_other_descriptor(tmp_path: Path) -> None:
    sample.write(tmp_path, {f"{sample.ID}/www/index.html": ""})
    assert _init(tmp_path, "--lang", "zh")["id"] == sample.ID


@pytest.mark.parametrize(
    ("files", "options", "said"),
    [
        ({"a/offline-package.json5": "mine"}, ["--id", sample.ID], "offline-package.json5:1:1: error: "),
        ({"a/offline-package.json5": "{ id: '20171229' }"}, ["--id", sample.ID], "it is not overwritten"),
        ({"a/www/index.html": ""}, ["--id", sample.ID, "--source", "../../b"], "leads out of the project"),
        ({"a/www/index.html": ""}, ["--id", sample.ID, "--source", "b"], "there are no files of a package here"),
        ({"a/www/index.html": ""}, [], "the package id is not known"),
        ({"a/www/index.html": ""}, ["--id", "2017"], "must be eight digits, not '2017'"),
        ({"a/www/index.html": ""}, ["--id", sample.ID, "--version", "one"], "must be numbers with dots, not 'one'"),
        ({"a/.hidden": ""}, ["--id", sample.ID], "there are no files of a package here"),
        ({"b": ""}, [], "there is no such folder"),
        ({"a/20171228/x": "", "a/20171229/x": ""}, [], "the package id is not known"),
    ],
)
def test_refused(files: dict[str, str], options: list[str], said: str, tmp_path: Path) -> None:
    sample.write(tmp_path, files)
    written = tmp_path / "a" / "offline-package.json5"
    before = written.read_bytes() if written.exists() else None
    ended = Bench().run("offline", "init", "a", "--write", *options, cwd=tmp_path)
    assert ended.code
    assert said in ended.err
    assert (written.read_bytes() if written.exists() else None) == before


def test_the_next_version_is_above_what_was_released(tmp_path: Path) -> None:
    write(
        tmp_path,
        {f"released/a/{sample.ID}_1.0.0.9.amr": "{}", "hapline.json5": '{ offline: { released: "released" } }'},
    )
    sample.write(tmp_path, {f"{sample.ID}/www/index.html": ""})
    for version in ("1.0.0.10", "1.0.0.11"):
        ended = Bench().run("offline", "build", sample.ID, "--id", sample.ID, "--out", "dist", cwd=tmp_path)
        assert ended.code == 0, ended.err
        assert f"{sample.ID}_{version}.amr" in ended.out
