"""A package in source: a folder with a descriptor, or one that is laid out as the upload is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.documents import Document, DocumentError
from hapline.errors import HaplineError, MissingError, UsageError, of
from hapline_hooks import Location, Phrase, Project, Subject, Tree, Unreadable, replace
from hapline_plugins.offline.amr.form import HPMFILE
from hapline_plugins.offline.content.files import Content
from hapline_plugins.offline.descriptor.described import FILE, Described
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.limits import Limits
from hapline_plugins.offline.source.naming import folder_name
from hapline_plugins.offline.source.places import SourcePlace, source_place
from hapline_plugins.offline.target import Target

if TYPE_CHECKING:
    from hapline_plugins.offline.judged import PackageContent
    from hapline_plugins.offline.source.context import Context

OUTSIDE = "the source {folder} leads out of the project"
UNSEEN = "the source {folder} leads out of the folder that is looked at"
_USUAL = "index.html"


class OfflineProject(Project):
    """A package in source.

    Attributes:
        target: What it is made for. limits: What it is held to.
        context: What it has in common with others; None where nobody judges it.
        given: Members of ``Described`` that a command line says, whatever the descriptor does.
    """

    __slots__ = ("__dict__", "context", "given", "limits", "target")
    kind = "offline.project"

    def __init__(
        self,
        tree: Tree,
        root: str,
        target: Target,
        limits: Limits | None = None,
        *,
        context: Context | None = None,
        given: Mapping[str, object] | None = None,
    ) -> None:
        """Find a package in a folder of a tree; it is read when somebody asks.

        Args:
            tree: The tree. root: The folder with the descriptor; without one, the folder that is named by the id.
            target: What it is made for. limits: What it is held to; None: what is so by default.
            context: As the attribute. given: As the attribute.
        """
        super().__init__(tree, root, root or tree.name)
        self.target = target
        self.limits = limits or Limits()
        self.context = context
        self.given = given or {}

    def told(self, given: Mapping[str, object]) -> OfflineProject:
        """The same package, of which a command line says more than its descriptor.

        Args:
            given: Members of ``Described``.
        """
        return OfflineProject(self.tree, self.root, self.target, self.limits, context=self.context, given=given)

    def twins(self) -> Iterator[OfflineProject]:
        """The other packages of the tree that have the same id."""
        for one in self.context.packages if self.context is not None else ():
            if one.root != self.root and one.id == self.id:
                yield one

    @cached_property
    def id(self) -> str:
        """The package id; empty where it is none, or not to be read."""
        try:
            found = self.described.id
        except HaplineError:
            return ""
        return found if is_id(found) else ""

    @property
    def descriptor(self) -> str:
        """The path of the descriptor, whether there is one or not."""
        return self.path(FILE)

    def path(self, name: str) -> str:
        """A file of the project, as a path of the tree."""
        return f"{self.root}/{name}" if self.root else name

    @cached_property
    def document(self) -> Document | None:
        """The descriptor as a document; None where there is none.

        Raises:
            hapline_hooks.Unreadable: It is there and cannot be read. hapline.documents.DocumentError: It is no text.
        """
        try:
            return Document(self.tree.read(self.descriptor))
        except Unreadable as error:
            if error.absent:
                return None
            raise

    @cached_property
    def described(self) -> Described:
        """What the descriptor says; without one, what the name of the folder does; and before both what is given.

        Raises:
            hapline.errors.HaplineError: The descriptor cannot be read, with its place.
        """
        try:
            document = self.document
            if document is None:
                return replace(Described(id=folder_name(self.tree, self.root)), **self.given)
            from hapline_plugins.offline.descriptor.reading import described, overridden

            return overridden(described(document), self.given)
        except (DocumentError, Unreadable) as error:
            raise of(error, self.descriptor) from None

    @cached_property
    def place(self) -> SourcePlace:
        """Where the package's files lie.

        Raises:
            hapline.errors.HaplineError: The descriptor cannot be read.
        """
        source = self.described.source.strip("/")
        if not source and self.document is not None:
            named = self.described.id
            if is_id(named) and (self._has_folder(named) or self._is_built_into(named)):
                source = named
        return source_place(self.tree, self.root, source)

    @property
    def folder(self) -> str | None:
        """The folder with the package's files, as a path of the tree; None where they lie elsewhere.

        Raises:
            hapline.errors.HaplineError: The descriptor cannot be read.
        """
        return self.place.folder if self.place.kind == "inside" else None

    @cached_property
    def content(self) -> Content:
        """The files, by their path below the id.

        Raises:
            hapline.errors.HaplineError: The descriptor cannot be read, or names a source that is not to be read.
        """
        from hapline_plugins.offline.content.folders import content_of
        from hapline_plugins.offline.content.layout import kind_of

        place = self.place
        if place.kind in {"outside", "unseen"}:
            raise self._elsewhere(place)
        directory = self.described.directory_for(self.target)
        found = content_of(place.tree, place.folder)
        if self.document is not None and self.folder == self.root:
            files = [one for one in found.files if one.path != FILE]
            found = Content(files, found.odd)
        if self.described.directory is None and directory and kind_of(found.by_path, self.target) == "global":
            return found  # the folder is laid out as the upload is
        return found.below(directory)

    def _elsewhere(self, place: SourcePlace) -> HaplineError:
        span = self.document.place(("source",)) if self.document is not None else None
        what = OUTSIDE if place.kind == "outside" else UNSEEN
        return UsageError(Phrase(what, folder=self.described.source), where=self.descriptor, span=span)

    @cached_property
    def is_left_out(self) -> bool:
        """Whether there is none of the files because git ignores them, as it does what is built.

        Raises:
            hapline.errors.HaplineError: As of ``content``.
        """
        if self.document is None or any(one.path != HPMFILE for one in self.content.files):
            return False
        return _is_ignored(self.place.tree, self.place.folder)

    def _has_folder(self, name: str) -> bool:
        return any(one.is_dir and one.name == name for one in self.tree.list(self.root))

    def _is_built_into(self, folder: str) -> bool:
        """Whether a folder that is not there would hold the files: those beside the descriptor are none."""
        page = self.described.main_url.strip("/")
        return not (page and self.tree.is_file(self.path(page))) and _is_ignored(self.tree, self.path(folder))

    @cached_property
    def judged(self) -> PackageContent | None:
        """The files, for the rules on content; None where they are not to be seen, which a rule says."""
        from hapline_plugins.offline.content.layout import kind_of
        from hapline_plugins.offline.judged import PackageContent

        try:
            described, content = self.described, self.content
            if self.is_left_out:
                return None
        except HaplineError:
            return None
        home = self.descriptor
        if self.document is None:
            described = replace(described, **{"kind": kind_of(content.by_path, self.target), **self.given})
            home = self.folder or next((one.place for one in content.files), FILE)
        return PackageContent(
            described=described,
            content=content,
            target=self.target,
            home=Location(path=home),
            locate=self._locate,
            source=self.source,
            limits=self.limits,
        )

    def parts(self) -> Iterator[Subject]:
        """The files, for the rules on content."""
        if self.judged is not None:
            yield self.judged

    def source(self, location: Location) -> bytes:
        """A file of the tree, or one beside it."""
        if location.inner:
            return self.place.tree.read(self.place.path_of(location.inner[0]))
        return super().source(location)

    def _locate(self, place: str) -> Location:
        """The place of a file of the package; what lies beside the tree is named as it is seen from the descriptor."""
        if self.place.kind == "beside":
            return Location(path=self.descriptor, inner=(self.place.shown(place),))
        return Location(path=place)


def _is_ignored(tree: Tree, folder: str) -> bool:
    """Whether git keeps out of commits what is built into a folder."""
    from hapline_plugins.offline.keys.git_states import state_in

    if "\0" in folder:
        return False  # no folder can have this name
    try:
        return state_in(tree, f"{folder}/{_USUAL}" if folder else _USUAL) == "ignored"
    except MissingError:  # git is not there to be asked
        return False
