"""Modules: what each must be by itself, by its type and the bundle's type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Fix, JsonEdit, Keys
from hapline_plugins.harmony import coercion
from hapline_plugins.harmony.bundle import ATOMIC_SERVICE
from hapline_plugins.harmony.coercion import Crash
from hapline_plugins.harmony.module import APPLICATION, MODULE, Module
from hapline_plugins.harmony.reading import ALL, PACK
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, ModuleRule

TYPE_INVALID = "10013005"
_GOOD: dict[str, str] = {"entry/src/main/module.json5": "{ module: { installationFree: true } }"}
_HAP = frozenset({"hap"})
_HSP = frozenset({"hsp"})
_TYPES = frozenset({"entry", "feature", "shared", "har", "skill"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_MAX_NAME = 128


def _free(module: Module) -> bool:
    try:
        return coercion.boolean(module.module.get("installationFree")) or False
    except Crash:
        return False  # the rule on values that the tool cannot read says so


class InstallationFree(ModuleRule):
    code = "HOS301"
    slug = "installation-free"
    title = "installationFree is true in every module of an atomic service, and false in other apps"
    since = "0.1.0"
    why = "The packing tool refuses the module when its package is built. A missing installationFree counts as false."
    help = "Set module.installationFree as the bundleType in app.json5 wants it."
    messages: ClassVar = {
        "must_be_free": "{module} is part of an atomic service, so installationFree must be true",
        "must_not_be_free": "{module} is part of a bundle of type {bundle}, so installationFree must be false",
        "set_true": "set installationFree to true",
        "set_false": "set installationFree to false",
    }
    official = (TYPE_INVALID, "10013007")
    sources = (f"{GUIDE} · 免安装", f"{PACKING_TOOL}: ModuleJsonUtil, bundle type")
    fixable = "safe"
    stage = ALL
    early = True
    bad: ClassVar = {"entry/src/main/module.json5": "{ module: { installationFree: false } }"}
    good = _GOOD

    def check(self, subject: Module) -> Iterable[Finding]:
        """Compare with the bundle type."""
        if subject.type == "har" and subject.bundle is not None and subject.bundle.from_source:
            return
        bundle, free = subject.bundle_type_text, _free(subject)
        kind = coercion.text(subject.module.get("type"))
        if not subject.is_stage:
            return
        pairs = (kind == "skill") == (bundle == "skill") and (bundle not in {"shared", "appPlugin"} or kind == "shared")
        if "bundleType" in subject.app and not pairs:
            return  # the module type is wrong first
        wanted = bundle == ATOMIC_SERVICE
        if wanted and not free:
            yield self._finding(subject, "must_be_free", code=TYPE_INVALID, wanted=True)
        elif free and ("bundleType" not in subject.app or bundle == "app"):
            yield self._finding(subject, "must_not_be_free", code=TYPE_INVALID, wanted=False)
        elif free and bundle in {"shared", "appService", "appPlugin"}:
            # The packing tool says so only when the package itself is made, not when the app is.
            yield self._finding(subject, "must_not_be_free", code="10013007", wanted=False, stage=PACK)

    def _finding(
        self, module: Module, message: str, *, code: str, wanted: bool, stage: frozenset[str] | None = None
    ) -> Finding:
        edit = JsonEdit(action="set", keys=(*MODULE, "installationFree"), value=wanted)
        place = module.at(*MODULE, "installationFree")
        fix = Fix(title="set_true" if wanted else "set_false", path=place.path, edits=(edit,), safe=True)
        return self.at(
            module,
            message,
            *MODULE,
            "installationFree",
            code=code,
            stage=stage,
            fixes=() if place.inner else (fix,),
            module=module.label,
            bundle=module.bundle_type_text or "app",
        )


class BundleType(ModuleRule):
    code = "HOS302"
    slug = "bundle-type"
    title = "app.bundleType is one that the system knows, and the module's type goes with it"
    since = "0.1.0"
    why = "The packing tool refuses the module."
    help = "Known are app, atomicService, shared, appService, appPlugin and skill; without bundleType it is app."
    messages: ClassVar = {
        "unknown": "{bundle} is no bundleType",
        "must_be_shared": "in a bundle of type {bundle} the module type must be shared, and that of {module} is {type}",
        "skill_pair": "bundleType and module type must both be skill, or neither: they are {bundle} and {type}",
        "no_type": "{module} has no type",
    }
    official = (TYPE_INVALID,)
    sources = (f"{PACKING_TOOL}: ModuleJsonUtil, bundle type",)
    stage = ALL
    early = True
    bad: ClassVar = {"AppScope/app.json5": '{ app: { bundleType: "atomicservice" } }'}
    good: ClassVar = {"AppScope/app.json5": '{ app: { bundleType: "atomicService" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Compare the two types."""
        if not subject.is_stage or not subject.module:
            return
        if "type" not in subject.module:
            yield self.at(subject, "no_type", *MODULE, "type", code=TYPE_INVALID, module=subject.label)
            return
        kind = coercion.text(subject.module["type"])
        if "bundleType" not in subject.app:
            return
        bundle = subject.bundle_type_text
        args: dict[str, str] = {"bundle": bundle or "null", "type": kind or "null", "module": subject.label}
        is_library = subject.bundle is not None and subject in subject.bundle.libraries
        if (kind == "skill") != (bundle == "skill"):
            yield self.at(subject, "skill_pair", *MODULE, "type", code=TYPE_INVALID, **args)
        elif bundle in {"shared", "appPlugin"} and kind != "shared" and not is_library:
            yield self.at(subject, "must_be_shared", *MODULE, "type", code=TYPE_INVALID, **args)
        elif bundle not in {"app", ATOMIC_SERVICE, "shared", "appPlugin", "appService", "skill"}:
            yield self.at(subject, "unknown", *APPLICATION, "bundleType", code=TYPE_INVALID, **args)


