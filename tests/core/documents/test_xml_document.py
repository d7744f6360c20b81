"""XML documents: what is in them, where it stands, and how they are written as bytes."""

from __future__ import annotations

import codecs

import pytest

from hapline.documents import ANDROID, TOOLS, DocumentError, XmlDocument
from hapline_hooks import Span, symbol

MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<!-- <application> -->
<manifest xmlns:android="http://schemas.android.com/apk/res/android"
    package="com.a">
    <application android:label='"A" &amp; b' android:name = ".A">
        <provider android:name="a"/><provider android:name=">"></provider>
        <![CDATA[<activity/>]]>
    </application>
</manifest>
"""


def test_elements_and_attributes() -> None:
    document = XmlDocument(MANIFEST.encode())
    text = document.text
    application = document.find_all("application")[0]
    assert [one.tag for one in document.walk()] == ["manifest", "application", "provider", "provider"]
    assert document.root.get("package") == "com.a"
    assert application.get("label", ANDROID) == '"A" & b'
    assert application.get("label") is None
    label = application.attribute("label", ANDROID)
    assert label is not None
    assert (label.value, label.quote, label.written) == ('"A" & b', "'", "android:label")
    assert text[label.start : label.end] == '"A" &amp; b'
    assert text[label.name_start : label.name_end] == "android:label"
    assert application.attribute("label", TOOLS) is None
    assert text[application.start : application.head_end].endswith('".A">')
    assert text[application.tail_start : application.end] == "</application>"
    assert text[application.name_start : application.name_end] == "application" == application.written
    assert application.text.strip() == "<activity/>"
    assert [text[one.start : one.end] for one in application.children] == [
        '<provider android:name="a"/>',
        '<provider android:name=">"></provider>',
    ]
    assert [one.closes_itself for one in application.children] == [True, False]
    assert application.place == Span(start_line=5, start_column=5, end_line=5, end_column=66)
    assert document.place_of(label) == Span(start_line=5, start_column=18, end_line=5, end_column=45)
    assert document.root.find_all("provider") == application.children


def test_paths() -> None:
    document = XmlDocument(MANIFEST.encode())
    second = document.find_all("provider")[1]
    assert second.path == ("manifest", "application", "provider", 1)
    assert symbol(second.path) == "manifest.application.provider[1]"
    assert all(document.find(one.path) is one for one in document.walk())
    assert document.find(("manifest", "application", "provider")) is None
    assert document.find(("application",)) is None


def test_names_in_namespaces() -> None:
    document = XmlDocument(b'<a xmlns="u" xmlns:p="v"><p:b p:c="1" c="2"/></a>')
    inner = document.root.children[0]
    assert (document.root.tag, document.root.namespace, document.root.name) == ("{u}a", "u", "a")
    assert (inner.tag, inner.written, inner.get("c"), inner.get("c", "v")) == ("{v}b", "p:b", "2", "1")
    assert inner.prefixes == {None: "u", "p": "v"}


def test_texts_around_comments_are_one() -> None:
    assert XmlDocument(b"<a>x<!-- <b> -->y<?p <b>?><![CDATA[<z>]]><b>no</b>t&lt;</a>").root.text == "xy<z>t<"


@pytest.mark.parametrize("name", ["GBK", "gb2312", "GB18030", "ISO-8859-1", "windows-1252", "EUC-KR", "US-ASCII"])
def test_declared_encodings_come_back_byte_for_byte(name: str) -> None:
    codec = codecs.lookup(name).name
    kept = []
    for first in range(0x20, 0x100):
        for data in [bytes([first]), *(bytes([first, second]) for second in range(0x40, 0x100))]:
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and text > "\x7f":
                kept.append(data)
                assert text.encode(codec) == data
    head = f"<?xml version='1.0' encoding='{name}'?>\r\n<!--".encode()
    data = head + b"".join(kept[:500]) + b"--><a/>\r\n"
    document = XmlDocument(data)
    assert document.edited([]) == data
    assert document.root.place == Span(
        start_line=2, start_column=8 + min(len(kept), 500), end_line=2, end_column=12 + min(len(kept), 500)
    )


@pytest.mark.parametrize(("bom", "codec"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_utf_16(bom: bytes, codec: str) -> None:
    data = bom + "<?xml version='1.0' encoding='UTF-16'?><a>中</a>".encode(codec)
    document = XmlDocument(data)
    assert document.root.text == "中"
    assert document.edited([]) == data


def test_byte_order_mark_of_utf_8_is_kept() -> None:
    document = XmlDocument(codecs.BOM_UTF8 + b"<a/>")
    assert document.root.start == 0
    assert document.edited([]) == codecs.BOM_UTF8 + b"<a/>"


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        (b"<?xml version='1.0' encoding='rot13'?><a/>", "the encoding rot13 is not known", (1, 31)),
        (b"<?xml version='1.0' encoding='utf-7'?><a/>", "the encoding utf-7 is not known", (1, 31)),
        (b"<?xml version='1.0' encoding='UTF-16'?><a/>", "the file declares UTF-16 and is not written so", (1, 31)),
        (
            codecs.BOM_UTF8 + b"<?xml version='1.0' encoding='GBK'?><a/>",
            "the file declares GBK and has the byte order mark of UTF-8",
            (1, 31),
        ),
        (
            codecs.BOM_UTF16_LE + "<?xml version='1.0' encoding='utf-8'?><a/>".encode("utf-16-le"),
            "the file declares utf-8 and has the byte order mark of UTF-16",
            (1, 31),
        ),
        (
            b"<?xml version='1.0' encoding='ascii'?>\n<a>\xe4\xb8\xad</a>",
            "byte 42 (0xE4) is not ascii, which the file declares",
            (2, 4),
        ),
        ("<a>\n中</a>".encode("gbk"), "byte 4 (0xD6) is not UTF-8", (2, 1)),
    ],
)
def test_wrong_encodings(data: bytes, message: str, place: tuple[int, int]) -> None:
    with pytest.raises(DocumentError) as caught:
        XmlDocument(data)
    assert (caught.value.message, (caught.value.line, caught.value.column)) == (message, place)
    assert caught.value.hint
