"""A project with release notes: reads them, and says with file, line and column what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from hapline.documents import Document, DocumentError, parse
from hapline.errors import UsageError, of
from hapline_hooks import Keys, Phrase, Project, Tree, Unreadable

NOTES = "release-notes.json5"
APP = "AppScope/app.json5"


class NotesProject(Project):
    """The release notes and the app that they are for; paths are those of the tree, so the root goes before them."""

    kind = "release-notes.project"

    def __init__(self, tree: Tree, root: str) -> None:
        """Read from this tree, when somebody asks."""
        super().__init__(tree, root, root or tree.name)

    def path(self, name: str) -> str:
        """A file of the project, as a path of the tree."""
        return f"{self.root}/{name}" if self.root else name

    @cached_property
    def notes(self) -> Mapping[str, Sequence[str]]:
        """The notes by version, in the order of the file.

        Raises:
            hapline.errors.HaplineError: The file cannot be read, or is not of this form.
        """
        path = self.path(NOTES)
        try:
            document = Document(self.tree.read(path))
            value = document.value
        except (DocumentError, Unreadable) as error:
            raise of(error, path) from None

        def refusal(keys: Keys, what: str) -> UsageError:
            return UsageError(what, where=path, span=document.place(keys), todo='write { "1.0.0": ["First release"] }')

        if not isinstance(value, dict):
            raise refusal((), "the notes must be an object, by version")
        for version, items in value.items():
            if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
                raise refusal((version,), Phrase("the notes of {version} must be a list of texts", version=version))
        return value

    @cached_property
    def version(self) -> str:
        """The version that is built; empty where app.json5 does not say, which the rules of harmony complain of."""
        try:
            app: object = parse(self.tree.read(self.path(APP)))
        except (DocumentError, Unreadable):
            return ""
        for key in ("app", "versionName"):
            app = app.get(key) if isinstance(app, dict) else None
        return app if isinstance(app, str) else ""
