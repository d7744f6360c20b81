"""Apks without code, linked by aapt2 where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

FRAMEWORK = "/usr/share/android-framework-res/framework-res.apk"
needs_aapt2 = pytest.mark.skipif(shutil.which("aapt2") is None, reason="aapt2 is not installed")
PACKAGE = "com.example.shop"
_XMLNS = 'xmlns:android="http://schemas.android.com/apk/res/android"'
OLD: Mapping[str, str] = {
    "values/values.xml": '<resources><string name="app_name">Shop</string><string name="title.sub">T</string>'
    '<color name="red">#f00</color><dimen name="gap">1dp</dimen><bool name="yes">true</bool>'
    '<integer name="n">1</integer><fraction name="f">5%</fraction><item type="id" name="fixed"/>'
    '<attr name="mine" format="string"/><attr name="kind"><enum name="one" value="1"/></attr>'
    '<declare-styleable name="Box"><attr name="size" format="dimension"/></declare-styleable>'
    '<style name="Theme.Shop" parent=""/><style name="Theme.Shop.Dark"/>'
    '<array name="arr"><item>1</item></array><plurals name="p"><item quantity="other">x</item></plurals></resources>',
}
"""Resources that need no framework."""
FRAMEWORKED: Mapping[str, str] = {
    **OLD,
    "layout/main.xml": f'<LinearLayout {_XMLNS} android:id="@+id/root"/>',
    "drawable/avd.xml": f'<animated-vector {_XMLNS} xmlns:aapt="http://schemas.android.com/aapt">'
    '<aapt:attr name="android:drawable"><vector android:width="24dp" android:height="24dp" android:viewportWidth="24" '
    'android:viewportHeight="24"><path android:name="p" android:pathData="M0,0"/></vector></aapt:attr>'
    '<target android:name="p"><aapt:attr name="android:animation"><objectAnimator android:propertyName="pathData"/>'
    "</aapt:attr></target></animated-vector>",
}
"""Resources of which aapt2 makes more by itself: ``$avd__0`` and the id of a layout."""
ADDED: Mapping[str, str] = {
    "values/more.xml": '<resources><string name="aaa">A</string><attr name="aaa" format="string"/>'
    '<item type="id" name="aaa"/><style name="Aaa" parent=""><item name="aaa">x</item></style>'
    '<color name="aaa">#fff</color><string-array name="aaa"><item>x</item></string-array></resources>',
    "raw/aaa.txt": "a type that sorts before others",
}
"""Resources that sort before the old ones, one of them of a new type."""


def link(folder: Path, resources: Mapping[str, str], *options: str, package: str = PACKAGE) -> Path:
    """An apk of these resources; the framework is linked against where it is there."""
    for name, text in resources.items():
        file = folder / "res" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    manifest = folder / "AndroidManifest.xml"
    manifest.write_text(f'<manifest {_XMLNS} package="{package}"><application/></manifest>', encoding="utf-8")
    framework = ["-I", FRAMEWORK] if Path(FRAMEWORK).exists() else []
    _run(folder, "aapt2", "compile", "--dir", "res", "-o", "res.zip")
    line = ["aapt2", "link", *framework, "--manifest", "AndroidManifest.xml", "-o", "app.apk", "res.zip"]
    _run(folder, *line, *options)
    return folder / "app.apk"


def ids(apk: Path) -> dict[str, int]:
    """The ids by ``type/name`` as aapt2 prints them."""
    text = _run(apk.parent, "aapt2", "dump", "resources", apk.name)
    return {name: int(number, 16) for number, name in re.findall(r"resource (0x\w{8}) (\S+/\S+)", text)}


def _run(folder: Path, *line: str) -> str:
    done = subprocess.run(line, cwd=folder, capture_output=True, check=False)
    if done.returncode:
        raise AssertionError(f"{line[:2]} failed: {done.stderr.decode()}")
    return done.stdout.decode()
