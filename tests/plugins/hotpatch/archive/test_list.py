"""``hapline hotpatch list``: what is kept, and whether it still can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hapline.store import Content, open_store
from plugins.hotpatch.archive.sample import apk, archived, built, listed, project, run, words, write

__all__ = ["project"]
RECORD: dict[str, object] = {
    "format": 1,
    "version": "1.0",
    "application": "a.b",
    "variant": "",
    "flavor": "",
    "method": "dexpatch",
    "commit": "",
    "time": "",
    "versionCode": 1,
    "files": {},
    "tools": {},
}
NOTHING = {"sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "size": 0}


def test_an_empty_archive(project: Path) -> None:
    (project / ".hapline/releases").mkdir(parents=True)
    ended = run(project, "list")
    assert (ended.code, ended.out) == (0, "")
    assert "no release is archived in .hapline/releases" in ended.err
    for line in ((), ("--format", "json")):  # a gate on the wrong folder must not look as if all were well
        ended = run(project, "list", "--verify", *line)
        assert (ended.code, ended.out) == (3, "")
        assert ".hapline/releases: error: no release is archived here, so there is nothing to verify" in words(
            ended.err
        )
        assert "help: name the archive" in ended.err
    assert listed(project) == []


@pytest.mark.parametrize(
    ("where", "what"),
    [
        (".hapline/releases", "there is no archive here"),
        ("settings.gradle", "this is no folder"),
        ("x/y", "there is no archive here"),
    ],
)
def test_an_archive_that_is_not_there(project: Path, where: str, what: str) -> None:
    """Nothing was read, so that nothing can be said to be as it was."""
    for line in (("list",), ("list", "--verify"), ("list", "--format", "json"), ("restore", "1.2.3")):
        ended = run(project, *line, "--archive", where)
        assert (ended.code, ended.out) == (4, "")
        assert f"{where}: error: {what}" in words(ended.err)
    assert not (project / ".hapline").exists()


def test_an_address_with_nothing_at_it(project: Path) -> None:
    pytest.importorskip("fsspec")
    ended = run(project, "list", "--verify", "--archive", "memory://nowhere-at-all/releases")
    assert (ended.code, "there is no archive here" in ended.err) == (4, True)


def test_a_record_that_nobody_may_read_costs_no_other(project: Path) -> None:
    archived(project)
    write(project, built(version="2.0"))
    archived(project)
    (record,) = (project / ".hapline/releases/records/releases").glob("*2.0*")
    record.unlink()
    record.mkdir()  # which cannot be read either, whoever runs this
    ended = run(project, "list")
    assert ended.code == 1
    assert "1.2.3" in ended.out
    assert f"{record.name}: cannot be read" in ended.out


def test_what_is_damaged_is_said_at_the_release_too(project: Path) -> None:
    archived(project)
    write(project, built(version="2.0"))
    archived(project)
    kept = Content.of(json.loads(run(project, "list", "--format", "json").out)["releases"][0]["files"]["app.apk"])
    assert kept is not None
    (project / ".hapline/releases" / kept.key).write_bytes(b"x")
    ended = run(project, "list", "--verify")
    states = [line.split()[-1] for line in ended.out.splitlines()[1:3]]
    assert sorted(states) == ["app.apk", "complete"]
    assert ended.out.count(kept.key) == 1
    releases = json.loads(run(project, "list", "--verify", "--format", "json").out)["releases"]
    assert sorted(one["damaged"] for one in releases) == [[], ["app.apk"]]


def test_a_table(project: Path) -> None:
    archived(project)
    write(project, built(version="1.10", application="com.example.app"))
    (project / "app/build/outputs/instantrun/methodsMap.instantrun").unlink()
    archived(project, "--allow-incomplete")
    lines = run(project, "list").out.splitlines()
    assert lines[0].split() == [
        "version",
        "code",
        "application",
        "variant",
        "method",
        "size",
        "commit",
        "date",
        "state",
    ]
    assert lines[1].split()[:5] == ["1.10", "45", "com.example.app", "release", "instantrun"]
    assert lines[1].endswith("lacks methodsMap.instantrun")
    assert lines[2].split()[:5] == ["1.2.3", "45", "com.example.shop", "release", "instantrun"]
    assert lines[2].endswith("complete")


def test_json(project: Path) -> None:
    archived(project)
    whole = json.loads(run(project, "list", "--format", "json").out)
    assert (whole["version"], whole["archive"], whole["problems"]) == (1, ".hapline/releases", [])
    (release,) = whole["releases"]
    assert release["size"] == sum(one["size"] for one in release["files"].values())


def test_everything_is_read_where_that_is_asked_for(project: Path) -> None:
    archived(project)
    assert run(project, "list", "--verify").out.endswith("everything was read, and is as it was kept\n")
    kept = Content.of(json.loads(run(project, "list", "--format", "json").out)["releases"][0]["files"]["app.apk"])
    assert kept is not None
    file = project / ".hapline/releases" / kept.key
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert run(project, "list").code == 0  # nothing is read
    ended = run(project, "list", "--verify")
    assert ended.code == 1
    assert f"{kept.key}: is damaged" in ended.out
    assert "keep the same content again" in words(ended.out)
    assert json.loads(run(project, "list", "--verify", "--format", "json").out)["problems"] != []
    file.unlink()
    assert f"{kept.key}: is not there" in run(project, "list", "--verify").out
    assert run(project, "archive").code == 0
    assert run(project, "list", "--verify").code == 0


def test_a_damaged_record_costs_no_other(project: Path) -> None:
    archived(project)
    write(project, built(version="2.0"))
    archived(project)
    (record,) = (project / ".hapline/releases/records/releases").glob("*2.0*")
    record.write_text(record.read_text().replace('"dirty": false', '"dirty": true'))
    ended = run(project, "list")
    assert ended.code == 1
    assert "1.2.3" in ended.out
    assert record.name in ended.out
    assert run(project, "restore", "1.2.3").code == 0
    ended = run(project, "restore", "2.0")
    assert (ended.code, record.name in ended.err) == (4, True)
    assert run(project, "archive").code == 4
    assert run(project, "archive", "--check").code == 1


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"version": 1},
        {"version": "2.0"},
        {"method": "magic"},
        {"versionCode": "1"},
        {"versionCode": True},
        {"files": []},
        {"files": {"../../evil": NOTHING}},
        {"files": {"jars/../evil.jar": NOTHING}},
        {"files": {"jars/CON.jar": NOTHING}},
        {"files": {"jars/.jar": NOTHING}},
        {"files": {"jars//x.jar": NOTHING}},
        {"files": {"app.apk": {"sha256": "../../../../etc/passwd", "size": 1}}},
        {"files": {"app.apk": {"sha256": "E" * 64, "size": 1}}},
        {"files": {"app.apk": {**NOTHING, "size": -1}}},
        {"files": {"app.apk": {**NOTHING, "size": True}}},
        {"files": {"app.apk": None}},
        {"tools": None},
        {"time": None},
    ],
    ids=repr,
)
def test_records_that_say_what_no_release_can_be(project: Path, change: dict[str, object]) -> None:
    store = open_store(str(project / ".hapline/releases"))
    store.put_record("releases", "a.b//1.0", {**RECORD, **change})
    ended = run(project, "list")
    assert ended.code == 1
    assert "cannot be understood" in ended.out
    assert run(project, "restore", "1.0").code == 2
    write(project, {"app/build/outputs/apk/release/app.apk": apk("1.0", application="a.b")})
    assert run(project, "archive").code == 2
    assert run(project, "archive", "--check").code == 1
    assert run(project, "archive", "--replace").code == 0
    assert run(project, "list", "--verify").code == 0


def test_a_record_that_is_all_right(project: Path) -> None:
    store = open_store(str(project / ".hapline/releases"))
    store.put_record("releases", "a.b//1.0", {**RECORD, "files": {"jars/a-raw.jar": NOTHING}, "later": [1]})
    store.put([])
    assert run(project, "list", "--verify").code == 0
    assert run(project, "restore", "1.0").code == 0
    assert (project / "app/hotpatch/a-raw.jar").read_bytes() == b""
