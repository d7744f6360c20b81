"""The generator: RELEASE_NOTES.md from release-notes.json5."""

from __future__ import annotations

from collections.abc import Iterable

from hapline_hooks import Change, Project
from hapline_release_notes.project import NotesProject


class ReleaseNotes:
    """Writes the notes of all versions, in the order of the file."""

    name = "release-notes"
    help = "RELEASE_NOTES.md from release-notes.json5"

    def changes(self, project: Project) -> Iterable[Change]:
        """Propose the file, for projects that have notes."""
        if isinstance(project, NotesProject):
            lines = [f"# {project.heading}", ""]
            for version, notes in project.notes.items():
                items = notes if isinstance(notes, list) else [notes]
                lines += [f"## {version}", "", *(f"- {item}" for item in items), ""]
            yield Change(path="RELEASE_NOTES.md", content="\n".join(lines))
