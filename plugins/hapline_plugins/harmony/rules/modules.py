"""Modules: what each must be by itself, by its type and the bundle's type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Fix, Keys, Location
from hapline_plugins.harmony import coercion
from hapline_plugins.harmony.bundle import ATOMIC_SERVICE
from hapline_plugins.harmony.coercion import Crash
from hapline_plugins.harmony.module import APPLICATION, MODULE, Ability, Module
from hapline_plugins.harmony.near import closest
from hapline_plugins.harmony.reading import ALL, PACK
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, ModuleRule
from hapline_plugins.harmony.rules.fixes import fix_at

TYPE_INVALID = "10013005"
NO_HSP = "10012022"
TYPES = frozenset({"entry", "feature", "shared", "har", "skill"})
"""What ``module.type`` may be."""
_BUNDLE_TYPES = ("app", ATOMIC_SERVICE, "shared", "appPlugin", "appService", "skill")
_MUST_BE_SHARED = frozenset({"shared", "appPlugin"})
_GOOD: dict[str, str] = {"entry/src/main/module.json5": "{ module: { installationFree: true } }"}
_HAP = frozenset({"hap"})
_HSP = frozenset({"hsp"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_MAX_NAME = 128


def _free(module: Module) -> bool:
    try:
        return coercion.boolean(module.module.get("installationFree")) or False
    except Crash:
        return False  # such a module is not looked at, see _unreadable


def _unreadable(module: Module, key: str) -> bool:
    """Whether the packing tool dies of what is at this key, of which another rule speaks."""
    stages = module.bundle.stages if module.bundle is not None else ALL
    return any(problem.keys[:2] == (*MODULE, key) and problem.stages & stages for problem in module.problems)


def _is_source_har(module: Module) -> bool:
    """Whether a module is a HAR that is still to be compiled into others: it is never packed itself."""
    return module.type == "har" and module.bundle is not None and module.bundle.from_source


def _pair_is_wrong(module: Module) -> bool:
    """Whether the module type does not go with the bundle type that is given."""
    kind, bundle = coercion.text(module.module.get("type")), module.bundle_type_text
    wrong = (kind == "skill") != (bundle == "skill") or (bundle in _MUST_BE_SHARED and kind != "shared")
    return "bundleType" in module.app and wrong


def _shown(word: str | None) -> str:
    return "null" if word is None else word or '""'


def _near(word: str | None, known: Iterable[str]) -> str:
    """The known word that is meant; empty if none comes close."""
    folded = {one.lower(): one for one in known}
    return folded.get(closest((word or "").lower(), folded, cutoff=0.7), "")


def _written(place: Location, word: str | None, near: str) -> tuple[Fix, ...]:
    """Writes the word that is meant, which is sure where only the case differs."""
    return fix_at(place, "write", "set", near, safe=near.lower() == (word or "").lower()) if near else ()


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
        if not subject.is_stage or _is_source_har(subject) or _unreadable(subject, "installationFree"):
            return
        if _pair_is_wrong(subject):
            return  # the module type is wrong first
        bundle, free = subject.bundle_type_text, _free(subject)
        if bundle == ATOMIC_SERVICE:
            if not free:
                yield self._finding(subject, "must_be_free", code=TYPE_INVALID)
        elif free and (bundle == "app" or "bundleType" not in subject.app):
            yield self._finding(subject, "must_not_be_free", code=TYPE_INVALID)
        elif free and bundle in {"shared", "appService", "appPlugin"}:
            # The packing tool says so only when the package itself is made, not when the app is.
            yield self._finding(subject, "must_not_be_free", code="10013007", stage=PACK)

    def _finding(self, module: Module, message: str, *, code: str, stage: frozenset[str] | None = None) -> Finding:
        keys: Keys = (*MODULE, "installationFree")
        wanted = message == "must_be_free"
        # What is meant is sure only where all products of the project are atomic services.
        safe = wanted and module.bundle is not None and not module.bundle.product
        return self.at(
            module,
            message,
            *keys,
            code=code,
            stage=stage,
            fixes=fix_at(module.at(*keys), f"set_{str(wanted).lower()}", "set", wanted, safe=safe),
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
        "write": "write {near}",
    }
    official = (TYPE_INVALID,)
    sources = (f"{PACKING_TOOL}: ModuleJsonUtil, bundle type",)
    fixable = "safe"
    stage = ALL
    early = True
    bad: ClassVar = {"AppScope/app.json5": '{ app: { bundleType: "atomicservice" } }'}
    good: ClassVar = {"AppScope/app.json5": '{ app: { bundleType: "atomicService" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Compare the two types."""
        if not subject.is_stage or not subject.has_module or _is_source_har(subject):
            return
        at: Keys = (*MODULE, "type")
        if "type" not in subject.module:
            yield self.at(subject, "no_type", *at, on="key", code=TYPE_INVALID, module=subject.label)
            return
        bundle, kind = coercion.text(subject.app.get("bundleType", "app")), coercion.text(subject.module["type"])
        if _pair_is_wrong(subject):
            yield self.at(
                subject,
                "skill_pair" if "skill" in {kind, bundle} else "must_be_shared",
                *at,
                code=TYPE_INVALID,
                module=subject.label,
                bundle=_shown(bundle),
                type=_shown(kind),
            )
        elif bundle not in _BUNDLE_TYPES:
            # Without the module's name: in source all modules have this from one line.
            place, near = subject.at(*APPLICATION, "bundleType"), _near(bundle, _BUNDLE_TYPES)
            yield self.found(
                "unknown",
                place,
                of=subject.bundle,
                code=TYPE_INVALID,
                fixes=_written(place, bundle, near),
                bundle=_shown(bundle),
                near=near,
            )


