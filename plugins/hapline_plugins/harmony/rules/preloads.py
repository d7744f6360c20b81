"""Preloads: the modules that the system fetches in advance, named in ``atomicService.preloads``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Fix, JsonEdit, Keys
from hapline_plugins.harmony.bundle import Bundle
from hapline_plugins.harmony.module import MODULE, Module, Preload
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, BundleRule, ModuleRule

PRELOADS = "10016011"
_SOURCES = (f"{GUIDE} · 预加载", f"{PACKING_TOOL}: HapVerify, preloads")
_GOOD: dict[str, str] = {
    "entry/src/main/module.json5": '{ module: { atomicService: { preloads: [{ moduleName: "feat" }] } } }'
}


def _judged(bundle: Bundle) -> Iterator[tuple[str | None, Module, Preload]]:
    """Each preload of each module on each device type, where the packing tool looks at preloads at all."""
    if bundle.is_atomic_service:
        for device, modules in bundle.by_device.items():
            for module in dict.fromkeys(modules):
                for preload in module.preloads:
                    yield device, module, preload


def _remove(rule: str, module: Module, keys: Keys) -> tuple[Fix, ...]:
    return (Fix(title=rule, path=module.at(*keys).path, edits=(JsonEdit(action="remove", keys=keys),)),)


class PreloadDuplicate(ModuleRule):
    code = "HOS201"
    slug = "preload-duplicate"
    title = "A module is preloaded at most once by another"
    since = "0.1.0"
    why = "The packing tool refuses the app, after every module has been compiled."
    help = "Keep one of the two entries."
    messages: ClassVar = {
        "twice": "{module} preloads {target} twice",
        "remove": "remove the second entry",
    }
    official = (PRELOADS,)
    sources = _SOURCES
    fixable = "safe"
    bad: ClassVar = {
        "entry/src/main/module.json5": "{ module: { atomicService: { preloads: "
        '[{ moduleName: "feat" }, { moduleName: "feat" }] } } }'
    }
    good = _GOOD

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for a name that came before."""
        bundle = subject.bundle
        if bundle is None or not bundle.is_atomic_service:
            return
        seen: set[str | None] = set()
        for preload in subject.preloads:
            if preload.module in seen:
                fix = Fix(
                    title="remove",
                    path=subject.at(*preload.keys).path,
                    edits=(JsonEdit(action="remove", keys=preload.keys),),
                    safe=True,
                )
                yield self.at(
                    subject,
                    "twice",
                    *preload.keys,
                    code=PRELOADS if subject.devices else "",
                    fixes=(fix,),
                    module=subject.label,
                    target=preload.module or "",
                )
            seen.add(preload.module)


class PreloadSelf(ModuleRule):
    code = "HOS202"
    slug = "preload-self"
    title = "A module does not preload itself"
    since = "0.1.0"
    why = "The packing tool refuses the app, after every module has been compiled."
    help = "Remove the entry: a module that runs is already there."
    messages: ClassVar = {"self": "{module} preloads itself", "remove": "remove the entry"}
    official = (PRELOADS,)
    sources = _SOURCES
    fixable = "safe"
    bad: ClassVar = {
        "feat/src/main/module.json5": '{ module: { atomicService: { preloads: [{ moduleName: "feat" }] } } }'
    }
    good = _GOOD

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for the module's own name."""
        bundle = subject.bundle
        if bundle is None or not bundle.is_atomic_service:
            return
        for preload in subject.preloads:
            if preload.module == subject.name:
                fix = Fix(
                    title="remove",
                    path=subject.at(*preload.keys).path,
                    edits=(JsonEdit(action="remove", keys=preload.keys),),
                    safe=True,
                )
                yield self.at(
                    subject,
                    "self",
                    *preload.keys,
                    "moduleName",
                    code=PRELOADS if subject.devices else "",
                    fixes=(fix,),
                    module=subject.label,
                )


