"""What a run imports: nothing heavy before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plugins.harmony import sample

HEAVY = (
    "lxml",
    "cryptography",
    "git",
    "json5",
    "fsspec",
    "asyncio",
    "http",
    "email",
    "ssl",
    "unittest",
    "multiprocessing",
)
"""Never imported by --version, --help, check or verify."""
ONLY_WITH_PLUGINS = ("importlib.metadata",)
"""Imported where third-party plugins are looked for, and not otherwise."""


def _imported(*arguments: str, cwd: Path, **environment: str) -> set[str]:
    code = (
        "import atexit, sys; from hapline.__main__ import main\n"
        "atexit.register(int)\n"  # otherwise main ends the process at once
        "try: main()\n"
        "except SystemExit: pass\n"
        "sys.stderr.write('\\n'.join(sorted(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={"PATH": "", "HAPLINE_DISABLE_PLUGINS": "*", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(result.stderr.splitlines())


def _forbidden(modules: set[str], names: tuple[str, ...]) -> list[str]:
    return sorted(name for name in modules if any(name == bad or name.startswith(f"{bad}.") for bad in names))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, content in sample.project().items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    sample.write_packages(tmp_path, {"entry.hap": "{}", "lib.hsp": "{}"})
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("check",), ("check", "--format", "json"), ("verify", "entry.hap", "lib.hsp"), ("explain", "HOS203")],
    ids=" ".join,
)
def test_nothing_heavy_is_imported(arguments: tuple[str, ...], project: Path) -> None:
    assert _forbidden(_imported(*arguments, cwd=project), HEAVY + ONLY_WITH_PLUGINS) == []


def test_version_imports_next_to_nothing(project: Path) -> None:
    modules = _imported("--version", cwd=project)
    assert (
        _forbidden(modules, (*HEAVY, *ONLY_WITH_PLUGINS, "click", "pluggy", "dataclasses", "json", "hapline_hooks"))
        == []
    )


def test_what_accepts_findings_is_imported_when_there_is_any(project: Path) -> None:
    names = ("accepting", "baseline", "comments", "complaints")
    needed = [f"hapline.engine.{name}" for name in names]
    module = project / "entry/src/main/module.json5"
    module.write_text(module.read_text().replace('"feat"', '"nope"'))
    assert _forbidden(_imported("check", cwd=project), tuple(needed)) == []
    (project / "hapline-baseline.json").write_text('{"version": 1, "findings": []}')
    assert _forbidden(_imported("check", cwd=project), tuple(needed)) == [needed[0], needed[1], needed[3]]


def test_rule_families_are_imported_by_subject(project: Path) -> None:
    checked = _imported("check", cwd=project)
    assert "hapline_plugins.harmony.rules.archives" not in checked
    verified = _imported("verify", "entry.hap", cwd=project)
    assert "hapline_plugins.harmony.rules.projects" not in verified


@pytest.mark.parametrize("arguments", [("check",), ("verify", "entry.hap", "lib.hsp")], ids=" ".join)
def test_a_line_that_is_plainly_right_needs_no_click(arguments: tuple[str, ...], project: Path) -> None:
    assert _forbidden(_imported(*arguments, cwd=project), ("click", "pathlib", "subprocess")) == []


def test_the_check_can_fail(project: Path) -> None:
    assert _forbidden(_imported("check", cwd=project), ("pluggy",)) != []
    assert _forbidden(_imported("check", "--help", cwd=project), ("click",)) != []
