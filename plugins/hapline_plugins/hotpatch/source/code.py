"""The code of a module in source: the packages that it has classes in, and the classes that mPaaS calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from hapline.builds import Walk, join, read_head, source_sets, tolerant_text
from hapline_hooks import Unreadable
from hapline_plugins.hotpatch.source.application_class import LIKE, ApplicationClass

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.source.modules import AppModule, HotpatchModule

_FOLDERS = ("java", "kotlin")
_PLACES = (("java", ".java"), ("java", ".kt"), ("kotlin", ".kt"))
"""Where a class stands that is in a file of its own name: the folder of sources, and the ending."""
_ENDINGS = (".java", ".kt")
_NO_CLASSES = frozenset(("package-info.java", "module-info.java"))


class CodeFile(NamedTuple):
    """A file of Java or Kotlin.

    Attributes:
        path: The file. data: Its content.
    """

    path: str
    data: bytes

    @property
    def is_kotlin(self) -> bool:
        """Whether it is Kotlin."""
        return self.path.endswith(".kt")


class Code:
    """The code of a module, its tests left out; what the build makes itself is not seen.

    Attributes:
        module: The module.
    """

    def __init__(self, module: HotpatchModule) -> None:
        """Name a module; its code is read when something is asked, one file at a time."""
        self.module = module

    @property
    def files(self) -> Iterator[CodeFile]:
        """The files, in the order of their paths by folder."""
        return _files(self.module)

    @cached_property
    def packages(self) -> frozenset[str]:
        """The packages that classes are in; the unnamed package is the empty one."""
        return frozenset(
            read_head(tolerant_text(one.data), kotlin=one.is_kotlin, whole=False).package for one in self.files
        )

    @cached_property
    def is_kotlin(self) -> bool:
        """Whether most of it is Kotlin."""
        kinds = [one.is_kotlin for one in self.files]
        return sum(kinds) * 2 > len(kinds)

    @cached_property
    def application_likes(self) -> Sequence[ApplicationClass]:
        """The classes that derive from QuinoxlessApplicationLike."""
        return [found for one in self.files if LIKE.encode() in one.data for found in _likes(one)]

    @cached_property
    def starts_hotpatch(self) -> bool:
        """Whether some class calls ``MPHotpatch.init()``."""
        return any(
            b"MPHotpatch" in one.data and ApplicationClass("", one.path, one.data).starts_hotpatch for one in self.files
        )

    def find(self, name: str) -> ApplicationClass | None:
        """A class by its full name, in whatever file it stands."""
        package, _, own = name.rpartition(".")
        for one in self.files:
            if own.encode() in one.data:
                head = read_head(tolerant_text(one.data), kotlin=one.is_kotlin)
                if head.package == package and own in head.types:
                    return ApplicationClass(name, one.path, one.data)
        return None


def find_class(app: AppModule, name: str) -> ApplicationClass | None:
    """A class of an app, or of another module of its build, by its full name; None where no file declares it.

    The files that should hold it, by its name, are looked at first: all others are read only where it is in none.
    """
    modules = (app, *(one for one in app.build.modules if one is not app))
    place = name.replace(".", "/")
    for module in modules:
        for folder, ending in _PLACES:
            path = module.file(f"src/main/{folder}/{place}{ending}")
            with suppress(Unreadable):
                found = ApplicationClass(name, path, app.build.tree.read(path))
                if found.is_declared:
                    return found
    others = (one.code.find(name) for one in modules)
    return next((one for one in others if one is not None), None)


def _files(module: HotpatchModule) -> Iterator[CodeFile]:
    walk = Walk(module.build.tree)
    for source_set in source_sets(walk, module.folder):
        for folder in _FOLDERS:
            root = join(module.folder, f"src/{source_set}/{folder}")
            for path in walk.below(root, _is_code, _is_hidden):
                data = walk.read(path)
                if data is not None:
                    yield CodeFile(path, data)


def _likes(file: CodeFile) -> Iterator[ApplicationClass]:
    head = read_head(tolerant_text(file.data), kotlin=file.is_kotlin)
    for name in head.types:
        found = ApplicationClass(f"{head.package}.{name}" if head.package else name, file.path, file.data)
        if found.superclass == LIKE:
            yield found


def _is_code(name: str) -> bool:
    return name.endswith(_ENDINGS) and name not in _NO_CLASSES


def _is_hidden(name: str) -> bool:
    return name.startswith(".")
