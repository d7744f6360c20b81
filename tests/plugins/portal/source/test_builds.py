"""Builds, modules and their kinds, in the shapes that real projects have."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from hapline.testing import MemoryTree
from hapline_plugins.portal.source.build import GradleBuild
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.finding import find
from plugins.portal import sample

BASELINE = "apply plugin: 'com.alipay.apollo.baseline.config'\n"
APP = "apply plugin: 'com.android.application'\n"
PORTAL = "apply plugin: 'com.alipay.portal'\n"
SWITCH = f"if (mPaasBuildType == 'inside') {{\n    {PORTAL}}} else {{\n    {BASELINE}}}\n"
CODE = {"app/src/main/java/Main.java": "class Main {}\n"}


def builds(files: Mapping[str, str]) -> list[GradleBuild]:
    return list(find(MemoryTree(files), {}))


def build(files: Mapping[str, str]) -> GradleBuild:
    (found,) = builds(files)
    return found


def bundle(script: str, **others: str) -> Bundle:
    found = build({"settings.gradle": "include ':a-build'\n", "a-build/build.gradle": script, **others})
    return found.bundles[0]


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("portal", {"app/build.gradle": APP + PORTAL, "app/slinks": ""}),
        ("portal", {"app/build.gradle": f"{APP}{PORTAL}portal {{ allSlinks true }}\n"}),
        ("portal", {"app/build.gradle": f"{APP}{PORTAL}dependencies {{ bundle 'a:b:1@jar' }}\n"}),
        ("inside", {"app/build.gradle": f"{APP}{PORTAL}dependencies {{ bundle 'a:b:1@jar' }}\n", **CODE}),
        ("inside", {"app/build.gradle": f"{APP}{PORTAL}bundle {{ }}\n", **CODE}),
        ("inside", {"app/build.gradle": APP + PORTAL}),
        ("bundle", {"app/build.gradle": f"{APP}apply plugin: 'com.alipay.bundle'\n"}),
        ("aar", {"app/build.gradle": APP + BASELINE}),
        ("aar", {"app/build.gradle": f"{APP}apply plugin: 'com.alipay.apollo.baseline.update'\n"}),
        ("aar", {"app/build.gradle": f"{APP}dependencies {{ implementation 'com.mpaas.android:hotfix' }}\n"}),
        ("aar", {"app/build.gradle.kts": 'plugins { id("com.alipay.apollo.baseline.config") }\n'}),
        ("switchable", {"app/build.gradle": APP + SWITCH, **CODE}),
        ("switchable", {"app/build.gradle": f"{APP}{SWITCH}portal {{ allSlinks true }}\n"}),
        ("other", {"app/build.gradle": f"{APP}// com.alipay.portal is for later\n"}),
        ("other", {"build.gradle": "plugins { id 'com.alipay.portal' version '1' apply false }\n"}),
    ],
)
def test_kinds(kind: str, files: dict[str, str]) -> None:
    module = "include ':app'\n"
    name = "settings.gradle.kts" if any(path.endswith(".kts") for path in files) else "settings.gradle"
    assert build({name: module if name.endswith("e") else 'include(":app")\n', **files}).build_kind == kind


def test_a_plugin_by_its_alias_in_a_catalogue() -> None:
    files = {
        "settings.gradle.kts": 'include(":app")\n',
        "app/build.gradle.kts": "plugins { alias(libs.plugins.mpaas.portal) }\nportal { allSlinks = true }\n",
        "gradle/libs.versions.toml": '[plugins]\nmpaas-portal = { id = "com.alipay.portal", version = "1.0" }\n',
    }
    assert build(files).build_kind == "portal"


def test_a_build_without_mpaas_is_none() -> None:
    assert builds({"settings.gradle": "include ':app'\n", "app/build.gradle": APP}) == []


def test_harmony_projects_are_not_entered() -> None:
    files = {"app/build.gradle": PORTAL}
    assert len(builds(files)) == 1
    assert builds({**files, "build-profile.json5": "{}", "AppScope/app.json5": "{}"}) == []


def test_a_script_without_settings_is_a_build() -> None:
    found = builds({"a/build.gradle": PORTAL, "b/c/settings.gradle": "include ':d'\n", "b/c/d/build.gradle": BASELINE})
    assert [one.root for one in found] == ["a", "b/c"]


def test_a_module_that_settings_move() -> None:
    found = build(
        {"settings.gradle": sample.settings("x-build"), "app/build.gradle": sample.bundle("g", "1", "g.x"), "api/x": ""}
    )
    assert [(one.path, one.folder) for one in found.modules] == [(":", ""), (":api", "api"), (":x-build", "app")]
    assert found.bundles[0].key == "g:x-build"
    assert found.bundles[0].slinks_name == "g-x"


@pytest.mark.parametrize("folder", ["../outside", "/etc", "..", "a/../../b"])
def test_modules_outside_the_tree_are_left_out(folder: str) -> None:
    settings = f"include ':app', ':out'\nproject(':out').projectDir = new File('{folder}')\n"
    found = build({"settings.gradle": settings, "app/build.gradle": PORTAL})
    assert [one.path for one in found.modules] == [":", ":app"]


@pytest.mark.parametrize(
    ("script", "others", "group"),
    [
        ("group = 'g'\n", {}, "g"),
        ("group 'g'\n", {}, "g"),
        ("def it = 'g'\ngroup = \"${it}.x\"\n", {}, "g.x"),
        ("", {"build.gradle": "allprojects { group = 'all' }\n"}, "all"),
        ("", {"build.gradle": "allprojects { group = 'all' }\nsubprojects { group = 'sub' }\n"}, "sub"),
        ("", {"gradle.properties": "group=props\n"}, "props"),
        ("", {"a-build/gradle.properties": "group=own\n", "gradle.properties": "group=props\n"}, "own"),
        ("group = computed()\n", {"gradle.properties": "group=props\n"}, None),
        ("", {}, None),
    ],
)
def test_the_group(script: str, others: dict[str, str], group: str | None) -> None:
    found = bundle(f"apply plugin: 'com.alipay.bundle'\n{script}", **others)
    assert found.group == group
    assert found.key == (f"{group}:a-build" if group else None)


@pytest.mark.parametrize(
    ("line", "exports"),
    [
        ("exportPackages 'a.b.c'", [("a.b.c", "a.b.c")]),
        ("exportPackages 'a.b.c, d.e'", [("a.b.c", "a.b.c"), ("d.e", "d.e")]),
        ('exportPackages = "a.b.c"', [("a.b.c", "a.b.c")]),
        ("exportPackages 'a', 'b'", [("a", "a"), ("b", "b")]),
        ("exportPackages = ['a', 'b,c']", [("a", "a"), ("b", "b"), ("c", "c")]),
        ("exportPackages ''", []),
        ("exportPackages known", [("k.l", "known")]),
        ('exportPackages "${known}.m"', [("k.l.m", '"${known}.m"')]),
        ("exportPackages unknown", []),
    ],
)
def test_exports(line: str, exports: list[tuple[str, str]]) -> None:
    found = bundle(f"apply plugin: 'com.alipay.bundle'\next.known = 'k.l'\nbundle {{\n    {line}\n}}\n")
    assert found.script is not None
    assert [(one.name, found.script.text[one.start : one.end]) for one in found.exports] == exports
    assert found.exports_known == ("unknown" not in line)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("bundle 'g:a:1:raw@jar'", ("g", "a", "1", "raw", "jar")),
        ('bundle "g:a:1@jar"', ("g", "a", "1", None, "jar")),
        ("bundle('g:a:1@jar')", ("g", "a", "1", None, "jar")),
        ("bundle('g:a:1@jar') { transitive = false }", ("g", "a", "1", None, "jar")),
        ("add('bundle', 'g:a:1')", ("g", "a", "1", None, None)),
        ("bundle group: 'g', name: 'a', version: '1', classifier: 'raw', ext: 'jar'", ("g", "a", "1", "raw", "jar")),
        ('bundle "g:a:${v}@jar"', ("g", "a", "7", None, "jar")),
        ('bundle "g:a:$w@jar"', ("g", "a", None, None, "jar")),
        ("bundle 'g:a'", ("g", "a", None, None, None)),
        ("bundle 'a'", (None, None, None, None, None)),
    ],
)
def test_declared(line: str, wanted: tuple[str | None, ...]) -> None:
    script = f"{APP}{PORTAL}ext.v = '7'\nportal {{ allSlinks true }}\ndependencies {{\n    {line}\n}}\n"
    portal = build({"app/build.gradle": script}).portals[0]
    (one,) = portal.bundles
    assert (one.group, one.artifact, one.version, one.classifier, one.type) == wanted
    assert one.unresolved == (("w",) if "$w" in line else ())


def test_what_a_portal_and_its_bundles_are_together() -> None:
    composition = builds(sample.FILES)[0].composition
    (app,) = composition.apps
    assert list(app.members) == ["com.example:launcher-build", "com.example.pay:cashier-build"]
    launcher = app.members["com.example:launcher-build"]
    assert launcher.bundle is composition.bundle("com.example:launcher-build")
    assert [one.notation for one in launcher.manifests] == ["com.example:launcher-build:1.0.0:AndroidManifest@xml"]
    assert app.is_static("com.example:launcher-build")
    assert not app.is_static("com.example.pay:cashier-build")
    assert [one.portal.folder for one in composition.apps_of("com.example.pay:cashier-build")] == ["portal/app"]


def test_a_name_that_two_bundles_claim_is_neither() -> None:
    files = {**sample.FILES, **{path.replace("cashier/", "copy/"): text for path, text in sample.FILES.items()}}
    composition = builds(files)[0].composition
    assert composition.bundle("com.example.pay:cashier-build") is None
    assert composition.bundle("com.example:launcher-build") is not None
