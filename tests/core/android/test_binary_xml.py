"""Binary XML: values by type, names by id, padding passed over; and manifests made of it."""

from __future__ import annotations

import struct
from itertools import pairwise

import pytest

from core.android.making import Element, Typed, xml
from hapline.android import AndroidManifest, BinaryError, MetaData, read_xml

MANIFEST = Element(
    "manifest",
    {"package": "com.example.app", "versionCode": 42, "versionName": "1.2.3-例"},
    [
        Element("uses-sdk", {"minSdkVersion": 21, "targetSdkVersion": 34}),
        Element("uses-permission", {"name": "android.permission.INTERNET"}),
        Element(
            "application",
            {"name": ".App", "label": Typed(0x01, 0x7F010001), "debuggable": True},
            [
                Element("uses-library", {"name": "org.apache.http.legacy", "required": False}),
                Element("meta-data", {"name": "mobilegw.appid", "value": "ABC"}),
                Element("meta-data", {"name": "theme", "resource": Typed(0x01, 0x7F020003)}),
                Element("activity", {"name": "Main", "exported": True, "process": ":lite"}),
                Element("activity-alias", {"name": "com.example.Alias", "targetActivity": ".Main"}),
                Element(
                    "provider",
                    {
                        "name": "com.other.Files",
                        "authorities": "com.example.files; com.example.more;",
                        "exported": False,
                    },
                    [Element("meta-data", {"name": "paths", "resource": Typed(0x01, 0x7F030000)})],
                ),
                Element("service", {"name": ".Work", "enabled": Typed(0x01, 0x7F040000)}),
                Element("receiver", {"name": ".Boot", "enabled": False}),
                Element("service-like", {"name": ".No"}),
            ],
        ),
    ],
)
VALUES = (
    (Typed(0x00, 0), "null", ""),
    (Typed(0x01, 0x7F010001), "reference", "@0x7f010001"),
    (Typed(0x01, 0), "reference", "@null"),
    (Typed(0x02, 0x01010001), "attribute", "?0x01010001"),
    (Typed(0x07, 0x7F010001), "reference", "@0x7f010001"),
    ("text", "string", "text"),
    (Typed(0x04, 0x3FC00000), "float", "1.5"),
    (Typed(0x05, 0x00001001), "dimension", "16.0dp"),
    (Typed(0x05, 0xFFFFF002), "dimension", "-16.0sp"),
    (Typed(0x05, 0x0000100F), "dimension", "16.0"),
    (Typed(0x06, 0x40000030), "fraction", "50.0%"),
    (-1, "integer", "-1"),
    (Typed(0x11, 0xFF), "hexadecimal", "0xff"),
    (True, "boolean", "true"),
    (False, "boolean", "false"),
    (Typed(0x1C, 0xFF00AA11), "color", "#ff00aa11"),
    (Typed(0x15, 7), "integer", "7"),
    (Typed(0x77, 7), "other", "0x7"),
)
FORMS: tuple[dict[str, bool | int | bytes], ...] = (
    {},
    {"utf8": True},
    {"nameless": True},
    {"width": 28},
    {"padding": b"\0" * 12},
    {"padding": b"\1\2\3"},
)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_manifest_says_what_was_built(form: dict[str, bool | int | bytes]) -> None:
    made = AndroidManifest.read(xml(MANIFEST, **form))  # type: ignore[arg-type]
    assert (made.package, made.version_code, made.version_name) == ("com.example.app", 42, "1.2.3-例")
    assert (made.min_sdk, made.target_sdk, made.debuggable) == (21, 34, True)
    assert made.application == "com.example.app.App"
    assert made.libraries == ("org.apache.http.legacy",)
    assert made.permissions == ("android.permission.INTERNET",)
    assert [(one.name, one.value) for one in made.meta_data] == [("mobilegw.appid", "ABC"), ("theme", "@0x7f020003")]
    assert made.authorities == ("com.example.files", "com.example.more")
    shown = [(one.kind, one.name, one.exported, one.enabled, one.process, one.target) for one in made.components]
    assert shown == [
        ("activity", "com.example.app.Main", True, None, ":lite", ""),
        ("activity-alias", "com.example.Alias", None, None, "", "com.example.app.Main"),
        ("provider", "com.other.Files", False, None, "", ""),
        ("service", "com.example.app.Work", None, None, "", ""),
        ("receiver", "com.example.app.Boot", None, False, "", ""),
    ]
    assert made.components[2].meta_data == (MetaData(name="paths", value="@0x7f030000", line=12),)


