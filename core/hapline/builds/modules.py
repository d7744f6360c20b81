"""One Gradle module of a build: its script, its plugins, and the values that its blocks give."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hapline.builds.plugins import AppliedPlugin, applied_plugins
from hapline_hooks import Location, Subject
from hapline_hooks.once import cached_property

if TYPE_CHECKING:
    from hapline.builds.build import GradleBuild
    from hapline.builds.manifests import Manifest
    from hapline.documents import GradleScript, Properties, Statement, Value, Variables

MANIFEST_PATH = "src/main/AndroidManifest.xml"


class GivenValue(NamedTuple):
    """A value that a script gives a name.

    Attributes:
        text: What it says; None where that is not known. value: How it is written.
        statement: The statement, with its conditions. of: The module whose script gives it. path: The names.
    """

    text: str | None
    value: Value
    statement: Statement
    of: GradleModule
    path: tuple[str, ...]

    @property
    def location(self) -> Location:
        """The place of the value."""
        return self.of.at(self.value.start, self.value.end, *self.path)


class GradleModule(Subject):
    """A module of a build.

    Attributes:
        build: The build. path: Its path in Gradle, such as ``:app``; ``:`` for the root. name: Its name there.
        folder: Its folder in the tree. script: Its script; None where there is none, or none that can be read.
        script_path: The path of the script in the tree, whether it is there or not.
    """

    def __init__(
        self, build: GradleBuild, path: str, name: str, folder: str, script_path: str, script: GradleScript | None
    ) -> None:
        """Name a module."""
        self.build = build
        self.path = path
        self.name = name
        self.folder = folder
        self.script_path = script_path
        self.script = script

    def source(self, location: Location) -> bytes:
        """A file of the build."""
        return self.build.source(location)

    def file(self, name: str) -> str:
        """A file of this module, as a path of the tree."""
        return f"{self.folder}/{name}" if self.folder else name

    def at(self, start: int, end: int, *keys: str) -> Location:
        """A place in its script."""
        span = self.script.place(start, end) if self.script is not None else None
        return Location(path=self.script_path, keys=keys, span=span)

    @property
    def top(self) -> Location:
        """Its script, or its folder where it has none."""
        return Location(path=self.script_path)

    @cached_property
    def variables(self) -> Variables:
        """What its script may refer to."""
        return self.build.files.variables(self.script_path)

    @cached_property
    def plugins(self) -> tuple[AppliedPlugin, ...]:
        """The plugins that its script applies."""
        return applied_plugins(self.script, lambda: self.variables) if self.script is not None else ()

    def applies(self, *names: str) -> list[AppliedPlugin]:
        """Where one of these plugins is applied."""
        return [one for one in self.plugins if one.name in names]

    def place_of(self, plugin: str) -> Location:
        """Where a plugin is applied; the script where it is not."""
        found = self.applies(plugin)
        return self.at(found[0].start, found[0].end) if found else self.top

    @cached_property
    def manifest(self) -> Manifest | None:
        """Its AndroidManifest.xml; None where there is none, or where it cannot be read, which the build knows."""
        return self.build.manifest(self.file(MANIFEST_PATH))

    @cached_property
    def properties(self) -> Properties | None:
        """Its own gradle.properties."""
        return self.build.properties(self.file("gradle.properties"))

    def given(self, *path: str) -> list[GivenValue]:
        """The values that its script gives a path of names, in order: ``given("bundle", "packageId")``."""
        if self.script is None:
            return []
        found: list[GivenValue] = []
        for statement in self.script.values(*path):
            value = statement.value
            if value is not None:
                found.append(GivenValue(self.said(value), value, statement, self, path))
        return found

    def last(self, *path: str) -> GivenValue | None:
        """The value that counts: the last one that is given."""
        found = self.given(*path)
        return found[-1] if found else None

    def said(self, value: Value) -> str | None:
        """What a value says, variables filled in; None where that is not known."""
        fixed = value.fixed
        return self.variables.resolve(value).text if fixed is None else fixed
