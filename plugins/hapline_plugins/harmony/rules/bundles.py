"""Bundles: what the modules of one app must be together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import ClassVar

from hapline_hooks import Finding, Related, Severity
from hapline_plugins.harmony import filters
from hapline_plugins.harmony.bundle import Bundle, apart
from hapline_plugins.harmony.module import APPLICATION, MODULE, Module
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, BundleRule
from hapline_plugins.harmony.rules.modules import TYPES

ENTRIES = "10016007"
NAMES = "10016004"
_NPE = "java:java.lang.NullPointerException"
_CODES = "AppGallery Connect · 软件包解析错误码"


def _meet(one: Module, other: Module) -> bool:
    """Whether two modules can be delivered to one device; not where a broken filter leaves that open."""
    try:
        return not apart(one, other)
    except filters.BadPolicyError:
        return False  # the rule on invalid filters says so


def _meeting(modules: Sequence[Module]) -> Iterator[tuple[Module, list[Module]]]:
    """The modules that can be delivered to one device with earlier ones, and those."""
    for number, module in enumerate(modules):
        earlier = [one for one in modules[:number] if _meet(one, module)]
        if earlier:
            yield module, earlier


def _grave(bundle: Bundle) -> Severity:
    """How grave it is that there is no entry: a service opens with its first package, the entry."""
    return "error" if bundle.is_atomic_service else "warning"


def _mixed(bundle: Bundle, kind: str) -> bool:
    """Whether some modules are not of this bundle type, so that a rule on consistency says all there is to say."""
    stage_only = all(module.is_stage for module in bundle.modules)
    return stage_only and any(module.bundle_type_text != kind for module in bundle.modules)


class SeveralEntries(BundleRule):
    code = "HOS351"
    slug = "several-entries"
    title = "At most one entry is delivered to a device"
    since = "0.1.0"
    why = "The packing tool refuses two entries whose device types overlap and whose filters do not part them."
    help = "Make one of them a feature, or part them by deviceTypes or a distributionFilter."
    messages: ClassVar = {
        "both": "{module} and {other} are both entry for {devices}",
        "other": "the other entry",
    }
    official = (ENTRIES, "AGC 11")
    sources = (f"{PACKING_TOOL}: HapVerify, entry", f"{_CODES}, 11")
    bad: ClassVar = {"feat/src/main/module.json5": '{ module: { type: "entry" } }'}
    good: ClassVar = {"feat/src/main/module.json5": '{ module: { type: "feature" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare every two entries; the same module twice is a matter of names."""
        entries = {(module.file, module.name): module for module in subject.modules if module.type == "entry"}
        for module, earlier in _meeting(list(entries.values())):
            shipped = {device for one in earlier for device in one.devices}
            yield self.found(
                "both",
                module.at(*MODULE, "type"),
                of=subject,
                code=ENTRIES,
                store="AGC 11",
                related=[Related(location=one.at(*MODULE, "type"), message="other") for one in earlier],
                module=earlier[0].label,
                other=module.label,
                devices=[device or "null" for device in dict.fromkeys(module.devices) if device in shipped],
            )


