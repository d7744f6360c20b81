"""Downloads: what the first package costs, what each preload costs on top, and what nobody preloads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.sums import named

Parts = tuple[tuple[Module, int], ...]


class Fetch(NamedTuple):
    """One module that a device fetches, with those it depends on and that are not there yet.

    Attributes:
        module: The module. by: The one that preloads it; None for the first package, and for what is fetched when it
            is opened. parts: What is fetched, with its bytes.
    """

    module: Module
    by: Module | None
    parts: Parts

    @property
    def bytes(self) -> int:
        """Bytes that are fetched."""
        return sum(size for _, size in self.parts)


class Waiting(NamedTuple):
    """A subpackage that nobody preloads: what opening it costs when only the first package is there.

    Attributes:
        fetch: What is fetched then. preloads: What it preloads itself, in order, once it is open.
        sources: The modules that could preload it, the entry first.
    """

    fetch: Fetch
    preloads: tuple[Fetch, ...]
    sources: tuple[Module, ...]


class Delivery(NamedTuple):
    """How the packages of an app reach a device.

    Attributes:
        devices: The device types where all of this holds. first: The entry with its dependencies.
        preloads: What is fetched in advance after it, in order. waiting: What is fetched only when it is opened.
    """

    devices: tuple[str, ...]
    first: Fetch
    preloads: tuple[Fetch, ...]
    waiting: tuple[Waiting, ...]


def deliveries(draft: Draft) -> list[Delivery]:
    """How packages reach devices, for each entry; device types where it is the same are taken together.

    Source: the vendor's guide, 元服务预加载: a module's preloads are fetched once it is open and its page is loaded.
    """
    needs: dict[str | None, dict[Module, Parts]] = {}
    for one in draft.sums:
        needs.setdefault(one.device, {})[one.module] = tuple(dict(one.parts).items())
    groups: dict[Delivery, list[str]] = {}
    for device, coming in needs.items():
        for entry in (module for module in coming if module.type == "entry"):
            found = _delivery(entry, coming)
            groups.setdefault(found, []).append(named(device))
    return [one._replace(devices=tuple(devices)) for one, devices in groups.items()]


def _delivery(entry: Module, coming: Mapping[Module, Parts]) -> Delivery:
    first = Fetch(entry, None, coming[entry])
    there = {module for module, _ in first.parts}
    preloads = _preloads([entry], coming, there.copy())
    fetched = there.union(*({module for module, _ in one.parts} for one in preloads))
    needed = {part for module in coming if module not in fetched for part, _ in coming[module][1:]}
    waiting: list[Waiting] = []
    for module in coming:
        if module not in fetched and module not in needed and module.type != "entry":
            fetch = Fetch(module, None, _missing(coming[module], there))
            later = _preloads([module], coming, there | {part for part, _ in fetch.parts})
            waiting.append(Waiting(fetch, tuple(later), tuple(_sources(module, coming))))
    return Delivery((), first, tuple(preloads), tuple(waiting))


def _preloads(opened: Sequence[Module], coming: Mapping[Module, Parts], there: set[Module]) -> list[Fetch]:
    """What is preloaded one after the other, when the user opens what was preloaded before."""
    by_name = {module.name: module for module in reversed(list(coming))}
    todo = list(opened)
    seen = set(opened)
    found: list[Fetch] = []
    for by in todo:
        for preload in by.preloads if by.bundle is not None and by.bundle.is_atomic_service else ():
            module = by_name.get(preload.module)
            if module is None or module.type == "entry" or module in seen:
                continue
            seen.add(module)
            todo.append(module)
            found.append(Fetch(module, by, _missing(coming[module], there)))
            there |= {part for part, _ in found[-1].parts}
    return found


def _missing(parts: Iterable[tuple[Module, int]], there: set[Module]) -> Parts:
    return tuple(one for one in parts if one[0] not in there)


def _sources(module: Module, coming: Mapping[Module, Parts]) -> list[Module]:
    """Who could preload a module: it must ship for all their device types, and not come with them anyway."""
    found = [
        one
        for one in coming
        if one is not module
        and set(one.devices) <= set(module.devices)
        and all(part is not module for part, _ in coming[one])
        and all(part is not one for part, _ in coming[module])
    ]
    return sorted(found, key=lambda one: one.type != "entry")
