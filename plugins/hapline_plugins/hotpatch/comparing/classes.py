"""Which classes differ between two built files, and in what.

A class is what the first of the DEX files that define it says, as phones take it. Files that both have are not looked
into; of the others each class is compared with the same class, in whichever file that is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from hapline.android import BinaryError, DexFile
from hapline.errors import of
from hapline_hooks import replace
from hapline_plugins.hotpatch.comparing.built import DexEntry
from hapline_plugins.hotpatch.comparing.changes import ClassChange, ClassesDifference
from hapline_plugins.hotpatch.comparing.describing import alone, described, read_whole
from hapline_plugins.hotpatch.comparing.numbers import Numbers, Renumbering
from hapline_plugins.hotpatch.comparing.pairs import Pair
from hapline_plugins.hotpatch.dex.file import Dex
from hapline_plugins.hotpatch.dex.hierarchy import check_hierarchy
from hapline_plugins.hotpatch.dex.pool import Pool


class _Place(NamedTuple):
    """Where a class is: the number of the file, and that of the class in it."""

    file: int
    number: int


_Task = tuple[_Place | None, _Place | None]
"""A class in the old and in the new file; None where it is not in it."""


class _Files:
    """The DEX files of one side, each resolved when it is first needed and let go when it is no longer."""

    def __init__(self, entries: Sequence[DexEntry]) -> None:
        self.entries = entries
        self._contents: dict[int, bytes] = {}
        self._uses: Counter[int] = Counter()
        self._known: dict[int, Dex] = {}

    def names(self, number: int, *, keep: bool) -> tuple[str, ...]:
        """The classes of a file, whose content is kept where it is read again."""
        entry = self.entries[number]
        try:
            content = entry.read()
            if keep:
                self._contents[number] = content
            return DexFile(content).class_names
        except BinaryError as error:
            raise of(error, entry.where) from None

    def expect(self, place: _Place | None) -> None:
        if place is not None:
            self._uses[place.file] += 1

    def used(self, place: _Place | None) -> None:
        if place is not None:
            self._uses[place.file] -= 1
            if not self._uses[place.file]:
                del self._known[place.file]

    def dex(self, number: int, pool: Pool) -> Dex:
        if number not in self._known:
            entry = self.entries[number]
            try:
                found = Dex(self._contents.pop(number, b"") or entry.read(), pool)
                check_hierarchy(found)
            except BinaryError as error:
                raise of(error, entry.where) from None
            self._known[number] = found
        return self._known[number]


def compare_classes(
    old: Sequence[DexEntry], new: Sequence[DexEntry], renumbered: Callable[[], Sequence[Renumbering]] = tuple
) -> ClassesDifference:
    """What differs.

    Args:
        old: The DEX files of the old file, in the order in which phones look classes up. new: Those of the new one.
        renumbered: Says which numbers mean the same, such as ids of resources; asked only where code or values differ.

    Raises:
        hapline.errors.HaplineError: A file cannot be read, with its place.
    """
    twins = _twins(old, new)
    files = _Files(old), _Files(new)
    names = [files[0].names(number, keep=number not in twins.values()) for number in range(len(old))]
    places = _places(names)
    others = _places(
        [names[twins[number]] if number in twins else files[1].names(number, keep=True) for number in range(len(new))]
    )
    tasks: list[_Task] = []
    for name, place in places.items():
        other = others.get(name)
        if other is None or twins.get(other.file) != place.file:
            tasks.append((place, other))
    tasks += [(None, place) for name, place in others.items() if name not in places]
    comparison = _Comparison(*files, Numbers(renumbered))
    return ClassesDifference(
        classes=tuple(sorted(comparison.run(tasks), key=_name_of)),
        old_count=len(places),
        new_count=len(others),
        same_files=tuple([(old[one].name, new[number].name) for number, one in twins.items()]),
    )


class _Comparison:
    """The work: class by class, two files at a time."""

    def __init__(self, old: _Files, new: _Files, numbers: Numbers) -> None:
        self._old, self._new = old, new
        self._pool = Pool()
        self._numbers = numbers
        self._pairs: dict[tuple[int, int], Pair] = {}

    def run(self, tasks: list[_Task]) -> Iterator[ClassChange]:
        for old, new in tasks:
            self._old.expect(old)
            self._new.expect(new)
        tasks.sort(key=_files_of)
        for old, new in tasks:
            found = self._compared(old, new)
            if found is not None:
                yield replace(
                    found,
                    old_dex="" if old is None else self._old.entries[old.file].name,
                    new_dex="" if new is None else self._new.entries[new.file].name,
                )
            self._old.used(old)
            self._new.used(new)

    def _compared(self, old: _Place | None, new: _Place | None) -> ClassChange | None:
        try:
            if old is not None and new is not None:
                pair = self._pair(old.file, new.file)
                one, other = pair.old.classes[old.number], pair.new.classes[new.number]
                return None if pair.same(one, other) else described(pair, one, other, self._numbers)
            if old is not None:
                dex = self._old.dex(old.file, self._pool)
                return alone(dex, dex.classes[old.number], "removed")
            if new is not None:
                dex = self._new.dex(new.file, self._pool)
                return alone(dex, dex.classes[new.number], "added")
        except BinaryError as error:
            raise of(error, self._blamed(old, new)) from None
        return None

    def _pair(self, old: int, new: int) -> Pair:
        """The last pair of files is kept: classes are sorted by their files."""
        if (old, new) not in self._pairs:
            self._pairs = {(old, new): Pair(self._old.dex(old, self._pool), self._new.dex(new, self._pool))}
        return self._pairs[old, new]

    def _blamed(self, old: _Place | None, new: _Place | None) -> str:
        """Which of the two files it is that cannot be read: the one that cannot be read by itself."""
        for files, place in ((self._old, old), (self._new, new)):
            if place is not None:
                dex = files.dex(place.file, self._pool)
                try:
                    read_whole(dex, dex.classes[place.number])
                except BinaryError:
                    return files.entries[place.file].where
        return " / ".join(
            [files.entries[one.file].where for files, one in ((self._old, old), (self._new, new)) if one is not None]
        )


def _twins(old: Sequence[DexEntry], new: Sequence[DexEntry]) -> dict[int, int]:
    """The new files that are among the old ones, by number, and which those are."""
    found = {}
    alike: dict[object, list[int]] = defaultdict(list)
    for number, entry in enumerate(old):
        alike[entry.said].append(number)
    for number, entry in enumerate(new):
        same = next((index for index in alike.get(entry.said, ()) if old[index].same(entry)), None)
        if same is not None:
            found[number] = same
    return found


def _places(files: Sequence[tuple[str, ...]]) -> dict[str, _Place]:
    """Where each class is defined first."""
    found: dict[str, _Place] = {}
    for file, names in enumerate(files):
        for number, name in enumerate(names):
            found.setdefault(name, _Place(file, number))
    return found


def _files_of(task: _Task) -> tuple[int, int]:
    return tuple([-1 if place is None else place.file for place in task])  # type: ignore[return-value]


def _name_of(one: ClassChange) -> str:
    return one.name
