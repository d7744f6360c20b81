"""CERT.json and SIGN.json: the signatures of a package as they are written."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Mapping

from hapline.documents import DocumentError
from hapline_hooks import Phrase, noun

LIMIT = 64 * 1024
"""Bytes that such a file may have; real ones have 800."""
_MOST = 64
_LONGEST = 16 * 1024 // 8
"""Bytes of a signature; those of keys of 2,048 bits have 256."""


@noun
class Signatures:
    """The signatures of one file.

    Attributes:
        by_entry: The signature of each entry that is named, in bytes; empty where none was made.
        broken: Why a signature is none, by entry.
    """

    by_entry: Mapping[str, bytes]
    broken: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is signed: the service writes it so where no key is configured."""
        return not self.broken and not any(self.by_entry.values())

    @property
    def bits(self) -> int:
        """The length of the key in bits, by the longest signature; 0 where nothing is signed."""
        return 8 * max(map(len, self.by_entry.values()), default=0)


def read_signatures(data: bytes) -> Signatures:
    """Read one of the files.

    Raises:
        hapline.documents.DocumentError: It is no JSON object of strings, or gives a name twice.
    """
    from hapline.documents import has_duplicate_keys, parse

    value = parse(data, strict=True, limit=LIMIT)
    if not isinstance(value, dict):
        raise DocumentError("it must be an object with a signature for each entry")
    if has_duplicate_keys(data, value):
        raise DocumentError("it names an entry twice, and readers differ in which signature counts")
    if len(value) > _MOST:
        raise DocumentError("it names {count} entries; a package has three", count=len(value))
    by_entry: dict[str, bytes] = {}
    broken: dict[str, str] = {}
    for entry, written in value.items():
        try:
            by_entry[entry] = _decoded(written)
        except ValueError as error:
            broken[entry] = error.args[0]
    return Signatures(by_entry=by_entry, broken=broken)


def _decoded(written: object) -> bytes:
    """A signature; line breaks in it, as some tools wrap base64, do not count.

    Raises:
        ValueError: It is none; the argument says why.
    """
    if not isinstance(written, str):
        raise ValueError(Phrase("it is no string"))  # noqa: TRY004 one kind of error for one kind of trouble
    try:
        found = b64decode("".join(written.split()), validate=True)
    except (Error, ValueError):
        raise ValueError(Phrase("it is not base64")) from None
    if len(found) > _LONGEST:
        raise ValueError(Phrase("it has {size} bytes, more than any key makes", size=len(found)))
    return found
