"""An instantrun.xml that is there: only what must be otherwise is changed, and the rest stays byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.testing import Bench
from plugins.hotpatch import sample
from plugins.hotpatch.configuring.projects import init, write

FILE = "app/instantrun.xml"
RIGHT = sample.CONFIGURATION


def _mended(folder: Path, text: str | bytes, *line: str) -> tuple[str, str]:
    """The file after a run, and what was said; a second run must find nothing."""
    write(folder, sample.FILES, {FILE: text})
    ended = init(folder, "--write", *line)
    assert ended.code == 0, ended.err
    after = (folder / FILE).read_bytes()
    assert init(folder, "--check", *line).out == ""
    return after.decode("utf-8", "surrogateescape"), ended.err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<proguard>true", "<proguard>>true"),
        ("<proguard>true", "<proguard> True\n"),
        ("<methodMatchMode>signature", "<methodMatchMode>>Signature"),
        ('name="acceptPackage"', "name='accept'"),
        (' name="acceptPackage"', ""),
        ("        <name>ohos.</name>\n", ""),
        ("        <name>com.example.shop.</name>\n", ""),
        ("<name>com.example.shop</name>", "<name>com.instantrun.demo</name>"),
        ("        <name>com.example.shop</name>\n", ""),
        ("        <turnOnInstantRun>true</turnOnInstantRun>\n", ""),
    ],
)
def test_what_must_be_otherwise(old: str, new: str, tmp_path: Path) -> None:
    text, err = _mended(tmp_path, RIGHT.replace(old, new))
    assert sorted(text.replace("'", '"').split()) == sorted(RIGHT.split())
    assert err == ""


def test_lists_that_are_missing(tmp_path: Path) -> None:
    text, _ = _mended(tmp_path, "<resources>\n\t<!-- mine -->\n\t<color/>\n</resources>")
    assert "\t<!-- mine -->\n" in text
    assert (
        '\t<acceptPackageName name="acceptPackage">\n\t\t<name>com.example.shop.</name>\n\t</acceptPackageName>\n'
        in text
    )
    assert "\t<switch>\n\t\t<turnOnInstantRun>true</turnOnInstantRun>\n\t</switch>\n" in text
    assert text.endswith("</resources>")


def test_an_empty_root(tmp_path: Path) -> None:
    text, _ = _mended(tmp_path, "<resources/>")
    assert text.startswith(
        "<resources>\n    <switch>\n        <turnOnInstantRun>true</turnOnInstantRun>\n    </switch>\n"
    )


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    text = (
        RIGHT.replace("<switch>", "<!-- 开关 --><switch>")
        .replace("<name>ohos.</name>", "<name>ohos.</name><name>com.example.shop.logs.</name>")
        .replace("<name>com.example.shop.</name>", "<name>com.example.shop.ui.</name> <!-- a part only -->")
        .replace("<manual>false", "<manual>true")
        .replace("\n", "\r\n")
    )
    after, _ = _mended(tmp_path, text)
    assert after == text


def test_another_encoding_stays(tmp_path: Path) -> None:
    data = (
        RIGHT.replace("utf-8", "gbk").replace("<switch>", "<!-- 开关 --><switch>").replace("<proguard>", "<proguard>>")
    )
    write(tmp_path, sample.FILES, {FILE: data.encode("gbk")})
    assert init(tmp_path, "--write").code == 0
    assert (tmp_path / FILE).read_bytes().decode("gbk") == data.replace(">>", ">")


def test_switched_off_on_purpose(tmp_path: Path) -> None:
    text = RIGHT.replace("InstantRun>true<", "InstantRun>false<")
    after, err = _mended(tmp_path, text)
    assert after == text
    assert f"{FILE}: turnOnInstantRun is false: nothing is instrumented\n" in err


def test_own_code_that_is_excepted(tmp_path: Path) -> None:
    text = RIGHT.replace("<name>ohos.</name>", "<name>ohos.</name><name>com.example.</name>")
    after, err = _mended(tmp_path, text)
    assert after == text
    assert f"{FILE}: exceptPackage takes out com.example.shop\n" in err


def test_two_packages_of_patches(tmp_path: Path) -> None:
    text = RIGHT.replace("<name>com.example.shop</name>", "<name>com.example.shop</name><name>a.b</name>")
    write(tmp_path, sample.FILES, {FILE: text})
    ended = init(tmp_path, "--write")
    assert (ended.code, "app/instantrun.xml:23:38: error: patchPackage names 2 packages" in ended.err) == (2, True)
    assert (tmp_path / FILE).read_text() == text


def test_values_for_tests_are_added(tmp_path: Path) -> None:
    text = RIGHT.replace("        <patchLog>false</patchLog>\n", "").replace("Exception>true", "Exception>>true")
    after, _ = _mended(tmp_path, text, "--for", "test")
    assert "<catchReflectException>false</catchReflectException>" in after
    assert "        <patchLog>true</patchLog>\n    </switch>" in after


_PIECES = (
    ("<proguard>true</proguard>", ""),
    ("<proguard>true", "<proguard>>true"),
    ("<manual>false", "<manual>FALSE "),
    ("<name>ohos.</name>", ""),
    ("<name>com.example.shop.</name>", "<name>org.</name>"),
    ("<name>com.example.shop</name>", "<name>x</name>"),
    ('name="exceptPackage"', 'name="x"'),
    ("<switch>", "<switch><!-- c -->"),
    ("\n", "\r\n"),
    ("    ", "\t"),
    ("\n    ", ""),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=6, unique=True))
def test_whatever_is_wrong_is_mended_once(pieces: list[tuple[str, str]]) -> None:
    text = RIGHT
    for old, new in pieces:
        text = text.replace(old, new)
    with tempfile.TemporaryDirectory() as folder:
        after, _ = _mended(Path(folder), text)
    report = Bench(options={"check.select": "HOT101,HOT102,HOT103,HOT111,HOT113,HOT117"}).check(
        {**sample.FILES, FILE: after}
    )
    assert report.findings == []
