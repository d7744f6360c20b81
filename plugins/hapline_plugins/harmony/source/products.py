"""Products: the apps that a project builds, each from one target of every module that takes part.

Source of the rules: the vendor's guide on products and targets (ide-customized-multi-targets-and-products-guides).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Literal, NamedTuple

from hapline_hooks import Keys, Location, Unreadable
from hapline_plugins.harmony import filters
from hapline_plugins.harmony.bundle import Bundle, surely_apart
from hapline_plugins.harmony.coercion import Crash
from hapline_plugins.harmony.module import MODULE, Module
from hapline_plugins.harmony.source.ohpm import dependencies, has_foreign
from hapline_plugins.harmony.source.project import (
    APP_SCOPE,
    BUILD_PROFILE,
    MODULE_JSON5,
    HarmonyProject,
    SourceModule,
    member,
)

OHOS_TEST = "ohosTest"
_MOST_DIGITS = 9
"""Of an API level; more are no level."""
_OVERRIDES = ("bundleName", "bundleType", "vendor", "versionCode", "versionName", "icon", "label")
_FILTERS = ("distributionFilter", "distroFilter")
_SUFFIX = {"entry": ".hap", "feature": ".hap", "shared": ".hsp"}
_RESOURCES = ["./src/main/resources"]


class Product(NamedTuple):
    """A product of build-profile.json5, with its index there (-1 where there is none)."""

    name: str
    number: int
    json: Mapping[str, object]


class Target(NamedTuple):
    """A target of a module: its object in the module's build-profile.json5, with its index there (-1: none)."""

    name: str
    number: int
    json: Mapping[str, object]

    @property
    def config(self) -> Mapping[str, object]:
        """Its configuration."""
        found = self.json.get("config")
        return found if isinstance(found, dict) else {}


def products(project: HarmonyProject) -> list[Product]:
    """The products; one named ``default`` where the profile lists none."""
    listed = (member(project.profile, "app", dict) or {}).get("products")
    return [Product(*one) for one in _named(listed)] or [Product("default", -1, {})]


def targets(module: SourceModule, product: Product) -> list[Target]:
    """The targets of a module that go into a product.

    A module without targets has one named ``default``; one without ``applyToProducts`` goes into every product.
    """
    # Asked for by each rule on products and by the app of each product.
    if product.name in module.targets:
        return module.targets[product.name]
    own = {target.name: target for target in own_targets(module)}
    found = module.targets[product.name] = []
    for name, _, one in _named(module.listed.get("targets")) or [("default", -1, {})]:
        wanted = one.get("applyToProducts")
        if name != OHOS_TEST and (not isinstance(wanted, list) or product.name in wanted):
            found.append(own.get(name, Target(name, -1, {})))
    return found


def own_targets(module: SourceModule) -> list[Target]:
    """The targets that a module's own build-profile.json5 describes."""
    if module.own_targets is None:
        module.own_targets = [Target(*one) for one in _named(member(module.profile, "targets", list))]
    return module.own_targets


def _named(listed: object) -> list[tuple[str, int, Mapping[str, object]]]:
    """The objects of a list that have a name, with their index."""
    return [
        (one["name"], number, one)
        for number, one in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(one, dict) and isinstance(one.get("name"), str)
    ]


def clashing(module: SourceModule, product: Product) -> Iterator[tuple[Target, Target]]:
    """Two targets of a module that go into one product although they can meet on a device."""
    # Of a target that its module does not have another statement is made.
    every = [target for target in targets(module, product) if target.number >= 0 or target.name == "default"]
    if len(every) > 1 and module.type in _SUFFIX:
        made = [(_module(module, target, product), target) for target in every]
        for (one, target), (other, other_target) in combinations(made, 2):
            if not surely_apart(one, other):
                yield target, other_target


def bundles(project: HarmonyProject) -> Iterator[Bundle]:
    """The app of each product; none where app.json5 does not say what the app is."""
    every = products(project) if project.app else []
    for product in every:
        made = [module for source in project.modules if source.module for module in _modules(source, product)]
        packed = sorted((one for one in made if one.suffix), key=lambda one: one.suffix != ".hap")
        if packed:
            yield Bundle(
                packed,
                libraries=[one for one in made if not one.suffix],
                stages=frozenset({"hap", "hsp", "app"}),
                limits=project.limits,
                product=product.name if len(every) > 1 else "",
                complete=project.is_whole,
                from_source=True,
                where=Location(path=project.path(APP_SCOPE), keys=("app",)),
            )


def _modules(source: SourceModule, product: Product) -> list[Module]:
    """What a module puts into a product; of targets that clash, which a rule reports, only the first."""
    kept: list[Module] = []
    for target in targets(source, product):
        made = _module(source, target, product)
        if all(surely_apart(made, other) for other in kept):
            kept.append(made)
    return kept


