"""Dependencies, variables, settings and repositories of Gradle scripts, looked up in a tree of files."""

from __future__ import annotations

import pytest

from hapline.documents import (
    Dependency,
    GradleFiles,
    GradleScript,
    Variables,
    dependencies,
    includes,
    repositories,
    root_name,
)
from hapline.trees.memory import MemoryTree

from .gradle_samples import BUILD_KTS, BUNDLE, CATALOGUE


def _files(**files: str) -> GradleFiles:
    return GradleFiles(MemoryTree({name: text.encode() for name, text in files.items()}))


def _shown(found: list[Dependency]) -> list[str]:
    return [f"{one.configuration} {one.coordinate or one.project}" for one in found]


def test_groovy() -> None:
    script = GradleScript(BUNDLE.encode(), "app/build.gradle")
    found = dependencies(script)
    assert _shown(found) == [
        "bundle com.example:cart-build:2.1.0:raw@jar",
        "manifest com.example:cart-build:2.1.0:AndroidManifest@xml",
        "provided com.example:net-api:1.0.3@jar",
        "compile com.example:ui:4.5",
        "compile com.example:log:1.2:nolog@jar",
        "compile :api",
        "compile com.example:two:3.0.7",
        "compile com.example:inside:1",
        "compile com.example:aar:1",
        "compile com.example:none:?",
    ]
    assert [str(one) for one in found[8].conditions] == ["not (buildKind == 'inside')", "buildKind == 'aar'"]
    assert (found[3].transitive, found[3].excludes[0][:2]) == (False, ("com.example", "old"))
    unresolved = found[9].coordinate.unresolved if found[9].coordinate else ()
    assert unresolved == (("unknown", "unknown"),)
    first = found[0].coordinate
    assert first is not None
    assert first.module == "com.example:cart-build"
    places = [
        (one.text, script.text[one.start : one.end], one.is_written)
        for one in (first.group, first.name, first.version, first.classifier, first.type)
        if one is not None
    ]
    assert places == [
        ("com.example", "com.example", True),
        ("cart-build", "cart-build", True),
        ("2.1.0", "$libVersion", False),
        ("raw", "raw", True),
        ("jar", "jar", True),
    ]
    assert [script.text[one.start : one.end] for one in first.origins] == ['"2.1.0"']


def test_kotlin_with_a_catalogue() -> None:
    files = _files(**{"app/build.gradle.kts": BUILD_KTS, "gradle/libs.versions.toml": CATALOGUE})
    script = files.script("app/build.gradle.kts")
    assert script is not None
    found = dependencies(script, files.variables("app/build.gradle.kts"))
    assert _shown(found) == [
        "implementation com.example:net:4.9",
        "implementation com.example:net:4.9",
        "implementation com.example:short:0.1",
        "implementation com.example:bom:2.1.0",
        "bundle com.example:cart-build:3.0@jar",
        "api com.example:api:1",
        "implementation com.example:log:1",
        "implementation com.example:ui:1",
        "api :x",
        "api :y",
    ]
    wrappers = [one.coordinate.wrapper for one in found if one.coordinate]
    assert wrappers == ["", "", "", "platform", "", "", "", ""]
    assert found[7].excludes[0][:2] == ("com.example", "old")
    assert files.problems == {}


@pytest.mark.parametrize(
    ("code", "text", "reasons"),
    [
        ("'$own'", "'$own'", ""),
        ('"$own-$up"', "5-7", ""),
        ('"${rootProject.ext.up}"', "7", ""),
        ("rootProject.ext.up", "7", ""),
        ("project.property('up')", "7", ""),
        ("ext['up']", "7", ""),
        ("near", "app", ""),
        ("far", "root", ""),
        ("applied", "a", ""),
        ("deps.net", "x:y:7", ""),
        ("deps['net']", "x:y:7", ""),
        ("versions.log", "1", ""),
        ("up + '.0'", "7.0", ""),
        ("up as String", "7", ""),
        ("none ?: 'd'", "d", ""),
        ("libs.versions.net.get()", "4.9", ""),
        ("hidden", None, "unknown"),
        ("deps.absent", None, "unknown"),
        ("loop", None, "cycle"),
        ("maybe", None, "conditional"),
        ("surely", "s", ""),
        ("same", "e", ""),
        ("a ? 'b' : 'c'", None, "conditional"),
        ("compute(1)", None, "computed"),
        ('"$up$none$loop"', None, "unknown cycle"),
    ],
)
def test_variables(code: str, text: str | None, reasons: str) -> None:
    root = """
def hidden = 1
ext { up = '7'; loop = other; other = "x$loop" }
ext.deps = [net: "x:y:$up"]
rootProject.ext.versions = [:]
versions.log = '1'
if (a) { ext.maybe = 1; ext.same = 'e' } else { ext.maybe = 2 }
ext.same = 'e'
if (b) ext.surely = 'q'
ext.surely = 's'
android { near = 'no' }
"""
    files = _files(
        **{
            "build.gradle": root,
            "gradle.properties": "near=root\nfar = root\n",
            "app/gradle.properties": "near: app\n",
            "app/build.gradle": f'apply from: "$rootDir/etc/a.gradle"\ndef own = 5\nasked = {code}',
            "etc/a.gradle": "apply from: 'a.gradle'\next.applied = 'a'",
            "gradle/libs.versions.toml": CATALOGUE,
        }
    )
    script = files.script("app/build.gradle")
    assert script is not None
    value = script.value("asked")
    assert value is not None
    found = files.variables("app/build.gradle").resolve(value)
    if code == "'$own'":
        assert found.text == "$own"
        return
    assert found.text == text
    assert " ".join(one.reason for one in found.unresolved) == reasons


