"""The built app that is patched, as far as a patch build has to know it."""

from __future__ import annotations

import re
from functools import cached_property

from hapline.android import AndroidManifest, BinaryError, DexFile, read_signers
from hapline.archives import ArchiveError, open_archive
from hapline.errors import MissingError, UsageError, of
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.comparing.libraries import LibraryChanges, compare_libraries

_MANIFEST = "AndroidManifest.xml"
_MOST = 16 * 1024 * 1024
_MOST_DEX = 128 * 1024 * 1024
_DEX = re.compile(r"classes[0-9]*\.dex")


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
                if _MANIFEST not in archive.by_name:
                    raise UsageError(Phrase("the file is no apk: it has no {entry}", entry=_MANIFEST), where=path)
                manifest = AndroidManifest.read(archive.read(_MANIFEST, _MOST))
                self.signers = read_signers(archive)
        except FileNotFoundError:
            raise MissingError("there is no such file", where=path) from None
        except (ArchiveError, BinaryError, OSError) as error:
            raise of(error, path) from None
        self.application_id = manifest.package
        self.version_name = "" if manifest.version_name.startswith("@") else manifest.version_name

    @cached_property
    def classes(self) -> frozenset[str]:
        """The names of its classes.

        Raises:
            hapline.errors.HaplineError: A DEX file in it is broken.
        """
        found: set[str] = set()
        try:
            with open_archive(self.path) as archive:
                for name in filter(_DEX.fullmatch, archive.by_name):
                    found.update(DexFile(archive.read(name, _MOST_DEX)).class_names)
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
