"""Consistency: values that the packing tool compares over all modules of an app."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import ClassVar

from hapline_hooks import Finding, Keys, Location, Related
from hapline_plugins.harmony.bundle import ATOMIC_SERVICE, Bundle, surely_apart
from hapline_plugins.harmony.module import APPLICATION, MODULE, NO_LEVEL, Ability, Module
from hapline_plugins.harmony.packages import Update
from hapline_plugins.harmony.rules.base import PACKING_TOOL, BundleRule, HarmonyRule

FIELDS = "10016002"
LEVELS = "10016001"
_NPE = "java:java.lang.NullPointerException"
_SOURCES = (f"{PACKING_TOOL}: HapVerify, app fields",)


def _base(bundle: Bundle) -> Module:
    """The module that the others are compared with: the first that is not shared."""
    return next((module for module in bundle.modules if module.type != "shared"), bundle.first)


def _is_hap_type(module: Module) -> bool:
    return module.type in {"entry", "feature"}


def _was_read(module: Module, *keys: str) -> bool:
    """Whether a value could be read; where not, a rule of its own says so, and nothing can be compared with it."""
    return not any(all(map(str.__eq__, map(str, problem.keys), keys)) for problem in module.problems)


def _shown(value: object) -> str:
    return "null" if value is None else str(value) or '""'


class BundleTypesDiffer(BundleRule):
    code = "HOS501"
    slug = "bundle-types-differ"
    title = "All modules of an app have the same bundleType"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Build all modules from one product: bundleType comes from app.json5 or from the product."
    messages: ClassVar = {
        "differs": "the bundleType of {module} is {value}, and that of {other} is {wanted}",
        "other": "compared with this",
    }
    official = ("10013010", FIELDS)
    sources = (f"{PACKING_TOOL}: CompressVerify, bundle type consistency",)
    early = True
    bad: ClassVar = {
        "entry.hap": "{}",
        "lib.hsp": '{ app: { bundleType: "app" }, module: { name: "lib", installationFree: false } }',
    }
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first module."""
        readable = [module for module in subject.modules if _was_read(module, "app")]
        first = next(iter(readable), subject.first)
        # A package of the FA model ends the tool's first comparison; the second one has another code.
        code = "10013010" if all(module.is_stage for module in subject.modules) else FIELDS
        for module in readable:
            if _bundle_type(module) != _bundle_type(first):
                yield self.found(
                    "differs",
                    module.at(*APPLICATION, "bundleType"),
                    of=subject,
                    code=code,
                    related=[Related(location=first.at(*APPLICATION, "bundleType"), message="other")],
                    module=module.label,
                    other=first.label,
                    value=_shown(_bundle_type(module)),
                    wanted=_shown(_bundle_type(first)),
                )


def _bundle_type(module: Module) -> str:
    return module.bundle_type_text if "bundleType" in module.app else "app"


def _mode(kind: str, count: int) -> str:
    return f"{kind or 'none'} (maxCount {count})"


_FIELDS: tuple[tuple[str, Callable[[Module], object], bool], ...] = (
    ("bundleName", lambda module: module.bundle_name, True),
    ("versionCode", lambda module: module.version_code, False),
    ("buildVersion", lambda module: module.build_version, True),
    ("apiReleaseType", lambda module: module.release_type, True),
    ("targetBundleName", lambda module: module.target_bundle, True),
    ("targetPriority", lambda module: module.app_priority, False),
    ("multiAppMode", lambda module: _mode(*module.multi_app_mode), False),
)
"""The key in ``app``, its value, and whether the packing tool dies when the value to compare with is null."""


