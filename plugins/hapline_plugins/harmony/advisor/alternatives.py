"""Alternatives: ways below a limit that need no contents moved, and packages that have room for what is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.loads import Load
from hapline_plugins.harmony.module import Module


class OnDemand(NamedTuple):
    """A dependency that could be loaded on demand instead, and what the package would then come to, in bytes."""

    module: Module
    dependency: Module
    bytes: int


def on_demand(draft: Draft, load: Load) -> list[OnDemand]:
    """The direct dependencies without any one of which a package is below its limit, on every device type."""
    module = load.package
    if not isinstance(module, Module):
        return []
    sums = {(one.module, one.device): one.parts for one in draft.sums}
    found: list[OnDemand] = []
    for dependency in dict.fromkeys(part for part, _ in load.parts[1:]):
        if not isinstance(dependency, Module) or not _is_direct(module, dependency):
            continue
        most = 0
        for (one, device), parts in sums.items():
            if one is module:
                direct = [part for part, _ in parts[1:] if _is_direct(module, part) and part is not dependency]
                behind = {further for part in direct for further, _ in sums[part, device][1:]} - {*direct}
                most = max(most, sum(draft.sizes[part] for part in (module, *direct, *behind)))
        if most < load.limit:
            found.append(OnDemand(module, dependency, most))
    return sorted(found, key=lambda one: one.bytes)


def with_room(draft: Draft, away_from: Iterable[Module], devices: Iterable[str | None], size: int) -> Sequence[Module]:
    """The subpackages that are loaded on demand and could take so many bytes more; those with most room first.

    Args:
        draft: The app. away_from: Modules that must not come with one. devices: What it has to ship for.
        size: Bytes.
    """
    coming: set[Module] = set()
    for one in draft.sums:
        if one.module.type == "entry" or one.module in away_from:
            coming |= {module for module, _ in one.parts}
    found: list[tuple[int, Module]] = []
    for module in draft.scales.bundle.modules:
        if module not in coming and set(devices) <= set(module.devices):
            rooms = [
                one.headroom
                for one in draft.loads
                if one.headroom is not None and any(part is module for part, _ in one.parts)
            ]
            if min(rooms, default=size) >= size:
                found.append((min(rooms, default=0), module))
    return [module for _, module in sorted(found, key=lambda one: (-one[0], one[1].label))]


def _is_direct(module: Module, other: Module) -> bool:
    return any(one.module == other.name and one.bundle == module.bundle_name for one in module.dependencies)
