"""By which method an Android hotpatch works, as far as its file says.

One version of an app must not mix both (MDS guide, 5.1), and no request says which one it is. The plugin of InstantRun
writes a class ``PatchesInfoImpl``, which lists what it mends, as Robust does, of which it is a descendant; a file with
DEX but without that class is taken for one of DexPatch. That is hapline's reading: no specimen of either is public.
"""

from __future__ import annotations

from hapline.android import BinaryError, DexFile
from hapline.archives import Archive, ArchiveError, open_archive

DEX_PATCH, INSTANT_RUN = "DexPatch", "InstantRun"
_INFO = "PatchesInfoImpl"
_LARGEST = 64 * 2**20
"""Bytes of a DEX file that is looked into."""
_ARCHIVES = (".jar", ".apk", ".zip")


def method_of(path: str) -> str:
    """``DexPatch`` or ``InstantRun``; "" where the file does not say, since it is no archive or has no DEX."""
    try:
        with open_archive(path) as archive:
            return _method(archive)
    except (ArchiveError, BinaryError):
        return ""


def _method(archive: Archive) -> str:
    found = ""
    for entry in archive.entries:
        if entry.name.endswith(".dex"):
            names = DexFile(archive.read(entry, _LARGEST)).class_names
            if any(name.rpartition(".")[2] == _INFO for name in names):
                return INSTANT_RUN
            found = DEX_PATCH
        elif entry.name.endswith(_ARCHIVES) and not archive.inner:
            inner = _method(archive.nested(entry))
            if inner == INSTANT_RUN:
                return inner
            found = found or inner
    return found
