"""The bench that authors of plugins test with: it finds their mistakes, and says whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

import pytest

from core.inline import NOTES, finding, plugin, rule
from hapline.documents import parse
from hapline.errors import MissingError, UsageError
from hapline.testing import Bench, Ended, MemoryTree, codes
from hapline_hooks import Change, ConfigSection, Deliverable, Finding, Location, Option, Project

FILES = {NOTES: "{ a: 1 }"}


def _absent(subject: Project) -> Iterable[Finding]:
    if "a" not in parse(subject.tree.read(NOTES)):  # type: ignore[operator]
        yield finding()


def test_examples_are_run_over_a_sample() -> None:
    sound = rule(_absent, bad={NOTES: "{ b: 2 }"}, good={NOTES: "{ a: 1 }"})
    bench = Bench(plugins=[plugin(rules=[sound])])
    bench.check_examples(sound)
    bench.check_examples(sound, {"other.json5": "{}"})
    with pytest.raises(AssertionError, match="the bad example of OPS101 has no finding"):
        bench.check_examples(sound, {NOTES: "{ a: 1 }"})


def test_an_example_that_is_the_wrong_way_round() -> None:
    wrong = rule(_absent, bad={NOTES: "{ a: 1 }"}, good={NOTES: "{ a: 1 }"})
    with pytest.raises(AssertionError, match="the bad example of OPS101 has no finding"):
        Bench(plugins=[plugin(rules=[wrong])]).check_examples(wrong)
    never = rule(bad={NOTES: "{}"}, good={NOTES: "{}"})
    with pytest.raises(AssertionError, match=r"the good example of OPS101 has \['notes.json5:1:1 OPS101 found x'\]"):
        Bench(plugins=[plugin(rules=[never])]).check_examples(never)


def test_examples_are_merged_key_by_key() -> None:
    def seen(subject: Project) -> Iterable[Finding]:
        yield finding(args={"what": subject.tree.read(NOTES).decode().split()})

    merging = rule(seen, bad={NOTES: "{ a: { y: 2 }, l: [2] }"}, good={NOTES: "{ not JSON5"})
    bench = Bench(plugins=[plugin(rules=[merging])])
    base = {NOTES: "{ a: { x: 1 }, l: [1], k: 0 }"}
    with pytest.raises(AssertionError, match=r"found \{, not, JSON5"):
        bench.check_examples(merging, base)
    report = bench.check({NOTES: '{"a": {"x": 1, "y": 2}, "l": [2], "k": 0}'})
    assert codes(report) == ["OPS101"]


@pytest.mark.parametrize(
    "location", [Location(path="gone.json5", keys=("a",)), Location(path="a/gone.json5", keys=(0,))]
)
def test_a_place_in_a_file_that_is_not_there_fails(location: Location) -> None:
    bench = Bench(plugins=[plugin(rules=[rule(lambda _: [finding(location=location)])])])
    with pytest.raises(AssertionError, match=f"OPS101: there is no file {location.path}"):
        bench.check(FILES)


def test_a_file_that_is_missing_may_be_the_place() -> None:
    missing = Location(path="gone.json5")
    assert codes(Bench(plugins=[plugin(rules=[rule(lambda _: [finding(location=missing)])])]).check(FILES)) == [
        "OPS101"
    ]


def test_a_plugin_that_does_not_load_fails_at_once() -> None:
    with pytest.raises(AssertionError, match=r"oops: loading: was written for version 2\.0"):
        Bench(plugins=[plugin(hapline_api=(2, 0))])


def test_a_breach_of_the_contract_fails() -> None:
    bench = Bench(plugins=[plugin(rules=[rule(lambda _: [finding(message="nope")])])])
    with pytest.raises(AssertionError, match="oops: rule OPS101: has no message nope"):
        bench.check(FILES)


class _Tool:
    name = "notes"
    help = "Writes notes."

    def __init__(self) -> None:
        self._made = count()

    def changes(self, project: Project, settings: Mapping[str, object]) -> Iterable[Change]:
        if b"broken" in project.tree.read(NOTES):
            raise UsageError("it is broken", where=NOTES)
        yield Change(path="NOTES.md", content=f"{settings['oops.heading']}\n")

    def deliverables(self, project: Project, settings: Mapping[str, object]) -> Iterable[Deliverable]:
        wavers = b"wavers" in project.tree.read(NOTES)
        number = next(self._made) if wavers else 0
        heading = str(settings["oops.heading"]).encode()
        yield Deliverable(
            kind="notes", name="n", version="1", path="notes.bin", content=lambda: [heading, b"%d" % number]
        )


def _sections() -> list[ConfigSection]:
    heading = Option(name="heading", type="text", default="Notes", help="First line.")
    return [ConfigSection(name="oops", help="Oops.", options=(heading,))]


def _bench(**options: str) -> Bench:
    module = plugin(
        hapline_generators=lambda: [_Tool()], hapline_packagers=lambda: [_Tool()], hapline_config_sections=_sections
    )
    return Bench(plugins=[module], options={f"oops.{name}": value for name, value in options.items()})


def test_generators_and_packagers() -> None:
    assert _bench().generate(FILES) == {"NOTES.md": "Notes\n"}
    assert _bench(heading="News").generate(FILES, "notes") == {"NOTES.md": "News\n"}
    assert _bench(heading="News").package(FILES) == {"notes.bin": b"News0"}
    assert _bench().generate({}) == {}
    with pytest.raises(UsageError, match="there is no generator other"):
        _bench().generate(FILES, "other")


def test_a_mistake_of_the_users_is_the_error_that_it_is_and_says_nothing_of_the_next_files() -> None:
    bench = _bench()
    with pytest.raises(UsageError, match="it is broken"):
        bench.generate({NOTES: "broken"})
    assert bench.generate(FILES) == {"NOTES.md": "Notes\n"}


def test_a_packager_must_make_the_same_again() -> None:
    with pytest.raises(AssertionError, match=r"notes\.bin is made otherwise a second time"):
        _bench().package({NOTES: "wavers"})


def test_command_lines_run_with_the_options(tmp_path: Path) -> None:
    (tmp_path / NOTES).write_text("{ a: 1 }")
    bench = _bench(heading="News")
    assert bench.run("generate", "--write", cwd=tmp_path) == Ended(0, "wrote NOTES.md (notes)\n", "")
    assert (tmp_path / "NOTES.md").read_text() == "News\n"
    assert bench.run("generate", "--check", cwd=tmp_path).code == 0
    assert bench.run("generate", "nowhere", cwd=tmp_path).code == MissingError.exit_code


def test_command_lines_write_bytes_too(tmp_path: Path) -> None:
    """Reporters for programs write UTF-8, whatever the console has."""
    (tmp_path / NOTES).write_text("{ b: 1 }")
    ended = Bench(plugins=[plugin(rules=[rule()])]).run("check", "--format", "json", cwd=tmp_path)
    findings = parse(ended.out.encode())["findings"]  # type: ignore[index]
    assert (ended.code, [one["rule"] for one in findings], ended.err) == (1, ["OPS101"], "")


def test_what_has_no_chinese() -> None:
    module = plugin(
        rules=[rule()],
        hapline_generators=lambda: [_Tool()],
        hapline_config_sections=_sections,
    )
    assert Bench(plugins=[module]).untranslated(module) == [
        "Nothing is wrong",
        "It would be.",
        "Mend it.",
        "found {what}",
        "mend it",
        "Oops.",
        "First line.",
        "Writes notes.",
    ]


def test_projects_and_trees_in_memory() -> None:
    assert [project.name for project in Bench(plugins=[plugin()]).projects(FILES)] == ["notes"]
    assert MemoryTree(FILES).read(NOTES) == b"{ a: 1 }"
