"""Reads Gradle builds of Android projects in source: where they lie, modules, plugins, values, manifests, code heads.

Nothing is run, and nothing is imported before it is used. A plugin derives its project from ``GradleBuild`` and its
modules from ``GradleModule``, and adds what only it knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.lazily import names_of

if TYPE_CHECKING:
    from hapline.builds.android import android_plugin
    from hapline.builds.app_ids import PLACEHOLDER, application_id, application_ids, filled, released_ids
    from hapline.builds.build import GradleBuild
    from hapline.builds.code_heads import Head, read_head
    from hapline.builds.finding import SCRIPTS, SETTINGS, FoundBuild, find
    from hapline.builds.listings import ListedTree
    from hapline.builds.manifests import KINDS, Component, Manifest
    from hapline.builds.modules import MANIFEST_PATH, GivenValue, GradleModule
    from hapline.builds.plugins import AppliedPlugin, applied_plugins
    from hapline.builds.problems import Lines, Problem, span_of
    from hapline.builds.tools import ANDROID_PLUGIN, Tool, class_path
    from hapline.builds.versions import SNAPSHOT, Version, gradle_of, text_of, version
    from hapline.builds.walking import Bounds, Walk, is_test, join, source_sets, tolerant_text

_HOMES = {
    "ANDROID_PLUGIN": "tools",
    "KINDS": "manifests",
    "MANIFEST_PATH": "modules",
    "PLACEHOLDER": "app_ids",
    "SCRIPTS": "finding",
    "SETTINGS": "finding",
    "SNAPSHOT": "versions",
    "AppliedPlugin": "plugins",
    "Bounds": "walking",
    "Component": "manifests",
    "FoundBuild": "finding",
    "GivenValue": "modules",
    "GradleBuild": "build",
    "GradleModule": "modules",
    "Head": "code_heads",
    "Lines": "problems",
    "ListedTree": "listings",
    "Manifest": "manifests",
    "Problem": "problems",
    "Tool": "tools",
    "Version": "versions",
    "Walk": "walking",
    "android_plugin": "android",
    "application_id": "app_ids",
    "application_ids": "app_ids",
    "applied_plugins": "plugins",
    "class_path": "tools",
    "filled": "app_ids",
    "find": "finding",
    "gradle_of": "versions",
    "is_test": "walking",
    "join": "walking",
    "read_head": "code_heads",
    "released_ids": "app_ids",
    "source_sets": "walking",
    "span_of": "problems",
    "text_of": "versions",
    "tolerant_text": "walking",
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
    "Bounds",
    "Component",
    "FoundBuild",
    "GivenValue",
    "GradleBuild",
    "GradleModule",
    "Head",
    "Lines",
    "ListedTree",
    "Manifest",
    "Problem",
    "Tool",
    "Version",
    "Walk",
    "android_plugin",
    "application_id",
    "application_ids",
    "applied_plugins",
    "class_path",
    "filled",
    "find",
    "gradle_of",
    "is_test",
    "join",
    "read_head",
    "released_ids",
    "source_sets",
    "span_of",
    "text_of",
    "tolerant_text",
    "version",
]

__getattr__ = names_of(__name__, _HOMES, globals())
