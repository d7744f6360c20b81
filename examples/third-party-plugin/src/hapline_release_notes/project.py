"""A project with release notes."""

from __future__ import annotations

from functools import cached_property

from hapline.documents import DocumentError, parse
from hapline_hooks import Project, Tree, Unreadable

NOTES = "release-notes.json5"
APP = "AppScope/app.json5"


class NotesProject(Project):
    """The release notes and the app they are for.

    Attributes:
        heading: What the user wants as the first line of the generated file.
    """

    kind = "release-notes.project"

    def __init__(self, tree: Tree, heading: str) -> None:
        """Read from this tree, when a rule asks."""
        super().__init__(tree, "", "release notes")
        self.heading = heading

    @cached_property
    def notes(self) -> dict[str, object]:
        """The notes by version."""
        return self._read(NOTES)

    @cached_property
    def version(self) -> str:
        """The version that is built; empty where there is none."""
        app = self._read(APP).get("app")
        version = app.get("versionName") if isinstance(app, dict) else None
        return version if isinstance(version, str) else ""

    def _read(self, path: str) -> dict[str, object]:
        try:
            value = parse(self.tree.read(path))
        except (DocumentError, Unreadable):
            return {}
        return value if isinstance(value, dict) else {}
