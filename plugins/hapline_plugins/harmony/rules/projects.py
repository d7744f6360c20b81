"""Projects: build profiles, module folders and package files that fit together."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Fix, JsonEdit, Keys, Location
from hapline_plugins.harmony.rules.base import HarmonyRule
from hapline_plugins.harmony.source import ohpm
from hapline_plugins.harmony.source.products import products
from hapline_plugins.harmony.source.project import HarmonyProject, SourceModule

_GUIDE = "ide-customized-multi-targets-and-products-guides"
_SOURCES = (_GUIDE, "ide-hvigor-build-profile")


class ProjectRule(HarmonyRule[HarmonyProject]):
    """A rule about a project as a whole."""

    subject = HarmonyProject

    def profile(self, project: HarmonyProject, *keys: str | int, on_key: bool = False) -> Location:
        """A place in the project's build-profile.json5."""
        return Location(path=project.path("build-profile.json5"), keys=keys, on="key" if on_key else "value")


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
        "outside": "srcPath leads out of the project: {path}",
        "no_path": "the module {name} has no srcPath",
        "twice": "the module {name} is listed twice",
        "unreadable": "{path} cannot be read: {reason}",
    }
    sources = _SOURCES
    bad: ClassVar = {
        "build-profile.json5": '{ modules: [{ name: "entry", srcPath: "./entry" }, { name: "gone", srcPath: "./gone" }] }'
    }
    good: ClassVar = {"build-profile.json5": '{ modules: [{ name: "entry", srcPath: "./entry" }] }'}

    def check(self, subject: HarmonyProject) -> Iterable[Finding]:
        """Look for the files."""
        for missing, message, path in (
            (subject.profile is None, "no_profile", "build-profile.json5"),
            (subject.app_json is None, "no_app", "AppScope/app.json5"),
        ):
            if missing and not any(error.path == subject.path(path) for error in subject.unreadable):
                yield self.found(message, Location(path=subject.path(path)), of=None)
        yield from self._listed(subject)
        found = {module.number for module in subject.modules}
        for module in subject.modules:
            if module.module_json is None:
                path = module.path("src/main/module.json5")
                place = self.profile(subject, "modules", module.number, "srcPath")
                yield self.found("no_module", place, of=None, name=module.name, path=path)
        listed = subject.profile.object.get("modules") if subject.profile else None
        for number, one in enumerate(listed if isinstance(listed, list) else ()):
            if number not in found and isinstance(one, dict):
                path = one.get("srcPath")
                message = "outside" if isinstance(path, str) and path else "no_path"
                place = self.profile(subject, "modules", number)
                yield self.found(message, place, of=None, name=str(one.get("name", "")), path=str(path))
        for error in subject.unreadable:
            yield self.found("unreadable", Location(path=error.path), of=None, path=error.path, reason=error.reason)

    def _listed(self, project: HarmonyProject) -> Iterator[Finding]:
        seen: set[str] = set()
        for module in project.modules:
            if module.folder in seen:
                place = self.profile(project, "modules", module.number)
                yield self.found("twice", place, of=None, name=module.name)
            seen.add(module.folder)


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
            keys: Keys = ("modules", subject.number, "name")
            path = subject.project.path("build-profile.json5")
            fix = Fix(title="rename", path=path, edits=(JsonEdit(action="set", keys=keys, value=name),))
            yield self.found(
                "differs", Location(path=path, keys=keys), of=None, fixes=(fix,), listed=listed, name=name
            )


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
        "nothing": "no target of {module} applies to the product {product}",
        "clash": "the targets {target} and {other} of {module} both go into {product} for the same device types",
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
        if subject.profile is None or not subject.modules:
            return
        every = products(subject)
        names = [product.name for product in every]
        if "default" not in names:
            yield self.found("no_default", self.profile(subject, "app", "products"), of=None, severity="warning")
        yield from self._signing(subject)
        for module in subject.modules:
            yield from self._targets(subject, module, names)

    def _signing(self, project: HarmonyProject) -> Iterator[Finding]:
        app = project.profile.object.get("app") if project.profile else None
        configs = app.get("signingConfigs") if isinstance(app, dict) else None
        known = [one.get("name") for one in configs if isinstance(one, dict)] if isinstance(configs, list) else []
        for product in products(project):
            config = product.json.get("signingConfig")
            if isinstance(config, str) and config and config not in known:
                place = self.profile(project, "app", "products", product.number, "signingConfig")
                # Without any configuration the app is built unsigned, which is how many keep their keys private.
                severity = "error" if known else "note"
                yield self.found("signing", place, of=None, severity=severity, product=product.name, config=config)

    def _targets(self, project: HarmonyProject, module: SourceModule, names: list[str]) -> Iterator[Finding]:
        listed = module.listed.get("targets")
        if not isinstance(listed, list):
            return
        own = module.profile.object.get("targets") if module.profile else None
        own_names = [one.get("name") for one in own if isinstance(one, dict)] if isinstance(own, list) else None
        for number, target in enumerate(listed):
            if not isinstance(target, dict) or not isinstance(target.get("name"), str):
                continue
            at: Keys = ("modules", module.number, "targets", number)
            if own_names is not None and target["name"] not in own_names and target["name"] != "default":
                place = self.profile(project, *at, "name")
                yield self.found("target", place, of=None, module=module.name, target=target["name"])
            applied = target.get("applyToProducts")
            for index, name in enumerate(applied if isinstance(applied, list) else ()):
                if name not in names:
                    place = self.profile(project, *at, "applyToProducts", index)
                    yield self.found(
                        "product", place, of=None, target=target["name"], module=module.name, product=str(name)
                    )


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
        targets = subject.profile.object.get("targets") if subject.profile else None
        for number, target in enumerate(targets if isinstance(targets, list) else ()):
            config = target.get("config") if isinstance(target, dict) else None
            wanted = config.get("deviceType") if isinstance(config, dict) else None
            for index, device in enumerate(wanted if isinstance(wanted, list) else ()):
                if isinstance(devices, list) and device not in devices:
                    keys: Keys = ("targets", number, "config", "deviceType", index)
                    place = Location(path=subject.path("build-profile.json5"), keys=keys)
                    yield self.found(
                        "more",
                        place,
                        of=None,
                        target=str(target.get("name")),
                        module=subject.name,
                        device=str(device),
                    )


