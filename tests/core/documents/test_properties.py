"""Files of properties and version catalogues: what they say, and where."""

from __future__ import annotations

import pytest

from hapline.documents import DocumentError, Properties, TolerantText, VersionCatalogue

from .gradle_samples import CATALOGUE


def test_properties() -> None:
    text = "# a=1\n! b=2\n\n a = 1 \nb:2\nc 3\nd\n e\\ f=g\\=h\\u4e2d\n"
    text += "long = one, \\\n   two\ntwice=1\ntwice=2\n=empty\npath=C:\\\\x"
    found = Properties(text.encode())
    assert [(one.key, one.value) for one in found.entries] == [
        ("a", "1 "),
        ("b", "2"),
        ("c", "3"),
        ("d", ""),
        ("e f", "g=h中"),
        ("long", "one, two"),
        ("twice", "1"),
        ("twice", "2"),
        ("path", "C:\\x"),
    ]
    assert found.values["twice"] == "2"
    entry = found.find("b")
    assert entry is not None
    assert (found.text[entry.start : entry.key_end], found.text[entry.value_start : entry.end]) == ("b", "2")
    assert found.place(entry.start, entry.end).start_line == 5
    assert found.find("absent") is None


@pytest.mark.parametrize(
    ("text", "key", "value", "after"),
    [
        ("a=1\r\nb = 2\r\n", "b", "3", "a=1\r\nb = 3\r\n"),
        ("a=1", "b", "x y", "a=1\nb=x y"),
        ("a", "a", "1", "a=1"),
        ("", "a b", "中\\", "a\\ b=\\u4e2d\\\\\n"),
        ("a=1\\\n 2\nb=3", "a", "4", "a=4\nb=3"),
        ("a=1", "a", "1", "a=1"),
    ],
)
def test_edits_of_properties(text: str, key: str, value: str, after: str) -> None:
    found = Properties(text.encode())
    edited = found.edited(found.ensure(key, value))
    assert edited.decode().rstrip("\n") == after.rstrip("\n")
    again = Properties(edited)
    assert again.values[key] == value
    assert again.ensure(key, value) == []


def test_properties_in_another_encoding() -> None:
    found = Properties(b"a=\xd6\xd0\nb=1\n")
    assert found.edited(found.ensure("b", "2")) == b"a=\xd6\xd0\nb=2\n"
    assert found.values["a"] == "\xd6\xd0"
    # Two bytes that happen to be one character of UTF-8 count as one, for all who count in this file.
    mixed = "# 模块 中文\nb=1\n".encode("gbk")
    found = Properties(mixed)
    assert len(found.text) == len(TolerantText(mixed).text) < len(mixed)
    assert found.edited(found.ensure("b", "2")) == "# 模块 中文\nb=2\n".encode("gbk")
    assert Properties(b"\xef\xbb\xbfa=1").edited(found.ensure("c", "2")[:0]) == b"\xef\xbb\xbfa=1"
    assert Properties(b"\xef\xbb\xbfa=1").values == {"a": "1"}


def test_catalogue() -> None:
    found = VersionCatalogue(CATALOGUE.encode(), "gradle/libs.versions.toml")
    assert {name: one.version for name, one in found.versions.items()} == {"net": "4.9", "app.level": "1.5"}
    assert {name: (one.group, one.name, one.version) for name, one in found.libraries.items()} == {
        "shop.net": ("com.example", "net", "4.9"),
        "shop.log": ("com.example", "log", "1.1"),
        "short": ("com.example", "short", "0.1"),
        "bare": ("com.example", "bare", ""),
    }
    assert {name: (one.name, one.version) for name, one in found.plugins.items()} == {
        "shop": ("com.example.bundle", "1.5"),
        "other": ("com.example.other", "2"),
    }
    assert found.bundles == {"all": ("shop.net", "short")}
    net, log = found.libraries["shop.net"], found.libraries["shop.log"]
    assert found.text[net.start : net.end] == '{ module = "com.example:net", version.ref = "net" }'
    assert found.text[net.version_start : net.version_end] == '"4.9"'
    assert found.text[log.version_start : log.version_end] == "1.1"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a = 1\nb = = 2", 2, "no TOML: Invalid value"),
        ("a = " + "[" * 5000, 1, "lists inside lists"),
        ("[versions\n", 1, "no TOML"),
    ],
)
def test_a_catalogue_with_errors(text: str, line: int, message: str) -> None:
    with pytest.raises(DocumentError, match=message) as caught:
        VersionCatalogue(text.encode())
    assert caught.value.line == line
