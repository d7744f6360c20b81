"""Settings of one module that exclude or require each other, checked when its package is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from hapline_hooks import Finding, Fix, Keys
from hapline_plugins.harmony import coercion
from hapline_plugins.harmony.coercion import Crash
from hapline_plugins.harmony.module import APPLICATION, MODULE, Module
from hapline_plugins.harmony.packing import runs_before_api_21
from hapline_plugins.harmony.reading import PACK
from hapline_plugins.harmony.rules.base import PACKING_TOOL, ModuleRule
from hapline_plugins.harmony.rules.fixes import fix_at

_HAP = frozenset({"hap"})
_HSP = frozenset({"hsp"})
_MAX_SCHEMES = 50
SUPPORT_PLUGIN = "ohos.permission.kernel.SUPPORT_PLUGIN"


def _is_on(holder: Mapping[str, object], key: str) -> bool:
    try:
        return coercion.boolean(holder.get(key)) or False
    except Crash:
        return False  # the rule on unreadable values says so


def _list(value: object) -> list[object]:
    try:
        return coercion.sequence(value) or []
    except Crash:
        return []  # as above


class Sanitizers(ModuleRule):
    code = "HOS541"
    slug = "sanitizers"
    title = "Sanitizers that exclude each other are not switched on together"
    since = "0.1.0"
    why = "The packing tool refuses the module when its package is built."
    help = "Keep one of them."
    messages: ClassVar = {"both": "{one} and {two} cannot both be true"}
    official = ("10012004", "10012005", "10012012")
    sources = (f"{PACKING_TOOL}: CompressVerify, sanitizers",)
    stage = PACK
    bad: ClassVar = {"entry.hap": "{ app: { asanEnabled: true, tsanEnabled: true } }"}
    good: ClassVar = {"entry.hap": "{ app: { asanEnabled: true } }"}
    _PAIRS: ClassVar = (
        ("10012004", "asanEnabled", ("tsanEnabled",)),
        ("10012005", "hwasanEnabled", ("asanEnabled", "tsanEnabled", "GWPAsanEnabled")),
        ("10012012", "ubsanEnabled", ("asanEnabled", "tsanEnabled", "hwasanEnabled")),
    )

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look at the pairs."""
        for code, one, others in self._PAIRS:
            for two in others:
                if _is_on(subject.app, one) and _is_on(subject.app, two):
                    yield self.at(subject, "both", *APPLICATION, two, code=code, one=one, two=two)


