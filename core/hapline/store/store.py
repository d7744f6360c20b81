"""A store: contents by checksum, records by name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from hapline.errors import HaplineError, MissingError, PartlyDoneError
from hapline.store.contents import Content, Measure, measured, pieces_of
from hapline.store.errors import DamagedError, OtherContentError, damaged, damaged_record, gone, unreadable_record
from hapline.store.places import Place
from hapline.store.records import LIMIT, SUFFIX, Record, Records, folder_of, key_of, read_record, written
from hapline_hooks import Phrase

_INCOMING = "incoming"
_DAY = 24 * 60 * 60


class Store:
    """Contents and records in one place. Several processes may use it at once.

    Attributes:
        place: Where it lies.
    """

    def __init__(self, place: Place) -> None:
        """Keep things in this place."""
        self.place = place

    @property
    def shown(self) -> str:
        """What people call the place."""
        return self.place.shown

    @property
    def folder(self) -> str:
        """The folder on this machine where it is, as an absolute path; empty where it is elsewhere."""
        return self.place.folder

    def is_there(self) -> bool:
        """Whether there is such a place at all; it is made when something is kept.

        Raises:
            hapline.errors.MissingError: The place cannot be read.
        """
        with self._readable(""):
            return self.place.is_there()

    def put(self, pieces: Iterable[bytes]) -> Content:
        """Keep a content. It is measured while it is written; when this returns, it is there.

        One that is there already is read and stays as it is; only a damaged one is replaced, by what it should be.

        Raises:
            hapline.errors.PartlyDoneError: The place cannot be written to; what was kept before stays.
        """
        measure = Measure()
        with self._written(measure.passed(pieces)) as incoming:
            content = measure.content
            if not self._is_sound(content):
                self.place.move(incoming, content.key)
        return content

    def put_file(self, path: str | os.PathLike[str], known: Content | None = None) -> Content:
        """Keep the content of a file.

        Args:
            path: The file.
            known: What it was when it was looked at before. If that is kept already, nothing is copied.

        Raises:
            hapline.errors.MissingError: The file cannot be read.
            hapline.errors.PartlyDoneError: The place cannot be written to, or the file is not what is known of it.
        """
        if known is not None and self._is_sound(known):
            return known
        content = self.put(pieces_of(path))
        if known is not None and content != known:
            raise PartlyDoneError(
                "has changed while it was read", where=os.fspath(path), todo="run it again when no build is running"
            )
        return content

    def has(self, content: Content) -> bool:
        """Whether a content is there, by its name and length; ``verify`` reads it."""
        with self._readable(content.key):
            return self.place.size(content.key) == content.size

    def pieces(self, content: Content) -> Iterator[bytes]:
        """A content in pieces, verified on the way: do not trust what came before the last one.

        Raises:
            DamagedError: It is not there, or is not what its name says.
            hapline.errors.MissingError: The place cannot be read.
        """
        measure = Measure()
        where = self._where(content.key)
        with self._readable(content.key):
            try:
                for piece in measure.passed(self.place.read(content.key)):
                    if measure.size > content.size:
                        break
                    yield piece
            except (FileNotFoundError, NotADirectoryError):
                raise gone(where) from None
        if measure.content != content:
            raise damaged(where)

    def verify(self, content: Content) -> None:
        """Read a content to its end.

        Raises:
            DamagedError: It is not there, or is not what its name says.
            hapline.errors.MissingError: The place cannot be read.
        """
        measured(self.pieces(content))

    def record(self, kind: str, name: str) -> Record | None:
        """The record of a name; None where there is none.

        Raises:
            DamagedError: It cannot be read.
            hapline.errors.HaplineError: The place cannot be read, or the name is none.
        """
        return self._read(key_of(kind, name), name)

    def records(self, kind: str) -> Records:
        """All records of a kind.

        Raises:
            hapline.errors.MissingError: The place cannot be read.
        """
        folder = folder_of(kind)
        sound: list[Record] = []
        wrong: list[DamagedError] = []
        with self._readable(folder):
            names = self.place.names(folder)
        for file in names:
            if not file.endswith(SUFFIX):
                continue
            try:
                record = self._read(f"{folder}/{file}", None)
            except DamagedError as error:
                wrong.append(error)
                continue
            except MissingError as error:
                wrong.append(unreadable_record(error))
                continue
            if record is not None and key_of(kind, record.name) != f"{folder}/{file}":
                wrong.append(self._damaged(f"{folder}/{file}", Phrase("it is a copy of another one")))
            elif record is not None:
                sound.append(record)
        return Records(tuple(sorted(sound, key=lambda one: one.name)), tuple(wrong))

    def put_record(
        self, kind: str, name: str, value: Mapping[str, object], *, instead_of: Record | None = None
    ) -> Record:
        """Keep a record; when this returns, it is there. One that is there already with the same value is no error.

        Args:
            kind: The kind, which is a folder. name: Any text. value: What it says, as JSON has it.
            instead_of: The record that it replaces, as it was read; without it none is replaced.

        Raises:
            OtherContentError: There is another one than was expected; nothing was written.
            DamagedError: There is one that cannot be read.
            hapline.errors.HaplineError: The name is none, the value is too long, or the place cannot be written to.
        """
        key, record = key_of(kind, name), Record(name=name, value=value)
        there: Record | None = None
        with self._written([written(record)]) as incoming, self.place.alone():
            for _ in range(2):
                there = self._read(key, name)
                if there is not None and there.checksum == record.checksum:
                    return record
                if there is None and instead_of is None:
                    if self.place.create(incoming, key):
                        return record
                    continue  # somebody else was faster: look at what is there now
                if there is not None and instead_of is not None and there.checksum == instead_of.checksum:
                    self.place.move(incoming, key)
                    return record
                break
        raise OtherContentError(name, there, where=self.shown)

    def leftovers(self, older_than: float = _DAY) -> list[str]:
        """What was being written and never finished, by keys.

        Args:
            older_than: Seconds since its writing began; what is younger may still be at it.
        """
        with self._readable(_INCOMING):
            names = self.place.names(_INCOMING)
        return [f"{_INCOMING}/{name}" for name in names if _age(name) >= older_than]

    def clean(self, older_than: float = _DAY) -> int:
        """Remove leftovers, and return how many were removed; what cannot be stays."""
        removed = 0
        for key in self.leftovers(older_than):
            with suppress(OSError):
                self.place.remove(key)
                removed += 1
        return removed

    @contextmanager
    def _written(self, pieces: Iterable[bytes]) -> Iterator[str]:
        """Pieces as a file of its own, for as long as nothing else has been made of it."""
        key = f"{_INCOMING}/{_now()}-{os.getpid()}-{os.urandom(8).hex()}"
        with self._writable():
            self.place.write(key, pieces)
            try:
                yield key
            finally:
                self.place.remove(key)

    def _is_sound(self, content: Content) -> bool:
        """Whether a content is there and is what its name says."""
        if not self.has(content):
            return False
        try:
            self.verify(content)
        except DamagedError:
            return False
        return True

    def _read(self, key: str, name: str | None) -> Record | None:
        data = b""
        with self._readable(key):
            try:
                for piece in self.place.read(key):
                    data += piece
                    if len(data) > LIMIT:
                        break
            except (FileNotFoundError, NotADirectoryError):
                return None
        found = read_record(data)
        if not isinstance(found, Record):
            raise self._damaged(key, found)
        if name is not None and found.name != name:
            raise self._damaged(key, Phrase("it is a copy of another one"))
        return found

    def _damaged(self, key: str, reason: str) -> DamagedError:
        return damaged_record(reason, self._where(key))

    def _where(self, key: str) -> str:
        return f"{self.shown.rstrip('/')}/{key}"

    @contextmanager
    def _readable(self, key: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise MissingError(Phrase("cannot be read: {reason}", reason=reason), where=self._where(key)) from None

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except HaplineError:
            raise
        except OSError as error:
            raise PartlyDoneError(
                Phrase("cannot be written: {reason}", reason=error.strerror or str(error)),
                where=self.shown,
                todo="make room, or see who may write there, and run it again: what was kept before stays",
            ) from None


def _now() -> int:
    import time

    return int(time.time())


def _age(name: str) -> float:
    """Seconds since a file of this name was begun; that of others is not known, and they are none of ours."""
    start = name.partition("-")[0]
    return _now() - int(start) if start.isascii() and start.isdigit() and len(start) < len("0" * 12) else -1
