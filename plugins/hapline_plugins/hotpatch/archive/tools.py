"""What the scripts of a project say: versions of tools, whether InstantRun is applied, whether names are shortened."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hapline.builds import SCRIPTS, application_ids, gradle_of, released_ids, text_of
from hapline_hooks import Tree
from hapline_plugins.hotpatch.source.build import HotpatchBuild
from hapline_plugins.hotpatch.source.finding import CONFIGURATION
from hapline_plugins.hotpatch.source.modules import INSTANTRUN, HotpatchModule

AGP = "agp"
GRADLE = "gradle"
PATCH_PLUGIN = "patchPlugin"
HAPLINE = "hapline"
_WRAPPER = "gradle/wrapper/gradle-wrapper.properties"
_BY_NAME = frozenset({"getByName", "named", "create", "register", "maybeCreate"})
_MINIFY = frozenset({"minifyEnabled", "isMinifyEnabled"})


class Said(NamedTuple):
    """What scripts say.

    Attributes:
        tools: The versions of the tools that are known, by name.
        instantrun: Whether the module applies InstantRun's plugin, or has its configuration.
        minifies: The build types whose code is shrunk or given other names.
        applications: The application ids that it may be built with; none where they are not known.
        adds_to_ids: Whether build types or flavors add something to them.
    """

    tools: Mapping[str, str]
    instantrun: bool
    minifies: frozenset[str]
    applications: frozenset[str] = frozenset()
    adds_to_ids: bool = False

    def may_be(self, application: str) -> bool:
        """Whether an apk of this application id may be one of the module's."""
        if not self.applications or application in self.applications:
            return True
        return self.adds_to_ids and any(application.startswith(f"{one}.") for one in self.applications)


def said_by(tree: Tree, folder: str, options: Mapping[str, object]) -> Said:
    """Read the scripts of a project; what cannot be read says nothing.

    Args:
        tree: The project, from its root. folder: That of the module in it, empty for the root.
        options: The configuration.
    """
    build = HotpatchBuild(tree, "", options)
    module = next((one for one in build.modules if one.folder == folder), None) or _unlisted(build, folder)
    android, patch = build.android_plugin, build.patch_plugin
    wrapper = build.properties(_WRAPPER)
    tools = {
        AGP: text_of(android.version) if android is not None else "",
        GRADLE: gradle_of(wrapper.values.get("distributionUrl", "")) if wrapper is not None else "",
        PATCH_PLUGIN: text_of(patch.version) if patch is not None else "",
        HAPLINE: _hapline(),
    }
    return Said(
        tools={name: version for name, version in tools.items() if version},
        instantrun=bool(module.applies(INSTANTRUN)) or build.tree.is_file(module.file(CONFIGURATION)),
        minifies=frozenset(_minified(module)),
        applications=released_ids(module) | application_ids(module),
        adds_to_ids=module.script is not None and "applicationIdSuffix" in module.script.text,
    )


def _unlisted(build: HotpatchBuild, folder: str) -> HotpatchModule:
    """A module that the settings do not name in so many words."""
    paths = [f"{folder}/{name}" for name in SCRIPTS]
    path = next((one for one in paths if build.tree.is_file(one)), paths[0])
    return build.made(f":{folder}", os.path.basename(folder), folder, path, build.files.script(path))


def _minified(module: HotpatchModule) -> Iterator[str]:
    for one in module.script.walk() if module.script is not None else ():
        if one.name not in _MINIFY or one.within[:2] != ("android", "buildTypes") or one.value is None:
            continue
        if one.value.plain is not True or one.parent is None:
            continue
        parent = one.parent
        named = parent.value.string if parent.name in _BY_NAME and parent.value is not None else None
        yield named or parent.name


def _hapline() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("hapline")
    except PackageNotFoundError:
        return ""