class QuerySchemes(ModuleRule):
    code = "HOS542"
    slug = "query-schemes"
    title = "A HAP that runs before API 21 lists at most 50 querySchemes"
    since = "0.1.0"
    why = "The packing tool refuses the module when its package is built."
    help = "Remove schemes, or raise compatibleSdkVersion."
    messages: ClassVar = {"many": "{module} lists {count} querySchemes, and before API 21 there may be 50"}
    official = ("10012003",)
    sources = (f"{PACKING_TOOL}: CompressVerify, querySchemes",)
    stage = _HAP
    bad: ClassVar = {"entry.hap": "{ module: { querySchemes: [%s] } }" % ", ".join(f'"s{n}"' for n in range(51))}  # noqa: UP031 braces
    good: ClassVar = {"entry.hap": '{ module: { querySchemes: ["s"] } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Count them."""
        schemes = _list(subject.module.get("querySchemes"))
        if subject.is_hap and runs_before_api_21(subject) and len(schemes) > _MAX_SCHEMES:
            count = len(schemes)
            yield self.at(subject, "many", *MODULE, "querySchemes", code="10012003", module=subject.label, count=count)


class DeduplicateHar(ModuleRule):
    code = "HOS543"
    slug = "deduplicate-har"
    title = "deduplicateHar is used only from API 21 on"
    since = "0.1.0"
    why = "The packing tool refuses the module when its package is built."
    help = "Remove deduplicateHar, or raise compatibleSdkVersion."
    messages: ClassVar = {
        "early": "{module} sets deduplicateHar and runs before API 21",
        "remove": "remove deduplicateHar",
    }
    official = ("10012054",)
    sources = (f"{PACKING_TOOL}: CompressVerify, deduplicateHar",)
    fixable = "unsafe"
    stage = PACK
    bad: ClassVar = {"entry.hap": "{ module: { deduplicateHar: true } }"}
    good: ClassVar = {"entry.hap": "{ app: { minAPIVersion: 60000021 }, module: { deduplicateHar: true } }"}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look at the switch; a HAR is not packed by itself."""
        at: Keys = (*MODULE, "deduplicateHar")
        if subject.suffix and _is_on(subject.module, "deduplicateHar") and runs_before_api_21(subject):
            fixes = fix_at(subject.at(*at), "remove", "remove")
            yield self.at(subject, "early", *at, code="10012054", fixes=fixes, module=subject.label)


class BinaryPaths(ModuleRule):
    code = "HOS544"
    slug = "executable-binary-paths"
    title = "A module with executableBinaryPaths compresses or extracts its native libraries"
    since = "0.1.0"
    why = "The packing tool refuses the module when its package is built."
    help = "Set compressNativeLibs or extractNativeLibs to true."
    messages: ClassVar = {
        "neither": "{module} has executableBinaryPaths, and neither compresses nor extracts native libraries"
    }
    official = ("10012055",)
    sources = (f"{PACKING_TOOL}: CompressVerify, kernel permission",)
    stage = PACK
    bad: ClassVar = {"entry.hap": '{ module: { executableBinaryPaths: ["bin/a"], extractNativeLibs: false } }'}
    good: ClassVar = {"entry.hap": '{ module: { executableBinaryPaths: ["bin/a"] } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look at the three; a HAR is not packed by itself."""
        extracted = subject.compress_libs or subject.extract_libs
        if subject.suffix and subject.binary_paths and not extracted:
            at: Keys = (*MODULE, "executableBinaryPaths")
            yield self.at(subject, "neither", *at, on="key", code="10012055", module=subject.label)


class ContinueBundleName(ModuleRule):
    code = "HOS545"
    slug = "continue-bundle-name"
    title = "continueBundleName names other bundles"
    since = "0.1.0"
    why = "The packing tool refuses the module when its package is built."
    help = "Take the app's own bundle name out of the list."
    messages: ClassVar = {
        "self": "the ability {ability} of {module} has its own bundle in continueBundleName",
        "remove": "take the app's own bundle name out",
    }
    official = ("10012007",)
    sources = (f"{PACKING_TOOL}: CompressVerify, continueBundleName",)
    fixable = "safe"
    stage = PACK
    bad: ClassVar = {
        "entry.hap": '{ module: { abilities: [{ name: "A", continueBundleName: ["com.atomicservice.sample"] }] } }'
    }
    good: ClassVar = {"entry.hap": '{ module: { abilities: [{ name: "A", continueBundleName: ["com.other"] }] } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for the own name; config.json has no such list."""
        if not subject.is_stage or subject.bundle_name is None:
            return
        # Of abilities with equal names the packing tool sees the last one.
        last = {one.name or "": one for one in subject.abilities}
        # In another product the name may be that of another bundle.
        safe = subject.bundle is None or not subject.bundle.product
        for ability in subject.abilities:
            seen = last[ability.name or ""] is ability
            for number, one in enumerate(_list(ability.json.get("continueBundleName"))):
                if coercion.text(one) == subject.bundle_name:
                    keys = (*ability.keys, "continueBundleName", number)
                    yield self.at(
                        subject,
                        "self",
                        *keys,
                        code="10012007" if seen else "",
                        fixes=fix_at(subject.at(*keys), "remove", "remove", safe=safe),
                        ability=ability.name or "?",
                        module=subject.label,
                    )


class OverlaySettings(ModuleRule):
    code = "HOS546"
    slug = "overlay-settings"
    title = "The settings of an overlay HSP go together"
    since = "0.1.0"
    why = "The packing tool refuses the HSP when it is built."
    help = "An overlay names targetModuleName (and targetBundleName for another app), asks for no permissions."
    messages: ClassVar = {
        "permissions": "the overlay {module} requests permissions",
        "self_module": "{module} is an overlay of itself",
        "module_priority": "targetPriority of {module} is refused without targetModuleName",
        "no_module": "{module} needs targetModuleName, since the app has targetBundleName",
        "self_bundle": "targetBundleName is the app's own bundle name",
        "app_priority": "targetPriority of the app is refused without targetBundleName",
        "remove": "remove targetPriority",
    }
    official = ("10012008",)
    sources = (f"{PACKING_TOOL}: CompressVerify, overlay HSP",)
    fixable = "unsafe"
    stage = _HSP
    bad: ClassVar = {"lib.hsp": '{ module: { name: "lib", targetModuleName: "lib" } }'}
    good: ClassVar = {"lib.hsp": '{ module: { name: "lib", targetModuleName: "entry" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look at the settings one by one; those of the app are the same for all its HSPs."""
        if not subject.is_hsp:
            return
        for message, keys in self._in_module(subject):
            fixes = _priority_fix(subject, message, keys)
            yield self.at(subject, message, *keys, code="10012008", fixes=fixes, module=subject.label)
        for message, keys in self._in_app(subject):
            fixes = _priority_fix(subject, message, keys)
            yield self.at(subject, message, *keys, code="10012008", fixes=fixes)

    def _in_module(self, module: Module) -> Iterator[tuple[str, Keys]]:
        if module.target_module:
            if "requestPermissions" in module.module:
                yield "permissions", (*MODULE, "requestPermissions")
            if module.target_module == module.name:
                yield "self_module", (*MODULE, "targetModuleName")
            return
        if "targetPriority" in module.module:
            yield "module_priority", (*MODULE, "targetPriority")
        if module.target_bundle:
            yield "no_module", (*MODULE, "targetModuleName")

    def _in_app(self, module: Module) -> Iterator[tuple[str, Keys]]:
        if module.target_bundle:
            if module.target_bundle == module.bundle_name:
                yield "self_bundle", (*APPLICATION, "targetBundleName")
        elif "targetPriority" in module.app:
            yield "app_priority", (*APPLICATION, "targetPriority")


def _priority_fix(module: Module, message: str, keys: Keys) -> tuple[Fix, ...]:
    return fix_at(module.at(*keys), "remove", "remove") if message.endswith("priority") else ()


class PluginModule(ModuleRule):
    code = "HOS547"
    slug = "plugin-module"
    title = "A plugin is an HSP with embedded UI extensions only, is no host itself, and brings pkgContextInfo.json"
    since = "0.1.0"
    why = "The packing tool refuses the module when its package is built."
    help = "See the guide on app plugins; hvigor passes --pkg-context-path."
    messages: ClassVar = {
        "hap": "{module} is an appPlugin and is packed as a HAP",
        "extension": "the extension ability {name} of the plugin {module} is {type}, not embeddedUI",
        "context": "{module} needs pkgContextInfo.json in its package",
        "host": "the plugin {module} requests the permission of a plugin host",
    }
    official = ("10012002", "10012052", "10012053")
    sources = (f"{PACKING_TOOL}: CompressVerify, plugins",)
    stage = PACK
    bad: ClassVar = {"lib.hsp": '{ app: { bundleType: "appPlugin" }, module: { installationFree: false } }'}
    good: ClassVar = {
        "lib.hsp": '{ app: { bundleType: "appPlugin" }, module: { installationFree: false }, '
        'entries: { "pkgContextInfo.json": "{}" } }'
    }

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look at what a plugin, and a host of plugins, need."""
        if not subject.suffix:
            return
        is_plugin = subject.bundle_type_text == "appPlugin"
        if is_plugin and subject.is_hap:
            yield self.at(subject, "hap", *APPLICATION, "bundleType", code="10012002", stage=_HAP, module=subject.label)
            return
        host = _host(subject)
        if is_plugin:
            yield from self._plugin(subject, host)
        if (is_plugin or host) and _lacks(subject, "pkgContextInfo.json"):
            yield self.found("context", subject.place, of=subject.bundle, code="10012052", module=subject.label)

    def _plugin(self, module: Module, host: Keys) -> Iterator[Finding]:
        for one in module.extensions:
            kind = coercion.text(one.json.get("type"))
            if kind != "embeddedUI":
                yield self.at(
                    module,
                    "extension",
                    *one.keys,
                    "type",
                    code="10012053",
                    stage=_HSP,
                    name=one.name or "?",
                    module=module.label,
                    type=kind or "null",
                )
        if host:
            yield self.at(module, "host", *host, code="10012053", stage=_HSP, module=module.label)


def _host(module: Module) -> Keys:
    """Where a module requests the permission of a host of plugins; empty where it does not."""
    for number, one in enumerate(_list(module.module.get("requestPermissions"))):
        if isinstance(one, dict) and coercion.text_or_empty(one.get("name")) == SUPPORT_PLUGIN:
            return (*MODULE, "requestPermissions", number)
    return ()


def _lacks(module: Module, name: str) -> bool:
    return module.contents is not None and all(entry != name for entry, _ in module.contents())


class SkillProfiles(ModuleRule):
    code = "HOS548"
    slug = "skill-profiles"
    title = "Each skill profile has its folder skills/<name> with a SKILL.md in the package"
    since = "0.1.0"
    why = "The packing tool refuses the module when its package is built."
    help = "Add the folder and its SKILL.md (upper case), or remove the profile."
    messages: ClassVar = {
        "bundle": "a bundle of type {bundle} cannot have skillProfiles",
        "name": "{name} is no name of a folder",
        "missing": "{module} declares the skill {name}, and its package has no skills/{name}/SKILL.md",
    }
    official = ("10011001", "10011002")
    sources = (f"{PACKING_TOOL}: CompressVerify, skills",)
    stage = PACK
    bad: ClassVar = {"entry.hap": '{ module: { skillProfiles: [{ name: "alpha" }] } }'}
    good: ClassVar = {
        "entry.hap": '{ module: { skillProfiles: [{ name: "alpha" }] }, entries: { "skills/alpha/SKILL.md": "x" } }'
    }

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look up each name in the package; a HAR is none."""
        code = "10011002" if subject.is_hsp else "10011001"
        names = [
            (number, coercion.text_or_empty(one["name"]))
            for number, one in enumerate(_list(subject.module.get("skillProfiles")))
            if subject.suffix and isinstance(one, dict) and one.get("name") is not None
        ]
        bundle = subject.bundle_type_text
        if names and bundle in {"shared", "appService", "appPlugin"}:
            yield self.at(subject, "bundle", *MODULE, "skillProfiles", on="key", code=code, bundle=bundle)
            return
        for number, name in names:
            keys: Keys = (*MODULE, "skillProfiles", number, "name")
            if "/" in name or "\\" in name or name in {".", ".."}:
                yield self.at(subject, "name", *keys, code=code, name=name)
            elif _lacks(subject, f"skills/{name}/SKILL.md"):
                yield self.at(subject, "missing", *keys, code=code, module=subject.label, name=name)
