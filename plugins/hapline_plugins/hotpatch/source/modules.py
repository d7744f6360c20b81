"""The modules of such a build: apps, with the method that they are patched by, and the libraries beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

from hapline import builds
from hapline.builds import PLACEHOLDER, application_id, filled, text_of, version
from hapline.documents import dependencies
from hapline_hooks import Subject, Unreadable
from hapline_plugins.hotpatch.source.component import COMPONENT, Presence, presence_of
from hapline_plugins.hotpatch.source.finding import CONFIGURATION

if TYPE_CHECKING:
    from hapline.builds import AppliedPlugin, Version
    from hapline.documents import Dependency, DocumentError, GradleScript, Piece
    from hapline_plugins.hotpatch.source.application_class import ApplicationClass
    from hapline_plugins.hotpatch.source.build import HotpatchBuild
    from hapline_plugins.hotpatch.source.code import Code
    from hapline_plugins.hotpatch.source.configuration import Configuration

APPLICATION = "com.android.application"
LIBRARIES = ("com.android.library", "com.android.dynamic-feature")
INSTANTRUN = "com.alipay.instantrun"
PORTAL = "com.alipay.portal"
BUNDLE = "com.alipay.bundle"
BASELINES = frozenset(("com.mpaas.android:mpaas-baseline", "com.mpaas.android:mpaas-baseline-mriver"))
COMPONENT_BASED = frozenset(("portal", "inside"))
"""Kinds of apps that are put together of Bundles, or with the plugin that puts them together."""
_NAMED = 3
"""Numbers that name a line of baselines, such as 10.2.3."""
_LEVEL = re.compile("[0-9]{1,4}")
AppKind = Literal["aar", "portal", "inside", "switchable", "other"]
"""How an app takes mPaaS in: native AARs, a Portal with Bundles, the Portal plugin with code of its own; ``switchable``
is one whose conditions decide between these."""


def baseline_text(numbers: Version) -> str:
    """A baseline as Gradle writes it, with a hyphen before its fourth number: ``10.2.3-20``."""
    return "-".join(filter(None, (text_of(numbers[:_NAMED]), text_of(numbers[_NAMED:]))))


class HotpatchModule(builds.GradleModule):
    """A module of a build whose app is hotpatched."""

    kind = "hotpatch.module"
    build: HotpatchBuild

    def __init__(
        self, build: HotpatchBuild, path: str, name: str, folder: str, script_path: str, script: GradleScript | None
    ) -> None:
        """Name a module; see the class that it derives from."""
        super().__init__(build, path, name, folder, script_path, script)

    @cached_property
    def dependencies(self) -> list[Dependency]:
        """What its script declares in ``dependencies``."""
        return dependencies(self.script, self.variables) if self.script is not None else []

    @cached_property
    def code(self) -> Code:
        """Its Java and Kotlin; all of it is read when it is asked for."""
        from hapline_plugins.hotpatch.source.code import Code

        return Code(self)

    @cached_property
    def namespace(self) -> str:
        """The package of its generated classes: ``android.namespace``, else the package of the manifest; or nothing."""
        given = self.last("android", "namespace")
        if given is not None:
            return given.text or ""
        return self.manifest.package if self.manifest is not None else ""

    @cached_property
    def baseline(self) -> tuple[Version, Piece] | None:
        """The baseline and where it is declared; None where it is not, or not known.

        A baseline ``10.2.3-20`` is ``(10, 2, 3, 20)``: guides write its last number behind a dot, Gradle behind a dash.
        """
        for one in self.dependencies:
            coordinate = one.coordinate
            if coordinate is not None and coordinate.module in BASELINES and coordinate.version is not None:
                said = coordinate.version.text
                numbers = version(said.replace("-", ".")) if said else None
                if numbers is not None:
                    return numbers, coordinate.version
        return None


class AppModule(HotpatchModule):
    """An app: the module that an apk comes of."""

    kind = "hotpatch.app"

    @property
    def instantrun(self) -> AppliedPlugin | None:
        """Where InstantRun's plugin is applied."""
        return next(iter(self.applies(INSTANTRUN)), None)

    @cached_property
    def component(self) -> Dependency | None:
        """The dependency on the component HOTFIX, of an app on native AARs."""
        return next((one for one in self.dependencies if one.coordinate and one.coordinate.module == COMPONENT), None)

    @cached_property
    def presence(self) -> Presence:
        """Whether it has the component HOTFIX, in whichever way."""
        return presence_of(self)

    def full_name(self, name: str) -> str:
        """The full name of a class that its manifest gives; ``${`` is in one that a placeholder keeps unknown."""
        name = filled(name, application_id(self)) if PLACEHOLDER in name else name
        package = self.namespace
        if name.startswith("${"):
            return name
        if name.startswith("."):
            return f"{package}{name}"
        return name if "." in name or not package else f"{package}.{name}"

    def find_class(self, name: str) -> ApplicationClass | None:
        """A class of the app or of another module of its build, by its full name; several rules ask for the same."""
        from hapline_plugins.hotpatch.source.code import find_class

        if name not in self._classes:
            self._classes[name] = find_class(self, name)
        return self._classes[name]

    @cached_property
    def _classes(self) -> dict[str, ApplicationClass | None]:
        return {}

    @property
    def is_hotpatched(self) -> bool:
        """Whether it is set up to be hotpatched, by whichever method."""
        return bool(self.applies(INSTANTRUN)) or self.component is not None or self.app_kind in COMPONENT_BASED

    @cached_property
    def whitelists(self) -> dict[str, bytes]:
        """Whitelists of DexPatch in its folder and in that of the build, by path: texts that say ``PatchType``."""
        from hapline_plugins.hotpatch.whitelist.reading import is_whitelist

        found = {}
        for folder in dict.fromkeys((self.folder, self.build.root)):
            for entry in self.build.tree.list(folder):
                if entry.name.endswith(".txt") and not entry.is_dir:
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    with suppress(Unreadable):
                        data = self.build.tree.read(path)
                        if is_whitelist(data):
                            found[path] = data
        return found

    def parts(self) -> Iterable[Subject]:
        """Its whitelists."""
        from hapline_plugins.hotpatch.verifying.whitelists import WhitelistFile

        for path, data in self.whitelists.items():
            yield WhitelistFile(path, data, partial(self.build.tree.read, path))

    @cached_property
    def least_android(self) -> int | None:
        """The least API level that it runs on; None where that is not known."""
        for name in ("minSdk", "minSdkVersion"):
            given = self.last("android", "defaultConfig", name)
            if given is not None:
                return int(given.text) if given.text and _LEVEL.fullmatch(given.text) else None
        return None

    @cached_property
    def app_kind(self) -> AppKind:
        """How it takes mPaaS in."""
        applied = self.applies(PORTAL, BUNDLE)
        if any(one.conditions for one in applied):
            return "switchable"
        if applied:
            return "portal" if self.build.tree.is_file(self.file("slinks")) else "inside"
        is_native = any(
            ((one.coordinate and one.coordinate.module) or "").startswith("com.mpaas.") for one in self.dependencies
        )
        baseline = self.applies("com.alipay.apollo.baseline.config")
        return "aar" if is_native or baseline or self.instantrun is not None else "other"

    @property
    def configuration_path(self) -> str:
        """Its ``instantrun.xml``, whether it is there or not."""
        return self.file(CONFIGURATION)

    @cached_property
    def configuration(self) -> Configuration | None:
        """Its ``instantrun.xml``; None where it is not there, or no XML, which the build's ``unreadable`` tells."""
        from hapline.documents import DocumentError
        from hapline_plugins.hotpatch.source.configuration import Configuration

        path = self.configuration_path
        error: DocumentError | Unreadable
        try:
            is_release = bool(self.build.options.get("hotpatch.release"))
            return Configuration(path, self.build.tree.read(path), is_release=is_release)
        except Unreadable as refused:
            if refused.absent:
                return None
            error = refused
        except DocumentError as refused:
            error = refused
        self.build.unreadable[path] = error
        return None
