"""The command line: finds the command that was asked for, loads no other, and turns every end into an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence

from hapline import arguments, console
from hapline.arguments import COMPLETION, Command
from hapline.errors import EXIT_BUG, EXIT_INTERRUPTED, HaplineError
from hapline.words import Words, language

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


def run(line: Sequence[str]) -> int:
    """Run a command line and return its exit code; errors are written to standard error."""
    words = _words(line)
    try:
        return _called(line, words)
    except KeyboardInterrupt:
        console.err(words("interrupted"))
        return EXIT_INTERRUPTED
    except HaplineError as error:
        _show(error, words)
        return error.exit_code
    except BrokenPipeError:
        # The reader (head, a pager) has seen enough; Python must not complain while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_INTERRUPTED
    except Exception as error:  # noqa: BLE001 a bug of ours: say so, and keep what is needed to report it
        from hapline.bugs import write_log

        problem, log = f"{type(error).__name__}: {error}", write_log(error, line)
        console.err(words("hapline: a bug of ours: {error}", error=problem))
        console.err(words("please report it with this file: {file}", file=log))
        return EXIT_BUG


def _called(line: Sequence[str], words: Words) -> int:
    quick = _quick(line)
    if quick is not None:
        function, values = quick
        return function(**values)
    from hapline import click_line

    return click_line.run(line, COMMANDS, load, words)


def _quick(line: Sequence[str]) -> tuple[Callable[..., int], dict[str, object]] | None:
    """The command and its arguments, where the line is plainly right."""
    if not line or line[0] not in COMMANDS or COMPLETION in os.environ:
        return None
    return arguments.read(load(line[0]), line[1:])


def _words(line: Sequence[str]) -> Words:
    """The language that is asked for on the command line, before any configuration is read."""
    wanted = "auto"
    for word, following in zip(line, (*line[1:], ""), strict=False):
        if word == "--lang" or word.startswith("--lang="):
            wanted = word.partition("=")[2] or following
    return Words(language(wanted))


def _show(error: HaplineError, words: Words) -> None:
    if words.lang != "en":  # an error may quote a plugin, whose words are in its own catalogue
        from hapline.plugins import Host

        words = Words(words.lang, Host.from_environment().locales())
    place = f"{error.where}: " if error.where else ""
    colon = words(": ")
    console.err(f"hapline: {place}{words('error')}{colon}{words.translate(error.what)}")
    if error.todo:
        console.err(f"  {words('help')}{colon}{words.translate(error.todo)}")
