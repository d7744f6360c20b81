"""Finds the builds whose app is hotpatched; read on every run, so it imports nothing that is heavy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hapline.builds import SCRIPTS, FoundBuild
from hapline.builds import find as find_builds
from hapline_hooks import Tree, Unreadable

if TYPE_CHECKING:
    from hapline.documents import GradleScript
    from hapline_plugins.hotpatch.source.build import HotpatchBuild

CONFIGURATION = "instantrun.xml"
_HOTPATCH = re.compile(
    rb"com\.alipay\.instantrun|patch-gradle-plugin|\bhotfix\b|dynamicrelease|hotpatch", re.IGNORECASE
)
"""The plugin, its artifact, the component of native apps, and the Bundles that hold it in others."""
_PORTAL = re.compile(rb"com\.alipay\.portal")
_PACKAGES = "mpaas_packages.json"
"""Where the components of builds with the Portal plugin stand."""


def find(tree: Tree, settings: Mapping[str, object]) -> Iterator[HotpatchBuild]:
    """The builds of a tree that name a part of hotpatching in a script, or hold an ``instantrun.xml``."""
    pool: dict[tuple[bytes, bool], GradleScript] = {}
    for one in find_builds(tree):
        contents = dict(one.contents)
        if _is_hotpatched(tree, one, contents):
            from hapline_plugins.hotpatch.source.build import HotpatchBuild

            yield HotpatchBuild(tree, one.folder, settings, pool, contents)


def _is_hotpatched(tree: Tree, build: FoundBuild, contents: dict[str, bytes]) -> bool:
    """Whether a build is one; scripts that are read on the way are kept."""
    for folder in build.folders:
        if tree.is_file(f"{folder}/{CONFIGURATION}"):
            return True
        for name in SCRIPTS:
            data = _content(tree, f"{folder}/{name}")
            if data is not None:
                contents[f"{folder}/{name}"] = data
    if any(map(_HOTPATCH.search, contents.values())):
        return True
    if not any(map(_PORTAL.search, contents.values())):
        return False
    data = _content(tree, f"{build.folder}/{_PACKAGES}" if build.folder else _PACKAGES)
    return data is not None and b'"HOTFIX"' in data


def _content(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path)
    except Unreadable:
        return None
