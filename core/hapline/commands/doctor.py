"""``hapline doctor``: examines what hapline runs with and what it finds, as a report ready to paste."""

from __future__ import annotations

import os
import sys

from hapline import console
from hapline.arguments import Command
from hapline.commands.check import PATH
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, MissingError
from hapline.session import FORMAT, SETTINGS_OPTIONS, Session


def doctor(path: str, format_: str, **options: object) -> int:
    """Examine a folder."""
    from hapline.doctor.examination import examine
    from hapline.doctor.privacy import Scrubber
    from hapline.doctor.report import as_json, as_text

    if not os.path.isdir(path):
        raise MissingError("there is no such folder", where=path)
    session = Session(path, options, forgiving=True)
    found = examine(session, path, sys.stdout, os.environ)
    scrub = Scrubber.of_this_process(os.environ)
    if format_ == "json":
        console.out(as_json(found, session.words, scrub))
    else:
        console.out("\n".join(as_text(found, session.words, scrub)))
    return EXIT_FINDINGS if found.troubles else EXIT_FINE


COMMAND = Command(
    name="doctor",
    help="Examine what hapline runs with and finds here: a report ready to paste, and what needs attention.",
    parameters=(
        PATH,
        FORMAT,
        *SETTINGS_OPTIONS,
    ),
    run=doctor,
)
