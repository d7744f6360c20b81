"""Settings: where values come from, which wins, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from hapline.config.settings import environment_name, find_file, load
from hapline.errors import HaplineError, UsageError
from hapline_hooks import ConfigSection, Option

SECTION = ConfigSection(
    name="demo",
    help="A section for tests.",
    options=(
        Option(name="limit", type="size", default=2048, help="A size.", minimum=0),
        Option(name="share", type="share", default=0.5, help="A share."),
        Option(name="names", type="texts", default=(), help="Names."),
        Option(name="count", type="int", default=1, help="A number.", minimum=1, maximum=9),
        Option(name="on", type="bool", default=False, help="A switch."),
    ),
)


def _file(folder: Path, text: str) -> Path:
    path = folder / "hapline.json5"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_file_environment_and_command_line_in_this_order(tmp_path: Path) -> None:
    _file(tmp_path, "{ demo: { limit: '4 KB', count: 2, on: true, names: ['a'] } }")
    settings = load(
        [SECTION],
        start=str(tmp_path),
        assignments=["demo.count=4"],
        environment={"HAPLINE_DEMO_COUNT": "3", "HAPLINE_DEMO_NAMES": "b, c"},
    )
    assert settings["demo.limit"] == 4096
    assert settings["demo.share"] == 0.5
    assert settings["demo.count"] == 4
    assert settings["demo.names"] == ("b", "c")
    assert settings["demo.on"] is True
    assert settings.origins["demo.share"] == "default"
    assert settings.origins["demo.limit"].endswith("hapline.json5:1")
    assert settings.origins["demo.names"] == "HAPLINE_DEMO_NAMES"
    assert settings.origins["demo.count"] == "--set"


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    outer = _file(tmp_path, "{}")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_file(str(tmp_path / "a" / "b")) == str(outer)
    inner = _file(tmp_path / "a", "{}")
    assert find_file(str(tmp_path / "a" / "b")) == str(inner)


@pytest.mark.parametrize(
    ("text", "place", "what", "todo"),
    [
        ("{ dmo: {} }", "1:3", "unknown section dmo", "did you mean demo?"),
        ("{\n  demo: { limt: 3 } }", "2:11", "unknown option demo.limt", "did you mean limit?"),
        ("{ demo: { limit: 'big' } }", "1:18", "demo.limit: is no size", ""),
        ("{ demo: { count: 10 } }", "1:18", "demo.count: must be from 1 to 9", ""),
        ("{ demo: { count: 1.5 } }", "1:18", "demo.count: must be a whole number", ""),
        ("{ demo: { share: 2 } }", "1:18", "demo.share: must be from 0 to 1", ""),
        ("{ demo: { on: 'yes' } }", "1:15", "demo.on: must be true or false", ""),
        ("{ demo: { names: 'a' } }", "1:18", "demo.names: must be a list of strings", ""),
        ("{ demo: 3 }", "1:9", "demo must be an object", ""),
        ("[]", "1:1", "the configuration must be an object", ""),
        ("{ demo: { on: true, on: false } }", "1:21", "the key on is given twice", ""),
        ("{ check: { severity: { HOS203: 'err' } } }", "1:32", "check.severity: must be one of", "did you mean error?"),
        ("{ check: { suppress: [{ rule: 'HOS203' }] } }", "1:23", "check.suppress: reason is missing", ""),
        ("{ check: { suppress: [{ rule: 'A', reason: 'b', unitl: 'c' }] } }", "1:49", "unknown key unitl", "until"),
        ("{ check: { suppress: [{ rule: 'A', reason: 'b', until: 'c' }] } }", "1:56", "must be a date such as", ""),
        ("{ check: { suppress: [{ rule: 'A', reason: 'b', until: '2026-02-30' }] } }", "1:56", "must be a date", ""),
        ("{ check: { baseline: false } }", "1:22", "check.baseline: must be a string", ""),
        ("{ check: { profile: 'offical' } }", "1:21", "check.profile: must be one of", "did you mean official?"),
    ],
)
def test_errors_name_line_and_column(tmp_path: Path, text: str, place: str, what: str, todo: str) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        load([SECTION], start=str(tmp_path), environment={})
    assert caught.value.where == f"{path.as_posix()}:{place}"
    assert what in caught.value.what
    assert todo in caught.value.todo
    assert caught.value.exit_code == 2


def test_a_file_that_does_not_parse_names_the_place(tmp_path: Path) -> None:
    _file(tmp_path, "{\n  demo: {\n")
    with pytest.raises(UsageError) as caught:
        load([SECTION], start=str(tmp_path), environment={})
    assert "hapline.json5:" in caught.value.where
    assert caught.value.todo


@pytest.mark.parametrize(
    ("assignment", "what"),
    [
        ("demo.limit", "must be name=value"),
        ("demo.limt=1", "there is no option demo.limt"),
        ("demo.count=x", "demo.count is no JSON5 value"),
        ("demo.count=0", "must be from 1 to 9"),
        ("demo.limit=1 parsec", "is no size"),
    ],
)
def test_wrong_assignments_are_refused(tmp_path: Path, assignment: str, what: str) -> None:
    with pytest.raises(HaplineError, match=what):
        load([SECTION], start=str(tmp_path), assignments=[assignment], environment={})


@pytest.mark.parametrize(
    ("text", "bytes_"),
    [("2048 KB", 2097152), ("10MB", 10485760), ("7", 7), ("1.5 KB", 1536), ("3 B", 3), ("1 KiB", 1024)],
)
def test_sizes(tmp_path: Path, text: str, bytes_: int) -> None:
    settings = load([SECTION], start=str(tmp_path), assignments=[f"demo.limit={text}"], environment={})
    assert settings["demo.limit"] == bytes_


def test_names_of_environment_variables() -> None:
    assert environment_name("check.failOn") == "HAPLINE_CHECK_FAIL_ON"
    assert environment_name("harmony.totalLimitReason") == "HAPLINE_HARMONY_TOTAL_LIMIT_REASON"


def test_the_schema_line_is_for_editors_only(tmp_path: Path) -> None:
    _file(tmp_path, "{ $schema: './hapline.schema.json', demo: { count: 2 } }")
    assert load([SECTION], start=str(tmp_path), environment={})["demo.count"] == 2


def test_files_are_named_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    _file(tmp_path, "{ demo: { names: ['a.txt', '/b/c.txt', ''] } }")
    inner = tmp_path / "inner"
    inner.mkdir()
    settings = load([SECTION], start=str(inner), environment={})
    assert settings.located_all("demo.names") == (str(tmp_path / "a.txt"), "/b/c.txt", "")
