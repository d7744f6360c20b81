"""Small patches, apps and Gradle builds for tests; ``gradlew`` is a stand-in that says and leaves what it is told."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.android import making
from core.android.making import Element
from hapline.archives import DEFLATED
from hapline.archives.writer import NewEntry, build
from hapline_plugins.hotpatch.building.manifest import PatchManifest
from hapline_plugins.hotpatch.building.naming import PatchedClass

APP = "com.example.app"
METHODS_MAP = Path(__file__).parents[4] / "examples/hotpatch-instantrun/stand-in/methodsMap.instantrun"
SUCCESS = """
> Task :app:transformClassesWithAutoPatchTransformForRelease FAILED

FAILURE: Build failed with an exception.

* What went wrong:
Execution failed for task ':app:transformClassesWithAutoPatchTransformForRelease'.
> auto patch end successfully

BUILD FAILED in 12s
"""
"""What Gradle says when InstantRun's task has made its patch."""
XML = """<?xml version="1.0" encoding="utf-8"?>
<resources>
  <switch>
    <turnOnInstantRun>true</turnOnInstantRun>
    <methodMatchMode>id</methodMatchMode>
    <proguard>true</proguard>
  </switch>
</resources>
"""


def fixes(*names: str, package: str = APP) -> list[str]:
    """The classes of an InstantRun patch that fixes these classes of the app."""
    found = [f"{package}.PatchesInfoImpl"]
    for name in names:
        patch = f"{package}.{name.rpartition('.')[2]}Patch"
        found += [patch, f"{patch}Control"]
    return found


def patch(
    classes: Sequence[str] = tuple(fixes("com.example.Main")), more: Mapping[str, bytes] | None = None, entry: str = ""
) -> bytes:
    """A patch with these classes and further entries."""
    contents = {entry or "classes.dex": making.dex(classes), **(more or {})}
    return build([NewEntry(name=name, data=data, method=DEFLATED) for name, data in contents.items()])


def apk(
    package: str = APP,
    version: str = "1.2.0",
    libraries: Sequence[str] = ("arm64-v8a/libx.so",),
    classes: Sequence[str] = ("com.example.Main", "a.b"),
) -> bytes:
    """An app; ``a.b`` is what the mapping of ``gradle_build`` calls ``com.example.Main``."""
    manifest = making.xml(Element("manifest", {"package": package, "versionName": version, "versionCode": 12}))
    contents = {
        "AndroidManifest.xml": manifest,
        "classes.dex": making.dex(classes),
        "classes2.dex": making.dex(["com.example.Second"]),
        **{f"lib/{name}": b"\x7fELF" for name in libraries},
    }
    return build([NewEntry(name=name, data=data, method=DEFLATED) for name, data in contents.items()])


def write(folder: Path, files: Mapping[str, bytes | str]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def gradle_build(folder: Path, *, says: str = SUCCESS, code: int = 1, makes: bytes | None = b"") -> Path:
    """A build with a module ``app`` that is set up for InstantRun.

    Args:
        folder: Its root. says: What the stand-in for ``gradlew`` says. code: What it exits with.
        makes: The patch that it leaves; a small one where that is nothing, none where it is None.
    """
    write(
        folder,
        {
            "settings.gradle": "include ':app'\n",
            "build.gradle": "buildscript {\n  dependencies {\n    classpath 'com.android.tools.build:gradle:7.4.2'\n"
            "    classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.7'\n  }\n}\n",
            "gradle/wrapper/gradle-wrapper.properties": "distributionUrl=https\\://x/gradle-7.5.1-bin.zip\n",
            "app/instantrun.xml": XML,
            "app/instantrun/mapping.txt": "com.example.Main -> a.b:\n    void run() -> c\n",
            "app/instantrun/methodsMap.instantrun": METHODS_MAP.read_bytes(),
            "stand-in/says.txt": says,
            "old.apk": apk(),
        },
    )
    if makes is not None:
        write(folder, {"stand-in/patch.jar": makes or patch()})
    script = f"""#!{sys.executable}
# A stand-in for the Gradle wrapper.
import os, shutil, sys
sys.stdout.write(open("stand-in/says.txt", encoding="utf-8").read())
print("arguments:", *sys.argv[1:])
print("password:", os.environ.get("STORE_PASSWORD"))
if os.path.exists("stand-in/patch.jar"):
    os.makedirs("app/build/outputs/instantrun", exist_ok=True)
    shutil.copyfile("stand-in/patch.jar", "app/build/outputs/instantrun/patch.jar")
sys.exit({code})
"""
    (folder / "gradlew").write_text(script, encoding="utf-8")
    (folder / "gradlew").chmod(0o755)
    return folder


def manifest(*patched: str, added: Sequence[str] = (), package: str = APP, **changes: object) -> PatchManifest:
    """A manifest of an InstantRun patch that fixes these classes."""
    values: dict[str, object] = {
        "method": "instantrun",
        "application_id": APP,
        "target_version": "1.2.0",
        "file": "patch.jar",
        "size": 1234,
        "sha256": "a" * 64,
        "md5": "b" * 32,
        "patched": tuple([PatchedClass(name=one, patch=f"{package}.{one.rpartition('.')[2]}Patch") for one in patched]),
        "added": tuple(added),
        "created": "2026-01-02T03:04:05Z",
    }
    return PatchManifest(**{**values, **changes})  # type: ignore[arg-type]  # tests name what they change
