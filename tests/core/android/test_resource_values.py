"""Values of resource tables, in every form in which entries are written; damage to them; aapt2's own beside them."""

from __future__ import annotations

import re
import shutil
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.android.making import Bag, Package, Typed, table
from core.android.test_damage import damaged
from core.android.test_resource_table import FORMS
from core.android.test_tools import FRAMEWORK, linked, run
from hapline.android import BinaryError, ResourceBag, ResourceTable, TypedValue, read_values

OWN = Package(
    127,
    "com.example",
    {"string": ["app_name", None, "other"], "color": ["red"], "bool": ["on"], "integer": ["many"]},
    values={
        "string/app_name": "例子",
        "string/other": Typed(1, 0x7F010000),
        "color/red": Typed(0x1C, 0xFFFF0000),
        "bool/on": True,
        "integer/many": -7,
    },
)
STYLE = Package(
    127,
    "com.example",
    {"style": ["Theme", "Theme.Dark"]},
    values={
        "style/Theme": Bag(0, {}),
        "style/Theme.Dark": Bag(0x7F010000, {0x01010095: Typed(5, 0x1001), 0x01010098: "text"}),
    },
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("utf8", [False, True])
def test_values_of_every_form(form: str, *, utf8: bool) -> None:
    found = {one.id: one for one in read_values(table([OWN], utf8=utf8, form=form))}
    assert {number: one.value for number, one in found.items()} == {
        0x7F010000: TypedValue("string", 1, "例子"),
        0x7F010002: TypedValue("reference", 0x7F010000, "@0x7f010000"),
        0x7F020000: TypedValue("color", 0xFFFF0000, "#ffff0000"),
        0x7F030000: TypedValue("boolean", 0xFFFFFFFF, "true"),
        0x7F040000: TypedValue("integer", 0xFFFFFFF9, "-7"),
    }
    assert {one.config for one in found.values()} == {b""}


def test_bags() -> None:
    theme, dark = [one.value for one in read_values(table([STYLE]))]
    assert theme == ResourceBag(0, ())
    assert isinstance(dark, ResourceBag)
    assert dark.parent == 0x7F010000
    assert [(name, value.kind, value.text) for name, value in dark.items] == [
        (0x01010095, "dimension", "16.0dp"),
        (0x01010098, "string", "text"),
    ]


def test_what_is_no_table_or_too_large() -> None:
    for data in (b"", b"PK\3\4", bytes(100)):
        with pytest.raises(BinaryError):
            list(read_values(data))
    with pytest.raises(BinaryError) as raised:
        list(read_values(table([OWN]), limit=100))
    assert raised.value.reason == "size"


@pytest.mark.timeout(60)
def test_entries_that_lie_over_each_other_are_a_bomb() -> None:
    """Ten thousand entries of which each takes the rest of the type as its items."""
    count = 10_000
    names: list[str | None] = [f"n{number}" for number in range(count)]
    one = table(
        [Package(127, "a", {"style": names}, values={f"style/n{number}": Bag(0, {}) for number in range(count)})]
    )
    data = bytearray(one)
    start = data.index(struct.pack("<HH", 0x0201, 84))
    entries = start + int.from_bytes(data[start + 16 : start + 20], "little")
    for number in range(count):
        at = entries + 16 * number
        left = (len(data) - at - 16) // 12
        struct.pack_into("<HHIII", data, at, 16, 1, 0, 0, left)
    with pytest.raises(BinaryError) as raised:
        list(read_values(bytes(data)))
    assert raised.value.reason == "overlap"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("package", [OWN, STYLE], ids=["plain", "bags"])
def test_no_damage_is_a_crash(package: Package) -> None:
    data = table([package])
    for end in range(len(data)):
        with pytest.raises(BinaryError):
            list(read_values(data[:end]))
    reasons = set()
    for copy in damaged(data, 2_000):
        try:
            list(read_values(copy))
        except BinaryError as error:
            reasons.add(error.reason)
    assert {"value", "truncated"} <= reasons


def test_what_aapt2_builds_is_read_as_it_prints_it(tmp_path: Path) -> None:
    if shutil.which("aapt2") is None or not Path(FRAMEWORK).exists():
        pytest.skip("aapt2 or the resources of the platform are not here")
    folder = tmp_path / "res" / "values"
    folder.mkdir(parents=True)
    (folder / "more.xml").write_text(
        '<resources><string name="bold">a <b>bold</b> word</string><integer name="n">-3</integer>'
        '<string-array name="list"><item>one</item><item>two</item></string-array>'
        '<bool name="yes">true</bool><dimen name="wide">16dp</dimen><string name="same">@string/bold</string>'
        '<plurals name="many"><item quantity="one">1</item><item quantity="other">n</item></plurals>'
        '<style name="S" parent="@style/Theme"><item name="android:textSize">12sp</item></style></resources>',
        encoding="utf-8",
    )
    apk = linked(tmp_path)
    data = zipfile.ZipFile(apk).read("resources.arsc")
    names = {
        one.id: f"{one.type}/{one.name}" for package in ResourceTable(data).packages for one in package.resources()
    }
    found: dict[str, list[TypedValue | ResourceBag]] = {}
    spans = {}
    for one in read_values(data):
        found.setdefault(names[one.id], []).append(one.value)
        spans[names[one.id]] = one.spans
    text = run("aapt2", "dump", "resources", "app.apk", cwd=tmp_path)
    printed = {
        block.split(None, 2)[1]: len(re.findall(r"^      \(", block, flags=re.MULTILINE))
        for block in re.split(r"^ *resource (?=0x)", text, flags=re.MULTILINE)[1:]
    }
    assert {name: len(values) for name, values in found.items()} == printed
    assert sorted(texts(found["string/app_name"])) == ["Example", "例子"]
    assert texts(found["dimen/wide"]) == ["16.0dp"]
    assert [(one.tag, one.first, one.last) for one in spans["string/bold"]] == [("b", 2, 5)]
    assert spans["string/app_name"] == ()
    style, listed = found["style/S"][0], found["array/list"][0]
    assert isinstance(style, ResourceBag)
    assert names[style.parent] == "style/Theme"
    assert isinstance(listed, ResourceBag)
    assert texts([value for _, value in listed.items]) == ["one", "two"]


def texts(values: Sequence[TypedValue | ResourceBag]) -> list[str]:
    return [value.text for value in values if isinstance(value, TypedValue)]


def test_the_platforms_own_table_is_read_to_its_end() -> None:
    if not Path(FRAMEWORK).exists():
        pytest.skip("the resources of the platform are not here")
    data = zipfile.ZipFile(FRAMEWORK).read("resources.arsc")
    known = {one.id for package in ResourceTable(data).packages for one in package.resources()}
    assert {one.id for one in read_values(data)} == known
