"""One released version of a package, wherever it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hapline_hooks import noun
from hapline_plugins.offline.descriptor.described import Kind

if TYPE_CHECKING:
    from hapline_plugins.offline.source.project import OfflineProject


@noun
class Compared:
    """What a release is beside the package as it is now.

    Attributes:
        kind: Normal or global. changed: The paths of files that are not the same, sorted.
    """

    kind: Kind
    changed: tuple[str, ...]


class Release(Protocol):
    """A released version."""

    @property
    def version(self) -> str:
        """The version."""

    @property
    def where(self) -> str:
        """What people call it: a tag, or a file."""

    def compared(self, project: OfflineProject) -> Compared | None:
        """What it is beside the package as it is now; None where its files are not to be had."""
