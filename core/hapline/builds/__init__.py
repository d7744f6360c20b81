"""Reads the Gradle builds of Android projects in source: where they lie, their modules, plugins, values and manifests.

Nothing is run, and nothing is imported before it is used. A plugin derives its project from ``GradleBuild`` and its
modules from ``GradleModule``, and adds what only it knows.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline.builds.android import android_plugin
    from hapline.builds.app_ids import PLACEHOLDER, application_id, application_ids, filled
    from hapline.builds.build import GradleBuild
    from hapline.builds.finding import SCRIPTS, SETTINGS, FoundBuild, find
    from hapline.builds.listings import ListedTree
    from hapline.builds.manifests import KINDS, Component, Manifest
    from hapline.builds.modules import MANIFEST_PATH, GivenValue, GradleModule
    from hapline.builds.plugins import AppliedPlugin, applied_plugins
    from hapline.builds.tools import ANDROID_PLUGIN, Tool, class_path
    from hapline.builds.versions import SNAPSHOT, Version, gradle_of, text_of, version

_HOMES = {
    "ANDROID_PLUGIN": "tools",
    "KINDS": "manifests",
    "MANIFEST_PATH": "modules",
    "PLACEHOLDER": "app_ids",
    "SCRIPTS": "finding",
    "SETTINGS": "finding",
    "SNAPSHOT": "versions",
    "AppliedPlugin": "plugins",
    "Component": "manifests",
    "FoundBuild": "finding",
    "GivenValue": "modules",
    "GradleBuild": "build",
    "GradleModule": "modules",
    "ListedTree": "listings",
    "Manifest": "manifests",
    "Tool": "tools",
    "Version": "versions",
    "android_plugin": "android",
    "application_id": "app_ids",
    "application_ids": "app_ids",
    "applied_plugins": "plugins",
    "class_path": "tools",
    "filled": "app_ids",
    "find": "finding",
    "gradle_of": "versions",
    "text_of": "versions",
    "version": "versions",
}

__all__ = [
    "ANDROID_PLUGIN",
    "KINDS",
    "MANIFEST_PATH",
    "PLACEHOLDER",
    "SCRIPTS",
    "SETTINGS",
    "SNAPSHOT",
    "AppliedPlugin",
    "Component",
    "FoundBuild",
    "GivenValue",
    "GradleBuild",
    "GradleModule",
    "ListedTree",
    "Manifest",
    "Tool",
    "Version",
    "android_plugin",
    "application_id",
    "application_ids",
    "applied_plugins",
    "class_path",
    "filled",
    "find",
    "gradle_of",
    "text_of",
    "version",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found
