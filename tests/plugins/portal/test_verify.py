"""``hapline verify`` on Bundle jars and apks: what is taken as what, what is accepted, and whatever is damaged."""

from __future__ import annotations

import json
import random
import shutil
import zipfile
from pathlib import Path

import pytest

from core.android.making import dex
from core.android.test_tools import linked, run, work  # noqa: F401 a fixture
from hapline.testing import Bench, codes, lines
from hapline.words import Words
from hapline_hooks import Subject
from hapline_plugins.portal.built.apps import BuiltSet
from plugins.harmony import sample as harmony
from plugins.portal import built_sample
from plugins.portal.built_sample import built
from plugins.portal.making import archive, bundle_mf

BAD = {"launcher.jar": {"manifest": {"Init-Level": "1111000"}}}
INIT = "hapline.json5"


def opened(folder: Path, **files: bytes) -> list[Subject]:
    paths = [folder / name.replace("_", ".") for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    return Bench().verify(paths).subjects


def sets(subjects: list[Subject]) -> list[list[str]]:
    """The names of the files that are judged together."""
    return [[Path(one.path).name for one in subject.artifacts] for subject in subjects if isinstance(subject, BuiltSet)]


def test_files_are_one_app_where_there_is_one_apk(tmp_path: Path) -> None:
    jar, apk = built("a.jar"), built("p.apk")
    assert sets(opened(tmp_path, a_jar=jar, p_apk=apk, B_JAR=jar)) == [["p.apk", "a.jar", "B.JAR"]]
    assert sets(opened(tmp_path, a_jar=jar, b_jar=jar)) == [["a.jar", "b.jar"]]
    assert sets(opened(tmp_path, a_jar=jar, p_apk=apk, q_apk=apk)) == [["p.apk"], ["q.apk"], ["a.jar"]]
    assert sets(opened(tmp_path, a_apk=jar)) == [["a.apk"]]


def test_what_is_nothing_of_ours_is_left_to_others(tmp_path: Path) -> None:
    plain_apk = built("p.apk", {"bundles": {}, "without": ["assets/bundles.cfg"]})
    patch = archive({"classes.dex": dex(["com.example.Patch"]), "META-INF/MANIFEST.MF": b""})
    source = archive({"AndroidManifest.xml": b"<manifest/>"})
    found = opened(tmp_path, a_jar=archive({"a": b""}), b_apk=plain_apk, c_jar=patch, d_jar=source, e_jar=b"")
    assert [type(one).__name__ for one in found] == ["BuiltPatch"], "a jar with DEX files alone is a hotpatch"
    assert opened(tmp_path, a_zip=built("a.jar"), b_jar=b"META-INF/BUNDLE.MF", c_apk=b"PK\3\4") == []
    for name in ("b.jar", "c.apk", "e.jar"):
        ended = Bench().run("verify", name, cwd=tmp_path)
        assert (ended.code, f"{name}: error: cannot be read as a ZIP archive" in ended.err) == (2, True)
    ended = Bench().run("verify", "b.apk", cwd=tmp_path)
    assert (ended.code, ended.err.splitlines()[0]) == (2, "hapline: error: no plugin knows what b.apk is")


def test_what_is_cut_short_is_known_all_the_same(tmp_path: Path) -> None:
    deflated = built("p.apk", {"bundles": {}})
    assert sets(opened(tmp_path, a_jar=built("a.jar")[:-9], p_apk=deflated[:-9])) == [["p.apk", "a.jar"]]


def test_an_apk_that_is_cut_behind_a_bundle_is_not_taken_for_the_bundle(tmp_path: Path) -> None:
    """The end of the Bundle, which is stored, is then the last end of an archive that there is."""
    (tmp_path / "p.apk").write_bytes(built("p.apk")[:-9])
    assert codes(Bench().verify([tmp_path / "p.apk"])) == ["BND701", "BND701"]


def test_a_place_shows_the_line_of_the_entry(tmp_path: Path) -> None:
    built_sample.write(tmp_path, BAD)
    ended = Bench().run("verify", "launcher.jar", cwd=tmp_path)
    assert ended.code == 1
    assert "launcher.jar!META-INF/BUNDLE.MF:4:1" in ended.out
    assert "Init-Level: 1111000" in ended.out


def test_findings_are_accepted_and_selected_as_those_of_other_files(tmp_path: Path) -> None:
    built_sample.write(tmp_path, BAD)
    bench = Bench()
    assert bench.run("verify", "launcher.jar", "--profile", "official", cwd=tmp_path).code == 0
    assert bench.run("verify", "launcher.jar", "--ignore", "BND705", cwd=tmp_path).code == 0
    entry = {"rule": "BND705", "path": "launcher.jar!META-INF/BUNDLE.MF", "reason": "historical"}
    (tmp_path / INIT).write_text(json.dumps({"check": {"suppress": [entry]}}), encoding="utf-8")
    ended = bench.run("verify", "launcher.jar", cwd=tmp_path)
    assert (ended.code, "1 accepted" in ended.out) == (0, True), ended.out
    (tmp_path / INIT).unlink()
    assert bench.run("baseline", "create", "--reason", "old", "launcher.jar", cwd=tmp_path).code == 0
    assert bench.run("verify", "launcher.jar", cwd=tmp_path).code == 0
    built_sample.write(tmp_path, {"launcher.jar": {"manifest": {"Init-Level": "101", "Export-Package": "com.a"}}})
    assert bench.run("verify", "launcher.jar", cwd=tmp_path).code == 1


def test_files_of_both_plugins_are_verified_in_one_run(tmp_path: Path) -> None:
    files = harmony.write_packages(tmp_path, {"entry.hap": '{ module: { type: "nothing" } }'})
    report = Bench().verify([*files, *built_sample.write(tmp_path, BAD)])
    assert {code[:3] for code in codes(report)} == {"HOS", "BND"}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few changed, or with a piece left out, doubled or cut off."""
    changed = bytearray(data)
    start = chance.randrange(len(changed))
    match chance.randrange(6):
        case 0:
            del changed[start : start + chance.choice((1, 4, 60))]
        case 1:
            changed[start:start] = changed[start : start + 20]
        case 2:
            del changed[start:]
        case _:
            for _ in range(chance.choice((1, 2, 8))):
                changed[chance.randrange(len(changed))] = chance.choice((0, 1, 0xFF, chance.randrange(256)))
    return bytes(changed)


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", range(4))
def test_no_damage_is_a_fault(seed: int, tmp_path: Path) -> None:
    """A thousand files in all, of parts that are stored, so that the damage reaches the readers."""
    chance, bench, words = random.Random(seed), Bench(), Words("en")
    whole: dict[str, built_sample.Json] = {
        "launcher.jar": {"manifest": {"Require-Bundle": "a@1"}, "resources": [40], "store": True},
        "portal.apk": {
            "listed": [{"name": "com-example-cashier", "exports": ["a"], "requires": ["b@1"]}],
            "store": True,
        },
    }
    files = {name: built(name, described) for name, described in whole.items()}
    told: set[str] = set()
    for _ in range(125):
        for name, data in files.items():
            others = [other for other in files if other != name]
            for path in [*others, name]:
                (tmp_path / path).write_bytes(files[path])
            (tmp_path / name).write_bytes(damaged(data, chance))
            report = bench.verify([tmp_path / path for path in files])
            told.update(codes(report))
            for one in report.findings:
                assert words.message(one.rule, one.finding.message, one.finding.args).strip()
    assert "BND701" in told


@pytest.mark.network
@pytest.mark.timeout(600)
def test_a_bundle_that_androids_tools_built(work: Path, tmp_path: Path) -> None:  # noqa: F811 the fixture
    """Resources by aapt2, code by smali, and what the Bundle says of both."""
    folder = work / "bundle"
    folder.mkdir()
    apk = linked(folder, "--package-id", "40", "--allow-reserved-package-id")
    smali = folder / "smali" / "Main.smali"
    smali.parent.mkdir()
    smali.write_text(".class public Lcom/example/launcher/Main;\n.super Ljava/lang/Object;\n", encoding="utf-8")
    run("smali", "a", "smali", "-o", "classes.dex", cwd=folder)
    says = {"Bundle-Name": "com-example-launcher", "Export-Package": "com.example.launcher", "Package-Id": "40"}
    for number, wanted in (("40", []), ("39", ["BND702"])):
        (folder / "META-INF").mkdir(exist_ok=True)
        (folder / "META-INF" / "BUNDLE.MF").write_bytes(bundle_mf({**says, "Package-Id": number}))
        jar = tmp_path / f"launcher{number}.jar"
        shutil.copy(apk, jar)
        add(jar, folder, "META-INF/BUNDLE.MF", "classes.dex")
        assert [line.split()[1] for line in lines(Bench().verify([jar]))] == wanted


def add(jar: Path, folder: Path, *names: str) -> None:
    """Add files to an archive."""
    with zipfile.ZipFile(jar, "a") as target:
        for name in names:
            target.write(folder / name, name)
