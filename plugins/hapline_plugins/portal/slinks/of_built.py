"""Facts of a Bundle from what was built of it: its jar and manifest in a local Maven repository, bundles.csv."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hapline.documents import DocumentError
from hapline_hooks import Location, Phrase, Span
from hapline_plugins.portal.slinks.facts import Exports, Fact, Facts, Number, Origin

if TYPE_CHECKING:
    from hapline_plugins.portal.built.bundles_csv import BundleRow
    from hapline_plugins.portal.built.maven import LocalRepository
    from hapline_plugins.portal.source.composition import Member
    from hapline_plugins.portal.source.declared import Declared

_MOST_MANIFEST = 4 * 1024 * 1024


def facts_of_repository(member: Member, repository: LocalRepository) -> Facts:
    """What the jar and the manifest of a Bundle in a local repository say; in the version that the Portal declares."""
    found = Facts()
    for path, name in _files(repository, member.declared, "jar"):
        found = found.otherwise(_of_jar(path, name))
    for path, name in _files(repository, member.manifests, "xml"):
        found = found.otherwise(_of_manifest(path, name))
    return found


def facts_of_row(row: BundleRow, path: str) -> Facts:
    """What a row of bundles.csv says; it does not tell ContentProviders from other components."""
    place = Location(path=path, span=Span(start_line=row.line, start_column=1, end_line=row.line, end_column=1))
    origin = Origin(text=Phrase("the last build of the Portal found so"), location=place)
    likely = [one for one in row.components if one.rpartition("$")[2].endswith("Provider")]
    return Facts(
        likely_providers=tuple(Fact(name=one, origin=origin) for one in likely),
        exports=Exports(packages=row.export_packages, origin=origin, is_sure=False),
        init_level=Number(value=row.effective_init_level, origin=origin),
    )


def _files(repository: LocalRepository, declared: Sequence[Declared], kind: str) -> Iterator[tuple[str, str]]:
    """The files that are declared and are there, each with its name in the repository."""
    for one in declared:
        if one.group and one.artifact and one.version:
            classifier = one.classifier or ("AndroidManifest" if kind == "xml" else "")
            path = repository.find(one.group, one.artifact, one.version, classifier, kind).path
            if path is not None:
                yield path, os.path.relpath(path, repository.folder).replace(os.sep, "/")


def _of_jar(path: str, name: str) -> Facts:
    from hapline_plugins.portal.built.bundle_jar import open_bundle_jar

    jar = open_bundle_jar(path)
    if jar.archive is not None:
        jar.archive.close()
    manifest = jar.manifest
    if manifest is None or jar.archive is None:
        return Facts(problems=(Phrase("{path} cannot be read as a Bundle", path=name),))
    origin = Origin(text=Phrase("{path} says so", path=name))
    sizes = [jar.archive.by_name[one].size for one in jar.dex_names]
    return Facts(
        providers=tuple(Fact(name=one, origin=origin) for one in manifest.providers),
        exports=Exports(packages=manifest.export_packages, origin=origin),
        init_level=Number(value=manifest.effective_init_level, origin=origin),
        dex_size=Number(value=sum(sizes), origin=origin),
        has_code=bool(sizes) or manifest.contains_dex,
    )


def _of_manifest(path: str, name: str) -> Facts:
    from hapline.builds import Manifest

    try:
        with open(path, "rb") as file:
            manifest = Manifest(name, file.read(_MOST_MANIFEST + 1))
    except (OSError, DocumentError):
        return Facts(problems=(Phrase("{path} cannot be read", path=name),))
    origin = Origin(text=Phrase("{path} declares it", path=name))
    return Facts(providers=tuple(Fact(name=one.name, origin=origin) for one in manifest.providers))
