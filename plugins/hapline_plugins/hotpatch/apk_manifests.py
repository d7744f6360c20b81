"""What an apk says of itself in its manifest, as far as the commands on releases and patches ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.android import AndroidManifest
from hapline.errors import UsageError
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.archives import Archive

NAME = "AndroidManifest.xml"
MOST_MANIFEST = 16 * 1024 * 1024
"""Bytes that are read of one."""
MOST_DEX = 128 * 1024 * 1024
"""Bytes that are read of a DEX file; real ones stay below 20 MB."""


def manifest_of(archive: Archive, path: str) -> AndroidManifest:
    """The manifest of an apk.

    Args:
        archive: The apk. path: What people call it.

    Raises:
        hapline.errors.UsageError: It is no apk.
        hapline.archives.ArchiveError: It cannot be read. hapline.android.BinaryError: It is broken.
    """
    if NAME not in archive.by_name:
        raise UsageError(
            Phrase("the file is no apk: it has no {entry}", entry=NAME),
            where=path,
            todo="name the apk as the build wrote it",
        )
    return AndroidManifest.read(archive.read(NAME, MOST_MANIFEST))


def version_of(manifest: AndroidManifest) -> str:
    """The versionName; empty where there is none, or where it stands in a resource."""
    return "" if manifest.version_name.startswith("@") else manifest.version_name
