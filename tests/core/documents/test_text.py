"""Text: encodings, lines and columns, and applying edits."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.documents import Document, DocumentError, TolerantText, apply, decode, encoding_of
from hapline.documents.text import line_starts
from hapline_hooks import Span, TextEdit

TEXT = "{\r\n  // 中文 😀\r\n}\r\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
)
def test_round_trip(data: bytes) -> None:
    document = Document(data)
    assert decode(data) == document.text == TEXT
    assert document.encode(document.text) == data
    assert document.value == {}


def test_byte_order_mark_is_told() -> None:
    assert encoding_of(b"\xef\xbb\xbf{}").bom == b"\xef\xbb\xbf"
    assert encoding_of(b"{}").bom == b""


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b'{\n "\xe4\xb8\xad\xff"}', 2, 4, "byte 7 (0xFF) is not UTF-8"),
        (b"\xef\xbb\xbf{\xc3", 1, 2, "byte 4 (0xC3) is not UTF-8"),
        (b"\xff\xfe{\x00}", 1, 2, "byte 4 (0x7D) is not UTF-16"),
    ],
)
def test_place_of_wrong_bytes(data: bytes, line: int, column: int, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        Document(data)
    assert (str(caught.value), caught.value.line, caught.value.column) == (message, line, column)


def test_gbk_is_recognised() -> None:
    with pytest.raises(DocumentError) as caught:
        decode("{ // 模块".encode("gbk"))
    assert "GBK" in caught.value.hint


def test_apply() -> None:
    edits = [TextEdit(start=4, end=5, text="X"), TextEdit(start=0, end=1, text=""), TextEdit(start=1, end=1, text="-")]
    assert apply("abcdef", edits) == "-bcdXf"
    same_place = [
        TextEdit(start=1, end=2, text="B"),
        TextEdit(start=1, end=1, text="1"),
        TextEdit(start=1, end=1, text="2"),
    ]
    assert apply("abc", same_place) == "a12Bc"


@pytest.mark.parametrize("spans", [[(0, 2), (1, 3)], [(0, 3), (1, 1)], [(2, 1)], [(0, 9)], [(-1, 0)], [(1, 2), (1, 2)]])
def test_edits_that_cannot_be_applied(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="edit"):
        apply("abc", [TextEdit(start=start, end=end, text="") for start, end in spans])


@pytest.mark.parametrize(
    "data",
    [
        "中文\r\nb".encode("gbk"),
        "模块 模块".encode("gbk"),
        b"\xef\xbb\xbfa\xff",
        b"\xff\xfea\x00",
        b"\xed\xa0\x80",
        b"\xf0\x9f\x98",
        "元".encode(),
        b"",
    ],
)
def test_what_is_not_understood_is_written_back(data: bytes) -> None:
    file = TolerantText(data)
    assert file.edited([]) == data
    assert len(file.text) == len(file.exact)
    assert (file.undecoded is None) == (file.text == file.exact)
    end = len(file.text)
    assert file.edited([TextEdit(start=end, end=end, text="元")]) == data + "元".encode(file.encoding.name)


def test_each_byte_that_is_not_understood_is_one_character() -> None:
    file = TolerantText("a中文b".encode("gbk"))
    assert file.text == "a\ufffd\ufffd\ufffd\ufffdb"
    assert file.edited([TextEdit(start=5, end=6, text="c")]) == "a中文c".encode("gbk")
    assert file.edited([TextEdit(start=1, end=5, text="元")]) == "a元b".encode()
    assert file.undecoded is not None
    assert (file.undecoded.line, file.undecoded.column) == (1, 2)


def test_binary_is_no_text_and_broken_utf_16_is_an_error() -> None:
    assert TolerantText(b"\x89PNG\0").is_binary
    assert not TolerantText("中文".encode("gbk")).is_binary
    assert not TolerantText(b"a\0").is_binary
    with pytest.raises(DocumentError, match="not UTF-16"):
        TolerantText(b"\xff\xfea")


def test_a_part_of_a_file_has_its_places_in_the_whole() -> None:
    error = DocumentError("wrong", text="ab\ncd", offset=4, end=5).below(10)
    assert (error.line, error.column) == (11, 2)
    assert error.span == Span(start_line=11, start_column=2, end_line=11, end_column=3)
    assert DocumentError("wrong").below(7).line == 7


@given(st.text(alphabet="a\n\r\f\x0b\x85\u2028"))
def test_lines_start_behind_every_end_of_a_line(text: str) -> None:
    assert line_starts(text) == [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