class PreloadTargetMissing(BundleRule):
    code = "HOS203"
    slug = "preload-target-missing"
    title = "A preloaded module exists, for every device type of the module that preloads it"
    since = "0.1.0"
    why = (
        "The packing tool looks the name up among the modules of each device type and refuses the app when it "
        "is not there, after every module has been compiled; the store refuses it too."
    )
    help = "Name a module of this app as in its module.json5, and give it all device types of the one that preloads it."
    messages: ClassVar = {
        "unknown": "{module} preloads {target}, but this app has no module of that name",
        "not_on_device": "{module} preloads {target}, which does not ship for {devices}",
        "nameless": "{module} has a preload without moduleName",
        "rename": "name it {near}",
    }
    official = (PRELOADS, "AGC 6")
    sources = (*_SOURCES, "AppGallery Connect · 软件包解析错误码, 6")
    fixable = "unsafe"
    bad: ClassVar = {
        "entry/src/main/module.json5": '{ module: { atomicService: { preloads: [{ moduleName: "Feat" }] } } }'
    }
    good = _GOOD

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look every name up on every device type."""
        lacking: dict[tuple[Module, Keys], list[str | None]] = {}
        targets: dict[tuple[Module, Keys], Preload] = {}
        names = {module.name for module in subject.modules}
        for device, module, preload in _judged(subject):
            on_device = {other.name for other in subject.by_device[device]}
            if preload.module not in on_device and not self._is_library(subject, preload):
                lacking.setdefault((module, preload.keys), []).append(device)
                targets[module, preload.keys] = preload
        for (module, keys), devices in lacking.items():
            preload = targets[module, keys]
            if not subject.complete and preload.module not in names:
                continue
            yield self._finding(subject, module, preload, devices, names)

    def _is_library(self, bundle: Bundle, preload: Preload) -> bool:
        return any(library.name == preload.module for library in bundle.libraries)

    def _finding(
        self, bundle: Bundle, module: Module, preload: Preload, devices: list[str | None], names: set[str | None]
    ) -> Finding:
        target = preload.module or ""
        near = difflib.get_close_matches(target, [name for name in names if name and name != module.name], n=1)
        fixes: tuple[Fix, ...] = ()
        if preload.module is None:
            message = "nameless"
        elif preload.module in names:
            message = "not_on_device"
        else:
            message = "unknown"
            if near:
                edit = JsonEdit(action="set", keys=(*preload.keys, "moduleName"), value=near[0])
                fixes = (Fix(title="rename", path=module.at(*preload.keys).path, edits=(edit,)),)
        return self.found(
            message,
            module.at(*preload.keys, *(() if preload.module is None else ("moduleName",))),
            of=bundle,
            code=PRELOADS,
            store="AGC 6",
            fixes=fixes,
            module=module.label,
            target=target,
            devices=[device or "null" for device in devices],
            near=near[0] if near else "",
        )


class _PreloadType(BundleRule):
    """A preload whose target is a module of a type that cannot be fetched by itself."""

    since = "0.1.0"
    official = (PRELOADS,)
    sources = _SOURCES
    fixable = "unsafe"
    target_type: ClassVar[str]

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look up the type of every target; of several of one name the packing tool takes the last."""
        done: set[tuple[Module, Keys]] = set()
        for device, module, preload in _judged(subject):
            types = {other.name: other.type for other in subject.by_device[device]}
            for library in subject.libraries:
                types.setdefault(library.name, "har")
            if types.get(preload.module) == self.target_type and (module, preload.keys) not in done:
                done.add((module, preload.keys))
                yield self.found(
                    "found",
                    module.at(*preload.keys, "moduleName"),
                    of=subject,
                    code=PRELOADS,
                    fixes=_remove("remove", module, preload.keys),
                    module=module.label,
                    target=preload.module or "",
                )


