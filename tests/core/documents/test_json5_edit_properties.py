"""Properties of edits: the value changes as asked, and nothing else of the text does."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.documents import Document, apply, duplicate_edits, text_edits
from hapline.documents.json5_document import child
from hapline.documents.json5_tree import Node, Part
from hapline_hooks import JsonEdit, TextEdit

from .writer import KEYS, MODELS, SEEDS, SETTINGS, Lines, Model, Writer, at, paths, plain


def _applied(value: object, edit: JsonEdit) -> object:
    """The edit of the value, done by Python."""
    if not edit.keys and edit.action == "set":
        return edit.value
    value = copy.deepcopy(value)
    if edit.action == "append":
        cast("list[object]", at(value, edit.keys)).append(edit.value)
        return value
    home = cast("dict[str | int, object]", at(value, edit.keys[:-1]))
    if edit.action == "set":
        home[edit.keys[-1]] = edit.value
    else:
        removed = home.pop(edit.keys[-1])
        if edit.action == "rename":
            home[str(edit.value)] = removed
    return value


def _edits(value: object, new: object, key: str) -> Iterator[JsonEdit]:
    """Every edit that a value allows, with one new value and one new key."""
    for keys in paths(value):
        here = at(value, keys)
        yield JsonEdit(action="set", keys=keys, value=new)
        if isinstance(here, list):
            yield JsonEdit(action="append", keys=keys, value=new)
        if isinstance(here, dict):
            yield JsonEdit(action="set", keys=(*keys, key), value=new)
        if keys:
            yield JsonEdit(action="remove", keys=keys)
            home = at(value, keys[:-1])
            if isinstance(home, dict) and key not in home:
                yield JsonEdit(action="rename", keys=keys, value=key)


def _canonical(value: object) -> object:
    """The value with its keys in order; renamed and new members may stand elsewhere."""
    if isinstance(value, dict):
        return {key: _canonical(value[key]) for key in sorted(value)}
    return [_canonical(item) for item in value] if isinstance(value, list) else value


def _survivors(document: Document, edit: JsonEdit) -> list[str]:
    """Comments that an edit has no business with."""
    comments = document.comments()
    gone = []
    if edit.action == "set" and document.find(edit.keys) is not None:
        gone = [document.span(edit.keys)]
    elif edit.action == "remove":
        home = document.tree
        for key in edit.keys[:-1]:
            home = cast("Part", child(home, key)).node
        named = [part for part in home.parts if part.key == edit.keys[-1]]
        for part in named or [home.parts[cast("int", edit.keys[-1])]]:
            end = part.comma + 1 if part.comma >= 0 else part.node.end
            for comment in comments:
                # Comments behind a member in its line go with it.
                between = document.text[end : comment.start]
                if comment.start >= end and not between.strip() and not set(between) & set("\r\n"):
                    end = comment.end
            gone.append((part.start, end))
    return [one.text for one in comments if not any(start <= one.start < end for start, end in gone)]


def _home(document: Document, edit: JsonEdit) -> tuple[int, int]:
    """The part of the text in which an edit may change something."""
    node: Node = document.tree
    for key in edit.keys if edit.action == "append" else edit.keys[:-1]:
        node = cast("Part", child(node, key)).node
    return node.start, node.end


def _check(document: Document, edit: JsonEdit) -> None:
    edits = text_edits(document, [edit])
    after = Document(apply(document.text, edits).encode(), strict=document.strict)
    assert repr(_canonical(after.value)) == repr(_canonical(_applied(document.value, edit)))
    start, end = _home(document, edit)
    exists = document.find(edit.keys)
    if edit.action == "set" and exists is not None:
        start, end = exists
        assert len(edits) < 2 or document.text[start] in "{["
    assert all(start <= one.start and one.end <= end for one in edits)
    comments = [comment.text for comment in after.comments()]
    for text in _survivors(document, edit):
        assert text in comments
        comments.remove(text)


@pytest.mark.timeout(200)
@pytest.mark.parametrize("writer", [Writer, Lines])
@settings(SETTINGS, max_examples=150)
@given(MODELS, SEEDS, MODELS, KEYS)
def test_an_edit_of_the_text_is_an_edit_of_the_value(
    writer: type[Writer], model: Model, seed: int, new: Model, key: str
) -> None:
    document = Document(writer(seed).document(model).encode())
    for edit in _edits(document.value, plain(new), key):
        _check(document, edit)


@pytest.mark.timeout(200)
@settings(SETTINGS, max_examples=100)
@given(MODELS, MODELS, KEYS, st.sampled_from([None, 0, 2, "\t"]), st.sampled_from([(",", ":"), (", ", ": ")]))
def test_json_stays_json(model: Model, new: Model, key: str, indent: int | str | None, marks: tuple[str, str]) -> None:
    text = json.dumps(plain(model), indent=indent, separators=marks, ensure_ascii=False).replace("Infinity", "1e999")
    document = Document(text.encode(), strict=True)
    for edit in _edits(document.value, plain(new), key):
        if "inf" not in repr(edit.value):
            _check(document, edit)


@pytest.mark.timeout(200)
@pytest.mark.parametrize("writer", [Writer, Lines])
@settings(SETTINGS, max_examples=150)
@given(MODELS, SEEDS, st.lists(MODELS, max_size=3))
def test_many_edits_of_a_container_at_once(writer: type[Writer], model: Model, seed: int, new: list[Model]) -> None:
    dice = random.Random(seed)
    document = Document(writer(seed).document(model).encode())
    for keys in paths(document.value):
        here = at(document.value, keys)
        edits: list[JsonEdit | TextEdit] = []
        expected = copy.deepcopy(here)
        if isinstance(here, list) and isinstance(expected, list):
            gone = [number for number in range(len(here)) if dice.random() < 0.5]
            edits += [JsonEdit(action="remove", keys=(*keys, number)) for number in gone]
            edits += [JsonEdit(action="append", keys=keys, value=plain(value)) for value in new]
            expected = [item for number, item in enumerate(here) if number not in gone] + [
                plain(value) for value in new
            ]
        elif isinstance(here, dict) and isinstance(expected, dict):
            for key, value in here.items():
                way = dice.random()
                if way < 0.4:
                    edits.append(JsonEdit(action="remove", keys=(*keys, key)))
                    del expected[key]
                elif way < 0.6:
                    edits.append(JsonEdit(action="rename", keys=(*keys, key), value=f"{key}-new"))
                    expected[f"{key}-new"] = expected.pop(key)
                elif way < 0.7:
                    edits.append(JsonEdit(action="set", keys=(*keys, key), value=[value]))
                    expected[key] = [value]
            for number, value in enumerate(new):
                edits.append(JsonEdit(action="set", keys=(*keys, f"added {number}"), value=plain(value)))
                expected[f"added {number}"] = plain(value)
        after = Document(apply(document.text, text_edits(document, edits)).encode())
        assert repr(_canonical(at(after.value, keys))) == repr(_canonical(expected))


@SETTINGS
@given(MODELS, SEEDS)
def test_what_hides_others_stays(model: Model, seed: int) -> None:
    document = Document(Lines(seed).document(model).encode())
    after = Document(apply(document.text, duplicate_edits(document)).encode())
    assert repr(after.value) == repr(_in_order(document.value, after.value))
    assert after.duplicates() == []


def _in_order(value: object, other: object) -> object:
    """The value with its keys in the order of an equal one: a key given twice has its first place in the value."""
    if isinstance(value, dict) and isinstance(other, dict) and value.keys() == other.keys():
        return {key: _in_order(value[key], other[key]) for key in other}
    if isinstance(value, list) and isinstance(other, list) and len(value) == len(other):
        return [_in_order(*pair) for pair in zip(value, other, strict=True)]
    return value
