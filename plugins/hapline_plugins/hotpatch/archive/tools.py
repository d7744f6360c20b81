"""What the scripts of a project say: versions of tools, whether InstantRun is applied, whether names are shortened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hapline.documents import DocumentError, GradleFiles, GradleScript, Properties, dependencies
from hapline_hooks import Tree, Unreadable

AGP = "agp"
GRADLE = "gradle"
PATCH_PLUGIN = "patchPlugin"
HAPLINE = "hapline"
INSTANTRUN = "com.alipay.instantrun"
_ANDROID = "com.android.tools.build:gradle"
_PATCH = "com.mpaas.android.patch:patch-gradle-plugin"
_APPLICATION = "com.android.application"
_WRAPPER = "gradle/wrapper/gradle-wrapper.properties"
_DISTRIBUTION = re.compile(r"/gradle-([0-9][^/]*?)-(?:bin|all|src)\.zip")
_SCRIPTS = ("build.gradle", "build.gradle.kts")
_SETTINGS = ("settings.gradle", "settings.gradle.kts")
_BY_NAME = frozenset({"getByName", "named", "create", "register", "maybeCreate"})
_MINIFY = frozenset({"minifyEnabled", "isMinifyEnabled"})


class Said(NamedTuple):
    """What scripts say.

    Attributes:
        tools: The versions of the tools that are known, by name.
        instantrun: Whether the module applies InstantRun's plugin, or has its configuration.
        minifies: The build types whose code is shrunk or given other names.
    """

    tools: dict[str, str]
    instantrun: bool
    minifies: frozenset[str]


def said_by(tree: Tree, module: str) -> Said:
    """Read the scripts of a project; what cannot be read says nothing.

    Args:
        tree: The project, from its root. module: The folder of the module in it, empty for the root.
    """
    files = GradleFiles(tree)
    own = [script for script in _scripts(files, module, _SCRIPTS) if script]
    above = [script for script in _scripts(files, "", (*_SCRIPTS, *_SETTINGS)) if script]
    tools = {
        AGP: _on_class_path(files, above, _ANDROID) or _of_plugin(files, [*above, *own], _APPLICATION),
        GRADLE: _gradle(tree),
        PATCH_PLUGIN: _on_class_path(files, above, _PATCH) or _of_plugin(files, [*above, *own], INSTANTRUN),
        HAPLINE: _hapline(),
    }
    configuration = f"{module}/instantrun.xml" if module else "instantrun.xml"
    return Said(
        tools={name: version for name, version in tools.items() if version},
        instantrun=tree.is_file(configuration) or any(_applies(script, INSTANTRUN) for script in own),
        minifies=frozenset(name for script in own for name in _minified(script)),
    )


def _scripts(files: GradleFiles, folder: str, names: tuple[str, ...]) -> Iterator[GradleScript | None]:
    return (files.script(f"{folder}/{name}" if folder else name) for name in names)


def _on_class_path(files: GradleFiles, scripts: list[GradleScript], wanted: str) -> str:
    for script in scripts:
        for one in dependencies(script, files.variables(script.path), ("buildscript", "dependencies")):
            if one.coordinate is not None and one.coordinate.module == wanted and one.coordinate.version is not None:
                return one.coordinate.version.text or ""
    return ""


def _of_plugin(files: GradleFiles, scripts: list[GradleScript], wanted: str) -> str:
    """The version of a plugin in a ``plugins`` block, or in a catalogue."""
    for script in scripts:
        for one in script.calls("id", ("**", "plugins")):
            link = one.link("version")
            if one.value is not None and one.value.string == wanted and link is not None and link.args:
                return str(link.args[0].value.plain or "")
    for catalogue in files.catalogues.values():
        for entry in catalogue.plugins.values():
            if entry.name == wanted and entry.version:
                return entry.version
    return ""


def _applies(script: GradleScript, wanted: str) -> bool:
    applied = (one.arg("plugin") for one in script.calls("apply"))
    plugins = (one.value for one in script.calls("id", ("plugins",)))
    return any(value is not None and value.string == wanted for value in (*applied, *plugins))


def _minified(script: GradleScript) -> Iterator[str]:
    for one in script.walk():
        if one.name not in _MINIFY or one.within[:2] != ("android", "buildTypes") or one.value is None:
            continue
        if one.value.plain is not True or one.parent is None:
            continue
        parent = one.parent
        named = parent.value.string if parent.name in _BY_NAME and parent.value is not None else None
        yield named or parent.name


def _gradle(tree: Tree) -> str:
    try:
        entry = Properties(tree.read(_WRAPPER)).find("distributionUrl")
    except (Unreadable, DocumentError):
        return ""
    found = _DISTRIBUTION.search(entry.value) if entry is not None else None
    return found[1] if found else ""


def _hapline() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("hapline")
    except PackageNotFoundError:
        return ""
