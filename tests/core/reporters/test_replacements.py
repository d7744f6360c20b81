"""Fixes as replacements at lines and columns."""

from __future__ import annotations

from core.reporters.fixed import MODULE, ODD_NAME, Files
from hapline.reporters.replacements import Replacements
from hapline_hooks import Fix, JsonEdit, TextEdit

KEYS = ("module", "atomicService", "preloads")


def _of(path: str, *edits: TextEdit | JsonEdit) -> object:
    return Replacements().of(Fix(title="drop", path=path, edits=edits), Files())


def test_edits_of_json5() -> None:
    assert _of(MODULE, JsonEdit(action="append", keys=KEYS, value="x")) == [((4, 63), (4, 63), ', "x"')]
    set_and_rename = (
        JsonEdit(action="set", keys=("module", "name"), value=1),
        JsonEdit(action="rename", keys=KEYS, value="p"),
    )
    assert _of(MODULE, *set_and_rename) == [((3, 10), (3, 17), "1"), ((4, 24), (4, 34), '"p"')]


def test_edits_of_text_are_put_in_order() -> None:
    edits = (TextEdit(start=9, end=11, text=""), TextEdit(start=0, end=0, text="// 首页\n"))
    assert _of(ODD_NAME, *edits) == [((1, 1), (1, 1), "// 首页\n"), ((1, 10), (1, 12), "")]


def test_what_does_not_fit_is_none() -> None:
    assert _of("gone.json5", TextEdit(start=0, end=1, text="")) == []
    assert _of(MODULE, JsonEdit(action="remove", keys=("app",))) == []
    assert _of(MODULE, JsonEdit(action="append", keys=("module", "name"), value=1)) == []


def test_one_file_after_the_other() -> None:
    several = Replacements()
    for path, end in ((MODULE, (1, 2)), (ODD_NAME, (1, 2)), (MODULE, (1, 2)), ("gone.json5", None), (MODULE, (1, 2))):
        found = several.of(Fix(title="drop", path=path, edits=(TextEdit(start=0, end=1, text=""),)), Files())
        assert found == ([((1, 1), end, "")] if end else [])
