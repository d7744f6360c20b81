"""A patch as a file: read once, whole, and looked through without running or unpacking anything."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hapline.android import BinaryError, DexFile, Signer, read_signers
from hapline.archives import Archive, ArchiveError, open_archive
from hapline.errors import FailedError, MissingError
from hapline_hooks import Phrase, noun

if TYPE_CHECKING:
    from hapline.archives import Problem

MOST = 256 * 1024 * 1024
"""Bytes of a patch that is read at all; real ones have some kilobytes, with resources and libraries some megabytes."""
_MOST_DEX = 64 * 1024 * 1024
_DEX = ".dex"
_MAIN = "classes.dex"
_ARCHIVES = (".jar", ".apk", ".zip")


@noun
class Dex:
    """A DEX file in a patch.

    Attributes:
        entry: Where it is in the patch; ``!`` leads into an archive inside. classes: The classes that it defines.
        is_intact: Whether its checksum is right; phones refuse it otherwise.
    """

    entry: str
    classes: tuple[str, ...]
    is_intact: bool


@noun
class PatchFile:
    """A patch that could be read.

    Attributes:
        path: The file. size: Bytes. sha256, md5: Its digests; by the latter the service names its version.
        modified: When it was written, in nanoseconds since 1970.
        dexes: The DEX files in it. entries: The names of all else in it, those in archives inside too.
        odd: What is odd about it as an archive, by the archive inside; the outermost has an empty name.
        signers: Who signed it; nobody where it is not signed.
    """

    path: str
    size: int
    sha256: str
    md5: str
    modified: int
    dexes: tuple[Dex, ...]
    entries: tuple[str, ...]
    odd: tuple[tuple[str, Problem], ...]
    signers: tuple[Signer, ...]

    @property
    def schemes(self) -> tuple[str, ...]:
        """How it is signed: ``v1``, ``v2``, ``v3``; nothing where it is not."""
        return tuple(dict.fromkeys(one.scheme for one in self.signers))

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of all classes, sorted, each once."""
        return tuple(sorted({name for dex in self.dexes for name in dex.classes}))

    @property
    def twice(self) -> Mapping[str, list[str]]:
        """The classes that several DEX files define, with these."""
        where: dict[str, list[str]] = {}
        for dex in self.dexes:
            for name in dict.fromkeys(dex.classes):
                where.setdefault(name, []).append(dex.entry)
        return {name: entries for name, entries in where.items() if len(entries) > 1}

    @property
    def is_loadable(self) -> bool:
        """Whether a DEX file has the name by which Android finds it."""
        return any(_last(dex.entry) == _MAIN for dex in self.dexes)


def read_patch(path: str) -> PatchFile:
    """Read a patch.

    Raises:
        hapline.errors.MissingError: There is no such file.
        hapline.errors.FailedError: It is larger than any patch.
        hapline.archives.ArchiveError: It is no archive, or broken; or a DEX file or a signature in it is.
    """
    import hashlib

    data, modified = _content(path)
    dexes: list[Dex] = []
    entries: list[str] = []
    odd: list[tuple[str, Problem]] = []
    with open_archive(data) as archive:
        for inside, name in _walk(archive, odd):
            if name.endswith(_DEX):
                dexes.append(_dex(inside, name))
            else:
                entries.append(_place(inside, name))
        signers = read_signers(archive)
    return PatchFile(
        path=path,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        md5=hashlib.md5(data, usedforsecurity=False).hexdigest(),
        modified=modified,
        dexes=tuple(dexes),
        entries=tuple(entries),
        odd=tuple(odd),
        signers=signers,
    )


def _content(path: str) -> tuple[bytes, int]:
    if not os.path.isfile(path):
        raise MissingError("there is no such file", where=path, todo="name the patch.jar that the build left")
    with open(path, "rb") as file:
        status = os.fstat(file.fileno())
        data = file.read(MOST + 1)
    if len(data) > MOST:
        size = max(status.st_size, len(data))
        what = Phrase("the patch has {size:size}; more than {limit:size} is never read", size=size, limit=MOST)
        raise FailedError(what, where=path, todo="name the patch, not the app")
    return data, status.st_mtime_ns


def _walk(archive: Archive, odd: list[tuple[str, Problem]]) -> Iterator[tuple[Archive, str]]:
    """The files in an archive, and those in archives inside."""
    odd += [("!".join(archive.inner), one) for one in archive.problems() if not _is_an_archive_inside(archive, one)]
    for entry in archive.entries:
        if entry.is_dir:
            continue
        yield archive, entry.name
        if entry.name.endswith(_ARCHIVES) and len(archive.inner) < archive.limits.max_nesting:
            yield from _walk(archive.nested(entry), odd)


def _is_an_archive_inside(archive: Archive, problem: Problem) -> bool:
    """Whether all that looks like a second end is the end of an archive that is an entry, stored as it is."""
    offsets = problem.detail.get("offsets")
    spans = [(one.data_offset, one.data_offset + one.compressed_size) for one in archive.entries]
    return isinstance(offsets, list) and all(any(start <= at < end for start, end in spans) for at in offsets)


def _dex(archive: Archive, name: str) -> Dex:
    place = _place(archive, name)
    try:
        dex = DexFile(archive.read(name, _MOST_DEX))
        return Dex(entry=place, classes=dex.class_names, is_intact=dex.checksum_is_right)
    except BinaryError as error:
        what = Phrase("{entry}: {what}", entry=place, what=Phrase(error.template, **error.fields))
        raise ArchiveError(reason="corrupt", message=what) from None


def _place(archive: Archive, name: str) -> str:
    return "!".join((*archive.inner, name))


def _last(entry: str) -> str:
    return entry.rpartition("!")[2]
