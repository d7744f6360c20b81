"""Documents: spans, lines and columns, keys given twice, comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.documents import Document, DocumentError, Duplicate, has_duplicate_keys, parse, tokens
from hapline_hooks import Span

DATA = Path(__file__).with_name("data")
TEXT = """{
  // 模块
  module: {
    "na\\u006de": 'entry', 'list': [1, {x: [2]}, "三"],
  },
}
"""


@pytest.fixture
def document() -> Document:
    return Document(TEXT.encode())


@pytest.mark.parametrize(
    ("keys", "value", "key"),
    [
        ((), TEXT.strip(), TEXT.strip()),
        (("module", "name"), "'entry'", '"na\\u006de"'),
        (("module", "list"), '[1, {x: [2]}, "三"]', "'list'"),
        (("module", "list", 0), "1", "1"),
        (("module", "list", 1, "x", 0), "2", "2"),
        (("module", "list", 1, "x"), "[2]", "x"),
        (("module", "list", 2), '"三"', '"三"'),
    ],
)
def test_spans(document: Document, keys: tuple[str | int, ...], value: str, key: str) -> None:
    start, end = document.span(keys)
    assert document.text[start:end] == value
    start, end = document.span(keys, on="key")
    assert document.text[start:end] == key


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (("module", "absent"), "module"),
        (("module", "absent", 3, "x"), "module"),
        (("absent",), "{"),
        (("module", "list", 1, "absent"), "{"),
        (("module", "list", 3), "'list'"),
        (("module", "list", -1), "'list'"),
        (("module", "list", "x"), "'list'"),
        (("module", 0), "module"),
        (("module", "name", "x"), '"na\\u006de"'),
        (("module", "list", 0, "x"), "1"),
    ],
)
def test_what_is_absent_is_placed_at_what_is_there(document: Document, keys: tuple[str | int, ...], shown: str) -> None:
    for on in ("value", "key"):
        assert document.find(keys, "key" if on == "key" else "value") is None
        start, end = document.span(keys, "key" if on == "key" else "value")
        assert document.text[start:end] == shown


def test_places(document: Document) -> None:
    assert document.place(("module", "name")) == Span(start_line=4, start_column=18, end_line=4, end_column=25)
    assert document.place(("module",), "key") == Span(start_line=3, start_column=3, end_line=3, end_column=9)
    assert document.place(()) == Span(start_line=1, start_column=1, end_line=6, end_column=2)
    assert document.position(-5) == (1, 1)
    assert document.position(len(TEXT) + 5) == (7, 1)


def test_a_document_that_is_no_container() -> None:
    document = Document(b" 12 ")
    assert document.span(("a",)) == (1, 3)
    assert document.find(("a",)) is None


def test_duplicates() -> None:
    text = "{a: {b: 1, 'b': 2, \"\\u0062\": 3}, c: [{d: 1}, {d: 1, d: {e: 1, e: 2}}], a: {b: 4}}"
    document = Document(text.encode())
    found = document.duplicates()
    assert found[:2] == [Duplicate(("a", "b"), (5, 6), (11, 14)), Duplicate(("a", "b"), (5, 6), (19, 27))]
    assert [one.keys for one in found[2:]] == [("c", 1, "d"), ("c", 1, "d", "e"), ("a",)]
    rests = [(text[slice(*one.first)], text[one.again[0] :]) for one in found[2:]]
    assert rests == [("d", "d: {e: 1, e: 2}}], a: {b: 4}}"), ("e", "e: 2}}], a: {b: 4}}"), ("a", "a: {b: 4}}")]
    assert found[-1].first == (1, 2)
    assert document.value == {"a": {"b": 4}, "c": [{"d": 1}, {"d": {"e": 2}}]}
    assert document.span(("a", "b")) == (text.index("4"), text.index("4") + 1)
    assert has_duplicate_keys(document.text, document.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a: 1, b: {a: 1}}", False),
        ("{a: 1, a: 1}", True),
        ("{a: 1, /* : */ b: 2}", False),
        ("{a: 1, /* : */ a: 2}", True),
        ("// see https://example.com\n{a: ':::', ':': 1}", False),
        ("// see https://example.com\n{a: ':::', a: ''}", True),
        ("{a: ':', a: 1}", True),
        (r"{a: 1, a: '\x3a'}", True),
        (r"{a: 1, b: '\x3a\u003A'}", False),
        (r"{a: 'x\:', b: '\\'}", False),
        ("{a: '//', b: 1 /* ' : */}", False),
        ("{a: 'http://x:y', /* : */ a: 1}", True),
        ('{"\\u003a": 1, ":": 2}', True),
        ("[]", False),
        ("\u00a0/*:*/ 1", False),
    ],
)
def test_screen_for_duplicates(text: str, expected: bool) -> None:  # noqa: FBT001 - what is expected
    assert has_duplicate_keys(text, parse(text.encode())) is expected
    assert has_duplicate_keys(text.encode(), parse(text.encode())) is expected
    assert bool(Document(text.encode()).duplicates()) is expected


@pytest.mark.parametrize("text", ["1/*:", '1"/*:', "/*:"])
def test_the_screen_survives_a_text_with_errors(text: str) -> None:
    assert has_duplicate_keys(text, 1)


def test_comments() -> None:
    text = "/* a */ {b: '// no', // c\r\n d: 1 /* e\n */} // f"
    found = Document(text.encode()).comments()
    assert [comment.text for comment in found] == ["/* a */", "// c", "/* e\n */", "// f"]
    assert all(text[comment.start : comment.end] == comment.text for comment in found)
    assert Document(b'{"url": "x"}').comments() == []


def test_comments_of_a_text_with_errors() -> None:
    document = Document(b"{ // a\n b: ] 'x\n /* c */ /* d")
    assert [comment.text for comment in document.comments()] == ["// a", "/* c */", "/* d"]
    with pytest.raises(DocumentError):
        document.place(("b",))


def test_strict_documents() -> None:
    with pytest.raises(DocumentError, match="comment"):
        _ = Document(b"{} // c", strict=True).value
    with pytest.raises(DocumentError, match="comment"):
        Document(b"{} // c", strict=True).span(())
    assert Document(b'{"a": 1}', strict=True).span(("a",)) == (6, 7)


@pytest.mark.parametrize("file", sorted(DATA.iterdir()), ids=lambda file: file.name)
def test_sample_files(file: Path) -> None:
    document = Document(file.read_bytes(), strict=file.suffix == ".json")
    assert "".join(token.text for token in tokens(document.text)) == document.text
    assert isinstance(document.value, dict)
    assert not has_duplicate_keys(document.text, document.value)
    assert document.duplicates() == []
    assert document.encode(document.text) == file.read_bytes()
