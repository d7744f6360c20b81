"""One examination of a folder: everything that can be known about it without running anything of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TextIO

from hapline.doctor import installation, project, system
from hapline.doctor.facts import Examination, Fact, Trouble
from hapline.session import Session
from hapline.setup.checkout import Checkout, look
from hapline.trees import WorkingTree
from hapline_hooks import Phrase


def examine(session: Session, folder: str, stream: TextIO, environment: Mapping[str, str]) -> Examination:
    """Find out what is so and what needs attention.

    Args:
        session: A forgiving session that starts in the folder. folder: The folder.
        stream: Where results go. environment: Variables of this process.
    """
    found = list(_found(session, folder, stream, environment))
    return Examination(
        facts=tuple(one for one in found if isinstance(one, Fact)),
        troubles=tuple(one for one in found if isinstance(one, Trouble)),
    )


def _found(session: Session, folder: str, stream: TextIO, environment: Mapping[str, str]) -> Iterator[Fact | Trouble]:
    yield from system.facts(session.settings, stream, environment)
    yield from installation.plugins(session.host)
    loading = len(session.host.faults)
    yield from project.configuration(session)
    projects = session.host.projects(WorkingTree(folder), session.settings)
    yield from project.projects(projects)
    yield from installation.extras(session.host, projects)
    for fault in session.host.faults[loading:]:
        error = f"{type(fault.error).__name__}: {fault.error}"
        yield Trouble(
            what=Phrase("plugin {name} crashed ({what}): {error}", name=fault.plugin, what=fault.what, error=error),
            todo="report it to the plugin's authors",
        )
    # They are part of what was found here, and not what kept this command from finishing.
    session.host.faults.clear()
    repository = look(folder)
    yield from project.git(repository)
    yield from project.before_commits(repository)
    yield from installation.cache()
    root = [repository.root] if isinstance(repository, Checkout) else []
    yield from installation.tools([os.path.abspath(folder), *root])
