"""The version of the Android Gradle plugin that a build uses, wherever it is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline.builds.tools import ANDROID_PLUGIN, Tool, class_path
from hapline.builds.versions import version
from hapline_hooks import Location

if TYPE_CHECKING:
    from hapline.builds.build import GradleBuild
    from hapline.documents import GradleScript, Statement, Value, VersionCatalogue

ANDROID_PLUGINS = frozenset(("com.android.application", "com.android.library", "com.android.dynamic-feature"))
"""Ids of the plugin; in one build all have the same version."""


def android_plugin(build: GradleBuild) -> Tool | None:
    """The plugin with its version; None where that is not known.

    It is said on the class path of the root, in a block ``plugins`` of a script or of ``pluginManagement``, or in a
    version catalogue that such a block refers to.
    """
    root = build.root_module
    found = next(class_path(root, {ANDROID_PLUGIN}), None)
    if found is not None:
        return found
    scripts = [build.settings_script, *(one.script for one in build.modules)]
    for script in scripts:
        if script is not None and "plugins" in script.text:
            found = next(_in_block(build, script), None)
            if found is not None:
                return found
    return None


def _in_block(build: GradleBuild, script: GradleScript) -> Iterator[Tool]:
    for within in (("plugins",), ("pluginManagement", "plugins")):
        for statement in script.calls("*", within):
            if statement.name == "id":
                yield from _by_id(build, script, statement)
            elif statement.name == "alias" and statement.args:
                yield from _by_alias(build.files.catalogues, statement.args[0].value)


def _by_id(build: GradleBuild, script: GradleScript, statement: Statement) -> Iterator[Tool]:
    """``id 'com.android.application' version '8.1.0'``."""
    if not statement.args or statement.args[0].value.string not in ANDROID_PLUGINS:
        return
    for link in statement.links[1:]:
        value = link.args[0].value if link.name == "version" and link.args else None
        said = build.files.variables(script.path).resolve(value).text if value is not None else None
        number = version(said) if said else None
        if value is not None and number is not None:
            place = Location(path=script.path, keys=("plugins",), span=script.place(value.start, value.end))
            yield Tool(ANDROID_PLUGIN, number, place)


def _by_alias(catalogues: dict[str, VersionCatalogue], value: Value) -> Iterator[Tool]:
    """``alias(libs.plugins.android.application)``."""
    names = value.name.split(".")
    catalogue = catalogues.get(names[0])
    entry = catalogue.plugins.get(".".join(names[2:])) if catalogue is not None and names[1:2] == ["plugins"] else None
    number = version(entry.version) if entry is not None and entry.version else None
    if catalogue is not None and entry is not None and entry.name in ANDROID_PLUGINS and number is not None:
        place = Location(path=catalogue.path, span=catalogue.place(entry.version_start, entry.version_end))
        yield Tool(ANDROID_PLUGIN, number, place)
