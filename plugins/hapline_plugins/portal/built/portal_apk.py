"""A Portal's apk: the app that Bundles were merged into; some lie in it as libraries, which are jars in disguise."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hapline.archives import DEFLATED, STORED, Archive, ArchiveError
from hapline_hooks import Subject
from hapline_plugins.portal.built import bundle_mf, bundles_cfg
from hapline_plugins.portal.built.bundle_jar import BundleJar
from hapline_plugins.portal.built.bundles_cfg import BundlesCfg, read_bundles_cfg
from hapline_plugins.portal.built.opened import ANDROID_MANIFEST, ZIP, Opened, length, once_had, open_file

_BUNDLE_ABIS = "lib/armeabi"
"""The framework loads Bundles from ``armeabi`` and its kin."""


class PortalApk(Opened):
    """An apk that a Portal built; or what keeps it from being read.

    Attributes:
        bundles: The Bundles in it that are files of their own, those that cannot be read or are only listed too.
        bundles_cfg: The list that the framework reads; None where there is none, or where ``error`` says why that
            cannot be read.
    """

    kind = "portal.apk"
    __slots__ = ("bundles", "bundles_cfg")

    def __init__(self, path: str, size: int, opened: Callable[[], Archive]) -> None:
        """Open it and the Bundles in it."""
        super().__init__(path, (), size, opened)
        self.bundles: tuple[BundleJar, ...] = ()
        self.bundles_cfg: BundlesCfg | None = None
        archive = self.archive
        if archive is None:
            return
        try:
            data = self.read(bundles_cfg.NAME)
        except ArchiveError as error:
            self.error = error
        else:
            self.bundles_cfg = read_bundles_cfg(data) if data is not None else None
        listed = {one.location for one in self.bundles_cfg.records} if self.bundles_cfg is not None else set()
        found = [_bundle(path, archive, name) for name in self.native_libraries if _is_zip(archive, name)]
        # Others hide archives among libraries too.
        self.bundles = tuple([one for one in found if one.error or one.has_manifest or one.name in listed])
        self._known |= dict.fromkeys([one.inner[-1] for one in self.bundles])  # they are looked through by themselves

    def parts(self) -> Iterable[Subject]:
        """The Bundles in it."""
        return self.bundles


def is_portal_apk(path: str) -> bool:
    """Whether a file is an apk that a Portal built, also one that is broken: it lists Bundles, or has one in it."""
    try:
        with open_file(path) as archive:
            if bundles_cfg.NAME in archive.by_name:
                return True
            if ANDROID_MANIFEST not in archive.by_name:
                return False
            return any(
                _holds_manifest(archive, name)
                for name in archive.by_name
                if name.startswith(_BUNDLE_ABIS) and name.endswith(".so") and _is_zip(archive, name)
            )
    except ArchiveError:
        return once_had(path, bundles_cfg.NAME) or once_had(path, bundle_mf.NAME)


def open_portal_apk(path: str) -> PortalApk:
    """Open a file as a Portal's apk, whatever it is."""
    return PortalApk(path, length(path), lambda: open_file(path))


def _bundle(path: str, archive: Archive, name: str) -> BundleJar:
    return BundleJar(path, (name,), archive.by_name[name].size, lambda: archive.nested(name))


def _is_zip(archive: Archive, name: str) -> bool:
    """Whether an entry begins as an archive does; looks at its first piece only."""
    entry = archive.by_name[name]
    if entry.method not in {STORED, DEFLATED} or entry.is_encrypted:
        return False
    try:
        return bytes(next(iter(archive.pieces(entry)), b"")[:2]) == ZIP
    except ArchiveError:
        return False


def _holds_manifest(archive: Archive, name: str) -> bool:
    try:
        return bundle_mf.NAME in archive.nested(name, verify=False).by_name
    except ArchiveError:
        return False
