"""Edits: the smallest change of the text, in the style of what is around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.documents import Document, apply, dumps, duplicate_edits, parse, text_edits
from hapline_hooks import JsonEdit, Keys, TextEdit

DATA = Path(__file__).with_name("data")


def put(keys: Keys, value: object) -> JsonEdit:
    return JsonEdit(action="set", keys=keys, value=value)


def rename(keys: Keys, name: str) -> JsonEdit:
    return JsonEdit(action="rename", keys=keys, value=name)


def remove(keys: Keys) -> JsonEdit:
    return JsonEdit(action="remove", keys=keys)


def append(keys: Keys, value: object) -> JsonEdit:
    return JsonEdit(action="append", keys=keys, value=value)


def edited(text: str, *edits: JsonEdit | TextEdit, strict: bool = False) -> str:
    document = Document(text.encode(), strict=strict)
    result = apply(text, text_edits(document, edits))
    parse(result.encode(), strict=strict)
    return result


ONE_LINE = [
    # values
    ("{a: 1 /*c*/}", put(("a",), 2.5), "{a: 2.5 /*c*/}"),
    ("{a: 'x', b: \"y\"}", put(("a",), "it's"), "{a: 'it\\'s', b: \"y\"}"),
    ("{a: 'x', b: \"y\"}", put(("b",), "it's"), "{a: 'x', b: \"it's\"}"),
    ("{a: 1}", put(("a",), None), "{a: null}"),
    ("[1, 2]", put((1,), "x"), '[1, "x"]'),
    ("/* c */ 1 // d", put((), value=True), "/* c */ true // d"),
    ("{a: 1}", put(("a",), 1), "{a: 1}"),
    ("{a: 1}", put(("a",), 1.0), "{a: 1.0}"),
    ("{a: [1, /*c*/ 2]}", put(("a",), [1, 3]), "{a: [1, /*c*/ 3]}"),
    ("{a: [1, /*c*/ 2]}", put(("a",), [1, 2, 3]), "{a: [1, /*c*/ 2, 3]}"),
    ("{a: [1, /*c*/ 2]}", put(("a",), [2]), "{a: [/*c*/ 2]}"),
    ("{a: {b: 1, c: 2}}", put(("a",), {"c": 3, "d": 4}), "{a: {c: 3, d: 4}}"),
    ("{a: [1, 2]}", put(("a",), {"b": 1}), "{a: {b: 1}}"),
    ("[1, true, 1.0]", put((), [True]), "[true]"),
    # new members
    ("{a: 1}", put(("b",), 2), "{a: 1, b: 2}"),
    ("{ a: 1, }", put(("b",), 2), "{ a: 1, b: 2, }"),
    ('{"a":1}', put(("b",), {"c": ["d"]}), '{"a":1,"b":{"c":["d"]}}'),
    ('{"a" : 1}', put(("b",), 2), '{"a" : 1, "b" : 2}'),
    ("{'a': 'x'}", put(("b",), "y"), "{'a': 'x', 'b': 'y'}"),
    ("{a: 'x'}", put(("b-c",), "y"), "{a: 'x', 'b-c': 'y'}"),
    ("{a: {}}", put(("a", "b", "c"), 1), "{a: {b: {c: 1}}}"),
    ("{a: 1}", put(("b", 0, "c"), 1), "{a: 1, b: [{c: 1}]}"),
    ("{a: 1 /*c*/}", put(("b",), 2), "{a: 1, b: 2 /*c*/}"),
    ("{ /* c */ }", put(("a",), 2), '{ /* c */\n  "a": 2\n}'),
    ("{}", put(("a",), 2), '{\n  "a": 2\n}'),
    # lists
    ("[]", append((), 1), "[1]"),
    ("[1]", append((), "x"), '[1, "x"]'),
    ("['y']", append((), "x"), "['y', 'x']"),
    ("[1,]", append((), 2), "[1, 2,]"),
    ("[1,2]", append((), 3), "[1,2,3]"),
    ("[ 1, 2 ]", append((), 3), "[ 1, 2, 3 ]"),
    ("[1 /*c*/]", append((), 2), "[1, 2 /*c*/]"),
    ("[/*c*/]", append((), 2), "[/*c*/ 2 ]"),
    ("{a: [1]}", put(("a", 1), 2), "{a: [1, 2]}"),
    ("{a: 1}", append(("b",), 2), "{a: 1, b: [2]}"),
    # removal
    ("{a: 1, b: 2, c: 3}", remove(("a",)), "{b: 2, c: 3}"),
    ("{a: 1, b: 2, c: 3}", remove(("b",)), "{a: 1, c: 3}"),
    ("{a: 1, b: 2, c: 3}", remove(("c",)), "{a: 1, b: 2}"),
    ("{ a: 1, b: 2, }", remove(("b",)), "{ a: 1, }"),
    ("{ a: 1 }", remove(("a",)), "{}"),
    ("[1, /*c*/ 2 /*d*/, 3]", remove((1,)), "[1, /*c*/ 3]"),
    ("[1 /*c*/, /*d*/ 2 /*e*/]", remove((1,)), "[1 /*c*/ /*d*/ /*e*/]"),
    ("{a: 1, 'a': 2, b: 3}", remove(("a",)), "{b: 3}"),
    # renaming
    ("{a: 1}", rename(("a",), "b"), "{b: 1}"),
    ("{a: 1}", rename(("a",), "b-c"), '{"b-c": 1}'),
    ("{a: 'x'}", rename(("a",), "b-c"), "{'b-c': 'x'}"),
    ("{'a': 1}", rename(("a",), "it's"), "{'it\\'s': 1}"),
    ('{"a": 1, "a": 2}', rename(("a",), "b"), '{"b": 1, "b": 2}'),
    ("{a: 1}", rename(("a",), "a"), "{a: 1}"),
]


@pytest.mark.parametrize(("before", "edit", "after"), ONE_LINE)
def test_on_one_line(before: str, edit: JsonEdit, after: str) -> None:
    assert edited(before, edit) == after


LINES = """{
  // heading
  "first": 1, // one
  /* attached */
  "second": [
    "a", // comment of a
    "b"
  ],

  "third": { "x": 1, "y": 2 } // three
}
"""


def _lines(edit: JsonEdit, *more: JsonEdit, text: str = LINES) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    before, after = text.splitlines(keepends=True), edited(text, edit, *more).splitlines(keepends=True)
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_a_member_goes_with_its_line_and_the_comment_at_its_end() -> None:
    assert _lines(remove(("first",))) == (['  "first": 1, // one\n'], [])
    assert _lines(remove(("second", 0))) == (['    "a", // comment of a\n'], [])


def test_a_comment_on_a_line_of_its_own_stays() -> None:
    gone, come = _lines(remove(("second",)))
    assert gone == ['  "second": [\n', '    "a", // comment of a\n', '    "b"\n', "  ],\n"]
    assert come == []


def test_the_last_member_takes_the_comma_before_it_along() -> None:
    assert _lines(remove(("second", 1))) == (
        ['    "a", // comment of a\n', '    "b"\n'],
        ['    "a" // comment of a\n'],
    )
    assert _lines(remove(("third",))) == (["  ],\n", '  "third": { "x": 1, "y": 2 } // three\n'], ["  ]\n"])


def test_new_members_get_a_line_and_a_comma() -> None:
    gone, come = _lines(put(("fourth",), {"x": 3, "y": "4"}))
    assert gone == ['  "third": { "x": 1, "y": 2 } // three\n']
    assert come == ['  "third": { "x": 1, "y": 2 }, // three\n', '  "fourth": { "x": 3, "y": "4" }\n']
    assert _lines(append(("second",), "c")) == (['    "b"\n'], ['    "b",\n', '    "c"\n'])
    assert _lines(put(("third", "z"), []))[1] == ['  "third": { "x": 1, "y": 2, "z": [] } // three\n']


def test_larger_values_are_broken_over_lines() -> None:
    _, come = _lines(put(("fourth", "list"), [{"a": 1}]))
    assert "".join(come[1:]) == '  "fourth": {\n    "list": [\n      {\n        "a": 1\n      }\n    ]\n  }\n'


def test_many_edits_at_once() -> None:
    edits = [
        remove(("first",)),
        rename(("second",), "list"),
        append(("second",), "c"),
        remove(("second", 0)),
        put(("third", "x"), 5),
        put(("new", "a"), 1),
        put(("new", "b"), 2),
        append(("second",), "d"),
    ]
    assert parse(edited(LINES, *edits).encode()) == {
        "list": ["b", "c", "d"],
        "third": {"x": 5, "y": 2},
        "new": {"a": 1, "b": 2},
    }


def test_the_style_of_the_file_is_kept() -> None:
    text = (DATA / "app.json5").read_bytes().decode("utf-8-sig")
    after = edited(text, put(("app", "icon"), "$media:icon"), put(("app", "configuration", "tags"), ["a"]))
    added = after.removeprefix(text[: text.index("0x10") + 4]).removesuffix(text[text.index("0x10") + 4 :])
    new = ',\n"icon": "$media:icon",\n"configuration": {\n\t"tags": [\n\t\t"a"\n\t]\n}'
    assert added == new.replace("\n", "\r\n\t\t")


def test_the_trailing_comma_style_of_the_file_is_kept() -> None:
    text = (DATA / "module.json5").read_text(encoding="utf-8")
    after = edited(
        text,
        append(("module", "deviceTypes"), "2in1"),
        append(("module", "atomicService", "preloads"), {"moduleName": "pay"}),
        put(("module", "proxyData"), [{"uri": "x"}]),
        remove(("module", "metadata", 1)),
    )
    before, now = set(text.splitlines()), set(after.splitlines())
    assert before - now == {'      { "name": "mpaas.workspace", "value": "default" },'}
    lines = ['      "2in1",', '        { "moduleName": "pay" },', '    "proxyData": [', '        "uri": "x",']
    assert now - before == set(lines)


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("{\n  a: {},\n}", put(("a", "b"), 1), "{\n  a: {\n    b: 1,\n  },\n}"),
        ("{\n  a: [],\n}", append(("a",), 1), "{\n  a: [1],\n}"),
        ("{\n  a: [\n  ],\n}", append(("a",), 1), "{\n  a: [\n    1,\n  ],\n}"),
        ("{\n  a: [\n    // none\n  ],\n}", append(("a",), 1), "{\n  a: [\n    // none\n    1,\n  ],\n}"),
        ("{\n  a: 1, b: 2,\n  c: 3,\n}", remove(("b",)), "{\n  a: 1,\n  c: 3,\n}"),
        ("{\n  a: 1, b: 2,\n  c: 3,\n}", remove(("a",)), "{\n  b: 2,\n  c: 3,\n}"),
        ("{\n  a: [1, 2,\n      3]}", append(("a",), 4), "{\n  a: [1, 2,\n      3,\n      4]}"),
        ("{\n  // only\n  a: 1\n}", remove(("a",)), "{\n  // only\n}"),
        ("{\n  a: 1 /* b\n  c */\n}", put(("d",), 1), "{\n  a: 1,\n  d: 1 /* b\n  c */\n}"),
        ("{\n  a: 1\n  , b: 2\n}", put(("d",), 1), "{\n  a: 1\n  , b: 2, d: 1\n}"),
        ('{\n\t"a": [\n\t\t1\n\t]\n}', put(("a", 0), {"b": 1}), '{\n\t"a": [\n\t\t{\n\t\t\t"b": 1\n\t\t}\n\t]\n}'),
    ],
)
def test_over_lines(before: str, edit: JsonEdit, after: str) -> None:
    assert edited(before, edit) == after
    assert edited(before.replace("\n", "\r\n"), edit) == after.replace("\n", "\r\n")


def test_strict_documents_stay_strict() -> None:
    assert edited('{"a":1}', put(("b c",), "it's"), strict=True) == '{"a":1,"b c":"it\'s"}'
    assert edited('{"a": "\\u00e4", "b": 2}', remove(("b",)), strict=True) == '{"a": "\\u00e4"}'
    with pytest.raises(ValueError, match="JSON has no number inf"):
        edited('{"a":1}', put(("a",), float("inf")), strict=True)


def test_text_edits_may_be_among_them() -> None:
    assert edited("{a: 1, b: 2}", TextEdit(start=1, end=2, text="z"), put(("b",), 3)) == "{z: 1, b: 3}"


@pytest.mark.parametrize(
    "edits",
    [
        [put(("a",), 1), put(("a",), 2)],
        [put(("a",), {}), put(("a", "b"), 2)],
        [remove(("a",)), put(("a", "b"), 2)],
        [remove(("a",)), remove(("a",))],
        [remove(("a",)), rename(("a",), "z")],
        [rename(("a",), "y"), rename(("a",), "z")],
        [rename(("a",), "l")],
        [rename(("a",), "new"), put(("new",), 1)],
        [put(("new",), 1), put(("new",), 2)],
        [put(("new",), 1), put(("new", "x"), 2)],
        [TextEdit(start=0, end=99, text="")],
        [TextEdit(start=5, end=6, text=""), remove(("a",))],
        [put(("l", 5), 1)],
        [put(("l", "x"), 1)],
        [put(("a", 0), 1)],
        [put(("a", "b", "c"), 1)],
        [put(("new", 1), 1)],
        [append(("a",), 1)],
        [append((), 1)],
        [remove(())],
        [rename((), "x")],
        [rename(("l", 0), "x")],
        [put(("a",), object())],
        [put(("a",), {1: 2})],
        [put(("a",), "\ud800")],
        [put(("a",), b"bytes")],
    ],
)
def test_what_makes_no_sense_is_refused(edits: list[JsonEdit | TextEdit]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        edited("{a: {b: 1}, l: [1]}", *edits)


@pytest.mark.parametrize("edit", [remove(("x",)), remove(("l", 1)), rename(("a", "x"), "y"), remove(("l", "x"))])
def test_what_is_absent_cannot_be_removed(edit: JsonEdit) -> None:
    with pytest.raises(KeyError):
        edited("{a: {b: 1}, l: [1]}", edit)


def test_values_inside_themselves_are_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ValueError, match="inside each other"):
        edited("{}", put(("a",), endless))


def test_hidden_members_are_removed() -> None:
    text = "{\n  a: 1, // old\n  b: {c: 1, c: 2},\n  'a': 3,\n  a: 4,\n}"
    document = Document(text.encode())
    after = apply(text, duplicate_edits(document))
    assert after == "{\n  b: {c: 2},\n  a: 4,\n}"
    assert parse(after.encode()) == document.value


def test_new_files() -> None:
    value = {"app": {"bundleName": "com.example.a", "list": [1, 2.5, True, None], "b-c": {}, "quote": "\"'\\\n"}}
    text = dumps(value)
    assert text.startswith('{\n  "app": {\n    "bundleName": "com.example.a",\n')
    assert parse(text.encode(), strict=True) == value
    assert dumps({"a": {"b": 1}}, indent=4) == '{\n    "a": {\n        "b": 1\n    }\n}'


@pytest.mark.parametrize("text", ["\x001", "\\\x001", "\\01", "\x00\x009", "中\u2028\x7f😀", "'\"\\"])
def test_new_files_hold_any_text(text: str) -> None:
    assert parse(dumps({text: [text]}).encode()) == {text: [text]}
