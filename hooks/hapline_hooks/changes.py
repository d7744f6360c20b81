"""Changes: files that generators propose and the engine shows, tests or writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from hapline_hooks.nouns import noun
from hapline_hooks.settings import Settings
from hapline_hooks.subjects import Project


@noun
class Change:
    """A file as a generator wants it.

    Attributes:
        path: The file, relative to the root of the tree, so a project's own root goes before it (``project.root``).
        content: All of it: a text, written as UTF-8 with the line breaks that it has; or bytes, written as they are, of
            a file that is edited and may be in another encoding.
        generator: Who proposes it; filled by the host.
    """

    path: str
    content: str | bytes
    generator: str = ""

    @property
    def data(self) -> bytes:
        """The content as it is written."""
        return self.content if isinstance(self.content, bytes) else self.content.encode()


class Generator(Protocol):
    """Computes files of a project from what the project says; it never writes.

    Attributes:
        name: The generator's name, such as ``slinks``. help: One sentence for people.
    """

    name: str
    help: str

    def changes(self, project: Project, settings: Settings) -> Iterable[Change]:
        """Propose files; a file that is as it should be may be proposed too, and nothing for other projects.

        Raises:
            hapline.errors.HaplineError: Something of the user's is wrong. So are the errors of readers, which are said
                with their place; whatever else is raised is a crash. Either way nothing is changed for this project.
        """
