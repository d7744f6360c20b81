"""Declarations: names that several modules give to the system, and that must not meet on one device."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import ClassVar

from hapline_hooks import Finding, Keys, Location, Related
from hapline_plugins.harmony.bundle import Bundle, surely_apart
from hapline_plugins.harmony.module import MODULE, Ability, Module
from hapline_plugins.harmony.rules.base import PACKING_TOOL, BundleRule

_NPE = "java:java.lang.NullPointerException"


def _shown(value: object) -> str:
    return "null" if value is None else str(value) or '""'


class AbilityNames(BundleRule):
    code = "HOS508"
    slug = "ability-names"
    title = "Ability names are unique among the modules that can meet on a device"
    severity = "warning"
    since = "0.1.0"
    why = "A start by name reaches only one of them. The packing tool warns."
    help = "Rename one of the abilities."
    messages: ClassVar = {
        "same": "{module} and {other} both have an ability {name}",
        "same_module": "{module} has two abilities named {name}",
        "other": "the other ability",
    }
    sources = (f"{PACKING_TOOL}: HapVerify, ability names",)
    bad: ClassVar = {"entry.hap": '{ module: { abilities: [{ name: "A" }, { name: "A" }] } }'}
    good: ClassVar = {"entry.hap": '{ module: { abilities: [{ name: "A" }] } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look for names that came before."""
        seen: dict[str, list[tuple[Module, Ability]]] = {}
        for module in subject.modules:
            for ability in (*module.abilities, *module.extensions):
                earlier = seen.setdefault(ability.name, []) if ability.name is not None else []
                for other, first in earlier:
                    if other is module or self._meet(module, other):
                        yield self.found(
                            "same_module" if other is module else "same",
                            module.at(*ability.keys, "name"),
                            of=subject,
                            related=[Related(location=other.at(*first.keys, "name"), message="other")],
                            module=module.label,
                            other=other.label,
                            name=ability.name or '""',
                        )
                        break
                earlier.append((module, ability))

    def _meet(self, one: Module, other: Module) -> bool:
        # Two modules of one name that meet are refused as such, whatever is in them.
        return one.name != other.name and not surely_apart(one, other)


class OverlayTarget(BundleRule):
    code = "HOS509"
    slug = "overlay-target"
    title = "The module that an overlay is for is part of the app, and is neither shared nor an overlay"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Set module.targetModuleName to an entry or feature of this app."
    messages: ClassVar = {
        "missing": "{module} is an overlay of {target}, and this app has no entry or feature of that name",
        "alone": "{module} is an overlay, and this app has no module that it could lie over",
        "null": "targetModuleName of {module} is null",
    }
    official = ("10016012", _NPE)
    sources = (f"{PACKING_TOOL}: HapVerify, overlay",)
    bad: ClassVar = {
        "entry.hap": "{}",
        "lib.hsp": '{ module: { name: "lib", targetModuleName: "nope" } }',
    }
    good: ClassVar = {
        "entry.hap": "{}",
        "lib.hsp": '{ module: { name: "lib", targetModuleName: "entry" } }',
    }

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look the targets up; an overlay over another bundle ends the comparison."""
        if not subject.complete:
            return
        overlays: list[Module] = []
        plain: list[Module] = []
        for module in subject.modules:
            if module.target_bundle:
                return
            if module.target_module is None:
                place = module.at(*MODULE, "targetModuleName")
                yield self.found("null", place, of=subject, code=_NPE, module=module.label)
                return
            (overlays if module.target_module else plain).append(module)
        targets = {module.name for module in plain if module.type != "shared"}
        for module in overlays:
            if module.target_module not in targets:
                yield self.found(
                    "missing" if plain else "alone",
                    module.at(*MODULE, "targetModuleName"),
                    of=subject,
                    code="10016012",
                    module=module.label,
                    target=module.target_module,
                )


_Uri = tuple[Module, Keys]
"""A uri of proxyData: its module and its place there."""
_EVERYWHERE = "nullDeviceType"


class ProxyUri(BundleRule):
    code = "HOS510"
    slug = "proxy-uri-taken"
    title = "A uri of proxyData is declared once on each device type"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Remove the second declaration, or change the uri."
    messages: ClassVar = {
        "twice": "{module} declares the uri {uri} twice",
        "taken": "{module} declares the uri {uri}, which {other} declares too, both for {devices}",
        "everywhere": "{module} declares the uri {uri}, which {other} declares too, and {without} has no deviceTypes",
        "device_twice": "{module} lists the device type {devices} twice, so that the packing tool takes its uris of "
        "proxyData as declared twice",
        "other": "declared here first",
    }
    official = ("10016014",)
    sources = (f"{PACKING_TOOL}: HapVerify, proxyData",)
    bad: ClassVar = {"entry.hap": '{ module: { proxyData: [{ uri: "u" }, { uri: "u" }] } }'}
    good: ClassVar = {"entry.hap": '{ module: { proxyData: [{ uri: "u" }, { uri: "v" }] } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Note each uri for each device type; a module without device types is on all of them."""
        taken: dict[str | None, dict[str | None, _Uri]] = {}
        for module in subject.modules:
            clashes: dict[tuple[_Uri, _Uri], list[str]] = {}
            for device in module.devices or [_EVERYWHERE]:
                # The packing tool keeps them under this word, among the device types.
                where = [_EVERYWHERE, device] if module.devices else [_EVERYWHERE, *taken]
                for uri, keys in module.uris:
                    mine = (module, keys)
                    first = next((taken[one][uri] for one in where if uri in taken.get(one, {})), None)
                    if first is not None:
                        clashes.setdefault((first, mine), []).append(device or "null")
                    taken.setdefault(device, {}).setdefault(uri, mine)
            for (first, mine), devices in clashes.items():
                yield self._finding(subject, first, mine, devices)

    def _finding(self, bundle: Bundle, first: _Uri, mine: _Uri, devices: list[str]) -> Finding:
        (other, theirs), (module, keys) = first, mine
        # The tool keeps the module's name as the mark that the uri is taken.
        code = "" if other.name is None else "10016014"
        devices = list(dict.fromkeys(devices))
        if first == mine:
            place = module.at(*MODULE, module.devices_key)
            return self.found("device_twice", place, of=bundle, code=code, module=module.label, devices=devices)
        message = "taken" if module.devices and other.devices else "everywhere"
        return self.found(
            "twice" if other is module else message,
            module.at(*keys),
            of=bundle,
            code=code,
            related=[Related(location=other.at(*theirs), message="other")],
            module=module.label,
            other=other.label,
            without=other.label if module.devices else module.label,
            uri=_shown(next(uri for uri, place in module.uris if place == keys)),
            devices=devices,
        )


