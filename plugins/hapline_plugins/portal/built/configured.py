"""The local Maven repository that ``portal.mavenRepo`` names, and what the Bundles in it declare."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from hapline_hooks import Settings

if TYPE_CHECKING:
    from hapline_hooks import Tree
    from hapline_plugins.portal.built.maven import LocalRepository
    from hapline_plugins.portal.source.build import GradleBuild
    from hapline_plugins.portal.source.declared import Declared

_OPTION = "portal.mavenRepo"
_MANIFEST = "AndroidManifest"
_MOST = 4 * 1024 * 1024


def local_repository(build: GradleBuild) -> LocalRepository | None:
    """The repository that the configuration names; None for none."""
    return repository_of(build.options, build.tree)


def repository_of(options: Mapping[str, object], tree: Tree, folder: str = "") -> LocalRepository | None:
    """The local Maven repository: the folder that is named here, else that of ``portal.mavenRepo``; None for none."""
    given = options.get(_OPTION)
    place = folder or (given if isinstance(given, str) else "")
    if not folder and not place.startswith("~") and isinstance(options, Settings):
        place = options.located(_OPTION)
    if not place:
        return None
    from hapline_plugins.portal.built.maven import LocalRepository

    return LocalRepository(os.path.expanduser(place), tree.depends_on)


def published_components(repository: LocalRepository, bundle: Declared) -> bool | None:
    """Whether a Bundle in a repository has components, by its manifest or its jar; None where that cannot be told."""
    if bundle.group is None or bundle.artifact is None or bundle.version is None:
        return None
    named = (bundle.group, bundle.artifact, bundle.version)
    manifest = repository.find(*named, _MANIFEST, "xml").path
    if manifest is not None:
        found = _in_manifest(manifest)
        if found is not None:
            return found
    jar = repository.find(*named, bundle.classifier or "").path
    return _in_jar(jar) if jar is not None else None


def _in_manifest(path: str) -> bool | None:
    from hapline.builds import Manifest
    from hapline.documents import DocumentError

    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            return any(not one.is_removed for one in Manifest(path, file.read(_MOST)).components)
    except (OSError, DocumentError):
        return None


def _in_jar(path: str) -> bool | None:
    from hapline_plugins.portal.built.bundle_jar import open_bundle_jar

    jar = open_bundle_jar(path)
    if jar.archive is not None:
        jar.archive.close()
    return bool(jar.manifest.components) if jar.manifest is not None else None
