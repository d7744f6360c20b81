"""Files are vetted before any of them is written: the changes of generators, and the deliverables of packagers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from hapline.files import stays_inside
from hapline.vetting import BrokenContract
from hapline.vetting.findings import is_plain
from hapline_hooks import Change, Deliverable, Phrase, replace


class Paths:
    """The files that are to be written below one folder.

    No two of them may be one: not on a file system that takes small and capital letters for the same, nor one being a
    folder of the other.
    """

    def __init__(self) -> None:
        """Start with no file."""
        self._files: dict[str, tuple[str, str]] = {}
        self._folders: dict[str, tuple[str, str]] = {}

    def take(self, several: Iterable[str], who: str) -> None:
        """Note files; all of them, or none.

        Args:
            several: The files, as ``vet_path`` returns them. who: What makes them, as people call it.

        Raises:
            BrokenContract: One cannot be beside another.
        """
        files, folders = dict(self._files), dict(self._folders)
        for path in several:
            key = _key(path)
            above = list(_folders(key))
            taken = files.get(key) or folders.get(key) or next(filter(None, map(files.get, above)), None)
            if taken:
                raise BrokenContract(
                    Phrase("{path} cannot be beside {other} of {whose}", path=path, other=taken[0], whose=taken[1])
                )
            files[key] = path, who
            folders.update((folder, (path, who)) for folder in above)
        self._files, self._folders = files, folders


def vet_path(path: object) -> str:
    """The path in its normal form: relative, with forward slashes, inside the folder.

    Raises:
        BrokenContract: It has none.
    """
    if not isinstance(path, str):
        raise BrokenContract(Phrase("a path is of type {type}", type=type(path).__name__))
    normal = posixpath.normpath(path)
    if not stays_inside(path) or not path.isprintable() or path.endswith("/") or normal == ".":
        raise BrokenContract(
            Phrase("{path} is no path of a file inside the folder, with forward slashes", path=repr(path))
        )
    return normal


def vet_change(change: object, generator: str) -> Change:
    """Refuse a change that could not be written.

    Raises:
        BrokenContract: With what is wrong.
    """
    if not isinstance(change, Change):
        raise BrokenContract(_wrong_type(change, "Change"))
    path = vet_path(change.path)
    content: object = change.content
    if isinstance(content, str):
        _vet_text("content", content, path)
    elif not isinstance(content, bytes):
        raise BrokenContract(
            Phrase(
                "content of {path} must be a text or bytes, and is of type {type}",
                path=path,
                type=type(content).__name__,
            )
        )
    return replace(change, path=path, generator=generator)


def vet_deliverable(made: object, packager: str) -> Deliverable:
    """Refuse a deliverable that could not be written, or not be described to a publisher.

    Raises:
        BrokenContract: With what is wrong.
    """
    if not isinstance(made, Deliverable):
        raise BrokenContract(_wrong_type(made, "Deliverable"))
    path = vet_path(made.path)
    for name in ("kind", "name", "version"):
        _vet_text(name, getattr(made, name), path)
    content: object = made.content
    facts: object = made.facts
    if not callable(content):
        raise BrokenContract(Phrase("content of {path} must be a function that makes the pieces", path=path))
    guard: object = made.before_replacing
    if guard is not None and not callable(guard):
        raise BrokenContract(Phrase("before_replacing of {path} must be a function, or None", path=path))
    if not isinstance(facts, Mapping) or not is_plain(dict(facts)):
        raise BrokenContract(Phrase("facts of {path} must be JSON values by name", path=path))
    return replace(made, path=path, packager=packager)


def vetted_pieces(made: Deliverable) -> Iterator[bytes]:
    """The content of a deliverable, in pieces.

    Raises:
        BrokenContract: It is made of something else than bytes.
    """
    pieces: object = made.content()
    if isinstance(pieces, bytes | bytearray | str) or not hasattr(pieces, "__iter__"):
        raise BrokenContract(
            Phrase(
                "content of {path} returns something of type {type}, and no pieces of bytes",
                path=made.path,
                type=type(pieces).__name__,
            )
        )
    for piece in pieces:
        if not isinstance(piece, bytes | bytearray | memoryview):
            raise BrokenContract(
                Phrase("a piece of {path} is of type {type}, and not bytes", path=made.path, type=type(piece).__name__)
            )
        yield bytes(piece)


def _vet_text(name: str, value: object, path: str) -> None:
    if not isinstance(value, str):
        raise BrokenContract(
            Phrase(
                "{attribute} of {path} must be a text, and is of type {type}",
                attribute=name,
                path=path,
                type=type(value).__name__,
            )
        )
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BrokenContract(
            Phrase("{attribute} of {path} holds half of a character", attribute=name, path=path)
        ) from None


def _wrong_type(value: object, wanted: str) -> Phrase:
    return Phrase(
        "made something of type {type}, and no {wanted}: {value}",
        type=type(value).__name__,
        wanted=wanted,
        value=f"{value!r:.80}",
    )


def _key(path: str) -> str:
    return normalize("NFC", path).casefold()


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
