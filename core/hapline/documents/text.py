"""Text of files: decoding, encoding back, and lines and columns as editors count them."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hapline_hooks import Span, TextEdit

LIMIT = 16 * 1024 * 1024
"""Bytes that a document may have unless the caller says otherwise."""
MAX_DEPTH = 100
"""Containers inside containers that are read; real files have about ten."""


class DocumentError(Exception):
    """A document that cannot be read, with the place and what to do.

    Attributes:
        message: What is wrong, as one sentence. template: The same with ``{name}`` fields, for translation.
        fields: What fills the template. hint: What to do about it, as one sentence without fields.
        offset: Where it is, in characters from the start of the text (a byte order mark does not count).
        end: Where it ends, exclusive, at least ``offset``.
        line: The line, from 1. column: The character in the line, from 1.
        has_lines: Whether lines and columns say anything of such a document.
    """

    has_lines: ClassVar[bool] = True

    def __init__(
        self, template: str, *, text: str = "", offset: int = 0, end: int = 0, hint: str = "", **fields: object
    ) -> None:
        """Say what is wrong where in a text."""
        self.message = template.format_map(fields) if fields else template
        super().__init__(self.message)
        self.template = template
        self.fields = fields
        self.hint = hint
        self.offset = offset
        self.end = max(offset, end)
        starts = line_starts(text)
        self.line, self.column = position(starts, offset)
        self._last = position(starts, self.end)

    def below(self, first_line: int) -> Self:
        """The same error, of a text that is a part of a file and begins with this line of it, from 1."""
        self.line += first_line - 1
        self._last = self._last[0] + first_line - 1, self._last[1]
        return self

    @property
    def span(self) -> Span:
        """The place in lines and columns."""
        from hapline_hooks import Span

        line, column = self._last
        return Span(start_line=self.line, start_column=self.column, end_line=line, end_column=column)


class Encoding(NamedTuple):
    """How the text of a file is written as bytes.

    Attributes:
        name: ``utf-8``, ``utf-16-le`` or ``utf-16-be``. bom: The byte order mark at the start, or nothing.
    """

    name: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """Write a text as the file was written."""
        return self.bom + text.encode(self.name)


_UTF8 = Encoding("utf-8", b"")
_MARKED = (
    Encoding("utf-8", codecs.BOM_UTF8),
    Encoding("utf-16-le", codecs.BOM_UTF16_LE),
    Encoding("utf-16-be", codecs.BOM_UTF16_BE),
)


def encoding_of(data: bytes) -> Encoding:
    """The encoding of a file: by its byte order mark, else UTF-8."""
    if data[:1] in {b"\xef", b"\xff", b"\xfe"}:
        for encoding in _MARKED:
            if data.startswith(encoding.bom):
                return encoding
    return _UTF8


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark; the mark is not part of the text.

    Raises:
        DocumentError: The bytes are no such text; the place is that of the first wrong byte.
    """
    encoding = encoding_of(data)
    content = data[len(encoding.bom) :] if encoding.bom else data
    try:
        return content.decode(encoding.name)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding.name, "replace")
        number = error.start + len(encoding.bom)
        template = "byte {number} ({byte}) is not {encoding}"
        raise DocumentError(
            template,
            text=before,
            offset=len(before),
            hint=_remedy(content),
            number=number,
            byte=f"0x{data[number]:02X}",
            encoding="UTF-8" if encoding.name == "utf-8" else "UTF-16",
        ) from None


def shown(text: str) -> str:
    """A text decoded with ``surrogateescape``, in which each byte that is not UTF-8 is one U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def check_size(data: bytes, limit: int) -> None:
    """Refuse a file that is too large to be a document.

    Raises:
        DocumentError: It has more bytes than the limit.
    """
    if len(data) > limit:
        hint = "a document of this size is hardly meant; look at what wrote it"
        template = "the file has {size} bytes, more than {limit}"
        raise DocumentError(template, hint=hint, size=len(data), limit=limit)


class TolerantText:
    """The text of a file of which nothing is lost that is not understood: bytes that are not UTF-8 can be written back.

    Attributes:
        text: The text, without byte order mark; each byte that is not UTF-8 is one U+FFFD.
        exact: The same with these bytes as ``surrogateescape`` has them; characters have the same offsets.
        encoding: How it was written as bytes. undecoded: The first byte that is not UTF-8; None where there is none.
    """

    __slots__ = ("encoding", "exact", "text", "undecoded")

    def __init__(self, data: bytes) -> None:
        """Decode a file.

        Raises:
            DocumentError: It begins with the byte order mark of UTF-16, and is none. Nothing else is an error.
        """
        self.encoding = encoding_of(data)
        self.undecoded: DocumentError | None = None
        try:
            self.exact = self.text = decode(data)
        except DocumentError as error:
            if self.encoding.name != "utf-8":
                raise
            self.undecoded = error
            self.exact = data[len(self.encoding.bom) :].decode("utf-8", "surrogateescape")
            self.text = shown(self.exact)

    @property
    def is_binary(self) -> bool:
        """Whether it is no text in any encoding: there is a zero byte beside others that are not UTF-8."""
        return self.undecoded is not None and "\0" in self.exact

    def edited(self, edits: Iterable[TextEdit]) -> bytes:
        """The file with edits applied; all else stays byte for byte.

        Raises:
            ValueError: Edits overlap, or one is not inside the text.
        """
        text = apply(self.exact, edits)
        if self.undecoded:
            return self.encoding.bom + text.encode("utf-8", "surrogateescape")
        return self.encoding.encode(text)


def line_starts(text: str) -> list[int]:
    """The offsets at which lines start; CRLF, LF and CR end a line, nothing else does."""
    if "\r" in text:
        return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    starts.pop()  # behind the last line, which nothing ends
    return starts


def position(starts: list[int], offset: int) -> tuple[int, int]:
    """The line and column of an offset, from 1, by the starts of the lines."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def in_order(text: str, edits: Iterable[TextEdit]) -> list[TextEdit]:
    """Sort edits by place; those that insert at the same place keep their order.

    Raises:
        ValueError: Two of them overlap, or one is not inside the text. They may touch.
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    done = 0
    for edit in ordered:
        if edit.start < done:
            problem = f"edits overlap at offset {edit.start}"
            raise ValueError(problem)
        if not edit.start <= edit.end <= len(text):
            problem = f"an edit from {edit.start} to {edit.end} is not inside the text"
            raise ValueError(problem)
        done = edit.end
    return ordered


def apply(text: str, edits: Iterable[TextEdit]) -> str:
    """Apply edits, all of which speak of the text as it is before any of them.

    Raises:
        ValueError: Two of them overlap, or one is not inside the text.
    """
    pieces: list[str] = []
    done = 0
    for edit in in_order(text, edits):
        pieces += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join([*pieces, text[done:]])


def _remedy(content: bytes) -> str:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "save the file as UTF-8"
    return "the file looks like GBK; save it as UTF-8"
