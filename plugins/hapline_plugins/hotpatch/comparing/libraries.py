"""Native libraries of two apks, aars or Bundle jars: added, removed, renamed, changed.

InstantRun makes no patch where the number or the names of the libraries differ (mPaaS MDS guide, 5.2.2.1).
"""

from __future__ import annotations

from hapline.archives import Archive, ArchiveEntry
from hapline_hooks import noun
from hapline_plugins.hotpatch.comparing.entries import compare_files, files, said

_FOLDERS = ("lib", "jni")
"""Where libraries are: in apks and Bundle jars, and in aars."""
_DEEP = 3


@noun
class RenamedLibrary:
    """A library that has another name now, and the same content. abi: Such as ``arm64-v8a``."""

    abi: str
    old: str
    new: str


@noun
class LibraryChanges:
    """What became of the libraries, each by its path, such as ``lib/arm64-v8a/libfoo.so``; sorted.

    Attributes:
        added, removed: Those that are not there before or after, and were not renamed.
        renamed: Those of which only the name is another, within an ABI.
        changed: Those whose content is another. added_abis, removed_abis: The ABIs that have come or gone as a whole.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[RenamedLibrary, ...] = ()
    changed: tuple[str, ...] = ()
    added_abis: tuple[str, ...] = ()
    removed_abis: tuple[str, ...] = ()

    @property
    def names_differ(self) -> bool:
        """Whether the number or the names of libraries differ, so that InstantRun makes no patch."""
        return bool(self.added or self.removed or self.renamed)

    def __bool__(self) -> bool:
        """Whether anything became of them."""
        return self.names_differ or bool(self.changed)


def compare_libraries(old: Archive, new: Archive) -> LibraryChanges:
    """Put the native libraries of two files beside each other.

    Contents are compared by CRC-32 and length; only where that says that one was renamed are they read.

    Raises:
        hapline.archives.ArchiveError: A library that may have been renamed cannot be read.
    """
    before, after = files(old, _is_library), files(new, _is_library)
    changes = compare_files(before, after)
    renamed = []
    added, removed = dict.fromkeys(changes.added), dict.fromkeys(changes.removed)
    for gone in changes.removed:
        for come in added:
            if abi(come) == abi(gone) and _same(old, before[gone], new, after[come]):
                renamed.append(RenamedLibrary(abi=abi(gone), old=gone, new=come))
                del added[come], removed[gone]
                break
    old_abis, new_abis = set(map(abi, before)), set(map(abi, after))
    return LibraryChanges(
        added=tuple(added),
        removed=tuple(removed),
        renamed=tuple(renamed),
        changed=changes.changed,
        added_abis=tuple(sorted(new_abis - old_abis)),
        removed_abis=tuple(sorted(old_abis - new_abis)),
    )


def abi(path: str) -> str:
    """The ABI of a library, by its path."""
    return path.split("/")[1]


def _is_library(name: str) -> bool:
    pieces = name.split("/")
    return len(pieces) == _DEEP and pieces[0] in _FOLDERS and pieces[2].endswith(".so")


def _same(old: Archive, one: ArchiveEntry, new: Archive, other: ArchiveEntry) -> bool:
    return said(one) == said(other) and _content(old, one) == _content(new, other)


def _content(archive: Archive, entry: ArchiveEntry) -> bytes:
    import hashlib

    digest = hashlib.sha256()
    for piece in archive.pieces(entry):
        digest.update(piece)
    return digest.digest()
