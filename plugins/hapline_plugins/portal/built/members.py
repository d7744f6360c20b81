"""Members: the Bundles of an app as far as built files tell, those that became one with the Portal among them."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_hooks import Location, noun
from hapline_plugins.portal.built import bundles_cfg
from hapline_plugins.portal.built.apps import BuiltSet
from hapline_plugins.portal.built.bundle_jar import BundleJar
from hapline_plugins.portal.built.bundles_cfg import BundleRecord
from hapline_plugins.portal.official import NO_OWN_ID, is_official_name


@noun
class BuiltBundle:
    """A Bundle of an app.

    Attributes:
        name: Its bundle name. version: Its version, empty where that is not said.
        package_id: The id that it has for itself; None for none. has_resources: Whether it has resources.
        exports: The packages for whose classes it is asked; none where its code is the Portal's.
        requires: The names of the Bundles that it needs.
        is_official: Whether it is one of mPaaS's own.
        file: Where all this is said. jar: Its file, where it has one that could be read.
    """

    name: str
    version: str
    package_id: int | None
    has_resources: bool
    exports: tuple[str, ...]
    requires: tuple[str, ...]
    is_official: bool
    file: Location
    jar: BundleJar | None = None

    def at(self, key: str) -> Location:
        """Where a key of BUNDLE.MF is said, or what stands for it."""
        return self.jar.at(key) if self.jar is not None else self.file


def members(built: BuiltSet) -> tuple[BuiltBundle, ...]:
    """The Bundles of an app: those that are files, then those of the Portal's list. One may be there more than once."""
    found = [_of_jar(jar) for jar in built.bundles if jar.bundle]
    return (*found, *_listed(built))


def is_complete(built: BuiltSet) -> bool:
    """Whether it is known of all Bundles of the app which they are."""
    listed = built.apk.bundles_cfg if built.apk is not None else None
    return listed is not None and not listed.problem


def _of_jar(jar: BundleJar) -> BuiltBundle:
    says = jar.manifest
    has_code = not jar.inner or bool(jar.dex_names)
    return BuiltBundle(
        name=jar.bundle,
        version=says.version if says is not None else "",
        package_id=jar.own_id,
        has_resources=jar.has_resources,
        exports=_trimmed(says.export_packages) if says is not None and has_code else (),
        requires=tuple([one.name for one in says.requires]) if says is not None else (),
        is_official=jar.is_official,
        file=jar.location(),
        jar=jar,
    )


def _listed(built: BuiltSet) -> Iterator[BuiltBundle]:
    apk = built.apk
    if apk is None or apk.bundles_cfg is None:
        return
    for record in apk.bundles_cfg.records:
        yield _of_record(record, apk.location(bundles_cfg.NAME))


def _of_record(record: BundleRecord, file: Location) -> BuiltBundle:
    return BuiltBundle(
        name=record.name,
        version=record.version,
        package_id=None if record.package_id == NO_OWN_ID else record.package_id,
        has_resources=record.contains_res,
        exports=_trimmed(record.export_packages) if record.contains_code else (),
        requires=tuple([one.name for one in record.requires]),
        is_official=is_official_name(record.name),
        file=file,
    )


def _trimmed(exports: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([export.rstrip(".") for export in exports])
