"""``hapline harmony sizes`` as people use it: whole outputs in two languages, JSON, exit codes, errors, projects."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.harmony.advisor.building import CODE, MEDIA, RAW, in_app, noise, package, written

SIZES = ("harmony", "sizes")


def hapline(
    *arguments: str, cwd: Path, encoding: str = "utf-8", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "hapline", *arguments],
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONIOENCODING": encoding,
            "HAPLINE_DISABLE_PLUGINS": "*",
            "COLUMNS": "80",
            **environment,
        },
        capture_output=True,
        text=True,
        encoding=encoding,
        check=False,
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A debug build, whose sizes do not hang on the zlib in use: too large, with copies and preloads; and an older."""
    folder = tmp_path_factory.mktemp("shop")
    both = ("phone", "tablet")
    icon = {f"{MEDIA}app_icon.png": noise(20, "icon")}
    packages = {
        "entry.hap": package(
            "entry.hap",
            {CODE: noise(600, "e"), f"{MEDIA}banner.webp": noise(300, "b"), f"{RAW}font.ttf": noise(400, "f"), **icon}
            | {f"{RAW}intro.mp4": noise(350, "i")},
            needs=["base"],
            preloads=["orders"],
            devices=both,
            debug=True,
        ),
        "base.hsp": package(
            "base.hsp",
            {CODE: noise(300, "base"), f"{RAW}font.ttf": noise(400, "f"), f"{RAW}map.dat": noise(80, "m")},
            devices=both,
            debug=True,
        ),
        "orders.hsp": package(
            "orders.hsp",
            {CODE: noise(500, "o"), f"{RAW}emoji.zip": noise(600, "em")},
            needs=["base"],
            preloads=["pay"],
            debug=True,
        ),
        "pay.hsp": package(
            "pay.hsp",
            {CODE: noise(900, "p"), f"{RAW}emoji_pay.zip": noise(600, "em"), f"{RAW}intro.mp4": noise(100, "z")},
            debug=True,
        ),
        "me.hsp": package("me.hsp", {CODE: noise(300, "me"), **icon}, preloads=["pay"], debug=True),
    }
    written(folder, packages)
    older = packages | {
        "orders.hsp": package(
            "orders.hsp",
            {CODE: noise(500, "o"), f"{RAW}emoji.zip": noise(600, "em"), f"{RAW}intro.mp4": noise(100, "z")},
            needs=["base"],
            preloads=["pay"],
            debug=True,
        ),
        "pay.hsp": package("pay.hsp", {CODE: noise(890, "p"), f"{RAW}emoji_pay.zip": noise(600, "em")}, debug=True),
    }
    written(folder, {"old.app": in_app(older, method=0)})
    return folder


FILES = ("entry.hap", "base.hsp", "orders.hsp", "pay.hsp", "me.hsp")
HERE = Path(__file__).parent


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_whole_text(shop: Path, lang: str) -> None:
    options = ("--base", "old.app", "--set", "harmony.totalLimit=4 MB", "--lang", lang)
    result = hapline(*SIZES, *FILES, *options, cwd=shop)
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout == _text(f"sizes.{lang}.txt")
    assert max(map(len, result.stdout.split("\n"))) <= 80


def _small(folder: Path, kilobytes: int = 40) -> list[str]:
    """Two debug packages, which are small, and an earlier build of them."""
    packages = {
        "entry.hap": package(
            "entry.hap", {CODE: noise(30), f"{RAW}a": noise(kilobytes, "a")}, needs=["lib", "gone"], debug=True
        ),
        "lib.hsp": package("lib.hsp", {f"{RAW}b": noise(kilobytes, "a"), f"{RAW}c": noise(8)}, debug=True),
    }
    old = package("entry.hap", {CODE: noise(25), f"{RAW}c": noise(8)}, needs=["lib"], debug=True)
    written(folder, packages)
    written(folder / "old", {"entry.hap": old})
    return ["entry.hap", "lib.hsp"]


