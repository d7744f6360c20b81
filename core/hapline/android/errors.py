"""The one error of this package: what is wrong with a binary file, at which byte, and of which kind it is."""

from __future__ import annotations

from typing import Any, Literal

from hapline.documents import DocumentError

Reason = Literal["format", "version", "truncated", "value", "overlap", "depth", "size"]
"""The kinds of trouble.

- ``format``: the file is of another kind;
- ``version``: it is of a version that is not read;
- ``truncated``: something in it goes past the end, of the file or of what it is a part of;
- ``value``: something in it says what cannot be;
- ``overlap``: names share bytes so often that they are more than the file can hold;
- ``depth``: elements lie too deep inside each other;
- ``size``: the file is larger than the caller allows.
"""


class BinaryError(DocumentError):
    """A binary file that cannot be read. Its place is a byte, so line and column say nothing.

    Attributes:
        reason: The kind of trouble. at: The byte of the file at which it was seen.
    """

    has_lines = False

    def __init__(self, template: str, *, reason: Reason, at: int = 0, **fields: object) -> None:
        """Say what is wrong, and where."""
        values: dict[str, Any] = {"at": at, **fields}
        super().__init__(template, hint="build or download the file again", **values)
        self.reason: Reason = reason
        self.at = at


def wrong_format(wanted: str) -> BinaryError:
    """The file is of another kind than ``wanted``, such as ``DEX``."""
    return BinaryError("the file is not in the format {format}", reason="format", format=wanted)


def cut(part: str, at: int) -> BinaryError:
    """A part, by the name that the format gives it, goes past the end."""
    return BinaryError("byte {at}: {part} goes past the end", reason="truncated", at=at, part=part)


def wrong_value(part: str, at: int, value: object) -> BinaryError:
    """A part, by the name that the format gives it, has a value that it cannot have."""
    return BinaryError("byte {at}: {part} cannot be {value}", reason="value", at=at, part=part, value=str(value))


def overlap(part: str, at: int) -> BinaryError:
    """Names or lists share bytes so often that together they are more than the file can hold."""
    return BinaryError("byte {at}: {part} holds more than there is room for", reason="overlap", at=at, part=part)


def check_length(data: bytes | memoryview, limit: int) -> None:
    """Refuse a file that is longer than ``limit`` bytes.

    Raises:
        BinaryError: ``size``.
    """
    if len(data) > limit:
        raise BinaryError("the file has {size} bytes, more than {limit}", reason="size", size=len(data), limit=limit)
