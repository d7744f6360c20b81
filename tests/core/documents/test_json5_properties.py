"""Properties that hold for any document: the parsers agree, spans are exact, tokens are lossless."""

from __future__ import annotations

import json

import json5
import pyjson5
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.documents import Document, DocumentError, has_duplicate_keys, parse, tokens
from hapline.documents.json5_screens import doubtful
from hapline.documents.json5_tree import parse_tree, value_of

from .writer import MODELS, SEEDS, SETTINGS, Model, Writer, at, paths, plain


@SETTINGS
@given(MODELS, SEEDS)
def test_our_parser_the_fast_one_and_the_model_agree(model: Model, seed: int) -> None:
    text = Writer(seed).document(model)
    expected = repr(plain(model))
    assert repr(parse(text.encode())) == expected
    assert repr(value_of(text, parse_tree(text))) == expected
    if not doubtful(text):
        assert repr(pyjson5.decode(text)) == expected


@settings(SETTINGS, max_examples=60)
@given(MODELS, SEEDS)
def test_the_slow_parser_agrees(model: Model, seed: int) -> None:
    text = Writer(seed).document(model)
    # It leaves the halves of an escaped pair apart, which json puts together.
    assert json.loads(json.dumps(json5.loads(text))) == parse(text.encode())


@SETTINGS
@given(MODELS, st.booleans(), st.sampled_from([None, 2]))
def test_json_agrees_with_the_standard_library(model: Model, ascii_only: bool, indent: int | None) -> None:  # noqa: FBT001
    text = json.dumps(plain(model), ensure_ascii=ascii_only, indent=indent).replace("Infinity", "1e999")
    assert repr(parse(text.encode(), strict=True)) == repr(json.loads(text))
    assert repr(value_of(text, parse_tree(text, strict=True))) == repr(json.loads(text))


@settings(SETTINGS, max_examples=400)
@given(st.text(st.sampled_from("0159.eExX_+-aIN '\"\\u/*\n\r\0{}[]:,#中\u2028"), max_size=12))
def test_the_parsers_take_and_refuse_the_same(text: str) -> None:
    def outcome(parser: object) -> str:
        try:
            return repr(parser(text))  # type: ignore[operator]
        except (DocumentError, pyjson5.Json5Exception):
            return "refused"

    ours = outcome(lambda text: value_of(text, parse_tree(text)))
    assert outcome(lambda text: parse(text.encode())) == ours
    if not doubtful(text) and "inf" not in ours:
        assert outcome(pyjson5.decode) == ours


@SETTINGS
@given(MODELS, SEEDS)
def test_spans_hold_the_values_and_keys(model: Model, seed: int) -> None:
    document = Document(Writer(seed).document(model).encode())
    for keys in paths(document.value):
        start, end = document.span(keys)
        assert repr(parse(document.text[start:end].encode())) == repr(at(document.value, keys))
        if keys and isinstance(keys[-1], str):
            start, end = document.span(keys, "key")
            assert parse(f"{{{document.text[start:end]}:0}}".encode()) == {keys[-1]: 0}
        place = document.place(keys)
        assert document.position(document.span(keys)[0]) == (place.start_line, place.start_column)


@SETTINGS
@given(MODELS, SEEDS, st.text(max_size=20))
def test_tokens_are_the_text(model: Model, seed: int, more: str) -> None:
    text = Writer(seed).document(model) + more
    assert "".join(token.text for token in tokens(text)) == text


@SETTINGS
@given(MODELS, SEEDS)
def test_duplicates_are_found(model: Model, seed: int) -> None:
    document = Document(Writer(seed).document(model).encode())

    def extra(part: Model) -> int:
        if isinstance(part, tuple):
            return len(part) - len(dict(part)) + sum(extra(value) for _, value in part)
        return sum(map(extra, part)) if isinstance(part, list) else 0

    assert len(document.duplicates()) == extra(model)
    assert has_duplicate_keys(document.text, document.value) is bool(extra(model))
