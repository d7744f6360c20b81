"""Git repositories that hold the sample project, and commits in them as people make them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from plugins.harmony import sample

ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
PROFILE = "build-profile.json5"
CONFIGURATION = '{ check: { ignore: ["HOS372"] } }\n'
"""The sample's service is spread over modules without icons; what is said of that would stand in every output."""
HOOK = "#!/bin/sh\nexec hapline check --staged --changed\n"


class Repository:
    """A repository with a work tree.

    Attributes:
        root: The work tree. environment: What git and its hooks are run with.
    """

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        """Name it; ``made`` makes one."""
        self.root = root
        self.environment = environment

    @classmethod
    def made(cls, root: Path, environment: Mapping[str, str]) -> Repository:
        """An empty repository."""
        root.mkdir(parents=True, exist_ok=True)
        found = cls(root, environment)
        found.git("init", "-q", "-b", "main")
        return found

    def run(self, *command: str, folder: str = ".", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder of the work tree; what it writes is kept in one text, as people see it."""
        return subprocess.run(
            command,
            cwd=self.root / folder,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def git(self, *arguments: str, folder: str = ".") -> str:
        """Run git, which must succeed."""
        result = self.run("git", *arguments, folder=folder)
        assert result.returncode == 0, result.stdout
        return result.stdout

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files; None removes one."""
        for path, content in files.items():
            file = self.root / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def write_sample(self, changes: Mapping[str, str | None] | None = None, folder: str = "") -> None:
        """Write the sample project with changes, and a configuration that keeps outputs short."""
        files = {"hapline.json5": CONFIGURATION, **sample.project(dict(changes or {}))}
        self.write({f"{folder}{path}": content for path, content in files.items()})

    def read(self, path: str) -> str:
        """A file of the work tree."""
        return (self.root / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Change what stands exactly once in a file."""
        text = self.read(path)
        assert text.count(old) == 1, text
        self.write({path: text.replace(old, new)})

    def commit_all(self, message: str = "all") -> None:
        """Commit everything without asking any hook."""
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "-m", message)

    def commit(self, *arguments: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        """Commit as people do: with the hooks."""
        return self.run("git", "commit", "-q", "-m", "change", *arguments, folder=folder)

    def count(self) -> int:
        """How many commits there are."""
        result = self.run("git", "rev-list", "--count", "HEAD")
        return int(result.stdout) if result.returncode == 0 else 0

    def install(self, hook: str = HOOK, name: str = "pre-commit") -> None:
        """Install a hook as a file, where git looks for it."""
        file = self.root / self.git("rev-parse", "--git-path", f"hooks/{name}").strip()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(hook, encoding="utf-8")
        file.chmod(0o755)


def environment(folder: Path) -> dict[str, str]:
    """Variables that know nothing of the machine's git and hapline; ``hapline`` on the PATH is what is tested."""
    programs = folder / "bin"
    programs.mkdir()
    program = programs / "hapline"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hapline "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "HAPLINE_"))}
    people = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in _PERSON.items()}
    return {
        **kept,
        **people,
        "PATH": os.pathsep.join([str(programs), kept.get("PATH", os.defpath)]),
        "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "HAPLINE_CACHE_DIR": str(folder / "cache"),
        "HAPLINE_DISABLE_PLUGINS": "*",
    }


_PERSON = {"NAME": "A", "EMAIL": "a@example.org"}