class ModuleType(ModuleRule):
    code = "HOS303"
    slug = "module-type"
    title = "module.type is entry, feature, shared or har"
    since = "0.1.0"
    why = "The packing tool takes any word with a mere warning; no device can install such a package."
    help = "Write one of entry, feature, shared, har (or skill in a skill bundle)."
    messages: ClassVar = {"unknown": "{type} is no module type", "write": "write {near}"}
    official = (NO_HSP,)
    sources = (f"{PACKING_TOOL}: schema of module.json", f"{PACKING_TOOL}: HapVerify warns only")
    fixable = "safe"
    stage = _HSP
    bad: ClassVar = {"entry/src/main/module.json5": '{ module: { type: "Entry" } }'}
    good: ClassVar = {"entry/src/main/module.json5": '{ module: { type: "entry" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look the type up."""
        kind = coercion.text(subject.module.get("type"))
        if subject.is_stage and "type" in subject.module and kind not in TYPES:
            near = _near(kind, TYPES)
            yield self.at(
                subject,
                "unknown",
                *MODULE,
                "type",
                code=NO_HSP if subject.is_hsp else "",
                fixes=_written(subject.at(*MODULE, "type"), kind, near),
                type=_shown(kind),
                near=near,
            )


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
        "har": "{module} is a HAR, which has no atomicService block of its own",
    }
    official = ("10013003",)
    sources = (f"{PACKING_TOOL}: CompressVerify, atomicService", f"{PACKING_TOOL}: schema of module.json")
    stage = PACK
    bad: ClassVar = {
        "AppScope/app.json5": '{ app: { bundleType: "app" } }',
        "entry/src/main/module.json5": "{ module: { atomicService: { preloads: [] }, installationFree: false } }",
    }
    good: ClassVar = {"entry/src/main/module.json5": "{ module: { atomicService: { preloads: [] } } }"}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for the block."""
        if "atomicService" not in subject.module:
            return
        place = subject.at(*MODULE, "atomicService", on="key")
        if _is_source_har(subject):
            yield self.found("har", place, of=subject.bundle, severity="warning", module=subject.label)
        elif subject.bundle_type_text != ATOMIC_SERVICE:
            message = "other_bundle_type" if "bundleType" in subject.app else "no_bundle_type"
            bundle = _shown(subject.bundle_type_text)
            yield self.found(message, place, of=subject.bundle, code="10013003", module=subject.label, bundle=bundle)


class EntryAbility(ModuleRule):
    code = "HOS305"
    slug = "entry-ability"
    title = "The entry of an atomic service has an ability"
    since = "0.1.0"
    why = "Without an ability nothing can be started. The packing tool refuses the module when its package is built."
    help = "Add the UIAbility that shows the home page to module.abilities, with its name."
    messages: ClassVar = {"none": "{module} is the entry of an atomic service and has no ability with a name"}
    official = ("10013006",)
    sources = (f"{PACKING_TOOL}: CompressVerify, entry of an atomic service",)
    stage = PACK
    bad: ClassVar = {"entry/src/main/module.json5": "{ module: { abilities: [] } }"}
    good: ClassVar = {"entry/src/main/module.json5": '{ module: { abilities: [{ name: "EntryAbility" }] } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for an ability with a name."""
        is_entry = subject.bundle_type_text == ATOMIC_SERVICE and subject.type == "entry"
        nameless = all(one.name is None for one in subject.abilities)
        if is_entry and subject.is_stage and nameless and not _unreadable(subject, "abilities"):
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
        for abilities in (subject.abilities, subject.extensions) if subject.is_hsp else ():
            last = {one.name or "": one for one in abilities}
            for name, ability in last.items():
                for place in _home_skills(ability):
                    yield self.at(subject, "home", *place, code="10011002", ability=name or "?", module=subject.label)


