"""Reads the pipe of a tool as it comes, in a thread, and stops when the tool has ended, whoever keeps the pipe open."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Thread

from hapline.tools.output import Output

_PIECE = 64 * 1024
_REST = 1024 * 1024
"""Bytes that a pipe holds at most where nobody asks the system for more; what comes after them is not the tool's."""
_PATIENCE = 2.0 if sys.platform == "win32" else None
"""Seconds that are waited for the end of a pipe where nothing else tells that nothing of the tool's is in it."""


class Reader:
    """A thread that hands on what a tool writes.

    Attributes:
        error: Why it cannot be shown any more; None where all is well.
    """

    def __init__(self, process: subprocess.Popen[bytes], output: Output) -> None:
        """Begin to read."""
        if process.stdout is None:  # never: it was asked for
            raise ValueError(process)
        self.error: BaseException | None = None
        self._pipe = process.stdout
        self._output = output
        self._woken, self._wake = os.pipe()
        self._thread = Thread(target=self._run, name="hapline-tool-output", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Take what the tool has left in the pipe, now that it has ended, and read no more."""
        os.close(self._wake)
        self._thread.join(_PATIENCE)
        if not self._thread.is_alive():
            os.close(self._woken)
            self._pipe.close()

    def _run(self) -> None:
        try:
            self._read()
            self._output.end()
        except BaseException as error:  # noqa: BLE001 it is raised again in the thread that runs the tool
            self.error = error

    if sys.platform == "win32":

        def _read(self) -> None:
            # There is no waiting for two things at once: a pipe that somebody else keeps open is left to them.
            while piece := os.read(self._pipe.fileno(), _PIECE):
                self._output.feed(piece)

    else:

        def _read(self) -> None:
            import selectors

            pipe = self._pipe.fileno()
            os.set_blocking(pipe, False)
            with selectors.DefaultSelector() as selector:
                selector.register(pipe, selectors.EVENT_READ)
                selector.register(self._woken, selectors.EVENT_READ)
                while True:
                    ready = {key.fd for key, _ in selector.select()}
                    if self._woken in ready:
                        self._rest(pipe)
                        return
                    piece = os.read(pipe, _PIECE)
                    if not piece:
                        return
                    self._output.feed(piece)

        def _rest(self, pipe: int) -> None:
            """What is in the pipe by now; others may go on to write into it."""
            left = _REST
            while left > 0:
                try:
                    piece = os.read(pipe, _PIECE)
                except BlockingIOError:
                    return
                if not piece:
                    return
                left -= len(piece)
                self._output.feed(piece)
