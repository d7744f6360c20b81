"""The group of commands, and what they share: the builds of a folder."""

from __future__ import annotations

import click

from hapline import console
from hapline.documents import DocumentError
from hapline.errors import NothingToDoError
from hapline.session import Session
from hapline_hooks import Phrase
from hapline_plugins.portal.source.build import GradleBuild
from hapline_plugins.portal.source.composition import Composition


@click.group(name="portal", help="Slinks, package ids and the graph of Portals and Bundles.")
def portal() -> None:
    """The commands of this plugin."""


def composition_of(session: Session, path: str) -> Composition:
    """The builds in a folder. What cannot be read of them, or not to its end, is said: the result lacks it.

    Raises:
        hapline.errors.HaplineError: There is no such folder, or no build in it.
    """
    for project in session.projects(session.tree(path)):
        if isinstance(project, GradleBuild):
            _say_unreadable(session, project.composition)
            return project.composition
    raise NothingToDoError(
        "no Gradle build that uses mPaaS found here",
        where=path,
        todo="name the folder of a Portal, of a Bundle, or both",
    )


def _say_unreadable(session: Session, composition: Composition) -> None:
    """Name each file that is left out, and each script whose rest is, with the place and the reason."""
    words = session.words
    lines: dict[str, str] = {}
    for build in composition.builds:
        for script in build.scripts:
            for error in script.errors[:1]:
                place, reason = f"{script.path}:{error.line}:{error.column}", Phrase(error.template, **error.fields)
                lines[script.path] = words("{place}: what follows is left out: {reason}", place=place, reason=reason)
        for path, problem in build.files.problems.items():
            if isinstance(problem, DocumentError):
                reason = Phrase(problem.template, **problem.fields)
            else:
                reason = Phrase(problem.reason)
            lines[path] = words("{place}: left out: {reason}", place=path, reason=reason)
    for _, line in sorted(lines.items()):
        console.err(console.printable(line))
