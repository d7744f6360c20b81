"""Resources of two builds: files below res/ and assets/, the entries of the table, and ids that moved."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from hapline.android import ResourceBag, ResourceTable, TypedValue, read_values
from hapline.archives import Archive, ArchiveEntry
from hapline.documents import DocumentError
from hapline_hooks import noun, replace
from hapline_plugins.hotpatch.comparing.documents import read_document, reference, same
from hapline_plugins.hotpatch.comparing.entries import FileChanges, compare_files, files, said
from hapline_plugins.hotpatch.comparing.resource_names import MOST_TABLE, NO_NAMES, TABLE, ResourceNames, resource_names

_FOLDERS = ("res/", "assets/")
_MOST_XML = 16 * 1024 * 1024
_BINARY_XML = b"\x03\0\x08\0"


class MovedId(NamedTuple):
    """A resource that has another id now. name: Such as ``string/app_name``. old: Its id before. new: Its id now."""

    name: str
    old: int
    new: int


@noun
class ResourceChanges:
    """What became of the resources.

    Attributes:
        files: Files below res/ and assets/; what a changed one says is another.
        renumbered: Files of XML that say the same, but for the ids that stand for resources in them.
        added, removed: Resources by name. changed: Those with other values, or other files.
        moved: Those whose ids are others.
        old_names: The resources before; None where the tables are the same, so that each id means what it meant.
        new_names: The resources now; likewise.
    """

    files: FileChanges
    renumbered: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[MovedId, ...] = ()
    old_names: ResourceNames | None = None
    new_names: ResourceNames | None = None

    def __bool__(self) -> bool:
        """Whether anything became of them; that ids moved and nothing else counts too."""
        return bool(self.files or self.renumbered or self.added or self.removed or self.changed or self.moved)


def compare_resources(old: Archive, new: Archive) -> ResourceChanges:
    """Put the resources of two files beside each other.

    Contents are compared by CRC-32 and length; the tables are read where they differ, and then the XML that differs.

    Raises:
        hapline.archives.ArchiveError: A table or a file cannot be read.
        hapline.android.BinaryError: A table is broken.
    """
    before, after = files(old, _is_resource), files(new, _is_resource)
    found = compare_files(before, after)
    if same_table(old, new):
        changed = sorted(_of_files(old, frozenset(found.changed))) if found.changed else ()
        return ResourceChanges(files=found, changed=tuple(changed))
    one, other = _Side(old, before), _Side(new, after)
    alike = {name for name in found.changed if _say_the_same(name, one, other)}
    really = {*found.changed, *_turned(one, other)} - alike
    ids, new_ids = one.names.ids, other.names.ids
    both = sorted(ids.keys() & new_ids.keys())
    values, new_values = one.values(alike, really), other.values(alike, really)
    return ResourceChanges(
        files=replace(found, changed=tuple(sorted(really))),
        renumbered=tuple(sorted(alike)),
        added=tuple(sorted(new_ids.keys() - ids.keys())),
        removed=tuple(sorted(ids.keys() - new_ids.keys())),
        changed=tuple([name for name in both if values.get(name) != new_values.get(name)]),
        moved=tuple([MovedId(name, ids[name], new_ids[name]) for name in both if ids[name] != new_ids[name]]),
        old_names=one.names,
        new_names=other.names,
    )


class _Side:
    """One of the two files: its resources, by names and values."""

    def __init__(self, archive: Archive, entries: Mapping[str, ArchiveEntry]) -> None:
        self.archive = archive
        self.entries = entries
        self.data = archive.read(TABLE, MOST_TABLE) if TABLE in archive.by_name else b""
        self.names = resource_names(ResourceTable(self.data)) if self.data else NO_NAMES

    def name(self, number: int) -> str:
        return self.names.by_id.get(number, "")

    def values(self, alike: Collection[str], really: Collection[str]) -> dict[str, dict[bytes, object]]:
        """By the name of a resource its values by configuration, equal to those of the other file that mean the same.

        Args:
            alike: Files that say the same as before although their bytes are others. really: Files that do not.
        """
        found: dict[str, dict[bytes, object]] = {}
        for one in read_values(self.data) if self.data else ():
            if isinstance(one.value, ResourceBag):
                value: object = self.bag(one.value)
            else:
                value = object() if one.value.text in really else self.plain(one.value, one.spans, alike)
            found.setdefault(self.name(one.id), {})[one.config] = value
        return found

    def plain(self, value: TypedValue, spans: tuple[object, ...], alike: Collection[str]) -> object:
        if value.kind != "string":
            return value.kind, reference(value, self.name)
        entry = self.entries.get(value.text)
        if entry is None or value.text in alike:
            return value.text, spans
        return said(entry)  # a file may have another name and be the same

    def bag(self, bag: ResourceBag) -> object:
        items = [(self.name(name) or name, value.kind, reference(value, self.name)) for name, value in bag.items]
        return self.name(bag.parent) or bag.parent, sorted(items, key=repr)


def same_table(old: Archive, new: Archive) -> bool:
    """Whether two files have the same table of resources, or both none; by CRC-32 and length."""
    one, other = old.by_name.get(TABLE), new.by_name.get(TABLE)
    return (one and said(one)) == (other and said(other))


def _is_resource(name: str) -> bool:
    return name.startswith(_FOLDERS)


def _of_files(archive: Archive, changed: Collection[str]) -> Iterator[str]:
    """The resources whose files are among these."""
    side = _Side(archive, {})
    for one in read_values(side.data) if side.data else ():
        if isinstance(one.value, TypedValue) and one.value.kind == "string" and one.value.text in changed:
            yield side.name(one.id)


def _turned(old: _Side, new: _Side) -> Iterator[str]:
    """Files of binary XML whose bytes are the same, and mean something else, since ids in them stand for others now."""
    others = {number for number, name in old.names.by_id.items() if new.names.by_id.get(number) != name}
    for name in old.entries.keys() & new.entries.keys() if others else ():
        entry = old.entries[name]
        if not name.endswith(".xml") or entry.size > _MOST_XML or said(entry) != said(new.entries[name]):
            continue
        data = old.archive.read(entry)
        words = struct.unpack_from(f"<{len(data) // 4}I", data)
        if data.startswith(_BINARY_XML) and not others.isdisjoint(words) and not _say_the_same(name, old, new):
            yield name


def _say_the_same(name: str, old: _Side, new: _Side) -> bool:
    """Whether a file of binary XML says the same, whatever ids are in it; one that cannot be read does not."""
    if not name.endswith(".xml") or max(old.entries[name].size, new.entries[name].size) > _MOST_XML:
        return False
    pair = [side.archive.read(name) for side in (old, new)]
    if not all(data.startswith(_BINARY_XML) for data in pair):
        return False
    try:
        one, other = (
            read_document(data, side.name, limit=_MOST_XML) for data, side in zip(pair, (old, new), strict=True)
        )
    except DocumentError:
        return False
    return same(one, other)
