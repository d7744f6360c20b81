"""Subjects: what rules judge, and the tree that it is read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Protocol

from hapline_hooks.nouns import noun
from hapline_hooks.places import Location
from hapline_hooks.settings import Settings

_set = object.__setattr__


@noun
class Entry:
    """One name in a directory.

    Attributes:
        name: It. is_dir: Whether it is a directory, and no link to one. is_link: Whether it is a symbolic link.
    """

    name: str
    is_dir: bool
    is_link: bool = False

    def __init__(self, *, name: str, is_dir: bool, is_link: bool = False) -> None:
        """Say what it is called, and what it is; a run makes very many."""
        _set(self, "name", name)
        _set(self, "is_dir", is_dir)
        _set(self, "is_link", is_link)


class Tree(Protocol):
    """Where files are read from: the working tree, an archive, the git index or a revision.

    Paths are relative to the root, with forward slashes; the root itself is the empty string. A tree
    records every path that was read, listed or found absent: with that record a result can be kept and
    used again as long as nothing of it has changed. What is not in it, a local repository or a registry that
    several projects share, is read without it, and named by ``depends_on``.
    """

    @property
    def name(self) -> str:
        """What people call this tree, for messages: a folder as it was named, a file, ``the index``, a revision.

        It is no path to read from: what is read is named relative to the root, and so it is in messages.
        """

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            hapline_hooks.Unreadable: There is no such file, or it cannot be read (the reason says which).
        """

    def is_file(self, path: str) -> bool:
        """Whether the path is a file."""

    def list(self, path: str) -> Sequence[Entry]:
        """The names in a directory, sorted; empty where there is no such directory."""

    def depends_on(self, path: str) -> bool:
        """Note that what is found depends on a file or folder elsewhere on the machine, that the configuration names.

        Say so before it is read, of each file, and of each folder whose names matter: a result is then used again only
        as long as the file has the same length and time, the folder the same time, or neither has come to be there.
        Nothing is read here, whatever the tree.

        Args:
            path: It, as an absolute path; ``~`` is expanded already.

        Returns:
            Whether it is there.

        Raises:
            ValueError: The path is not absolute.
        """


class Unreadable(Exception):
    """A file of a tree cannot be read.

    Attributes:
        path: The file. reason: Why, in a few words. absent: Whether it simply is not there.
    """

    def __init__(self, path: str, reason: str, *, absent: bool = False) -> None:
        """Say which file cannot be read, and why."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.absent = absent


class Subject:
    """What a rule judges. Each plugin derives its own, with typed fields.

    Attributes:
        kind: The name by which rule families are matched with subjects, such as ``harmony.bundle``: the plugin's name,
            a dot, and what it is.
        mended_by: The command line that applies the fixes of findings about it, as people are told.
    """

    __slots__ = ()
    kind: ClassVar[str] = ""
    mended_by: ClassVar[str] = "hapline fix"

    def parts(self) -> Iterable[Subject]:
        """Further subjects inside this one; they are judged too."""
        return ()

    def source(self, location: Location) -> bytes:
        """The file that a finding about this subject points into, so that the engine can show the place.

        Raises:
            Unreadable: There is no such file.
        """
        raise Unreadable(location.file, "not a file of this subject", absent=True)


class Project(Subject):
    """A source project found in a tree.

    Attributes:
        tree: What it is read from. root: Its folder in the tree, empty for the root of it. name: What people call it.
    """

    __slots__ = ("name", "root", "tree")

    def __init__(self, tree: Tree, root: str, name: str) -> None:
        """Name a project in a tree."""
        self.tree = tree
        self.root = root
        self.name = name

    def source(self, location: Location) -> bytes:
        """The file in the project's tree."""
        return self.tree.read(location.path)


class Workspace(Subject):
    """All projects of one run, for rules that span them (such as a registry of ids).

    A family that names ``workspace`` has its module imported by every run over source; one that names the kind of a
    project followed by ``[]`` only where there is such a project.

    Attributes:
        projects: Those of all plugins, in the order in which they were found.
    """

    __slots__ = ("projects",)
    kind = "workspace"

    def __init__(self, projects: Sequence[Project]) -> None:
        """Hold the projects of a run together."""
        self.projects = projects

    def source(self, location: Location) -> bytes:
        """The file in the tree of the projects; they are all found in one."""
        asked: set[int] = set()
        for one in self.projects:
            if id(one.tree) not in asked:
                asked.add(id(one.tree))
                try:
                    return one.tree.read(location.path)
                except Unreadable as error:
                    if not error.absent:
                        raise
        raise Unreadable(location.file, "there is no such file", absent=True)


class Artifact(Subject):
    """A built file.

    Attributes:
        path: The file as the user named it. size: Its length in bytes.
    """

    __slots__ = ("path", "size")

    def __init__(self, path: str, size: int) -> None:
        """Name a built file."""
        self.path = path
        self.size = size


class ArtifactSet(Subject):
    """Built files that are judged together, such as the packages of one app."""

    __slots__ = ("artifacts",)

    def __init__(self, artifacts: Sequence[Artifact]) -> None:
        """Hold built files together."""
        self.artifacts = artifacts

    def parts(self) -> Iterable[Subject]:
        """Each file by itself."""
        return self.artifacts


class Comparison(Subject):
    """An earlier and a later subject of one kind."""

    __slots__ = ("new", "old")

    def __init__(self, old: Subject, new: Subject) -> None:
        """Hold what was and what is."""
        self.old = old
        self.new = new


@noun
class VerifyRequest:
    """What the user gave to ``hapline verify``.

    Attributes:
        files: The files, as named. base: An earlier build to compare with. judged_as: ``app``, ``hap`` or
            ``hsp``, or empty to judge by what the files are. settings: The configuration.
    """

    files: tuple[str, ...]
    base: tuple[str, ...] = ()
    judged_as: str = ""
    settings: Settings
