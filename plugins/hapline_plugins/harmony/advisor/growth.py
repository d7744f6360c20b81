"""Growth: what became larger or smaller since an earlier build, by module and by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from hapline_plugins.harmony.advisor.duplicates import hashes
from hapline_plugins.harmony.advisor.scales import Content, Scales
from hapline_plugins.harmony.module import Module

Key = tuple[str, int]
"""A module's name, and a number that tells modules of one name apart."""


class Change(NamedTuple):
    """What became of one file; ``moved`` is the same content in another module or under another name.

    Attributes:
        kind: What. before: None where it was added. after: None where it was removed.
    """

    kind: Literal["added", "removed", "changed", "moved"]
    before: Content | None
    after: Content | None

    @property
    def bytes(self) -> int:
        """Bytes that it takes more in the finished .app."""
        return (self.after.bytes if self.after else 0) - (self.before.bytes if self.before else 0)

    @property
    def size(self) -> int:
        """Bytes that it holds more, not compressed."""
        return (self.after.entry.size if self.after else 0) - (self.before.entry.size if self.before else 0)

    @property
    def effect(self) -> int:
        """Bytes by which it makes some package larger or smaller."""
        if self.before and self.after and self.before.module.label != self.after.module.label:
            return max(self.before.bytes, self.after.bytes)
        return abs(self.bytes)


class ModuleGrowth(NamedTuple):
    """What became of one module: its bytes in the finished .app, and those of its contents, not compressed.

    Attributes:
        label: Its name. before: None where it is new. after: None where it is gone.
    """

    label: str
    before: tuple[int, int] | None
    after: tuple[int, int] | None

    @property
    def bytes(self) -> int:
        """Bytes that it takes more in the finished .app."""
        return (self.after or (0, 0))[0] - (self.before or (0, 0))[0]

    @property
    def size(self) -> int:
        """Bytes that its contents hold more, not compressed."""
        return (self.after or (0, 0))[1] - (self.before or (0, 0))[1]


class Growth(NamedTuple):
    """An app beside an earlier build of it; what has most effect comes first.

    Attributes:
        before: The earlier build. modules: All modules of both. changes: Files that differ.
    """

    before: Scales
    modules: tuple[ModuleGrowth, ...]
    changes: tuple[Change, ...]

    @property
    def bytes(self) -> int:
        """Bytes that all modules together take more."""
        return sum(one.bytes for one in self.modules)


def growth(before: Scales, after: Scales) -> Growth:
    """Compare two builds.

    Files of one name in one module are equal if CRC-32 and length are; that a file was moved is said only where its
    SHA-256 is equal too.

    Raises:
        hapline_plugins.harmony.advisor.scales.DamagedError: A file cannot be read.
    """
    old, new = _keyed(before), _keyed(after)
    modules = [
        ModuleGrowth(key[0], _figures(before, old.get(key)), _figures(after, new.get(key))) for key in {**old, **new}
    ]
    changes: list[Change] = []
    gone: list[Content] = []
    come: list[Content] = []
    for key in {**old, **new}:
        were = {one.name: one for one in (before.contents[old[key]] if key in old else ())}
        are = {one.name: one for one in (after.contents[new[key]] if key in new else ())}
        gone += [one for name, one in were.items() if name not in are]
        come += [one for name, one in are.items() if name not in were]
        changes += [
            Change("changed", were[name], one) for name, one in are.items() if name in were and _differ(were[name], one)
        ]
    changes += _moved(before, after, gone, come)
    paired = {one for change in changes for one in (change.before, change.after)}
    changes += [Change("removed", one, None) for one in gone if one not in paired]
    changes += [Change("added", None, one) for one in come if one not in paired]
    return Growth(
        before,
        tuple(sorted(modules, key=lambda one: (-abs(one.bytes), one.label))),
        tuple(sorted(changes, key=lambda one: (-one.effect, _label(one)))),
    )


def _keyed(scales: Scales) -> Mapping[Key, Module]:
    found: dict[Key, Module] = {}
    for module in scales.bundle.modules:
        number = sum(label == module.label for label, _ in found)
        found[module.label, number] = module
    return found


def _figures(scales: Scales, module: Module | None) -> tuple[int, int] | None:
    if module is None:
        return None
    return scales.sizes[module], sum(one.entry.size for one in scales.contents[module])


def _differ(one: Content, other: Content) -> bool:
    return (one.entry.crc, one.entry.size) != (other.entry.crc, other.entry.size)


def _moved(before: Scales, after: Scales, gone: Sequence[Content], come: Sequence[Content]) -> list[Change]:
    """Pairs of what is gone and what has come that hold the same; of several that with the same name."""
    alike = _checks(gone) & _checks(come)
    old = [one for one in gone if (one.entry.crc, one.entry.size) in alike]
    new = [one for one in come if (one.entry.crc, one.entry.size) in alike]
    left: dict[str, list[Content]] = {}
    for digest, one in zip(hashes(after, new), new, strict=True):
        left.setdefault(digest, []).append(one)
    found: list[Change] = []
    for digest, one in zip(hashes(before, old), old, strict=True):
        several = left.get(digest, [])
        if several:
            several.sort(key=lambda other: (other.name != one.name, other.label))
            found.append(Change("moved", one, several.pop(0)))
    return found


def _checks(contents: Iterable[Content]) -> set[tuple[int, int]]:
    return {(one.entry.crc, one.entry.size) for one in contents if one.entry.size}


def _label(change: Change) -> str:
    content = change.after or change.before
    return content.label if content is not None else ""
