"""What an Android library (.aar) brings into an app: its manifest and its resources.

Source: the format of AAR files (developer.android.com, "AAR file"): a ZIP archive with AndroidManifest.xml and res/.
"""

from __future__ import annotations

import os

from hapline.archives import ArchiveTree, Limits, open_archive
from hapline.builds import Bounds
from hapline_hooks import noun
from hapline_plugins.portal.source.resources import Resources, code_name, resources_in

MANIFEST = "AndroidManifest.xml"
_LARGEST = 4 * 1024 * 1024
"""Bytes of a manifest that is read."""
_LIMITS = Limits(max_entries=20_000)
_BOUNDS = Bounds(folders=1000)  # to list a folder of an archive is to look at all of its entries


@noun
class Aar:
    """An Android library.

    Attributes:
        manifest: Its manifest, as text of XML; None where there is none.
        resources: What is defined in its ``res`` folder; places are offsets in the entries.
    """

    manifest: bytes | None
    resources: Resources

    def defines(self, kind: str, name: str) -> bool:
        """Whether a resource is defined in it, by its type and its name in XML or in code."""
        return (kind, name) in self.resources.keys or (kind, code_name(name)) in self.resources.code_keys


def read_aar(source: str | os.PathLike[str] | bytes) -> Aar:
    """Read a library.

    Args:
        source: The file, or its content.

    Raises:
        OSError: The file cannot be opened.
        hapline.archives.ArchiveError: It is no archive, is broken, or asks for more than is allowed.
    """
    with open_archive(source, limits=_LIMITS) as archive:
        return Aar(
            manifest=archive.read(MANIFEST, _LARGEST) if MANIFEST in archive.by_name else None,
            resources=resources_in(ArchiveTree(archive, "aar"), "", chosen=(), roots=("res",), bounds=_BOUNDS),
        )
