"""A built package, opened: what it says of itself, what lies in it, and what was signed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.archives import Archive, ArchiveEntry, ArchiveError, open_archive
from hapline.documents import DocumentError
from hapline_hooks import Location, Unreadable
from hapline_plugins.offline.amr.form import CERT, HPMFILE, MANIFEST, SIGN, tar_name
from hapline_plugins.offline.amr.holding import Holder
from hapline_plugins.offline.amr.inner import InnerTar, as_archive_error, reason_of
from hapline_plugins.offline.amr.manifest import LIMIT, Manifest, read_manifest
from hapline_plugins.offline.amr.signatures import Signatures, read_signatures
from hapline_plugins.offline.amr.tar_problems import find_problems, hostile
from hapline_plugins.offline.amr.tar_reading import TarMember
from hapline_plugins.offline.content.files import Content, Odd, PackageFile
from hapline_plugins.offline.content.layout import kind_of
from hapline_plugins.offline.ids import Flavour, flavour_of

if TYPE_CHECKING:
    from hapline.archives import Problem
    from hapline_plugins.offline.descriptor.described import Described, Kind

_TAR = ".tar"


class AmrPackage:
    """A built package; its tar is read through when somebody asks, and inflated again only where files are read.

    Attributes:
        path: The file as it was named. size: Its length in bytes.
        archive: The ZIP, for what it says of its entries; it is closed, so that of many packages none stays in memory.
        manifest: What Manifest.xml says; None where it cannot be read.
        tar: The entry with the files; None where there is none, or several.
        cert: What CERT.json says; None where there is none, or it cannot be read. sign: SIGN.json likewise.
    """

    def __init__(self, path: str, *, data: bytes | None = None, holder: Holder | None = None) -> None:
        """Open a package and read what is small in it.

        What is wrong inside is kept in ``errors``.

        Args:
            path: The file. data: Its content, where it is in memory already; nothing is read from disk then.
            holder: Holds the tar of one of several packages; without it this one keeps its own.

        Raises:
            OSError: The file cannot be opened. hapline.archives.ArchiveError: It is no archive.
        """
        self.path = path
        self.size = os.path.getsize(path) if data is None else len(data)
        self._source: str | bytes = path if data is None else data
        self._errors: dict[str, ArchiveError | DocumentError] = {}
        self._digests: dict[str, bytes] = {}
        self.manifest: Manifest | None = None
        self.cert: Signatures | None = None
        self.sign: Signatures | None = None
        with open_archive(self._source) as archive:
            self.archive: Archive = archive
            archive.problems()
            self._read_small()
        self.tar: ArchiveEntry | None = self._find_tar()
        self._inner = InnerTar(self._source, self.tar, holder or Holder()) if self.tar is not None else None

    @property
    def id(self) -> str:
        """The id that it says it has; empty where that is not known."""
        return self.manifest.id if self.manifest is not None else ""

    @property
    def version(self) -> str:
        """The version that it says it has; empty where that is not known."""
        return self.manifest.version if self.manifest is not None else ""

    @property
    def flavour(self) -> Flavour:
        """What it is by its id."""
        return flavour_of(self.id)

    @property
    def errors(self) -> Mapping[str, ArchiveError | DocumentError]:
        """What cannot be read, by entry; hpmfile.json in the tar is one too."""
        return {**self._errors, **self._inner.listing.errors} if self._inner is not None else self._errors

    @property
    def members(self) -> Sequence[TarMember]:
        """What is in the tar; of one that breaks off, what came before."""
        return self._inner.listing.members if self._inner is not None else ()

    @property
    def hpmfile(self) -> Manifest | None:
        """What hpmfile.json says; None where there is none, or it cannot be read."""
        return self._inner.listing.hpmfile if self._inner is not None else None

    @property
    def is_signed(self) -> bool:
        """Whether CERT.json has any signature, right or wrong."""
        return self.cert is not None and not self.cert.is_empty

    @cached_property
    def kind(self) -> Kind:
        """Whether it is a normal or a global resource package, by how its files are laid out."""
        return kind_of(one.path for one in self.members if one.kind == "file")

    @cached_property
    def described(self) -> Described:
        """What is known of it as the service is told it; what a package does not say is as by default."""
        from hapline_plugins.offline.descriptor.described import Described

        name = self.manifest.name if self.manifest is not None else ""
        return Described(id=self.id, version=self.version, name=name, kind=self.kind)

    @cached_property
    def entry_problems(self) -> list[Problem]:
        """What is odd about the ZIP."""
        return self.archive.problems()

    @cached_property
    def member_problems(self) -> list[Problem]:
        """What is odd about the members of the tar."""
        return list(find_problems(self.members))

    @cached_property
    def content(self) -> Content:
        """The files; members that no safe reader would unpack are odd, and not among them."""
        files: list[PackageFile] = []
        odd: list[Odd] = []
        hostile_names = hostile(self.member_problems)
        for one in self.members:
            if one.kind == "folder" or one.path == HPMFILE:
                continue
            if one.kind != "file":
                is_link = one.kind != "special"
                odd.append(Odd(path=one.path, place=one.name, kind="link" if is_link else "special", reason=one.target))
            elif one.name in hostile_names or one.path in hostile_names:
                odd.append(Odd(path=one.path, place=one.name, kind="special"))
            else:
                files.append(self._file(one))
        return Content(files, odd)

    @property
    def unpacked(self) -> Content:
        """The files as clients unpack them: those of the package, and hpmfile.json, which the service adds."""
        own = [self._file(one) for one in self.members if one.kind == "file" and one.path == HPMFILE]
        return Content([*own, *self.content.files], self.content.odd)

    def at(self, *inner: str) -> Location:
        """A place in it: an entry, or the tar and a member of it."""
        return Location(path=self.path, inner=inner)

    def member_at(self, name: str) -> Location:
        """The place of a member of the tar."""
        return self.at(self.tar.name, name) if self.tar is not None else self.at()

    def source(self, location: Location) -> bytes:
        """The content of an entry, or of a member of the tar.

        Raises:
            hapline_hooks.Unreadable: There is none, or it cannot be read.
        """
        entry, *member = location.inner or ("",)
        if not member and entry in (MANIFEST, CERT, SIGN):
            try:
                with open_archive(self._source) as archive:
                    return archive.read(entry, LIMIT)
            except (ArchiveError, OSError) as error:
                raise Unreadable(location.file, reason_of(error)) from None
        for one in reversed(self.members):
            if [one.name] == member and one.kind == "file":
                return self._content(one)
        raise Unreadable(location.file, "there is no such file", absent=True)

    def tar_bytes(self) -> memoryview:
        """All of the tar, held until the holder is asked for another one.

        Raises:
            hapline_hooks.Unreadable: There is none, or it cannot be read.
        """
        with self._reading() as tar:
            return tar.data()

    def digest(self, entry: str) -> bytes:
        """The SHA-1 of an entry; empty where it cannot be read."""
        if self._inner is not None and entry == self._inner.name:
            return self._inner.listing.digest
        if entry not in self._digests:
            self._digests[entry] = self._digest(entry) if entry in self.archive.by_name else b""
        return self._digests[entry]

    def close(self) -> None:
        """Let go of what is held."""
        if self._inner is not None:
            self._inner.close()

    def _read_small(self) -> None:
        from hashlib import sha1

        for entry in (MANIFEST, CERT, SIGN):
            if entry not in self.archive.by_name:
                continue
            try:
                data = self.archive.read(entry, LIMIT)
                if entry != CERT:
                    self._digests[entry] = sha1(data, usedforsecurity=False).digest()
                if entry == MANIFEST:
                    self.manifest = read_manifest(data)
                elif entry == CERT:
                    self.cert = read_signatures(data)
                else:
                    self.sign = read_signatures(data)
            except (ArchiveError, DocumentError) as error:
                self._errors[entry] = error

    def _find_tar(self) -> ArchiveEntry | None:
        by_name: Mapping[str, ArchiveEntry] = self.archive.by_name
        wanted = by_name.get(tar_name(self.id)) if self.id else None
        others = [one for name, one in by_name.items() if name.endswith(_TAR) and "/" not in name]
        if wanted is None and len(others) == 1:
            return others[0]
        return wanted

    def _digest(self, entry: str) -> bytes:
        from hashlib import sha1

        if entry in self._errors:
            return b""
        made = sha1(usedforsecurity=False)
        try:
            with open_archive(self._source) as archive:
                for piece in archive.pieces(entry):
                    made.update(piece)
        except (ArchiveError, OSError) as error:
            self._errors[entry] = as_archive_error(error)
            return b""
        return made.digest()

    def _file(self, member: TarMember) -> PackageFile:
        mode = stat.S_IMODE(member.mode)
        return PackageFile(member.path, lambda: self._content(member), place=member.name, mode=mode, size=member.size)

    def _content(self, member: TarMember) -> bytes:
        with self._reading() as tar:
            return tar.content(member)

    @contextmanager
    def _reading(self) -> Iterator[InnerTar]:
        """The tar, for reading its bytes."""
        tar = self._inner
        if tar is None or tar.name in tar.listing.errors:
            raise Unreadable(self.path if tar is None else self.at(tar.name).file, "the tar cannot be read")
        try:
            yield tar
        except (ArchiveError, OSError) as error:
            raise Unreadable(self.at(tar.name).file, reason_of(error)) from None
