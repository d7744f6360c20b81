"""What the console and mPaaS's plugin write: the configuration of an app, and the list of mPaaS's Bundles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from hapline.builds import application_ids
from hapline.documents import DocumentError
from hapline_hooks import Finding, Location, Phrase, Related, Unreadable
from hapline_plugins.portal.names import PACKAGES
from hapline_plugins.portal.rules.base import BuildRule, ModuleRule, place_of
from hapline_plugins.portal.source.build import GradleBuild
from hapline_plugins.portal.source.declared import Declared
from hapline_plugins.portal.source.modules import GradleModule
from hapline_plugins.portal.source.mpaas_config import MpaasConfig, configs_in

if TYPE_CHECKING:
    from hapline_plugins.portal.source.mpaas_packages import MpaasPackages, PackagedBundle

_APPS = frozenset(("portal", "inside", "aar", "application"))
"""Kinds of modules that may make an app; a Bundle applies the application plugin too, and is none."""
_CONSOLE = "mPaaS console, the configuration file of an app (Ant-mpaas-...-Android.config)"
_PLUGIN = "mPaaS plugin for Android Studio, mpaas_packages.json"
_HEAD = "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.portal'\n"
_ID = "android {\n    defaultConfig {\n        applicationId 'com.example.app'\n    }\n}\n"
_IMAGE_NAME = "yw_1222"
_IMAGE = f"{_IMAGE_NAME}.jpg"
"""The image of Security Guard."""
_CONFIG = "Ant-mpaas-APP1-default-Android.config"


def _config_example(app_key: str = "APP1_ANDROID", package: str = "com.example.app") -> dict[str, str]:
    values = {
        "appId": "APP1",
        "appKey": app_key,
        "base64Code": "/9j/4AAQ",
        "packageName": package,
        "rootPath": "mpaas/android/APP1-default",
        "workspaceId": "default",
        "rpcGW": "https://gateway.example.com/mgw.htm",
        "mpaasapi": "https://api.example.com/mgw.htm",
        "pushPort": "443",
        "pushGW": "push.example.com",
        "logGW": "https://log.example.com",
        "syncport": "443",
        "syncserver": "sync.example.com",
    }
    lines = ",\n".join(f'    "{key}": "{value}"' for key, value in values.items())
    return {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": f"{_HEAD}{_ID}portal {{\n    allSlinks true\n}}\n",
        f"app/{_CONFIG}": f"{{\n{lines}\n}}\n",
    }


class ConsoleConfig(ModuleRule):
    code = "BND608"
    slug = "mpaas-config"
    title = "The configuration file of the console is as the console hands it out"
    since = "0.1.0"
    why = (
        "mPaaS's plugin takes keys and addresses from it. Where they do not belong together the gateways refuse the "
        "app; without the image of Security Guard requests cannot be signed."
    )
    help = "Download the file again, after a signed apk was handed in, and do not edit or rename it."
    messages: ClassVar = {
        "unreadable": "cannot be read: {reason}",
        "broken": "{reason}",
        "differs": "{what} is {found}; for this app and workspace it is {wanted}",
        "name": "the file is called {found}; for its app and workspace the console calls it {wanted}",
        "missing": "it has no {keys}",
        "image": "base64Code is empty: the image of Security Guard is missing",
    }
    sources = (_CONSOLE,)
    bad: ClassVar = _config_example(app_key="APP2_ANDROID")
    good: ClassVar = _config_example()

    def check(self, subject: GradleModule) -> Iterable[Finding]:
        """Read each."""
        for path in configs_in(subject.build.tree, subject.folder):
            try:
                config = MpaasConfig(path, subject.build.tree.read(path))
            except Unreadable as error:
                yield self.found("unreadable", Location(path=path), reason=Phrase(error.reason))
            except DocumentError as error:
                yield self.found("broken", place_of(path, error), reason=Phrase(error.template, **error.fields))
            else:
                yield from self._of(config, subject)

    def _of(self, config: MpaasConfig, module: GradleModule) -> Iterator[Finding]:
        for problem in config.problems:
            yield self.found("broken", Location(path=config.path, keys=problem.keys), reason=problem.message)
        for one in config.broken:
            place = Location(path=config.path, keys=one.keys)
            if one.what == "fileName":
                yield self.found("name", place, severity="warning", found=one.found, wanted=one.wanted)
            else:
                yield self.found("differs", place, what=one.what, found=one.found, wanted=one.wanted)
        if config.missing:
            yield self.found("missing", Location(path=config.path), severity="warning", keys=list(config.missing))
        elif not config.has_image and not config.problems and not _has_image(module):
            yield self.found("image", Location(path=config.path, keys=("base64Code",)), severity="warning")


def _has_image(module: GradleModule) -> bool:
    """Whether the image lies among the resources by itself, as the console hands it out beside the file."""
    return any(one.path.endswith(f"/{_IMAGE}") for one in module.resources.defining("drawable", _IMAGE_NAME))


class PackageName(ModuleRule):
    code = "BND609"
    slug = "package-name"
    title = "The console's configuration is that of this applicationId"
    since = "0.1.0"
    severity = "warning"
    why = "The image of Security Guard is made for one package name and signature: requests of another are not signed."
    help = "Download the configuration of this app, or give the app the applicationId that the console knows."
    messages: ClassVar = {"differs": "the configuration is for {package}, the applicationId is {id}"}
    sources = (_CONSOLE,)
    bad: ClassVar = _config_example(package="com.example.other")
    good: ClassVar = _config_example()

    def check(self, subject: GradleModule) -> Iterable[Finding]:
        """Compare the names."""
        if subject.module_kind not in _APPS or not subject.is_application:
            return
        for path in configs_in(subject.build.tree, subject.folder):
            ids = application_ids(subject)
            try:
                package = MpaasConfig(path, subject.build.tree.read(path)).package_name
            except (Unreadable, DocumentError):
                continue
            if package and ids and package not in ids:
                place = Location(path=path, keys=("packageName",))
                yield self.found("differs", place, package=package, id=" ".join(sorted(ids)))


class Packages(BuildRule):
    code = "BND610"
    slug = "mpaas-packages"
    title = "mpaas_packages.json can be read, and says of Bundles what the Portal says"
    since = "0.1.0"
    why = "mPaaS's plugin adds and removes Bundles by it: the build stops, or packs other Bundles than the script says."
    help = "Let mPaaS's plugin write the file, or make the script and it say the same."
    messages: ClassVar = {
        "unreadable": "cannot be read: {reason}",
        "broken": "{reason}",
        "removed": "{key} is declared, and {file} says that it is removed",
        "version": "{key} is declared in version {version}; {file} has {other}",
        "said": "here",
    }
    sources = (_PLUGIN,)
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": f"{_HEAD}portal {{\n    allSlinks true\n}}\n",
        "mpaas_packages.json": '{"base_line": "10.1.68", "bundles": {}}\n',
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": f"{_HEAD}portal {{\n    allSlinks true\n}}\n",
        "mpaas_packages.json": '{"base_line": "10.1.68", "bundles": []}\n',
    }

    def check(self, subject: GradleBuild) -> Iterable[Finding]:
        """Read the file, and compare it with what Portals declare."""
        path = subject.file(PACKAGES)
        if not subject.tree.is_file(path):
            return
        from hapline_plugins.portal.source.mpaas_packages import MpaasPackages

        try:
            packages = MpaasPackages(path, subject.tree.read(path))
        except Unreadable as error:
            yield self.found("unreadable", Location(path=path), reason=Phrase(error.reason))
            return
        except DocumentError as error:
            yield self.found("broken", place_of(path, error), reason=Phrase(error.template, **error.fields))
            return
        for problem in packages.problems:
            yield self.found("broken", Location(path=path, keys=problem.keys), reason=problem.message)
        known = {f"{one.gav.group}:{one.gav.artifact}": one for one in packages.bundles if one.gav.group}
        for module in subject.modules:
            for declared in module.bundles if known else ():
                packaged = known.get(declared.key or "")
                if packaged is not None and not declared.conditions:
                    yield from self._compare(packages, declared, packaged)

    def _compare(self, packages: MpaasPackages, declared: Declared, packaged: PackagedBundle) -> Iterator[Finding]:
        related = (Related(location=Location(path=packages.path, keys=packaged.gav.keys), message="said"),)
        if packaged.removed:
            yield self.found(
                "removed", declared.at(), severity="warning", related=related, key=declared.key, file=PACKAGES
            )
        elif declared.version not in {None, packaged.gav.version}:
            yield self.found(
                "version",
                declared.at("version"),
                severity="note",
                related=related,
                key=declared.key,
                version=declared.version,
                other=packaged.gav.version,
                file=PACKAGES,
            )
