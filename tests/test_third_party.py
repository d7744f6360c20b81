"""The example plugin: its own tests pass, and installed with pip into a fresh environment all of it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLUGIN = ROOT / "examples" / "third-party-plugin"


def _run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_tests_of_the_example_plugin() -> None:
    environment = os.environ | {"PYTHONPATH": str(PLUGIN / "src")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(PLUGIN / "tests")]
    result = subprocess.run(command, cwd=PLUGIN, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.network
def test_the_example_plugin_installed_with_pip(tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    installed = _run(python, "-m", "pip", "install", "-q", "--retries", "5", ROOT, PLUGIN, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr
    hapline = environment / "bin" / "hapline"
    project = tmp_path / "project"
    (project / "AppScope").mkdir(parents=True)
    (project / "AppScope/app.json5").write_text('{ "app": { "versionName": "1.1.0" } }')
    (project / "release-notes.json5").write_text('{ "1.0.0": ["First release"] }')

    listed = _run(hapline, "plugins", cwd=project)
    assert "release-notes    hapline_release_notes 0.1.0" in listed.stdout

    checked = _run(hapline, "check", "--format", "json", "--select", "NOT", cwd=project)
    assert checked.returncode == 1
    found = json.loads(checked.stdout)["findings"]
    assert [(one["rule"], one["message"]) for one in found] == [("NOT101", "version 1.1.0 has no release notes")]
    assert found[0]["location"]["start"] == {"line": 1, "column": 27}

    stale = _run(hapline, "generate", "--check", cwd=project)
    assert (stale.returncode, stale.stdout) == (1, "stale: RELEASE_NOTES.md (release-notes)\n")
    written = _run(hapline, "generate", "--write", "--set", "releaseNotes.heading=What is new", cwd=project)
    assert written.returncode == 0, written.stderr
    text = (project / "RELEASE_NOTES.md").read_text(encoding="utf-8")
    assert text == "# What is new\n\n## 1.0.0\n\n- First release\n"
    (project / "release-notes.json5").write_text("{ broken")
    refused = _run(hapline, "generate", "--write", cwd=project)
    assert (refused.returncode, refused.stderr[:34]) == (2, "hapline: release-notes.json5:1:3: ")
    assert (project / "RELEASE_NOTES.md").read_text(encoding="utf-8") == text
    (project / "release-notes.json5").write_text('{ "1.0.0": ["First release"] }')

    fixed = _run(hapline, "fix", "--unsafe", "--select", "NOT", cwd=project)
    assert fixed.returncode == 0
    assert json.loads((project / "release-notes.json5").read_text(encoding="utf-8")) == {
        "1.0.0": ["First release"],
        "1.1.0": [],
    }
    packed = _run(hapline, "package", cwd=project)
    assert packed.stdout.startswith("dist/whats-new-1.1.0.json  33 B  whats-new app 1.1.0  sha256 ")
    shown = _run(hapline, "release-notes", "list", "--lang", "zh", cwd=project)
    assert shown.stdout == "工程  版本   说明\n.     1.0.0  First release\n"
    disabled = subprocess.run(
        [hapline, "plugins"],
        cwd=project,
        env={"HAPLINE_DISABLE_PLUGINS": "release-notes"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "disabled by HAPLINE_DISABLE_PLUGINS" in disabled.stdout


@pytest.mark.network
def test_wheel_and_sdist_hold_everything(tmp_path: Path) -> None:
    """What is installed from a wheel works without the repository: data, catalogues, templates, types."""
    built = _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT, cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    import zipfile

    wheel = next(tmp_path.glob("hapline-*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "hapline/py.typed",
        "hapline_hooks/py.typed",
        "hapline_plugins/harmony/rules/preloads.py",
        "hapline_templates/__init__.py",
        "hapline_templates/completion/_hapline",
        "hapline_templates/init/zh/pre-commit",
        "hapline/locale/zh_CN/LC_MESSAGES/hapline.mo",
        "hapline_plugins/harmony/locale/zh_CN/LC_MESSAGES/hapline.mo",
    ):
        assert wanted in names
