"""``hapline hotpatch diagnose``: what a logcat says of a hotpatch."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING, cast

import click

from hapline import console
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, MissingError, NothingToDoError, of
from hapline.session import Session, settings_options
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.commands.group import hotpatch

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.diagnosing.diagnosis import Diagnosis
    from hapline_plugins.hotpatch.diagnosing.live import Stream
    from hapline_plugins.hotpatch.diagnosing.reading import Nothing


@hotpatch.command(
    name="diagnose",
    help="Read a logcat, as adb writes it or Android Studio exports it, and say how far a hotpatch came, what stopped "
    "it, and what to do. Exits with 0 where it is in force and the app did not crash since, with 1 where it is not, "
    "and with 3 where nothing in the log is about hotpatching.",
)
@click.argument("log", metavar="LOG|-", type=click.Path(allow_dash=True))
@click.option("--app", default="", metavar="ID", help="The application id that is meant, in a log of several apps.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def diagnose(log: str, app: str, format_: str, **options: object) -> int:
    """Read, judge and show."""
    from hapline_plugins.hotpatch.diagnosing.diagnosis import Diagnosis

    session = Session(".", options)
    found = _read(log, app)
    if not isinstance(found, Diagnosis):
        raise _said_nothing(found, log)
    if format_ == "json":
        from hapline_plugins.hotpatch.diagnosing.as_json import render

        console.out(render(found, session.words.translate))
    else:
        from hapline_plugins.hotpatch.diagnosing.text import lines

        for line in lines(found, session.words):
            console.out(console.printable(line))
    if session.faults():
        return EXIT_BUG
    return EXIT_FINE if found.is_in_force else EXIT_FINDINGS


def _said_nothing(found: Nothing, log: str) -> NothingToDoError:
    """What is said of a log that tells nothing of a hotpatch."""
    todo = "log from the start of the app, with the tags DynamicRelease and IR and without a filter for the app"
    what = Phrase("nothing in this log is about hotpatching")
    if found.unknown:
        text = "{count} lines of the tags of hotpatching are in this log, and none says anything that is known"
        what = Phrase(text, count=found.unknown)
    elif not found.is_log:
        what = Phrase("this is no logcat: no line at its beginning has a level and a tag")
        todo = "write one with adb logcat > FILE, or export it in Android Studio"
    return NothingToDoError(what, where=log, todo=todo)


def _read(log: str, app: str) -> Diagnosis | Nothing:
    from hapline_plugins.hotpatch.diagnosing.live import Live
    from hapline_plugins.hotpatch.diagnosing.reading import diagnose as judge

    if log == "-":
        return judge(Live(cast("Stream", sys.stdin.buffer)), app)
    try:
        # Looked at first: to open a pipe is to wait for who writes into it.
        if not stat.S_ISREG(os.stat(log).st_mode):
            raise MissingError("is not a regular file", where=log, todo="give - to read standard input")
        with open(log, "rb") as file:
            return judge(file, app)
    except OSError as error:
        raise of(error, log) from None