class ModuleType(ModuleRule):
    code = "HOS303"
    slug = "module-type"
    title = "module.type is entry, feature, shared or har"
    since = "0.1.0"
    why = "The packing tool takes any word with a mere warning; no device can install such a package."
    help = "Write one of entry, feature, shared, har (or skill in a skill bundle)."
    messages: ClassVar = {"unknown": "{type} is no module type", "rename": "write {near}"}
    sources = (f"{PACKING_TOOL}: schema of module.json", f"{PACKING_TOOL}: HapVerify warns only")
    fixable = "unsafe"
    bad: ClassVar = {"entry/src/main/module.json5": '{ module: { type: "Entry" } }'}
    good: ClassVar = {"entry/src/main/module.json5": '{ module: { type: "entry" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look the type up."""
        if not subject.type or subject.type in _TYPES or not subject.is_stage:
            return
        import difflib

        near = difflib.get_close_matches(subject.type.lower(), _TYPES, n=1)
        place = subject.at(*MODULE, "type")
        edits = (JsonEdit(action="set", keys=(*MODULE, "type"), value=near[0]),) if near else ()
        fixes = (Fix(title="rename", path=place.path, edits=edits),) if near and not place.inner else ()
        yield self.at(subject, "unknown", *MODULE, "type", fixes=fixes, type=subject.type, near=near[0] if near else "")


class AtomicBlock(ModuleRule):
    code = "HOS304"
    slug = "atomic-block"
    title = "The atomicService block stands only in modules of an atomic service"
    since = "0.1.0"
    why = "The packing tool refuses the module when its package is built."
    help = "Set app.bundleType to atomicService, or remove the block."
    messages: ClassVar = {
        "no_bundle_type": "{module} has an atomicService block, but app.json5 has no bundleType",
        "other_bundle_type": "{module} has an atomicService block, but the bundleType is {bundle}",
    }
    official = ("10013003",)
    sources = (f"{PACKING_TOOL}: CompressVerify, atomicService",)
    stage = PACK
    bad: ClassVar = {
        "AppScope/app.json5": '{ app: { bundleType: "app" } }',
        "entry/src/main/module.json5": "{ module: { atomicService: { preloads: [] }, installationFree: false } }",
    }
    good: ClassVar = {"entry/src/main/module.json5": "{ module: { atomicService: { preloads: [] } } }"}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for the block."""
        if "atomicService" not in subject.module or subject.bundle_type_text == ATOMIC_SERVICE:
            return
        message = "other_bundle_type" if "bundleType" in subject.app else "no_bundle_type"
        yield self.at(
            subject,
            message,
            *MODULE,
            "atomicService",
            on="key",
            code="10013003",
            module=subject.label,
            bundle=subject.bundle_type_text or "app",
        )


class EntryAbility(ModuleRule):
    code = "HOS305"
    slug = "entry-ability"
    title = "The entry of an atomic service has an ability"
    since = "0.1.0"
    why = "Without an ability nothing can be started. The packing tool refuses the module when its package is built."
    help = "Add the UIAbility that shows the home page to module.abilities, with its name."
    messages: ClassVar = {"none": "the entry {module} has no ability with a name"}
    official = ("10013006",)
    sources = (f"{PACKING_TOOL}: CompressVerify, entry of an atomic service",)
    stage = PACK
    bad: ClassVar = {"entry/src/main/module.json5": "{ module: { abilities: [] } }"}
    good: ClassVar = {"entry/src/main/module.json5": '{ module: { abilities: [{ name: "EntryAbility" }] } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for an ability with a name."""
        is_entry = subject.bundle_type_text == ATOMIC_SERVICE and subject.type == "entry"
        if is_entry and subject.is_stage and all(one.name is None for one in subject.abilities):
            yield self.at(subject, "none", *MODULE, "abilities", on="key", code="10013006", module=subject.label)


class HspHome(ModuleRule):
    code = "HOS306"
    slug = "hsp-home-ability"
    title = "An HSP has no ability of the home screen"
    since = "0.1.0"
    why = (
        "The icon on the home screen belongs to the entry. The packing tool refuses the HSP; the ability may come "
        "from a HAR that is compiled into it."
    )
    help = "Remove entity.system.home and action.system.home from the ability's skills."
    messages: ClassVar = {"home": "the ability {ability} of the HSP {module} is one of the home screen"}
    official = ("10011002",)
    sources = (f"{PACKING_TOOL}: CompressVerify, HSP", "faqs-compiling-and-building-180")
    stage = _HSP
    bad: ClassVar = {
        "lib/src/main/module.json5": '{ module: { abilities: [{ name: "A", skills: '
        '[{ entities: ["entity.system.home"], actions: ["ohos.want.action.home"] }] }] } }'
    }
    good: ClassVar = {"lib/src/main/module.json5": '{ module: { abilities: [{ name: "A" }] } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look at the skills of abilities and extension abilities; of equal names the last one counts."""
        if not subject.is_hsp:
            return
        for abilities in (subject.abilities, subject.extensions):
            last = {one.name or "": one for one in abilities}
            for name, ability in last.items():
                place = _home_skill(ability.json, ability.keys)
                if place is not None:
                    yield self.at(subject, "home", *place, code="10011002", ability=name, module=subject.label)


def _home_skill(ability: object, keys: Keys) -> Keys | None:
    skills = ability.get("skills") if isinstance(ability, dict) else None
    for number, skill in enumerate(skills if isinstance(skills, list) else ()):
        if not isinstance(skill, dict):
            continue
        entities, actions = coercion.text_or_empty(skill.get("entities")), coercion.text_or_empty(skill.get("actions"))
        is_home = "action.system.home" in actions or "ohos.want.action.home" in actions
        if "entity.system.home" in entities and is_home:
            return (*keys, "skills", number)
    return None


class SharedWithAbilities(ModuleRule):
    code = "HOS307"
    slug = "shared-bundle-abilities"
    title = "The HSP of a shared or appService bundle has no abilities"
    since = "0.1.0"
    why = "It is code for other apps and is never started. The packing tool refuses the HSP."
    help = "Remove the abilities and extension abilities."
    messages: ClassVar = {"has": "the HSP {module} of a bundle of type {bundle} has {key}"}
    official = ("10011002",)
    sources = (f"{PACKING_TOOL}: CompressVerify, shared HSP",)
    stage = _HSP
    bad: ClassVar = {
        "lib.hsp": '{ app: { bundleType: "shared" }, module: { installationFree: false, abilities: [{ name: "A" }] } }'
    }
    good: ClassVar = {"lib.hsp": '{ app: { bundleType: "shared" }, module: { installationFree: false } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for abilities with names."""
        if not subject.is_hsp or subject.type != "shared" or subject.bundle_type_text not in {"shared", "appService"}:
            return
        if subject.bundle_type_text == "shared" and _free(subject) and not subject.bundle:
            return
        for key, abilities in (("abilities", subject.abilities), ("extensionAbilities", subject.extensions)):
            if any(one.name is not None for one in abilities):
                yield self.at(
                    subject,
                    "has",
                    *MODULE,
                    key,
                    on="key",
                    code="10011002",
                    module=subject.label,
                    bundle=subject.bundle_type_text,
                    key=key,
                )


class PackageSuffix(ModuleRule):
    code = "HOS308"
    slug = "package-suffix"
    title = "Entry and feature modules are HAPs, shared modules are HSPs"
    since = "0.1.0"
    why = "The packing tool refuses an HSP of another type, and a skill in a HAP; a shared HAP gets a mere warning."
    help = "Build the module with the task of its type: hapTasks or hspTasks in its hvigorfile.ts."
    messages: ClassVar = {
        "hsp": "{module} is packed as an HSP, and its type is {type}, not shared",
        "skill": "{module} is a skill, which is packed as an HSP, not as a HAP",
        "hap": "{module} is packed as a HAP, and its type is {type}",
    }
    official = ("10012022", "10011001")
    sources = (f"{PACKING_TOOL}: CompressVerify, HSP type",)
    stage = PACK
    bad: ClassVar = {"lib.hsp": '{ module: { type: "feature" } }'}
    good: ClassVar = {"lib.hsp": '{ module: { type: "shared" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Compare the type with the suffix."""
        if not subject.is_stage or "type" not in subject.module:
            return
        at: Keys = (*MODULE, "type")
        args = {"module": subject.label, "type": subject.type or "null"}
        if subject.is_hsp and subject.type not in {"shared", "skill"}:
            yield self.at(subject, "hsp", *at, code="10012022", stage=_HSP, **args)
        elif subject.is_hap and subject.type == "skill":
            yield self.at(subject, "skill", *at, code="10011001", stage=_HAP, **args)
        elif subject.is_hap and subject.type in {"shared", "har"}:
            yield self.at(subject, "hap", *at, **args)


class ModuleName(ModuleRule):
    code = "HOS309"
    slug = "module-name"
    title = "A module name begins with a letter and holds letters, digits, _ and ., at most 128"
    since = "0.1.0"
    why = "The packing tool takes any name; hvigor and the device do not."
    help = "Rename the module in module.json5 and build-profile.json5."
    messages: ClassVar = {"bad": "{name} is no valid module name", "long": "the module name has {count} characters"}
    sources = (f"{PACKING_TOOL}: schema of module.json", "openharmony/bundlemanager_bundle_framework")
    bad: ClassVar = {"entry.hap": '{ module: { name: "1 entry" } }'}
    good: ClassVar = {"entry.hap": '{ module: { name: "entry" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Match the name."""
        name = subject.name
        if name is None:
            return
        if not _NAME.fullmatch(name):
            yield self.at(subject, "bad", *MODULE, "name", name=name or '""')
        elif len(name) > _MAX_NAME:
            yield self.at(subject, "long", *MODULE, "name", count=len(name))
