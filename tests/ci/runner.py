"""Runs a composite action as a runner of GitHub does: its steps, one after the other, each in a bash of its own."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
_COMMAND = re.compile(r"\s*::([\w-]+)(?: [^:]*)?::(.*)|.*##\[(\w[\w-]*)[^\]]*\](.*)")


class Runner:
    """A job with a workspace.

    Attributes:
        action: What action.yml says. workspace: The checked-out repository. environment: What steps are run with.
        outputs: Of the steps that have run, by ``steps.ID.outputs.NAME``. log: What they wrote.
        summary: The file of the summary.
    """

    def __init__(self, file: Path, workspace: Path, temporary: Path, environment: Mapping[str, str]) -> None:
        """Read an action; nothing runs yet."""
        self.action: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        self.workspace = workspace
        self.temporary = temporary
        self.summary = temporary / "summary.md"
        self.outputs: dict[str, str] = {}
        self.log = ""
        self.environment = {
            **environment,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(file.parent),
            "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(temporary),
        }

    def run(self, inputs: Mapping[str, str] | None = None, *, only: Iterable[str] = ()) -> int:
        """Run the steps until one fails; the exit code of the last.

        Args:
            inputs: As a workflow gives them. only: The steps that are run; all where none is named.
        """
        known = {name: str(one.get("default", "")) for name, one in self.action["inputs"].items()}
        assert set(inputs or {}) <= set(known)
        values = {f"inputs.{name}": value for name, value in {**known, **(inputs or {})}.items()}
        for step in self.action["runs"]["steps"]:
            if only and step["id"] not in only:
                continue
            code = self._run(step, {**self.outputs, **values})
            if code:
                return code
        return 0

    @property
    def results(self) -> dict[str, str]:
        """The outputs of the action."""
        return {name: _evaluated(one["value"], self.outputs) for name, one in self.action["outputs"].items()}

    def commands(self) -> list[str]:
        """The workflow commands that a runner would have carried out, as ``name: data``."""
        found: list[str] = []
        stopped = ""
        for line in self.log.splitlines():
            match = _COMMAND.match(line)
            if stopped:
                stopped = "" if line.strip() == f"::{stopped}::" else stopped
            elif match and match[1] == "stop-commands":
                stopped = match[2]
            elif match:
                found.append(f"{match[1] or match[3]}: {match[2] or match[4] or ''}")
        return found

    def _run(self, step: Mapping[str, Any], values: Mapping[str, str]) -> int:
        assert step["shell"] == "bash"
        script, output = self.temporary / f"{step['id']}.sh", self.temporary / f"{step['id']}.output"
        script.write_text(step["run"], encoding="utf-8")
        output.touch()
        variables = {name: _evaluated(value, values) for name, value in step["env"].items()}
        result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            cwd=self.workspace,
            env={**self.environment, **variables, "GITHUB_OUTPUT": str(output)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.log += result.stdout.decode("utf-8", "replace")
        for name, value in _outputs(output.read_text(encoding="utf-8")):
            self.outputs[f"steps.{step['id']}.outputs.{name}"] = value
        return result.returncode


def _evaluated(text: str, values: Mapping[str, str]) -> str:
    """A text with its expressions; an output that no step has set is empty."""
    return _EXPRESSION.sub(lambda match: values.get(match[1], ""), str(text))


def _outputs(text: str) -> Iterable[tuple[str, str]]:
    """What a step wrote into the file of its outputs: ``name=value``, or ``name<<END`` with lines up to that word."""
    lines = iter(text.split("\n"))
    for line in lines:
        heredoc = re.fullmatch(r"([\w-]+)<<(.+)", line)
        if heredoc:
            value: list[str] = []
            for one in lines:
                if one == heredoc[2]:
                    break
                value.append(one)
            else:
                raise AssertionError(text)
            yield heredoc[1], "\n".join(value)
        elif line:
            name, equals, value_ = line.partition("=")
            assert equals, text
            yield name, value_
