"""``hapline portal slinks`` and the generator: what is shown, tested and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended
from plugins.changing import Change
from plugins.portal import sample
from plugins.portal.sample import manifest

PORTAL = "portal/app/build.gradle"
SLINKS = "portal/app/slinks"
_PROVIDER: dict[str, Change] = {
    "cashier/app/src/main/AndroidManifest.xml": manifest(
        "com.example.pay.cashier", '<provider android:name=".Files" android:authorities="a" />'
    )
}
_STALE: dict[str, Change] = {SLINKS: "com.example-launcher\ncom.example-gone\n"}
_ALL: dict[str, Change] = {PORTAL: (("mergeAssets true", "allSlinks true"),)}
BOTH = "com.example-launcher\ncom.example.pay-cashier\n"


def _run(folder: Path, *line: str, changes: dict[str, Change] | None = None) -> Ended:
    for path, content in sample.files(changes).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Bench().run("portal", "slinks", *line, cwd=folder)


def test_nothing_to_change(tmp_path: Path) -> None:
    assert _run(tmp_path, "--check") == Ended(0, "", "")


def test_a_diff(tmp_path: Path) -> None:
    ended = _run(tmp_path, changes=_PROVIDER)
    assert ended.code == 0
    assert ended.out == (
        "portal/app/slinks: the line com.example.pay-cashier must be there\n"
        "--- a/portal/app/slinks\n+++ b/portal/app/slinks\n@@ -1 +1,2 @@\n"
        " com.example-launcher\n+com.example.pay-cashier\n"
    )


def test_two_ways_at_once(tmp_path: Path) -> None:
    ended = _run(tmp_path, "--check", "--write")
    assert (ended.code, "--check and --write exclude each other" in ended.err) == (2, True)


def test_check(tmp_path: Path) -> None:
    ended = _run(tmp_path, "--check", changes=_PROVIDER)
    assert ended.code == 1
    assert "stale: portal/app/slinks (slinks)\n" in ended.out
    assert (tmp_path / SLINKS).read_text() == "com.example-launcher\n"


def test_write(tmp_path: Path) -> None:
    assert _run(tmp_path, "--write", changes=_PROVIDER).code == 0
    assert (tmp_path / SLINKS).read_text() == BOTH
    assert not (tmp_path / "portal/app/dev_slinks").exists()
    assert Bench().run("portal", "slinks", "--check", cwd=tmp_path).code == 0


@pytest.mark.parametrize("mode", ["--check", "--diff", "--write"])
def test_stale_lines_are_told_in_every_mode(tmp_path: Path, mode: str) -> None:
    ended = _run(tmp_path, mode, changes=_STALE)
    assert "portal/app/slinks:2: no declared Bundle has the line com.example-gone\n" in ended.out
    assert ended.code == (mode == "--check")


def test_explained(tmp_path: Path) -> None:
    ended = _run(tmp_path, "--explain", "--set", "portal.slinks=required", changes=_PROVIDER)
    assert ended.out.startswith(
        "com.example:launcher-build  dynamic\n"
        "    nothing asks for it to be static: portal.slinks is required\n"
        "    it exports com.example.launcher (its script says so: launcher/app/build.gradle:8)\n"
        "com.example.pay:cashier-build  static: it must be\n"
        "    it has the ContentProvider com.example.pay.cashier.Files "
        "(its manifest declares it: cashier/app/src/main/AndroidManifest.xml:4)\n"
    )


def test_all_are_static(tmp_path: Path) -> None:
    ended = _run(tmp_path, "--check", changes={**_ALL, **_STALE, **_PROVIDER})
    assert ended == Ended(
        0, "portal/app: allSlinks is true, so that all Bundles are static and its slinks has no effect\n", ""
    )
    assert "com.example.pay:cashier-build  static by allSlinks; otherwise: static\n" in (
        Bench().run("portal", "slinks", "--explain", cwd=tmp_path).out
    )


def test_all_are_static_under_a_condition(tmp_path: Path) -> None:
    changes: dict[str, Change] = {PORTAL: (("mergeAssets true", "if (x) { allSlinks true }"),)}
    assert _run(tmp_path, changes=changes).out == (
        "portal/app: slinks has an effect only where allSlinks is not true\n"
    )


def test_json(tmp_path: Path) -> None:
    ended = _run(tmp_path, "--format", "json", "--check", changes={**_STALE, **_PROVIDER})
    assert ended.code == 1
    found = json.loads(ended.out)
    assert found["version"] == 1
    (portal,) = found["portals"]
    assert portal["files"][0] == {
        "path": SLINKS,
        "stale": True,
        "lines": BOTH.splitlines(),
        "required": ["com.example.pay-cashier"],
        "unknown": [{"line": "com.example-gone", "number": 2}],
        "shared": [],
    }
    assert portal["bundles"][1]["must"] is True
    assert portal["bundles"][1]["reasons"][0]["place"] == "cashier/app/src/main/AndroidManifest.xml:4"


def test_json_may_write(tmp_path: Path) -> None:
    ended = _run(tmp_path, "--format", "json", "--write", changes=_PROVIDER)
    assert json.loads(ended.out)["portals"]
    assert (tmp_path / SLINKS).read_text() == BOTH


def test_what_cannot_be_done(tmp_path: Path) -> None:
    assert _run(tmp_path, "--maven-repo", "nowhere").code == 4
    assert Bench().run("portal", "slinks", "cashier", cwd=tmp_path).code == 3
    (tmp_path / SLINKS).write_bytes(b"x" * (2 << 20))
    ended = Bench().run("portal", "slinks", "--write", cwd=tmp_path)
    assert ended.code == 2
    assert "portal/app/slinks" in ended.err
    assert (tmp_path / SLINKS).stat().st_size == 2 << 20


def test_a_misspelt_name_in_the_configuration(tmp_path: Path) -> None:
    ended = _run(tmp_path, "--set", 'portal.static=["com.example:lancher-build"]')
    assert ended.code == 2
    assert "did you mean com.example:launcher-build?" in ended.err


def test_a_bundle_for_development_has_a_file_of_its_own(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        PORTAL: (("dependencies {", "dependencies {\n    devbundle 'com.example:tools:1.0.0@jar'"),)
    }
    _run(tmp_path, "--write", changes=changes)
    assert (tmp_path / "portal/app/dev_slinks").read_text() == "com.example-tools\n"
    assert (tmp_path / SLINKS).read_text() == "com.example-launcher\n"


def test_the_generator() -> None:
    assert Bench().generate(sample.files(_PROVIDER), "slinks") == {SLINKS: BOTH}
    assert Bench().generate(sample.files({**_PROVIDER, **_ALL}), "slinks") == {}


def test_a_fix_makes_the_file_that_the_command_makes(tmp_path: Path) -> None:
    files = sample.files({**_PROVIDER, SLINKS: "com.example-launcher \r\ncom.example-gone"})
    fixed = Bench(options={"check.select": "BND2"}).fix(files)
    _run(tmp_path, "--write", changes={**_PROVIDER, SLINKS: "com.example-launcher \r\ncom.example-gone"})
    assert fixed[SLINKS] == (tmp_path / SLINKS).read_bytes() == BOTH.encode()
