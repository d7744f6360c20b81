"""Contents of a git repository, read by their names."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress


class Blobs:
    """Reads contents by name through one process, which is started when the first one is asked for."""

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        """Read from a repository.

        Args:
            start: Starts ``git cat-file --batch`` in it.
        """
        self._start = start
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, name: str, most: int) -> bytes | None:
        """A content; None where it has more bytes than are wanted.

        Raises:
            KeyError: The repository does not hold it.
        """
        if self._process is None:
            self._process = self._start()
        source, sink = self._process.stdout, self._process.stdin
        if source is None or sink is None:  # never: both were asked for
            raise KeyError(name)
        sink.write(f"{name}\n".encode())
        sink.flush()
        head = source.readline().split()
        if len(head) != len(("name", "type", "size")):
            raise KeyError(name)
        size = int(head[2])
        if size > most:
            self._process.kill()
            self.close()
            return None
        content = source.read(size)
        source.read(1)
        return content

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            with suppress(OSError):
                self._process.communicate()
            self._process = None
