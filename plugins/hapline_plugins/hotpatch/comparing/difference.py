"""What differs between two built files, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from hapline.android import BinaryError
from hapline.archives import Archive, ArchiveError
from hapline.documents import DocumentError
from hapline.errors import UsageError, of
from hapline_hooks import Phrase, noun
from hapline_plugins.hotpatch.apk_manifests import NAME
from hapline_plugins.hotpatch.comparing.built import BuiltFile
from hapline_plugins.hotpatch.comparing.changes import ClassesDifference
from hapline_plugins.hotpatch.comparing.classes import compare_classes
from hapline_plugins.hotpatch.comparing.libraries import LibraryChanges, compare_libraries
from hapline_plugins.hotpatch.comparing.manifests import ManifestChanges, compare_manifests
from hapline_plugins.hotpatch.comparing.numbers import Renumbering
from hapline_plugins.hotpatch.comparing.resource_names import TABLE, names_in
from hapline_plugins.hotpatch.comparing.resources import ResourceChanges, compare_resources, same_table
from hapline_plugins.hotpatch.comparing.signers import SignerComparison, compare_signers


@noun
class BuiltDifference:
    """What differs.

    Attributes:
        old, new: The files, as they were given. notes: What could not be compared, and why.
        classes: What differs between their classes; None where a file has none that can be compared.
        libraries: What became of native libraries. resources: What became of resources.
        manifest: What differs in the manifest; None where not both have one. signers: Who signed them.
    """

    old: str
    new: str
    notes: tuple[Phrase, ...] = ()
    classes: ClassesDifference | None = None
    libraries: LibraryChanges | None = None
    resources: ResourceChanges | None = None
    manifest: ManifestChanges | None = None
    signers: SignerComparison | None = None

    @property
    def differs(self) -> bool:
        """Whether anything differs that matters to a patch."""
        parts = (self.libraries, self.resources, self.manifest)
        return (self.classes is not None and self.classes.differs) or any(parts)


def compare_built(old: BuiltFile, new: BuiltFile) -> BuiltDifference:
    """Compare two files of which one holds classes.

    Raises:
        hapline.errors.HaplineError: A part of one cannot be read, or neither holds classes.
    """
    if not (old.dexes or new.dexes):
        todo = "name an apk, the -raw.jar of a Bundle, or a jar with DEX files"
        raise UsageError(_without_dex(old), where=old.path, todo=todo)
    return compare_parts(old, new)


def compare_parts(old: BuiltFile, new: BuiltFile) -> BuiltDifference:
    """Compare whatever two files hold.

    Raises:
        hapline.errors.HaplineError: A part of one cannot be read.
    """
    dexes = old.dexes, new.dexes
    notes = tuple([_without_dex(one) for one, found in zip((old, new), dexes, strict=True) if not found])
    classes = None if notes else compare_classes(*dexes, partial(_renumbered, old, new))
    try:
        libraries = compare_libraries(old.archive, new.archive)
        resources = compare_resources(old.archive, new.archive)
        names = resources.old_names, resources.new_names
        manifest = compare_manifests(old.archive, new.archive, names)
        signers = compare_signers(old.archive, new.archive)
    except (ArchiveError, DocumentError) as error:
        raise of(error, _broken(old, new, error)) from None
    return BuiltDifference(
        old=old.path,
        new=new.path,
        notes=(*notes, *_without_manifest(old, new)),
        classes=classes,
        libraries=libraries,
        resources=resources,
        manifest=manifest,
        signers=signers,
    )


def _broken(old: BuiltFile, new: BuiltFile, error: Exception) -> str:
    """Which of the two files it is that cannot be read: its entry, or it cannot be compared with itself; else both."""
    entry = error.entry if isinstance(error, ArchiveError) else ""
    for read in (partial(_read, entry=entry), _compare_with_itself):
        for one in (old, new):
            try:
                read(one.archive)
            except (ArchiveError, DocumentError):
                return one.path
    return f"{old.path}, {new.path}"


def _read(archive: Archive, *, entry: str) -> None:
    if entry in archive.by_name:
        archive.read(entry)


def _compare_with_itself(archive: Archive) -> None:
    names_in(archive)
    compare_manifests(archive, archive)
    compare_signers(archive, archive)


def _renumbered(old: BuiltFile, new: BuiltFile) -> list[Renumbering]:
    """The ids of resources, where they are not all what they were."""
    if same_table(old.archive, new.archive):
        return []
    names = [_names(one) for one in (old, new)]
    return [Renumbering(old=names[0], new=names[1])]


def _names(file: BuiltFile) -> Mapping[int, str]:
    try:
        return names_in(file.archive).by_id
    except ArchiveError as error:  # it names the entry itself
        raise of(error, file.path) from None
    except BinaryError as error:
        raise of(error, f"{file.path}!{TABLE}") from None


def _without_manifest(old: BuiltFile, new: BuiltFile) -> list[Phrase]:
    """What to say of the one file that has no manifest; nothing where both have one, or neither has, as jars."""
    without = [one for one in (old, new) if NAME not in one.archive.by_name]
    if len(without) != 1:
        return []
    return [Phrase("{file}: holds no AndroidManifest.xml: manifests are not compared", file=without[0].path)]


def _without_dex(file: BuiltFile) -> Phrase:
    if file.has_class_files:
        return Phrase(
            "{file}: holds .class files, which are no DEX: classes are not compared; name what was built for phones",
            file=file.path,
        )
    return Phrase("{file}: holds no DEX file: classes are not compared", file=file.path)
