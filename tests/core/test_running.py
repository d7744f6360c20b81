"""How runs end: what kept plugins from finishing is said first, and has the last word on the exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

from core.inline import NOTES, Notes, finding, plugin, rule
from hapline import cli, console
from hapline.archives import open_archive
from hapline.documents import parse
from hapline.errors import PartlyDoneError, UsageError
from hapline.plugins import Host
from hapline.session import Session, settings_options
from hapline_hooks import Change, Deliverable, Location, Phrase, Project, Span, impl


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs a command line with plugins in a folder with notes: all that it wrote, and its exit code."""
    (tmp_path / NOTES).write_text("{ a: 1 }")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(tmp_path / "cache"))

    def ended(line: str, *plugins: ModuleType) -> str:
        code = cli.run(line.split(), lambda: Host(third_party=False, plugins={one.__name__: one for one in plugins}))
        out, err = capsys.readouterr()
        return re.sub(r"[^ ]*hapline-[^ ]*\.log", "LOG", f"{out}{err}-> {code}")

    return ended


INCOMPLETE = "the result is incomplete; details for a report to the plugin's authors: LOG\n"


def test_a_plugin_that_does_not_load_is_said_and_fails_the_run(run: Callable[..., str]) -> None:
    bad, good = plugin("bad", hapline_api=(2, 0)), plugin(rules=[rule()])
    said = "hapline: plugin bad, loading: was written for version 2.0 of hapline_hooks, this is 1.0\n" + INCOMPLETE
    assert run("check -q", bad, good) == f"notes.json5:1:6: error[OPS101] found x\n{said}-> 70"
    assert run("check --exit-zero -q --ignore OPS", bad, good) == f"{said}-> 70"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("check --select NOT", "hapline: error: NOT is no rule\n  help: see `hapline rules`\n"),
        ("generate", "hapline: .: error: no project found here\n  help: name the folder of a project\n"),
        ("package --only bad", "hapline: error: there is no packager bad\n"),
        ("config show --set bad.a=1", "hapline: error: --set: there is no option bad.a\n"),
        (f"verify {NOTES}", f"hapline: error: no plugin knows what {NOTES} is\n"),
        ("explain BAD101", "hapline: error: there is no rule BAD101\n"),
        ("bad", "Error: No such command 'bad'."),
    ],
)
def test_what_may_be_only_a_consequence_is_said_after_the_reason(run: Callable[..., str], line: str, says: str) -> None:
    said = run(line, plugin("bad", hapline_rule=_raises))
    reason = "hapline: plugin bad, loading: hapline_rule is no hook; did you mean hapline_rules?\n" + INCOMPLETE
    assert said.startswith(reason)
    assert says in said.removeprefix(reason)
    assert said.endswith("-> 70")


def _raises() -> list[Any]:
    raise ValueError("two\nlines \x1b[31m")


@pytest.mark.parametrize("hook", ["hapline_generators", "hapline_packagers", "hapline_commands"])
def test_a_crash_of_a_hook_is_not_mistaken_for_nothing(run: Callable[..., str], hook: str) -> None:
    line = {"hapline_generators": "generate", "hapline_packagers": "package", "hapline_commands": "oops"}[hook]
    module = plugin()
    setattr(module, hook, impl(_raises))
    said = run(line, module)
    assert said.startswith(f"hapline: plugin oops crashed ({hook}): ValueError: two lines \ufffd[31m\n{INCOMPLETE}")
    assert said.endswith("-> 70")


def test_after_a_fault_there_is_no_talk_of_no_findings(run: Callable[..., str]) -> None:
    broken = plugin(rules=[rule(lambda _: 1 / 0), rule(lambda _: [], code="OPS102", slug="fine")])
    assert run("check", broken) == (
        "the result is incomplete\n"
        f"hapline: plugin oops crashed (rule OPS101): ZeroDivisionError: division by zero\n{INCOMPLETE}-> 70"
    )
    told = json.loads(run("check --format json", broken).partition("\nhapline:")[0])
    assert told["faults"] == [{"plugin": "oops", "what": "rule OPS101", "error": "ZeroDivisionError: division by zero"}]


def test_only_a_project_with_rules_is_something_to_check(run: Callable[..., str]) -> None:
    nothing = (
        "hapline: .: error: no project found here\n"
        "  help: run it in the folder of a project (build-profile.json5, settings.gradle or "
        "offline-package.json5), or name that folder\n-> 3"
    )
    assert run("check", plugin()) == nothing
    assert run("check --no-cache", plugin()) == nothing
    assert run("check", plugin(rules=[rule(lambda _: [])])) == "no findings\n-> 0"


USER = UsageError("it is wrong", where="a.json5", span=Span(start_line=1, start_column=2, end_line=1, end_column=3))


