"""Bundle jars: an apk with another suffix and a META-INF/BUNDLE.MF, as a Bundle's build publishes it."""

from __future__ import annotations

from collections.abc import Callable

from hapline.archives import Archive, ArchiveError
from hapline_plugins.portal.built import bundle_mf
from hapline_plugins.portal.built.bundle_mf import BundleManifest, read_manifest
from hapline_plugins.portal.built.opened import Opened, length, open_file


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

    def package_ids(self) -> tuple[int, ...]:
        """The package ids that its resources really have; none where it has no resources.

        Raises:
            hapline.archives.ArchiveError: resources.arsc cannot be read.
            hapline.android.BinaryError: It is broken.
        """
        table = self.resources()
        return table.package_ids if table is not None else ()


def is_bundle_jar(path: str) -> bool:
    """Whether a file is a Bundle jar, by its central directory alone."""
    try:
        with open_file(path) as archive:
            return bundle_mf.NAME in archive.by_name
    except ArchiveError:
        return False


def open_bundle_jar(path: str) -> BundleJar:
    """Open a file as a Bundle jar, whatever it is."""
    return BundleJar(path, (), length(path), lambda: open_file(path))
