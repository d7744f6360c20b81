"""The rule: the version that is built has release notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.errors import HaplineError
from hapline_hooks import Finding, Fix, JsonEdit, Location, Rule
from hapline_release_notes.project import APP, NOTES, NotesProject


class VersionWithoutNotes(Rule[NotesProject]):
    """A version that nobody wrote anything about."""

    code = "NOT101"
    slug = "version-without-notes"
    title = "The version that is built has release notes"
    since = "0.1.0"
    why = "The store asks for them when the upload is already done."
    help = "Add an entry for the version to release-notes.json5."
    messages: ClassVar = {
        "none": "version {version} has no release notes",
        "broken": "the release notes cannot be read: {what}",
        "add": "add an empty entry for {version}",
    }
    subject = NotesProject
    fixable = "unsafe"
    bad: ClassVar = {NOTES: "{}", APP: '{ app: { versionName: "1.0.0" } }'}
    good: ClassVar = {NOTES: '{ "1.0.0": ["First release"] }', APP: '{ app: { versionName: "1.0.0" } }'}

    def check(self, subject: NotesProject) -> Iterable[Finding]:
        """Look the version up in the notes."""
        path = subject.path(NOTES)
        try:
            notes = subject.notes
        except HaplineError as error:
            # A rule says what is wrong as a finding, with a place, so that reports and suppressions know of it.
            place = Location(path=path, span=error.span)
            yield Finding(rule=self.code, message="broken", args={"what": error.what}, location=place)
            return
        if subject.version and subject.version not in notes:
            edit = JsonEdit(action="set", keys=(subject.version,), value=[])
            yield Finding(
                rule=self.code,
                message="none",
                args={"version": subject.version},
                location=Location(path=subject.path(APP), keys=("app", "versionName")),
                fixes=(Fix(title="add", path=path, edits=(edit,)),),
            )
