"""Completion, in the real shells: what is typed, tab keys included, and the words that the command then gets."""
# ruff: noqa: RUF001 Chinese punctuation is part of what is shown

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.terminal import Terminal
from cli.test_commands import hapline

READY = "ready> "
STARTS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i", "-C", f"function fish_prompt; echo -n '{READY}'; end"],
}
SOURCES = {
    "bash": "source <(hapline completion bash)",
    "zsh": "autoload -Uz compinit; compinit -u -D; source <(hapline completion zsh)",
    "fish": "hapline completion fish | source",
}
TYPED = [
    ("plu\t", "[plugins]"),
    ("check --form\tjs\t", "[check][--format][json]"),
    ("check --format=js\t", "[check][--format=json]"),
    ("check --exit\t-q", "[check][--exit-zero][-q]"),
    ("config sch\t--wr\t", "[config][schema][--write]"),
    ("explain preload-tar\t", "[explain][preload-target-missing]"),
    ("explain HOS203\t", "[explain][HOS203]"),
    ("check --select HOS203,CFG101\t", "[check][--select][HOS203,CFG101]"),
    ("check --select hos203\t", "[check][--select][HOS203]"),
    ("check --set check.fai\terr\t", "[check][--set][check.failOn=error]"),
    ("check --set=check.fai\terr\t", "[check][--set=check.failOn=error]"),
    ("check --set check.failOn=ne\t-q", "[check][--set][check.failOn=never][-q]"),
    ("check --set harmony.replacePackInfo=f\t", "[check][--set][harmony.replacePackInfo=false]"),
    ("check --severity HOS203\twa\t", "[check][--severity][HOS203=warning]"),
    ("generate --only rel\t", "[generate][--only][release-notes]"),
    ("generate some_f\t", "[generate][some_folder]"),
    ("verify entry.h\t", "[verify][entry.hap]"),
    ("check --config some_file.j\t", "[check][--config][some_file.json5]"),
]
NOT_IN_FISH = [("check --config=./some_file.j\t", "[check][--config=./some_file.json5]")]


@pytest.fixture(params=["bash", *(pytest.param(name, marks=pytest.mark.network) for name in ("zsh", "fish"))])
def shell(request: pytest.FixtureRequest) -> str:
    """A shell that is there; the others come from Debian."""
    name = str(request.param)
    if not shutil.which(name):
        install = "apt-get update -q && apt-get install -q -y --no-install-recommends"
        subprocess.run(["sh", "-c", f"{install} {name}"], check=True, capture_output=True)
    return name


@pytest.fixture
def terminal(shell: str, tmp_path: Path) -> Iterator[Terminal]:
    """The shell at its prompt, with the completion in force, and a command that shows which words it gets."""
    command = tmp_path / "bin" / "hapline"
    command.parent.mkdir()
    command.write_text(
        "#!/bin/sh\n"
        f'case "$_HAPLINE_COMPLETE$*" in {shell}_*|"completion {shell}") exec {sys.executable} -m hapline "$@";; esac\n'
        """for word; do printf '[%s]' "$word"; done; printf ' done\\n'\n"""
    )
    command.chmod(0o755)
    folder = tmp_path / "work"
    (folder / "some_folder").mkdir(parents=True)
    for name in ("some_file.json5", "entry.hap"):
        (folder / name).write_text("")
    info = tmp_path / "site" / "notes-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[hapline]\nnotes = hapline_release_notes.plugin\n")
    example = Path(__file__).parents[2] / "examples" / "third-party-plugin" / "src"
    environment = os.environ | {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(info.parent), str(example)]),
        "HOME": str(tmp_path),
        "PS1": READY,
        "TERM": "xterm",
        "BASH_SILENCE_DEPRECATION_WARNING": "1",
    }
    with Terminal(STARTS[shell], folder, environment) as terminal:
        terminal.shows(READY)
        terminal.type(f"{SOURCES[shell]}; echo in force\n")
        terminal.shows(f"\nin force\n.*{READY}")
        yield terminal


def test_words_are_completed(terminal: Terminal, shell: str) -> None:
    wrong = []
    for typed, words in TYPED if shell == "fish" else TYPED + NOT_IN_FISH:
        terminal.type(f"hapline {typed}\n")
        got = terminal.shows(r"\n(\[.*\]) done")
        if got.replace("/]", "]") != words:  # zsh takes the slash of a folder away again, at the end of the line
            wrong.append((typed, got, words))
    assert wrong == []


def test_it_may_be_called_by_its_path(terminal: Terminal) -> None:
    terminal.type("~/bin/hapline explain preload-tar\t\n")
    assert terminal.shows(r"\n(\[.*\]) done") == "[explain][preload-target-missing]"


def test_candidates_are_listed(terminal: Terminal, shell: str) -> None:
    terminal.type("hapline explain HOS20\t\t")
    shown = terminal.shows("(?s)HOS201.*HOS202.*HOS203.*HOS204.*HOS205.*HOS206")
    assert ("A module does not preload itself" in shown) == (shell != "bash")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_script_is_printed_and_nothing_else(tmp_path: Path, name: str) -> None:
    result = hapline("completion", name, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("_HAPLINE_COMPLETE") == 1
    asked = hapline(cwd=tmp_path, _HAPLINE_COMPLETE=f"{name}_source")
    assert asked.stdout == result.stdout


def test_a_terminal_is_told_where_to_put_it(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-m", "hapline", "completion", "fish"], tmp_path, os.environ) as terminal:
        assert terminal.shows("to use it: hapline completion fish > ~/.config/fish/completions/hapline.fish\n")


def test_explanations_are_in_the_users_language(tmp_path: Path) -> None:
    result = hapline(
        cwd=tmp_path,
        _HAPLINE_COMPLETE="fish_complete",
        COMP_WORDS="hapline check --se",
        COMP_CWORD="--se",
        HAPLINE_LANG="zh",
    )
    assert result.stdout == (
        "plain,--select\t只执行这些规则（规则码、前缀或短名称）。\n"
        "plain,--severity\t规则的级别：error、warning、note、off。\n"
        "plain,--set\t设置一个配置项。\n"
    )


def test_a_plugin_that_crashes_does_not_disturb(tmp_path: Path) -> None:
    info = tmp_path / "site" / "bad-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[hapline]\nbad = nowhere_at_all\n")
    result = hapline(
        cwd=tmp_path,
        _HAPLINE_COMPLETE="bash_complete",
        COMP_WORDS="hapline explain HOS203",
        COMP_WORDBREAKS="=:",
        PYTHONPATH=str(info.parent),
    )
    assert (result.stdout, result.stderr) == ("plain,HOS203\n", "")
