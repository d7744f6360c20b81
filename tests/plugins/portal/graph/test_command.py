"""``hapline portal graph`` on the sample: four formats, cycles, and folders without builds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped]

from hapline.testing import Bench, Ended
from plugins.changing import Change
from plugins.portal import sample

CASHIER = "com.example.pay:cashier-build"
LAUNCHER = "com.example:launcher-build"
_BACK: dict[str, Change] = {
    "cashier/api/build.gradle": "apply plugin: 'com.alipay.library'\ndependencies {\n"
    "    provided 'com.example:launcher-build:1.0.0:api@jar'\n}\n"
}
SVG = "{http://www.w3.org/2000/svg}"


def _run(folder: Path, *line: str, changes: dict[str, Change] | None = None) -> Ended:
    for path, content in sample.files(changes).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Bench().run("portal", "graph", *line, cwd=folder)


def test_text(tmp_path: Path) -> None:
    ended = _run(tmp_path)
    assert ended.code == 0
    assert ended.out == (
        "com.example.pay:cashier-build  dynamic, loaded on first use\n"
        "com.example:launcher-build  static, loaded on first use\n"
        "    -> com.example.pay:cashier-build\n"
    )


def test_a_cycle_is_told_and_fails(tmp_path: Path) -> None:
    ended = _run(tmp_path, changes=_BACK)
    assert ended.code == 1
    assert f"cycle: {CASHIER} -> {LAUNCHER} -> {CASHIER}\n" in ended.out
    assert Bench().run("portal", "graph", "--exit-zero", cwd=tmp_path).code == 0


def test_a_use_that_is_no_interface_is_marked(tmp_path: Path) -> None:
    changes: dict[str, Change] = {"launcher/app/build.gradle": ((":2.1.0:api@jar", ":2.1.0@jar"),)}
    assert f"    -> {CASHIER}  (not an interface)\n" in _run(tmp_path, changes=changes).out


def test_json(tmp_path: Path) -> None:
    found = json.loads(_run(tmp_path, "--format", "json").out)
    assert found["version"] == 1
    assert found["bundles"][1] == {
        "bundle": LAUNCHER,
        "folder": "launcher/app",
        "static": True,
        "initLevel": "11110000",
        "portals": ["portal/app"],
    }
    assert found["dependencies"] == [
        {
            "from": LAUNCHER,
            "to": CASHIER,
            "declared": ["com.example.pay:cashier-build:2.1.0:api@jar"],
            "interface": True,
        }
    ]
    assert found["cycles"] == []


def test_dot(tmp_path: Path) -> None:
    lines = _run(tmp_path, "--format", "dot", changes=_BACK).out.splitlines()
    assert lines[0] == "digraph bundles {"
    assert f'  "{LAUNCHER}" [style=filled, fillcolor="#cfe8ff"];' in lines
    assert f'  "{LAUNCHER}" -> "{CASHIER}" [color="#c62828"];' in lines
    assert lines[-1] == "}"


def test_svg(tmp_path: Path) -> None:
    root = etree.fromstring(_run(tmp_path, "--format", "svg").out.encode())
    assert root.tag == f"{SVG}svg"
    texts = {one.text for one in root.iter(f"{SVG}text")}
    assert {"launcher-build", "cashier-build", "static, loaded on first use"} <= texts
    boxes = [one for one in root.iter(f"{SVG}rect") if one.getparent().get("class") != "legend"]
    assert len(boxes) == 2
    width = int(root.get("width"))
    assert all(int(one.get("width")) > 7 * len("static, loaded on first use") for one in boxes)
    assert all(abs(2 * int(one.get("x")) + int(one.get("width")) - width) <= 1 for one in boxes)
    legend = next(one for one in root.iter(f"{SVG}g") if one.get("class") == "legend")
    labels = [one.text for one in legend.iter(f"{SVG}text")]
    assert labels == ["static", "dynamic", "in no Portal", "from a repository", "cycle"]


def test_a_bundle_in_no_portal_says_so(tmp_path: Path) -> None:
    text = "com.example.search:search-build  in no Portal, loaded on first use"
    changes: dict[str, Change] = {
        "search/settings.gradle": sample.settings("search-build"),
        "search/app/build.gradle": sample.bundle("com.example.search", "1.0.0", "com.example.search"),
    }
    assert f"{text}\n" in _run(tmp_path, changes=changes).out
    svg = Bench().run("portal", "graph", "--format", "svg", cwd=tmp_path).out
    assert "in no Portal, loaded on first use" in {
        one.text for one in etree.fromstring(svg.encode()).iter(f"{SVG}text")
    }
    dot = Bench().run("portal", "graph", "--format", "dot", cwd=tmp_path).out
    assert '  "com.example.search:search-build" [style=filled, fillcolor="#e4e4e4"];' in dot.splitlines()
    # Where there is no Portal at all nobody knows.
    assert "in no Portal" not in Bench().run("portal", "graph", "search", cwd=tmp_path).out


def test_names_are_escaped(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        "launcher/settings.gradle": "include ':a<b&\"c'\nproject(':a<b&\"c').projectDir = file('app')\n"
    }
    svg = etree.fromstring(_run(tmp_path, "--format", "svg", changes=changes).out.encode())
    assert 'a<b&"c' in {one.text for one in svg.iter(f"{SVG}text")}
    assert '"com.example:a<b&\\"c"' in Bench().run("portal", "graph", "--format", "dot", cwd=tmp_path).out


def test_what_repositories_have_is_shown_on_request(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        "cashier/app/build.gradle": (
            ('implementation project(":api")', "provided 'com.alipay.android.phone.mobilesdk:framework-api:2.1.1@jar'"),
        )
    }
    framework = "com.alipay.android.phone.mobilesdk:framework-api"
    assert framework not in _run(tmp_path, changes=changes).out
    ended = Bench().run("portal", "graph", "--official", cwd=tmp_path)
    assert f"    -> {framework}\n" in ended.out


def test_what_is_of_mpaas_is_shown_though_it_is_no_interface(tmp_path: Path) -> None:
    used = "'com.alipay.android.phone.thirdparty:utdid-build:1.1@jar', 'com.example.views:views:1.0@aar'"
    changes: dict[str, Change] = {"cashier/app/build.gradle": (('implementation project(":api")', f"provided {used}"),)}
    assert "utdid" not in _run(tmp_path, changes=changes).out
    ended = Bench().run("portal", "graph", "--official", cwd=tmp_path)
    assert "    -> com.alipay.android.phone.thirdparty:utdid-build  (not an interface)\n" in ended.out
    assert "com.example.views" not in ended.out


@pytest.mark.parametrize("line", [(), ("--format", "svg")])
def test_no_build(tmp_path: Path, line: tuple[str, ...]) -> None:
    ended = Bench().run("portal", "graph", *line, cwd=tmp_path)
    assert ended.code == 3
    assert "no Gradle build that uses mPaaS found here" in ended.err
