"""Sharing: which package could hold the one copy of contents that several packages have, and what that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.duplicates import Duplicate, by_modules
from hapline_plugins.harmony.advisor.filling import free
from hapline_plugins.harmony.advisor.loads import NewPackage
from hapline_plugins.harmony.advisor.scales import Content
from hapline_plugins.harmony.module import Module

Comes = Mapping[Module, frozenset[Module]]
"""The modules that come with each module, itself among them, on every device type that it ships for."""


class Shared(NamedTuple):
    """Contents that the same packages have, and where one copy of each could be.

    Attributes:
        modules: The packages. duplicates: The contents, with the copies that may go.
        home: The package that would hold them; None where that would be a new one, called ``label``.
    """

    modules: tuple[Module, ...]
    duplicates: tuple[Duplicate, ...]
    home: Module | None
    label: str

    @property
    def saved(self) -> int:
        """Bytes of all copies but one of each content; what a new package costs by itself is not counted."""
        return sum(one.saved() for one in self.duplicates)

    @property
    def gone(self) -> list[Content]:
        """The copies that would go."""
        return [copy for one in self.duplicates for copy in one.copies if copy is not self._kept(one)]

    def applied(self, draft: Draft) -> Draft:
        """The app with the one copy of each content in its home."""
        changed = draft.less(self.gone)
        if self.home in self.modules:
            return changed
        moved = tuple(one.copies[0] for one in self.duplicates)
        if self.home is not None:
            return changed.into(self.home, moved)
        devices = dict.fromkeys(device for one in self.modules for device in one.devices)
        new = NewPackage(self.label, self.modules[0], tuple(devices), moved, self.modules)
        return changed.plus([new])

    def _kept(self, one: Duplicate) -> Content | None:
        """The copy that stays where it is; none where all move."""
        return next((copy for copy in one.copies if copy.module is self.home), None)


def comes_with(draft: Draft) -> Comes:
    """What comes with each module wherever it goes."""
    found: dict[Module, frozenset[Module]] = {}
    for one in draft.sums:
        here = frozenset(module for module, _ in one.parts)
        found[one.module] = found.get(one.module, here) & here
    return {module: found.get(module, frozenset({module})) for module in draft.scales.bundle.modules}


def shares(draft: Draft, found: Iterable[Duplicate], comes: Comes) -> list[Shared]:
    """How these duplicates could be shared: one package for those that the same modules have, what saves most first."""
    order = {module: number for number, module in enumerate(draft.scales.bundle.modules)}
    taken = set(draft.labels)
    several: list[Shared] = []
    for modules, group in by_modules(found).items():
        in_order = tuple(sorted(modules, key=order.__getitem__))
        several.append(Shared(in_order, tuple(group), _home(in_order, comes), ""))
    several.sort(key=lambda one: (-one.saved, [order[module] for module in one.modules]))
    named: list[Shared] = []
    for one in several:
        label = one.home.label if one.home is not None else free("shared", taken)
        taken.add(label)
        named.append(one._replace(label=label))
    return named


def _home(modules: Sequence[Module], comes: Comes) -> Module | None:
    """The package that comes with all of these anyway: one of them, or else one that comes with nothing else."""
    always = frozenset.intersection(*(comes[module] for module in modules))
    for module in modules:
        if module in always:
            return module
    for module in comes:
        dependents = {one for one, several in comes.items() if module in several} - {module}
        if module in always and module.type == "shared" and dependents <= set(modules):
            return module
    return None


__all__ = ["Comes", "Shared", "comes_with", "shares"]