class DependencyPath(SourceModuleRule):
    code = "HOS805"
    slug = "dependency-path"
    title = "A dependency by path leads to a module of the project"
    since = "0.1.0"
    why = "ohpm stops when the folder is missing; a folder that no product builds is missing in the app."
    help = "Mend the path, or list the module in build-profile.json5."
    messages: ClassVar = {
        "missing": "{alias} leads to {folder}, where there is no oh-package.json5",
        "unlisted": "{alias} leads to {folder}, which build-profile.json5 does not list as a module",
        "self": "{alias} leads back to its own module",
    }
    sources = ("ide-oh-package-json5",)
    bad: ClassVar = {"entry/oh-package.json5": '{ dependencies: { lib: "file:../nowhere" } }'}
    good: ClassVar = {"entry/oh-package.json5": '{ dependencies: { lib: "file:../lib" } }'}

    def check(self, subject: SourceModule) -> Iterable[Finding]:
        """Follow every path."""
        project = subject.project
        for one in ohpm.local(subject):
            args = {"alias": one.alias, "folder": one.folder}
            if one.folder == subject.folder:
                yield self.found("self", one.place, of=None, **args)
            elif one.folder in project.by_folder or one.folder.startswith("../"):
                continue
            elif not project.tree.is_file(posixpath.join(one.folder, "oh-package.json5")):
                yield self.found("missing", one.place, of=None, **args)
            elif project.tree.is_file(posixpath.join(one.folder, "src/main/module.json5")):
                yield self.found("unlisted", one.place, of=None, severity="warning", **args)


_TASKS = {"entry": "hapTasks", "feature": "hapTasks", "shared": "hspTasks", "har": "harTasks"}


