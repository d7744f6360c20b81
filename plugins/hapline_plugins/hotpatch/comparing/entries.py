"""Files of two archives beside each other, by what the central directories say of them: no content is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from hapline.archives import Archive, ArchiveEntry
from hapline_hooks import noun


class Said(NamedTuple):
    """What the central directory says of a content: CRC-32 and length. Two that agree are taken for the same."""

    crc: int
    size: int


@noun
class FileChanges:
    """What became of files, by their paths, sorted. changed: Those whose content is another."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything did."""
        return bool(self.added or self.removed or self.changed)


def files(archive: Archive, wanted: Callable[[str], bool]) -> dict[str, ArchiveEntry]:
    """The entries that are wanted, by name, folders aside; of several with one name the last, as phones have it."""
    return {entry.name: entry for entry in archive.entries if not entry.is_dir and wanted(entry.name)}


def said(entry: ArchiveEntry) -> Said:
    """What is said of an entry."""
    return Said(entry.crc, entry.size)


def compare_files(old: Mapping[str, ArchiveEntry], new: Mapping[str, ArchiveEntry]) -> FileChanges:
    """Put the entries of two archives beside each other."""
    both = old.keys() & new.keys()
    return FileChanges(
        added=tuple(sorted(new.keys() - both)),
        removed=tuple(sorted(old.keys() - both)),
        changed=tuple(sorted([name for name in both if said(old[name]) != said(new[name])])),
    )