class EntryMissing(BundleRule):
    code = "HOS352"
    slug = "entry-missing"
    title = "There is an entry for every device type"
    since = "0.1.0"
    why = "Without an entry nothing can be opened there. The packing tool only warns."
    help = "Add the device type to the entry, or take it out of the module."
    messages: ClassVar = {
        "none": "this app has no entry module",
        "device": "{module} ships for {devices}, where there is no entry",
    }
    sources = (f"{GUIDE} · 分包", f"{PACKING_TOOL}: HapVerify, feature without entry")
    bad: ClassVar = {"entry/src/main/module.json5": '{ module: { type: "feature" } }'}
    good: ClassVar = {"entry/src/main/module.json5": '{ module: { type: "entry" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look for entries, and for device types without one."""
        without = subject.first.bundle_type_text in {"shared", "skill", "appPlugin", "appService"}
        # A module of an unknown type may be meant to be the entry.
        known = all(module.type in TYPES for module in (*subject.modules, *subject.libraries))
        if not subject.complete or without or not known:
            return
        entries = [module for module in subject.modules if module.type == "entry"]
        if not entries:
            yield self.found("none", subject.where, of=subject, severity=_grave(subject))
            return
        covered = {device for module in entries for device in module.devices}
        # A shared module may ship for more devices than are needed; a feature is opened from the entry.
        severities: dict[str, Severity] = {"feature": _grave(subject), "shared": "note"}
        for module in subject.modules:
            lacking = [device or "null" for device in dict.fromkeys(module.devices) if device not in covered]
            if lacking and module.type in severities:
                yield self.found(
                    "device",
                    module.at(*MODULE, module.devices_key),
                    of=subject,
                    severity=severities[module.type],
                    module=module.label,
                    devices=lacking,
                )


class EqualNames(BundleRule):
    code = "HOS353"
    slug = "module-name-taken"
    title = "Module names are unique among the modules that can meet on a device"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Rename one of them, or part them by deviceTypes or a distributionFilter."
    messages: ClassVar = {
        "same": "{file} and {other} are both named {name}",
        "empty": "{file} has an empty module name",
        "null": "the module name of {file} is null",
        "other": "the other module of this name",
    }
    official = (NAMES, _NPE)
    early = True
    sources = (f"{PACKING_TOOL}: HapVerify, module names",)
    bad: ClassVar = {"entry.hap": '{ module: { name: "lib" } }', "lib.hsp": '{ module: { name: "lib" } }'}
    good: ClassVar = {"entry.hap": '{ module: { name: "entry" } }', "lib.hsp": '{ module: { name: "lib" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare every two names; the packing tool never looks whether the last one is empty."""
        named = any(one.module in subject.by_name for module in subject.modules for one in module.dependencies)
        for number, module in enumerate(subject.modules):
            if module.name is None and "name" in module.module:
                dies = number + 1 < len(subject.modules) or named or subject.accepted_unseen
                place = module.at(*MODULE, "name")
                yield self.found("null", place, of=subject, code=_NPE if dies else "", file=module.file)
            elif module.name == "":
                code = NAMES if number + 1 < len(subject.modules) else ""
                yield self.found("empty", module.at(*MODULE, "name"), of=subject, code=code, file=module.file)
        # An empty name is no name that could be taken.
        equal = [modules for name, modules in subject.by_name.items() if name]
        for module, earlier in chain.from_iterable(map(_meeting, equal)):
            yield self.found(
                "same",
                module.at(*MODULE, "name"),
                of=subject,
                code=NAMES,
                related=[Related(location=one.at(*MODULE, "name"), message="other") for one in earlier],
                file=earlier[0].file,
                other=module.file,
                name=module.name,
            )


class EqualPackageNames(BundleRule):
    code = "HOS354"
    slug = "package-name-taken"
    title = "Package names of FA modules are unique among those that can meet on a device"
    since = "0.1.0"
    why = "The packing tool refuses the app."
    help = "Change module.package in one config.json."
    messages: ClassVar = {
        "same": "{module} and {other} both have the package name {name}",
        "null": "the package name of {module} is null",
        "other": "the other one",
    }
    official = ("10016005", _NPE)
    sources = (f"{PACKING_TOOL}: HapVerify, package names",)
    bad: ClassVar = {"a.hap": '{ fa: { package: "com.a" } }', "b.hap": '{ fa: { package: "com.a" } }'}
    good: ClassVar = {"a.hap": '{ fa: { package: "com.a" } }', "b.hap": '{ fa: { package: "com.b" } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare every two package names; the packing tool dies of null, unless it is the last."""
        for module in subject.modules[:-1]:
            if not module.is_stage and module.module.get("package", "") is None:
                place = module.at(*MODULE, "package")
                yield self.found("null", place, of=subject, code=_NPE, module=module.label)
        equal: dict[str, list[Module]] = {}
        for module in subject.modules:
            equal.setdefault(module.package_name, []).append(module)
        equal.pop("", None)
        for module, earlier in chain.from_iterable(map(_meeting, equal.values())):
            yield self.found(
                "same",
                module.at(*MODULE, "package"),
                of=subject,
                code="10016005",
                related=[Related(location=one.at(*MODULE, "package"), message="other") for one in earlier],
                module=earlier[0].label,
                other=module.label,
                name=module.package_name,
            )


class SharedApp(BundleRule):
    code = "HOS357"
    slug = "shared-app"
    title = "A bundle of type shared is one HSP without dependencies"
    since = "0.1.0"
    why = "It is a library for other apps. The packing tool refuses anything else."
    help = "Pack the HSP by itself; take modules of bundleType shared out of other apps."
    messages: ClassVar = {
        "several": "a shared bundle holds one HSP, and here are {count}",
        "dependencies": "{module} is a shared bundle and depends on other modules",
        "in_other": "{module} has bundleType shared and is packed together with HAPs",
    }
    official = ("10012017", "10012018")
    early = True
    sources = (f"{PACKING_TOOL}: Compressor, shared app",)
    bad: ClassVar = {
        "a.hsp": '{ app: { bundleType: "shared" }, module: { name: "a", installationFree: false } }',
        "b.hsp": '{ app: { bundleType: "shared" }, module: { name: "b", installationFree: false } }',
    }
    good: ClassVar = {"a.hsp": '{ app: { bundleType: "shared" }, module: { name: "a", installationFree: false } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look at what a shared bundle is packed with; modules of another type have a rule of their own."""
        first = subject.first
        if not subject.shared_only:
            shared = [module for module in subject.modules if module.bundle_type_text == "shared"]
            if shared and all(module.type == "shared" for module in shared) and not _mixed(subject, "shared"):
                place = shared[0].at(*APPLICATION, "bundleType")
                yield self.found("in_other", place, of=subject, code="10012018", module=shared[0].label)
        elif len(subject.modules) > 1:
            count = len(subject.modules)
            yield self.found("several", subject.where, of=subject, code="10012017", count=count)
        elif first.dependencies and not first.target_bundle:
            place = first.at(*MODULE, "dependencies", on="key")
            yield self.found("dependencies", place, of=subject, code="10012017", module=first.label)


class PluginApp(BundleRule):
    code = "HOS358"
    slug = "plugin-app"
    title = "A bundle of type appPlugin is one HSP"
    since = "0.1.0"
    why = "The packing tool refuses anything else, without a code of its own."
    help = "Pack the plugin's HSP by itself."
    messages: ClassVar = {
        "several": "a bundle with an appPlugin module holds just that one, and here are {count}",
        "not_hsp": "{module} is an appPlugin, which is packed as an HSP",
    }
    official = ("uncoded",)
    sources = (f"{PACKING_TOOL}: HapVerify, plugin app",)
    bad: ClassVar = {
        "a.hsp": '{ app: { bundleType: "appPlugin" }, module: { name: "a", installationFree: false } }',
        "b.hsp": '{ app: { bundleType: "appPlugin" }, module: { name: "b", installationFree: false } }',
    }
    good: ClassVar = {"a.hsp": '{ app: { bundleType: "appPlugin" }, module: { name: "a", installationFree: false } }'}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look at what a plugin is packed with."""
        plugins = [module for module in subject.modules if module.bundle_type_text == "appPlugin"]
        if plugins and len(subject.modules) > 1:
            count = len(subject.modules)
            yield self.found("several", subject.where, of=subject, code="uncoded", count=count)
        elif plugins and plugins[0].type == "shared" and not plugins[0].is_hsp:
            place = plugins[0].at(*APPLICATION, "bundleType")
            yield self.found("not_hsp", place, of=subject, code="uncoded", module=plugins[0].label)


class SkillBundle(BundleRule):
    code = "HOS359"
    slug = "skill-bundle"
    title = "A bundle of type skill is one HSP"
    since = "0.1.0"
    why = "The packing tool refuses anything else."
    help = "Pack the skill's HSP by itself."
    messages: ClassVar = {
        "hap": "{module} is a HAP, and the bundle of {skill} is a skill, which holds one HSP",
        "several": "a skill bundle holds one HSP, and here are {count}",
    }
    official = ("10011003",)
    sources = (f"{PACKING_TOOL}: CompressVerify, skill",)
    early = True
    bad: ClassVar = {
        "a.hsp": '{ app: { bundleType: "skill" }, module: { name: "a", type: "skill", installationFree: false } }',
        "b.hsp": '{ app: { bundleType: "skill" }, module: { name: "b", type: "skill", installationFree: false } }',
    }
    good: ClassVar = {
        "a.hsp": '{ app: { bundleType: "skill" }, module: { name: "a", type: "skill", installationFree: false } }'
    }

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look at what a skill is packed with; the first HSP decides whether it is one."""
        hsps = [module for module in subject.modules if module.is_hsp]
        if not hsps or hsps[0].bundle_type_text != "skill" or _mixed(subject, "skill"):
            return
        for module in subject.modules:
            if not module.is_hsp:
                place = module.at(*APPLICATION, "bundleType")
                yield self.found("hap", place, of=subject, code="10011003", module=module.label, skill=hsps[0].label)
        if len(hsps) > 1:
            yield self.found("several", subject.where, of=subject, code="10011003", count=len(hsps))
