"""What ``archive`` does not take for a part of the release: garbage, what is of another build, apps or variants."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import Path

import pytest

from core.android.making import Element
from hapline.testing import Bench
from plugins.hotpatch.archive.sample import (
    COMPLETE,
    MAPPING,
    PLAIN,
    SCRIPT,
    SHORT,
    SOURCE,
    apk,
    archived,
    built,
    listed,
    project,
    run,
    words,
    write,
)

__all__ = ["project"]
APK = "app/build/outputs/apk/release/app.apk"
METHODS = "app/build/outputs/instantrun/methodsMap.instantrun"
PACKED = "app/build/outputs/instantrun/InstantRunMapping_release.txt.gz"
NAMES = "app/build/outputs/mapping/release/mapping.txt"
OWN_ID = SCRIPT.replace("android {", "android {\n    defaultConfig {\n        applicationId 'com.example.shop'\n    }")
GARBAGE = [
    (METHODS, b"garbage", "methodsMap.instantrun", "the file is not in the format gzip"),
    (METHODS, gzip.compress(b"no map"), "methodsMap.instantrun", "the file is not in the format Java serialisation"),
    (PACKED, bytes(range(256)), "InstantRunMapping.txt.gz", "the file is not in the format gzip"),
    (PACKED, gzip.compress(b"\xff\xfe\0\1"), "InstantRunMapping.txt.gz", "this is no text"),
    (NAMES, b"<html>404</html>\n", "mapping.txt", "a class is written as"),
    (NAMES, b"# nothing\n\n", "mapping.txt", "no class is in it"),
    (NAMES, MAPPING.replace(":\n", "\n").encode(), "mapping.txt", "a class is written as"),
    (NAMES, f"{MAPPING}    void run".encode(), "mapping.txt", "here parameters or an arrow is wanted"),
    (NAMES, f"{MAPPING}    void run() -> a".encode(), "mapping.txt", "the last line breaks off: it has no end of line"),
    (
        NAMES,
        f"# pg_map_id: 1a2b3c4\n# pg_map_hash: SHA-256 {'0' * 64}\ncom.example.A -> a:\n".encode(),
        "mapping.txt",
        "it is not as R8 wrote it",
    ),
]


@pytest.mark.parametrize(("path", "content", "part", "what"), GARBAGE)
def test_garbage_is_no_part(project: Path, path: str, content: bytes, part: str, what: str) -> None:
    write(project, {path: content})
    ended = run(project, "archive")
    assert ended.code == 1
    said = words(ended.err)
    assert f"{path}:" in said
    assert f"this is no {part}: " in said
    assert what in said
    assert not (project / ".hapline").exists()
    assert archived(project, "--allow-incomplete")["missing"] == [part]
    assert f"lacks {part}" in run(project, "list").out
    ended = run(project, "archive", "--check")
    assert (ended.code, ended.out) == (1, f"{part} is not archived\n")
    assert f"{path}" in ended.err
    write(project, {path: built()[path]})
    assert archived(project)["missing"] == []
    assert run(project, "archive", "--check").code == 0


def test_a_mapping_that_only_says_who_wrote_it_is_one(project: Path) -> None:
    """Where no class has another name; R8's hash says that nothing is lost, and without it nobody knows."""
    head = "# compiler: R8\n# pg_map_id: 1a2b3c4\n"
    write(project, {NAMES: head})
    ended = run(project, "archive")
    assert (ended.code, "this is no mapping.txt: no class is in it" in words(ended.err)) == (1, True)
    write(project, {NAMES: f"{head}# pg_map_hash: SHA-256 {hashlib.sha256().hexdigest()}\n"})
    assert archived(project)["missing"] == []


@pytest.mark.parametrize(("path", "content", "part", "what"), GARBAGE[:6:2])
def test_garbage_that_was_kept_earlier_is_found(project: Path, path: str, content: bytes, part: str, what: str) -> None:
    archived(project)
    _as_an_earlier_one_kept_it(project, part, content)
    assert run(project, "list").code == 0  # nothing is read
    ended = run(project, "list", "--verify")
    assert (ended.code, f"this is no {part}" in ended.out, what in ended.out) == (1, True, True)
    write(project, {path: content})
    ended = run(project, "archive", "--check", "--apk", APK)
    assert (ended.code, f"this is no {part}" in ended.out) == (1, True)


def test_verify_says_the_same_of_garbage_as_the_archive(project: Path) -> None:
    """HOT514 is the gate for those who publish, and has the apk alone."""
    write(project, {APK: apk(classes=["com.alipay.instantrun.ChangeQuickRedirect", *SHORT])})
    write(project, {"hapline.json5": "{ hotpatch: { archive: '.hapline/releases' } }"})
    archived(project)
    assert "HOT514" not in Bench().run("verify", APK, cwd=project).out
    _as_an_earlier_one_kept_it(project, "mapping.txt", b"<html>404</html>\n")
    ended = Bench().run("verify", APK, cwd=project)
    assert ("HOT514" in ended.out, "this is no mapping.txt" in words(ended.out)) == (True, True)


