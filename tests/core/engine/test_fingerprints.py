"""Fingerprints: the same finding keeps its own through edits elsewhere, and another has another."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents.writer import SEEDS, SETTINGS, Model, Writer
from hapline.engine.report import Report
from hapline.testing import Bench
from hapline_hooks import Finding, Location, Phrase, Span, replace
from plugins.harmony import sample
from plugins.harmony.cases import Case, every, run

ENTRY = "entry/src/main/module.json5"
BENCH = Bench(options={"check.select": "HOS203,HOS613"})


def _prints(report: Report) -> Counter[str]:
    return Counter(one.finding.fingerprint for one in report.findings)


def _model(value: Any, dice: random.Random) -> Model:  # noqa: ANN401 any JSON value
    """A value with its members and the items of its lists in any order, as the writer of documents takes it."""
    if isinstance(value, dict):
        members = [(key, _model(item, dice)) for key, item in value.items()]
        return tuple(dice.sample(members, len(members)))
    if isinstance(value, list):
        return [_model(item, dice) for item in dice.sample(value, len(value))]
    return value


def _entry(names: Sequence[str], seed: int) -> Mapping[str, str | bytes]:
    """The sample project, each name in it wrong in three ways, written by dice."""
    changes = {
        "abilities": [
            {"name": name, "exported": "yes", "skills": [{"actions": [name], "uris": 5}, {"actions": []}]}
            for name in names
        ],
        "atomicService": {"preloads": [{"moduleName": f"no {name}"} for name in names]},
        "requestPermissions": [{"name": name, "usedScene": {"when": 1}} for name in names],
    }
    module = sample.merged(sample.source()[ENTRY], {"module": changes})
    text = Writer(seed).document(_model(module, random.Random(seed)))
    return sample.project({ENTRY: {"raw": text}})


NAMES = st.lists(st.text("abAB名.1", min_size=1, max_size=4), min_size=1, max_size=4, unique=True)


@settings(SETTINGS, max_examples=60)
@given(NAMES, SEEDS, SEEDS)
def test_order_and_formatting_change_nothing(names: Sequence[str], seed: int, other: int) -> None:
    assert _prints(BENCH.check(_entry(names, seed))) == _prints(BENCH.check(_entry(names, other)))


@settings(SETTINGS, max_examples=60)
@given(NAMES, SEEDS)
def test_findings_about_different_names_differ(names: Sequence[str], seed: int) -> None:
    report = BENCH.check(_entry(names, seed))
    assert len(report.findings) >= 4 * len(names)
    assert max(_prints(report).values()) == 1


@settings(SETTINGS, max_examples=60)
@given(NAMES, SEEDS)
def test_what_is_mended_takes_its_own_with_it(names: Sequence[str], seed: int) -> None:
    before = _prints(BENCH.check(_entry([*names, "gone"], seed)))
    after = _prints(BENCH.check(_entry(names, seed)))
    assert after < before
    assert (before - after).total() == before.total() // (len(names) + 1)


def _lines(report: Report, lower: Mapping[str, int]) -> Counter[tuple[str, int]]:
    """The lines of all findings, as they are after so many more above them."""
    places = [one.finding.location for one in report.findings]
    return Counter((one.path, one.span.start_line + lower.get(one.path, 0)) for one in places if one.span)


SOURCE = [case for case in every() if case.source is not None]


@pytest.mark.parametrize("case", SOURCE, ids=lambda case: case.id)
def test_lines_above_change_nothing(case: Case, tmp_path: Path) -> None:
    before = run(case, tmp_path)
    files = dict(sample.project(case.source))
    texts = {
        path: text for path, text in files.items() if isinstance(text, str) and text.strip(" \ufeff") == text != ""
    }
    after = Bench(options=case.options).check({**files, **{path: f"\n\n{text}" for path, text in texts.items()}})
    assert _prints(after) == _prints(before)
    assert _lines(after, {}) == _lines(before, dict.fromkeys(texts, 2))


def _finding(**args: object) -> Finding:
    return Finding(rule="HOS999", message="m", args=args, location=Location(path="a.json5", keys=("a", 0, "b")))


@pytest.mark.parametrize(
    "same",
    [
        {"name": "entry", "size": 2},
        {"name": "entry", "parts": ["a", "b"]},
        {"name": "entry", "version": "1.0.1"},
        {"name": "entry", "index": "7"},
        {"name": "entry", "how": Phrase("counted so")},
        {"name": "entry", "how": Phrase("{count} of {kind}", count=5, kind="")},
        {"name": "entry", "file": "a.json5"},
        {"name": Phrase("the {what}", what="entry")},
    ],
)
def test_figures_wording_and_the_file_itself_are_no_names(same: dict[str, object]) -> None:
    assert _finding(**same).fingerprint == _finding(name="entry").fingerprint


@pytest.mark.parametrize(
    "other",
    [
        {"name": "feat"},
        {"name": "entry", "target": "feat"},
        {"name": Phrase("the {what}", what="feat")},
        {"name": "entry2"},
        {},
    ],
)
def test_names_tell_findings_apart(other: dict[str, object]) -> None:
    assert _finding(**other).fingerprint != _finding(name="entry").fingerprint


def test_place_and_kind_tell_findings_apart() -> None:
    one = _finding(name="entry")
    where = one.location
    others = [
        replace(one, rule="HOS998"),
        replace(one, message="n"),
        *(
            replace(one, location=replace(where, **change))
            for change in ({"path": "b.json5"}, {"inner": ("x",)}, {"keys": ("a", 0, "c")}, {"names": ("n",)})
        ),
    ]
    assert len({finding.fingerprint for finding in (one, *others)}) == 1 + len(others)
    span = Span(start_line=9, start_column=1, end_line=9, end_column=2)
    equal = [
        replace(one, location=replace(where, span=span)),
        replace(one, location=replace(where, keys=("a", 5, "b"))),
        replace(one, severity="note", products=("p",), official=("1",)),
    ]
    assert {finding.fingerprint for finding in equal} == {one.fingerprint}
