"""Staying: contents that cannot be moved out of their package as files, and why."""

from __future__ import annotations

import re
from collections.abc import Callable

from hapline.archives import Archive, ArchiveEntry
from hapline_hooks import Phrase

BUILD = Phrase("made by the build")
CODE = Phrase("code: move pages in the source")
NATIVE = Phrase("native code goes with what loads it")
PROFILE = Phrase("a profile that the system reads here")
NAMED = Phrase("named in module.json or a profile")
MPAAS = Phrase("mPaaS reads it here")
OTHER = Phrase("no picture, no raw file")

_OF_THE_BUILD = frozenset(
    {"module.json", "config.json", "pack.info", "pkgContextInfo.json", "pkgSdkInfo.json", "rpcid.sc", "resources.index"}
)
_MPAAS = "resources/rawfile/mpaas.config"
_MOVABLE = re.compile(r"resources/(?:rawfile|resfile|[^/]+/media)/.")
_NAMES = re.compile(r"(?:module\.json|config\.json|resources/[^/]+/(?:profile|media)/[^/]+\.json)")
_MEDIA = re.compile(rb"\$media:([\w.-]+)")
_MOST = 1 << 20
"""Bytes of a document that names pictures; real ones have some kilobytes."""


def staying(archive: Archive) -> Callable[[ArchiveEntry], str]:
    """Looks at a package, and then says of each of its entries why it has to stay; empty where it may be moved.

    What code reads by name (pictures, raw files) may be moved together with that code's references; what the system
    or the build puts or reads in a certain place may not.

    Raises:
        ArchiveError: A document of the package is damaged.
    """
    named: set[str] = set()
    for entry in archive.entries:
        if _NAMES.fullmatch(entry.name) and entry.size <= _MOST:
            named |= {name.decode() for name in _MEDIA.findall(archive.read(entry))}

    def reason(entry: ArchiveEntry) -> str:
        name = entry.name
        folder, _, file = name.rpartition("/")
        if name in _OF_THE_BUILD:
            return BUILD
        if name.startswith(("ets/", "js/")):
            return CODE
        if name.endswith(".so"):
            return NATIVE
        if name == _MPAAS:
            return MPAAS
        if folder.endswith("/profile"):
            return PROFILE
        if not _MOVABLE.match(name):
            return OTHER
        is_media = folder.startswith("resources/") and folder.endswith("/media")
        return NAMED if is_media and file.split(".")[0] in named else ""

    return reason


__all__ = ["staying"]
