"""What changed between two built apps, as the comparisons say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from hapline.android import AndroidManifest, BinaryError, DexFile, dex_number
from hapline.documents import DocumentError
from hapline_hooks import replace
from hapline_plugins.hotpatch.advice.change import App, ChangedParts, Part
from hapline_plugins.hotpatch.apk_manifests import MOST_DEX, MOST_MANIFEST
from hapline_plugins.hotpatch.apk_manifests import NAME as MANIFEST
from hapline_plugins.hotpatch.archive.apk import INSTANTRUN_CLASS
from hapline_plugins.hotpatch.comparing.changes import ABSTRACT, CONSTRUCTOR, INITIALISER, NATIVE
from hapline_plugins.hotpatch.comparing.libraries import LibraryChanges
from hapline_plugins.hotpatch.comparing.resources import ResourceChanges

if TYPE_CHECKING:
    from hapline.archives import Archive
    from hapline_plugins.hotpatch.comparing.changes import ClassesDifference, MethodChange
    from hapline_plugins.hotpatch.comparing.difference import BuiltDifference
    from hapline_plugins.hotpatch.comparing.manifests import ManifestChanges

_PORTAL_OR_BUNDLE = ("META-INF/BUNDLE.MF", "assets/bundles.cfg")
_LAYOUTS = ("layout/", "res/layout")


def changed_parts(found: BuiltDifference) -> ChangedParts:
    """What an advice is about, of what differs between two apks, or two jars of a Bundle."""
    libraries, resources = found.libraries or LibraryChanges(), found.resources
    manifest, signers = found.manifest, found.signers
    changed, added, removed = _of_resources(resources) if resources is not None else ((), (), ())
    unseen: set[Part] = set()
    if signers is None or not signers.both_signed:
        unseen.add("signers")
    if found.classes is None:
        unseen.add("code")
    return ChangedParts(
        **(_of_classes(found.classes) if found.classes is not None else {}),
        resources_changed=changed,
        resources_added=added,
        resources_removed=removed,
        layouts=tuple([name for name in (*changed, *added) if name.startswith(_LAYOUTS)]),
        ids_moved=tuple([one.name for one in resources.moved]) if resources is not None else (),
        assets=tuple(_assets(resources)) if resources is not None else (),
        libraries_changed=libraries.changed,
        libraries_added=libraries.added,
        libraries_removed=libraries.removed,
        libraries_renamed=tuple([(one.old, one.new) for one in libraries.renamed]),
        manifest=tuple(_of_manifest(manifest)) if manifest is not None else (),
        components=tuple([one.name for one in manifest.added]) if manifest is not None else (),
        signers_differ=signers is not None and signers.both_signed and not signers.are_equal,
        unseen=frozenset(unseen),
    )


def app_of(old: Archive, known: App) -> App:
    """The released app: what is not given is taken from the file, as far as it says it.

    Raises:
        hapline.archives.ArchiveError: The manifest cannot be read.
    """
    kind, released = known.kind, known.released
    if kind == "unknown" and any(name in old.by_name for name in _PORTAL_OR_BUNDLE):
        kind = "component"
    if released == "unknown" and _holds_instantrun(old):
        released = "instantrun"
    return replace(known, kind=kind, released=released, min_sdk=_min_sdk(old))


def _holds_instantrun(archive: Archive) -> bool:
    """Whether its classes were instrumented, or what they ask is there; what is broken, the comparison says."""
    try:
        return any(
            INSTANTRUN_CLASS in DexFile(archive.read(name, MOST_DEX)).class_names
            for name in filter(dex_number, archive.by_name)
        )
    except BinaryError:
        return False


def _min_sdk(archive: Archive) -> int:
    if MANIFEST not in archive.by_name:
        return 0
    try:
        return AndroidManifest.read(archive.read(MANIFEST, MOST_MANIFEST)).min_sdk or 0
    except DocumentError:  # a text, or broken, which the comparison says
        return 0


def _of_classes(found: ClassesDifference) -> dict[str, tuple[str, ...]]:
    """Classes and members by what they mean for a patch."""
    parts: dict[str, list[str]] = {}

    def note(part: str, name: str) -> None:
        parts.setdefault(part, []).append(name)

    for one in found.meant:
        if one.kind == "added":
            is_inner = one.nesting not in {"", "static"} and not one.is_synthetic
            note("classes_added", one.name)
            if is_inner:
                note("inner_classes_added", one.name)
            if one.is_lambda:
                note("lambdas", one.name)
            continue
        note("classes_removed" if one.kind == "removed" else "code", one.name)
        if one.kind == "changed":
            if one.superclass or one.interfaces:
                note("ancestors", one.name)
            for field in one.fields:
                if not field.only_annotations and field.kind != "removed":
                    note("fields", f"{one.name}.{field.name}")
            for method in one.methods:
                _of_method(one.name, method, note)
    return {part: tuple(names) for part, names in parts.items()}


def _of_method(owner: str, method: MethodChange, note: Callable[[str, str], None]) -> None:
    if method.kind == "removed" or method.only_annotations or method.numbers:
        return
    name = f"{owner}.{method.signature}"
    if method.name in {CONSTRUCTOR, INITIALISER}:
        note("constructors", name)
    elif method.name.startswith("lambda$"):
        note("lambdas", name)
    elif method.kind == "changed" and method.code and not method.calls and not method.access & (ABSTRACT | NATIVE):
        note("bare_methods", name)


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
