"""Several reports of one run: what is asked for on the command line, and how each is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from hapline import console
from hapline.errors import PartlyDoneError, UsageError
from hapline_hooks import Phrase, noun

if TYPE_CHECKING:
    from hapline.engine.report import Report
    from hapline.words import Words

FORMATS: Mapping[str, str] = {
    "text": "hapline.reporters.text",
    "json": "hapline.reporters.json",
    "sarif": "hapline.reporters.sarif",
    "junit": "hapline.reporters.junit",
    "checkstyle": "hapline.reporters.checkstyle",
    "github": "hapline.reporters.github",
    "markdown": "hapline.reporters.markdown",
}
"""The formats and the modules that know them, each with a function ``render(report, words) -> str``."""
STDOUT = "-"
_LINES = ["github", "text"]
"""Formats of lines, which can share standard output; the others are one document each."""
_PREFIXED = FORMATS.keys() - {"text", "json"}
"""Formats for a CI, in which paths start at its workspace."""
_SUMMARY = "GITHUB_STEP_SUMMARY"


@noun
class Request:
    """A report that is asked for.

    Attributes:
        format: One of ``FORMATS``. path: The file to write, or ``-`` for standard output.
    """

    format: str
    path: str = STDOUT


def requests(given: Sequence[str], format_: str = "text") -> list[Request]:
    """The reports that a command line asks for.

    Args:
        given: What ``--report`` was given, each as ``FORMAT`` or ``FORMAT:FILE``.
        format_: What goes to standard output unless one of them does.

    Raises:
        hapline.errors.UsageError: A format is unknown, a file has no name, or two reports would go to one place.
    """
    wanted = [request(text) for text in given]
    if not any(one.path == STDOUT for one in wanted):
        wanted.insert(0, request(format_))
    taken: dict[str, list[str]] = {}
    for one in wanted:
        formats = taken.setdefault(one.path if one.path == STDOUT else os.path.realpath(one.path), [])
        formats.append(one.format)
        if len(formats) > 1 and (one.path != STDOUT or sorted(formats) != _LINES):
            place = Phrase("standard output") if one.path == STDOUT else one.path
            raise UsageError(
                Phrase("two reports go to {place}: {formats}", place=place, formats=", ".join(formats)),
                todo="write each to a file of its own: --report FORMAT:FILE",
            )
    return wanted


def request(text: str) -> Request:
    """One report as it is asked for: ``sarif`` or ``sarif:build/hapline.sarif``; the file may have colons.

    Raises:
        hapline.errors.UsageError: The format is unknown, or the file has no name.
    """
    format_, colon, path = text.partition(":")
    if format_ not in FORMATS:
        from hapline.config.values import closest

        known = Phrase("known are {names}", names=", ".join(FORMATS))
        raise UsageError(
            Phrase("{name} is no format of a report", name=format_), todo=closest(format_, FORMATS) or known
        )
    if colon and not path:
        raise UsageError(
            Phrase("--report {given}: the file has no name", given=text),
            todo="write FORMAT:FILE, or FORMAT alone for standard output",
        )
    # Shells expand a tilde only where an argument begins with it.
    return Request(format=format_, path=os.path.expanduser(path) if colon else STDOUT)


def write(
    report: Report,
    words: Words,
    wanted: Sequence[Request],
    *,
    folder: str = "",
    color: bool = False,
    verbose: bool = False,
    quiet: bool = False,
) -> None:
    """Write reports: those to standard output first, then each file as a whole.

    A file that cannot be written keeps none of the others from being written. With annotations for GitHub Actions,
    the summary of the job is written too where there is one.

    Args:
        report: What to say. words: In which language. wanted: In which formats, and where to.
        folder: What paths of the report are relative to. color: Whether text to standard output has colour.
        verbose: As for text. quiet: As for text.

    Raises:
        hapline.errors.PartlyDoneError: A file cannot be written.
    """
    below = _prefix(folder, wanted)
    summary = os.environ.get(_SUMMARY, "") if any(one.format == "github" for one in wanted) else ""
    failed: list[PartlyDoneError] = []
    for one in sorted(wanted, key=lambda one: one.path != STDOUT):
        if one.format == "text":
            text = _text(report, words, to_stdout=one.path == STDOUT, color=color, verbose=verbose, quiet=quiet)
        else:
            options: dict[str, object] = {"prefix": below} if one.format in _PREFIXED else {}
            if one.format == "github":
                options["summarised"] = bool(summary)
            text = import_module(FORMATS[one.format]).render(report, words, **options)
        content = text if text.endswith("\n") or not text else f"{text}\n"
        if one.path == STDOUT:
            _print(content, as_text=one.format == "text")
            continue
        try:
            _write(one.path, content.encode("utf-8", "replace"))
        except (OSError, ValueError) as error:
            failed.append(_failure(error, one.path))
    if summary:
        from hapline.reporters.github import write_summary

        try:
            write_summary(report, words, summary, prefix=below)
        except (OSError, ValueError) as error:
            failed.append(_failure(error, summary))
    if failed:
        raise failed[0]


def _prefix(folder: str, wanted: Sequence[Request]) -> str:
    if not any(one.format in _PREFIXED for one in wanted):
        return ""
    from hapline.reporters.workspace import prefix

    return prefix(folder or os.curdir)


def _failure(error: Exception, path: str) -> PartlyDoneError:
    reason = getattr(error, "strerror", None) or str(error)
    return PartlyDoneError(Phrase("the report cannot be written: {reason}", reason=reason), where=path)


def _text(report: Report, words: Words, *, to_stdout: bool, color: bool, verbose: bool, quiet: bool) -> str:
    from hapline.reporters.text import render

    if not to_stdout:
        return render(report, words, verbose=verbose, quiet=quiet)
    return render(report, words, color=color, width=console.terminal_width(sys.stdout), verbose=verbose, quiet=quiet)


def _print(content: str, *, as_text: bool) -> None:
    if as_text:
        console.out(content, end="")
    else:
        # Always UTF-8, whatever the console's code page is: programs read it.
        console.out_bytes(content.encode("utf-8", "replace"))


def _write(path: str, content: bytes) -> None:
    from hapline import files

    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        # A pipe or /dev/null is written into, not put a file in the place of.
        with open(path, "wb") as file:
            file.write(content)
        return
    os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
    files.write(path, content)
