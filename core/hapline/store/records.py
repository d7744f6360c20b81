"""Records: small JSON documents by name, each with a checksum, under file names that every system can have."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from hapline.errors import UsageError
from hapline_hooks import Phrase, noun

if TYPE_CHECKING:
    from hapline.store.errors import DamagedError

LIMIT = 1024 * 1024
"""Bytes that a record may have; contents are for what is longer."""
SUFFIX = ".json"
_KIND = re.compile(r"[a-z][a-z0-9-]{0,30}")
_MOST_NAME = 1000
_READABLE = 60
_HEX = 16


@noun
class Record:
    """A record.

    Attributes:
        name: Its name. value: What it says: what JSON can hold, with names as keys.
    """

    name: str
    value: Mapping[str, object]

    @property
    def checksum(self) -> str:
        """The sha256 of its value, written in one certain way."""
        import hashlib

        return hashlib.sha256(_plain(self.value).encode()).hexdigest()


class Records(NamedTuple):
    """The records of one kind: those that can be read, by name, and what is wrong with the others."""

    sound: tuple[Record, ...]
    damaged: tuple[DamagedError, ...]


def folder_of(kind: str) -> str:
    """Where records of a kind are kept.

    Raises:
        ValueError: It is none: small letters, digits and hyphens.
    """
    if not _KIND.fullmatch(kind):
        message = f"no kind of records: {kind!r}"
        raise ValueError(message)
    return f"records/{kind}"


def key_of(kind: str, name: str) -> str:
    """Where a record is kept.

    What can be read of its file name is cut down to letters and digits; the digits behind it, of the checksum of the
    name, keep names apart that look alike or differ in capitals only.

    Raises:
        hapline.errors.UsageError: The name is empty, too long, or no text.
        ValueError: The kind is none.
    """
    import hashlib

    folder = folder_of(kind)
    try:
        raw = name.encode()
    except UnicodeEncodeError:
        raw = b""
    if not raw or len(raw) > _MOST_NAME:
        raise UsageError(Phrase("{name} is no name that can be kept", name=repr(name[:_READABLE])))
    readable = re.sub(r"[^A-Za-z0-9._+-]", "_", name)[:_READABLE]
    return f"{folder}/_{readable}~{hashlib.sha256(raw).hexdigest()[:_HEX]}{SUFFIX}"


def written(record: Record) -> bytes:
    """A record as it is kept.

    Raises:
        hapline.errors.UsageError: It is too long.
        TypeError: Its value holds what JSON cannot.
        ValueError: Likewise.
    """
    whole = {"name": record.name, "sha256": record.checksum, "value": record.value}
    text = json.dumps(whole, ensure_ascii=True, allow_nan=False, indent=2)
    if len(text) >= LIMIT:
        raise UsageError(Phrase("{name} is more than a record can hold", name=record.name[:_READABLE]))
    return f"{text}\n".encode()


def read_record(data: bytes) -> Record | str:
    """The record in a file, or what is wrong with it."""
    from hapline.documents import DocumentError, parse

    try:
        whole: object = parse(data, strict=True, limit=LIMIT)
    except DocumentError as error:
        return Phrase(error.template, **error.fields)
    if not isinstance(whole, dict):
        return Phrase("it is no record")
    name, value = whole.get("name"), whole.get("value")
    if not isinstance(name, str) or not isinstance(value, dict):
        return Phrase("it is no record")
    record = Record(name=name, value=value)
    try:
        sound = record.checksum == whole.get("sha256")
    except (TypeError, ValueError):  # numbers that JSON does not have, halves of characters
        sound = False
    return record if sound else Phrase("its checksum is not that of what it says")


def _plain(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))
