"""Releases as tags of git: the package as it was in the tagged commit."""

from __future__ import annotations

from hapline.archives import ArchiveError
from hapline.errors import HaplineError
from hapline.git import Repository
from hapline_hooks import Settings, Tree, Unreadable
from hapline_plugins.offline.descriptor.described import FILE
from hapline_plugins.offline.released.comparing import changed_files
from hapline_plugins.offline.released.release import Compared
from hapline_plugins.offline.source.finding import find
from hapline_plugins.offline.source.project import OfflineProject


class TaggedRelease:
    """A version that a tag names.

    Attributes:
        version: The version. where: The tag.
    """

    def __init__(self, repository: Repository, settings: Settings, tag: str, version: str) -> None:
        """Name a tag of a repository."""
        self.version = version
        self.where = tag
        self._repository = repository
        self._settings = settings
        self._compared: dict[str, Compared | None] = {}

    def compared(self, project: OfflineProject) -> Compared | None:
        """The package as it was beside what it is; None where the commit does not have its files."""
        if project.root not in self._compared:
            self._compared[project.root] = self._beside(project)
        return self._compared[project.root]

    def _beside(self, project: OfflineProject) -> Compared | None:
        try:
            with self._repository.opened(f"refs/tags/{self.where}") as tree:
                then = self._then(tree, project)
                if then is None or not then.content.files:
                    return None
                return Compared(kind=then.described.kind, changed=changed_files(then.content, project.content))
        except (HaplineError, Unreadable, ArchiveError):
            return None  # what cannot be read now is said by another rule; what could not be read then is past

    def _then(self, tree: Tree, project: OfflineProject) -> OfflineProject | None:
        """The package in the tagged commit: in the same folder, or wherever it was then."""
        before = f"{project.root}/" if project.root else ""
        if tree.is_file(f"{before}{FILE}"):
            same = OfflineProject(tree, project.root, project.target)
            if same.described.id == project.described.id:
                return same
        found = (one for one in find(tree, self._settings) if isinstance(one, OfflineProject))
        return next((one for one in found if _id_of(one) == project.described.id), None)


def _id_of(project: OfflineProject) -> str:
    try:
        return project.described.id
    except HaplineError:
        return ""