def _module(source: SourceModule, target: Target, product: Product) -> Module:
    project, config = source.project, target.config
    app = {**project.app, **{key: product.json[key] for key in _OVERRIDES if key in product.json}}
    level, level_at = _level(project, product)
    if level is not None:
        app["minAPIVersion"] = level
    module = dict(source.module)
    moved: dict[Keys, Keys] = {}
    at: Keys = ("targets", target.number, "config")
    devices, own_devices = config.get("deviceType"), module.get("deviceTypes")
    if isinstance(devices, list):
        # What the module does not ship for the target cannot add, which a rule says.
        known = [one for one in devices if not isinstance(own_devices, list) or one in own_devices]
        module["deviceTypes"] = known
        moved["module", "deviceTypes"] = (*at, "deviceType")
    service = config.get("atomicService")
    if isinstance(service, dict) and "preloads" in service:
        own = module.get("atomicService")
        module["atomicService"] = {**(own if isinstance(own, dict) else {}), "preloads": service["preloads"]}
        moved["module", "atomicService", "preloads"] = (*at, "atomicService", "preloads")
    filtering = next((key for key in _FILTERS if isinstance(config.get(key), dict)), "")
    if filtering:
        moved[*MODULE, filtering] = (*at, filtering)
    bundle_name = app.get("bundleName")
    found = Module(
        {"app": app, "module": module},
        file=source.folder if target.name == "default" else f"{source.folder}@{target.name}",
        suffix=_SUFFIX.get(source.type, ""),
        where=_Places(source, product, level_at, moved),
        place=Location(path=source.path(MODULE_JSON5), keys=MODULE, on="key"),
        source=project.source,
        profiles=_Profiles(source, target, product),
        natives=lambda: list(_natives(source)),
        resolved=dependencies(source, bundle_name if isinstance(bundle_name, str) else None),
    )
    if filtering:
        found.filter_at = (*MODULE, filtering)
        try:
            found.filter = filters.read_filter(config[filtering])
        except Crash:
            found.filter = None  # a rule on types of values says so
    return found


class _Places:
    """Finds the file that a symbolic path of the merged module.json comes from."""

    def __init__(self, module: SourceModule, product: Product, level_at: Keys, moved: Mapping[Keys, Keys]) -> None:
        self._app = module.project.path(APP_SCOPE)
        self._build_profile = module.project.path(BUILD_PROFILE)
        self._module = module.path(MODULE_JSON5)
        self._profile = module.path(BUILD_PROFILE)
        self._product = product
        self._level_at = level_at
        self._moved = moved

    def __call__(self, keys: Keys, on: Literal["value", "key"]) -> Location:
        if keys[:1] == ("app",):
            if len(keys) > 1 and keys[1] in self._product.json and keys[1] in _OVERRIDES:
                product: Keys = ("app", "products", self._product.number)
                return Location(path=self._build_profile, keys=(*product, *keys[1:]), on=on)
            if keys[1:2] == ("minAPIVersion",) and self._level_at:
                return Location(path=self._build_profile, keys=self._level_at, on=on)
            return Location(path=self._app, keys=keys, on=on)
        for old, new in self._moved.items():
            if keys[: len(old)] == old:
                return Location(path=self._profile, keys=(*new, *keys[len(old) :]), on=on)
        return Location(path=self._module, keys=keys, on=on)


class _Profiles:
    """Finds profile resources of a module: its own, the app's, and those of the HARs it is built with."""

    def __init__(self, module: SourceModule, target: Target, product: Product) -> None:
        self._module = module
        self._target = target
        self._product = product

    def __call__(self, name: str) -> str | None:
        for folder in self._folders():
            path = posixpath.normpath(f"{folder}/base/profile/{name}")
            try:
                return self._module.project.tree.read(path).decode("utf-8-sig", "replace")
            except Unreadable:
                continue
        # A package from elsewhere may bring it: what cannot be known is not reported.
        return "" if has_foreign(self._module) else None

    def _folders(self) -> Iterator[str]:
        project = self._module.project
        for folder in _directories(self._target.json) or _RESOURCES:
            yield self._module.path(folder)
        for folder in _directories(self._product.json):
            yield project.path(folder)
        yield project.path("AppScope/resources")
        for other in project.modules:
            if other.type == "har":
                yield other.path("src/main/resources")


def _directories(json: Mapping[str, object]) -> list[str]:
    """The folders of resources that a target or product names."""
    resource = json.get("resource")
    listed = resource.get("directories") if isinstance(resource, dict) else None
    return [folder for folder in listed if isinstance(folder, str)] if isinstance(listed, list) else []


def _natives(module: SourceModule) -> Iterable[str]:
    tree = module.project.tree
    for abi in tree.list(module.path("libs")):
        if abi.is_dir:
            for file in tree.list(module.path(f"libs/{abi.name}")):
                if file.name.endswith(".so"):
                    yield f"libs/{abi.name}/{file.name}"
    if "externalNativeOptions" in (member(module.profile, "buildOption", dict) or {}):
        yield "buildOption.externalNativeOptions"


def _level(project: HarmonyProject, product: Product) -> tuple[int | None, Keys]:
    """The lowest API level that a product runs on, and where it is written; older projects say it for all products."""
    at: Keys = ("app", "products", product.number)
    for json, keys in ((product.json, at), (member(project.profile, "app", dict) or {}, ("app",))):
        value = json.get("compatibleSdkVersion")
        digits = _digits(value) if isinstance(value, str) else ""
        if digits:
            return int(digits), (*keys, "compatibleSdkVersion")
        if isinstance(value, int) and not isinstance(value, bool):
            return value, (*keys, "compatibleSdkVersion")
    return None, ()


def _digits(version: str) -> str:
    """The API level that an SDK version ends with or is: ``5.0.0(12)``, ``12``; empty where there is none."""
    text = version.strip()
    found = text[:-1].rpartition("(")[2] if text.endswith(")") and "(" in text else text
    return found if found.isdecimal() and len(found) <= _MOST_DIGITS else ""
