"""Mutations: whatever happens to a file, the reader answers with a value or a DocumentError, and soon."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from hapline.documents import Document, DocumentError, has_duplicate_keys, parse, tokens
from hapline.documents.json5_tree import parse_tree, value_of

SAMPLES = [file.read_bytes() for file in sorted(Path(__file__).with_name("data").iterdir())]
PIECES = [
    *(bytes([byte]) for byte in b"{}[]:,\"'/\\*+-.0123456789eExX_#\n\r\t \x00\x1f\x7f\xff\xc3"),
    *(text.encode() for text in ("//", "/*", "*/", "null", "Infinity", "-", "\\u", "\\ud83d", "\\x4", "\\0", "\\\r")),
    *(text.encode() for text in ("\u2028", "\ufeff", "\u3000", "中", "\uff0c", "😀", "'a':1,", '"b":', "0x", "1_0")),
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"[" * 200,
    b"9" * 5000,
]
ROUNDS = 2500


def _mutated(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(6):
            case 0:
                data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + dice.choice(PIECES) + data[at:]
            case 2:
                data = data[:at]
            case 3:
                data = data[:at] + data[at + dice.randrange(1, 20) :]
            case 4:
                data = data[:at] + data[max(at - 30, 0) : at] + data[at:]
            case _:
                other = dice.choice(SAMPLES)
                data = data[:at] + other[dice.randrange(len(other)) :]
    return data


def _read(data: bytes, *, strict: bool) -> object:
    """The value; None for a file that is refused."""
    try:
        return parse(data, strict=strict)
    except DocumentError as caught:
        error = caught
    assert error.message
    assert error.hint
    assert error.line >= 1
    assert error.column >= 1
    assert 0 <= error.offset <= error.end <= len(data)
    assert error.span.start_line == error.line
    return None


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_only_values_and_document_errors_come_out(number: int) -> None:
    dice = random.Random(number)
    read = 0
    for _ in range(ROUNDS):
        data = _mutated(SAMPLES[number], dice)
        value = _read(data, strict=False)
        _read(data, strict=True)
        try:
            document = Document(data)
        except DocumentError:
            assert value is None
            continue
        text = document.text
        assert "".join(token.text for token in tokens(text)) == text
        assert all(text[one.start : one.end] == one.text for one in document.comments())
        if value is not None:
            read += 1
            assert repr(value_of(text, parse_tree(text))) == repr(value)
            assert has_duplicate_keys(text, value) is bool(document.duplicates())
    assert read > ROUNDS // 30
