"""Starts a tool in a group of its own, or says what keeps it from starting."""

from __future__ import annotations

import os
import subprocess

from hapline.errors import MissingError, UsageError
from hapline.tools.invocation import Invocation, environment_of
from hapline_hooks import Phrase


def start(what: Invocation) -> subprocess.Popen[bytes]:
    """Start a tool: nothing to read, both its outputs in one pipe, in a session of its own.

    Without a terminal it asks nobody and waits for no answer; in a group of its own all of it can be ended together.

    Raises:
        hapline.errors.MissingError: The tool or its folder is not there, or cannot be run.
        hapline.errors.UsageError: An argument or a variable cannot be handed over.
    """
    if not os.path.isdir(what.cwd):
        raise MissingError("there is no such folder", where=what.cwd)
    environment = environment_of(what.environment)
    program = program_of(what, environment)
    try:
        return subprocess.Popen(  # noqa: S603 a list of arguments, and what the caller or its user has configured
            [program, *what.argv[1:]],
            cwd=what.cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except OSError as error:
        raise _refused(what, program, error) from None
    except ValueError:
        raise UsageError(Phrase("the command holds a zero byte: {command}", command=what.shown)) from None


def program_of(what: Invocation, environment: dict[str, str]) -> str:
    """The file of a tool, as an absolute path.

    Raises:
        hapline.errors.MissingError: There is none.
    """
    import shutil

    name = what.argv[0]
    if os.path.dirname(name):
        file = os.path.abspath(os.path.join(what.cwd, name))
        if not os.path.exists(file):
            raise MissingError(Phrase("there is no such tool: {tool}", tool=name), where=file, todo=what.todo)
        if os.path.isdir(file):
            raise MissingError(Phrase("{tool} is a folder, and no tool", tool=name), where=file, todo=what.todo)
        return file
    found = shutil.which(name, path=environment.get("PATH", os.defpath))
    if found is None:
        raise MissingError(Phrase("{tool} is not installed, or not on the PATH", tool=name), todo=what.todo)
    return os.path.abspath(found)


def _refused(what: Invocation, program: str, error: OSError) -> MissingError:
    """Why the system does not run a file that is there."""
    name = what.argv[0]
    if isinstance(error, PermissionError):
        todo = Phrase("make it executable: chmod +x {tool}", tool=name)
        return MissingError(Phrase("{tool} is not executable", tool=name), where=program, todo=todo)
    if isinstance(error, FileNotFoundError):
        # The file was there a moment ago: what is not there is what its first line names.
        text = "the program that the first line of {tool} names is not there"
        todo = Phrase("save it with LF at the ends of lines, or install that program")
        return MissingError(Phrase(text, tool=name), where=program, todo=todo)
    reason = error.strerror or str(error)
    return MissingError(Phrase("{tool} cannot be run: {reason}", tool=name, reason=reason), where=program)
