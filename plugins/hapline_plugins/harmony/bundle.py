"""One app as it is delivered: the modules of one product, or the packages given together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from hapline_hooks import Location, Subject, Unreadable
from hapline_plugins.harmony import filters
from hapline_plugins.harmony.limits import Limits
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.packing import read_for_packing

ATOMIC_SERVICE = "atomicService"

Sizes = Mapping[Module, int]
"""Bytes of each module in the finished .app."""


class Bundle(Subject):
    """The modules that make up one app.

    Attributes:
        modules: What is packed, HAPs before HSPs, as the packing tool orders them.
        libraries: HARs of a source project: they are compiled into the modules that use them.
        stages: The packing tool's modes that will see these modules: ``hap``, ``hsp``, ``app``.
        product: The product that is built, where a source project has several.
        complete: Whether all modules of the app are here, so that a missing one can be said to be missing.
        from_source: Whether this is source, not yet built.
        limits: The size limits in force.
        predicted: Whether sizes are predicted from loose packages, not measured in a finished .app.
    """

    kind = "harmony.bundle"

    def __init__(  # noqa: PLR0913 a bundle is made in two places only, and all of this belongs to it
        self,
        modules: Iterable[Module],
        *,
        stages: frozenset[str],
        limits: Limits,
        libraries: Iterable[Module] = (),
        product: str = "",
        complete: bool = True,
        from_source: bool = False,
        measure: Callable[[Sequence[Module]], Sizes] | None = None,
        predicted: bool = False,
        where: Location | None = None,
    ) -> None:
        """Hold the modules of one app together.

        Args:
            modules: See above, as all others. measure: Computes the sizes, when a rule asks for them.
            where: What is pointed at for something that concerns the app as a whole.
        """
        self.modules = list(modules)
        self.libraries = list(libraries)
        self.stages = stages
        self.product = product
        self.complete = complete
        self.from_source = from_source
        self.limits = limits
        self.predicted = predicted
        self._measure = measure
        self._where = where
        for module in (*self.modules, *self.libraries):
            module.bundle = self
            if module.is_stage:
                read_for_packing(module)

    def parts(self) -> Iterable[Subject]:
        """The modules."""
        return (*self.modules, *self.libraries)

    def source(self, location: Location) -> bytes:
        """A file of one of the modules.

        Raises:
            hapline_hooks.Unreadable: None of them has it.
        """
        for module in (*self.modules, *self.libraries):
            try:
                return module.source(location)
            except Unreadable:
                continue
        raise Unreadable(location.file, "not a file of this app", absent=True)

    @property
    def first(self) -> Module:
        """The first module, by which the packing tool decides what the app is."""
        return self.modules[0]

    @property
    def where(self) -> Location:
        """The place for something that concerns the app as a whole."""
        return self._where or self.first.at()

    @cached_property
    def is_atomic_service(self) -> bool:
        """Whether the packing tool would treat it as an atomic service: by the first module."""
        return bool(self.modules) and self.first.bundle_type_text == ATOMIC_SERVICE and self.first.is_stage

    @cached_property
    def shared_only(self) -> bool:
        """Whether it is an inter-app shared library: no HAP, and the first HSP's bundleType is ``shared``."""
        haps = any(module.file.lower().endswith(".hap") for module in self.modules)
        return bool(self.modules) and not haps and self.first.bundle_type_text == "shared"

    @cached_property
    def accepted_unseen(self) -> bool:
        """Whether the packing tool takes the app without any further rule: a lone HSP of a shared bundle."""
        return self.shared_only and len(self.modules) == 1 and self.first.target_bundle == ""

    @cached_property
    def by_device(self) -> Mapping[str | None, Sequence[Module]]:
        """The modules of each device type; a module that lists a type twice is in it twice."""
        found: dict[str | None, list[Module]] = {}
        for module in self.modules:
            for device in module.devices:
                found.setdefault(device, []).append(module)
        return found

    @cached_property
    def by_name(self) -> Mapping[str | None, Sequence[Module]]:
        """The modules of each name."""
        found: dict[str | None, list[Module]] = {}
        for module in self.modules:
            found.setdefault(module.name, []).append(module)
        return found

    @cached_property
    def sizes(self) -> Sizes | None:
        """Bytes of each module in the finished .app; None for source, where nobody can know."""
        return self._measure(self.modules) if self._measure else None


def apart(one: Module, other: Module) -> bool:
    """Whether two modules can never be delivered to one device: by device types, or by distribution filter.

    Raises:
        hapline_plugins.harmony.filters.BadPolicyError: Their filters cannot be compared.
    """
    if one.filter is None or other.filter is None:
        return one.device_set.isdisjoint(other.device_set)
    return one.device_set.isdisjoint(other.device_set) or filters.apart(one.filter, other.filter)


def surely_apart(one: Module, other: Module) -> bool:
    """As ``apart``, where a filter that cannot be compared separates nothing; a rule of its own reports it."""
    try:
        return apart(one, other)
    except filters.BadPolicyError:
        return False
