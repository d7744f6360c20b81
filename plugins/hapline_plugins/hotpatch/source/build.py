"""A Gradle build whose app is hotpatched: its apps, the versions that matter, and the method that it is set up for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, cast

from hapline import builds
from hapline.builds import Tool, Version, android_plugin, class_path
from hapline_hooks import Tree
from hapline_plugins.hotpatch.source.modules import APPLICATION, AppModule, HotpatchModule
from hapline_plugins.hotpatch.source.scripts import names

if TYPE_CHECKING:
    from hapline.documents import GradleScript, Repository

Method = Literal["instantrun", "dexpatch"]
PATCH_PLUGIN = "com.mpaas.android.patch:patch-gradle-plugin"
"""The artifact that holds the Gradle plugin of InstantRun."""
REPOSITORY = "https://mvn.cloud.alipay.com/nexus/content/repositories/open/"
"""The Maven repository that holds it."""
LEAST_BASELINE = (10, 2, 3, 20)
"""The first baseline that loads patches of InstantRun; Gradle writes it 10.2.3-20."""


def patch_plugin_for(android: Version) -> str:
    """The version of InstantRun's plugin that goes with a version of the Android plugin.

    Source: the vendor's guide, 5.2.2.1 "InstantRun instrumentation dependencies".
    """
    return "1.0.8" if android >= (8,) else "1.0.7"


class HotpatchBuild(builds.GradleBuild):
    """A build whose app is hotpatched, or is going to be.

    Attributes:
        options: The configuration of the run.
    """

    kind = "hotpatch.build"

    def __init__(
        self,
        tree: Tree,
        root: str,
        options: Mapping[str, object],
        pool: dict[tuple[bytes, bool], GradleScript] | None = None,
        contents: Mapping[str, bytes] | None = None,
    ) -> None:
        """Name a build in a tree; the pool shares scripts of the same content, some of which have been read."""
        super().__init__(tree, root, pool, contents)
        self.options = options

    @property
    def modules(self) -> Sequence[HotpatchModule]:
        """The root and the modules that settings include."""
        return cast("list[HotpatchModule]", self._modules)

    @property
    def root_module(self) -> HotpatchModule:
        """The module in the build's own folder."""
        return cast("HotpatchModule", self._root_module)

    def made(self, path: str, name: str, folder: str, script_path: str, script: GradleScript | None) -> HotpatchModule:
        """An app, or another module."""
        module = HotpatchModule(self, path, name, folder, script_path, script)
        if not module.applies(APPLICATION):
            return module
        app = AppModule(self, path, name, folder, script_path, script)
        app.plugins = module.plugins
        return app

    @property
    def apps(self) -> list[AppModule]:
        """Its modules that are apps."""
        return [one for one in self.modules if isinstance(one, AppModule)]

    @cached_property
    def android_plugin(self) -> Tool | None:
        """The Android Gradle plugin; None where its version is not known."""
        return android_plugin(self)

    @cached_property
    def patch_plugin(self) -> Tool | None:
        """The artifact of InstantRun's plugin on the class path; None where it is not there with a known version."""
        return next(class_path(self.root_module, {PATCH_PLUGIN}), None)

    @property
    def names_patch_plugin(self) -> bool:
        """Whether a script of the build (not a comment in it) or a version catalogue names that artifact."""
        libraries = (one for catalogue in self.files.catalogues.values() for one in catalogue.libraries.values())
        return any(names(one, PATCH_PLUGIN) for one in self.scripts) or any(
            f"{one.group}:{one.name}" == PATCH_PLUGIN for one in libraries
        )

    @property
    def uses_mpaas(self) -> bool:
        """Whether a module of it depends on a part of mPaaS."""
        names = (
            one.coordinate.module or "" for module in self.modules for one in module.dependencies if one.coordinate
        )
        return any(one.startswith("com.mpaas.") for one in names)

    @property
    def is_part(self) -> bool:
        """Whether it seems to be a module of a build that lies above: no settings, and no class path of its own."""
        script = self.root_module.script
        return self.settings_script is None and (script is None or not script.blocks("buildscript"))

    @cached_property
    def repositories(self) -> Sequence[tuple[str, Repository]]:
        """The repositories that the root and the settings declare, each with the path of its script."""
        from hapline.documents import repositories

        scripts = [self.settings_script, self.root_module.script]
        return [
            (script.path, one)
            for script in scripts
            if script is not None
            for one in repositories(script, self.files.variables(script.path))
        ]
