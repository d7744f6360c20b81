"""Consistency: values that the packing tool compares over all modules of an app."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import ClassVar

from hapline_hooks import Finding, Related
from hapline_plugins.harmony.bundle import Bundle, surely_apart
from hapline_plugins.harmony.module import APPLICATION, MODULE, NO_LEVEL, Module
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
        first = subject.first
        wanted = _bundle_type(first)
        # A module that cannot be read ends the tool's comparison; it is refused for that reason.
        for module in subject.modules:
            if _bundle_type(module) != wanted:
                yield self.found(
                    "differs",
                    module.at(*APPLICATION, "bundleType"),
                    of=subject,
                    # A package of the FA model ends the first comparison; the second one has another code.
                    code="10013010" if all(one.is_stage for one in subject.modules) else FIELDS,
                    related=[Related(location=first.at(*APPLICATION, "bundleType"), message="other")],
                    module=module.label,
                    other=first.label,
                    value=_bundle_type(module),
                    wanted=wanted,
                )


def _bundle_type(module: Module) -> str:
    return module.bundle_type_text if "bundleType" in module.app else "app"


_FIELDS: tuple[tuple[str, Callable[[Module], object], bool], ...] = (
    ("bundleName", lambda module: module.bundle_name, True),
    ("versionCode", lambda module: module.version_code, False),
    ("buildVersion", lambda module: module.build_version, True),
    ("apiReleaseType", lambda module: module.release_type, True),
    ("targetBundleName", lambda module: module.target_bundle, True),
    ("targetPriority", lambda module: module.app_priority, False),
    ("multiAppMode", lambda module: module.multi_app_mode, False),
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
        "empty": "{module} has an empty bundleName",
        "null": "{key} of {module} is null",
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
        for module in subject.modules:
            if module.bundle_name == "" and "bundleName" in module.app:
                place = module.at(*APPLICATION, "bundleName")
                yield self.found("empty", place, of=subject, code=FIELDS, module=module.label)
        for key, value, dies in _FIELDS:
            if dies and value(base) is None and key in base.app:
                place = base.at(*APPLICATION, key)
                yield self.found("null", place, of=subject, code=_NPE, key=key, module=base.label)
                continue
            for module in subject.modules:
                if value(module) != value(base) and self._compared(key, base, module):
                    yield self._difference(subject, key, value, base, module)

    def _compared(self, key: str, base: Module, module: Module) -> bool:
        if key == "apiReleaseType":
            return "shared" not in {base.type, module.type}
        if key == "multiAppMode":
            return _is_hap_type(base) and _is_hap_type(module)
        return True

    def _difference(
        self, bundle: Bundle, key: str, value: Callable[[Module], object], base: Module, module: Module
    ) -> Finding:
        return self.found(
            "differs",
            module.at(*APPLICATION, key),
            of=bundle,
            code=_NPE if key == "bundleName" and module.bundle_name is None else FIELDS,
            related=[Related(location=base.at(*APPLICATION, key), message="other")],
            key=key,
            module=module.label,
            other=base.label,
            value=_shown(value(module)),
            wanted=_shown(value(base)),
        )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " × ".join(str(one) for one in value)
    return "null" if value is None else str(value) or '""'


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
        "negative": "{key} of the HAP {module} is {value}, which is below every level",
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
            for module in haps:
                if value(module) != value(first):
                    yield self._finding(subject, "haps", key, value, module, first)
            highest = max(hsps, key=value, default=None)
            if highest is not None and value(first) < value(highest):
                yield self._finding(subject, "hsp", key, value, highest, first)
            elif value(first) < NO_LEVEL:
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
        haps = [module for module in subject.modules if module.is_hap]
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
            if module.installation_free != first.installation_free:
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
            if module.sdk_type != first.sdk_type:
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
            if set(module.asset_groups) != set(base.asset_groups):
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
    messages: ClassVar = {"same": "{module} and {other} both have an ability {name}", "other": "the other ability"}
    sources = (f"{PACKING_TOOL}: HapVerify, ability names",)
    bad: ClassVar = {"entry.hap": '{ module: { abilities: [{ name: "A" }, { name: "A" }] } }'}
    good: ClassVar = {"entry.hap": '{ module: { abilities: [{ name: "A" }] } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look for names that came before."""
        for number, module in enumerate(subject.modules):
            mine = [one for one in (*module.abilities, *module.extensions) if one.name is not None]
            for one, other in combinations(mine, 2):
                if one.name == other.name:
                    yield self._same(
                        subject, module, module, one.name or "", (*other.keys, "name"), (*one.keys, "name")
                    )
            for earlier in subject.modules[:number]:
                names = {one.name: one for one in (*earlier.abilities, *earlier.extensions)}
                for one in mine:
                    if one.name in names and not surely_apart(module, earlier):
                        theirs = (*names[one.name].keys, "name")
                        yield self._same(subject, module, earlier, one.name or "", (*one.keys, "name"), theirs)

    def _same(
        self,
        bundle: Bundle,
        module: Module,
        other: Module,
        name: str,
        keys: tuple[str | int, ...],
        theirs: tuple[str | int, ...],
    ) -> Finding:
        related = [Related(location=other.at(*theirs), message="other")]
        return self.found(
            "same", module.at(*keys), of=bundle, related=related, module=module.label, other=other.label, name=name
        )


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
        "null": "{key} of {module} is null",
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
        overlays: list[Module] = []
        plain: list[Module] = []
        for module in subject.modules:
            for key, value in (("targetBundleName", module.target_bundle), ("targetModuleName", module.target_module)):
                if value is None:
                    place = module.at(*(APPLICATION if key == "targetBundleName" else MODULE), key)
                    yield self.found("null", place, of=subject, code=_NPE, key=key, module=module.label)
                    return
            if module.target_bundle:
                return
            (overlays if module.target_module else plain).append(module)
        targets = {module.name for module in plain if module.type != "shared"}
        for module in overlays:
            if not plain or module.target_module not in targets:
                yield self.found(
                    "missing" if plain else "alone",
                    module.at(*MODULE, "targetModuleName"),
                    of=subject,
                    code="10016012",
                    module=module.label,
                    target=module.target_module or "",
                )


