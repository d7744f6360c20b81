"""Drafts: an app as it would be with some contents elsewhere, weighed anew and added up as the packing tool does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from hapline_plugins.harmony.advisor.loads import Load, NewPackage, Part, Total, skeleton
from hapline_plugins.harmony.advisor.scales import Content, Scales
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.sums import Sum, finite_sums, named


class Draft:
    """An app with some of its contents deleted, moved, or put into new packages.

    Attributes:
        scales: What the app is weighed with. without: Names that are gone from modules.
        added: What comes into modules from others. new: New packages.
    """

    def __init__(
        self,
        scales: Scales,
        *,
        without: Mapping[Module, frozenset[str]] | None = None,
        added: Mapping[Module, tuple[Content, ...]] | None = None,
        new: Sequence[NewPackage] = (),
    ) -> None:
        """Describe it; nothing is weighed yet."""
        self.scales = scales
        self.without: Mapping[Module, frozenset[str]] = without or {}
        self.added: Mapping[Module, tuple[Content, ...]] = added or {}
        self.new = tuple(new)

    def less(self, contents: Iterable[Content]) -> Draft:
        """The same without these contents."""
        gone = dict(self.without)
        for one in contents:
            gone[one.module] = gone.get(one.module, frozenset()) | {one.name}
        return Draft(self.scales, without=gone, added=self.added, new=self.new)

    def into(self, module: Module, contents: Iterable[Content]) -> Draft:
        """The same with a copy of these contents in a module."""
        added = {**self.added, module: (*self.added.get(module, ()), *contents)}
        return Draft(self.scales, without=self.without, added=added, new=self.new)

    def plus(self, new: Sequence[NewPackage]) -> Draft:
        """The same with these new packages, instead of those of their names."""
        names = {one.label for one in new}
        kept = [one for one in self.new if one.label not in names]
        return Draft(self.scales, without=self.without, added=self.added, new=(*kept, *new))

    @property
    def labels(self) -> Sequence[str]:
        """The names of all packages."""
        return [*(one.label for one in self.scales.bundle.modules), *(one.label for one in self.new)]

    def has(self, content: Content) -> bool:
        """Whether a content is still where it was."""
        return content.name not in self.without.get(content.module, ())

    def size(self, module: Module) -> int:
        """Bytes of a module in the finished .app."""
        return self.scales.size(module, self.without.get(module, frozenset()), self.added.get(module, ()))

    def new_size(self, one: NewPackage) -> int:
        """Bytes of a new package in the finished .app, without code: nobody knows that yet."""
        package = self.scales.package(one.like)
        return self.scales.new_size(one.like, skeleton(package, one.label, one.devices), one.contents)

    @cached_property
    def sizes(self) -> Mapping[Module, int]:
        """Bytes of each module in the finished .app."""
        return {module: self.size(module) for module in self.scales.bundle.modules}

    @cached_property
    def sums(self) -> Sequence[Sum]:
        """As ``hapline_plugins.harmony.sums``, without the new packages; none where dependencies run in a circle."""
        return finite_sums(self.scales.bundle, self.sizes)

    @cached_property
    def loads(self) -> Sequence[Load]:
        """Every package with what it depends on; device types with the same parts are taken together."""
        groups: dict[Module, dict[tuple[Part, ...], list[str]]] = {one: {} for one in self.scales.bundle.modules}
        for one in self.sums:
            groups[one.module].setdefault(self._parts(one), []).append(named(one.device))
        found: list[Load] = []
        for module, by_parts in groups.items():
            limit = self.limit(module.type)
            alone: tuple[Part, ...] = ((module, self.sizes[module]),)
            for parts, devices in (by_parts or {alone: []}).items():
                found.append(Load(tuple(devices), parts, limit))
        found += [
            Load(tuple(map(named, new.devices)), ((new, self.new_size(new)),), self.limit("shared")) for new in self.new
        ]
        return found

    @cached_property
    def totals(self) -> Sequence[Total]:
        """All packages of each device type; device types with the same packages are taken together."""
        limit = self.scales.bundle.limits.total if self.scales.bundle.is_atomic_service else 0
        groups: dict[tuple[Part, ...], list[str]] = {}
        for device, several in self.scales.bundle.by_device.items():
            parts: list[Part] = [(module, self.sizes[module]) for module in dict.fromkeys(several)]
            parts += [(new, self.new_size(new)) for new in self.new if device in new.devices]
            groups.setdefault(tuple(parts), []).append(named(device))
        return [Total(tuple(devices), parts, limit) for parts, devices in groups.items()]

    @cached_property
    def broken(self) -> Sequence[Load | Total]:
        """The limits that are broken, those of packages first, the most bytes too many first."""
        loads = [one for one in self.loads if one.over]
        totals = [one for one in self.totals if one.over]
        return [*sorted(loads, key=_excess), *sorted(totals, key=_excess)]

    def load(self, module: Module) -> Load:
        """The largest load of a module."""
        return max((one for one in self.loads if one.package is module), key=lambda one: one.bytes)

    def total(self, device: str) -> Total:
        """The total of a device type."""
        return next(one for one in self.totals if device in one.devices)

    def limit(self, module_type: str) -> int:
        """The limit of packages of a type; 0 where there is none."""
        bundle = self.scales.bundle
        return bundle.limits.of_type(module_type) if bundle.is_atomic_service else 0

    def _parts(self, one: Sum) -> tuple[Part, ...]:
        modules = {module for module, _ in one.parts}
        parts: list[Part] = list(one.parts)
        parts += [(new, self.new_size(new)) for new in self.new if modules.intersection(new.dependents)]
        return tuple(parts)


def _excess(one: Load | Total) -> int:
    return one.headroom or 0
