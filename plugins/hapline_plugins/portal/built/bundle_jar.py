"""Bundle jars: an apk with another suffix and a META-INF/BUNDLE.MF, as a Bundle's build publishes it."""

from __future__ import annotations

from collections.abc import Callable

from hapline.archives import Archive, ArchiveError
from hapline_hooks import Location, Span, replace
from hapline_plugins.portal.built import bundle_mf
from hapline_plugins.portal.built.bundle_mf import BundleManifest, read_manifest
from hapline_plugins.portal.built.opened import ANDROID_MANIFEST, Opened, length, once_had, open_file, tried
from hapline_plugins.portal.names import group_of
from hapline_plugins.portal.official import NO_OWN_ID, is_official, is_official_name

_BINARY_XML = b"\x03\0\x08\0"


class BundleJar(Opened):
    """A Bundle as it is built, a file of its own or a library of a Portal's apk; or what keeps it from being read.

    Attributes:
        manifest: Its BUNDLE.MF; None where it has none, or where ``error`` says why that cannot be read.
    """

    kind = "portal.bundle-jar"
    __slots__ = ("manifest",)

    def __init__(self, path: str, inner: tuple[str, ...], size: int, opened: Callable[[], Archive]) -> None:
        """Open it and read its BUNDLE.MF; everything else is read when it is asked for."""
        super().__init__(path, inner, size, opened)
        self.manifest: BundleManifest | None = None
        try:
            data = self.read(bundle_mf.NAME)
        except ArchiveError as error:
            self.error = error
            return
        if data is not None:
            self.manifest = read_manifest(data)

    @property
    def has_manifest(self) -> bool:
        """Whether it has a META-INF/BUNDLE.MF, readable or not."""
        return self.has(bundle_mf.NAME)

    @property
    def bundle(self) -> str:
        """The bundle name that it gives itself; empty for none."""
        return self.manifest.name if self.manifest is not None else ""

    @property
    def is_official(self) -> bool:
        """Whether it is one of mPaaS's own: by its group where BUNDLE.MF says it, else by its bundle name."""
        group = group_of(self.manifest.values.get("GAV", "")) if self.manifest is not None else ""
        return is_official(group) if group else is_official_name(self.bundle)

    @property
    def own_id(self) -> int | None:
        """The package id that it has for itself; None for none, and for that of the app."""
        found = self.manifest.package_id if self.manifest is not None else None
        return None if found == NO_OWN_ID else found

    @property
    def has_resources(self) -> bool:
        """Whether it says that it has resources, or has some."""
        says = self.manifest is not None and self.manifest.contains_res
        return says or bool(tried(self.package_ids))

    def at(self, key: str) -> Location:
        """The place of a key in BUNDLE.MF; the file where the key is absent."""
        file = self.location(bundle_mf.NAME)
        line = self.manifest.lines.get(key) if self.manifest is not None else None
        if line is None:
            return replace(file, keys=(key,))
        span = Span(start_line=line, start_column=1, end_line=line, end_column=len(key) + 1)
        return replace(file, keys=(key,), span=span)


def is_bundle_jar(path: str) -> bool:
    """Whether a file is a Bundle jar, also one that is broken; by the names of its entries alone."""
    try:
        with open_file(path) as archive:
            return bundle_mf.NAME in archive.by_name
    except ArchiveError:
        return once_had(path, bundle_mf.NAME)


def is_app(path: str) -> bool:
    """Whether a file is built as apps are: it has a binary manifest. A jar that does should be a Bundle's."""
    try:
        with open_file(path) as archive:
            entry = archive.by_name.get(ANDROID_MANIFEST)
            return entry is not None and bytes(next(iter(archive.pieces(entry)), b"")[:4]) == _BINARY_XML
    except ArchiveError:
        return False


def open_bundle_jar(path: str) -> BundleJar:
    """Open a file as a Bundle jar, whatever it is."""
    return BundleJar(path, (), length(path), lambda: open_file(path))
