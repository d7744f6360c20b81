"""A Bundle in source: the main module, its sub-modules, and what its block ``bundle`` says.

Source: the vendor's guide, "build.gradle of the main module" and "Bundle properties".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from hapline.builds import GivenValue
from hapline_hooks.once import cached_property
from hapline_plugins.portal.names import slinks_name
from hapline_plugins.portal.numbers import computed, whole_number
from hapline_plugins.portal.official import is_official
from hapline_plugins.portal.source.declared import COMPILED, Declared
from hapline_plugins.portal.source.interfaces import is_api
from hapline_plugins.portal.source.modules import GradleModule

if TYPE_CHECKING:
    from hapline_hooks import Tree
    from hapline_plugins.portal.source.resources import Resource

_CODE = (("java", (".java", ".kt")), ("kotlin", (".kt",)))
"""Folders of a source set that hold code, and how the files in each end."""


class Export(NamedTuple):
    """A package that a Bundle exports.

    Attributes:
        name: The package. start: Where it stands in the script. end: Where it ends.
    """

    name: str
    start: int
    end: int


class Bundle(GradleModule):
    """The main module of a Bundle."""

    kind = "portal.bundle"

    @cached_property
    def group(self) -> str | None:
        """Its group; None where that is not known."""
        return self.known("group")

    @property
    def artifact(self) -> str:
        """Its artifact: the name of the Gradle project, which settings may change."""
        return self.name

    @property
    def key(self) -> str | None:
        """``group:artifact``; None where the group is not known."""
        return f"{self.group}:{self.artifact}" if self.group else None

    @property
    def label(self) -> str:
        """What people call it: ``group:artifact``, or its folder."""
        return self.key or self.folder or self.name

    @property
    def is_official(self) -> bool:
        """Whether it is one of mPaaS's own, by its group."""
        return is_official(self.group or "")

    @property
    def slinks_name(self) -> str | None:
        """Its line in slinks."""
        return slinks_name(self.group, self.artifact) if self.group else None

    @cached_property
    def version(self) -> str | None:
        """Its version; None where that is not known."""
        return self.known("version")

    @cached_property
    def package_id(self) -> GivenValue | None:
        """``packageId`` as it is given."""
        return self.last("bundle", "packageId")

    @cached_property
    def init_level(self) -> GivenValue | None:
        """``initLevel`` as it is given."""
        return self.last("bundle", "initLevel")

    @property
    def level(self) -> int | None:
        """What ``initLevel`` says as a number; None where none is given, where it is not known, or is no number."""
        given = self.init_level
        if given is None or given.text is None:
            return None
        if given.value.kind == "string":
            return whole_number(given.text)
        number = computed(given.text.removeprefix("-"))
        return -number if number is not None and given.text.startswith("-") else number

    @cached_property
    def exports_given(self) -> GivenValue | None:
        """``exportPackages`` as it is given last."""
        return self.last("bundle", "exportPackages")

    @cached_property
    def exports(self) -> tuple[Export, ...]:
        """The packages that it exports, each with its place where it stands in a string."""
        found: list[Export] = []
        for statement in self.script.select("bundle", "exportPackages")[-1:] if self.script is not None else ():
            values = [one.value for one in statement.args] or ([statement.value] if statement.value else [])
            for value in values:
                for item in value.items if value.kind == "list" else (value,):
                    found += _packages(self.said(item), item.start, item.text)
        return tuple(found)

    @property
    def exports_known(self) -> bool:
        """Whether all that it exports is known: nothing is computed."""
        given = self.exports_given
        return given is None or given.text is not None or given.value.kind == "list"

    @cached_property
    def sub_modules(self) -> list[GradleModule]:
        """The other modules of the Bundle: those of its build that apply the library plugin."""
        return [one for one in self.build.modules if one.module_kind == "library"]

    @property
    def api_modules(self) -> list[GradleModule]:
        """The sub-modules that other Bundles may use: ``api``, and names that end so (``bapi``)."""
        return [one for one in self.sub_modules if is_api(one.name)]

    @cached_property
    def all_modules(self) -> list[GradleModule]:
        """The main module and its sub-modules."""
        return [self, *self.sub_modules]

    @cached_property
    def used_interfaces(self) -> tuple[Declared, ...]:
        """What its modules compile against, as far as its name is known."""
        found = (one for module in self.all_modules for one in module.dependencies(*COMPILED))
        return tuple(one for one in found if one.key is not None)

    def has_file_of(self, name: str) -> bool:
        """Whether one of its modules has a file of code where one would look for a class first."""
        *packages, outer = name.partition("$")[0].split(".")
        tree = self.build.tree
        for module in self.all_modules:
            for folder, endings in _CODE:
                place = _inside(tree, module.file(f"src/main/{folder}"), packages)
                if place is not None and any(tree.is_file(f"{place}/{outer}{ending}") for ending in endings):
                    return True
        return False

    @cached_property
    def resource(self) -> Resource | None:
        """A resource that one of its modules defines; None where none does."""
        from hapline_plugins.portal.source.own_resources import own_resource

        return own_resource(self)

    @cached_property
    def has_resources(self) -> bool | None:
        """Whether it holds resources; None where that is not known, since a library may bring some."""
        if self.resource is not None:
            return True
        from hapline_plugins.portal.source.own_resources import may_bring_resources

        return None if may_bring_resources(self) else False


def _inside(tree: Tree, folder: str, names: Iterable[str]) -> str | None:
    """The folder that names lead to from another one; None as soon as one is not there, as of most classes."""
    for name in names:
        if not any(entry.name == name for entry in tree.list(folder)):
            return None
        folder = f"{folder}/{name}"
    return folder


def _packages(text: str | None, start: int, written: str) -> Iterator[Export]:
    """The packages in a text with commas between them; where it is not written as such, all stand at its start."""
    if text is None:
        return
    exact = written[1:-1] == text
    at = 0
    for piece in text.split(","):
        name = piece.strip()
        if name:
            first = start + 1 + at + len(piece) - len(piece.lstrip()) if exact else start
            yield Export(name, first, first + len(name) if exact else start + len(written))
        at += len(piece) + 1