def _mistake(kind: str) -> None:
    match kind:
        case "ours":
            raise USER
        case "unreadable":
            Notes(_tree(), "", "x").tree.read("gone.json5")
        case "document":
            parse(b"{ a: }")
        case "archive":
            open_archive(NOTES)
        case "file":
            Path("gone.txt").read_bytes()
        case "nowhere":
            raise PartlyDoneError(Phrase("{count:size} are left", count=2048), todo="run it again")
        case _:
            pass


def _tree() -> Any:  # noqa: ANN401 any tree
    return Session(".", {}).tree()


MISTAKES = [
    ("ours", "hapline: a.json5:1:2: error: it is wrong\n-> 2"),
    ("unreadable", "hapline: gone.json5: error: there is no such file\n-> 4"),
    ("file", "hapline: gone.txt: error: there is no such file or folder\n-> 4"),
]
SOMEWHERE = [
    (
        "document",
        "line 1, column 3: the key a has no value\n  help: write a colon and a value after it, or remove it\n-> 2",
    ),
    ("archive", "is not a ZIP archive\n  help: check that the right file was named: packages are ZIP archives\n-> 2"),
    ("nowhere", "2.00 KB are left\n  help: run it again\n-> 6"),
]


class _Tool:
    help = "Makes a file."

    def __init__(self, name: str, mistake: str = "", content: str = "") -> None:
        self.name, self._mistake, self._content = name, mistake, content

    def changes(self, _project: object, _settings: object) -> Iterable[Change]:
        _mistake(self._mistake)
        yield Change(path=f"{self.name}.txt", content="x\n")

    def deliverables(self, _project: object, _settings: object) -> Iterable[Deliverable]:
        _mistake(self._mistake)
        yield Deliverable(kind="k", name=self.name, version="1", path=f"{self.name}.bin", content=self._pieces)

    def _pieces(self) -> Iterable[bytes]:
        yield b"x"
        _mistake(self._content)
        if self._content == "crash":
            raise ZeroDivisionError


def _with_all(mistake: str) -> ModuleType:
    """A plugin that comes upon a mistake of the user's in every hook, beside what is fine."""

    def projects(tree: Any) -> Iterable[Project]:  # noqa: ANN401 any tree
        yield Notes(tree, "", "notes")
        _mistake(mistake)

    def check(_subject: object) -> Iterable[Any]:
        yield finding()
        _mistake(mistake)

    return plugin(rules=[rule(check)], hapline_projects=projects)


@pytest.mark.parametrize(
    ("mistake", "says"),
    [*MISTAKES, *((kind, f"hapline: plugin oops: error: {text}") for kind, text in SOMEWHERE)],
)
def test_a_mistake_of_the_users_is_said_as_one_and_what_else_was_found_is_shown(
    run: Callable[..., str], mistake: str, says: str
) -> None:
    assert run("check -q", _with_all(mistake)) == f"notes.json5:1:6: error[OPS101] found x\n{says}"


@pytest.mark.parametrize(("mistake", "says"), MISTAKES)
def test_what_other_generators_and_packagers_make_is_written(
    run: Callable[..., str], tmp_path: Path, mistake: str, says: str
) -> None:
    tools = [_Tool("one"), _Tool("two", mistake), _Tool("three", content=mistake), _Tool("four")]
    made = plugin(hapline_generators=lambda: tools[:2] + tools[3:], hapline_packagers=lambda: tools)
    assert run("generate --write", made) == f"wrote one.txt (one)\nwrote four.txt (four)\n{says}"
    digest = "sha256 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert run("package", made) == (
        f"dist/one.bin  1 B  k one 1  {digest}\ndist/four.bin  1 B  k four 1  {digest}\n{says}"
    )
    assert sorted(os.listdir(tmp_path / "dist")) == ["four.bin", "one.bin"]


def test_what_was_written_is_said_whatever_comes_then(run: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "two.bin").mkdir()
    made = plugin(hapline_packagers=lambda: [_Tool("one", content="crash"), _Tool("two"), _Tool("zero")])
    said = run("package --format json", made)
    assert json.loads(said.partition("\nhapline")[0]) == {"version": 1, "deliverables": []}
    assert "hapline: plugin oops crashed (packager one): ZeroDivisionError:" in said
    assert "hapline: dist/two.bin: error: a folder is where the file would be written\n" in said
    assert said.endswith("\n-> 70")
    both = plugin(hapline_packagers=lambda: [_Tool("one"), _Tool("two")])
    assert run("package", both).startswith("dist/one.bin  1 B  k one 1  sha256 2d71")


def test_a_file_in_the_way_of_a_generator_does_not_stop_the_others(run: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "one.txt").mkdir()
    made = plugin(hapline_generators=lambda: [_Tool("one"), _Tool("two")])
    assert run("generate --check", made) == ("stale: two.txt (two)\nhapline: one.txt: error: not a regular file\n-> 4")


