"""Projects: build profiles, module folders and package files that fit together."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Keys, Location, Severity
from hapline_plugins.harmony.documents import JsonDocument
from hapline_plugins.harmony.rules.base import HarmonyRule
from hapline_plugins.harmony.rules.fixes import fix_at
from hapline_plugins.harmony.source import ohpm
from hapline_plugins.harmony.source.products import clashing, own_targets, products, targets
from hapline_plugins.harmony.source.project import (
    APP_SCOPE,
    BUILD_PROFILE,
    MODULE_JSON5,
    OH_PACKAGE,
    HarmonyProject,
    SourceModule,
    is_outside,
    member,
)

_GUIDE = "ide-customized-multi-targets-and-products-guides"
_SOURCES = (_GUIDE, "ide-hvigor-build-profile")


class ProjectRule(HarmonyRule[HarmonyProject]):
    """A rule about a project as a whole."""

    subject = HarmonyProject

    def profile(self, project: HarmonyProject, *keys: str | int) -> Location:
        """A place in the project's build-profile.json5."""
        return Location(path=project.path(BUILD_PROFILE), keys=keys)


class SourceModuleRule(HarmonyRule[SourceModule]):
    """A rule about one module folder."""

    subject = SourceModule


class ModuleFolder(ProjectRule):
    code = "HOS801"
    slug = "module-folder"
    title = "Every module that build-profile.json5 lists has its folder with src/main/module.json5"
    since = "0.1.0"
    why = "hvigor stops at the sync, or builds the app without the module."
    help = "Mend srcPath, or remove the module from the list."
    messages: ClassVar = {
        "no_profile": "the project has no build-profile.json5",
        "no_app": "the project has no AppScope/app.json5",
        "no_module": "the module {name} has no {path}",
        "outside": "the module {name} lies outside what is checked here, and is not judged: {path}",
        "no_path": "the module {name} has no srcPath",
        "twice": "{path} is listed as a module twice",
        "unreadable": "{path} cannot be read: {reason}",
        "fa": "the project is of the FA model (config.json): only its built packages are judged",
    }
    sources = _SOURCES
    bad: ClassVar = {
        "build-profile.json5": '{ modules: [{ name: "entry", srcPath: "./entry" }, '
        '{ name: "gone", srcPath: "./gone" }] }'
    }
    good: ClassVar = {"build-profile.json5": '{ modules: [{ name: "entry", srcPath: "./entry" }] }'}

    def check(self, subject: HarmonyProject) -> Iterable[Finding]:
        """Look for the files."""
        for error in subject.unreadable:
            reason = [error.reason]
            yield self.found("unreadable", Location(path=error.path), of=None, path=error.path, reason=reason)
        broken = {error.path for error in subject.unreadable}
        is_fa = any(module.is_fa for module in subject.modules)
        if is_fa:
            yield self.found("fa", self.profile(subject, "modules"), of=None, severity="note")
        if self._lacks(subject, subject.profile, BUILD_PROFILE, broken):
            yield self.found("no_profile", self.profile(subject), of=None)
        if not is_fa and self._lacks(subject, subject.app_json, APP_SCOPE, broken):
            yield self.found("no_app", Location(path=subject.path(APP_SCOPE)), of=None)
        yield from self._folders(subject, broken)
        yield from self._paths(subject)

    def _lacks(self, project: HarmonyProject, document: JsonDocument | None, path: str, broken: set[str]) -> bool:
        return document is None and project.path(path) not in broken

    def _folders(self, project: HarmonyProject, broken: set[str]) -> Iterator[Finding]:
        for module in project.modules:
            path = module.path(MODULE_JSON5)
            if module.module_json is None and not module.is_fa and path not in broken:
                place = self.profile(project, "modules", module.number, "srcPath")
                yield self.found("no_module", place, of=None, name=module.name, path=path)

    def _paths(self, project: HarmonyProject) -> Iterator[Finding]:
        for number, one in enumerate(project.listed):
            if isinstance(one, dict):
                path = one.get("srcPath")
                folder = project.folder(path)
                name = str(one.get("name", number))
                if folder is not None and project.by_folder[folder].number == number:
                    continue
                place = self.profile(project, "modules", number, "srcPath")
                if path is None or path == "":
                    yield self.found("no_path", place, of=None, name=name)
                elif folder is not None:
                    yield self.found("twice", place, of=None, path=folder)
                elif isinstance(path, str):
                    yield self.found("outside", place, of=None, severity="note", name=name, path=path)


