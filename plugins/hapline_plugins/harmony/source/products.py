"""Products: the apps that a project builds, each from one target of every module that takes part.

Source of the rules: the vendor's guide on products and targets (ide-customized-multi-targets-and-products-guides).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from hapline_hooks import Keys, Location, Unreadable
from hapline_plugins.harmony.bundle import Bundle
from hapline_plugins.harmony.module import Module
from hapline_plugins.harmony.source.ohpm import dependencies, has_foreign
from hapline_plugins.harmony.source.project import HarmonyProject, SourceModule

_LEVEL = re.compile(r"\((\d+)\)")
_OVERRIDES = ("bundleName", "bundleType", "vendor", "versionCode", "versionName", "icon", "label")
_SUFFIX = {"entry": ".hap", "feature": ".hap", "shared": ".hsp"}
_RESOURCES = ("./src/main/resources",)


@dataclass(frozen=True, slots=True)
class Product:
    """A product of build-profile.json5, with its index there (-1 where there is none)."""

    name: str
    number: int
    json: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a module, with its configuration and where that stands in the module's build-profile.json5."""

    name: str
    number: int
    config: Mapping[str, object]
    resources: tuple[str, ...]


def products(project: HarmonyProject) -> list[Product]:
    """The products; one named ``default`` where the profile lists none."""
    app = project.profile.object.get("app") if project.profile else None
    listed = app.get("products") if isinstance(app, dict) else None
    found = [
        Product(one["name"], number, one)
        for number, one in enumerate(listed if isinstance(listed, list) else ())
        if isinstance(one, dict) and isinstance(one.get("name"), str)
    ]
    return found or [Product("default", -1, {})]


def targets(module: SourceModule, product: Product) -> list[Target]:
    """The targets of a module that go into a product.

    A module without targets has one named ``default``; one without ``applyToProducts`` goes into every product.
    """
    listed = module.listed.get("targets")
    names: list[str] = []
    for one in listed if isinstance(listed, list) and listed else [{"name": "default"}]:
        if not isinstance(one, dict) or not isinstance(one.get("name"), str) or one["name"] == "ohosTest":
            continue
        wanted = one.get("applyToProducts")
        if not isinstance(wanted, list) or product.name in wanted:
            names.append(one["name"])
    return [_configured(module, name) for name in names]


def _configured(module: SourceModule, name: str) -> Target:
    listed = module.profile.object.get("targets") if module.profile else None
    for number, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, dict) and one.get("name") == name:
            config = one.get("config")
            resource = one.get("resource")
            folders = resource.get("directories") if isinstance(resource, dict) else None
            named = [folder for folder in folders if isinstance(folder, str)] if isinstance(folders, list) else []
            return Target(name, number, config if isinstance(config, dict) else {}, tuple(named) or _RESOURCES)
    return Target(name, -1, {}, _RESOURCES)


def bundles(project: HarmonyProject) -> Iterator[Bundle]:
    """The app of each product."""
    every = products(project)
    for product in every:
        made = [
            _module(project, module, target, product)
            for module in project.modules
            if module.module
            for target in targets(module, product)
        ]
        packed = sorted((one for one in made if one.suffix), key=lambda one: one.suffix != ".hap")
        if packed:
            yield Bundle(
                packed,
                libraries=[one for one in made if not one.suffix],
                stages=frozenset({"hap", "hsp", "app"}),
                limits=project.limits,
                product=product.name if len(every) > 1 else "",
                complete=all(module.module for module in project.modules),
                from_source=True,
                where=Location(path=project.path("AppScope/app.json5"), keys=("app",)),
            )


