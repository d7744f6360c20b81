"""A project that was built: the tree that the Android Gradle plugin and InstantRun leave, with a real apk."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from core.android.making import Element, dex, xml
from hapline.archives import DEFLATED
from hapline.archives.writer import NewEntry, build
from hapline.testing import Bench, Ended

MAP_ID = "1a2b3c4"
METHODS_MAP = Path(__file__).parents[4] / "examples/hotpatch-instantrun/stand-in/methodsMap.instantrun"
SHORT = [f"com.example.shop.{name}" for name in "abcdefg"]
PLAIN = ["com.example.shop.Main", "com.example.shop.Cart", "com.alipay.mobile.a", "com.alipay.mobile.b"]
SCRIPT = """apply plugin: 'com.android.application'
apply plugin: 'com.alipay.instantrun'
android {
    buildTypes {
        release {
            minifyEnabled true
        }
    }
}
"""
ROOT_SCRIPT = """buildscript {
    ext.agp = '7.4.2'
    dependencies {
        classpath "com.android.tools.build:gradle:$agp"
        classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.7'
    }
}
"""
WRAPPER = "distributionUrl=https\\://services.gradle.org/distributions/gradle-7.5-all.zip\n"
MAPPING = f"# compiler: R8\n# pg_map_id: {MAP_ID}\ncom.example.shop.Main -> com.example.shop.a:\n"


def apk(
    version: str | None = "1.2.3",
    *,
    code: int | None = 45,
    application: str = "com.example.shop",
    classes: Sequence[str] = SHORT,
    map_id: str = MAP_ID,
    more: Mapping[str, bytes] | None = None,
    within: Sequence[Element] = (),
) -> bytes:
    """An apk; R8's marker stands behind its DEX file."""
    marker = f'\0~~R8{{"backend":"dex","min-api":21,"pg-map-id":"{map_id}","version":"8.1.56"}}\0' if map_id else ""
    values = {"package": application, "versionCode": code, "versionName": version}
    said = {name: value for name, value in values.items() if value is not None}
    contents = {
        "AndroidManifest.xml": xml(Element("manifest", said, [Element("application", {}, list(within))])),
        "classes.dex": dex(classes) + marker.encode(),
        **(more or {}),
    }
    return build([NewEntry(name=name, data=data, method=DEFLATED) for name, data in contents.items()])


def built(variant: str = "release", folder: str = "", **changes: object) -> dict[str, str | bytes]:
    """What a release build with InstantRun leaves in ``app/build``."""
    place = f"app/build/outputs/apk/{folder or variant}"
    metadata = {"version": 3, "variantName": variant, "elements": [{"filters": [], "outputFile": "app.apk"}]}
    return {
        f"{place}/app.apk": apk(**changes),  # type: ignore[arg-type]
        f"{place}/output-metadata.json": json.dumps(metadata),
        f"app/build/outputs/mapping/{variant}/mapping.txt": MAPPING,
        "app/build/outputs/instantrun/methodsMap.instantrun": METHODS_MAP.read_bytes(),
        "app/build/outputs/instantrun/InstantRunMapping_release.txt.gz": gzip.compress(b"mapping", mtime=0),
        f"app/build/intermediates/runtime_symbol_list/{variant}/R.txt": "int string app_name 0x7f010000\n",
    }


SOURCE: Mapping[str, str | bytes] = {
    "settings.gradle": "include ':app'\n",
    "build.gradle": ROOT_SCRIPT,
    "gradle/wrapper/gradle-wrapper.properties": WRAPPER,
    "app/build.gradle": SCRIPT,
    "public.txt": "com.example.shop:string/app_name = 0x7f010000\n",
    "app/src/main/res/values/public.xml": "<resources/>\n",
    "app/src/main/res/values/ids.xml": "<resources></resources>\n",
}
COMPLETE = [
    "InstantRunMapping.txt.gz",
    "R.txt",
    "app.apk",
    "ids.xml",
    "mapping.txt",
    "methodsMap.instantrun",
    "public.txt",
    "public.xml",
]


def write(folder: Path, *several: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder."""
    for files in several:
        for name, content in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a release build, in no repository."""
    return write(tmp_path / "shop", SOURCE, built())


def run(folder: Path, *line: str) -> Ended:
    """``hapline hotpatch`` in a folder."""
    return Bench().run("hotpatch", *line, cwd=folder)


def archived(folder: Path, *line: str) -> dict[str, object]:
    """The one release that ``archive`` says it keeps."""
    ended = run(folder, "archive", "--format", "json", *line)
    assert ended.code == 0, ended.err
    found: list[dict[str, object]] = json.loads(ended.out)["releases"]
    assert len(found) == 1
    return found[0]


def listed(folder: Path, *line: str) -> list[dict[str, object]]:
    """What ``list`` shows."""
    ended = run(folder, "list", "--format", "json", *line)
    assert ended.code == 0, ended.err
    found: list[dict[str, object]] = json.loads(ended.out)["releases"]
    return found


def words(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def git(folder: Path, *line: str) -> str:
    """git, as somebody whom it knows."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *line], cwd=folder, check=True, capture_output=True, text=True).stdout


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder, besides the archive and git's."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".git", ".hapline"} & set(path.relative_to(folder).parts)
    }
