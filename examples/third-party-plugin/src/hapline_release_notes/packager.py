"""The packager: what the app shows after an update, as a file that is delivered over the air."""

from __future__ import annotations

import json
from collections.abc import Iterable

from hapline.errors import UsageError
from hapline_hooks import Deliverable, Phrase, Project, Settings
from hapline_release_notes.project import APP, NotesProject


class WhatIsNew:
    """Packs the notes of the version that is built."""

    name = "whats-new"
    help = "whats-new-<version>.json with the notes of the version that is built"

    def deliverables(self, project: Project, settings: Settings) -> Iterable[Deliverable]:  # noqa: ARG002 needs no option
        """One file, for projects that have notes."""
        if not isinstance(project, NotesProject):
            return
        version, notes = project.version, project.notes
        if version not in notes:
            what = Phrase("version {version} has no release notes", version=version or "-")
            raise UsageError(what, where=project.path(APP), todo="add them to release-notes.json5")

        def content() -> Iterable[bytes]:
            # The same project makes the same bytes: nothing of the time or of the machine goes into them.
            yield json.dumps({"version": version, "notes": notes[version]}, ensure_ascii=False).encode()

        yield Deliverable(
            kind="whats-new",
            name=project.root or "app",
            version=version,
            path=project.path(f"whats-new-{version}.json"),
            content=content,
            facts={"notes": len(notes[version])},
        )
