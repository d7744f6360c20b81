"""What changed between two built apps, as far as their central directories, manifests and resource tables say it.

Classes are not compared, nor are values in tables: where the DEX files differ, what changed in the code is not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from hapline.android import AndroidManifest, ResourceTable
from hapline_hooks import replace
from hapline_plugins.hotpatch.advice.change import App, ChangedParts, Kind, Part, Released

if TYPE_CHECKING:
    from hapline.android import ResourcePackage
    from hapline.archives import Archive

_MANIFEST, _RESOURCES = "AndroidManifest.xml", "resources.arsc"
_MOST = 256 * 1024 * 1024


class _Difference(NamedTuple):
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def changed_parts(old: Archive, new: Archive) -> ChangedParts:
    """Compare two apks, or two jars of a Bundle.

    Raises:
        hapline.archives.ArchiveError: A manifest or table cannot be read.
        hapline.android.BinaryError: One is broken.
    """
    dex = _differ(old, new, lambda name: name.startswith("classes") and name.endswith(".dex"))
    files = _differ(old, new, lambda name: name.startswith("res/"))
    libraries = _differ(old, new, lambda name: name.startswith("lib/") and name.endswith(".so"))
    renamed = tuple(_renamed(old, new, libraries))
    others = _differ(old, new, _is_asset)
    resources, ids_moved = _tables(old, new)
    components, manifest = _manifests(old, new)
    unseen: set[Part] = {"signers"}
    code = (*dex.changed, *dex.added, *dex.removed)
    if code:
        unseen.add("code")
    moved = {name for pair in renamed for name in pair}
    return ChangedParts(
        code=code,
        resources_changed=(*files.changed, *resources.changed),
        resources_added=(*files.added, *resources.added),
        resources_removed=resources.removed,
        layouts=tuple([name for name in (*files.changed, *files.added) if name.startswith("res/layout")]),
        ids_moved=ids_moved,
        assets=(*others.changed, *others.added, *others.removed),
        libraries_changed=libraries.changed,
        libraries_added=tuple([name for name in libraries.added if name not in moved]),
        libraries_removed=tuple([name for name in libraries.removed if name not in moved]),
        libraries_renamed=renamed,
        manifest=manifest,
        components=components,
        unseen=frozenset(unseen),
    )


def app_of(old: Archive, *, kind: Kind = "unknown", baseline: str = "", released: Released = "unknown") -> App:
    """The released app: what is not given is taken from the file, as far as it says it.

    Raises:
        hapline.archives.ArchiveError: The manifest cannot be read.
        hapline.android.BinaryError: It is broken.
    """
    manifest = _manifest(old)
    if kind == "unknown" and ("META-INF/BUNDLE.MF" in old.by_name or "assets/bundles.cfg" in old.by_name):
        kind = "component"
    return App(
        kind=kind, baseline=baseline, released=released, min_sdk=(manifest.min_sdk or 0) if manifest is not None else 0
    )


def _differ(old: Archive, new: Archive, wanted: Callable[[str], bool]) -> _Difference:
    before = {name: (one.crc, one.size) for name, one in old.by_name.items() if wanted(name) and not one.is_dir}
    after = {name: (one.crc, one.size) for name, one in new.by_name.items() if wanted(name) and not one.is_dir}
    return _Difference(
        changed=tuple(sorted([name for name in before.keys() & after.keys() if before[name] != after[name]])),
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
    )


def _is_asset(name: str) -> bool:
    rest = ("META-INF/", "res/", "lib/", "kotlin/")
    return not name.startswith(rest) and name not in {_MANIFEST, _RESOURCES} and not name.endswith(".dex")


def _renamed(old: Archive, new: Archive, found: _Difference) -> Iterator[tuple[str, str]]:
    """Pairs with the same content, each name in one pair."""
    left = {name: (new.by_name[name].crc, new.by_name[name].size) for name in found.added}
    for before in found.removed:
        entry = old.by_name[before]
        folder = before.rpartition("/")[0]
        for after, content in left.items():
            if content == (entry.crc, entry.size) and after.rpartition("/")[0] == folder:
                del left[after]
                yield before, after
                break


def _tables(old: Archive, new: Archive) -> tuple[_Difference, tuple[str, ...]]:
    """What differs in the tables, and the resources whose ids moved."""
    entries = [archive.by_name.get(_RESOURCES) for archive in (old, new)]
    if entries[0] is None or entries[1] is None or entries[0].crc == entries[1].crc:
        same = entries[0] is entries[1] or (entries[0] is not None and entries[1] is not None)
        return _Difference(() if same else (_RESOURCES,), (), ()), ()
    before, after = ({**_ids(archive)} for archive in (old, new))
    moved = tuple(sorted([name for name in before.keys() & after.keys() if before[name] != after[name]]))
    added, removed = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    changed = () if added or removed or moved else (_RESOURCES,)
    return _Difference(changed, tuple(added), tuple(removed)), moved


def _ids(archive: Archive) -> dict[str, int]:
    packages: tuple[ResourcePackage, ...] = ResourceTable(archive.read(_RESOURCES, _MOST)).packages
    return {f"{one.type}/{one.name}": one.id for package in packages for one in package.resources()}


def _manifests(old: Archive, new: Archive) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The components that are new, and what else differs."""
    before, after = _manifest(old), _manifest(new)
    if before is None or after is None:
        return (), () if before is after else (_MANIFEST,)
    known = {one.name for one in before.components}
    components = tuple([one.name for one in after.components if one.name not in known])
    names = {"min_sdk": "minSdkVersion", "target_sdk": "targetSdkVersion", "application": "application"}
    names |= {"package": "package", "permissions": "uses-permission", "libraries": "uses-library"}
    names |= {"debuggable": "debuggable", "meta_data": "meta-data"}
    found = [shown for name, shown in names.items() if _plain(getattr(before, name)) != _plain(getattr(after, name))]
    if not components and _plain(before.components) != _plain(after.components):
        found.append("components")
    return components, tuple(found)


def _manifest(archive: Archive) -> AndroidManifest | None:
    if _MANIFEST not in archive.by_name:
        return None
    data = archive.read(_MANIFEST)
    return AndroidManifest.read(data) if data else None


def _plain(value: object) -> object:
    """A value without lines of sources, which move."""
    if not isinstance(value, tuple):
        return value
    return [
        replace(one, line=0, meta_data=tuple(_plain(one.meta_data)))  # type: ignore[arg-type]
        if hasattr(one, "meta_data")
        else replace(one, line=0)
        if hasattr(one, "line")
        else one
        for one in value
    ]