class PreloadEntry(_PreloadType):
    code = "HOS204"
    slug = "preload-entry"
    title = "A preloaded module is not the entry"
    why = "The entry is the first package and is always there. The packing tool refuses the app."
    help = "Remove the entry from the list; preload the modules that the user will open next."
    messages: ClassVar = {"found": "{module} preloads {target}, which is the entry", "remove": "remove it"}
    target_type = "entry"
    bad: ClassVar = {
        "feat/src/main/module.json5": '{ module: { atomicService: { preloads: [{ moduleName: "entry" }] } } }'
    }
    good = _GOOD


class PreloadHar(_PreloadType):
    code = "HOS205"
    slug = "preload-har"
    title = "A preloaded module is not a HAR"
    why = "A HAR is compiled into the modules that use it and is no package. The packing tool refuses the app."
    help = "Preload the module that uses the HAR, or make the HAR an HSP."
    messages: ClassVar = {"found": "{module} preloads {target}, which is a HAR", "remove": "remove it"}
    target_type = "har"
    bad: ClassVar = {
        "entry/src/main/module.json5": '{ module: { atomicService: { preloads: [{ moduleName: "util" }] } } }'
    }
    good = _GOOD


class PreloadMisplaced(ModuleRule):
    code = "HOS206"
    slug = "preload-misplaced"
    title = "Preloads stand in module.atomicService.preloads, spelt so"
    since = "0.1.0"
    severity = "error"
    why = "A block of another name, or in another place, is ignored without a word: nothing is preloaded."
    help = "Move or rename it to module.atomicService.preloads."
    messages: ClassVar = {
        "name": "{key} has no effect here: did you mean {wanted}?",
        "place": "preloads has no effect here: it belongs into module.atomicService",
        "rename": "rename it to {wanted}",
        "move": "move it into module.atomicService",
    }
    sources = (f"{GUIDE} · 配置预加载", f"{PACKING_TOOL}: misspelt blocks are packed without a warning")
    fixable = "unsafe"
    bad: ClassVar = {
        "entry/src/main/module.json5": '{ module: { atomicservice: { preloads: [{ moduleName: "feat" }] } } }'
    }
    good = _GOOD

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for near misses of the two names, and for the list outside its block."""
        module = subject.module
        for key in module:
            if key != "atomicService" and _folded(key) == "atomicservice":
                yield self._misnamed(subject, (*MODULE, key), key, "atomicService")
            elif _folded(key) in {"preloads", "preload"}:
                yield self._misplaced(subject, (*MODULE, key))
        for holder in ("app", ""):
            content = subject.json if not holder else subject.app
            for key in content:
                if _folded(key) == "preloads":
                    place: Keys = (holder, key) if holder else (key,)
                    yield self.at(subject, "place", *place, on="key")
        block = module.get("atomicService")
        if isinstance(block, dict):
            for key in block:
                if key != "preloads" and _folded(key) in {"preloads", "preload"}:
                    yield self._misnamed(subject, (*MODULE, "atomicService", key), key, "preloads")

    def _misnamed(self, module: Module, keys: Keys, key: str, wanted: str) -> Finding:
        taken = isinstance(module.module.get("atomicService"), dict) and wanted == "atomicService"
        edit = JsonEdit(action="rename", keys=keys, value=wanted)
        fixes = () if taken else (Fix(title="rename", path=module.at(*keys).path, edits=(edit,)),)
        return self.at(module, "name", *keys, on="key", fixes=fixes, key=key, wanted=wanted)

    def _misplaced(self, module: Module, keys: Keys) -> Finding:
        block = module.module.get("atomicService")
        value = module.module[str(keys[-1])]
        fixes: tuple[Fix, ...] = ()
        if block is None or (isinstance(block, dict) and "preloads" not in block):
            edits = (
                JsonEdit(action="remove", keys=keys),
                JsonEdit(action="set", keys=(*MODULE, "atomicService", "preloads"), value=value),
            )
            fixes = (Fix(title="move", path=module.at(*keys).path, edits=edits),)
        return self.at(module, "place", *keys, on="key", fixes=fixes)


def _folded(key: str) -> str:
    return key.replace("_", "").replace("-", "").lower()