def _command(function: Callable[[], object]) -> ModuleType:
    @click.group()
    def oops() -> None:
        """A group."""

    @oops.command()
    @settings_options
    def do(**_options: object) -> object:
        return function()

    return plugin(hapline_commands=lambda: [oops])


NO_CODE = f"an exit code is a whole number from 0 to 255, or None\n{INCOMPLETE}-> 70"
BY_ZERO = f"integer division or modulo by zero\n{INCOMPLETE}-> 70"


def _exit(code: object) -> None:
    sys.exit(code)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (lambda: None, "-> 0"),
        (lambda: 7, "-> 7"),
        (lambda: sys.exit(5), "-> 5"),
        (lambda: _exit(None), "-> 0"),
        (lambda: click.get_current_context().exit(6), "-> 6"),
        *(
            (lambda code=code: code, f"hapline: plugin oops, command oops: returned {code!r}: {NO_CODE}")
            for code in ("7", True, 300, -1)
        ),
        (lambda: 1 // 0, f"hapline: plugin oops crashed (command oops): ZeroDivisionError: {BY_ZERO}"),
        *((lambda kind=kind: _mistake(kind), says) for kind, says in MISTAKES),
        *((lambda kind=kind: _mistake(kind), f"hapline: error: {text}") for kind, text in SOMEWHERE),
    ],
)
def test_commands_end_with_what_they_return_or_raise(
    run: Callable[..., str], function: Callable[[], object], says: str
) -> None:
    assert run("oops do", _command(function)) == says


def test_faults_are_said_after_a_plugins_command_without_its_doing(run: Callable[..., str]) -> None:
    def projects() -> None:
        session = Session(".", {})
        console.out(f"{len(session.projects(session.tree()))} projects")

    broken = plugin("broken", hapline_projects=lambda tree: 1 // len(tree.name[1:]))
    said = run("oops do", _command(projects), broken)
    assert said == f"1 projects\nhapline: plugin broken crashed (hapline_projects): ZeroDivisionError: {BY_ZERO}"


def test_a_closed_pipe_ends_a_plugins_command_as_it_ends_ours(tmp_path: Path) -> None:
    info = tmp_path / "loud-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[hapline]\nloud = loud\n")
    (tmp_path / "loud.py").write_text(
        "import click\nfrom hapline import console\nfrom hapline_hooks import impl\nhapline_api = (1, 0)\n"
        "@click.command()\ndef loud():\n    for _ in range(100000): console.out('x' * 99)\n"
        "@impl\ndef hapline_commands(): return [loud]\n"
    )
    script = f"{sys.executable} -m hapline loud | head -n 1; echo ${{PIPESTATUS[0]}}"
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    result = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == (f"{'x' * 99}\n130\n", "")


def test_only_the_first_of_equal_faults_is_said(run: Callable[..., str], tmp_path: Path) -> None:
    def projects(tree: Any) -> Iterable[Project]:  # noqa: ANN401 any tree
        for folder in ("a", "b"):
            yield Notes(tree, folder, folder)

    twice = plugin(rules=[rule(lambda _: [finding(location=Location(path="/a"))])], hapline_projects=projects)
    said = run("check -q", twice)
    assert said.count("hapline: plugin oops, rule OPS101:") == 1
    assert (tmp_path / NOTES).exists()


def test_of_one_thing_not_much_is_said_and_of_several_all(run: Callable[..., str]) -> None:
    wrong = plugin(
        rules=[rule(lambda _: [finding(location=Location(path=f"/{number}")) for number in range(9)])],
        hapline_generators=lambda: [object(), "x"],
        hapline_packagers=lambda: [_Tool],
    )
    said = run("check -q", wrong)
    assert said.count("hapline: plugin oops, rule OPS101: the path /") == 3
    assert run("plugins", wrong).count("hapline: plugin oops, hapline_generators: ") == 2


def test_a_mistake_of_the_users_has_its_place_for_other_programs_too(run: Callable[..., str]) -> None:
    told = json.loads(run("check --format json", _with_all("ours")).partition("\nhapline:")[0])
    assert told["faults"] == [
        {"plugin": "oops", "what": "hapline_projects", "error": "UsageError: a.json5:1:2: it is wrong"},
        {"plugin": "oops", "what": "rule OPS101", "error": "UsageError: a.json5:1:2: it is wrong"},
    ]


def test_after_a_fault_nothing_is_kept(run: Callable[..., str], tmp_path: Path) -> None:
    for _ in range(2):
        assert run("check -q", plugin(rules=[rule(slug="")])).startswith(
            "hapline: plugin oops, rule OPS101: has no slug"
        )
    assert not (tmp_path / "cache" / "results").exists()
