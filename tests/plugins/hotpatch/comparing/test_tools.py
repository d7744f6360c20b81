"""Two apks as Android's own tools build, align and sign them, compared."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from hapline.archives import open_archive
from hapline_plugins.hotpatch.comparing.entries import FileChanges
from hapline_plugins.hotpatch.comparing.libraries import compare_libraries
from hapline_plugins.hotpatch.comparing.manifests import NamedComponent, compare_manifests
from hapline_plugins.hotpatch.comparing.resources import compare_resources
from hapline_plugins.hotpatch.comparing.signers import compare_signers

FRAMEWORK = Path("/usr/share/android-framework-res/framework-res.apk")
MISSING = [tool for tool in ("aapt2", "zipalign", "apksigner", "keytool", "java") if shutil.which(tool) is None]
MANIFEST = """<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.app"
    android:versionCode="{code}" android:versionName="{code}.0">
  <uses-sdk android:minSdkVersion="21" android:targetSdkVersion="30"/>
  <application android:name=".App" android:label="@string/app_name" android:theme="@style/Theme">
    <activity android:name=".Main" android:exported="true"/>{more}
  </application>
</manifest>
"""
LAYOUT = """<LinearLayout xmlns:android="http://schemas.android.com/apk/res/android"
    android:layout_width="match_parent" android:layout_height="match_parent">
  <TextView android:id="@+id/title" android:text="@string/title"
      android:layout_width="{width}" android:layout_height="wrap_content"/>
</LinearLayout>
"""
VALUES = """<resources><string name="app_name">Example</string><string name="title">{title}</string>{more}
  <style name="Theme" parent="@android:style/Theme"><item name="android:windowNoTitle">true</item></style></resources>
"""


def run(*command: str | Path, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, capture_output=True, check=True)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if MISSING or not FRAMEWORK.exists():
        pytest.skip(f"not installed: {', '.join(MISSING) or FRAMEWORK}")
    folder = tmp_path_factory.mktemp("comparing")
    for name in ("one", "two"):
        options = ["-storepass", "secret", "-alias", "k", "-keyalg", "EC", "-dname", f"CN={name}"]
        run("keytool", "-genkeypair", "-keystore", f"{name}.jks", *options, cwd=folder)
    return folder


def built(
    work: Path,
    name: str,
    *,
    manifest: str,
    layout: str,
    values: str,
    libraries: dict[str, bytes],
    key: str = "one",
) -> Path:
    folder = work / name
    for path, text in {"layout/main.xml": layout, "values/values.xml": values}.items():
        file = folder / "res" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "AndroidManifest.xml").write_text(manifest, encoding="utf-8")
    run("aapt2", "compile", "--dir", "res", "-o", "res.zip", cwd=folder)
    command: list[str | Path] = [
        "aapt2",
        "link",
        "-I",
        FRAMEWORK,
        "--manifest",
        "AndroidManifest.xml",
        "-o",
        "plain.apk",
        "res.zip",
    ]
    run(*command, cwd=folder)
    with zipfile.ZipFile(folder / "plain.apk", "a") as apk:
        for path, data in libraries.items():
            apk.writestr(path, data)
    run("zipalign", "-f", "-p", "4", "plain.apk", "aligned.apk", cwd=folder)
    signing: list[str | Path] = [
        "--ks",
        work / f"{key}.jks",
        "--ks-pass",
        "pass:secret",
        "--out",
        "app.apk",
        "aligned.apk",
    ]
    run("apksigner", "sign", *signing, cwd=folder)
    return folder / "app.apk"


@pytest.fixture(scope="module")
def released(work: Path) -> Path:
    return built(
        work,
        "released",
        manifest=MANIFEST.format(code=1, more=""),
        layout=LAYOUT.format(width="match_parent"),
        values=VALUES.format(title="Title", more=""),
        libraries={"lib/arm64-v8a/liba.so": b"a" * 99, "lib/arm64-v8a/libb.so": b"b" * 99},
    )


def test_a_build_that_moves_ids(work: Path, released: Path) -> None:
    other = built(
        work,
        "moved",
        manifest=MANIFEST.format(code=2, more='<service android:name=".Push" android:exported="false"/>'),
        layout=LAYOUT.format(width="match_parent"),
        values=VALUES.format(title="Title", more='<string name="about">About</string>'),
        libraries={"lib/arm64-v8a/liba.so": b"a" * 99, "lib/arm64-v8a/libc.so": b"b" * 99},
    )
    with open_archive(released) as old, open_archive(other) as new:
        resources = compare_resources(old, new)
        assert (resources.added, resources.removed, resources.changed) == (("string/about",), (), ())
        assert [one.name for one in resources.moved] == ["string/app_name", "string/title"]
        assert (resources.files, resources.renumbered) == (FileChanges(), ("res/layout/main.xml",))
        manifests = compare_manifests(old, new, (resources.old_names, resources.new_names))
        assert manifests is not None
        assert manifests == compare_manifests(old, new)
        assert manifests.version_differs
        assert manifests.added == (NamedComponent(kind="service", name="com.example.app.Push"),)
        assert manifests.others == ()
        found = compare_libraries(old, new)
        assert [(one.old, one.new) for one in found.renamed] == [("lib/arm64-v8a/libb.so", "lib/arm64-v8a/libc.so")]
        assert compare_signers(old, new).are_equal


def test_a_build_that_changes_values_a_layout_and_the_key(work: Path, released: Path) -> None:
    other = built(
        work,
        "changed",
        manifest=MANIFEST.format(code=1, more=""),
        layout=LAYOUT.format(width="wrap_content"),
        values=VALUES.format(title="Other", more=""),
        libraries={"lib/arm64-v8a/liba.so": b"a" * 99, "lib/arm64-v8a/libb.so": b"B" * 99},
        key="two",
    )
    with open_archive(released) as old, open_archive(other) as new:
        resources = compare_resources(old, new)
        assert resources.changed == ("layout/main", "string/title")
        assert (resources.files.changed, resources.renumbered, resources.moved) == (("res/layout/main.xml",), (), ())
        manifests = compare_manifests(old, new)
        assert manifests is not None
        assert not manifests
        assert not manifests.version_differs
        found = compare_libraries(old, new)
        assert (found.changed, found.names_differ) == (("lib/arm64-v8a/libb.so",), False)
        signers = compare_signers(old, new)
        assert (signers.are_equal, signers.are_related, signers.unproven) == (False, False, ())


def test_an_app_beside_itself(released: Path) -> None:
    with open_archive(released) as old, open_archive(released) as new:
        assert not compare_resources(old, new)
        assert not compare_manifests(old, new)
        assert not compare_libraries(old, new)
        assert compare_signers(old, new).are_equal
