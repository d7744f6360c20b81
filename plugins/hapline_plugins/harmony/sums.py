"""Sums: what counts towards each size limit of an atomic service, and how it was counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from hapline_hooks import Phrase
from hapline_plugins.harmony.bundle import Bundle, Sizes
from hapline_plugins.harmony.module import Module

_MEASURED = Phrase("as compressed in the finished .app")
_REPACKED = Phrase(
    "as the packing tool will compress a release module in the .app (pack.info replaced, signature dropped)"
)
_DEFLATED = Phrase("as the packing tool will compress a release module in the .app")
_STORED = Phrase("as the packing tool will store a debug module in the .app, without compression")
_MIXED = Phrase("as the packing tool will put them into the .app: release modules compressed, debug modules stored")


class Sum(NamedTuple):
    """A module with the shared packages it depends on, on one device type.

    Attributes:
        parts: Each package that counts, with its bytes; one that is listed twice counts twice.
    """

    module: Module
    device: str | None
    parts: Sequence[tuple[Module, int]]

    @property
    def total(self) -> int:
        """Bytes of all parts."""
        return sum(size for _, size in self.parts)


class EndlessDependencyError(Exception):
    """Modules depend on each other in a circle, so that no size can be summed up.

    Attributes:
        names: The names on the way, the last one again.
    """

    def __init__(self, names: Sequence[str]) -> None:
        """Name the modules of the circle."""
        super().__init__(" > ".join(names))
        self.names = names


def sums(bundle: Bundle, sizes: Sizes) -> Iterator[Sum]:
    """Every module on every device type with what it depends on there.

    Raises:
        EndlessDependencyError: The dependencies run in a circle.
    """
    for device, several in bundle.by_device.items():
        modules = list(dict.fromkeys(several))
        # Of several modules of one name the packing tool takes the first, whatever their filters.
        by_name: dict[str | None, Module] = {}
        for module in modules:
            by_name.setdefault(module.name, module)
        known: dict[Module, list[Module]] = {}
        for module in modules:
            _follow(module, by_name, known)
            yield Sum(module, device, [(one, sizes[one]) for one in (module, *known[module])])


def _follow(start: Module, by_name: Mapping[str | None, Module], known: dict[Module, list[Module]]) -> None:
    """Find out what a module depends on, directly and not: what it lists twice is there twice.

    Not by recursion: generated workspaces have chains longer than Python's own.
    """
    path: dict[Module, Iterator[Module]] = {}
    if start not in known:
        path[start] = _direct(start, by_name)
    while path:
        module = next(reversed(path))
        child = next((one for one in path[module] if one not in known), None)
        if child is None:
            del path[module]
            direct = list(_direct(module, by_name))
            indirect = dict.fromkeys(further for one in direct for further in known[one])
            known[module] = direct + [one for one in indirect if one not in direct]
        elif child in path:
            way = list(path)
            raise EndlessDependencyError([one.label for one in (*way[way.index(child) :], child)])
        else:
            path[child] = _direct(child, by_name)


def _direct(module: Module, by_name: Mapping[str | None, Module]) -> Iterator[Module]:
    for one in module.dependencies:
        if one.bundle == module.bundle_name and one.module in by_name:
            yield by_name[one.module]


def finite_sums(bundle: Bundle, sizes: Sizes) -> list[Sum]:
    """As ``sums``; none where dependencies run in a circle."""
    try:
        return list(sums(bundle, sizes))
    except EndlessDependencyError:
        return []  # a rule on dependencies says so


def totals(bundle: Bundle, sizes: Sizes) -> Iterator[tuple[list[str], Sequence[Module], int]]:
    """The packages of each device type and their sum; device types with the same packages are taken together."""
    groups: dict[tuple[Module, ...], list[str]] = {}
    for device, several in bundle.by_device.items():
        groups.setdefault(tuple(dict.fromkeys(several)), []).append(named(device))
    for modules, devices in groups.items():
        yield devices, modules, sum(sizes[module] for module in modules)


def counted(bundle: Bundle, modules: Iterable[Module]) -> Phrase:
    """How the sizes of these modules were counted, to be read after that word."""
    if not bundle.predicted:
        return _MEASURED
    kinds = {module.debug for module in modules}
    if len(kinds) > 1:
        return _MIXED
    if True in kinds:
        return _STORED
    return _REPACKED if bundle.limits.repack else _DEFLATED


def named(device: str | None) -> str:
    """A device type as people read it."""
    return device or "null"