def test_a_manifest_of_little() -> None:
    made = AndroidManifest.read(xml(Element("manifest", {"package": "a"})))
    assert made == AndroidManifest(package="a")


@pytest.mark.parametrize(
    ("code", "number"), [(Typed(0x11, 0xFFFFFFFF), 0xFFFFFFFF), ("17", 17), ("x", None), (True, None)]
)
def test_version_codes_are_numbers(code: Typed | str | bool, number: int | None) -> None:  # noqa: FBT001 a value as it is built
    assert AndroidManifest.read(xml(Element("manifest", {"versionCode": code}))).version_code == number


@pytest.mark.parametrize(("value", "kind", "text"), VALUES)
def test_values_are_typed(value: Typed | str | bool, kind: str, text: str) -> None:  # noqa: FBT001 a value as it is built
    found = read_xml(xml(Element("a", {"value": value}))).value("value")
    assert found is not None
    assert (found.kind, found.text) == (kind, text)


def test_an_untyped_value_is_the_string_beside_it() -> None:
    data = bytearray(xml(Element("a", {"value": "text"})))
    at = data.index(struct.pack("<HBBI", 8, 0, 3, 3))
    data[at + 3 : at + 8] = b"\0\0\0\0\0"
    found = read_xml(bytes(data)).value("value")
    assert found is not None
    assert (found.kind, found.text) == ("string", "text")


def test_the_platforms_attributes_are_told_from_others() -> None:
    root = read_xml(xml(Element("a", {"name": "n", "own": "o"})))
    assert (root.get("name"), root.get("own"), root.get("own", ""), root.get("name", "")) == ("n", "", "o", "")
    assert [one.resource for one in root.attributes] == [0x01010003, 0]


def test_text_and_lines_are_kept() -> None:
    root = read_xml(xml(Element("a", children=[Element("b", text="hello"), Element("c")])))
    assert [(one.name, one.text, one.line) for one in root.children] == [("b", "hello", 3), ("c", "", 4)]


