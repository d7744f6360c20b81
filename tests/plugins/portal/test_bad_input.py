"""What is broken, endless or hostile: an error with its place, in little time, and nothing read outside the project."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from hapline.testing import Bench
from plugins.changing import Change

PORTAL = "apply plugin: 'com.alipay.portal'\nportal { allSlinks true }\n"
SCRIPT = "app/build.gradle"
MANIFEST = "app/src/main/AndroidManifest.xml"
_NOISE = random.Random(1).randbytes(4000)
_ENTITIES = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"settings.gradle": "include ':app'\n", SCRIPT: _NOISE}, f"{SCRIPT}:"),
        ({SCRIPT: f"{PORTAL}x = '{'a' * 50_000_000}'\n"}, f"{SCRIPT}:1:1 BND801 the file has 50000067 bytes"),
        ({SCRIPT: f"{PORTAL}/*{'a' * 900_000}\n"}, f"{SCRIPT}:3:1 BND801 the comment is not closed"),
        ({SCRIPT: f'{PORTAL}x = "abc\n'}, f"{SCRIPT}:3:5 BND801 the string is not closed"),
        ({SCRIPT: PORTAL + "'''\n\"\"\"\n/*\n" * 50_000}, f"{SCRIPT}:"),
        ({SCRIPT: PORTAL + "a {" * 20_000}, f"{SCRIPT}:3:183 BND801 more than 60 brackets inside each other"),
        (
            {SCRIPT: PORTAL, MANIFEST: f'<!DOCTYPE m [<!ENTITY e0 "e">{_ENTITIES}]>\n<manifest>&e9;</manifest>'},
            f"{MANIFEST}:1:1 BND801 <!DOCTYPE is not read",
        ),
        (
            {SCRIPT: PORTAL, MANIFEST: "<manifest>" + "<a>" * 100_000},
            f"{MANIFEST}:1:776 BND801 more than 256 elements inside each other",
        ),
        ({SCRIPT: PORTAL, "app/slinks": "a" * 2_000_000}, "app/slinks:1:1 BND801 the file has 2000000 bytes"),
    ],
    ids=["binary", "a-long-line", "comment", "string", "many", "deep-blocks", "entities", "deep-elements", "slinks"],
)
def test_a_broken_file_has_its_place(files: dict[str, str | bytes], place: str) -> None:
    bench = Bench()
    found = bench.lines(bench.check(files), rule="BND801")
    assert found
    assert found[-1].startswith(place) or found[0].startswith(place)


@pytest.mark.timeout(30)
def test_settings_that_go_in_circles() -> None:
    files: dict[str, Change] = {
        "settings.gradle": (
            "include ':', ':a', ':a:a', ':a'\nproject(':a').projectDir = new File('.')\n"
            "project(':a:a').projectDir = new File('../..')\napply from: 'settings.gradle'\nincludeBuild('.')\n"
        ),
        "build.gradle": (
            f"{PORTAL}apply from: 'build.gradle'\next.a = b\next.b = a\ndependencies {{ bundle \"x:y:$a@jar\" }}\n"
        ),
    }
    bench = Bench()
    report = bench.check({path: text for path, text in files.items() if isinstance(text, str)})
    assert bench.lines(report) == [
        "build.gradle:3:13 BND803 build.gradle is applied here again: it is being run already",
        "build.gradle:6:23 BND301 a is not known here: what it belongs to is not checked",
        "settings.gradle:4:13 BND803 settings.gradle is applied here again: it is being run already",
    ]


@pytest.mark.timeout(30)
def test_thousands_of_scripts_that_apply_each_other() -> None:
    lines = "".join(f"apply from: 's{number}.gradle'\n" for number in range(200))
    files = {f"s{number}.gradle": lines for number in range(200)}
    report = Bench().check({"build.gradle": f"{PORTAL}{lines}", **files})
    assert Bench().lines(report, rule="BND803")


@pytest.mark.timeout(30)
def test_links_are_not_followed_in_circles_or_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("com.example-secret\n")
    project = tmp_path / "project"
    (project / "app/src/main/java").mkdir(parents=True)
    (project / SCRIPT).write_text(PORTAL)
    os.symlink("..", project / "app/src/main/java/up")
    os.symlink("self", project / "self")
    os.symlink(secret, project / "app/slinks")
    ended = Bench().run("check", "--quiet", "project", cwd=tmp_path)
    assert ended.code == 1
    assert "app/slinks: error[BND801] cannot be read: a symbolic link leads out of the project" in ended.out
    assert "secret" not in ended.out


@pytest.mark.timeout(60)
@pytest.mark.parametrize("path", [SCRIPT, "settings.gradle", MANIFEST, "app/slinks", "gradle.properties"])
def test_damage_is_never_a_crash(path: str) -> None:
    chance = random.Random(path)
    files: dict[str, str | bytes] = {
        "settings.gradle": "include ':app'\nproject(':app').projectDir = new File('app')\n",
        SCRIPT: PORTAL + "dependencies {\n    bundle 'a.b:c-build:1.0@jar'\n    manifest \"a.b:c:$v\"\n}\n",
        MANIFEST: (
            '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="a">\n'
            "<application />\n</manifest>"
        ),
        "app/slinks": "com.example-a\n",
        "gradle.properties": "v=1.0\n",
    }
    whole = str(files[path]).encode()
    bench = Bench()
    for _ in range(100):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(damaged) + 1)
            damaged[at : at + chance.randint(0, 3)] = chance.choice(
                [b"", b"{", b"'", b"\xff", b"<", b"&", b"\\", b"$", b"\r"]
            )
        bench.check({**files, path: bytes(damaged)})  # which fails on any fault
