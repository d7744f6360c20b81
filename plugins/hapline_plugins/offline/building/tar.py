"""The tar inside a package: GNU format, uncompressed, the same bytes on every machine."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from hapline.errors import UsageError
from hapline_hooks import Phrase
from hapline_plugins.offline.amr.form import BLOCK, RECORD
from hapline_plugins.offline.content.files import Content

TIME = 1704067200
"""When everything in a package was last changed, in seconds since 1970: 2024-01-01, whatever the truth."""
_OWNER = "admin"
_OWNER_ID = 500
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755


def tar_of(own: tuple[str, bytes], content: Content) -> bytes:
    """The tar.

    Args:
        own: Name and content of the file that comes first. content: The files; each is read when its turn comes.

    Raises:
        hapline.errors.UsageError: A name cannot be written in a tar.
        hapline_hooks.Unreadable: A file cannot be read. hapline.archives.ArchiveError: As above, of an archive.
    """
    made = bytearray()
    name, data = own
    _add(made, name, data)
    folders: set[str] = set()
    for file in content.files:
        for folder in new_folders(file.path, folders):
            made += _header(folder, tarfile.DIRTYPE, 0)
        _add(made, file.path, file.read())
    made += bytes(2 * BLOCK)
    made += bytes(-len(made) % RECORD)
    return bytes(made)


def new_folders(path: str, known: set[str]) -> Iterator[str]:
    """The folders above a file that are not known yet, outermost first; they are from now on."""
    names = path.split("/")[:-1]
    for count in range(1, len(names) + 1):
        folder = "/".join(names[:count])
        if folder not in known:
            known.add(folder)
            yield folder


def _add(made: bytearray, name: str, data: bytes) -> None:
    made += _header(name, tarfile.REGTYPE, len(data))
    made += data
    made += bytes(-len(data) % BLOCK)


def _header(name: str, kind: bytes, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.size = size
    info.mtime = TIME
    info.mode = _FOLDER_MODE if kind == tarfile.DIRTYPE else _FILE_MODE
    info.uid = info.gid = _OWNER_ID
    info.uname = info.gname = _OWNER
    try:
        return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")
    except UnicodeEncodeError:
        raise UsageError(
            Phrase("the name {name} cannot be written in UTF-8", name=ascii(name)), todo="rename the file"
        ) from None
