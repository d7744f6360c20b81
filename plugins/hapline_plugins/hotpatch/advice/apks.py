"""What changed between two built apps, as the comparisons say it.

Classes are not compared here: where the DEX files differ, what changed in the code is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline.android import AndroidManifest
from hapline.documents import DocumentError
from hapline_plugins.hotpatch.advice.change import App, ChangedParts, Kind, Part, Released
from hapline_plugins.hotpatch.comparing.entries import compare_files, files
from hapline_plugins.hotpatch.comparing.libraries import compare_libraries
from hapline_plugins.hotpatch.comparing.manifests import MOST_MANIFEST, compare_manifests
from hapline_plugins.hotpatch.comparing.manifests import NAME as MANIFEST
from hapline_plugins.hotpatch.comparing.resources import ResourceChanges, compare_resources
from hapline_plugins.hotpatch.comparing.signers import compare_signers

if TYPE_CHECKING:
    from hapline.archives import Archive
    from hapline_plugins.hotpatch.comparing.manifests import ManifestChanges

_PORTAL_OR_BUNDLE = ("META-INF/BUNDLE.MF", "assets/bundles.cfg")
_LAYOUTS = ("layout/", "res/layout")


def changed_parts(old: Archive, new: Archive) -> ChangedParts:
    """Compare two apks, or two jars of a Bundle.

    Raises:
        hapline.archives.ArchiveError: A part cannot be read.
        hapline.documents.DocumentError: One is broken.
    """
    dex = compare_files(files(old, _is_dex), files(new, _is_dex))
    libraries = compare_libraries(old, new)
    resources = compare_resources(old, new)
    manifest = compare_manifests(old, new, (resources.old_names, resources.new_names))
    signers = compare_signers(old, new)
    changed, added, removed = _of_resources(resources)
    unseen: set[Part] = set() if signers.both_signed else {"signers"}
    if dex:
        unseen.add("code")
    return ChangedParts(
        code=(*dex.changed, *dex.added, *dex.removed),
        resources_changed=changed,
        resources_added=added,
        resources_removed=removed,
        layouts=tuple([name for name in (*changed, *added) if name.startswith(_LAYOUTS)]),
        ids_moved=tuple([one.name for one in resources.moved]),
        assets=tuple(_assets(resources)),
        libraries_changed=libraries.changed,
        libraries_added=libraries.added,
        libraries_removed=libraries.removed,
        libraries_renamed=tuple([(one.old, one.new) for one in libraries.renamed]),
        manifest=tuple(_of_manifest(manifest)) if manifest is not None else (),
        components=tuple([one.name for one in manifest.added]) if manifest is not None else (),
        signers_differ=signers.both_signed and not signers.are_equal,
        unseen=frozenset(unseen),
    )


def app_of(old: Archive, *, kind: Kind = "unknown", baseline: str = "", released: Released = "unknown") -> App:
    """The released app: what is not given is taken from the file, as far as it says it.

    Raises:
        hapline.archives.ArchiveError: The manifest cannot be read.
    """
    if kind == "unknown" and any(name in old.by_name for name in _PORTAL_OR_BUNDLE):
        kind = "component"
    return App(kind=kind, baseline=baseline, released=released, min_sdk=_min_sdk(old))


def _min_sdk(archive: Archive) -> int:
    if MANIFEST not in archive.by_name:
        return 0
    try:
        return AndroidManifest.read(archive.read(MANIFEST, MOST_MANIFEST)).min_sdk or 0
    except DocumentError:  # a text, or broken, which the comparison says
        return 0


def _is_dex(name: str) -> bool:
    return name.startswith("classes") and name.endswith(".dex")


def _of_resources(found: ResourceChanges) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Resources that were changed, added and removed: by name, and files in res/ that no name tells of."""
    by_file = [
        tuple([name for name in names if name.startswith("res/")])
        for names in (found.files.changed, found.files.added, found.files.removed)
    ]
    return found.changed or by_file[0], found.added or by_file[1], found.removed or by_file[2]


def _assets(found: ResourceChanges) -> Iterator[str]:
    for names in (found.files.changed, found.files.added, found.files.removed):
        yield from (name for name in names if name.startswith("assets/"))


def _of_manifest(found: ManifestChanges) -> Iterator[str]:
    yield from (f"{one.kind} {one.name}" for one in found.removed)
    yield from (f"uses-permission {name}" for name in (*found.added_permissions, *found.removed_permissions))
    for one in found.others:
        yield " ".join(filter(None, ["/".join(one.path[1:]) or one.path[0], one.attribute]))