def _as_an_earlier_one_kept_it(project: Path, part: str, content: bytes) -> None:
    """Put another content into the archive, as one was kept that nobody had read."""
    from hapline.store import open_store

    store = open_store(str(project / ".hapline/releases"))
    (record,) = store.records("releases").sound
    kept = store.put([content])
    value = {name: one for name, one in record.value.items() if name not in {"isRead", "broken"}}
    files = value["files"]
    assert isinstance(files, dict)
    value["files"] = {**files, part: {"sha256": kept.sha256, "size": kept.size}}
    store.put_record("releases", record.name, value, instead_of=record)


def test_an_empty_mapping_is_said(project: Path) -> None:
    write(project, {NAMES: ""})
    ended = run(project, "archive")
    assert ended.code == 4
    assert f"note: {NAMES} is left out: it is empty" in words(ended.err)
    assert "lacks mapping.txt" in words(ended.err)
    # Where nothing is shortened, some builds write one all the same.
    write(project, {APK: apk(classes=PLAIN, map_id=""), "app/build.gradle": SCRIPT.replace("true", "false")})
    ended = run(project, "archive")
    assert ended.code == 0
    said = words(ended.err)
    assert f"{NAMES} is empty, and neither the apk nor build.gradle says that this build is minified" in said
    assert "no mapping.txt is kept, and none is missed" in said


def test_a_mapping_that_is_much_older_than_the_apk_is_said(project: Path) -> None:
    bare = MAPPING.replace("# pg_map_id: 1a2b3c4\n", "")
    write(project, {NAMES: bare})
    built_at = (project / APK).stat().st_mtime
    for before, age in ((60, ""), (5 * 3600, "5 hours"), (40 * 86400, "40 days")):
        os.utime(project / NAMES, (built_at, built_at - before))
        ended = run(project, "archive")
        assert ended.code == 0
        assert (f"{NAMES} is {age} older than the apk" in words(ended.err)) == bool(age)
    write(project, {NAMES: MAPPING})  # which says that it is of this build
    os.utime(project / NAMES, (built_at, built_at - 40 * 86400))
    assert "older than the apk" not in words(run(project, "archive", "--replace").err)


class TestAnApkFromElsewhere:
    """Signed or hardened there, as many releases are."""

    def test_it_takes_the_other_outputs_of_the_variant(self, project: Path) -> None:
        write(project.parent, {"signed.apk": apk(more={"META-INF/CERT.RSA": b"x"})})
        release = archived(project, "--apk", "../signed.apk")
        assert (release["variant"], release["missing"], release["method"]) == ("release", [], "instantrun")
        assert isinstance(release["files"], dict)
        assert sorted(release["files"]) == COMPLETE
        assert run(project, "restore", "1.2.3", "--variant", "release").code == 0

    def test_where_no_apk_is_left_of_the_build(self, project: Path) -> None:
        write(project.parent, {"signed.apk": (project / APK).read_bytes()})
        (project / APK).unlink()
        release = archived(project, "--apk", "../signed.apk")
        assert (release["variant"], release["missing"]) == ("release", [])

    def test_several_variants_must_be_told_apart(self, project: Path) -> None:
        write(project.parent, {"signed.apk": apk()})
        for name in ("free", "paid"):
            write(project, built(f"{name}Release", f"{name}/release"))
        (project / APK).unlink()
        ended = run(project, "archive", "--apk", "../signed.apk")
        assert (ended.code, "several variants were built" in words(ended.err)) == (2, True)
        assert archived(project, "--apk", "../signed.apk", "--variant", "paidRelease")["variant"] == "paidRelease"

    def test_one_of_another_version_takes_nothing(self, project: Path) -> None:
        write(project.parent, {"old.apk": apk("1.0", map_id="")})
        ended = run(project, "archive", "--apk", "../old.apk")
        assert ended.code == 4
        said = words(ended.err)
        assert "what was built here is left out: it is com.example.shop 1.2.3, and the apk com.example.shop 1.0" in said
        assert "lacks mapping.txt, methodsMap.instantrun" in said

    def test_one_of_another_app_is_refused(self, project: Path) -> None:
        write(project, {"app/build.gradle": OWN_ID})
        write(project.parent, {"other.apk": apk(application="com.mpaas.demo"), "own.apk": apk()})
        ended = run(project, "archive", "--apk", "../other.apk", "--allow-incomplete")
        assert ended.code == 2
        said = words(ended.err)
        assert "the apk is of com.mpaas.demo, and this project of com.example.shop" in said
        assert "--application com.mpaas.demo" in said
        line = ("--apk", "../other.apk", "--allow-incomplete", "--application", "com.mpaas.demo")
        assert archived(project, *line)["application"] == "com.mpaas.demo"
        assert archived(project, "--apk", "../own.apk")["application"] == "com.example.shop"
        ended = run(project, "archive", "--application", "com.other")
        assert (ended.code, "the apk is of com.example.shop, not of com.other" in words(ended.err)) == (2, True)

    def test_what_build_types_add_to_the_id_is_the_app_too(self, project: Path) -> None:
        suffix = OWN_ID.replace(
            "release {", "beta {\n            applicationIdSuffix '.beta'\n        }\n        release {"
        )
        write(project, {"app/build.gradle": suffix, APK: apk(application="com.example.shop.beta")})
        assert archived(project)["application"] == "com.example.shop.beta"
        write(project, {APK: apk(application="com.example.shopping")})
        assert run(project, "archive").code == 2