@pytest.mark.parametrize("length", [0x7F, 0x80, 0x7FFF, 0x8000, 70_000])
@pytest.mark.parametrize("utf8", [False, True])
def test_strings_of_every_length(length: int, *, utf8: bool) -> None:
    length = min(length, 0x7FFF) if utf8 else length
    text = "é" * (length // 2) if utf8 else "é" * length
    assert read_xml(xml(Element("a", {"value": text}), utf8=utf8)).get("value") == text


def test_unknown_chunks_and_an_unknown_type_of_file_are_passed_over() -> None:
    data = xml(MANIFEST, padding=struct.pack("<HHI", 0x7777, 8, 12) + b"junk")
    assert read_xml(data).name == "manifest"
    assert read_xml(b"\0\0" + data[2:]).name == "manifest"


def nested(depth: int) -> Element:
    element = Element("a")
    for _ in range(depth - 1):
        element = Element("a", children=[element])
    return element


def test_depth_has_an_end() -> None:
    assert read_xml(xml(nested(100))).name == "a"
    with pytest.raises(BinaryError) as raised:
        read_xml(xml(nested(101)))
    assert raised.value.reason == "depth"


WHOLE = xml(MANIFEST)
END = 0x18
LAST = 32 + 4 * int.from_bytes(WHOLE[16:20], "little")


def replaced(old: bytes, new: bytes) -> bytes:
    assert WHOLE.count(old) >= 1
    return WHOLE.replace(old, new, 1)


def without_pool() -> bytes:
    size = int.from_bytes(WHOLE[12:16], "little")
    return struct.pack("<HHI", 3, 8, len(WHOLE) - size) + WHOLE[8 + size :]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "format"),
        (b"<?xml version='1.0'?><manifest/>", "format"),
        (b"\3\0\x09\0" + WHOLE[4:], "format"),
        (WHOLE[:-1], "truncated"),
        (WHOLE[:4] + struct.pack("<I", 8) + WHOLE[8:], "truncated"),
        (WHOLE[:4] + struct.pack("<I", 4) + WHOLE[8:], "value"),
        (WHOLE[:10] + b"\7\0" + WHOLE[12:], "value"),  # a header shorter than any
        (WHOLE[:10] + b"\x10\0" + WHOLE[12:], "value"),  # and shorter than a pool's
        (WHOLE[:16] + struct.pack("<I", 1 << 24) + WHOLE[20:], "truncated"),  # strings that are not there
        (WHOLE[:28] + struct.pack("<I", 1 << 24) + WHOLE[32:], "truncated"),  # nor their bytes
        (WHOLE[:LAST] + struct.pack("<I", 1 << 24) + WHOLE[LAST + 4 :], "truncated"),  # nor those of the last
        (replaced(struct.pack("<HHH", 20, 20, 3), struct.pack("<HHH", 20, 20, 3000)), "truncated"),
        (replaced(struct.pack("<HHH", 20, 20, 3), struct.pack("<HHH", 20, 19, 3)), "truncated"),
        (
            replaced(struct.pack("<HHI", 0x102, 16, 96), struct.pack("<HHI", 0x102, 8, 96)),
            "truncated",
        ),
        (without_pool(), "truncated"),
        (xml(Element("a"))[: -2 * END], "truncated"),
    ],
)
def test_what_cannot_be_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BinaryError) as raised:
        read_xml(data)
    assert raised.value.reason == reason


def test_elements_that_stay_open_are_an_end_that_is_missing() -> None:
    data = xml(Element("a"))[: -2 * END]
    with pytest.raises(BinaryError) as raised:
        read_xml(data[:4] + struct.pack("<I", len(data)) + data[8:])
    assert str(raised.value) == f"byte {len(data)}: <a> goes past the end"


def test_a_second_outermost_element_is_refused() -> None:
    one = xml(Element("a"))
    nodes = one[one.index(struct.pack("<HHI", 0x102, 16, 36)) : -END]
    with pytest.raises(BinaryError) as raised:
        read_xml(xml(Element("a"), padding=nodes))
    assert raised.value.reason == "value"


def test_another_document_is_no_manifest() -> None:
    with pytest.raises(BinaryError) as raised:
        AndroidManifest.read(xml(Element("resources")))
    assert raised.value.reason == "value"


def test_a_limit_is_kept() -> None:
    with pytest.raises(BinaryError) as raised:
        read_xml(WHOLE, limit=len(WHOLE) - 1)
    assert raised.value.reason == "size"


def test_strings_that_share_their_bytes_cost_no_more_than_a_few_pools() -> None:
    many = {f"own{index}": f"v{index}" for index in range(2_000)}
    data = bytearray(xml(Element("a", {**many, "long": "x" * 30_000})))
    count = int.from_bytes(data[16:20], "little")
    offsets = struct.unpack_from(f"<{count}I", data, 36)
    longest = max(pairwise(offsets), key=lambda pair: pair[1] - pair[0])[0]
    struct.pack_into(f"<{count}I", data, 36, *[longest] * count)
    with pytest.raises(BinaryError) as raised:
        read_xml(bytes(data))
    assert raised.value.reason == "overlap"