def test_the_whole_json(tmp_path: Path) -> None:
    options = ("--base", "old/entry.hap", "--set", "harmony.entryLimit=100 KB", "--format", "json")
    result = hapline(*SIZES, *_small(tmp_path), *options, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout == _text("sizes.json")


def test_json_speaks_the_language_only_where_people_read_it(shop: Path) -> None:
    english = json.loads(hapline(*SIZES, *FILES, "--format", "json", cwd=shop).stdout)
    chinese = json.loads(hapline(*SIZES, *FILES, "--format", "json", "--lang", "zh", cwd=shop).stdout)
    assert english["version"] == chinese["version"] == 1
    assert english["apps"][0]["counted"].startswith("as the packing tool will store")
    for one in (english, chinese):
        for app in one["apps"]:
            del app["counted"]
    assert english != chinese
    assert _without_reasons(english) == _without_reasons(chinese)


def _without_reasons(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_reasons(inner) for key, inner in value.items() if key != "stays"}
    if isinstance(value, list):
        return [_without_reasons(inner) for inner in value]
    return value


def test_exit_codes(tmp_path: Path) -> None:
    files = _small(tmp_path)
    assert hapline(*SIZES, *files, cwd=tmp_path).returncode == 0
    limit = ("--set", "harmony.entryLimit=100 KB")
    assert hapline(*SIZES, *files, *limit, cwd=tmp_path).returncode == 1
    assert hapline(*SIZES, *files, *limit, "--exit-zero", cwd=tmp_path).returncode == 0
    (tmp_path / "hapline.json5").write_text("{ harmony: { entryLimit: '100 KB' } }")
    assert hapline(*SIZES, *files, cwd=tmp_path).returncode == 1


def test_files_are_one_app_and_apps_are_each_their_own(tmp_path: Path) -> None:
    packages = {name: package(name, {CODE: noise(3)}, debug=True) for name in ("entry.hap", "lib.hsp")}
    written(tmp_path, {**packages, "a.app": in_app(packages), "b.app": in_app(packages)})
    result = hapline(*SIZES, "a.app", "lib.hsp", "b.app", "entry.hap", "--format", "json", cwd=tmp_path)
    assert [one["files"] for one in json.loads(result.stdout)["apps"]] == [
        ["a.app"],
        ["b.app"],
        ["entry.hap", "lib.hsp"],
    ]
    text = hapline(*SIZES, "a.app", "b.app", cwd=tmp_path).stdout
    assert text.count("all sizes are within their limits") == 2
    assert "\n\ncom.atomicservice.sample 1.0.0 · b.app\n" in text


def test_an_app_that_is_no_atomic_service(tmp_path: Path) -> None:
    app = {"bundleType": "app"}
    written(tmp_path, {"entry.hap": package("entry.hap", {CODE: noise(3000)}, app=app, debug=True)})
    result = hapline(*SIZES, "entry.hap", cwd=tmp_path)
    assert result.returncode == 0
    assert "this is no atomic service: no limits apply to its sizes" in result.stdout
    assert "%" not in result.stdout


def test_colour_follows_the_usual_variables(shop: Path) -> None:
    def painted(*arguments: str, **environment: str) -> bool:
        return "\x1b[" in hapline(*SIZES, *FILES, *arguments, cwd=shop, **environment).stdout

    assert not painted()
    assert painted(FORCE_COLOR="1")
    assert not painted(FORCE_COLOR="1", NO_COLOR="1")
    assert painted("--color", "always", NO_COLOR="1")
    shown = hapline(*SIZES, *FILES, "--color", "always", cwd=shop).stdout
    assert "\x1b[31;1m   2,452.63 KB  119 %\x1b[0m" in shown  # too large
    assert "\x1b[33;1m   1,882.06 KB   91 %\x1b[0m" in shown  # near the limit
    plain = hapline(*SIZES, *FILES, cwd=shop).stdout
    assert re.sub("\x1b\\[[0-9;]*m", "", shown) == plain


@pytest.mark.parametrize("columns", ["40", "60", "200"])
def test_it_is_as_wide_as_the_terminal(shop: Path, columns: str) -> None:
    lines = hapline(*SIZES, *FILES, cwd=shop, COLUMNS=columns).stdout.split("\n")
    bars = [line for line in lines if "█" in line]
    assert len(bars) == 7
    assert max(map(len, bars)) == max(2 + 6 + 2 + 10 + 21, min(int(columns), 2 + 6 + 2 + 60 + 21))


def test_an_older_console(shop: Path) -> None:
    result = hapline(*SIZES, *FILES, cwd=shop, encoding="ascii")
    assert result.returncode == 1
    assert "  entry   #################################================   2,452.63 KB  119 %" in result.stdout
    assert "2,452.63 KB >" in result.stdout
    assert result.stdout.isascii()


PROJECT = {
    "AppScope/app.json5": b"{}",
    "entry/build/default/outputs/default/entry-default-unsigned.hap": package(
        "entry.hap", {CODE: noise(2)}, debug=True
    ),
    "entry/build/default/outputs/default/entry-default-signed.hap": package("entry.hap", {CODE: noise(2)}, debug=True),
    "lib/build/default/outputs/default/lib-default-signed.hsp": package("lib.hsp", {CODE: noise(1)}, debug=True),
}


def _project(folder: Path, files: dict[str, bytes]) -> Path:
    for number, (name, data) in enumerate(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1_790_000_000 + number, 1_790_000_000 + number))
    return folder


