"""The baseline: what its file looks like, what it accepts, and what is said of entries that accept nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.writer import SETTINGS
from hapline.config.settings import Settings
from hapline.engine.accepting import Acceptance, accept, created
from hapline.engine.baseline import Baseline, Entry, Scope, read, written
from hapline.engine.complaints import Complaints
from hapline.engine.placing import Files, Places
from hapline.engine.report import Report
from hapline.errors import HaplineError, MissingError, UsageError
from hapline.testing import Bench, codes, lines
from hapline.words import Words
from hapline_hooks import Location, Span, replace
from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"
NOON = "1798718400"
"""2026-12-31, in seconds."""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)


def _preloads(*names: str) -> dict[str, str | bytes]:
    module = {"atomicService": {"preloads": [{"moduleName": name} for name in names]}}
    return sample.project({ENTRY: {"module": module}})


def _nameless(count: int) -> dict[str, str | bytes]:
    """A project with so many findings that nothing tells apart."""
    return sample.project({ENTRY: {"module": {"atomicService": {"preloads": [{}] * count}}}})


def _bench(folder: Path | None = None, **options: str) -> Bench:
    bench = Bench(options={"check.ignore": "HOS372", **{f"check.{name}": text for name, text in options.items()}})
    bench.settings.start = str(folder or "")
    return bench


def _accept(folder: Path, report: Report, *, scope: Scope | None = None, **change: Any) -> list[Entry]:  # noqa: ANN401
    """Write a baseline of what a report found, with changes to all its entries."""
    given = Acceptance(reason="before 2.1")
    found = created(report.findings, Baseline(""), scope or Scope(), given, Words())
    entries = [replace(entry, **change) for entry in found]
    (folder / "hapline-baseline.json").write_bytes(written(entries))
    return entries


def _reasons(report: Report) -> list[tuple[str, str]]:
    return [(one.kind, one.reason) for one in report.suppressed]


def test_what_is_in_it_is_accepted_and_what_is_new_is_not(tmp_path: Path) -> None:
    bench = _bench(tmp_path)
    _accept(tmp_path, bench.check(_preloads("a", "b")))
    known = bench.check(_preloads("b", "a"))
    assert (codes(known), _reasons(known)) == ([], [("baseline", "before 2.1")] * 2)
    grown = bench.check(_preloads("c", "b", "a"))
    assert lines(grown) == [f"{ENTRY}:22:25 HOS203 entry preloads c, but this app has no module of that name"]


def test_one_finding_a_line_in_a_stable_order(tmp_path: Path) -> None:
    _accept(tmp_path, _bench(tmp_path).check(_preloads("b", "a", "a")), expires="2027-01-31")
    text = (tmp_path / "hapline-baseline.json").read_text(encoding="utf-8")
    assert [line for line in text.split("\n") if "HOS" not in line] == [
        "{",
        '  "version": 1,',
        '  "findings": [',
        "    {}",
        "  ]",
        "}",
        "",
    ]
    inner = [json.loads(line.strip().rstrip(",")) for line in text.split("\n") if "HOS" in line]
    assert [list(one) for one in inner] == [
        ["rule", "path", "message", "reason", "expires", "fingerprint"],
    ] * 3
    assert [(one["rule"], one["message"].split(",")[0]) for one in inner] == [
        ("HOS201", "entry preloads a twice"),
        ("HOS203", inner[1]["message"].split(",")[0]),
        ("HOS203", inner[2]["message"].split(",")[0]),
    ]
    assert inner[1]["fingerprint"] < inner[2]["fingerprint"]
    again = read(str(tmp_path / "hapline-baseline.json"), "b")
    assert written(reversed(list(again.entries.values()))).decode() == text


def test_a_fingerprint_accepts_as_many_as_there_were(tmp_path: Path) -> None:
    bench = _bench(tmp_path)
    before = bench.check(_nameless(2))
    assert codes(before) == ["HOS203", "HOS203"]
    entries = _accept(tmp_path, before)
    assert [entry.count for entry in entries] == [2]
    assert codes(bench.check(_nameless(2))) == []
    more = bench.check(_nameless(3))
    assert codes(more) == ["HOS203"]
    assert more.findings[0].finding.location.symbol == "module.atomicService.preloads[2]"


def test_the_first_in_the_file_are_accepted_whatever_their_order() -> None:
    span = Span(start_line=1, start_column=1, end_line=1, end_column=2)
    spans = [replace(span, start_line=line, start_column=column) for line, column in ((3, 1), (2, 9), (2, 2))]
    report = Bench(options={"check.select": "HOS203"}).check(_nameless(1))
    one = report.findings[0]
    found = [
        replace(one, finding=replace(one.finding, location=Location(path=ENTRY, span=place)))
        for place in (*spans, None)
    ]
    entries = [
        replace(entry, count=2) for entry in created(found, Baseline(""), Scope(), Acceptance(reason="x"), Words())
    ]
    assert len(entries) == 1
    settings = Settings()
    complaints = Complaints(settings, Places(), Files(None))
    kept, accepted = accept(found, Baseline("", entries), Scope(), complaints, list)
    assert [one.finding.location.span for one in kept] == spans[:2]
    assert [one.judged.finding.location.span for one in accepted] == [spans[2], None]


def test_an_entry_that_accepts_less_or_nothing_is_a_note(tmp_path: Path) -> None:
    bench = _bench(tmp_path)
    _accept(tmp_path, bench.check(_nameless(2)))
    fewer = bench.check(_nameless(1))
    said = f"2 findings of HOS203 in {ENTRY} are accepted, and only 1 are left"
    assert lines(fewer) == [f"hapline-baseline.json:4:5 CFG105 {said}"]
    gone = bench.check(sample.project())
    assert lines(gone) == [f"hapline-baseline.json:4:5 CFG105 there is no finding of HOS203 in {ENTRY} any more"]
    assert [one.severity for one in gone.findings] == ["note"]
    assert not gone.fails("warning")


@pytest.mark.parametrize(
    "options",
    [{"select": "HOS203"}, {"ignore": "HOS203,HOS372"}, {"profile": "official"}, {"severity": "{ CFG105: 'off' }"}],
)
def test_a_run_that_does_not_look_says_nothing_of_it(tmp_path: Path, options: Mapping[str, str]) -> None:
    _accept(tmp_path, _bench(tmp_path).check(_preloads("a")))
    assert codes(_bench(tmp_path, **options).check(_preloads("feat"))) == []


def test_a_run_over_packages_says_nothing_of_source_nor_the_other_way(tmp_path: Path) -> None:
    bench = _bench(tmp_path)
    source = created(bench.check(_preloads("a")).findings, Baseline(""), Scope(), Acceptance(reason="x"), Words())
    files = sample.write_packages(tmp_path, {"entry.hap": {"module": {"dependencies": [{"moduleName": "no"}]}}})
    scope = Scope(names=frozenset({"entry.hap"}))
    before = bench.verify(files, judged_as="app")
    built = created(before.findings, Baseline(""), scope, Acceptance(reason="y"), Words())
    assert [(one.rule, one.path, one.package) for one in built] == [("HOS401", "entry.hap!module.json", True)]
    (tmp_path / "hapline-baseline.json").write_bytes(written([*source, *built]))
    checked, verified = bench.check(_preloads("a")), bench.verify(files, judged_as="app")
    assert (codes(checked), _reasons(checked)) == ([], [("baseline", "x")])
    assert (codes(verified), _reasons(verified)) == ([], [("baseline", "y")])
    mended = sample.write_packages(tmp_path / "other", {"entry.hap": {}, "lib.hsp": {}})
    assert codes(bench.verify(mended)) == ["CFG105"]
    assert codes(bench.verify(mended[1:])) == []


def test_a_built_file_is_known_by_its_name_wherever_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = _bench(tmp_path)
    wrong = {"entry.hap": {"module": {"dependencies": [{"moduleName": "no"}]}}}
    files = sample.write_packages(tmp_path / "build", wrong)
    _accept(tmp_path, bench.verify(files, judged_as="app"), scope=Scope(names=frozenset({"entry.hap"})))
    monkeypatch.chdir(tmp_path / "build")
    assert codes(bench.verify([Path("entry.hap")], judged_as="app")) == []
    renamed = tmp_path / "build" / "entry-2.hap"
    renamed.write_bytes(files[0].read_bytes())
    assert codes(bench.verify([renamed], judged_as="app")) == ["HOS401"]


def test_past_its_day_an_entry_accepts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = _bench(tmp_path)
    _accept(tmp_path, bench.check(_preloads("a")), expires="2026-12-31")
    assert codes(bench.check(_preloads("a"))) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON) + 86400))
    over = bench.check(_preloads("a"))
    said = f"the finding of HOS203 in {ENTRY} was accepted until 2026-12-31, and is not any more"
    assert lines(over, rule="CFG104") == [f"hapline-baseline.json:4:5 CFG104 {said}"]
    assert codes(over) == ["CFG104", "HOS203"]
    assert codes(bench.check(_preloads("feat"))) == ["CFG105"]


def test_comments_come_before_the_baseline(tmp_path: Path) -> None:
    bench = _bench(tmp_path)
    files = _preloads("a")
    _accept(tmp_path, bench.check(files))
    files[ENTRY] = f"// hapline: ignore-file[HOS203] says the comment\n{files[ENTRY]!s}"
    report = bench.check(files)
    assert _reasons(report) == [("comment", "says the comment")]
    assert codes(report) == ["CFG105"]


def test_findings_of_the_engine_itself_can_be_accepted(tmp_path: Path) -> None:
    bench = _bench(tmp_path)
    files = sample.project()
    files[ENTRY] = f"// hapline: ignore-file[HOS203]\n// hapline: ignore-file[HOS204] was\n{files[ENTRY]!s}"
    before = bench.check(files)
    assert codes(before) == ["CFG101", "CFG102"]
    _accept(tmp_path, before)
    assert codes(bench.check(files)) == []


def test_the_baseline_is_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "hapline.json5").write_text("{}")
    bench = _bench(tmp_path / "apps" / "one")
    bench.settings.read_file(str(tmp_path / "hapline.json5"))
    scope = Scope.of(bench.settings, None)
    assert scope.folder == "apps/one/"
    entries = _accept(tmp_path, bench.check(_preloads("a")), scope=scope)
    assert [entry.path for entry in entries] == [f"apps/one/{ENTRY}"]
    assert codes(bench.check(_preloads("a"))) == []
    stale = bench.check(_preloads("feat"))
    assert [one.finding.location.path for one in stale.findings] == ["../../hapline-baseline.json"]
    other = _bench(tmp_path / "apps" / "two")
    other.settings.read_file(str(tmp_path / "hapline.json5"))
    assert codes(other.check(_preloads("a"))) == ["HOS203"]
    assert codes(other.check(_preloads("feat"))) == []


def test_scopes() -> None:
    place = Location(path="build/x/entry.hap", inner=("a", "b"))
    assert Scope(names=frozenset()).path(place) == "entry.hap!a!b"
    assert Scope(names=frozenset()).path(Location(path="C:\\out\\entry.hap")) == "entry.hap"
    assert Scope(folder="one/").path(Location(path="a.json5")) == "one/a.json5"
    settings = Settings()
    assert Scope.of(settings, None) == Scope()
    assert Scope.of(settings, ["out/a.hap", "b.hsp"]) == Scope(names=frozenset({"a.hap", "b.hsp"}))
    settings.start = "/somewhere/else"
    settings.file = "/elsewhere/hapline.json5"
    assert Scope.of(settings, None) == Scope()


def test_without_one_nothing_is_looked_for(tmp_path: Path) -> None:
    bench = _bench(tmp_path)
    assert codes(bench.check(_preloads("a"))) == ["HOS203"]
    bench.settings.set("check.baseline", "other.json", "--set")
    with pytest.raises(MissingError, match="there is no such baseline") as caught:
        bench.check(_preloads("a"))
    assert caught.value.where == "other.json"
    bench.settings.set("check.baseline", "", "--set")
    _accept(tmp_path, bench.check(_preloads("a")))
    assert codes(bench.check(_preloads("a"))) == ["HOS203"]


ENTRY_JSON = '{"fingerprint": "f", "rule": "HOS203", "path": "p", "message": "m", "reason": "r"'


@pytest.mark.parametrize(
    ("text", "place", "what", "todo"),
    [
        ("", "1:1", "the file is empty", ""),
        ('{"version": 1, "findings": [\n{},]}', "2:3", "", ""),
        ("[]", "1:1", "a baseline must be an object", "create"),
        ("{}", "1:1", "this hapline reads version 1", "later hapline"),
        ('{"version": 2, "findings": []}', "1:13", "this hapline reads version 1", "later hapline"),
        ('{"version": true, "findings": []}', "1:13", "this hapline reads version 1", ""),
        ('{"version": 1}', "1:1", "findings must be a list", ""),
        ('{"version": 1, "findings": {}}', "1:28", "findings must be a list", ""),
        ('{"version": 1, "findings": [\n5]}', "2:1", "an entry must be an object", "remove"),
        ('{"version": 1, "findings": [\n{"rule": "HOS203"}]}', "2:1", "fingerprint must be a string", "again"),
        (f'{{"version": 1, "findings": [\n{ENTRY_JSON}, "reason": " "}}]}}', "2:94", "reason must be", "say why"),
        (f'{{"version": 1, "findings": [\n{ENTRY_JSON}, "count": 0}}]}}', "2:93", "count must be", ""),
        (f'{{"version": 1, "findings": [\n{ENTRY_JSON}, "count": true}}]}}', "2:93", "count must be", ""),
        (f'{{"version": 1, "findings": [\n{ENTRY_JSON}, "expires": "2026-13-01"}}]}}', "2:95", "expires must be", ""),
        (f'{{"version": 1, "findings": [\n{ENTRY_JSON}, "package": 1}}]}}', "2:95", "package must be", ""),
        ('{\n<<<<<<< ours\n"version": 1}', "2:1", "", "resolve the merge"),
    ],
)
def test_a_broken_baseline_names_line_and_column(tmp_path: Path, text: str, place: str, what: str, todo: str) -> None:
    (tmp_path / "hapline-baseline.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        _bench(tmp_path).check(_preloads("a"))
    assert caught.value.where == f"hapline-baseline.json:{place}"
    assert what in caught.value.what
    assert todo in caught.value.todo


def test_unknown_fields_are_for_later_versions(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(f'{{"version": 1, "note": 1, "findings": [{ENTRY_JSON}, "author": "x"}}]}}')
    assert list(read(str(path), "b").entries) == ["f"]


def test_an_unreadable_one_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(HaplineError, match="the baseline cannot be read"):
        read(str(tmp_path), "b")


def test_after_a_union_merge_the_larger_number_and_the_earlier_day_count(tmp_path: Path) -> None:
    one = Entry(fingerprint="f", rule="HOS203", path="p", message="m", reason="r", count=2)
    two = replace(one, count=3, expires="2027-06-30", reason="s")
    three = replace(one, count=1, expires="2027-01-31")
    path = tmp_path / "b.json"
    path.write_bytes(written([one, two, three]))
    assert path.read_text().count('"fingerprint": "f"') == 3
    assert list(read(str(path), "b").entries.values()) == [replace(one, count=3, expires="2027-01-31")]


_texts = st.text(min_size=1, max_size=8).filter(lambda text: text.strip() and max(text) < "\ud800")
_entries = st.builds(
    Entry,
    fingerprint=st.text("0123456789abcdef", min_size=32, max_size=32),
    rule=st.sampled_from(["HOS203", "CFG101"]),
    path=_texts,
    message=_texts,
    reason=_texts,
    expires=st.sampled_from(["", "2026-12-31"]),
    count=st.integers(1, 9),
    package=st.booleans(),
)


@SETTINGS
@given(st.lists(_entries, max_size=5, unique_by=lambda one: one.fingerprint))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    path = tmp_path_factory.mktemp("baseline") / "b.json"
    path.write_bytes(written(entries))
    again = read(str(path), "b")
    assert Counter(again.entries.values()) == Counter(entries)
    assert written(again.entries.values()) == path.read_bytes()
    assert len(path.read_bytes().split(b"\n")) == len(entries) + 7
    for entry in entries:
        span = again.place(entry).span
        assert span is not None
        line = path.read_text(encoding="utf-8").split("\n")[span.start_line - 1]
        assert entry.fingerprint in line
