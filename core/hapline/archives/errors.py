"""The one error of this package: what is wrong with an archive, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

_REBUILD = "build or download the file again"
_HOSTILE = "do not unpack this file; if you built it yourself, raise the limit that the message names"

HINTS: Mapping[str, str] = {
    "not-a-file": "name a regular file",
    "not-a-zip": "check that the right file was named: packages are ZIP archives",
    "lfs-pointer": "run git lfs pull, in CI too",
    "truncated": _REBUILD + ": its end is missing",
    "directory": _REBUILD + " with another tool",
    "zip64": _REBUILD + " with another tool",
    "multi-disk": "join the parts of the split archive into one file first",
    "bad-offset": _REBUILD + " with another tool",
    "overlap": "do not unpack this file: entries that share bytes are a way to make a bomb",
    "too-many-entries": _HOSTILE,
    "directory-too-large": _HOSTILE,
    "name-too-long": _HOSTILE,
    "entry-too-large": _HOSTILE,
    "bomb-ratio": _HOSTILE,
    "bomb-total": _HOSTILE,
    "nested-too-deep": _HOSTILE,
    "encrypted": "build the package without encryption; phones cannot install it like this",
    "method": "store or deflate the entry",
    "corrupt": _REBUILD,
    "crc": _REBUILD,
    "lying-size": _REBUILD + " with another tool",
    "no-such-entry": "check the spelling of the name; upper and lower case count",
    "signing-block": "sign the package again",
    "duplicate": "give every entry a name of its own",
    "not-utf8": "name the entry in UTF-8",
    "directory-with-data": "remove the content of the directory entry",
    "extra": _REBUILD + " with another tool",
}
"""What to do, by reason."""


class ArchiveError(Exception):
    """An archive, or one entry of it, cannot be read.

    Attributes:
        reason: What kind of trouble it is, a key of ``HINTS``.
        message: What happened, in a few words; a Phrase where it has figures in it.
        entry: The entry concerned, or empty. offset: The byte of the archive at which it was seen, if known.
        inner: The names of the nested archives that were entered on the way, outermost first.
    """

    def __init__(
        self, *, reason: str, message: str, entry: str = "", offset: int | None = None, inner: tuple[str, ...] = ()
    ) -> None:
        """Say what is wrong, and where."""
        place = "!".join((*inner, entry) if entry else inner)
        super().__init__(f"{place}: {message}" if place else message)
        self.reason = reason
        self.message = message
        self.entry = entry
        self.offset = offset
        self.inner = inner

    @property
    def hint(self) -> str:
        """What to do about it."""
        return HINTS.get(self.reason, "")