class ListedName(SourceModuleRule):
    code = "HOS802"
    slug = "listed-name"
    title = "build-profile.json5 and module.json5 give a module the same name"
    since = "0.1.0"
    why = "hvigor stops when they differ."
    help = "Use the name of module.json5 in both."
    messages: ClassVar = {
        "differs": "listed as {listed}, and named {name} in its module.json5",
        "rename": "list it as {name}",
    }
    sources = _SOURCES
    fixable = "unsafe"
    bad: ClassVar = {
        "build-profile.json5": '{ modules: [{ name: "main", srcPath: "./entry" }] }',
    }
    good: ClassVar = {"build-profile.json5": '{ modules: [{ name: "entry", srcPath: "./entry" }] }'}

    def check(self, subject: SourceModule) -> Iterable[Finding]:
        """Compare the names."""
        listed, name = subject.listed.get("name"), subject.module.get("name")
        if isinstance(listed, str) and isinstance(name, str) and listed != name:
            place = Location(path=subject.project.path(BUILD_PROFILE), keys=("modules", subject.number, "name"))
            fixes = fix_at(place, "rename", "set", name)
            yield self.found("differs", place, of=None, fixes=fixes, listed=listed, name=name)


class ProductsAndTargets(ProjectRule):
    code = "HOS803"
    slug = "products-and-targets"
    title = "Products, targets and signing configurations name each other rightly"
    since = "0.1.0"
    why = "hvigor stops, or builds a product without the module."
    help = "Mend the name; a product named default must exist."
    messages: ClassVar = {
        "no_default": "there is no product named default",
        "product": "the target {target} of {module} applies to {product}, which is no product",
        "target": "{module} lists the target {target}, which its own build-profile.json5 does not have",
        "signing": "the product {product} is signed by {config}, which is no signing configuration",
        "nothing": "no target of any module goes into the product {product}",
        "clash": "the targets {target} and {other} of {module} both go into {product} for the same devices",
    }
    sources = _SOURCES
    bad: ClassVar = {
        "build-profile.json5": '{ modules: [{ name: "entry", srcPath: "./entry", '
        'targets: [{ name: "default", applyToProducts: ["defualt"] }] }] }'
    }
    good: ClassVar = {
        "build-profile.json5": '{ modules: [{ name: "entry", srcPath: "./entry", '
        'targets: [{ name: "default", applyToProducts: ["default"] }] }] }'
    }

    def check(self, subject: HarmonyProject) -> Iterable[Finding]:
        """Look every name up."""
        every = products(subject)
        names = [product.name for product in every]
        if "default" not in names:
            yield self.found("no_default", self.profile(subject, "app", "products"), of=None)
        yield from self._signing(subject)
        for module in subject.modules:
            yield from self._targets(subject, module, names)
            for product in every:
                for target, other in clashing(module, product):
                    yield self.found(
                        "clash",
                        self.profile(subject, "modules", module.number, "targets"),
                        of=None,
                        target=target.name,
                        other=other.name,
                        module=module.name,
                        product=product.name,
                    )
        for product in every if subject.modules else ():
            if not any(targets(module, product) for module in subject.modules):
                place = self.profile(subject, "app", "products", product.number, "name")
                yield self.found("nothing", place, of=None, product=product.name)

    def _signing(self, project: HarmonyProject) -> Iterator[Finding]:
        configs = (member(project.profile, "app", dict) or {}).get("signingConfigs")
        known = [one.get("name") for one in configs if isinstance(one, dict)] if isinstance(configs, list) else []
        for product in products(project):
            config = product.json.get("signingConfig")
            # Without any configuration the app is built unsigned: so it is in every new project, and where keys
            # are kept private.
            if known and isinstance(config, str) and config and config not in known:
                place = self.profile(project, "app", "products", product.number, "signingConfig")
                yield self.found("signing", place, of=None, product=product.name, config=config)

    def _targets(self, project: HarmonyProject, module: SourceModule, names: list[str]) -> Iterator[Finding]:
        listed = module.listed.get("targets")
        own_names = ["default", *(target.name for target in own_targets(module))]
        for number, target in enumerate(listed if isinstance(listed, list) else ()):
            name = target.get("name") if isinstance(target, dict) else None
            if not isinstance(name, str):
                continue
            at: Keys = ("modules", module.number, "targets", number)
            if module.profile is not None and name not in own_names:
                place = self.profile(project, *at, "name")
                yield self.found("target", place, of=None, module=module.name, target=name)
            applied = target.get("applyToProducts")
            for index, wanted in enumerate(applied if isinstance(applied, list) else ()):
                if wanted not in names:
                    place = self.profile(project, *at, "applyToProducts", index)
                    yield self.found("product", place, of=None, target=name, module=module.name, product=str(wanted))


