"""Programs on the PATH: where they are, and what they say when they are asked, within a time."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence

from hapline_hooks import noun

_LARGEST = 64 * 1024


@noun
class Answer:
    """What a program said. ``code`` is its exit code; None where it could not be run or did not end in time."""

    code: int | None
    text: str = ""


def find(name: str, environment: Mapping[str, str] | None = None, *, outside: Sequence[str] = ()) -> str:
    """A program on the PATH, as an absolute path; empty where there is none.

    Unlike ``shutil.which`` it never looks in the current folder, neither on Windows nor where PATH has a relative
    entry: what lies in a project is not to be run for being there.

    Args:
        name: The program. environment: Variables; those of the process where it is not given.
        outside: Folders in which a program does not count, whatever PATH says.
    """
    values = os.environ if environment is None else environment
    ends = values.get("PATHEXT", ".COM;.EXE;.BAT;.CMD").split(os.pathsep) if os.name == "nt" else [""]
    for folder in values.get("PATH", os.defpath).split(os.pathsep):
        if not os.path.isabs(folder):
            continue
        for end in ends:
            path = os.path.join(folder, name + end)
            if os.path.isfile(path) and os.access(path, os.X_OK) and not is_inside(path, outside):
                return path
    return ""


def is_inside(path: str, folders: Sequence[str]) -> bool:
    """Whether a path is in one of these folders, by its name or as a link; the root of all folders does not count."""
    forms = (os.path.abspath(path), os.path.realpath(path))
    tops = {form.rstrip(os.sep) for one in folders for form in (os.path.abspath(one), os.path.realpath(one))} - {""}
    return any(form.startswith(top + os.sep) for form in forms for top in tops)


def ask(command: Sequence[str], *, folder: str, seconds: float, **environment: str) -> Answer:
    """Run a program to its end, or to the end of the time, when it and all that it started are ended; with no input.

    Args:
        command: The program, as an absolute path, and its arguments. folder: Where it runs.
        seconds: How long it may take. environment: Variables besides those of this process.
    """
    # A file, not a pipe: what a program leaves behind may hold a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(  # noqa: S603 the callers name programs, nobody else does
                command,
                cwd=folder,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError:
            return Answer(code=None)
        try:
            code: int | None = process.wait(seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            code = None
        except BaseException:
            _end(process)
            raise
        output.seek(0)
        return Answer(code=code, text=output.read(_LARGEST).decode("utf-8", "surrogateescape"))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and, where groups of processes are known, all that it started."""
    try:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except OSError:  # it has just ended by itself
        pass
    process.wait()
