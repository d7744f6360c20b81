"""The readers beside Android's own tools: what smali and aapt2 build is read as dexdump and aapt2 print it."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.android.making import dex
from core.android.test_dex import CLASSES
from hapline.android import AndroidManifest, DexFile, ResourceTable, XmlElement, read_xml

pytestmark = [pytest.mark.network, pytest.mark.timeout(600)]

TOOLS = {"aapt2": "aapt", "dexdump": "dexdump", "smali": "libsmali-java", "java": "default-jre-headless"}
"""Programs, and the Debian packages that have them."""
FRAMEWORK = "/usr/share/android-framework-res/framework-res.apk"
SMALI = {
    "Base": ".class public abstract Lcom/example/Base;\n.super Ljava/lang/Object;\n",
    "Inner": ".class final Lcom/example/Main$Inner;\n.super Lcom/example/Base;\n.implements Ljava/lang/Runnable;\n"
    ".implements Ljava/io/Closeable;\n.field private static name:Ljava/lang/String;\n",
    "Face": ".class public interface abstract Lcom/example/Face;\n.super Ljava/lang/Object;\n",
    "Named": ".class public Lcom/例子/名字;\n.super Lcom/example/Base;\n.method public static run()I\n"
    ".registers 1\nconst/4 v0, 0x1\nreturn v0\n.end method\n",
}
MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.launcher"
    android:versionCode="7" android:versionName="1.0.0-例">
  <uses-sdk android:minSdkVersion="21" android:targetSdkVersion="28"/>
  <uses-permission android:name="android.permission.INTERNET"/>
  <application android:name=".App" android:label="@string/app_name"
      android:theme="@style/Theme" android:debuggable="true">
    <uses-library android:name="org.apache.http.legacy" android:required="false"/>
    <meta-data android:name="number" android:value="12"/>
    <meta-data android:name="colour" android:value="#ff00aa11"/>
    <meta-data android:name="length" android:value="16dp"/>
    <meta-data android:name="drawn" android:resource="@drawable/box"/>
    <meta-data android:name="nothing" android:resource="@null"/>
    <activity android:name=".Main" android:exported="true" android:launchMode="singleTop"
        android:theme="?android:attr/theme"/>
    <provider android:name=".Files" android:authorities="com.example.files;com.example.more" android:exported="false"/>
    <service android:name="com.other.Work" android:process=":push"/>
    <receiver android:name=".Boot" android:enabled="false"/>
  </application>
</manifest>
"""
RESOURCES = {
    "values/values.xml": '<resources><string name="app_name">Example</string><string name="other">Other</string>'
    '<style name="Theme"/><style name="Theme.Dark" parent="Theme"/><color name="red">#f00</color></resources>',
    "values-zh/values.xml": '<resources><string name="app_name">例子</string></resources>',
    "drawable/box.xml": '<shape xmlns:android="http://schemas.android.com/apk/res/android"/>',
}


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    absent = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if not Path(FRAMEWORK).exists():
        absent.append("apktool")  # which brings the platform's resources
    if absent:
        subprocess.run(["apt-get", "update", "-qq"], check=True, capture_output=True)
        command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *absent]
        subprocess.run(command, check=True, capture_output=True)
    return tmp_path_factory.mktemp("tools")


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def linked(folder: Path, *options: str) -> Path:
    """An apk without code."""
    for name, text in RESOURCES.items():
        file = folder / "res" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "AndroidManifest.xml").write_text(MANIFEST, encoding="utf-8")
    run("aapt2", "compile", "--dir", "res", "-o", "res.zip", cwd=folder)
    link = ["aapt2", "link", "-I", FRAMEWORK, "--manifest", "AndroidManifest.xml", "-o", "app.apk", "res.zip", *options]
    run(*link, cwd=folder)
    return folder / "app.apk"


def dumped(folder: Path, file: str) -> list[tuple[str, str, str, list[str]]]:
    """Class, access flags, superclass and interfaces as dexdump prints them."""
    found: list[tuple[str, str, str, list[str]]] = []
    for block in run("dexdump", file, cwd=folder).split("Class #")[1:]:
        name, access, above = (
            (re.search(rf"{label} *: '?(\S+?)'?(?:\s|$)", block) or [""] * 2)[1]
            for label in ("Class descriptor", "Access flags", "Superclass")
        )
        listed = block.partition("Interfaces        -")[2].partition("Static fields")[0]
        found.append((name, access, above, re.findall(r": '(\S+)'", listed)))
    return found


def as_dumped(file: DexFile) -> list[tuple[str, str, str, list[str]]]:
    def descriptor(name: str) -> str:
        return f"L{name.replace('.', '/')};" if name else ""

    return [
        (
            descriptor(one.name),
            f"0x{one.access:04x}",
            descriptor(one.superclass),
            [descriptor(i) for i in one.interfaces],
        )
        for one in file.classes
    ]