def test_variables_that_grow_end() -> None:
    lines = ["ext.a0 = 'xxxxxxxxxx'", *(f'ext.a{n} = "$a{n - 1}$a{n - 1}"' for n in range(1, 60))]
    script = GradleScript("\n".join([*lines, "b = a59", "c = a3"]).encode())
    variables = Variables([script])
    assert script.value("b") is not None
    assert [variables.resolve(one.value).text for one in script.values("b") if one.value] == [None]
    assert [len(variables.resolve(one.value).text or "") for one in script.values("c") if one.value] == [80]


def test_settings() -> None:
    text = """
rootProject.name = 'shop'
include ':api', ':cart-build'
include('lib:core')
include(":lib:ui")
project(':cart-build').projectDir = new File('app')
project(':lib').projectDir = new File(settingsDir, 'libraries')
project(":lib:ui").projectDir = file("$rootDir/screens")
if (full) { include ':more'; project(':more').projectDir = compute() }
"""
    script = GradleScript(text.encode(), "settings.gradle")
    found = [(one.path, one.name, one.folder, one.is_moved, len(one.conditions)) for one in includes(script)]
    assert found == [
        (":api", "api", "api", False, 0),
        (":cart-build", "cart-build", "app", True, 0),
        (":lib:core", "core", "libraries/core", False, 0),
        (":lib:ui", "ui", "screens", True, 0),
        (":more", "more", None, True, 1),
    ]
    assert root_name(script) == "shop"
    assert next(script.text[one.start : one.end] for one in includes(script)) == "':api'"


def test_repositories_never_tell_secrets() -> None:
    text = """
allprojects { repositories {
    mavenLocal()
    google()
    maven { url 'http://mvn.example/releases/'; credentials { username 'someone'; password "hidden" } }
    maven { url "https://someone:hidden@mvn.example/x" }
    maven { url = uri(address); credentials { username = user; password = System.getenv("P") } }
    flatDir { dirs 'libs' }
} }
uploadArchives { repositories { mavenDeployer {
    repository(url: "https://up.example/") { authentication(userName: 'a', password: 'hidden') }
} } }
ext.address = 'https://ext.example'
"""
    script = GradleScript(text.encode())
    found = repositories(script)
    assert [(one.kind, one.url, one.has_credentials, one.are_inline) for one in found] == [
        ("mavenLocal", "", False, False),
        ("google", "https://dl.google.com/dl/android/maven2/", False, False),
        ("maven", "http://mvn.example/releases/", True, True),
        ("maven", "https://mvn.example/x", True, True),
        ("maven", "https://ext.example", True, False),
        ("flatDir", None, False, False),
        ("repository", "https://up.example/", True, True),
    ]
    assert found[2].within == ("allprojects", "repositories")
    assert not any("hidden" in str(part) for one in found for part in (one.kind, one.url, one.within))


def test_a_script_above_in_the_other_language() -> None:
    files = GradleFiles(
        MemoryTree(
            {"build.gradle.kts": b'val base by extra("1.2")\n', "app/build.gradle.kts": b"", "settings.gradle.kts": b""}
        )
    )
    assert files.script("build.gradle") is None
    found = files.variables("app/build.gradle.kts").lookup(("rootProject", "extra", "base"))
    assert found.text == "1.2"
