"""Servers in processes of their own: for tests that kill them, measure them, or leave them too little room."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .rehearsal import KEY, SECRET, Rehearsal, Server


@contextmanager
def process(
    folder: Path, *, before: str = "", known_key: bool = False
) -> Iterator[tuple[subprocess.Popen[str], Rehearsal]]:
    """A server as the command line makes it, and who talks to it.

    Args:
        folder: Where its data and its keys are. before: What the shell does before it becomes the server.
        known_key: Whether it has the key that everybody knows, and none of a file.
    """
    keys = folder / "keys.json5"
    keys.write_text(json.dumps({KEY: {"secret": SECRET}}))
    line = [sys.executable, "-m", "hapline", "mds", "serve", "--format", "json", "--data", str(folder / "data")]
    script = f"{before or ':'}; exec {shlex.join(line if known_key else [*line, '--credentials', str(keys)])}"
    with subprocess.Popen(["/bin/sh", "-c", script], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        server = Server(folder)
        server.address = json.loads(running.stdout.readline())["address"].removeprefix("http://")
        try:
            yield running, Rehearsal(server)
        finally:
            running.kill()


def kept(folder: Path) -> list[Path]:
    """The files below a folder: what uploads have left there."""
    return [one for one in folder.rglob("*") if one.is_file()]