def _module(project: HarmonyProject, source: SourceModule, target: Target, product: Product) -> Module:
    app = {**project.app, **{key: product.json[key] for key in _OVERRIDES if key in product.json}}
    level = _api_level(product.json.get("compatibleSdkVersion"))
    if level is not None:
        app["minAPIVersion"] = level
    module = dict(source.module)
    config = target.config
    moved: dict[Keys, Keys] = {}
    at: Keys = ("targets", target.number, "config")
    if isinstance(config.get("deviceType"), list):
        module["deviceTypes"] = config["deviceType"]
        moved["module", "deviceTypes"] = (*at, "deviceType")
    service = config.get("atomicService")
    if isinstance(service, dict) and "preloads" in service:
        own = module.get("atomicService")
        module["atomicService"] = {**(own if isinstance(own, dict) else {}), "preloads": service["preloads"]}
        moved["module", "atomicService", "preloads"] = (*at, "atomicService", "preloads")
    place = _Places(project, source, product, moved)
    bundle_name = app.get("bundleName")
    return Module(
        {"app": app, "module": module},
        file=source.folder,
        suffix=_SUFFIX.get(source.type, ""),
        where=place,
        place=Location(path=source.path("src/main/module.json5"), keys=("module",), on="key"),
        source=project.source,
        profiles=_Profiles(project, source, target),
        natives=lambda: list(_natives(project, source)),
        resolved=dependencies(source, bundle_name if isinstance(bundle_name, str) else None),
    )


class _Places:
    """Finds the file that a symbolic path of the merged module.json comes from."""

    def __init__(
        self, project: HarmonyProject, module: SourceModule, product: Product, moved: Mapping[Keys, Keys]
    ) -> None:
        self._app = project.path("AppScope/app.json5")
        self._build_profile = project.path("build-profile.json5")
        self._module = module.path("src/main/module.json5")
        self._profile = module.path("build-profile.json5")
        self._product = product
        self._moved = moved

    def __call__(self, keys: Keys, on: Literal["value", "key"]) -> Location:
        if keys[:1] == ("app",):
            product: Keys = ("app", "products", self._product.number)
            if len(keys) > 1 and keys[1] in self._product.json and keys[1] in _OVERRIDES:
                return Location(path=self._build_profile, keys=(*product, *keys[1:]), on=on)
            if keys[1:2] == ("minAPIVersion",):
                return Location(path=self._build_profile, keys=(*product, "compatibleSdkVersion"), on=on)
            return Location(path=self._app, keys=keys, on=on)
        for old, new in self._moved.items():
            if keys[: len(old)] == old:
                return Location(path=self._profile, keys=(*new, *keys[len(old) :]), on=on)
        return Location(path=self._module, keys=keys, on=on)


class _Profiles:
    """Finds profile resources of a module: its own, the app's, and those of the HARs it is built with."""

    def __init__(self, project: HarmonyProject, module: SourceModule, target: Target) -> None:
        self._project = project
        self._module = module
        self._target = target

    def __call__(self, name: str) -> str | None:
        folders = [posixpath.normpath(self._module.path(folder)) for folder in self._target.resources]
        folders.append(self._project.path("AppScope/resources"))
        folders += [other.path("src/main/resources") for other in self._project.modules if other.type == "har"]
        for folder in folders:
            try:
                return self._project.tree.read(f"{folder}/base/profile/{name}").decode("utf-8-sig", "replace")
            except Unreadable:
                continue
        # A package from elsewhere may bring it: what cannot be known is not reported.
        return "" if has_foreign(self._module) else None


def _natives(project: HarmonyProject, module: SourceModule) -> Iterator[str]:
    for abi in project.tree.list(module.path("libs")):
        if abi.is_dir:
            for file in project.tree.list(module.path(f"libs/{abi.name}")):
                if file.name.endswith(".so"):
                    yield f"libs/{abi.name}/{file.name}"
    options = module.profile.object.get("buildOption") if module.profile else None
    if isinstance(options, dict) and "externalNativeOptions" in options:
        yield "buildOption.externalNativeOptions"


def _api_level(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = _LEVEL.search(value) if isinstance(value, str) else None
    return int(match[1]) if match else None
