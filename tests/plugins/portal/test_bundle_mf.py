"""BUNDLE.MF: keys as the framework reads them, and what is malformed beside them."""

from __future__ import annotations

import pytest

from hapline_plugins.portal.built.bundle_mf import LIMIT, read_manifest
from hapline_plugins.portal.built.fields import RequiredBundle
from hapline_plugins.portal.built.problems import Malformed
from hapline_plugins.portal.numbers import whole_number
from plugins.portal.making import BUNDLE, MAX, bundle_mf


def test_a_bundle_says_what_it_is() -> None:
    made = read_manifest(bundle_mf(BUNDLE))
    assert made.problems == ()
    assert (made.name, made.version) == ("com-example-launcher-launcher", "1.0.0")
    assert (made.init_level, made.effective_init_level, made.package_id) == (11110000, 11110000, 36)
    assert (made.contains_dex, made.contains_res) == (True, True)
    assert made.export_packages == ("com.example.launcher", "com.example.launcher.api")
    assert made.requires == (
        RequiredBundle(name="android-phone-mobilesdk-framework", version="2.0.0"),
        RequiredBundle(name="android-phone-mobilesdk-quinox", version="2.0.0"),
    )
    assert made.components == ("com.example.launcher.MainActivity", "com.example.launcher.FilesProvider")
    assert made.providers == ("com.example.launcher.FilesProvider",)
    assert made.native_libraries == ()


def test_lines_that_continue_are_joined_and_counted() -> None:
    """Also where a line is broken inside a character."""
    names = ",".join(f"com.example.例{index}" for index in range(30))
    data = bundle_mf({"Bundle-Name": "x", "Export-Package": names, "Package-Id": "40"})
    made = read_manifest(data)
    assert made.values["Export-Package"] == names
    assert made.lines == {
        "Bundle-Name": 1,
        "Export-Package": 2,
        "Package-Id": data.count(b"\r\n", 0, data.index(b"Package-Id")) + 1,
    }
    assert made.problems == ()


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_lines_end_in_any_way_and_sections_after_the_first_are_others(end: bytes) -> None:
    made = read_manifest(end.join([b"bundle-NAME: a", b"Own-Key:b", b"", b"Name: x", b"Bundle-Name: c"]))
    assert made.values == {"Bundle-Name": "a", "Own-Key": "b"}
    assert made.problems == ()


def test_nothing_is_a_bundle_of_nothing() -> None:
    made = read_manifest(b"")
    assert (made.contains_dex, made.contains_res) == (False, False)
    assert (made.name, made.init_level, made.effective_init_level, made.package_id) == ("", None, MAX, None)
    assert made.requires == ()
    assert made.components == ()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"Bundle-Name: a\nno colon here\n", Malformed(line=2, reason="no-colon", value="no colon here")),
        (b" Bundle-Name: a\n", Malformed(line=1, reason="continuation", value="Bundle-Name: a")),
        (b"Bundle Name: a\n", Malformed(line=1, reason="name", key="Bundle Name")),
        (b": a\n", Malformed(line=1, reason="name")),
        (b"Bundle-Name: a\nBUNDLE-NAME: b\n", Malformed(line=2, reason="duplicate", key="Bundle-Name", value="b")),
        (b"Bundle-Name: \xff\n", Malformed(line=1, reason="not-utf8", key="Bundle-Name")),
        (b"\nPackage-Id: 0x24\n", Malformed(line=2, reason="number", key="Package-Id", value="0x24")),
        (b"Init-Level: high\n", Malformed(line=1, reason="number", key="Init-Level", value="high")),
        (b"Init-Level:\n", Malformed(line=1, reason="number", key="Init-Level")),
        (b"Contains-Dex: yes\n", Malformed(line=1, reason="boolean", key="Contains-Dex", value="yes")),
        (b"Require-Bundle: a@1, b\n", Malformed(line=1, reason="require", key="Require-Bundle", value="b")),
        (b"Require-Bundle: @1\n", Malformed(line=1, reason="require", key="Require-Bundle", value="@1")),
        (b"x" * (LIMIT + 1), Malformed(line=1, reason="size", value=str(LIMIT + 1))),
    ],
)
def test_what_is_malformed_is_kept(data: bytes, problem: Malformed) -> None:
    assert read_manifest(data).problems == (problem,)


@pytest.mark.parametrize("value", ["TRUE", "true", "False"])
def test_truth_is_read_as_java_reads_it(value: str) -> None:
    made = read_manifest(bundle_mf({"Contains-Res": value}))
    assert made.contains_res is (value.lower() == "true")
    assert made.problems == ()


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    assert read_manifest(b"Package-Id: 1\nPackage-Id: 2\n").package_id == 2


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("36", 36),
        ("-1", -1),
        ("+7", 7),
        ("007", 7),
        ("0", 0),
        ("2147483647", MAX),
        ("-2147483648", -MAX - 1),
        ("2147483648", None),
        ("9" * 5000, None),
        ("", None),
        ("-", None),
        ("0x24", None),
        ("3.0", None),
        (" 3", None),
        ("３", None),  # noqa: RUF001 a digit of full width
    ],
)
def test_numbers_are_read_as_java_reads_them(text: str, number: int | None) -> None:
    assert whole_number(text) == number
