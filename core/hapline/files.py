"""Writing files so that a reader never sees half of one, and a crash never costs the old one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable


def write(
    path: str | os.PathLike[str], content: bytes | Iterable[bytes], *, flush: bool = True, mode: int | None = None
) -> None:
    """Replace a file as a whole: write beside it, flush to disk, rename over it.

    The mode of an existing file is kept, and a symbolic link is followed so that it stays a link.

    Args:
        path: The file; its folder must exist. content: All of its new content, at once or in pieces.
        flush: Whether to wait until the disk has it; not for what can be made again.
        mode: The mode of a new file, where the usual one will not do.

    Raises:
        OSError: The folder cannot be written to; the old file is untouched, as it is when the pieces fail.
    """
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    beside = os.path.join(folder, f".{name}.{os.getpid()}-{os.urandom(4).hex()}.hapline")
    try:
        with open(beside, "xb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            os.chmod(beside, os.stat(target).st_mode & 0o7777 if mode is None else mode)
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(beside)
        raise
    if flush:
        flush_folder(folder)


def flush_folder(folder: str) -> None:
    """Wait until the disk has the names in a folder: those of files that were made, renamed or removed there.

    Raises:
        OSError: There is no such folder, or the disk failed.
    """
    # Windows cannot open a folder, and the rename is already atomic there.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def shown(path: str) -> str:
    """A path as people call it: relative to where they are, unless that leads upwards; with forward slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = path
    return (os.path.normpath(path) if relative.startswith("..") else relative).replace(os.sep, "/")


def stays_inside(path: str) -> bool:
    """Whether a path with forward slashes, joined to a folder, names something inside that folder on every system."""
    has_drive = path[1:2] == ":"
    return bool(path) and not (path.startswith("/") or has_drive or ".." in path.split("/") or "\\" in path)
