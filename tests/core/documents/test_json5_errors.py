"""Errors: what is said, and the exact place."""

from __future__ import annotations

import pytest

from hapline.documents import DocumentError, parse

CASES = [
    ('{"a":1\n "b":2}', 1, 7, "comma missing between two members"),
    ("[1\n\n2]", 1, 3, "comma missing between two items"),
    ('{"a" 1}', 1, 5, 'colon missing after the key "a"'),
    ('{"a":}', 1, 2, 'the key "a" has no value'),
    ('{"a":1,\n"b"', 2, 1, 'the key "b" has no value'),
    ("{a:1,,}", 1, 6, "a comma without a member before it"),
    ("[,]", 1, 2, "a comma without a value before it"),
    ("{:1}", 1, 2, "a colon without a key before it"),
    ("[:1]", 1, 2, "a value is missing before the colon"),
    ("{a:1:2}", 1, 5, "a colon after a value"),
    ('["a":1]', 1, 5, "a colon in a list"),
    ("{[]}", 1, 2, "[ where a key belongs"),
    ("{1:2}", 1, 2, "the key 1 needs quotes"),
    ('\n  "abc', 2, 3, "the string is not closed"),
    ('{"a":"x\n}', 1, 6, "the string is not closed"),
    ('"\\"', 1, 1, "the string is not closed"),
    ("[1, /* x\n", 1, 5, "the comment is not closed"),
    ("1 /", 1, 3, "a slash that starts no comment"),
    ('{"a":[1,2}', 1, 10, "} where ] belongs, for the [ of line 1, column 6"),
    ('{"a":1', 1, 1, "the object is not closed"),
    ('{\n  "a": {\n    "b": 1,\n  "c": [\n  ]\n}\n', 2, 8, "the object is not closed"),
    ("[1", 1, 1, "the list is not closed"),
    ('{"a":1}}', 1, 8, "} closes nothing"),
    ("]", 1, 1, "] closes nothing"),
    ("{} {}", 1, 4, "{ after the end of the document"),
    ("", 1, 1, "the file is empty"),
    ("[01]", 1, 2, "01 is no number"),
    ("[True]", 1, 2, "True instead of true"),
    ("[undefined]", 1, 2, "undefined instead of null"),
    ("{a: hello}", 1, 5, "the text hello needs quotes"),
    ("['say 'hi' now']", 1, 8, "hi right behind a string"),
    ('{"a":"\\x4"}', 1, 7, "the escape \\x4 is not complete or not known"),
    ('{"a":"ok \\u0041 \\u12"}', 1, 17, "the escape \\u12 is not complete or not known"),
    ("['\\08']", 1, 3, "the escape \\0 is not complete or not known"),
    ('["\\ud83d\\ude00\\ud83d"]', 1, 15, "half of a surrogate pair in a string"),
    ("# c\n{}", 1, 1, "# is no part of JSON5"),
    ("{a=1}", 1, 3, "= is no part of JSON5"),
    ("{a:1;}", 1, 5, "; is no part of JSON5"),
    ("{a: $r('x')}", 1, 7, "( is no part of JSON5"),
    ('{"名"\uff1a1}', 1, 5, "the full-width character \uff1a instead of :"),
    ("{\u201ca\u201d:1}", 1, 2, 'the full-width character \u201c instead of "'),
    ("{a:1\uff0cb:2}", 1, 5, "the full-width character \uff0c instead of ,"),
    ("{a:\u200b1}", 1, 4, "the invisible character U+200B"),
    ("{\n<<<<<<< HEAD\na:1}", 2, 1, "a merge conflict was left in the file"),
    ("[" + "x" * 50 + "]", 1, 2, "the text xxxxxxxxxxxxxxxxxxxxx... needs quotes"),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), CASES, ids=[case[3][:40] for case in CASES])
def test_message_and_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(text.encode())
    error = caught.value
    assert (str(error), error.line, error.column) == (message, line, column)
    assert error.hint
    assert error.template.format_map(error.fields) == error.message


def test_span() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("{\r\n  名: hello\r\n}".encode())
    error = caught.value
    assert (error.offset, error.end) == (8, 13)
    span = error.span
    assert (span.start_line, span.start_column, span.end_line, span.end_column) == (2, 6, 2, 11)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_count(newline: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(newline.join(["// \u2028a", "{", "  a: 1", "  b: 2", "}"]).encode())
    assert (caught.value.line, caught.value.column) == (1, 5)
    with pytest.raises(DocumentError) as caught:
        parse(newline.join(["{", "/* \u2028 \v\f */", "  a: 1", "  b: 2", "}"]).encode())
    assert (caught.value.line, caught.value.column) == (3, 7)
