"""Git repositories that hold the sample project, and commits in them as people make them: with hooks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from plugins.harmony import sample
from repositories import ALONE, TestRepository

ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
PROFILE = "build-profile.json5"
BAD = '"moduleName": "nope"'
GOOD = '"moduleName": "feat"'
CONFIGURATION = '{ check: { ignore: ["HOS372"] } }\n'
"""What the sample has no icons for would stand in every output."""
HOOK = "#!/bin/sh\nexec hapline check --staged --changed\n"


class Repository(TestRepository):
    """A repository, or another work tree of one, whose hooks run.

    Attributes:
        folder: Its work tree. environment: What git and its hooks are run with.
    """

    __test__ = False

    def __init__(self, folder: Path, environment: Mapping[str, str], *, make: bool = True) -> None:
        """Make it, unless it is there already."""
        self.folder = folder
        self.environment = environment
        if make:
            super().__init__(folder)

    def run(self, *command: str, below: str = ".", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder of the work tree; all that it writes is one text, as people see it."""
        return subprocess.run(
            command,
            cwd=self.folder / below,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def git(self, *arguments: str, **environment: str) -> str:
        """Run git, which must succeed."""
        result = self.run("git", *arguments, **environment)
        assert result.returncode == 0, f"git {arguments}: {result.stdout}"
        return result.stdout

    def write_sample(self, below: str = "") -> None:
        """Write the sample project, with a configuration that keeps outputs short."""
        files = {"hapline.json5": CONFIGURATION, **sample.project()}
        self.write({f"{below}{path}": content for path, content in files.items()})

    def read(self, path: str) -> str:
        """A file of the work tree."""
        return (self.folder / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Change what stands exactly once in a file."""
        text = self.read(path)
        assert text.count(old) == 1, text
        self.write({path: text.replace(old, new)})

    def install(self, hook: str = HOOK, name: str = "pre-commit") -> None:
        """Install a hook as a file, where git looks for it."""
        file = self.folder / self.git("rev-parse", "--git-path", f"hooks/{name}").strip()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(hook, encoding="utf-8")
        file.chmod(0o755)

    def commit_with_hooks(self, *arguments: str, below: str = ".") -> tuple[int, str]:
        """Commit as people do: the exit code of git, and all that was said."""
        before = self._count()
        result = self.run("git", "commit", "-q", "-m", "change", *arguments, below=below)
        if "--amend" not in arguments:
            assert self._count() == before + (result.returncode == 0)
        return result.returncode, result.stdout

    def _count(self) -> int:
        result = self.run("git", "rev-list", "--count", "--first-parent", "HEAD")
        return int(result.stdout) if result.returncode == 0 else 0


def environment(folder: Path) -> dict[str, str]:
    """Variables that know nothing of the machine's git; ``hapline`` on the PATH is what is tested."""
    programs = folder / "bin"
    programs.mkdir()
    program = programs / "hapline"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hapline "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return {
        **os.environ,
        **ALONE,
        "PATH": os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)]),
        "HOME": str(folder),
        "HAPLINE_DISABLE_PLUGINS": "*",
    }


def rules(output: str) -> list[str]:
    """The findings in an output, each with its rule and place."""
    lines = output.splitlines()
    return [
        f"{line.partition(']')[0]}] {lines[number + 1].split()[1]}"
        for number, line in enumerate(lines)
        if line.startswith(("error[", "warning[", "note["))
    ]
