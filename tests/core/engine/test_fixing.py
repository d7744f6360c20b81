"""Fixes: applied until none is left, and what never comes to an end or cannot be done is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from core.inline import NOTES, finding, plugin, rule
from hapline.config.settings import Settings
from hapline.documents import parse
from hapline.engine.fixing import Fixed, fix_all
from hapline.engine.projects import judge
from hapline.plugins import Host
from hapline.testing import Bench, codes
from hapline.trees import OverlayTree
from hapline.trees.memory import MemoryTree
from hapline_hooks import Finding, Fix, JsonEdit, Rule, TextEdit


def _fixing(check: Callable[[Any], Iterable[Finding]], **changes: Any) -> type[Rule[Any]]:  # noqa: ANN401 any variables
    return rule(check, fixable="safe", **changes)


def _fix(*edits: JsonEdit | TextEdit, path: str = NOTES) -> tuple[Fix, ...]:
    return (Fix(title="mend", path=path, edits=edits, safe=True),)


def _fixed(text: str, *rules: type[Rule[Any]], **files: str) -> tuple[Fixed, dict[str, bytes], list[tuple[str, str]]]:
    host = Host(third_party=False, plugins={"oops": plugin(rules=rules)})
    settings = Settings(host.config_sections())
    tree = OverlayTree(MemoryTree({NOTES: text, **files}))
    fixed = fix_all(host, tree, lambda: judge(host, settings, tree), unsafe=False)
    return fixed, tree.changed, [(fault.plugin, f"{fault.what}: {fault.error}") for fault in host.faults]


def _value(subject: Any) -> Any:  # noqa: ANN401 any JSON
    return parse(subject.tree.read(NOTES))


def _count_down(subject: Any) -> Iterable[Finding]:  # noqa: ANN401 see above
    """One finding less with each fix; all fixes are at the same place, so that each takes a pass of its own."""
    for number in range(len(_value(subject)["done"]), 25):
        yield finding(args={"what": str(number)}, fixes=_fix(JsonEdit(action="append", keys=("done",), value=number)))


def _grow(_subject: object) -> Iterable[Finding]:
    yield finding(rule="OPS102", fixes=_fix(JsonEdit(action="append", keys=("grown",), value=1)))


def test_many_passes_are_fine_while_findings_become_fewer() -> None:
    fixed, changed, faults = _fixed("{ done: [] }", _fixing(_count_down))
    assert (codes(fixed.report), fixed.left, faults) == ([], [], [])
    assert len(fixed.applied) == 25
    assert len(_as_json(changed)["done"]) == 25


def _as_json(changed: dict[str, bytes]) -> Any:  # noqa: ANN401 see above
    return parse(changed[NOTES])


def test_a_fix_that_does_not_remove_its_finding_is_a_fault_and_nothing_of_it_is_kept() -> None:
    endless = _fixing(_grow, code="OPS102", slug="endless")
    fixed, changed, faults = _fixed("{ done: [], grown: [] }", _fixing(_count_down), endless)
    assert faults == [
        (
            "oops",
            "rule OPS102: its fixes do not remove what it finds and come to no end: none of them is kept",
        )
    ]
    assert _as_json(changed)["grown"] == []
    assert len(_as_json(changed)["done"]) == 25
    assert codes(fixed.report) == ["OPS102"]


def test_of_rules_that_undo_each_other_one_is_blamed() -> None:
    def to(value: int, code: str) -> Callable[[Any], Iterable[Finding]]:
        def check(subject: Any) -> Iterable[Finding]:  # noqa: ANN401 see above
            if _value(subject)["on"] != value:
                yield finding(rule=code, fixes=_fix(JsonEdit(action="set", keys=("on",), value=value)))

        return check

    fixed, _, faults = _fixed(
        "{ on: 0 }", _fixing(to(1, "OPS101")), _fixing(to(0, "OPS102"), code="OPS102", slug="other")
    )
    assert len(faults) == 1
    assert len(codes(fixed.report)) == 1


@pytest.mark.parametrize(
    ("fix", "reason"),
    [
        (_fix(JsonEdit(action="remove", keys=("gone",))), "there is no gone"),
        (_fix(JsonEdit(action="rename", keys=("a",), value=3)), "a needs a text as its new name"),
        (_fix(TextEdit(start=0, end=999, text="")), "an edit from 0 to 999 is not inside the text"),
        (_fix(JsonEdit(action="set", keys=("a",), value=1)), "it changes nothing"),
        (_fix(TextEdit(start=0, end=1, text="{")), "it changes nothing"),
        (_fix(JsonEdit(action="set", keys=("a",), value=2), path="gone.json5"), "there is no such file"),
        (_fix(JsonEdit(action="set", keys=("a",), value=2), path="plain.txt"), "the file is empty"),
    ],
)
def test_a_fix_that_cannot_be_done_is_left_with_the_reason(fix: tuple[Fix, ...], reason: str) -> None:
    files = {"plain.txt": ""}
    fixed, changed, faults = _fixed("{ a: 1 }", _fixing(lambda _: [finding(fixes=fix)]), **files)
    assert [one.reason for one in fixed.left] == [reason]
    assert (fixed.applied, changed, faults, codes(fixed.report)) == ([], {}, [], ["OPS101"])


def test_characters_are_replaced_in_files_of_any_kind() -> None:
    def check(subject: Any) -> Iterable[Finding]:  # noqa: ANN401 see above
        if b"bad" in subject.tree.read("plain.txt"):
            yield finding(fixes=_fix(TextEdit(start=2, end=5, text="好"), path="plain.txt"))

    module = plugin(rules=[_fixing(check)])
    assert Bench(plugins=[module]).fix({NOTES: "{ a: 1 }", "plain.txt": "a bad file: {\n"}) == {
        "plain.txt": "a 好 file: {\n".encode()
    }


def test_the_command_says_what_was_left(tmp_path: Path) -> None:
    (tmp_path / NOTES).write_text("{ a: 1 }")
    module = plugin(rules=[_fixing(lambda _: [finding(fixes=_fix(JsonEdit(action="remove", keys=("gone",))))])])
    ended = Bench(plugins=[module]).run("fix", "-q", cwd=tmp_path)
    assert ended.err == "not fixed: OPS101 in notes.json5: mend it: there is no gone\n"
    assert (ended.code, ended.out) == (1, "notes.json5:1:6: error[OPS101] found x\n")
