"""The built app that is patched, as far as a patch build has to know it."""

from __future__ import annotations

import re
from functools import cached_property

from hapline.android import AndroidManifest, BinaryError, DexFile
from hapline.archives import ArchiveError, open_archive
from hapline.errors import MissingError, UsageError, of
from hapline_hooks import Phrase

_MANIFEST = "AndroidManifest.xml"
_MOST = 16 * 1024 * 1024
_LIBRARY = re.compile(r"lib/[^/]+/[^/]+\.so")
_DEX = re.compile(r"classes[0-9]*\.dex")


class Apk:
    """An apk.

    Attributes:
        path: The file. application_id: The app. version_name: Its version.
        libraries: The paths of its native libraries, such as ``lib/arm64-v8a/libx.so``.
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
                self.libraries = frozenset(filter(_LIBRARY.fullmatch, archive.by_name))
        except FileNotFoundError:
            raise MissingError("there is no such file", where=path) from None
        except (ArchiveError, BinaryError, OSError) as error:
            raise of(error, path) from None
        self.application_id = manifest.package
        self.version_name = manifest.version_name

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
                    found.update(DexFile(archive.read(name)).class_names)
        except (ArchiveError, BinaryError, OSError) as error:
            raise of(error, self.path) from None
        return frozenset(found)