def test_a_project_that_was_built(tmp_path: Path) -> None:
    _project(tmp_path, PROJECT)
    for arguments, cwd in (((), tmp_path), ((".",), tmp_path), ((tmp_path.name,), tmp_path.parent)):
        result = hapline(*SIZES, *arguments, "--format", "json", cwd=cwd)
        assert result.returncode == 0
        (app,) = json.loads(result.stdout)["apps"]
        assert [Path(file).name for file in app["files"]] == ["entry-default-signed.hap", "lib-default-signed.hsp"]
        assert all((cwd / file).is_file() for file in app["files"])


def test_what_is_newer_than_the_build_is_said(tmp_path: Path) -> None:
    again = "lib/build/default/outputs/default/lib-default-unsigned.hsp"
    _project(tmp_path, {**PROJECT, again: PROJECT["lib/build/default/outputs/default/lib-default-signed.hsp"]})
    result = hapline(*SIZES, cwd=tmp_path)
    assert result.stderr == f"newer than what was looked at: {again}\n"
    content = json.loads(hapline(*SIZES, "--format", "json", cwd=tmp_path).stdout)
    assert content["notes"] == [f"newer than what was looked at: {again}"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("nothing",), 3, "nothing: error: no project found here\n  help: name a folder with AppScope/app.json5"),
        (("source",), 3, "source: error: the project has not been built: there is no .app, .hap or .hsp where"),
        (("gone.hap",), 4, "gone.hap: error: there is no such file"),
        (("text.txt",), 2, "text.txt: error: this is no package"),
        (("pack.info",), 2, "pack.info: error: this is no package"),
        (("source", "good.hap"), 2, "source: error: name either one project or built files"),
        (("good.hap", "--base", "gone.app"), 4, "gone.app: error: there is no such file"),
        (("good.hap", "--base", "source"), 4, "source: error: there is no such file"),
        (("broken.hap",), 4, "broken.hap: error: cannot be read (is not a ZIP archive)\n  help: check that the right"),
        (("bare.hap",), 4, "bare.hap: error: has no module.json that can be read\n  help: hapline verify says more"),
        (("damaged.hsp",), 4, f"damaged.hsp!{RAW}a: error: cannot be read (its content is damaged: CRC-32 is"),
        (("demo.app",), 4, "demo.app!lib.hsp: error: cannot be read ("),
        (("good.hap", "--base", "broken.hap"), 4, "broken.hap: error: cannot be read ("),
        (("good.hap", "--set", "harmony.entryLimit=x"), 2, "harmony.entryLimit"),
    ],
)
def test_errors_say_what_and_what_to_do(tmp_path: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    (tmp_path / "nothing").mkdir()
    _project(tmp_path / "source", {"build-profile.json5": b"{}"})
    good = package("lib.hsp", {f"{RAW}a": noise(3)})
    at = good.index(noise(3))
    written(
        tmp_path,
        {
            "good.hap": package("entry.hap", {}),
            "broken.hap": b"PK no archive at all",
            "bare.hap": in_app({}),
            "damaged.hsp": good[: at + 9] + bytes([good[at + 9] ^ 1]) + good[at + 10 :],
            "demo.app": in_app({"lib.hsp": good[:-40]}),
            "text.txt": b"x",
            "pack.info": b"{}",
        },
    )
    result = hapline(*SIZES, *arguments, cwd=tmp_path)
    assert result.returncode == code
    assert says in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_nothing_of_somebodys_file_drives_the_terminal(tmp_path: Path) -> None:
    evil = "\x1b[2J"
    app = {"versionName": evil, "bundleName": f"com.{evil}"}
    module = {"name": f"m{evil}", "dependencies": [{"moduleName": f"gone{evil}"}], "deviceTypes": [f"phone{evil}"]}
    written(
        tmp_path,
        {
            "entry.hap": package("entry.hap", {f"{RAW}{evil}": noise(2500)}, app=app, module=module),
            "old.hap": package("entry.hap", {f"{RAW}x{evil}": noise(2500)}, app=app, module=module),
        },
    )
    result = hapline(*SIZES, "entry.hap", "--base", "old.hap", cwd=tmp_path)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout + result.stderr


def test_it_is_in_the_help(tmp_path: Path) -> None:
    assert "\n  harmony " in hapline("--help", cwd=tmp_path).stdout
    assert "sizes" in hapline("harmony", "--help", cwd=tmp_path).stdout
    assert "大小" in hapline(*SIZES, "--help", "--lang", "zh", cwd=tmp_path, HAPLINE_LANG="zh").stdout


def test_the_plugin_does_not_import_click_before_its_command_is_asked_for() -> None:
    code = "import sys, hapline_plugins.harmony.plugin; sys.exit('click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
