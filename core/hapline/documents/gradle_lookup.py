"""Gathers from a tree what a Gradle script may refer to: scripts that it applies or that lie above it, properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.documents.gradle_script import GradleScript
from hapline.documents.gradle_variables import Variables
from hapline.documents.text import DocumentError
from hapline_hooks import Unreadable

if TYPE_CHECKING:
    from hapline.documents.gradle_catalogue import VersionCatalogue
    from hapline.documents.gradle_values import Value
    from hapline.documents.properties_document import Properties
    from hapline_hooks import Tree

_MOST = 50  # scripts that apply each other
_ROOT = r"\$\{?(?:rootDir|rootProject\.(?:projectDir|rootDir)|project\.rootDir)\}?/?"
_HERE = r"\$\{?(?:projectDir|project\.projectDir)\}?/?"


class GradleFiles:
    """The files of one Gradle build in a tree; each is read once.

    Attributes:
        problems: What could not be read, by path.
    """

    def __init__(
        self,
        tree: Tree,
        root: str = "",
        pool: dict[tuple[bytes, bool], GradleScript] | None = None,
        contents: Mapping[str, bytes] | None = None,
    ) -> None:
        """Name the folder of the build, where its settings are.

        Args:
            tree: Where files are read from.
            root: The folder, empty for that of the tree.
            pool: The scripts of several builds, to be shared by their content: what wizards write is the same in many.
            contents: What has been read of the tree before, by path.
        """
        self.tree = tree
        self.root = root.strip("/")
        self.problems: dict[str, DocumentError | Unreadable] = {}
        self._pool = {} if pool is None else pool
        self._contents = contents or {}
        self._scripts: dict[str, GradleScript | None] = {}
        self._property_files: dict[str, Properties | None] = {}
        self._catalogues: dict[str, VersionCatalogue] | None = None

    def script(self, path: str) -> GradleScript | None:
        """A script; None where it is absent or cannot be read, which ``problems`` tells."""
        if path not in self._scripts:
            data = self._read(path)
            try:
                self._scripts[path] = None if data is None else self._shared(data, path)
            except DocumentError as error:
                self.problems[path] = error
                self._scripts[path] = None
        return self._scripts[path]

    def properties(self, path: str) -> Properties | None:
        """A file of properties; None where it is absent or cannot be read, which ``problems`` tells."""
        if path not in self._property_files:
            self._property_files[path] = self._read_properties(path)
        return self._property_files[path]

    def _read_properties(self, path: str) -> Properties | None:
        data = self._read(path)
        if data is None:
            return None
        from hapline.documents.properties_document import Properties

        try:
            return Properties(data)
        except DocumentError as error:
            self.problems[path] = error
            return None

    def variables(self, path: str) -> Variables:
        """What a script may refer to: itself, what it applies, the scripts of the folders above, and so on.

        They are read when something is looked up.

        Args:
            path: The script.
        """
        return _Gathered(self, path)

    def scripts_for(self, path: str) -> list[GradleScript]:
        """The scripts that one may refer to, the nearest first."""
        scripts: dict[str, GradleScript] = {}
        folders = list(self._folders(path))
        for one in (path, *(self._build(folder) for folder in folders)):
            self._add(one, scripts, folders[0] if one == path else one.rpartition("/")[0])
        return list(scripts.values())

    def properties_for(self, path: str) -> list[tuple[str, Properties]]:
        """The files of properties that a script may refer to, with their paths, the nearest first."""
        paths = [_join(folder, "gradle.properties") for folder in self._folders(path)]
        return [(one, found) for one in paths if (found := self.properties(one)) is not None]

    def applied(self, script: GradleScript, folder: str) -> Iterator[tuple[Value, str]]:
        """The scripts that one applies (``apply from:``): what names each, and its path.

        Args:
            script: The script. folder: That of the project whose script it is, or is applied by.

        Yields:
            Those in the tree as far as the path goes, there or not; what is on the web, or computed, is left out.
        """
        for call in script.calls("apply") if "from" in script.text else ():  # few scripts apply others
            value = call.arg("from")
            path = self._applied(value, folder) if value is not None else ""
            if value is not None and path:
                yield value, path

    @property
    def catalogues(self) -> dict[str, VersionCatalogue]:
        """The version catalogues in the folder ``gradle``, by name: ``libs.versions.toml`` is ``libs``."""
        if self._catalogues is None:
            self._catalogues = {}
            folder = _join(self.root, "gradle")
            for entry in self.tree.list(folder):
                name, mark, rest = entry.name.partition(".versions.toml")
                path = _join(folder, entry.name)
                data = self._read(path) if mark and not rest and not entry.is_dir else None
                if data is not None:
                    from hapline.documents.gradle_catalogue import VersionCatalogue

                    try:
                        self._catalogues[name] = VersionCatalogue(data, path)
                    except DocumentError as error:
                        self.problems[path] = error
        return self._catalogues

    def _shared(self, data: bytes, path: str) -> GradleScript:
        key = (data, path.endswith(".kts"))
        known = self._pool.get(key)
        if known is not None:
            return known.called(path)
        made = self._pool[key] = GradleScript(data, path)
        return made

    def _add(self, path: str, scripts: dict[str, GradleScript], folder: str) -> None:
        rest = [path]
        while rest and len(scripts) < _MOST:
            one = rest.pop(0)
            script = self.script(one) if one and one not in scripts else None
            if script is not None:
                scripts[one] = script
                rest += [found for _, found in self.applied(script, folder)]

    def _applied(self, value: Value, folder: str) -> str:
        """The path of a script that is applied; empty where it is on the web, or computed."""
        base = folder
        if value.kind == "call" and value.name in {"file", "rootProject.file", "project.file"} and value.links[-1].args:
            base = self.root if value.name.startswith("root") else folder
            value = value.links[-1].args[0].value
        text = value.text[1:-1] if value.kind == "string" else ""
        for pattern, start in ((_ROOT, self.root), (_HERE, folder)):
            match = re.match(pattern, text)
            if match:
                base, text = start, text[match.end() :]
        if not text or "$" in text or "://" in text:
            return ""
        return _join(base, text)

    def _folders(self, path: str) -> Iterator[str]:
        folder = path.rpartition("/")[0]
        while True:
            yield folder
            if folder in {self.root, ""}:
                return
            folder = folder.rpartition("/")[0]

    def _build(self, folder: str) -> str:
        for name in ("build.gradle", "build.gradle.kts"):
            path = _join(folder, name)
            known = path in self._scripts
            if self._scripts[path] is not None if known else self.tree.is_file(path):
                return path
        return ""

    def _read(self, path: str) -> bytes | None:
        known = self._contents.get(path)
        if known is not None:
            return known
        try:
            return self.tree.read(path)
        except Unreadable as error:
            if not error.absent:
                self.problems[path] = error
            return None


class _Gathered(Variables):
    """What a script may refer to, gathered when somebody asks: most values refer to nothing."""

    def __init__(self, files: GradleFiles, path: str) -> None:
        super().__init__()
        self._files = files
        self._path = path

    @cached_property
    def scripts(self) -> tuple[GradleScript, ...]:
        return tuple(self._files.scripts_for(self._path))

    @cached_property
    def properties(self) -> tuple[tuple[str, Properties], ...]:
        return tuple(self._files.properties_for(self._path))

    @cached_property
    def catalogues(self) -> dict[str, VersionCatalogue]:
        return self._files.catalogues


def _join(folder: str, name: str) -> str:
    """A path in the tree, ``..`` taken out; empty where it leads out of the tree."""
    parts: list[str] = []
    for part in (f"{folder}/{name}" if folder else name).split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
