"""The Java and Kotlin code of a module: which packages its classes are in, read without compiling.

Read are the folders ``java``, ``kotlin`` and ``aidl`` of source sets. Not seen: code that is made by the build (R,
BuildConfig, annotation processors), and folders that a script names with ``srcDirs`` unless they are handed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hapline.builds import Bounds, Problem, Walk, join, source_sets, span_of, tolerant_text
from hapline_hooks import Span, Tree, noun
from hapline_hooks.once import cached_property
from hapline_plugins.portal.source.exports import covers

FOLDERS = ("java", "kotlin", "aidl")
"""Folders of a source set that hold code; Kotlin may stand in the folder ``java`` too."""
_ENDINGS = (".java", ".kt", ".aidl")
_HANDING = (b"getIdentifier", b"Notification", b"RemoteViews")
_WITHOUT_CLASS = frozenset(("package-info.java", "module-info.java"))


@noun
class SourceFile:
    """One file of code.

    Attributes:
        path: The file. source_set: The source set that it belongs to, empty for a folder that was handed over.
        package: The package that it names, empty for none.
        start: Where that name stands, in characters from the start of the text (a byte order mark does not count).
        end: Where it ends; both 0 where there is none. span: The same in lines and columns; None where there is none.
        types: The names of its top-level types, in order; of a file that was read in part, the first.
        holds_code: Whether a class comes of it: a type, or functions and properties of Kotlin at the top level.
        may_hand_over: Whether a word stands in it without which no code hands a resource to the system.
    """

    path: str
    source_set: str
    package: str
    start: int
    end: int
    span: Span | None
    types: tuple[str, ...]
    holds_code: bool
    may_hand_over: bool

    @property
    def classes(self) -> tuple[str, ...]:
        """The full names of its top-level types."""
        return tuple(f"{self.package}.{name}" if self.package else name for name in self.types)


class Code:
    """The code of a module.

    Attributes:
        files: The files, in the order of their paths by folder. problems: What could not be read, and why.
    """

    def __init__(self, files: Sequence[SourceFile], problems: Sequence[Problem] = ()) -> None:
        """Hold files together."""
        self.files = tuple(files)
        self.problems = tuple(problems)

    @cached_property
    def packages(self) -> tuple[str, ...]:
        """The packages that hold classes, sorted; the unnamed package is not among them."""
        return tuple(sorted({file.package for file in self.files if file.holds_code and file.package}))

    @property
    def is_complete(self) -> bool:
        """Whether all code was read; else nothing should be concluded from what is missing."""
        return not self.problems

    def outside(self, export_packages: Iterable[str]) -> Iterator[SourceFile]:
        """The files with a class that no export covers; one in the unnamed package is outside all of them."""
        exports = [*export_packages]
        uncovered = {name for name in self.packages if not any(covers(export, name) for export in exports)} | {""}
        return (file for file in self.files if file.holds_code and file.package in uncovered)


def code_in(
    tree: Tree,
    folder: str,
    *,
    chosen: Iterable[str] | None = None,
    roots: Iterable[str] = (),
    whole: bool = True,
    bounds: Bounds | None = None,
) -> Code:
    """Read the code of a module.

    Args:
        tree: Where it is. folder: The folder of the module.
        chosen: The names of source sets that are read; all that are no tests where nothing is given.
        roots: Further folders with code, relative to the module, as a script may name them.
        whole: Whether all types are wanted; else each file is read up to its first.
        bounds: How much is read.
    """
    walk = Walk(tree, bounds)
    places = [
        (name, join(folder, f"src/{name}/{kind}")) for name in source_sets(walk, folder, chosen) for kind in FOLDERS
    ]
    places += [("", join(folder, root)) for root in roots]
    files: dict[str, SourceFile] = {}
    for source_set, place in places:
        for path in walk.below(place, _is_code, _is_hidden):
            data = walk.read(path) if path not in files else None
            if data is not None:
                files[path] = read_file(path, data, source_set=source_set, whole=whole)
    return Code([*files.values()], walk.problems)


def read_file(path: str, data: bytes, *, source_set: str = "", whole: bool = True) -> SourceFile:
    """Read one file of code; nothing in it is an error."""
    from hapline.builds import read_head  # many patterns, and many Portals have no code

    text = tolerant_text(data)
    head = read_head(text, kotlin=path.endswith(".kt"), whole=whole)
    holds_code = bool(head.types or head.members) and path.rpartition("/")[2] not in _WITHOUT_CLASS
    return SourceFile(
        path=path,
        source_set=source_set,
        package=head.package,
        start=head.start,
        end=head.end,
        span=span_of(text, head.start, head.end) if head.package else None,
        types=head.types,
        holds_code=holds_code,
        may_hand_over=any(mark in data for mark in _HANDING),
    )


def _is_code(name: str) -> bool:
    return name.endswith(_ENDINGS)


def _is_hidden(name: str) -> bool:
    return name.startswith(".")
