"""Preloads: the modules that the system fetches in advance, named in ``atomicService.preloads``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import ClassVar

from hapline_hooks import Finding, Fix, JsonEdit, Keys, Location, Related, symbol
from hapline_plugins.harmony.bundle import Bundle
from hapline_plugins.harmony.module import APPLICATION, MODULE, Module, Preload
from hapline_plugins.harmony.near import closest
from hapline_plugins.harmony.rules.base import GUIDE, PACKING_TOOL, BundleRule, ModuleRule
from hapline_plugins.harmony.rules.fixes import fix_at

PRELOADS = "10016011"
_SOURCES = (f"{GUIDE} · 预加载", f"{PACKING_TOOL}: HapVerify, preloads")
_GOOD: dict[str, str] = {
    "entry/src/main/module.json5": '{ module: { atomicService: { preloads: [{ moduleName: "feat" }] } } }'
}
_BLOCK: Keys = (*MODULE, "atomicService")


def _preloads(module: Module) -> Iterator[tuple[Preload, bool]]:
    """The preloads of a module of an atomic service, and whether the name came before; no others are looked at."""
    seen: set[str] = set()
    if module.bundle is not None and module.bundle.is_atomic_service:
        for preload in module.preloads:
            yield preload, preload.module in seen
            if preload.module:
                seen.add(preload.module)


def _code(module: Module) -> str:
    """The packing tool goes by device types: a module without any is not looked at."""
    return PRELOADS if module.devices else ""


def _targets(bundle: Bundle) -> Iterator[tuple[Module, Preload]]:
    """What has to be looked up: each name once, and not the module's own, of which other rules speak."""
    for module in bundle.modules:
        for preload, again in _preloads(module):
            if not again and (not preload.module or preload.module != module.name):
                yield module, preload


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
        for preload, again in _preloads(subject):
            if again:
                yield self.at(
                    subject,
                    "twice",
                    *preload.keys,
                    code=_code(subject),
                    fixes=fix_at(subject.at(*preload.keys), "remove", "remove", safe=True),
                    module=subject.label,
                    target=preload.module,
                )


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
        for preload, again in _preloads(subject):
            if preload.module and preload.module == subject.name and not again:
                yield self.at(
                    subject,
                    "self",
                    *preload.keys,
                    "moduleName",
                    code=_code(subject),
                    fixes=fix_at(subject.at(*preload.keys), "remove", "remove", safe=True),
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
        "devices": "the device types of {target}",
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
        for module, preload in _targets(subject):
            same_name = subject.by_name.get(preload.module, ())
            lacking = [device for device in dict.fromkeys(module.devices) if not _shipped(same_name, device)]
            if not preload.module:
                yield self._finding(subject, module, preload, "nameless")
            elif same_name:
                if lacking:
                    yield self._finding(subject, module, preload, "not_on_device", lacking=lacking)
            elif subject.complete and not any(library.name == preload.module for library in subject.libraries):
                yield self._finding(subject, module, preload, "unknown")

    def _finding(
        self, bundle: Bundle, module: Module, preload: Preload, message: str, *, lacking: Iterable[str | None] = ()
    ) -> Finding:
        name = preload.module or ""
        place = module.at(*preload.keys, *(("moduleName",) if name else ()))
        near = _near(bundle, module, name) if message == "unknown" else ""
        related = [
            Related(location=one.at(*MODULE, one.devices_key), message="devices", args={"target": one.label})
            for one in bundle.by_name.get(name, ())
        ]
        return self.found(
            message,
            place,
            of=bundle,
            code=_code(module),
            store="AGC 6",
            related=related,
            fixes=_renamed(place, near),
            module=module.label,
            target=name,
            devices=[device or "null" for device in lacking],
            near=near,
        )


def _renamed(place: Location, near: str) -> tuple[Fix, ...]:
    return fix_at(place, "rename", "set", near) if near else ()


def _shipped(modules: Iterable[Module], device: str | None) -> bool:
    return any(device in module.devices for module in modules)


def _near(bundle: Bundle, module: Module, name: str) -> str:
    """The module that was meant: one that may be preloaded and is not in the list yet."""
    taken = {module.name, *(one.module for one in module.preloads)}
    possible = [one.name for one in bundle.modules if one.name and one.type != "entry" and one.name not in taken]
    folded = {one.lower(): one for one in possible}
    return folded.get(closest(name.lower(), folded), "")


class _PreloadType(BundleRule):
    """A preload whose target is a module of a type that cannot be fetched by itself."""

    since = "0.1.0"
    official = (PRELOADS,)
    sources = _SOURCES
    fixable = "unsafe"
    target_type: ClassVar[str]

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look up the type of every target."""
        for module, preload in _targets(subject):
            if self.target_type in _types(subject, module, preload):
                yield self.found(
                    "found",
                    module.at(*preload.keys, "moduleName"),
                    of=subject,
                    code=_code(module),
                    fixes=fix_at(module.at(*preload.keys), "remove", "remove"),
                    module=module.label,
                    target=preload.module,
                )


def _types(bundle: Bundle, module: Module, preload: Preload) -> set[str]:
    """The types of a target on the module's device types; of several of one name the packing tool takes the last."""
    named = bundle.by_name.get(preload.module, ())
    shipped = [[one.type for one in named if device in one.devices] for device in module.devices]
    found = {types[-1] for types in shipped if types}
    return found or {library.type for library in bundle.libraries if library.name == preload.module}


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
    why = "A block of another name, or in another place, is ignored without a word: nothing is preloaded."
    help = "Move or rename it to module.atomicService.preloads."
    messages: ClassVar = {
        "name": "{key} has no effect: did you mean {wanted}?",
        "place": "{key} has no effect here: it belongs into {home}",
        "rename": "rename it to {wanted}",
        "move": "move it into {home}",
    }
    sources = (f"{GUIDE} · 配置预加载", f"{PACKING_TOOL}: misspelt blocks are packed without a warning")
    fixable = "unsafe"
    bad: ClassVar = {
        "entry/src/main/module.json5": '{ module: { atomicservice: { preloads: [{ moduleName: "feat" }] } } }'
    }
    good = _GOOD

    def check(self, subject: Module) -> Iterable[Finding]:
        """Look for near misses of the two names, and for either outside its place."""
        if subject.bundle is None or not subject.bundle.is_atomic_service:
            return
        block = subject.module.get("atomicService")
        holders = [
            ((), subject.json),
            (APPLICATION, subject.app),
            (MODULE, subject.module),
            (_BLOCK, block if isinstance(block, dict) else {}),
        ]
        for at, holder in holders:
            for key in holder:
                wanted = _meant(key)
                home = _HOMES.get(wanted)
                if home is not None and home != at:
                    fixes = _move(subject, (*at, key), block)
                    yield self.at(subject, "place", *at, key, on="key", fixes=fixes, key=key, home=symbol(home))
                elif home is not None and key != wanted:
                    fixes = _respelt(subject.at(*at, key), key, wanted, holder)
                    yield self.at(subject, "name", *at, key, on="key", fixes=fixes, key=key, wanted=wanted)


_HOMES: Mapping[str, Keys] = {"atomicService": MODULE, "preloads": _BLOCK}


@cache
def _meant(key: str) -> str:
    """The name that a key is a near miss of, or has; empty for all others."""
    folded = key.replace("_", "").replace("-", "").lower()
    return {"atomicservice": "atomicService", "preloads": "preloads", "preload": "preloads"}.get(folded, "")


def _respelt(place: Location, key: str, wanted: str, holder: Iterable[str]) -> tuple[Fix, ...]:
    """Renames a key, unless there is another that is, or would be, of that name."""
    others = [one for one in holder if one != key and _meant(one) == wanted]
    return () if others else fix_at(place, "rename", "rename", wanted)


def _move(module: Module, keys: Keys, block: object) -> tuple[Fix, ...]:
    """Moves a list of preloads from the module into its block, if there is none yet."""
    value = module.module.get(str(keys[-1]))
    place = module.at(*keys)
    free = block is None or (isinstance(block, dict) and "preloads" not in block)
    if keys[:-1] != MODULE or place.inner or not free or not isinstance(value, list):
        return ()
    edits = (
        JsonEdit(action="remove", keys=keys),
        JsonEdit(action="set", keys=(*_BLOCK, "preloads"), value=value),
    )
    return (Fix(title="move", path=place.path, edits=edits),)
