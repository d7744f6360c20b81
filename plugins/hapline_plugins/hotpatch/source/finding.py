"""Finds the builds whose app is hotpatched; read on every run, so it imports nothing that is heavy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hapline.builds import SCRIPTS, SETTINGS, FoundBuild, join
from hapline.builds import find as find_builds
from hapline_hooks import Tree, Unreadable

if TYPE_CHECKING:
    from hapline.documents import GradleScript
    from hapline_plugins.hotpatch.source.build import HotpatchBuild

CONFIGURATION = "instantrun.xml"
_HOTPATCH = (b"com.alipay.instantrun", b"patch-gradle-plugin", b"dynamicrelease", b"hotpatch")
"""The plugin, its artifact, and the Bundles that hold it in others."""
_COMPONENT = re.compile(rb"\bhotfix\b")
"""The component of native apps."""
_DEEP = rb"[\"']:?([A-Za-z0-9_][A-Za-z0-9_.-]{0,99}(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}){1,7})[\"']"
_CATALOGUE = "gradle/libs.versions.toml"
_PORTAL = b"com.alipay.portal"
PACKAGES = "mpaas_packages.json"
"""Where the components of builds with the Portal plugin stand."""


def find(tree: Tree, settings: Mapping[str, object]) -> Iterator[HotpatchBuild]:
    """The builds of a tree that name a part of hotpatching in a script, or hold an ``instantrun.xml``."""
    pool: dict[tuple[bytes, bool], GradleScript] = {}
    for one in find_builds(tree):
        if _is_hotpatched(tree, one):
            from hapline_plugins.hotpatch.source.build import HotpatchBuild

            yield HotpatchBuild(tree, one.folder, settings, pool, one.contents)


def _is_hotpatched(tree: Tree, build: FoundBuild) -> bool:
    """Whether a build is one; scripts that are read on the way are kept for all."""
    contents = build.contents
    for folder in (build.folder, *build.folders, *_nested(build)):
        names = {entry.name for entry in tree.list(folder)}
        if CONFIGURATION in names and tree.is_file(join(folder, CONFIGURATION)):
            return True
        for name in SCRIPTS:
            path = join(folder, name)
            data = _content(tree, path) if name in names and path not in contents else None
            if data is not None:
                contents[path] = data
    if any(map(_name_hotpatching, contents.values())):
        return True
    data = _content(tree, join(build.folder, _CATALOGUE))
    if data is not None and _name_hotpatching(data):
        return True
    if not any(_PORTAL in data for data in contents.values()):
        return False
    data = _content(tree, join(build.folder, PACKAGES))
    return data is not None and b'"HOTFIX"' in data


def _nested(build: FoundBuild) -> Iterator[str]:
    """The folders of modules that lie deeper, as the settings include them: ``:apps:shop``."""
    for name in SETTINGS:
        for one in re.finditer(_DEEP, build.contents.get(join(build.folder, name), b"")):
            yield join(build.folder, one[1].decode().replace(":", "/"))


def _name_hotpatching(data: bytes) -> bool:
    """Whether contents name a part of hotpatching, in whatever case; an expression would take ten times as long."""
    small = data.lower()
    return any(word in small for word in _HOTPATCH) or (b"hotfix" in small and _COMPONENT.search(small) is not None)


def _content(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path)
    except Unreadable:
        return None