class AppFieldsDiffer(BundleRule):
    code = "HOS502"
    slug = "app-fields-differ"
    title = "bundleName, versions and release type are the same in all modules of an app"
    since = "0.1.0"
    why = "They are copied into each module when it is built; modules of different builds do not make one app."
    help = "Build all modules anew, from the same app.json5 and product."
    messages: ClassVar = {
        "differs": "{key} of {module} is {value}, and that of {other} is {wanted}",
        "empty": "bundleName is empty",
        "null": "{key} is null",
        "other": "compared with this",
    }
    official = (FIELDS, _NPE)
    sources = _SOURCES
    bad: ClassVar = {
        "entry.hap": "{}",
        "lib.hsp": '{ app: { versionCode: 7 }, module: { name: "lib" } }',
    }
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare field by field with the base."""
        base = _base(subject)
        for key, value, dies in _FIELDS:
            if dies and value(base) is None:
                if _was_read(base, "app", key):
                    yield self.found("null", base.at(*APPLICATION, key), of=subject, code=_NPE, key=key)
                continue
            for module in subject.modules:
                place = module.at(*APPLICATION, key)
                if key == "bundleName" and module.bundle_name == "":
                    yield self.found("empty", place, of=subject, code=FIELDS)
                elif value(module) != value(base) and self._compared(key, base, module):
                    code = _NPE if key == "bundleName" and module.bundle_name is None else FIELDS
                    yield self.found(
                        "differs",
                        place,
                        of=subject,
                        code=code,
                        related=[Related(location=base.at(*APPLICATION, key), message="other")],
                        key=key,
                        module=module.label,
                        other=base.label,
                        value=_shown(value(module)),
                        wanted=_shown(value(base)),
                    )

    def _compared(self, key: str, base: Module, module: Module) -> bool:
        if not _was_read(base, "app", key) or not _was_read(module, "app", key):
            return False
        if key == "apiReleaseType":
            return "shared" not in {base.type, module.type}
        if key == "multiAppMode":
            return _is_hap_type(base) and _is_hap_type(module)
        return True


_LEVELS: tuple[tuple[str, Callable[[Module], int]], ...] = (
    ("minCompatibleVersionCode", lambda module: module.min_compatible),
    ("targetAPIVersion", lambda module: module.target_api),
    ("minAPIVersion", lambda module: module.min_api),
)


class LevelsDiffer(BundleRule):
    code = "HOS503"
    slug = "levels-differ"
    title = "All HAPs have the same API levels and minCompatibleVersionCode, and no HSP has higher ones"
    since = "0.1.0"
    why = "A device that takes the HAP must be able to take its HSPs. The packing tool refuses the app."
    help = "Build all modules anew from the same product."
    messages: ClassVar = {
        "haps": "{key} of {module} is {value}, and that of {other} is {wanted}",
        "hsp": "{key} of the HSP {module} is {value}, more than that of the HAP {other}: {wanted}",
        "negative": "{key} of the HAP {module} is {value}, and must not be negative",
        "other": "compared with this",
    }
    official = (LEVELS,)
    sources = _SOURCES
    bad: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ app: { minAPIVersion: 50000020 }, module: { name: "lib" } }'}
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the HAPs with the first, and that with the highest HSP."""
        haps = [module for module in subject.modules if module.is_hap]
        hsps = [module for module in subject.modules if module.is_hsp]
        if not haps:
            return
        first = haps[0]
        for key, value in _LEVELS:
            level = value(first)
            higher = [module for module in hsps if value(module) > level and _levels_compare(key, module, first)]
            for module in haps:
                if value(module) != level and _levels_compare(key, module, first):
                    yield self._finding(subject, "haps", key, value, module, first)
            for module in higher:
                yield self._finding(subject, "hsp", key, value, module, first)
            if level < NO_LEVEL and not higher:
                # Without any HSP the tool compares with -1 and refuses what is below.
                yield self._finding(subject, "negative", key, value, first, first)

    def _finding(
        self, bundle: Bundle, message: str, key: str, value: Callable[[Module], int], module: Module, other: Module
    ) -> Finding:
        related = [] if module is other else [Related(location=other.at(*APPLICATION, key), message="other")]
        return self.found(
            message,
            module.at(*APPLICATION, key),
            of=bundle,
            code=LEVELS,
            related=related,
            key=key,
            module=module.label,
            other=other.label,
            value=str(value(module)),
            wanted=str(value(other)),
        )


def _levels_compare(key: str, one: Module, other: Module) -> bool:
    """Whether both have a value of their own: minCompatibleVersionCode is versionCode where it is not given."""
    if key == "minCompatibleVersionCode" and one.version_code != other.version_code:
        return key in one.app and key in other.app
    return _was_read(one, "app", key) and _was_read(other, "app", key)


class DebugDiffers(BundleRule):
    code = "HOS504"
    slug = "debug-differs"
    title = "All HAPs are debug builds or none, and a release app has no debug HSP"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Build all modules in the same build mode."
    messages: ClassVar = {
        "haps": "debug of {module} is {value}, and that of {other} is not",
        "hsp": "the HSP {module} is a debug build, and the HAP {other} is a release build",
        "other": "compared with this",
    }
    official = (LEVELS,)
    sources = _SOURCES
    bad: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ app: { debug: true }, module: { name: "lib" } }'}
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first HAP."""
        haps = [module for module in subject.modules if module.is_hap and _was_read(module, "app", "debug")]
        if not haps:
            return
        first = haps[0]
        wrong = [("haps", module) for module in haps if module.debug != first.debug]
        if not first.debug:
            wrong += [("hsp", module) for module in subject.modules if module.is_hsp and module.debug]
        for message, module in wrong:
            yield self.found(
                message,
                module.at(*APPLICATION, "debug"),
                of=subject,
                code=LEVELS,
                related=[Related(location=first.at(*APPLICATION, "debug"), message="other")],
                module=module.label,
                other=first.label,
                value=str(module.debug).lower(),
            )


class InstallationFreeDiffers(BundleRule):
    code = "HOS505"
    slug = "installation-free-differs"
    title = "installationFree is the same in all modules of an app"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Set it in every module as the bundleType wants it."
    messages: ClassVar = {
        "differs": "installationFree of {module} is {value}, and that of {other} is not",
        "other": "compared with this",
    }
    official = ("10016008",)
    sources = (f"{PACKING_TOOL}: HapVerify, installationFree",)
    bad: ClassVar = {
        "entry.hap": '{ app: { bundleType: "appService" }, module: { installationFree: true } }',
        "lib.hsp": '{ app: { bundleType: "appService" }, module: { name: "lib", installationFree: false } }',
    }
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first module."""
        first = subject.first
        for module in subject.modules:
            # For app and atomicService only one value is right: a rule of its own says which.
            either = _bundle_type(module) not in {"app", ATOMIC_SERVICE}
            if either and module.installation_free != first.installation_free:
                yield self.found(
                    "differs",
                    module.at(*MODULE, "installationFree"),
                    of=subject,
                    code="10016008",
                    related=[Related(location=first.at(*MODULE, "installationFree"), message="other")],
                    module=module.label,
                    other=first.label,
                    value=str(module.installation_free).lower(),
                )


