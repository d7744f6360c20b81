"""The command line: finds the command that was asked for, loads no other, and turns every end into an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence

from hapline import arguments, console
from hapline.arguments import COMPLETION, Command
from hapline.errors import EXIT_BUG, EXIT_INTERRUPTED, HaplineError
from hapline.plugins import Host
from hapline.running import Run

COMMANDS = (
    "check",
    "verify",
    "fix",
    "baseline",
    "generate",
    "package",
    "init",
    "rules",
    "explain",
    "plugins",
    "config",
    "doctor",
    "completion",
)
"""The host's own commands: each is the attribute ``COMMAND`` of the module of its name in hapline.commands."""


def load(name: str) -> Command:
    """One of the host's own commands."""
    found: Command = importlib.import_module(f"hapline.commands.{name}").COMMAND
    return found


def run(line: Sequence[str], host: Callable[[], Host] | None = None) -> int:
    """Run a command line and return its exit code; errors are written to standard error.

    Args:
        line: The command line. host: Loads the plugins; those of the environment where it is not given.
    """
    with Run(line, host) as this:
        try:
            return _ended(line, this)
        except BrokenPipeError:
            # The reader (head, a pager) has seen enough; Python must not complain while it shuts down.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_INTERRUPTED


def _ended(line: Sequence[str], this: Run) -> int:
    try:
        return this.end(_called(line, this))
    except KeyboardInterrupt:
        console.err(this.words("interrupted"))
        return EXIT_INTERRUPTED
    except HaplineError as error:
        return this.refuse(error)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 a bug of ours: say so, and keep what is needed to report it
        from hapline.bugs import write_log

        problem, log = console.printable(f"{type(error).__name__}: {error}"), write_log(error, line)
        console.err(this.words("hapline: a bug of ours: {error}", error=problem))
        console.err(this.words("please report it with this file: {file}", file=log))
        return EXIT_BUG


def _called(line: Sequence[str], this: Run) -> int:
    quick = _quick(line)
    if quick is not None:
        function, values = quick
        return function(**values)
    from hapline import click_line

    return click_line.run(line, COMMANDS, load, this)


def _quick(line: Sequence[str]) -> tuple[Callable[..., int], dict[str, object]] | None:
    """The command and its arguments, where the line is plainly right."""
    if not line or line[0] not in COMMANDS or COMPLETION in os.environ:
        return None
    return arguments.read(load(line[0]), line[1:])
