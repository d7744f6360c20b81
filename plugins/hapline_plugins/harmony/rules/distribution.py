"""Distribution: the filters that say on which devices a package is delivered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import ClassVar

from hapline_hooks import Finding
from hapline_plugins.harmony import filters
from hapline_plugins.harmony.bundle import Bundle, apart, surely_apart
from hapline_plugins.harmony.module import MODULE, Module
from hapline_plugins.harmony.rules.base import PACKING_TOOL, BundleRule

POLICY = "10016003"


class InvalidFilter(BundleRule):
    code = "HOS355"
    slug = "distribution-filter-invalid"
    title = "Every key of a distribution filter has the policy include or exclude, and values"
    since = "0.1.0"
    why = (
        "The packing tool notices it only when it has to compare the filter with another one, and then refuses the "
        "app; otherwise the filter goes to the store as it is."
    )
    help = 'Write { policy: "include", value: [...] } or exclude for each key of the profile.'
    messages: ClassVar = {
        "policy": "in the filter of {module} the policy of {key} must be include or exclude",
        "value": "in the filter of {module} {key} has no value",
    }
    official = (POLICY, "10016019")
    sources = (f"{PACKING_TOOL}: HapVerify, distribution filters",)
    bad: ClassVar = {
        "entry.hap": '{ filter: { screenShape: { policy: "only", value: ["circle"] } } }',
    }
    good: ClassVar = {
        "entry.hap": '{ filter: { screenShape: { policy: "include", value: ["circle"] } } }',
    }

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look at every filter by itself, and find out which the packing tool will stumble over."""
        invalid = [(module, *one) for module in subject.modules for one in filters.invalid(module.filter or {})]
        if not invalid:
            return  # the rest compares every module with every other
        tool = dict(_stumbles(subject))
        for module, key, what in invalid:
            code = tool.get((module, key), "")
            yield self.found(what, module.at(*module.filter_at), of=subject, code=code, module=module.label, key=key)


def _stumbles(bundle: Bundle) -> Iterator[tuple[tuple[Module, str], str]]:
    """What the packing tool cannot compare, and the code it says then."""
    for one, other in _compared(bundle):
        try:
            apart(one, other)
        except filters.BadPolicyError as error:
            yield ((one, other)[error.side], error.key), POLICY
    yield from _uncovered_by_bad_entry(bundle)


def _compared(bundle: Bundle) -> Iterator[tuple[Module, Module]]:
    """The pairs of modules whose filters the packing tool compares."""
    for one, other in combinations(bundle.modules, 2):
        names = one.name == other.name or (one.package_name and one.package_name == other.package_name)
        if names or (one.type == "entry" and other.type == "entry"):
            yield one, other
    for module in bundle.modules:
        for dependency in module.dependencies:
            if dependency.bundle == module.bundle_name:
                for target in bundle.by_name.get(dependency.module, ()):
                    yield module, target
    if all(len(set(module.ability_names)) == len(module.ability_names) for module in bundle.modules):
        for one, other in combinations(bundle.modules, 2):
            if set(one.ability_names) & set(other.ability_names):
                yield one, other
                if not surely_apart(one, other):
                    return


def _uncovered_by_bad_entry(bundle: Bundle) -> Iterator[tuple[tuple[Module, str], str]]:
    for feature in bundle.modules:
        if feature.type != "feature":
            continue
        for device in feature.devices:
            entries = [module for module in bundle.by_device[device] if module.type == "entry"]
            if not entries:
                break
            try:
                if not filters.covered(feature.filter, [entry.filter for entry in entries]):
                    break
            except filters.CoverError as error:
                yield (entries[error.entry], error.key), error.crash or "10016019"
                break


class FeatureNotCovered(BundleRule):
    code = "HOS356"
    slug = "feature-not-covered"
    title = "A feature is delivered only where an entry is"
    severity = "warning"
    since = "0.1.0"
    why = "On the other devices nobody can open it. The packing tool gives a warning."
    help = "Widen the distributionFilter of the entry, or narrow that of the feature."
    messages: ClassVar = {
        "filter": "the filter of {module} reaches {devices} devices that no entry reaches",
        "no_filter": "{module} has no filter and reaches {devices} devices that no entry reaches",
    }
    sources = (f"{PACKING_TOOL}: HapVerify, feature and entry",)
    bad: ClassVar = {
        "entry.hap": '{ filter: { screenShape: { policy: "include", value: ["circle"] } } }',
        "feat.hap": '{ module: { name: "feat", type: "feature" } }',
    }
    good: ClassVar = {
        "entry.hap": "{}",
        "feat.hap": '{ module: { name: "feat", type: "feature" } }',
    }

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Hold each feature against the entries of its devices."""
        entries: dict[str | None, list[filters.Filter | None]] = {}
        for module in subject.modules:
            for device in module.devices if module.type == "entry" else ():
                entries.setdefault(device, []).append(module.filter)
        for feature in subject.modules:
            shipped = dict.fromkeys(feature.devices if feature.type == "feature" else ())
            devices = [device or "null" for device in shipped if _uncovered(feature.filter, entries.get(device, ()))]
            if devices:
                keys = feature.filter_at if feature.filter else (*MODULE, feature.devices_key)
                message = "filter" if feature.filter else "no_filter"
                yield self.found(message, feature.at(*keys), of=subject, module=feature.label, devices=devices)


def _uncovered(feature: filters.Filter | None, entries: Sequence[filters.Filter | None]) -> bool:
    if any(any(filters.invalid(one)) for one in (feature, *entries) if one):
        return False  # the rule on invalid filters says so
    return bool(entries) and not filters.covered(feature, entries)
