"""Errors that people can cause, each with the exit code it ends in.

Public: plugins raise them too, for what is wrong in a file of the user's; ``of`` makes them of what the readers raise.
"""

from __future__ import annotations

from typing import ClassVar

from hapline_hooks import Phrase, Span, Unreadable


class HaplineError(Exception):
    """Something that the user can put right.

    Attributes:
        exit_code: What the process exits with.
        what: What happened, in one sentence; a Phrase where it has names in it, so that it can be translated.
        where: The file (and place) it is about, if any. span: The place in it, if that is known.
        todo: What to do next.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, *, where: str = "", span: Span | None = None, todo: str = "") -> None:
        """Say what happened, where, and what to do."""
        self.what = what
        self.where = f"{where}:{span.start_line}:{span.start_column}" if span else where
        super().__init__(f"{self.where}: {what}" if where else what)
        self.span = span
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


class FailedError(HaplineError):
    """A tool that was run for the user has failed, or what it made is not as it must be."""

    exit_code = 1


class PartlyDoneError(HaplineError):
    """Some of the work is done and some is not; running again continues."""

    exit_code = 6


EXIT_FINE = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


def exclude_each_other(one: str, other: str) -> UsageError:
    """What is said of two options that exclude each other, by their names."""
    return UsageError(Phrase("{one} and {other} exclude each other", one=one, other=other))


def refuse_empty_revision(option: str, given: str | None) -> None:
    """Refuse an option that names a revision of git and is given without one; one that is not given is fine.

    Args:
        option: Its name, such as ``--base``. given: What was given; None where nothing was.

    Raises:
        UsageError: It is empty, as a variable is that nobody has set.
    """
    if given is not None and not given.strip():
        raise UsageError(
            Phrase("{option} is empty", option=option), todo="name a revision of git; is the variable set?"
        )


def of(error: Exception, where: str = "") -> HaplineError:
    """What a reader says about a file, as an error that people are shown.

    Files that cannot be read (``Unreadable``, ``OSError``) are a ``MissingError``; what is wrong inside one
    (``DocumentError``, ``ArchiveError``) is a ``UsageError`` with its place. A ``HaplineError`` is returned as it is,
    and an error that is none of these is raised again.

    Example::

        try:
            value = parse(tree.read(path))
        except (Unreadable, DocumentError) as error:
            raise of(error, path) from None

    Args:
        error: What was raised. where: The file, for errors that do not know it.
    """
    known = of_or_none(error, where)
    if known is None:
        raise error
    return known


def of_or_none(error: BaseException, where: str = "") -> HaplineError | None:
    """The same; None for an error that is none of these."""
    match error:
        case HaplineError():
            return error
        case Unreadable():
            return MissingError(error.reason, where=error.path)
        case FileNotFoundError(filename=str(file)):
            return MissingError("there is no such file or folder", where=file)
        case OSError(filename=str(file), strerror=str(reason)):
            return MissingError(Phrase("cannot be opened: {reason}", reason=reason), where=file)
        case _:
            return _in_a_file(error, where)


def _in_a_file(error: BaseException, where: str) -> HaplineError | None:
    # Whoever raised one of these has imported its module, and nobody else should pay for it.
    from hapline.documents import DocumentError

    if isinstance(error, DocumentError):
        what = Phrase(error.template, **error.fields)
        if not where and error.has_lines:
            what = Phrase("line {line}, column {column}: {what}", line=error.line, column=error.column, what=what)
        return UsageError(what, where=where, span=error.span if where and error.has_lines else None, todo=error.hint)
    from hapline.archives import ArchiveError

    if isinstance(error, ArchiveError):
        inside = "!".join(name for name in (where, *error.inner, error.entry) if name)
        return UsageError(Phrase(error.message), where=inside, todo=error.hint)
    return None