class TargetDevices(SourceModuleRule):
    code = "HOS804"
    slug = "target-devices"
    title = "The device types of a target are among those of its module"
    since = "0.1.0"
    why = "hvigor stops at the target."
    help = "Add the device type to module.json5, or take it out of the target."
    messages: ClassVar = {
        "more": "the target {target} of {module} ships for {device}, which its module.json5 does not list"
    }
    sources = _SOURCES
    bad: ClassVar = {"entry/build-profile.json5": '{ targets: [{ name: "default", config: { deviceType: ["tv"] } }] }'}
    good: ClassVar = {
        "entry/build-profile.json5": '{ targets: [{ name: "default", config: { deviceType: ["phone"] } }] }'
    }

    def check(self, subject: SourceModule) -> Iterable[Finding]:
        """Compare the lists."""
        devices = subject.module.get("deviceTypes")
        if not isinstance(devices, list):
            return
        for target in own_targets(subject):
            wanted = target.config.get("deviceType")
            for index, device in enumerate(wanted if isinstance(wanted, list) else ()):
                if device not in devices:
                    keys: Keys = ("targets", target.number, "config", "deviceType", index)
                    place = Location(path=subject.path(BUILD_PROFILE), keys=keys)
                    args = {"target": target.name, "module": subject.name, "device": str(device)}
                    yield Finding(rule=self.code, message="more", args=args, location=place)


class DependencyPath(SourceModuleRule):
    code = "HOS805"
    slug = "dependency-path"
    title = "A dependency by path leads to a module of the project"
    since = "0.1.0"
    why = "ohpm stops when the folder is missing; a folder that no product builds is missing in the app."
    help = "Mend the path, or list the module in build-profile.json5."
    messages: ClassVar = {
        "missing": "{alias} leads to {folder}, where there is no oh-package.json5",
        "not_built": "{alias} leads to {folder}, where there is no oh-package.json5 unless the native build makes it",
        "unlisted": "{alias} leads to {folder}, which build-profile.json5 does not list as a module",
        "self": "{alias} leads back to its own module",
    }
    sources = ("ide-oh-package-json5",)
    bad: ClassVar = {"entry/oh-package.json5": '{ dependencies: { lib: "file:../nowhere" } }'}
    good: ClassVar = {"entry/oh-package.json5": '{ dependencies: { lib: "file:../lib" } }'}

    def check(self, subject: SourceModule) -> Iterable[Finding]:
        """Follow every path."""
        for kind in ("dependencies", "dynamicDependencies"):
            for one in ohpm.local(subject, kind):
                yield from self._follow(subject, one)

    def _follow(self, module: SourceModule, one: ohpm.LocalDependency) -> Iterator[Finding]:
        project = module.project
        if one.folder == module.folder and module.type == "har":
            # Of a module that is packed a rule on dependencies says so.
            yield self._about(one, "self", "error")
        elif one.folder in project.by_folder or is_outside(one.folder):
            return
        elif not project.tree.is_file(posixpath.join(one.folder, OH_PACKAGE)):
            # The types of a native library may be made by its own build, after a fresh clone.
            native = one.alias.endswith(".so")
            yield self._about(one, "not_built" if native else "missing", "warning" if native else "error")
        elif project.is_own(one.folder) and project.tree.is_file(posixpath.join(one.folder, MODULE_JSON5)):
            # A HAR is compiled into what uses it, listed or not; an HSP is left out of the app.
            is_har = SourceModule(project, -1, {}, one.folder).type == "har"
            yield self._about(one, "unlisted", "note" if is_har else "warning")

    def _about(self, one: ohpm.LocalDependency, message: str, severity: Severity) -> Finding:
        return self.found(message, one.place, of=None, severity=severity, alias=one.alias, folder=one.folder)
