"""A shell in a terminal of its own, at which tests type."""

from __future__ import annotations

import os
import re
import select
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_ESCAPE = re.compile(r"\x1b\[[0-9;?=>]*[a-zA-Z]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[=>()][B0]?|[\r\x07\x0f]")
_PATIENCE = 20.0


class Terminal:
    """A process that has a terminal."""

    def __init__(self, command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> None:
        """Start the process in this folder with these variables."""
        self._master, slave = os.openpty()
        self._process = subprocess.Popen(
            ["setsid", "-c", *command], stdin=slave, stdout=slave, stderr=slave, cwd=cwd, env=dict(environment)
        )
        os.close(slave)
        self._seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def type(self, text: str) -> None:
        """Type this; what was shown before is forgotten."""
        self._seen = ""
        os.write(self._master, text.encode())

    def shows(self, pattern: str) -> str:
        """Wait until something is shown that matches, and return its first group (or all of it)."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            plain = _ESCAPE.sub("", self._seen)
            found = re.search(pattern, plain)
            if found:
                return found[found.re.groups and 1]
            if select.select([self._master], [], [], 0.1)[0]:
                try:
                    self._seen += os.read(self._master, 65536).decode("utf-8", "replace")
                except OSError:  # the terminal is gone with the process
                    break
        raise AssertionError(f"{pattern!r} is not shown in {_ESCAPE.sub('', self._seen)!r}")