class ContinueType(BundleRule):
    code = "HOS511"
    slug = "continue-type-taken"
    title = "A continueType belongs to one ability on each device type"
    since = "0.1.0"
    why = "The system could not tell which ability goes on. The packing tool refuses the app."
    help = "Give each ability continueTypes of its own."
    messages: ClassVar = {
        "abilities": "the abilities {one} and {two} of {module} share the continueType {types}",
        "same_name": "{module} has two abilities named {one}, and the later one's continueType {types} counts for both",
        "modules": "{module} and {other} share the continueType {types}",
        "other": "the other one",
    }
    official = ("10016015",)
    sources = (f"{PACKING_TOOL}: HapVerify, continueType",)
    bad: ClassVar = {
        "entry.hap": '{ module: { abilities: [{ name: "A", continueType: ["x"] }, '
        '{ name: "B", continueType: ["x"] }] } }'
    }
    good: ClassVar = {
        "entry.hap": '{ module: { abilities: [{ name: "A", continueType: ["x"] }, '
        '{ name: "B", continueType: ["y"] }] } }'
    }

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the abilities of each module, then the modules."""
        holders: dict[str | None, list[Module]] = {}
        for module in subject.modules:
            yield from self._within(subject, module)
            types = _types(module)
            for other in dict.fromkeys(one for kind in types for one in holders.get(kind, ())):
                if set(module.devices) & set(other.devices):
                    yield self._between(subject, module, other)
            for kind in types:
                holders.setdefault(kind, []).append(module)

    def _between(self, bundle: Bundle, module: Module, other: Module) -> Finding:
        shared = set(_types(module)) & set(_types(other))
        return self.found(
            "modules",
            _holder(module, shared),
            of=bundle,
            code="10016015",
            related=[Related(location=_holder(other, shared), message="other")],
            module=module.label,
            other=other.label,
            types=sorted(map(_shown, shared)),
        )

    def _within(self, bundle: Bundle, module: Module) -> Iterable[Finding]:
        keys = {one.name or "": one.keys for one in module.abilities}
        for one, two in combinations(module.ability_names, 2):
            shared = set(module.continue_types.get(one, ())) & set(module.continue_types.get(two, ()))
            if shared:
                yield self.found(
                    "same_name" if one == two else "abilities",
                    module.at(*keys[two], "continueType"),
                    of=bundle,
                    code="10016015",
                    related=[]
                    if one == two
                    else [Related(location=module.at(*keys[one], "continueType"), message="other")],
                    module=module.label,
                    one=_shown(one),
                    two=_shown(two),
                    types=sorted(map(_shown, shared)),
                )


def _types(module: Module) -> Iterable[str | None]:
    return dict.fromkeys(one for types in module.continue_types.values() for one in types)


def _holder(module: Module, types: set[str | None]) -> Location:
    """The first continueType that holds one of these."""
    keys = {one.name or "": one.keys for one in module.abilities}
    name = next(name for name, own in module.continue_types.items() if types & set(own))
    return module.at(*keys[name], "continueType")
