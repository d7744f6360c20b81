"""What an Android library brings."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from hapline.archives import ArchiveError
from hapline_plugins.portal.source.aar import read_aar

MANIFEST = '<?xml version="1.0"?><!-- x --><manifest xmlns:android="x" package="com.acme.lib"><application/></manifest>'
R_TXT = """int drawable icon 0x7f020000
int style Theme_Lib 0x7f030000
int[] styleable View { 0x7f010000, 0x7f010001 }
int styleable View_size 0
nonsense
"""


def _aar(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return buffer.getvalue()


FULL = _aar(
    {
        "AndroidManifest.xml": MANIFEST,
        "R.txt": R_TXT,
        "classes.jar": "PK",
        "libs/extra.jar": "PK",
        "libs/readme.txt": "",
        "res/": "",
        "res/values/values.xml": '<resources><style name="Theme.Lib"/></resources>',
        "res/drawable-hdpi-v4/icon.png": "",
        "jni/armeabi/liba.so": "",
        "jni/x86/liba.so": "",
        "jni/x86/notes.txt": "",
        "assets/a.txt": "",
        "assets/b/c.txt": "",
    }
)


def test_everything(tmp_path: Path) -> None:
    file = tmp_path / "lib.aar"
    file.write_bytes(FULL)
    for source in (FULL, file, str(file)):
        aar = read_aar(source)
        assert aar.package == "com.acme.lib"
        assert aar.manifest == MANIFEST.encode()
        assert aar.jars == ("classes.jar", "libs/extra.jar")
        assert aar.holds_code
        assert aar.abis == ("armeabi", "x86")
        assert aar.assets == 2
        assert [(one.type, one.name, one.path) for one in aar.resources.all] == [
            ("drawable", "icon", "res/drawable-hdpi-v4/icon.png"),
            ("style", "Theme.Lib", "res/values/values.xml"),
        ]
        assert aar.symbols == {
            ("drawable", "icon"),
            ("style", "Theme_Lib"),
            ("styleable", "View"),
            ("styleable", "View_size"),
        }


def test_what_it_defines() -> None:
    aar = read_aar(FULL)
    assert aar.defines("style", "Theme.Lib")
    assert aar.defines("style", "Theme_Lib")
    assert aar.defines("drawable", "icon")
    assert not aar.defines("mipmap", "icon")
    assert not aar.defines("drawable", "icon.9")


def test_nothing_in_it() -> None:
    aar = read_aar(_aar({"readme": ""}))
    assert (aar.manifest, aar.package, aar.jars, aar.abis, aar.assets) == (None, "", (), (), 0)
    assert not aar.holds_code
    assert not aar.resources


@pytest.mark.parametrize("manifest", ["", "\0\1binary", "<manifest", "<other package='a'/>", "<manifest/>"])
def test_a_manifest_that_says_nothing(manifest: str) -> None:
    assert read_aar(_aar({"AndroidManifest.xml": manifest})).package == ""


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        read_aar(b"no archive")
    with pytest.raises(ArchiveError):
        read_aar(FULL[:-40])
    with pytest.raises(ArchiveError, match="allowed"):
        read_aar(_aar({"R.txt": "x" * 5_000_000}))
    with pytest.raises(OSError, match="nowhere"):
        read_aar(tmp_path / "nowhere.aar")


@pytest.mark.timeout(30)
def test_very_many_folders() -> None:
    aar = read_aar(_aar({f"res/values-v{number}/a.xml": "<resources/>" for number in range(2000)}))
    assert [one.kind for one in aar.resources.problems] == ["cut-short"]


def test_a_broken_resource_is_a_problem_of_it() -> None:
    damaged = bytearray(FULL)
    place = damaged.index(b"res/values/values.xml") + len("res/values/values.xml")
    damaged[place + 4] ^= 0xFF
    aar = read_aar(bytes(damaged))
    assert [(one.kind, one.path) for one in aar.resources.problems] == [("unreadable", "res/values/values.xml")]
    assert [one.type for one in aar.resources.all] == ["drawable"]