class HvigorTasks(SourceModuleRule):
    code = "HOS806"
    slug = "hvigor-tasks"
    title = "hvigorfile.ts uses the tasks of the module's type"
    since = "0.1.0"
    why = "hvigor stops, or builds a package of another type than module.json5 promises."
    help = "Import the tasks of the type: hapTasks for entry and feature, hspTasks for shared, harTasks for har."
    messages: ClassVar = {"tasks": "{module} is {type}, and its hvigorfile.ts uses {used} instead of {wanted}"}
    sources = ("ide-hvigor-plugin, system tasks",)
    bad: ClassVar = {"entry/hvigorfile.ts": "{ text: \"export { harTasks } from '@ohos/hvigor-ohos-plugin';\" }"}
    good: ClassVar = {"entry/hvigorfile.ts": "{ text: \"export { hapTasks } from '@ohos/hvigor-ohos-plugin';\" }"}

    def check(self, subject: SourceModule) -> Iterable[Finding]:
        """Look for the names of the tasks; comments are skipped."""
        from hapline_hooks import Unreadable

        wanted = _TASKS.get(subject.type)
        path = subject.path("hvigorfile.ts")
        if wanted is None:
            return
        try:
            text = subject.project.tree.read(path).decode("utf-8", "replace")
        except Unreadable:
            return
        used = _used(text)
        if used and wanted not in used:
            yield self.found(
                "tasks",
                Location(path=path),
                of=None,
                module=subject.name,
                type=subject.type,
                used=sorted(used),
                wanted=wanted,
            )


def _used(text: str) -> set[str]:
    import re

    bare = re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
    return {name for name in set(_TASKS.values()) if re.search(rf"\b{name}\b", bare)}


class ValuableCache(SourceModuleRule):
    code = "HOS807"
    slug = "valuable-cache"
    title = "Databases, preferences and tokens are not kept in the cache directory"
    severity = "note"
    since = "0.1.0"
    why = "When space runs short, ageing (老化) clears the cache directories of atomic services first."
    help = "Keep what must last in filesDir, preferencesDir or databaseDir; the cache is for what can be fetched again."
    messages: ClassVar = {"cache": "{what} is kept in the cache directory"}
    sources = ("元服务开发指南 · 老化",)
    bad: ClassVar = {"entry/src/main/ets/Store.ets": "{ text: \"const path = context.cacheDir + '/token.db';\" }"}
    good: ClassVar = {"entry/src/main/ets/Store.ets": "{ text: \"const path = context.filesDir + '/token.db';\" }"}
    _MAX_FILES: ClassVar = 5000

    def check(self, subject: SourceModule) -> Iterable[Finding]:
        """Look at the lines that name cacheDir."""
        from hapline_hooks import Span, Unreadable

        for path in _sources(subject, self._MAX_FILES):
            try:
                data = subject.project.tree.read(path)
            except Unreadable:
                continue
            if b"cacheDir" not in data:
                continue
            for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
                what = _valuable(line)
                if what:
                    column = line.index("cacheDir") + 1
                    span = Span(start_line=number, start_column=column, end_line=number, end_column=column + 8)
                    yield self.found("cache", Location(path=path, span=span), of=None, what=what)


def _sources(module: SourceModule, most: int) -> Iterator[str]:
    todo = [module.path("src/main/ets")]
    count = 0
    while todo:
        folder = todo.pop()
        for entry in module.project.tree.list(folder):
            path = f"{folder}/{entry.name}"
            if entry.is_dir:
                todo.append(path)
            elif entry.name.endswith((".ets", ".ts")) and count < most:
                count += 1
                yield path


def _valuable(line: str) -> str:
    import re

    if line.lstrip().startswith(("//", "*", "/*")) or "cacheDir" not in line:
        return ""
    match = re.search(
        r"[\w./'\"`-]*(?:\.db\b|database|preferences|token|credential|password)[\w.]*", line, re.IGNORECASE
    )
    return match[0].strip("'\"`/") if match else ""
