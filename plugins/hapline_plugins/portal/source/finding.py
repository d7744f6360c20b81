"""The Gradle builds of a tree that use mPaaS, each with its place in the composition that they make together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hapline.builds import find as find_builds
from hapline_hooks import Tree

if TYPE_CHECKING:
    from hapline.documents import GradleScript
    from hapline_plugins.portal.source.build import GradleBuild


def find(tree: Tree, settings: Mapping[str, object]) -> Iterator[GradleBuild]:
    """The builds of a tree; nothing more is imported where there is none."""
    found = find_builds(tree)
    if not found:
        return
    from hapline_plugins.portal.source.build import GradleBuild
    from hapline_plugins.portal.source.composition import Composition

    composition = Composition()
    pool: dict[tuple[bytes, bool], GradleScript] = {}
    for one in found:
        build = GradleBuild(tree, one.folder, settings, composition, pool, one.contents)
        composition.builds.append(build)
        yield build
