"""Deliverables: files that packagers make of a project, for publishers to deliver over the air."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from hapline_hooks.nouns import noun
from hapline_hooks.settings import Settings
from hapline_hooks.subjects import Project


@noun
class Deliverable:
    """One file as a packager makes it.

    Attributes:
        kind: What it is to a publisher, such as ``offline-package`` or ``hotpatch``.
        name: What it is called there: a package id, an app id. version: Its version there.
        path: Its file, relative to the output folder, with forward slashes. No other deliverable may have it, not even
            in other letters.
        content: A function that makes its bytes, in pieces, so that a large one is never in memory as a whole. Called
            each time it is written; the same project makes the same bytes.
        before_replacing: Called with the path of a file that is in its place, before anything of the run is written:
            raises a ``hapline.errors.HaplineError`` where that one must not be replaced, as a released version must
            not be; ``--force`` passes it over. None: it may always be.
        facts: What else a publisher has to know, by name: JSON values only.
        packager: Who made it; filled by the host.
    """

    kind: str
    name: str
    version: str
    path: str
    content: Callable[[], Iterable[bytes]]
    facts: Mapping[str, object] = MappingProxyType({})
    before_replacing: Callable[[str], None] | None = None
    packager: str = ""


class Packager(Protocol):
    """Makes the files of a project that are delivered; it reads through the project's tree and never writes.

    Attributes:
        name: The packager's name, such as ``amr``. help: One sentence for people.

    One that also has ``checks_first = True`` makes nothing of projects with errors: those of which it makes something
    are judged by all rules before any file is written.
    """

    name: str
    help: str

    def deliverables(self, project: Project, settings: Settings) -> Iterable[Deliverable]:
        """Make what is to be delivered; nothing for a project that is not this packager's.

        Raises:
            hapline.errors.HaplineError: Something of the user's is wrong. So are the errors of readers, which are said
                with their place; whatever else is raised is a crash. Either way nothing of this packager is written in
                the run, what others make is. The same holds for ``content``.
        """