class SdkTypesDiffer(BundleRule):
    code = "HOS506"
    slug = "sdk-types-differ"
    title = "All modules of an app are compiled with the same type of SDK"
    since = "0.1.0"
    why = "The packing tool refuses the app; HarmonyOS and OpenHarmony builds do not mix."
    help = "Set runtimeOS of the product, and build all modules anew."
    messages: ClassVar = {
        "differs": "compileSdkType of {module} is {value}, and that of {other} is {wanted}",
        "null": "compileSdkType of {module} is null",
        "other": "compared with this",
    }
    official = ("10016013", _NPE)
    sources = (f"{PACKING_TOOL}: HapVerify, compileSdkType",)
    bad: ClassVar = {
        "entry.hap": "{}",
        "lib.hsp": '{ app: { compileSdkType: "OpenHarmony" }, module: { name: "lib" } }',
    }
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first module."""
        first = subject.first
        if first.sdk_type is None:
            place = first.at(*APPLICATION, "compileSdkType")
            yield self.found("null", place, of=subject, code=_NPE, module=first.label)
            return
        for module in subject.modules:
            if module.sdk_type != first.sdk_type and module.has_app and first.has_app:
                yield self.found(
                    "differs",
                    module.at(*APPLICATION, "compileSdkType"),
                    of=subject,
                    code="10016013",
                    related=[Related(location=first.at(*APPLICATION, "compileSdkType"), message="other")],
                    module=module.label,
                    other=first.label,
                    value=_shown(module.sdk_type),
                    wanted=_shown(first.sdk_type),
                )


class AssetGroupsDiffer(BundleRule):
    code = "HOS507"
    slug = "asset-access-groups-differ"
    title = "assetAccessGroups are the same in all modules of an app"
    severity = "warning"
    since = "0.1.0"
    why = "The system takes those of the entry. The packing tool warns."
    help = "Build all modules anew from the same app.json5."
    messages: ClassVar = {
        "differs": "assetAccessGroups of {module} differ from those of {other}",
        "other": "compared with this",
    }
    sources = _SOURCES
    bad: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ app: { assetAccessGroups: ["g"] }, module: { name: "lib" } }'}
    good: ClassVar = {"entry.hap": "{}", "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare with the first entry."""
        base = next((module for module in subject.modules if module.type == "entry"), _base(subject))
        for module in subject.modules:
            if set(module.asset_groups) != set(base.asset_groups) and _was_read(module, "app", "assetAccessGroups"):
                yield self.found(
                    "differs",
                    module.at(*APPLICATION, "assetAccessGroups"),
                    of=subject,
                    related=[Related(location=base.at(*APPLICATION, "assetAccessGroups"), message="other")],
                    module=module.label,
                    other=base.label,
                )


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


class VersionRises(HarmonyRule[Update]):
    code = "HOS512"
    slug = "version-rises"
    title = "versionCode rises from build to build"
    since = "0.1.0"
    why = "The store and devices take only a higher versionCode as an update."
    help = "Raise versionCode in app.json5."
    messages: ClassVar = {
        "lower": "versionCode is {value}, lower than that of the earlier build: {earlier}",
        "same": "versionCode is {value}, as in the earlier build",
        "other_bundle": "the earlier build is of another bundle: {name}",
        "earlier": "the earlier build",
    }
    subject = Update
    sources = ("app-configuration-file, versionCode",)
    bad: ClassVar = {"entry.hap": "{}", "base/entry.hap": "{ app: { versionCode: 1000000 } }"}
    good: ClassVar = {
        "entry.hap": "{ app: { versionCode: 1000001 } }",
        "base/entry.hap": "{ app: { versionCode: 1000000 } }",
    }

    def check(self, subject: Update) -> Iterable[Finding]:
        """Compare the two numbers."""
        old, new = subject.before.first, subject.after.first
        if old.bundle_name != new.bundle_name:
            yield self.found(
                "other_bundle",
                new.at(*APPLICATION, "bundleName"),
                of=subject.after,
                severity="warning",
                name=old.bundle_name or "null",
            )
        elif new.version_code <= old.version_code and all(_was_read(one, "app", "versionCode") for one in (old, new)):
            is_lower = new.version_code < old.version_code
            related = Related(location=old.at(*APPLICATION, "versionCode"), message="earlier")
            yield self.found(
                "lower" if is_lower else "same",
                new.at(*APPLICATION, "versionCode"),
                of=subject.after,
                # Builds of one version are compared too, for their sizes.
                severity=None if is_lower else "warning",
                related=[related],
                value=new.version_code,
                earlier=old.version_code,
            )
