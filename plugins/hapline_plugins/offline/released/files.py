"""Releases as .amr files in a folder."""

from __future__ import annotations

from hapline.archives import ArchiveError
from hapline.errors import HaplineError
from hapline.files import shown
from hapline_hooks import Unreadable
from hapline_plugins.offline.released.comparing import changed_files
from hapline_plugins.offline.released.release import Compared
from hapline_plugins.offline.source.project import OfflineProject


class ReleasedFile:
    """A released package.

    Attributes:
        version: Its version, by its name. path: The file.
    """

    def __init__(self, path: str, version: str) -> None:
        """Name a file."""
        self.path = path
        self.version = version
        self._compared: dict[str, Compared | None] = {}

    @property
    def where(self) -> str:
        """The file, as people call it."""
        return shown(self.path)

    def compared(self, project: OfflineProject) -> Compared | None:
        """What it holds beside what the package holds now; None where it cannot be read."""
        if project.root not in self._compared:
            self._compared[project.root] = self._beside(project)
        return self._compared[project.root]

    def _beside(self, project: OfflineProject) -> Compared | None:
        from hapline_plugins.offline.amr.package import AmrPackage
        from hapline_plugins.offline.amr.sound import check_sound

        try:
            package = AmrPackage(self.path)
            check_sound(package)
            return Compared(kind=package.kind, changed=changed_files(package.content, project.content))
        except (HaplineError, Unreadable, ArchiveError, OSError):
            return None
