"""Errors that people can cause, each with the exit code it ends in."""

from __future__ import annotations

from typing import ClassVar

from hapline_hooks import Span


class HaplineError(Exception):
    """Something that the user can put right.

    Attributes:
        exit_code: What the process exits with.
        what: What happened, in one sentence; a Phrase where it has names in it, so that it can be translated.
        where: The file (and place) it is about, if any.
        todo: What to do next.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, *, where: str = "", span: Span | None = None, todo: str = "") -> None:
        """Say what happened, where, and what to do."""
        super().__init__(what)
        self.what = what
        self.where = f"{where}:{span.start_line}:{span.start_column}" if span else where
        self.todo = todo


class UsageError(HaplineError):
    """The command line or the configuration asks for something that makes no sense."""

    exit_code = 2


class NothingToDoError(HaplineError):
    """Something was required to be there and is not: no project, no package, no generator."""

    exit_code = 3


class MissingError(HaplineError):
    """A tool or a file that was asked for by name is absent, or cannot be read."""

    exit_code = 4


class PartlyDoneError(HaplineError):
    """Some of the work is done and some is not; running again continues."""

    exit_code = 6


EXIT_FINE = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
