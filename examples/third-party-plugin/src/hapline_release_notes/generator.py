"""The generator: RELEASE_NOTES.md from release-notes.json5."""

from __future__ import annotations

from collections.abc import Iterable

from hapline_hooks import Change, Project, Settings
from hapline_release_notes.project import NotesProject


class ReleaseNotes:
    """Writes the notes of the last versions, in the order of the file."""

    name = "release-notes"
    help = "RELEASE_NOTES.md from release-notes.json5"

    def changes(self, project: Project, settings: Settings) -> Iterable[Change]:
        """Propose the file, for projects that have notes.

        Notes that cannot be read raise an error here, which hapline says: then nothing is proposed, and the file that
        is there stays as it is.
        """
        if not isinstance(project, NotesProject):
            return
        lines = [f"# {settings.text('releaseNotes.heading')}", ""]
        for version, notes in list(project.notes.items())[-settings.number("releaseNotes.most") :]:
            lines += [f"## {version}", "", *(f"- {note}" for note in notes), ""]
        yield Change(path=project.path("RELEASE_NOTES.md"), content="\n".join(lines))
