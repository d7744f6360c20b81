"""The tar in a package: read through once when somebody asks, and inflated again only where files are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from hapline.archives import Archive, ArchiveEntry, ArchiveError, open_archive
from hapline.documents import DocumentError
from hapline_hooks import noun
from hapline_plugins.offline.amr.form import HPMFILE
from hapline_plugins.offline.amr.holding import unfolded
from hapline_plugins.offline.amr.manifest import LIMIT, Manifest, read_hpmfile
from hapline_plugins.offline.amr.tar_reading import TarMember, TarReader

if TYPE_CHECKING:
    from hapline_plugins.offline.amr.holding import Holder


@noun
class Listing:
    """What one pass over a tar tells.

    Attributes:
        members: What is in it; of one that breaks off, what came before. digest: Its SHA-1; empty of a broken one.
        hpmfile: What hpmfile.json says; None where there is none, or it cannot be read.
        errors: What cannot be read: the tar, hpmfile.json.
    """

    members: Sequence[TarMember] = ()
    digest: bytes = b""
    hpmfile: Manifest | None = None
    errors: Mapping[str, ArchiveError | DocumentError] = MappingProxyType({})


class InnerTar:
    """The tar of one package.

    Attributes:
        entry: It, as the archive has it. name: Its name.
    """

    def __init__(self, source: str | bytes, entry: ArchiveEntry, holder: Holder) -> None:
        """Name an entry of a package, which is a file or in memory; its bytes are held by the holder."""
        self.entry = entry
        self.name = entry.name
        self._source = source
        self._holder = holder

    @cached_property
    def listing(self) -> Listing:
        """What is in it."""
        try:
            with open_archive(self._source) as archive:
                return self._read(archive)
        except (ArchiveError, OSError) as error:  # it is another file by now
            return Listing(errors={self.name: as_archive_error(error)})

    def data(self) -> memoryview:
        """All of it, held until the holder is asked for another one.

        Raises:
            OSError: The package cannot be opened. hapline.archives.ArchiveError: It cannot be read.
        """
        return self._holder.get(self, lambda: unfolded(self._source, self.name))

    def content(self, member: TarMember) -> bytes:
        """A file in it.

        Raises:
            OSError: As ``data``. hapline.archives.ArchiveError: Likewise.
        """
        return bytes(self.data()[member.offset : member.offset + member.size])

    def close(self) -> None:
        """Let go of what is held."""
        self._holder.drop(self)

    def _read(self, archive: Archive) -> Listing:
        """Inflate it once: its digest, its members, and its bytes where they are few."""
        from hashlib import sha1

        digest = sha1(usedforsecurity=False)
        reader = TarReader(entry=self.name, keep={HPMFILE: LIMIT})
        held = bytearray(self.entry.size) if self.entry.size <= self._holder.at_once else None
        at = 0
        try:
            for piece in archive.pieces(self.name):
                digest.update(piece)
                reader.feed(piece)
                if held is not None:
                    held[at : at + len(piece)] = piece
                    at += len(piece)
            reader.finish()
        except ArchiveError as error:
            return Listing(members=reader.members, errors={self.name: error})
        if held is not None:
            self._holder.put(self, held)
        made = Listing(members=reader.members, digest=digest.digest())
        if HPMFILE not in reader.kept:
            return made
        try:
            return Listing(members=made.members, digest=made.digest, hpmfile=read_hpmfile(reader.kept[HPMFILE]))
        except DocumentError as error:
            return Listing(members=made.members, digest=made.digest, errors={HPMFILE: error})


def as_archive_error(error: ArchiveError | OSError) -> ArchiveError:
    """What kept an archive from being read, as an error of the archive."""
    return error if isinstance(error, ArchiveError) else ArchiveError(reason="not-a-file", message=reason_of(error))


def reason_of(error: ArchiveError | OSError) -> str:
    """The same in words."""
    return error.message if isinstance(error, ArchiveError) else error.strerror or str(error)
