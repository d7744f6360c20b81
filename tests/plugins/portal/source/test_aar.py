"""What an Android library brings."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from hapline.archives import ArchiveError
from hapline_plugins.portal.source.aar import read_aar

MANIFEST = '<?xml version="1.0"?><!-- x --><manifest xmlns:android="x" package="com.acme.lib"><application/></manifest>'


def _aar(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(name, text)
    return buffer.getvalue()


FULL = _aar(
    {
        "AndroidManifest.xml": MANIFEST,
        "classes.jar": "PK",
        "res/": "",
        "res/values/values.xml": '<resources><style name="Theme.Lib"/></resources>',
        "res/drawable-hdpi-v4/icon.png": "",
    }
)


def test_everything(tmp_path: Path) -> None:
    file = tmp_path / "lib.aar"
    file.write_bytes(FULL)
    for source in (FULL, file, str(file)):
        aar = read_aar(source)
        assert aar.manifest == MANIFEST.encode()
        assert [(one.type, one.name, one.path) for one in aar.resources.all] == [
            ("drawable", "icon", "res/drawable-hdpi-v4/icon.png"),
            ("style", "Theme.Lib", "res/values/values.xml"),
        ]


def test_what_it_defines() -> None:
    aar = read_aar(FULL)
    assert aar.defines("style", "Theme.Lib")
    assert aar.defines("style", "Theme_Lib")
    assert aar.defines("drawable", "icon")
    assert not aar.defines("mipmap", "icon")
    assert not aar.defines("drawable", "icon.9")


def test_nothing_in_it() -> None:
    aar = read_aar(_aar({"readme": ""}))
    assert aar.manifest is None
    assert not aar.resources


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        read_aar(b"no archive")
    with pytest.raises(ArchiveError):
        read_aar(FULL[:-40])
    with pytest.raises(ArchiveError, match="allowed"):
        read_aar(_aar({"AndroidManifest.xml": "x" * 5_000_000}))
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
