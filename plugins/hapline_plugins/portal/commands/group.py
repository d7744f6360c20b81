"""The group of commands, and what they share: the builds of a folder."""

from __future__ import annotations

import click

from hapline.errors import NothingToDoError
from hapline.session import Session
from hapline_plugins.portal.source.build import GradleBuild
from hapline_plugins.portal.source.composition import Composition


@click.group(name="portal", help="Slinks, package ids and the graph of Portals and Bundles.")
def portal() -> None:
    """The commands of this plugin."""


def composition_of(session: Session, path: str) -> Composition:
    """The builds in a folder.

    Raises:
        hapline.errors.HaplineError: There is no such folder, or no build in it.
    """
    for project in session.projects(session.tree(path)):
        if isinstance(project, GradleBuild):
            return project.composition
    raise NothingToDoError(
        "no Gradle build that uses mPaaS found here",
        where=path,
        todo="name the folder of a Portal, of a Bundle, or both",
    )