def _home_skills(ability: Ability) -> Iterator[Keys]:
    skills = ability.json.get("skills")
    for number, skill in enumerate(skills if isinstance(skills, list) else ()):
        found = skill if isinstance(skill, dict) else {}
        entities, actions = (coercion.text_or_empty(found.get(key)) for key in ("entities", "actions"))
        is_home = "action.system.home" in actions or "ohos.want.action.home" in actions
        if "entity.system.home" in entities and is_home:
            yield (*ability.keys, "skills", number)


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
    official = (NO_HSP, "10011001")
    sources = (f"{PACKING_TOOL}: CompressVerify, HSP type",)
    stage = PACK
    bad: ClassVar = {"lib.hsp": '{ module: { type: "feature" } }'}
    good: ClassVar = {"lib.hsp": '{ module: { type: "shared" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Compare the type with the suffix; a type that is wrong in any package has rules of its own."""
        if subject.is_hsp and subject.type in {"entry", "feature", "har"} and not _pair_is_wrong(subject):
            yield self._finding(subject, "hsp", code=NO_HSP, stage=_HSP)
        elif subject.is_hap and subject.type == "skill":
            yield self._finding(subject, "skill", code="10011001", stage=_HAP)
        elif subject.is_hap and subject.type in {"shared", "har"}:
            yield self._finding(subject, "hap")

    def _finding(self, module: Module, message: str, *, code: str = "", stage: frozenset[str] = PACK) -> Finding:
        place = module.at(*MODULE, "type")
        return self.found(
            message, place, of=module.bundle, code=code, stage=stage, module=module.label, type=module.type
        )


class ModuleName(ModuleRule):
    code = "HOS309"
    slug = "module-name"
    title = "A module name begins with a letter and holds letters, digits, _ and ., at most 128"
    since = "0.1.0"
    why = "The packing tool takes any name; hvigor and the device do not."
    help = "Rename the module in module.json5 and build-profile.json5."
    messages: ClassVar = {
        "bad": "{name} is no module name: it is a letter, and then letters, digits, _ and .",
        "long": "the module name has {count} characters, and may have 128",
    }
    sources = (f"{PACKING_TOOL}: schema of module.json", "openharmony/bundlemanager_bundle_framework")
    bad: ClassVar = {"entry.hap": '{ module: { name: "1 entry" } }'}
    good: ClassVar = {"entry.hap": '{ module: { name: "entry" } }'}

    def check(self, subject: Module) -> Iterable[Finding]:
        """Match the name; an empty one has a rule of its own."""
        name = subject.name or ""
        if name and not _NAME.fullmatch(name):
            yield self.at(subject, "bad", *MODULE, "name", name=name)
        elif len(name) > _MAX_NAME:
            yield self.at(subject, "long", *MODULE, "name", count=len(name))
