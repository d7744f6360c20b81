"""``hapline hotpatch archive``: what is kept, what is refused, and what is said."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.hotpatch.archive.sample import (
    COMPLETE,
    MAPPING,
    METHODS_MAP,
    PLAIN,
    ROOT_SCRIPT,
    SCRIPT,
    SOURCE,
    apk,
    archived,
    built,
    contents,
    git,
    listed,
    project,
    run,
    words,
    write,
)

__all__ = ["project"]
APK = "app/build/outputs/apk/release/app.apk"
METHODS = "app/build/outputs/instantrun/methodsMap.instantrun"


def test_a_release_is_kept_with_all_that_is_known_of_it(project: Path) -> None:
    before = contents(project)
    ended = run(project, "archive")
    assert ended.code == 0
    assert "archived in .hapline/releases" in ended.out
    assert contents(project) == before
    (release,) = listed(project)
    files = release["files"]
    assert isinstance(files, dict)
    assert sorted(files) == COMPLETE
    assert release["time"] is not None
    assert {key: release[key] for key in ("version", "versionCode", "application", "variant", "method", "missing")} == {
        "version": "1.2.3",
        "versionCode": 45,
        "application": "com.example.shop",
        "variant": "release",
        "method": "instantrun",
        "missing": [],
    }
    tools = release["tools"]
    assert isinstance(tools, dict)
    assert {name: tools[name] for name in ("agp", "gradle", "patchPlugin")} == {
        "agp": "7.4.2",
        "gradle": "7.5",
        "patchPlugin": "1.0.7",
    }
    assert tools["hapline"]


def test_the_module_can_be_named_and_stood_in(project: Path) -> None:
    assert run(project.parent, "archive", "shop/app").code == 0
    assert "archived already" in run(project / "app", "archive").out
    assert "archived already" in run(project.parent, "archive", "shop").out
    assert len(listed(project)) == len(listed(project / "app")) == 1


def test_a_second_time_nothing_changes(project: Path) -> None:
    first = archived(project)
    ended = run(project, "archive")
    assert ended.code == 0
    assert "archived already in .hapline/releases" in ended.out
    assert listed(project) == [first]


@pytest.mark.parametrize(
    ("path", "content", "what"),
    [
        (APK, apk(classes=["com.example.shop.h"]), "app.apk is another one"),
        (METHODS, gzip.compress(gzip.decompress(METHODS_MAP.read_bytes()), 1), "methodsMap.instantrun is another one"),
        ("public.txt", "", "public.txt is gone"),
        (APK, apk(code=46), "versionCode 45 became 46, app.apk is another one"),
    ],
)
def test_a_version_is_kept_once(project: Path, path: str, content: bytes | str, what: str) -> None:
    first = archived(project)
    write(project, {path: content})
    ended = run(project, "archive")
    assert ended.code == 1
    assert f"1.2.3 is archived already, and is not this build: {what}" in words(ended.err)
    assert "--replace" in ended.err
    assert listed(project) == [first]
    assert run(project, "archive", "--replace").code == 0
    (second,) = listed(project)
    assert second["files"] != first["files"]
    assert run(project, "list", "--verify").code == 0


def test_another_version_and_another_app_are_releases_of_their_own(project: Path) -> None:
    archived(project)
    write(project, built(version="1.2.4", code=46))
    archived(project)
    write(project, built(application="com.example.other", version="1.2.4"))
    archived(project)
    assert [(one["application"], one["version"]) for one in listed(project)] == [
        ("com.example.other", "1.2.4"),
        ("com.example.shop", "1.2.3"),
        ("com.example.shop", "1.2.4"),
    ]


@pytest.mark.parametrize(
    ("absent", "part"),
    [
        (METHODS, "methodsMap.instantrun"),
        ("app/build/outputs/mapping/release/mapping.txt", "mapping.txt"),
        (APK, "app.apk"),
    ],
)
def test_what_is_missing_is_said_on_the_day_of_the_release(project: Path, absent: str, part: str) -> None:
    (project / absent).unlink()
    ended = run(project, "archive", *(["--jar", _jar(project)] if part == "app.apk" else []), "--version", "1.2.3")
    assert ended.code == 4
    assert f"the release 1.2.3 lacks {part}" in words(ended.err)
    assert not (project / ".hapline").exists()


def _jar(project: Path) -> str:
    write(project, {"launcher-raw.jar": apk(None)})
    return "launcher-raw.jar"


def test_an_incomplete_release_is_marked_and_can_be_completed(project: Path) -> None:
    methods = project / METHODS
    kept = methods.read_bytes()
    methods.write_bytes(b"")  # as good as none
    assert archived(project, "--allow-incomplete")["missing"] == ["methodsMap.instantrun"]
    assert "lacks methodsMap.instantrun" in run(project, "list").out
    assert run(project, "archive").code == 4
    assert run(project, "archive", "--check").code == 1
    methods.write_bytes(kept)
    assert archived(project)["missing"] == []
    (release,) = listed(project)
    assert release["missing"] == []


@pytest.mark.parametrize(
    ("classes", "map_id", "script", "missing"),
    [
        (PLAIN, "", SCRIPT.replace("true", "false"), []),
        (PLAIN, "", SCRIPT, ["mapping.txt"]),
        (PLAIN, "", SCRIPT.replace("minifyEnabled true", "// minifyEnabled true"), []),
        (PLAIN, "", SCRIPT.replace("release", "staging"), []),
        (PLAIN, "77", SCRIPT.replace("true", "false"), ["mapping.txt"]),
        (None, "", SCRIPT.replace("true", "false"), ["mapping.txt"]),
    ],
)
def test_a_mapping_is_needed_where_names_were_changed(
    project: Path, classes: list[str] | None, map_id: str, script: str, missing: list[str]
) -> None:
    (project / "app/build/outputs/mapping/release/mapping.txt").unlink()
    content = apk(map_id=map_id) if classes is None else apk(map_id=map_id, classes=classes)
    write(project, {APK: content, "app/build.gradle": script})
    assert archived(project, "--allow-incomplete")["missing"] == missing


def test_a_mapping_of_another_build_is_none(project: Path) -> None:
    mapping = project / "app/build/outputs/mapping/release/mapping.txt"
    mapping.write_text(MAPPING.replace("1a2b3c4", "1a2b3c5"))
    ended = run(project, "archive")
    assert ended.code == 4
    assert "is the mapping of another build" in words(ended.err)
    assert "lacks mapping.txt" in words(ended.err)
    for same in ("1a2b3c4d5e", "1a2b3c4", "1a2b"):  # one may say more digits than the other
        mapping.write_text(MAPPING.replace("1a2b3c4", same))
        assert archived(project, "--replace")["missing"] == []


def test_a_mapping_without_an_id_is_taken(project: Path) -> None:
    (project / "app/build/outputs/mapping/release/mapping.txt").write_text("com.example.A -> com.example.shop.a:\n")
    assert archived(project)["missing"] == []


def test_dexpatch_needs_no_methods_map(tmp_path: Path) -> None:
    files = {name: content for name, content in built().items() if "instantrun" not in name}
    write(tmp_path, SOURCE, files, {"app/build.gradle": SCRIPT.replace("com.alipay.instantrun", "com.alipay.other")})
    release = archived(tmp_path)
    assert (release["method"], release["missing"]) == ("dexpatch", [])
    ended = run(tmp_path, "archive", "--set", "hotpatch.method=instantrun", "--replace")
    assert "lacks methodsMap.instantrun" in words(ended.err)


def test_the_jars_of_a_bundle(tmp_path: Path) -> None:
    folder = "app/build/intermediates/bundle"
    jars = {f"{folder}/launcher-1.0.0-raw.jar": apk(None), f"{folder}/launcher-1.0.0.jar": apk(None, code=2)}
    write(tmp_path, {"settings.gradle": ""}, jars)
    ended = run(tmp_path, "archive")
    assert (ended.code, "--version" in ended.err) == (2, True)
    release = archived(tmp_path, "--version", "5.0")
    assert isinstance(release["files"], dict)
    assert list(release["files"]) == ["jars/launcher-1.0.0-raw.jar", "jars/launcher-1.0.0.jar"]
    assert (release["method"], release["version"], release["application"]) == ("dexpatch", "5.0", "")
    write(tmp_path, {f"{folder}/launcher-0.9.0.jar": apk(None)})
    ended = run(tmp_path, "archive", "--version", "5.0")
    assert ended.code == 2
    assert "there are several of jar" in words(ended.err)
    assert "launcher-0.9.0.jar" in ended.err
    named = f"{folder}/launcher-1.0.0.jar"
    assert list(archived(tmp_path, "--version", "5.1", "--jar", named)["files"]) == ["jars/launcher-1.0.0.jar"]  # type: ignore[call-overload]


def test_files_are_taken_from_where_they_are_named(project: Path, tmp_path: Path) -> None:
    write(
        tmp_path / "elsewhere",
        {"shop.apk": apk("9.9", map_id=""), "m.txt": "a -> com.example.shop.b:\n", "methods": METHODS_MAP.read_bytes()},
    )
    release = archived(
        tmp_path / "elsewhere",
        *("--apk", "shop.apk", "--mapping", "m.txt", "--methods-map", "methods", "--archive", "kept"),
        *("--set", "hotpatch.method=instantrun", "--variant", "release"),
    )
    assert (release["version"], release["missing"]) == ("9.9", [])
    assert isinstance(release["files"], dict)
    assert sorted(release["files"]) == ["app.apk", "mapping.txt", "methodsMap.instantrun"]
    # Beside a build, what is not named is looked for all the same.
    release = archived(project, "--mapping", str(tmp_path / "elsewhere" / "m.txt"))
    assert isinstance(release["files"], dict)
    assert sorted(release["files"]) == COMPLETE


@pytest.mark.parametrize(
    ("line", "code", "what"),
    [
        (("--apk", "nowhere.apk"), 4, "there is no such file"),
        (("--mapping", "nowhere.txt"), 4, "there is no such file"),
        (("--mapping", "empty.txt"), 2, "empty.txt: error: is empty"),
        (("--apk", "settings.gradle"), 2, "settings.gradle"),
        (("--version", "1.2.4"), 2, "the apk is of version 1.2.3, not of 1.2.4"),
        (("--variant", "freeRelease"), 4, "the variant freeRelease was not built"),
        (("--jar", "CON.jar"), 2, "is no name for a jar"),
        (("--jar", "a b.jar"), 2, "is no name for a jar"),
        (("--jar", "a.jar", "--jar", "app/a.jar"), 2, "two jars of the name"),
        (("nowhere",), 4, "there is no such folder"),
        (("settings.gradle",), 4, "there is no such folder"),
        (("--check", "--replace"), 2, "exclude each other"),
        (("--check", "--allow-incomplete"), 2, "exclude each other"),
        (("--archive", "nosuch://x"), 2, "Protocol not known"),
        (("--archive", "settings.gradle"), 6, "cannot be written"),
        (("--set", "hotpatch.archive="), 2, "no archive is named"),
    ],
)
def test_what_makes_no_sense(project: Path, line: tuple[str, ...], code: int, what: str) -> None:
    write(project, {"empty.txt": "", "CON.jar": "x", "a b.jar": "x", "a.jar": "x", "app/a.jar": "x"})
    ended = run(project, "archive", *line)
    assert (ended.code, what in words(ended.err)) == (code, True), ended.err
    assert not (project / ".hapline").exists()


def test_nothing_was_built(tmp_path: Path) -> None:
    write(tmp_path, SOURCE)
    assert run(tmp_path, "archive").code == 3
    assert run(tmp_path, "archive", "--check").code == 3
    write(tmp_path, built("debug"))
    ended = run(tmp_path, "archive")
    assert (ended.code, "only a debug build is here" in ended.err) == (3, True)
    assert archived(tmp_path, "--variant", "debug")["variant"] == "debug"


def test_a_debug_build_beside_a_release_is_passed_over(project: Path) -> None:
    write(project, {name: content for name, content in built("debug", version="1.2.3-debug").items() if "apk/" in name})
    assert archived(project)["version"] == "1.2.3"


def test_several_variants_must_be_told_apart(project: Path) -> None:
    for name in ("free", "paid"):
        write(project, built(f"{name}Release", f"{name}/release"))
    (project / APK).unlink()
    ended = run(project, "archive")
    assert ended.code == 2
    assert "several variants were built: freeRelease, paidRelease" in words(ended.err)
    release = archived(project, "--variant", "paidRelease")
    assert (release["variant"], release["flavor"]) == ("paidRelease", "paid")
    archived(project, "--variant", "freeRelease")
    assert {str(one["variant"]) for one in listed(project)} == {"freeRelease", "paidRelease"}


def test_of_splits_the_one_for_all_devices_is_taken(project: Path) -> None:
    place = "app/build/outputs/apk/release"
    elements = [
        {"filters": [{"filterType": "ABI", "value": "x86"}], "outputFile": "x86.apk"},
        {"filters": [{"filterType": "ABI", "value": "arm64-v8a"}], "outputFile": "arm.apk"},
    ]
    files: dict[str, str | bytes] = {f"{place}/x86.apk": apk(), f"{place}/arm.apk": apk()}
    metadata = f"{place}/output-metadata.json"
    write(project, files, {metadata: json.dumps({"variantName": "release", "elements": elements})})
    ended = run(project, "archive")
    assert ended.code == 2
    assert "there are several of apk" in words(ended.err)
    elements.append({"filters": [], "outputFile": "app.apk"})
    write(project, {metadata: json.dumps({"variantName": "release", "elements": elements})})
    archived(project)
    for odd in ("", "[]", '{"elements": 1}', '{"elements": [1, {"outputFile": []}]}', "\xff", "{" * 10_000):
        write(project, {metadata: odd})  # says nothing: the names of folders do
        assert "there are several of apk" in words(run(project, "archive", "--replace").err)


def test_the_name_of_a_variant_leads_nowhere(project: Path) -> None:
    metadata = "app/build/outputs/apk/release/output-metadata.json"
    write(project, {metadata: json.dumps({"variantName": "../../../../elsewhere"}), "elsewhere/mapping.txt": "x"})
    (project / "app/build/outputs/mapping/release/mapping.txt").unlink()
    assert "lacks mapping.txt" in words(run(project, "archive").err)


def test_several_modules_must_be_told_apart(project: Path) -> None:
    other = {name.replace("app/", "tv/", 1): content for name, content in built(application="com.example.tv").items()}
    write(project, other, {"tv/build.gradle": SCRIPT})
    ended = run(project, "archive")
    assert (ended.code, "several modules were built: app, tv" in words(ended.err)) == (2, True)
    assert archived(project, "tv")["application"] == "com.example.tv"


@pytest.mark.parametrize("version", ["../../../x", "CON", "版本 1.0 ✓", "v" * 900, "a/b\\c", " ", "1.0\n2"])
def test_odd_versions(project: Path, version: str) -> None:
    write(project, {APK: apk(version)})
    assert archived(project)["version"] == version
    (release,) = listed(project)
    assert release["version"] == version
    assert {path.name for path in (project / ".hapline").iterdir()} == {"releases"}
    assert run(project, "restore", version).code == 0
    assert run(project, "restore", version, "--check").code == 0
    assert run(project, "list").code == 0


def test_a_version_that_is_too_long(project: Path) -> None:
    write(project, {APK: apk("v" * 2000)})
    ended = run(project, "archive")
    assert (ended.code, "is no name that can be kept" in words(ended.err)) == (2, True)


@pytest.mark.parametrize("version", [None, "", "@string/x"])
def test_a_version_that_the_apk_does_not_say(project: Path, version: str | None) -> None:
    write(project, {APK: apk(version)})
    ended = run(project, "archive")
    assert (ended.code, "does not say its version" in words(ended.err)) == (2, True)
    assert archived(project, "--version", "3.0")["version"] == "3.0"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\3\4" + b"\0" * 100, apk()[:200], apk(more={"AndroidManifest.xml": b"<manifest/>"})],
    ids=["empty", "short", "zeros", "cut", "text"],
)
def test_broken_apks(project: Path, content: bytes) -> None:
    write(project, {APK: content})
    ended = run(project, "archive", "--apk", APK)
    assert ended.code in {2, 4}
    assert "app.apk" in ended.err
    assert not (project / ".hapline").exists()


def test_the_commit_is_kept_and_whether_the_tree_was_clean(project: Path) -> None:
    write(project, {".gitignore": "build/\n"})
    assert "is in no git repository" in words(run(project, "archive").err)
    git(project, "init", "-q")
    assert archived(project)["commit"] == ""
    git(project, "add", "settings.gradle", "build.gradle", "app", "gradle", "public.txt", ".gitignore")
    git(project, "commit", "-qm", "one")
    commit = git(project, "rev-parse", "HEAD").strip()
    write(project, {APK: apk("2.0")})
    release = archived(project)  # the archive itself is no change
    assert (release["commit"], release["dirty"]) == (commit, False)
    assert commit[:10] in run(project, "list").out
    write(project, {APK: apk("2.1"), "app/new.java": "class New {}\n"})
    release = archived(project)
    assert (release["commit"], release["dirty"]) == (commit, True)
    assert f"{commit[:10]}+" in run(project, "list").out
    (project / "app/new.java").unlink()
    # Neither an archive, wherever it is, nor what a restored release laid is a change of the sources.
    for version in ("1.2.3", "2.0"):
        run(project, "restore", version, "--force")
        write(project, {APK: apk(f"3.{version}")})
        assert archived(project, "--archive", "../kept")["dirty"] is False


def test_where_the_archive_lies_is_said(project: Path, tmp_path: Path) -> None:
    assert "lost with this checkout" in words(run(project, "archive").err)
    git(project, "init", "-q")
    write(project, {".gitignore": "build/\n"})
    git(project, "add", ".gitignore")
    git(project, "commit", "-qm", "one")
    assert "inside the git repository and is not committed" in words(run(project, "archive").err)
    write(project, {".gitignore": "build/\n.hapline/\n"})
    assert "lost with this checkout" in words(run(project, "archive").err)
    write(project, {".gitignore": "build/\n"})
    git(project, "add", ".hapline")
    git(project, "commit", "-qm", "kept")
    assert "archive" not in run(project, "archive").err
    assert "archive" not in run(project, "archive", "--archive", str(tmp_path / "shared")).err


@pytest.mark.parametrize("where", ["build/kept", "app/build/outputs/kept", "build", ".gradle/kept", "x/../build/kept"])
def test_a_clean_build_must_not_remove_the_archive(project: Path, where: str) -> None:
    ended = run(project, "archive", "--archive", where)
    assert (ended.code, "below build/" in ended.err) == (2, True)
    ended = run(project, "archive", "--set", f"hotpatch.archive={where}")
    assert (ended.code, "below build/" in ended.err) == (2, True)
    pytest.importorskip("fsspec")
    assert run(project, "archive", "--archive", f"file://{project}/{where}").code == 2


def test_a_folder_called_build_above_the_project_is_none_of_ours(tmp_path: Path) -> None:
    folder = write(tmp_path / "build" / "shop", SOURCE, built())
    assert run(folder, "archive").code == 0
    assert run(folder, "archive", "--archive", "../kept").code == 0


def test_the_configured_place_is_seen_from_the_configuration(project: Path) -> None:
    write(project.parent, {"hapline.json5": "{ hotpatch: { archive: 'kept' } }"})
    assert run(project, "archive").code == 0
    assert (project.parent / "kept" / "records").is_dir()
    assert len(listed(project / "app")) == 1
    assert not (project / ".hapline").exists()


@pytest.mark.parametrize("scheme", ["file", "memory"])
def test_anywhere_that_fsspec_reaches(project: Path, tmp_path: Path, scheme: str) -> None:
    pytest.importorskip("fsspec")
    where = f"file://{tmp_path}/kept" if scheme == "file" else f"memory://{tmp_path.name}-archive"
    for line in (("archive",), ("archive", "--check"), ("list", "--verify"), ("restore", "1.2.3", "--check")):
        ended = run(project, *line, "--archive", where)
        assert ended.code == (1 if line[0] == "restore" else 0), ended.err
    assert run(project, "restore", "1.2.3", "--set", f"hotpatch.archive={where}").code == 0
    assert run(project, "restore", "1.2.3", "--check", "--set", f"hotpatch.archive={where}").code == 0


def test_another_method_alone_is_replaced(project: Path) -> None:
    archived(project, "--set", "hotpatch.method=dexpatch")
    refused = run(project, "archive")
    assert refused.code == 1
    assert "the method dexpatch became instantrun" in words(refused.err)
    assert archived(project, "--replace")["method"] == "instantrun"
    assert [one["method"] for one in listed(project)] == ["instantrun"]


def test_a_release_that_is_completed_later_keeps_its_commit_and_time(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(project, "init", "-q")
    write(project, {".gitignore": "build/\n"})
    git(project, "add", "-A")
    git(project, "commit", "-qm", "the release")
    methods = (project / METHODS).read_bytes()
    (project / METHODS).unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    first = archived(project, "--allow-incomplete")
    write(project, {METHODS: methods, "build.gradle": ROOT_SCRIPT.replace("7.4.2", "8.0.0")})
    git(project, "commit", "-qam", "later")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1100000000")
    second = archived(project)
    assert (first["missing"], second["missing"]) == (["methodsMap.instantrun"], [])
    for name in ("commit", "dirty", "time", "tools"):
        assert second[name] == first[name]
    write(project, {APK: apk(code=46)})  # another build is one of today
    assert archived(project, "--replace")["commit"] != first["commit"]


class TestCheck:
    def test_what_is_archived_as_it_is(self, project: Path) -> None:
        archived(project)
        before = contents(project / ".hapline")
        ended = run(project, "archive", "--check")
        assert (ended.code, ended.out) == (0, "1.2.3 is archived in .hapline/releases\n")
        assert contents(project / ".hapline") == before

    def test_what_is_not_archived(self, project: Path) -> None:
        ended = run(project, "archive", "--check")
        assert (ended.code, ended.out) == (1, "1.2.3 is not archived\n")
        assert not (project / ".hapline").exists()

    def test_another_build(self, project: Path) -> None:
        archived(project)
        write(project, {APK: apk(classes=["com.example.shop.h"])})
        ended = run(project, "archive", "--check")
        assert (ended.code, ended.out) == (1, "another build is archived: app.apk is another one\n")

    def test_what_was_archived_incompletely(self, project: Path) -> None:
        kept = (project / METHODS).read_bytes()
        (project / METHODS).unlink()
        archived(project, "--allow-incomplete")
        for content in (b"", kept):
            write(project, {METHODS: content})
            ended = run(project, "archive", "--check")
            assert (ended.code, ended.out) == (1, "methodsMap.instantrun is not archived\n")

    def test_what_is_lost(self, project: Path) -> None:
        release = archived(project)
        assert isinstance(release["files"], dict)
        key = release["files"]["mapping.txt"]["sha256"]
        (project / ".hapline/releases/sha256" / key[:2] / key[2:]).unlink()
        ended = run(project, "archive", "--check")
        assert ended.code == 1
        assert ended.out.startswith(f"mapping.txt is lost: sha256/{key[:2]}/{key[2:]} is not in the archive")
        assert run(project, "archive").code == 0  # puts it back
        assert run(project, "archive", "--check").code == 0

    def test_what_was_archived_for_the_other_method(self, project: Path) -> None:
        kept = (project / METHODS).read_bytes()
        (project / METHODS).unlink()
        archived(project, "--set", "hotpatch.method=dexpatch")
        write(project, {METHODS: kept})
        ended = run(project, "archive", "--check")
        assert (ended.code, ended.out) == (1, "methodsMap.instantrun is not archived\n")

    def test_where_only_the_apk_is_at_hand(self, project: Path, tmp_path: Path) -> None:
        where = ("--archive", str(tmp_path / "kept"))
        archived(project, *where)
        write(tmp_path / "publishing", {"shop.apk": (project / APK).read_bytes(), "other.apk": apk(code=46)})
        assert run(tmp_path / "publishing", "archive", "--check", "--apk", "shop.apk", *where).code == 0
        ended = run(tmp_path / "publishing", "archive", "--check", "--apk", "other.apk", *where)
        assert (ended.code, ended.out) == (1, "another build is archived: app.apk is another one\n")

    def test_as_json(self, project: Path) -> None:
        ended = run(project, "archive", "--check", "--format", "json")
        assert ended.code == 1
        assert json.loads(ended.out)["problems"] == ["1.2.3 is not archived"]


def test_chinese_is_no_crash(project: Path) -> None:
    for line in (
        ("archive",),
        ("list",),
        ("archive", "--check"),
        ("restore", "1.2.3"),
        ("restore", "1.2.3", "--check"),
    ):
        assert Bench().run("hotpatch", *line, "--lang", "zh", cwd=project).code == 0