class ProxyUri(BundleRule):
    code = "HOS510"
    slug = "proxy-uri-taken"
    title = "A uri of proxyData is declared once on each device type"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Remove the second declaration, or change the uri."
    messages: ClassVar = {
        "taken": "{module} declares the uri {uri}, which {other} declares too, on {device}",
        "device_twice": "{module} lists the device type {device} twice, so that the packing tool takes its uris as declared twice",
        "other": "declared here first",
    }
    official = ("10016014",)
    sources = (f"{PACKING_TOOL}: HapVerify, proxyData",)
    bad: ClassVar = {"entry.hap": '{ module: { proxyData: [{ uri: "u" }, { uri: "u" }] } }'}
    good: ClassVar = {"entry.hap": '{ module: { proxyData: [{ uri: "u" }, { uri: "v" }] } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Note each uri for each device type; a module without device types is on all of them."""
        taken: dict[tuple[str | None, str | None], tuple[Module, tuple[str | int, ...]]] = {}
        everywhere: dict[str | None, tuple[Module, tuple[str | int, ...]]] = {}
        for module in subject.modules:
            reported: set[object] = set()
            for device in module.devices or [None]:
                for uri, keys in module.uris:
                    if module.devices:
                        first = everywhere.get(uri) or taken.get((device, uri))
                    else:
                        first = everywhere.get(uri) or next(
                            (place for (_, other), place in taken.items() if other == uri), None
                        )
                    if first is not None and (first[0], first[1], keys) not in reported:
                        reported.add((first[0], first[1], keys))
                        yield self._finding(subject, module, uri, keys, first, device)
                    if module.devices:
                        taken.setdefault((device, uri), (module, keys))
                    else:
                        everywhere.setdefault(uri, (module, keys))

    def _finding(  # noqa: PLR0913 two places and what they share
        self,
        bundle: Bundle,
        module: Module,
        uri: str | None,
        keys: tuple[str | int, ...],
        first: tuple[Module, tuple[str | int, ...]],
        device: str | None,
    ) -> Finding:
        other, theirs = first
        same = other is module and theirs == keys
        return self.found(
            "device_twice" if same else "taken",
            module.at(*MODULE, module.devices_key) if same else module.at(*keys),
            of=bundle,
            code="10016014" if other.name is not None else "",  # the tool keeps the name as the mark that it is taken
            related=[] if same else [Related(location=other.at(*theirs), message="other")],
            module=module.label,
            other=other.label,
            uri=uri or "null",
            device=device or "*",
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
        "same_name": "{module} has two abilities named {one}, and the later one's continueType {types} is taken for both",
        "modules": "{module} and {other} share the continueType {types}",
        "other": "the other one",
    }
    official = ("10016015",)
    sources = (f"{PACKING_TOOL}: HapVerify, continueType",)
    bad: ClassVar = {
        "entry.hap": '{ module: { abilities: [{ name: "A", continueType: ["x"] }, { name: "B", continueType: ["x"] }] } }'
    }
    good: ClassVar = {
        "entry.hap": '{ module: { abilities: [{ name: "A", continueType: ["x"] }, { name: "B", continueType: ["y"] }] } }'
    }

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the abilities of each module, then the modules."""
        for module in subject.modules:
            yield from self._within(subject, module)
        for one, other in combinations(subject.modules, 2):
            if not set(one.devices) & set(other.devices):
                continue
            shared = _types(one) & _types(other)
            if shared:
                yield self.found(
                    "modules",
                    other.at(*MODULE, "abilities", on="key"),
                    of=subject,
                    code="10016015",
                    related=[Related(location=one.at(*MODULE, "abilities", on="key"), message="other")],
                    module=other.label,
                    other=one.label,
                    types=sorted(map(_shown, shared)),
                )

    def _within(self, bundle: Bundle, module: Module) -> Iterable[Finding]:
        keys = {one.name: one.keys for one in module.abilities}
        for one, two in combinations(module.ability_names, 2):
            shared = set(module.continue_types.get(one, ())) & set(module.continue_types.get(two, ()))
            if shared and one in keys and two in keys:
                yield self.found(
                    "same_name" if one == two else "abilities",
                    module.at(*keys[two], "continueType"),
                    of=bundle,
                    code="10016015",
                    related=[]
                    if one == two
                    else [Related(location=module.at(*keys[one], "continueType"), message="other")],
                    module=module.label,
                    one=one,
                    two=two,
                    types=sorted(map(_shown, shared)),
                )


def _types(module: Module) -> set[str | None]:
    return {one for types in module.continue_types.values() for one in types}


class VersionRises(HarmonyRule[Update]):
    code = "HOS512"
    slug = "version-rises"
    title = "versionCode rises from build to build"
    since = "0.1.0"
    why = "The store and devices take only a higher versionCode as an update."
    help = "Raise versionCode in app.json5."
    messages: ClassVar = {
        "not_higher": "versionCode is {value}, and that of the earlier build is {earlier}",
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
        elif new.version_code <= old.version_code:
            related = Related(location=old.at(*APPLICATION, "versionCode"), message="earlier")
            yield self.found(
                "not_higher",
                new.at(*APPLICATION, "versionCode"),
                of=subject.after,
                related=[related],
                value=new.version_code,
                earlier=old.version_code,
            )
