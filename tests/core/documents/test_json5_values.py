"""Values: JSON proper, limits, and files that want to hurt."""

from __future__ import annotations

import json

import pytest

from hapline.documents import DocumentError, parse
from hapline.documents.json5_screens import doubtful

STRICT_TAKEN = [
    "{}",
    "[1, -0, 1.5e3, 0.1E-2]",
    '"\\u0041\\n\\/\\ud83d\\ude00 中"',
    " \t\r\n null ",
    '{"a": {"b": [true, false]}}',
    '{"a":1,"a":2}',
    '{"NaN": "Infinity"}',
    "1e999",
    '"\x7f\u2028"',
]
STRICT_REFUSED = {
    "// c\n{}": "comment",
    '{"a": 1, /* c */ "b": 2}': "comment",
    "{'a': 1}": "single quotes",
    "{a: 1}": "needs quotes",
    '{"a": 1,}': "comma after the last",
    "[1,]": "comma after the last",
    "[+1]": "number",
    "[.5]": "number",
    "[5.]": "number",
    "[0x1]": "number",
    "[NaN]": "number",
    "[-Infinity]": "number",
    '["\\x41"]': "string",
    '["\\v"]': "string",
    '["a\tb"]': "string",
    '["a\\\nb"]': "string",
    "[\u00a01]": "white space",
    "\f1": "white space",
    '{"a": 1 "b": 2}': "comma missing",
    '["\\u12"]': "escape",
    "": "empty",
}


@pytest.mark.parametrize("text", STRICT_TAKEN)
def test_json_is_taken(text: str) -> None:
    assert repr(parse(text.encode(), strict=True)) == repr(json.loads(text))


@pytest.mark.parametrize(("text", "complaint"), STRICT_REFUSED.items())
def test_more_than_json_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(DocumentError, match=complaint):
        parse(text.encode(), strict=True)


def test_the_first_of_two_errors_is_named() -> None:
    with pytest.raises(DocumentError, match="comma missing"):
        parse(b"[1 2, // c\n]", strict=True)
    with pytest.raises(DocumentError, match="comment"):
        parse(b"[1, // c\n 2 3]", strict=True)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("opener", ["[", '{"a":'])
def test_depth(opener: str, strict: bool) -> None:  # noqa: FBT001 - a parameter of the test
    closer = "]" if opener == "[" else "}"
    assert parse(f"{opener * 99}[]{closer * 99}".encode(), strict=strict)
    with pytest.raises(DocumentError, match="more than 100") as caught:
        parse(f"{opener * 100}[]{closer * 100}".encode(), strict=strict)
    assert caught.value.offset == len(opener) * 100
    with pytest.raises(DocumentError, match="more than 100"):
        parse(opener.encode() * 100_000, strict=strict)


@pytest.mark.parametrize("strict", [False, True])
def test_many_containers_beside_each_other_are_fine(strict: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert len(parse(b"[" + b"[],{}," * 500 + b"[]]", strict=strict)) == 1001  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["1" * 5000, "-" + "9" * 5000, "0x" + "f" * 5000, "1" * 1_000_000])
def test_numbers_beyond_what_can_be_printed(number: str) -> None:
    with pytest.raises(DocumentError, match="too long") as caught:
        parse(f'{{"a":\n {number}}}'.encode())
    assert (caught.value.line, caught.value.column) == (2, 2)


@pytest.mark.parametrize("number", ["1" * 1000, "1" * 100_000 + ".5", "1e" + "9" * 100_000, "0x" + "f" * 3000])
def test_long_numbers(number: str) -> None:
    assert str(parse(number.encode()))


def test_size_limit() -> None:
    assert parse(b"[1]", limit=3) == [1]
    with pytest.raises(DocumentError, match="4 bytes, more than 3"):
        parse(b"[10]", limit=3)


@pytest.mark.parametrize(
    "data",
    [b"\xff", b"\xfe\xff\xd8", b"\xff\xfe\x00", b"\xef\xbb\xbf", b'"\xed\xa0\x80"', b"\x00" * 9, b"\xff\xfe\x00\x00"],
)
def test_bytes_that_are_no_document(data: bytes) -> None:
    for strict in (False, True):
        with pytest.raises(DocumentError):
            parse(data, strict=strict)


@pytest.mark.parametrize(
    "text",
    [
        '{"icon": "$media:layer_1_2", "bundleName": "com.example.e2e", "version": "1.0.0", "a": -1.5, "b": 1.0}',
        '{"path": "C:\\\\Users\\\\01", "s": "\\u4e2d", /* 1_000 +-1 .e5 */ "color": "#00e0ff", "t": "5."}',
    ],
)
def test_ordinary_text_is_left_to_the_fast_parser(text: str) -> None:
    assert not doubtful(text)


@pytest.mark.parametrize("text", ["[1_0]", "[.e5]", "[-.]", "[+-1]", "{\\u002d: 1}", "['\\01']", "['\\U00000041']"])
def test_doubtful_text_is_not(text: str) -> None:
    assert doubtful(text)