class TestTheModule:
    def test_in_the_root_without_outputs_it_is_the_app(self, tmp_path: Path) -> None:
        """An apk without a build beside it is not patched by DexPatch for that."""
        write(tmp_path / "shop", SOURCE)
        write(tmp_path, {"shop.apk": apk()})
        ended = run(tmp_path / "shop", "archive", "--apk", "../shop.apk")
        assert ended.code == 4
        assert "lacks mapping.txt, methodsMap.instantrun" in words(ended.err)
        release = archived(tmp_path / "shop", "--apk", "../shop.apk", "--allow-incomplete")
        assert release["method"] == "instantrun"

    def test_several_apps_must_be_told_apart(self, tmp_path: Path) -> None:
        write(tmp_path, SOURCE, {"settings.gradle": "include ':app', ':tv'\n", "tv/build.gradle": SCRIPT})
        write(tmp_path, {"shop.apk": apk()})
        ended = run(tmp_path, "archive", "--apk", "shop.apk")
        assert (ended.code, "there are several apps: app, tv" in words(ended.err)) == (2, True)
        assert run(tmp_path, "archive", "app", "--apk", "shop.apk", "--allow-incomplete").code == 0

    def test_an_apk_with_instantrun_in_it_says_the_method(self, tmp_path: Path) -> None:
        classes = [*PLAIN, "com.alipay.instantrun.ChangeQuickRedirect"]
        write(
            tmp_path, {"shop.apk": apk(classes=classes, map_id=""), "plain.apk": apk("2.0", classes=PLAIN, map_id="")}
        )
        ended = run(tmp_path, "archive", "--apk", "shop.apk")
        assert (ended.code, "lacks methodsMap.instantrun" in words(ended.err)) == (4, True)
        assert archived(tmp_path, "--apk", "plain.apk")["method"] == "dexpatch"


def test_that_a_debug_build_is_not_minified_is_said(project: Path) -> None:
    files = built("debug", classes=PLAIN, map_id="")
    write(project, {name: content for name, content in files.items() if "mapping/" not in name})
    ended = run(project, "archive", "--variant", "debug")
    assert ended.code == 0
    assert "neither the apk nor build.gradle says that this build is minified" in words(ended.err)
    (release,) = listed(project)
    assert "mapping.txt" not in json.dumps(release["files"])


class TestAMappingWithoutAnId:
    """ProGuard's: only the classes say whose it is."""

    @pytest.mark.parametrize(
        ("names", "said"),
        [
            (["com.other.Main -> com.other.a", "com.other.Cart -> com.other.b"], "none of the classes"),
            (
                ["com.example.Main -> com.example.shop.a", "b.B -> b.b", "b.C -> b.c"],
                "of 3 classes with other names, 1",
            ),
            (["com.example.Main -> com.example.shop.a", "b.B -> b.b"], ""),
            (["com.other.Main -> com.other.Main", "b.B -> com.example.shop.a"], ""),
            (["b.B -> com.example.shop.a", *(f"b.C{at} -> R8$$REMOVED$$CLASS$${at}" for at in range(5))], ""),
        ],
    )
    def test_its_classes_are_looked_for_in_the_apk(self, project: Path, names: list[str], said: str) -> None:
        write(project, {NAMES: "".join(f"{one}:\n" for one in names)})
        ended = run(project, "archive")
        is_foreign = "none" in said
        assert (ended.code, "lacks mapping.txt" in words(ended.err)) == (4 * is_foreign, is_foreign)
        assert said in words(ended.err)
        assert ("classes" in ended.err) == bool(said)

    def test_an_apk_that_hides_its_classes_says_nothing(self, project: Path) -> None:
        hidden = [Element("activity", {"name": "com.example.shop.Main"})]
        write(project, {APK: apk(classes=["com.hard.Shell"], map_id="", within=hidden), NAMES: "com.other.A -> a.b:\n"})
        assert run(project, "archive").code == 0


def test_nothing_is_said_of_a_mapping_that_is_garbage_but_that(project: Path) -> None:
    garbage = project / NAMES
    garbage.write_bytes(b"<html>404</html>\n")
    os.utime(garbage, (1, 1))
    ended = run(project, "archive")
    assert (ended.code, "note:" in ended.err) == (1, False)
