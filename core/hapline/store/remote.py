"""A store wherever fsspec reaches: buckets, servers, memory."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

from hapline.errors import MissingError, UsageError
from hapline.store.contents import PIECE
from hapline.store.local import LocalPlace
from hapline.store.places import Place
from hapline_hooks import Phrase

_PATTERNS = frozenset("*?[")
_PACKAGES = {
    "s3": "s3fs",
    "s3a": "s3fs",
    "oss": "ossfs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "az": "adlfs",
    "abfs": "adlfs",
    "sftp": "paramiko",
    "ssh": "paramiko",
    "webdav": "webdav4",
}
"""The packages that fsspec needs for addresses, by the scheme; of others its own words say it."""


def place_at(address: str) -> Place:
    """The place of an address, which need not be there yet; a folder of this machine where it leads to one.

    Raises:
        hapline.errors.HaplineError: fsspec or what it needs for this scheme is missing, or there is no such scheme.
    """
    shown = _without_password(address)
    files, root = _file_system(address, shown)
    local: Any = import_module("fsspec.implementations.local")
    if isinstance(files, local.LocalFileSystem):
        return LocalPlace(root, shown)
    if _PATTERNS & set(address):
        raise UsageError("the address holds *, ? or [, which fsspec takes for patterns", where=shown)
    return RemotePlace(files, root, shown)


class RemotePlace:
    """A folder of a file system of fsspec.

    Attributes:
        shown: Its address, without what stands in it for a password. folder: Empty: it is not on this machine.
    """

    folder = ""

    def __init__(self, files: Any, root: str, shown: str) -> None:  # noqa: ANN401 fsspec has no types
        """Name the file system, and the folder in it; nothing is asked of it yet."""
        self._files, self._root = files, root
        self.shown = shown

    def is_there(self) -> bool:
        """Whether something lies there."""
        with self._told(""):
            try:  # its own ``exists`` takes a server that does not answer for a no
                self._files.info(self._root)
            except (FileNotFoundError, NotADirectoryError):
                return False
        return True

    def size(self, key: str) -> int | None:
        """The length of a file in bytes; None where there is none."""
        with self._told(key):
            try:
                found = self._files.info(self._path(key))
            except (FileNotFoundError, NotADirectoryError):
                return None
        size = found.get("size")
        return size if isinstance(size, int) and found.get("type") == "file" else None

    def read(self, key: str) -> Iterator[bytes]:
        """A file in pieces."""
        with self._told(key):
            file = self._files.open(self._path(key), "rb")
        with file:
            while True:
                with self._told(key):
                    piece: bytes = file.read(PIECE)
                if not piece:
                    return
                yield piece

    def write(self, key: str, pieces: Iterable[bytes]) -> None:
        """Write a new file."""
        path = self._path(key)
        with self._told(key):
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            file = self._files.open(path, "wb")
        try:
            for piece in pieces:
                with self._told(key):
                    file.write(piece)
            with self._told(key):
                file.close()
        except BaseException:
            with suppress(Exception):
                file.close()
            with suppress(OSError):
                self.remove(key)
            raise

    def move(self, key: str, target: str) -> None:
        """Give a file another name."""
        path = self._path(target)
        with self._told(target):
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.mv(self._path(key), path)

    def create(self, key: str, target: str) -> bool:
        """Give a file another name, unless something has it; not for sure, since such places have no locks."""
        if self.size(target) is not None:
            self.remove(key)
            return False
        self.move(key, target)
        return True

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted."""
        with self._told(folder):
            try:
                found = self._files.ls(self._path(folder), detail=False)
            except (FileNotFoundError, NotADirectoryError):
                return []
        return sorted([str(one).rstrip("/").rpartition("/")[2] for one in found])

    def remove(self, key: str) -> None:
        """Remove a file; it may be gone already."""
        with self._told(key), suppress(FileNotFoundError):
            self._files.rm_file(self._path(key))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nothing: such places have no locks."""
        yield

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"

    @contextmanager
    def _told(self, key: str) -> Iterator[None]:
        """Each library behind fsspec has errors of its own; here all of them are those of a file system."""
        try:
            yield
        except OSError:
            raise
        except Exception as error:
            raise OSError(errno.EIO, str(error) or type(error).__name__, f"{self.shown}/{key}") from error


def _file_system(address: str, shown: str) -> tuple[Any, str]:
    try:
        core: Any = import_module("fsspec.core")
    except ImportError:
        raise MissingError(
            "fsspec is needed for an archive that is no folder", where=shown, todo='pip install "hapline[hotpatch]"'
        ) from None
    try:
        # What others have written meanwhile must be seen.
        files, root = core.url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
    except ImportError as error:
        package = _PACKAGES.get(address.partition(":")[0].lower())
        if package is None:
            raise MissingError(Phrase("cannot be reached: {reason}", reason=str(error)), where=shown) from None
        raise MissingError(
            Phrase("the package {package} is needed for this address", package=package),
            where=shown,
            todo=Phrase("pip install {package}", package=package),
        ) from None
    except Exception as error:  # noqa: BLE001 each scheme has its own way to refuse an address
        raise UsageError(Phrase("is no address that can be used: {reason}", reason=str(error)), where=shown) from None
    return files, str(root).rstrip("/")


def _without_password(address: str) -> str:
    scheme, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    user, at, name = host.rpartition("@")
    if at and ":" in user:
        host = f"{user.partition(':')[0]}:***@{name}"
    return f"{scheme}{mark}{host}{slash}{path}".rstrip("/") if mark else address
