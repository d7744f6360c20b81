"""All releases that the configuration says where to see, each looked up once for a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.git import Repository, repository_of
from hapline_hooks import Settings, Tree
from hapline_plugins.offline.ids import order

if TYPE_CHECKING:
    from hapline_plugins.offline.building.existing import Existing
    from hapline_plugins.offline.released.files import ReleasedFile
    from hapline_plugins.offline.released.release import Release
    from hapline_plugins.offline.released.tags import TaggedRelease

TAG = "offline.tag"
FOLDER = "offline.released"


class Released:
    """What was released before."""

    def __init__(self, tree: Tree, settings: Settings) -> None:
        """Look nothing up yet."""
        self._tree = tree
        self._settings = settings
        self._tagged_known: dict[str, list[TaggedRelease]] = {}
        self._filed_known: dict[str, list[ReleasedFile]] = {}

    def of(self, package_id: str) -> Sequence[Release]:
        """The releases of a package, the highest version first; the tree is told what they depend on."""
        found: list[Release] = [*self._tagged(package_id), *self._filed(package_id)]
        return sorted(found, key=lambda one: order(one.version), reverse=True)

    def versions_of(self, package_id: str) -> list[str]:
        """The versions that a package was released in, the highest first."""
        return [one.version for one in self.of(package_id)]

    def highest_file(self, package_id: str) -> tuple[str, str] | None:
        """The highest version of a package in the folder of released ones, and its file; None where there is none."""
        found = self._filed(package_id)
        best = max(found, key=lambda one: order(one.version), default=None)
        return (best.version, best.path) if best is not None else None

    @cached_property
    def folder(self) -> str:
        """The folder of released packages as an absolute path; empty where the configuration names none."""
        path = self._settings.located(FOLDER)
        return os.path.abspath(path) if path else ""

    def _tagged(self, package_id: str) -> Sequence[Release]:
        repository = self._repository
        if repository is None:
            return ()
        for path in self._behind_tags:
            self._tree.depends_on(path)
        from hapline_plugins.offline.released.tags import TaggedRelease

        return [TaggedRelease(repository, self._settings, *one) for one in self._tags.get(package_id, ())]

    def _filed(self, package_id: str) -> Sequence[ReleasedFile]:
        if not self.folder:
            return ()
        for path in self._files.folders or (self.folder,):
            self._tree.depends_on(path)
        files = self._files.by_id.get(package_id, ())
        for _, path in files:
            self._tree.depends_on(path)
        if package_id not in self._filed_known:
            from hapline_plugins.offline.released.files import ReleasedFile

            self._filed_known[package_id] = [ReleasedFile(path, version) for version, path in files]
        return self._filed_known[package_id]

    @cached_property
    def _repository(self) -> Repository | None:
        return repository_of(self._tree) if self._settings.text(TAG) else None

    @cached_property
    def _behind_tags(self) -> Sequence[str]:
        return self._repository.kept_in(index=False) if self._repository is not None else ()

    @cached_property
    def _tags(self) -> dict[str, list[tuple[str, str]]]:
        """The tags of each package, with the versions that they name."""
        import re

        from hapline_plugins.offline.released.patterns import tag_expression

        pattern = tag_expression(self._settings.text(TAG))
        found: dict[str, list[tuple[str, str]]] = {}
        for tag in self._repository.tags() if self._repository is not None and pattern else ():
            match = re.fullmatch(pattern or "", tag)
            if match is not None:
                found.setdefault(match["id"], []).append((tag, match["version"]))
        return found

    @cached_property
    def _files(self) -> Existing:
        from hapline_plugins.offline.building.existing import packages_in

        return packages_in([self.folder])
