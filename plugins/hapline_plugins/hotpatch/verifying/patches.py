"""Built patches and the app that they are for, as subjects."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from hapline_hooks import Artifact, ArtifactSet, Location, Phrase
from hapline_plugins.hotpatch.building.apk import Apk
from hapline_plugins.hotpatch.building.manifest import SUFFIX
from hapline_plugins.hotpatch.building.naming import Contents, contents_of
from hapline_plugins.hotpatch.building.patch_file import read_patch

if TYPE_CHECKING:
    from hapline.archives import ArchiveError
    from hapline.documents import DocumentError
    from hapline.errors import HaplineError
    from hapline_plugins.hotpatch.building.manifest import PatchManifest
    from hapline_plugins.hotpatch.building.patch_file import PatchFile


class BuiltPatch(Artifact):
    """A patch, such as patch.jar.

    Attributes:
        most: Bytes that it may have, by ``hotpatch.maxPatchSize``.
        error: Why it cannot be read; None where it can.
    """

    kind = "hotpatch.patch"

    def __init__(self, path: str, most: int) -> None:
        """Read it."""
        from hapline.archives import ArchiveError
        from hapline.errors import HaplineError

        super().__init__(path, os.path.getsize(path))
        self.most = most
        self.error: ArchiveError | HaplineError | None = None
        self.file: PatchFile | None = None
        try:
            self.file = read_patch(path)
        except (ArchiveError, HaplineError) as error:
            self.error = error

    @cached_property
    def contents(self) -> Contents | None:
        """Its classes, told apart by their names alone; None where it cannot be read."""
        return contents_of(self.file.classes) if self.file is not None else None

    @property
    def manifest_path(self) -> str:
        """Where its manifest is, if it has one."""
        return f"{os.path.splitext(self.path)[0]}{SUFFIX}"

    @cached_property
    def manifest(self) -> PatchManifest | DocumentError | None:
        """Its manifest, or what is wrong with it; None where it has none."""
        from hapline.documents import DocumentError
        from hapline_plugins.hotpatch.building.manifest_reading import LIMIT, read_manifest

        if not os.path.isfile(self.manifest_path):
            return None
        try:
            with open(self.manifest_path, "rb") as file:
                return read_manifest(file.read(LIMIT + 1))
        except DocumentError as error:
            return error

    def at(self, *inner: str) -> Location:
        """A place in it."""
        return Location(path=self.path, inner=inner)

    def source(self, location: Location) -> bytes:
        """Its manifest; of the patch itself no place is shown."""
        from hapline_hooks import Unreadable

        if location.path != self.manifest_path:
            raise Unreadable(location.file, "not a text", absent=True)
        with open(self.manifest_path, "rb") as file:
            return file.read()


class PatchedApp(Artifact):
    """The apk of an app that is hotpatched.

    Attributes:
        apk: What is read of it. instrumented: Whether InstantRun's fields are in its classes.
        is_instantrun: Whether it holds InstantRun.
        archive: Where releases are kept, a folder or an address; empty where the configuration does not say it.
    """

    kind = "hotpatch.apk"

    def __init__(self, path: str, apk: Apk, *, is_instantrun: bool, instrumented: bool, archive: str = "") -> None:
        """Hold it."""
        super().__init__(path, os.path.getsize(path))
        self.apk = apk
        self.is_instantrun = is_instantrun
        self.instrumented = instrumented
        self.archive = archive

    def shortcomings(self) -> Iterator[Phrase]:
        """Why it must not be released yet: it is not archived, or not completely; nothing where no archive is named.

        Raises:
            hapline.errors.HaplineError: The archive cannot be read.
        """
        if not self.archive:
            return
        from hapline.store import measured, open_store, pieces_of
        from hapline_plugins.hotpatch.archive import keeping, parts
        from hapline_plugins.hotpatch.archive.releases import Release

        files = {parts.APK: measured(pieces_of(self.path))}
        release = Release(version=self.apk.version_name, application=self.apk.application_id, files=files)
        for one in keeping.shortcomings(open_store(self.archive), release):
            yield Phrase(one)

    def at(self) -> Location:
        """The file."""
        return Location(path=self.path)


class HotpatchSet(ArtifactSet):
    """A patch and the app that it is for.

    Attributes:
        patch: The patch. app: The app.
    """

    kind = "hotpatch.set"

    def __init__(self, patch: BuiltPatch, app: PatchedApp) -> None:
        """Hold both; they are judged by themselves elsewhere."""
        super().__init__(())
        self.patch = patch
        self.app = app
