"""``action.yml`` as a whole: hapline is installed by its first step, as on a runner."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse

import pytest

from ci.installing import once, shared_folder, source
from ci.repositories import BAD, ENTRY, GOOD, Repository, environment
from ci.runner import Runner
from hapline import __version__

pytestmark = pytest.mark.network


@pytest.fixture
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This work tree, as a runner checks actions out."""
    return Path(urlparse(source(shared_folder(tmp_path_factory, "action-source"))).path)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A project with a mistake, and with files that are named like modules that installing and checking import."""
    found = Repository(tmp_path / "workspace", environment(tmp_path))
    found.write_sample()
    for name in ("pip", "json", "secrets", "hapline", "venv", "click", "pathlib"):
        found.write({f"{name}.py": "open('pwned', 'w'); raise SystemExit('imported')\n"})
    found.replace(ENTRY, GOOD, BAD)
    found.commit()
    return found


@pytest.fixture
def runner(action: Path, repository: Repository, tmp_path: Path) -> Runner:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    variables = {name: value for name, value in repository.environment.items() if not name.startswith("HAPLINE_")}
    variables["PYTHONPATH"] = str(repository.folder)
    variables["PATH"] = variables["PATH"].partition(":")[2]  # without the hapline that is tested elsewhere
    return Runner(action / "action.yml", repository.folder, temporary, variables)


def _python(runner: Runner) -> Path:
    return Path(runner.outputs["steps.install.outputs.bin"]) / "python"


def test_from_the_source_of_the_action(runner: Runner) -> None:
    assert runner.run({"sarif": "hapline.sarif"}) == 1, runner.log
    assert runner.results == {
        "findings": "1",
        "errors": "1",
        "sarif": str(runner.workspace / "hapline.sarif"),
        "exit-code": "1",
    }
    assert f"--> {ENTRY}:22:25" in runner.log
    assert not (runner.workspace / "pwned").exists()
    environment = runner.temporary / "hapline/venv"
    assert _python(runner).parent.parent == environment
    made = environment.stat().st_mtime_ns, (environment / "installed").stat().st_mtime_ns
    assert runner.run({"args": "--ignore\nHOS203,HOS372"}) == 0
    assert (environment.stat().st_mtime_ns, (environment / "installed").stat().st_mtime_ns) == made


def test_a_version_from_an_index(
    runner: Runner, action: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    """And a Python of the runner's tool cache, where that on the PATH is too old."""
    wheels = shared_folder(tmp_path_factory, "action-wheels")
    with once(wheels) as missing:
        if missing:
            build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(action)]
            subprocess.run(build, check=True)
    links = runner.environment.get("PIP_FIND_LINKS", "")
    runner.environment["PIP_FIND_LINKS"] = f"{links} {wheels}".strip()
    old = tmp_path / "old"
    old.mkdir()
    for name in ("python3", "python"):
        (old / name).write_text("#!/bin/sh\nexit 1\n")
        (old / name).chmod(0o755)
    runner.environment["PATH"] = f"{old}:{runner.environment['PATH']}"
    cached = tmp_path / "tools/Python/3.11.9/x64/bin/python3"
    cached.parent.mkdir(parents=True)
    cached.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    cached.chmod(0o755)
    runner.environment["RUNNER_TOOL_CACHE"] = str(tmp_path / "tools")
    assert runner.run({"version": __version__}) == 1, runner.log
    assert runner.results["errors"] == "1"
    shown = [str(_python(runner)), "-I", "-m", "pip", "show", "-f", "hapline"]
    installed = subprocess.run(shown, capture_output=True, text=True, check=True).stdout
    assert f"Version: {__version__}\n" in installed
    assert runner.run({"version": "0.0.0.1"}) == 1
    assert "hapline==0.0.0.1" in runner.log
