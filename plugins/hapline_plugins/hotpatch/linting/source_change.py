"""What changed in the source of an app since a release: what the rules of this family judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from hapline_hooks import Location, Phrase, Subject, Tree
from hapline_plugins.hotpatch.linting.comparing import compare
from hapline_plugins.hotpatch.linting.marks import is_modified
from hapline_plugins.hotpatch.linting.members import read
from hapline_plugins.hotpatch.linting.not_compiling import not_compiling
from hapline_plugins.hotpatch.linting.problems import NotUnderstood, not_understood

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline.documents import DocumentError
    from hapline_plugins.hotpatch.linting.aspects import Pointcut
    from hapline_plugins.hotpatch.linting.changes import ClassPair, MemberPair
    from hapline_plugins.hotpatch.linting.declarations import Member
    from hapline_plugins.hotpatch.linting.layouts import ChangedLayout
    from hapline_plugins.hotpatch.linting.libraries import ChangedLibrary
    from hapline_plugins.hotpatch.linting.units import Unit
    from hapline_plugins.hotpatch.source.configuration import Configuration


class ChangedFile(NamedTuple):
    """A source file that is not as in the release.

    Attributes:
        path: The file. old: As it was; None where there was none. new: As it is; None where there is none.
        problem: Why it is not compared. error: Where, as far as a reader knows it.
    """

    path: str
    old: Unit | None = None
    new: Unit | None = None
    problem: Phrase | None = None
    error: DocumentError | None = None


class SourceChange(Subject):
    """What changed in the source of an app since a release.

    Attributes:
        tree: The files as they are. base: The release, as people call it. files: The source files that changed.
        configurations: What InstantRun was told when the release was built.
        settings: What it is told now. layouts: Layouts that changed. libraries: Code of others that did.
        pointcuts: Methods that aspects advise. leftovers: Unchanged files that hold a mark of a patch.
        uninstrumented: What says that InstantRun is set up, where it was not when the release was built: nothing else
            is looked at then.
    """

    __slots__ = (
        "__dict__",
        "base",
        "configurations",
        "files",
        "layouts",
        "leftovers",
        "libraries",
        "pointcuts",
        "settings",
        "tree",
        "uninstrumented",
    )
    kind = "hotpatch.source-change"
    mended_by = "hapline hotpatch lint --fix"

    def __init__(self, tree: Tree, base: str, files: Sequence[ChangedFile]) -> None:
        """Hold the changed files of a tree; what else changed is filled in by who looks for it."""
        self.tree = tree
        self.base = base
        self.files = files
        self.configurations: Sequence[Configuration] = ()
        self.settings: Sequence[Configuration] = ()
        self.layouts: Sequence[ChangedLayout] = ()
        self.libraries: Sequence[ChangedLibrary] = ()
        self.pointcuts: Sequence[Pointcut] = ()
        self.leftovers: Sequence[str] = ()
        self.uninstrumented: Location | None = None

    def source(self, location: Location) -> bytes:
        """A file as it is."""
        return self.tree.read(location.path)

    @cached_property
    def unclear(self) -> Mapping[str, NotUnderstood]:
        """What is not understood of these files, by path; those that are understood are not in it."""
        gone = {_name(one): one.old for one in self.files if one.new is None}
        moved = [one._replace(old=gone.get(_name(one))) if one.old is None else one for one in self.files]
        found = ((one.path, not_understood(one)) for one in moved)
        return {path: unclear for path, unclear in found if unclear.spans}

    @cached_property
    def classes(self) -> list[ClassPair]:
        """The classes of these files, as they were and as they are; of torn files nobody knows them."""
        torn = {path for path, unclear in self.unclear.items() if unclear.is_torn}
        return compare([(one.old, one.new) for one in self.files if one.problem is None and one.path not in torn])

    @cached_property
    def kept(self) -> list[ClassPair]:
        """The classes that were there, are there, and are not the same."""
        return [one for one in self.classes if one.is_kept and not one.is_same]

    @cached_property
    def added(self) -> list[ClassPair]:
        """The classes that are new."""
        return [one for one in self.classes if one.old is None]

    @cached_property
    def removed(self) -> list[ClassPair]:
        """The classes that are gone."""
        return [one for one in self.classes if one.new is None]

    @cached_property
    def methods(self) -> list[MemberPair]:
        """The methods of kept classes that are not the same."""
        return [one for pair in self.kept for one in pair.methods]

    @cached_property
    def not_compiling(self) -> list[tuple[Member, Node]]:
        """The changed methods, and those of new classes, that certainly do not compile, and the places that tell it."""
        there = [one.new for one in self.methods if one.new is not None]
        there += [one for pair in self.added if pair.new is not None for one in pair.new.inside.members]
        found = ((one, not_compiling(one.unit, one.node)) for one in there)
        return [(one, node) for one, node in found if node is not None]

    @cached_property
    def patched(self) -> list[MemberPair]:
        """The methods whose code a patch replaces or adds in kept classes: changed, new, or marked all the same."""
        return [*(one for one in self.methods if one.is_changed or one.is_new), *self._marked()]

    def _marked(self) -> Iterator[MemberPair]:
        for pair in self.kept:
            if pair.new is not None and pair.new.unit.may_hold_marks:
                for one in pair.same:
                    if is_modified(one):
                        read(one)
                        yield one


def _name(file: ChangedFile) -> str:
    return file.path.rpartition("/")[2]
