"""Real git repositories for tests, made in a folder of the test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Author",
    "GIT_AUTHOR_EMAIL": "author@example.com",
    "GIT_COMMITTER_NAME": "Author",
    "GIT_COMMITTER_EMAIL": "author@example.com",
}


class TestRepository:
    """A repository in a folder.

    Attributes:
        folder: Its work tree.
    """

    __test__ = False

    def __init__(self, folder: Path, *, form: str = "sha1") -> None:
        """Make it."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", f"--object-format={form}")

    def git(self, *arguments: str, **environment: str) -> str:
        """Run git in it, and return what it prints."""
        result = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**os.environ, **ALONE, **environment},
            capture_output=True,
            check=False,
        )
        output = result.stdout.decode("utf-8", "surrogateescape")
        assert result.returncode == 0, f"git {arguments}: {output}{result.stderr.decode('utf-8', 'replace')}"
        return output

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files into the work tree."""
        for path, content in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, files: Mapping[str, str | bytes] | None = None, message: str = "change") -> str:
        """Write files, commit everything, and return the commit."""
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()
