"""What rules on whole apps look at: lines that are added, repositories that are configured, filters, libraries."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.documents import GradleScript, Variables, repositories
from hapline.testing import Bench, codes
from hapline_plugins.portal.source.repository_filters import filter_of, may_hold
from plugins.changing import Change
from plugins.portal import making, sample

PORTAL = "portal/app/build.gradle"
LAUNCHER = "launcher/app/src/main/AndroidManifest.xml"
BUNDLE = "    bundle 'com.example:launcher-build:1.0.0@jar'\n"
MANIFEST = "    manifest 'com.example:launcher-build:1.0.0:AndroidManifest@xml'\n"
TOOLS = "bundle 'com.example:tools-build:1.0@jar'\n"
PUBLISHED = "com/example/tools-build/1.0/tools-build-1.0-AndroidManifest.xml"


def _fixed(written: str, *, windows: bool = False) -> str:
    """The Portal with the launcher declared in some way and without its manifest, as BND403 mends it."""
    files = sample.files({PORTAL: ((MANIFEST, ""), (BUNDLE, written))})
    if windows:
        files[PORTAL] = str(files[PORTAL]).replace("\n", "\r\n")
    bench = Bench(options={"check.select": "BND403"})
    assert codes(bench.check(files)) == ["BND403"]
    changed = bench.fix(files, unsafe=True).get(PORTAL)
    return changed.decode() if changed is not None else ""


@pytest.mark.parametrize(
    ("written", "added"),
    [
        (BUNDLE, MANIFEST),
        (
            '\tbundle   "com.example:launcher-build:1.0.0"\n',
            '\tmanifest   "com.example:launcher-build:1.0.0:AndroidManifest@xml"\n',
        ),
        (
            "    bundle('com.example:launcher-build:1.0.0@jar') // why\n",
            "    manifest('com.example:launcher-build:1.0.0:AndroidManifest@xml')\n",
        ),
        (BUNDLE.replace("bundle", "devbundle", 1), MANIFEST.replace("manifest", "devmanifest", 1)),
        (BUNDLE.replace("\n", ";\n"), MANIFEST),
    ],
)
def test_a_manifest_is_added_as_its_bundle_is_written(written: str, added: str) -> None:
    assert written + added in _fixed(written)


def test_line_breaks_stay_as_they_are() -> None:
    text = _fixed(BUNDLE, windows=True)
    assert (BUNDLE + MANIFEST).replace("\n", "\r\n") in text
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    "written",
    [
        "    bundle 'com.example:launcher-build:1.0.0@jar', 'org.other:b-build:1@jar'\n",
        "    bundle('com.example:launcher-build:1.0.0@jar') { transitive = false }\n",
        "    ext.x = 1; bundle 'com.example:launcher-build:1.0.0@jar'\n",
        "    bundle 'com.example:launcher-build:1.0.0@jar' /* why */\n",
        "    add('bundle', 'com.example:launcher-build:1.0.0@jar')\n",
    ],
)
def test_what_is_written_otherwise_is_left_alone(written: str) -> None:
    assert not _fixed(written)


def _on_disk(folder: Path, changes: dict[str, Change]) -> None:
    for path, content in sample.files(changes).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_a_repository_is_named_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    _on_disk(tmp_path, {PORTAL: ((MANIFEST, f"{MANIFEST}    {TOOLS}"),)})
    manifest = sample.manifest("t", '<service android:name=".S" />').encode()
    making.repository(tmp_path / "repository", {PUBLISHED: manifest})
    (tmp_path / "hapline.json5").write_text("{ portal: { mavenRepo: 'repository' } }")
    ended = Bench().run("check", "-q", "--select", "BND403", "portal", cwd=tmp_path)
    assert ended.code == 1
    assert "BND403] com.example:tools-build has components in version 1.0" in ended.out


def test_a_repository_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    manifest = sample.manifest("t", '<service android:name=".S" />').encode()
    making.repository(tmp_path / ".m2" / "repository", {PUBLISHED: manifest})
    bench = Bench(options={"portal.mavenRepo": "~/.m2/repository", "check.select": "BND403"})
    assert codes(bench.check(sample.files({PORTAL: ((MANIFEST, f"{MANIFEST}    {TOOLS}"),)}))) == ["BND403"]


def test_a_bundle_that_is_published_anew_is_judged_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(tmp_path / "cache"))
    _on_disk(tmp_path, {PORTAL: ((MANIFEST, f"{MANIFEST}    {TOOLS}"),)})
    repository = making.repository(tmp_path / "repository", {})
    options = {"portal.mavenRepo": str(repository), "cache.enabled": "true"}
    line = ("check", "-q", "--select", "BND403", "portal")
    assert Bench(options=options).run(*line, cwd=tmp_path).code == 0
    making.repository(repository, {PUBLISHED: sample.manifest("t", '<service android:name=".S" />').encode()})
    assert Bench(options=options).run(*line, cwd=tmp_path).code == 1


@pytest.mark.parametrize(
    ("filters", "held"),
    [
        ("", True),
        ("content { includeGroup 'com.example' }", True),
        ("content { includeGroup 'com.exam' }", False),
        ("content { includeGroup('org.a'); includeGroup('com.example') }", True),
        ("content { includeGroupAndSubgroups 'com' }", True),
        ("content { includeGroupAndSubgroups 'co' }", False),
        ("content { includeGroupByRegex 'com\\\\.ex.*' }", True),
        ("content { includeGroupByRegex 'com\\\\.ex' }", False),
        ("content { includeGroupByRegex 'x*' }", True),
        ("content { includeModule 'com.example', 'a-build' }", True),
        ("content { includeModule 'com.example', 'b-build' }", False),
        ("content { includeModule 'com.example' }", True),
        ("content { includeModuleByRegex 'x', 'y' }", True),
        ("content { includeGroup 'com.example'; excludeModule 'com.example', 'a-build' }", False),
        ("content { excludeGroup 'org.a' }", True),
        ("content { excludeGroup name }", True),
        ("mavenContent { includeGroup 'org.a' }", False),
        ("mavenContent { releasesOnly(); includeGroup 'org.a' }", False),
        ("mavenContent { includeGroup 'org.a'; other(); releasesOnly() }", True),
        ("content { includeGroup 'org.a'; if (x) { includeGroup 'com.example' } }", True),
        ("if (x) { content { includeGroup 'org.a' } }", True),
        ("content { includeGroup 'org.a', 'org.b' }", True),
        ("mavenContent { snapshotsOnly() }", False),
        ("mavenContent { releasesOnly() }", True),
        ("mavenContent { if (x) { snapshotsOnly() } }", True),
        ("metadataSources { artifact() }", True),
    ],
)
def test_filters(filters: str, held: bool) -> None:  # noqa: FBT001 a column of the table
    script = GradleScript(f"repositories {{ maven {{ url 'https://m.example.com'; {filters} }} }}".encode())
    variables = Variables([script])
    found = [filter_of(one, variables) for one in repositories(script, variables)]
    assert may_hold(found, "com.example", "a-build", "1.0") is held


MARKUP = [
    '<activity android:name=".A"',
    ' android:label="@string/x"',
    ' android:authorities="a;;b"',
    ' tools:node="remove"',
    "/>",
    ">",
    "</activity>",
    '<provider android:name=""',
    '<provider android:name="${x}.$"',
    "<!-- -->",
    "\0",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(MARKUP), max_size=12).map("".join))
def test_whatever_a_manifest_holds(inside: str) -> None:
    text = sample.manifest("com.example.launcher", inside).replace("<app", '<app xmlns:tools="t"', 0)
    report = Bench(options={"check.select": "BND4,BND5"}).check(sample.files({LAUNCHER: text}))
    assert all(code.startswith("BND") for code in codes(report))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" * 9, making.archive({"R.txt": b"\xff"})]
)
def test_libraries_that_are_none(data: bytes) -> None:
    script = '    implementation project(":api")\n'
    files = sample.files(
        {
            "launcher/app/libs/a.aar": data,
            "launcher/app/build.gradle": ((script, f"{script}    implementation(name: 'a', ext: 'aar')\n"),),
        }
    )
    assert codes(Bench(options={"check.select": "BND4,BND5"}).check(files)) == []
