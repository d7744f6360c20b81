"""One Gradle module of a build that uses mPaaS: what it is, its code, resources and dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hapline import builds
from hapline.builds import GivenValue
from hapline_hooks import Subject
from hapline_hooks.once import cached_property
from hapline_plugins.portal.source import kinds
from hapline_plugins.portal.source.code import Code, code_in
from hapline_plugins.portal.source.declared import BUNDLES, MANIFESTS, Declarations, Declared
from hapline_plugins.portal.source.kinds import ModuleKind

if TYPE_CHECKING:
    from hapline.documents import GradleScript
    from hapline_plugins.portal.source.build import GradleBuild
    from hapline_plugins.portal.source.resource_needs import CodeUse
    from hapline_plugins.portal.source.resources import Resources

SLINKS = "slinks"
DEV_SLINKS = "dev_slinks"


class GradleModule(builds.GradleModule):
    """A module of such a build."""

    kind = "portal.module"
    build: GradleBuild

    def __init__(
        self, build: GradleBuild, path: str, name: str, folder: str, script_path: str, script: GradleScript | None
    ) -> None:
        """Name a module; see the class that it derives from."""
        super().__init__(build, path, name, folder, script_path, script)
        self._declarations = Declarations(self)

    @cached_property
    def decides(self) -> dict[str, bool]:
        """The mPaaS plugins that it applies, each with whether it does so without conditions."""
        found: dict[str, bool] = {}
        for conditions, name in kinds.kinds_of(self.plugins):
            found[name] = found.get(name, False) or not conditions
        return found

    @property
    def is_switchable(self) -> bool:
        """Whether conditions decide what it is: a Portal plugin that is applied in one branch only."""
        return self.decides.get(kinds.PORTAL) is False or self.decides.get(kinds.BUNDLE) is False

    @property
    def is_application(self) -> bool:
        """Whether it builds an apk by itself."""
        return bool(self.applies(kinds.APPLICATION))

    @cached_property
    def module_kind(self) -> ModuleKind:
        """What it is; of a switchable one what it is with the Portal or Bundle plugin."""
        if kinds.PORTAL in self.decides:
            return "portal" if self._is_portal else "inside"
        if kinds.BUNDLE in self.decides:
            return "bundle"
        if kinds.LIBRARY in self.decides:
            return "library"
        if not kinds.BASELINES.isdisjoint(self.decides) or self._is_native:
            return "aar"
        return "application" if self.is_application else "other"

    @property
    def _is_portal(self) -> bool:
        """Whether a module with the Portal plugin puts Bundles together, rather than being an app of its own."""
        if self.build.tree.is_file(self.file(SLINKS)) or self.given("portal", "allSlinks"):
            return not self.is_switchable
        return bool(self.bundles) and not self.has_code

    @property
    def _is_native(self) -> bool:
        return any(
            kinds.is_native(one.group or "", one.configuration) for one in self.dependencies("implementation", "api")
        )

    @cached_property
    def has_code(self) -> bool:
        """Whether it has Java or Kotlin of its own."""
        return bool(self.build.has_code(self.file("src/main")))

    @cached_property
    def code(self) -> Code:
        """Its Java and Kotlin code, tests left out: each file up to its first type."""
        return code_in(self.build.tree, self.folder, whole=False)

    @cached_property
    def resources(self) -> Resources:
        """The resources that its source sets define, tests left out."""
        from hapline_plugins.portal.source.resources import resources_in

        return resources_in(self.build.tree, self.folder)

    @cached_property
    def code_uses(self) -> tuple[CodeUse, ...]:
        """The resources that its code hands to the system."""
        from hapline_plugins.portal.source.resource_needs import uses_in

        return tuple(uses_in(self))

    def dependencies(self, *configurations: str) -> tuple[Declared, ...]:
        """The dependencies on modules in repositories that its script declares."""
        return self._declarations.of(configurations)

    @cached_property
    def bundles(self) -> tuple[Declared, ...]:
        """What it declares with ``bundle`` and ``devbundle``."""
        return self._declarations.of(BUNDLES)

    @cached_property
    def manifests(self) -> tuple[Declared, ...]:
        """What it declares with ``manifest`` and ``devmanifest``."""
        return self._declarations.of(MANIFESTS)

    def inherited(self, name: str) -> GivenValue | None:
        """The value of ``group`` or ``version``: of its own script, or of the root's for all modules."""
        own = self.last(name) or self.last("project", name)
        if own is not None or self is self.build.root_module:
            return own
        root = self.build.root_module
        for block in ("subprojects", "allprojects"):
            found = root.last(block, name)
            if found is not None:
                return found
        return None

    def known(self, name: str) -> str | None:
        """What ``group`` or ``version`` says, where it is known; the nearest gradle.properties counts too."""
        given = self.inherited(name)
        if given is not None:
            return given.text
        for properties in (self.properties, self.build.properties(self.build.file("gradle.properties"))):
            if properties is not None and name in properties.values:
                return properties.values[name]
        return None

    def parts(self) -> Sequence[Subject]:
        """What it holds that is judged by itself."""
        return ()