def test_what_smali_assembles_is_read_as_dexdump_prints_it(work: Path) -> None:
    for name, text in SMALI.items():
        file = work / "smali" / f"{name}.smali"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    run("smali", "a", "smali", "-o", "classes.dex", cwd=work)
    made = DexFile((work / "classes.dex").read_bytes())
    assert made.checksum_is_right
    assert as_dumped(made) == dumped(work, "classes.dex")
    assert "com.例子.名字" in made.class_names
    assert len(made.classes) == len(SMALI)


def test_what_our_own_writer_makes_is_read_as_dexdump_prints_it(work: Path) -> None:
    """Names beyond the basic plane aside, which dexdump prints as they are in the file."""
    made = dex([one for one in CLASSES if "😀" not in one.name])
    (work / "made.dex").write_bytes(made)
    assert as_dumped(DexFile(made)) == dumped(work, "made.dex")


def elements(root: XmlElement) -> Iterator[tuple[str, int, list[str]]]:
    yield root.name, root.line, [one.value.text for one in root.attributes]
    for child in root.children:
        yield from elements(child)


def printed(text: str) -> Iterator[tuple[str, int, list[str]]]:
    """Elements, lines and values of ``aapt2 dump xmltree``."""
    for block in re.split(r"^ *E: ", text, flags=re.MULTILINE)[1:]:
        head, _, rest = block.partition("\n")
        name, line = re.match(r"(\S+) \(line=(\d+)\)", head).groups()  # type: ignore[union-attr]
        values = re.findall(r"^ *A: \S+?=(.*?)(?: \(Raw: .*\))?$", rest, flags=re.MULTILINE)
        yield name, int(line), [value.strip('"') for value in values]


def test_a_manifest_is_read_as_aapt2_prints_it(work: Path) -> None:
    folder = work / "manifest"
    folder.mkdir()
    apk = linked(folder)
    data = zipfile.ZipFile(apk).read("AndroidManifest.xml")
    text = run("aapt2", "dump", "xmltree", "app.apk", "--file", "AndroidManifest.xml", cwd=apk.parent)
    assert list(elements(read_xml(data))) == list(printed(text))
    made = AndroidManifest.read(data)
    badging = run("aapt2", "dump", "badging", "app.apk", cwd=apk.parent)
    assert (
        f"package: name='{made.package}' versionCode='{made.version_code}' versionName='{made.version_name}'" in badging
    )
    assert f"sdkVersion:'{made.min_sdk}'" in badging
    assert f"targetSdkVersion:'{made.target_sdk}'" in badging
    assert f"uses-library-not-required:'{made.libraries[0]}'" in badging
    assert made.authorities == ("com.example.files", "com.example.more")
    assert [one.name for one in made.components] == [
        "com.example.launcher.Main",
        "com.example.launcher.Files",
        "com.other.Work",
        "com.example.launcher.Boot",
    ]


@pytest.mark.parametrize(
    ("number", "options"),
    [
        (127, []),
        (36, ["--package-id", "36", "--allow-reserved-package-id"]),
        (130, ["--package-id", "0x82"]),
        (127, ["--enable-sparse-encoding", "--min-sdk-version", "26"]),
    ],
    ids=["plain", "of a Bundle", "of a split", "sparse"],
)
def test_a_table_is_read_as_aapt2_prints_it(work: Path, number: int, options: list[str]) -> None:
    folder = work / f"table{len(options)}-{number}"
    folder.mkdir()
    apk = linked(folder, *options)
    table = ResourceTable(zipfile.ZipFile(apk).read("resources.arsc"))
    text = run("aapt2", "dump", "resources", "app.apk", cwd=folder)
    wanted = {(int(code, 16), kind, name) for code, kind, name in re.findall(r"resource (0x\w{8}) (\w+)/(\S+)", text)}
    found = {tuple(one) for package in table.packages for one in package.resources()}
    assert found == wanted
    assert (table.package_ids, table.packages[0].name) == ((number,), "com.example.launcher")
    assert table.packages[0].names("style") == {"Theme", "Theme.Dark"}


def test_the_platforms_own_table_is_read_as_aapt2_prints_it(work: Path) -> None:
    table = ResourceTable(zipfile.ZipFile(FRAMEWORK).read("resources.arsc"))
    text = run("aapt2", "dump", "resources", FRAMEWORK, cwd=work)
    for kind in ("style", "drawable", "string"):
        assert table.packages[0].names(kind) == set(re.findall(rf"resource 0x\w{{8}} {kind}/(\S+)", text))
