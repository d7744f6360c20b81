"""The built app that is patched, as far as a patch build has to know it."""

from __future__ import annotations

from functools import cached_property

from hapline.android import BinaryError, DexFile, dex_number, read_signers
from hapline.archives import ArchiveError, open_archive
from hapline.errors import MissingError, of
from hapline_plugins.hotpatch.apk_manifests import MOST_DEX, manifest_of, version_of
from hapline_plugins.hotpatch.comparing.libraries import LibraryChanges, compare_libraries


class Apk:
    """An apk.

    Attributes:
        path: The file. application_id: The app.
        version_name: Its version; empty where that is none, or a resource says it. signers: Who signed it.
    """

    def __init__(self, path: str) -> None:
        """Read it.

        Raises:
            hapline.errors.HaplineError: There is no such file, or it is no apk.
        """
        self.path = path
        try:
            with open_archive(path) as archive:
                manifest = manifest_of(archive, path)
                self.signers = read_signers(archive)
        except FileNotFoundError:
            raise MissingError("there is no such file", where=path, todo="name an apk that was built") from None
        except (ArchiveError, BinaryError, OSError) as error:
            raise of(error, path) from None
        self.application_id = manifest.package
        self.version_name = version_of(manifest)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The names of its classes.

        Raises:
            hapline.errors.HaplineError: A DEX file in it is broken.
        """
        found: set[str] = set()
        try:
            with open_archive(self.path) as archive:
                for name in filter(dex_number, archive.by_name):
                    found.update(DexFile(archive.read(name, MOST_DEX)).class_names)
        except (ArchiveError, BinaryError, OSError) as error:
            raise of(error, self.path) from None
        return frozenset(found)

    def libraries_in(self, new: Apk) -> LibraryChanges:
        """What became of its native libraries in a later build.

        Raises:
            hapline.errors.HaplineError: One of them cannot be read.
        """
        try:
            with open_archive(self.path) as before, open_archive(new.path) as after:
                return compare_libraries(before, after)
        except (ArchiveError, OSError) as error:
            raise of(error, new.path) from None
