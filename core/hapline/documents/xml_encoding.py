"""How the text of an XML file is written as bytes: its byte order mark, what it declares, and what cannot be both."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from hapline.documents.text import DocumentError, decode, encoding_of

DECLARATION = re.compile(
    r"""<\?xml\s++version\s*=\s*(?:"1\.\d+"|'1\.\d+')"""
    r"""(?:\s++encoding\s*=\s*(?P<quote>["'])(?P<encoding>[A-Za-z][A-Za-z0-9._\-]*+)(?P=quote))?"""
    r"""(?:\s++standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>"""
)
"""A declaration as it must be; all else is left to the parser to refuse."""
_HEAD = 1024
_KNOWN = re.compile(r"utf-8|utf-16(?:-[lb]e)?|ascii|iso8859-\d+|cp125\d|gbk|gb2312|gb18030|euc_kr|koi8-r")
"""Python's names of the encodings that are read: each byte of theirs comes back as it was when the text is written."""


class XmlEncoding(NamedTuple):
    """How the text of a file is written as bytes.

    Attributes:
        name: Python's name of it, such as ``utf-8`` or ``gbk``. bom: The byte order mark at the start, or nothing.
    """

    name: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """Write a text; characters that the encoding does not have become references such as ``&#8364;``."""
        return self.bom + text.encode(self.name, "xmlcharrefreplace")


def read_text(data: bytes) -> tuple[str, XmlEncoding]:
    """The text of a file, without byte order mark, and how it was written.

    Raises:
        hapline.documents.DocumentError: It is no text, or not in the encoding that it declares.
    """
    _refuse_compiled(data)
    name, bom = encoding_of(data)
    if name != "utf-8":
        text = decode(data)
        declared = DECLARATION.match(text)
        if declared and declared["encoding"] and _codec(declared) not in {name, "utf-16"}:
            raise _contradiction(declared, "UTF-16")
    else:
        declared = DECLARATION.match(data[len(bom) : len(bom) + _HEAD].decode("latin-1"))
        codec = _codec(declared) if declared and declared["encoding"] else "utf-8"
        if declared and bom and codec != "utf-8":
            raise _contradiction(declared, "UTF-8")
        if declared and codec.startswith("utf-16"):
            raise _unmarked(declared)
        text = decode(data) if codec == "utf-8" else _decoded(data, codec, declared["encoding"] if declared else codec)
        name = codec
    _refuse_zero(text, data)
    return text, XmlEncoding(name, bom)


def _codec(declared: re.Match[str]) -> str:
    try:
        name = codecs.lookup(declared["encoding"]).name
    except LookupError:
        name = ""
    if not _KNOWN.fullmatch(name):
        start, end = declared.span("encoding")
        raise DocumentError(
            "the encoding {encoding} is not known",
            text=declared.string,
            offset=start,
            end=end,
            hint='save the file as UTF-8 and declare encoding="utf-8"',
            encoding=declared["encoding"],
        )
    return name


def _decoded(data: bytes, codec: str, declared: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codec, "replace")
        raise DocumentError(
            "byte {number} ({byte}) is not {encoding}, which the file declares",
            text=before,
            offset=len(before),
            hint=_remedy(data),
            number=error.start,
            byte=f"0x{data[error.start]:02X}",
            encoding=declared,
        ) from None


def _remedy(data: bytes) -> str:
    for codec, hint in (
        ("utf-8", 'the file looks like UTF-8; declare encoding="utf-8"'),
        ("gb18030", 'the file looks like GBK; declare encoding="GBK", or save it as UTF-8'),
    ):
        try:
            data.decode(codec)
        except UnicodeDecodeError:
            continue
        return hint
    return "save the file as UTF-8"


def _contradiction(declared: re.Match[str], found: str) -> DocumentError:
    start, end = declared.span("encoding")
    return DocumentError(
        "the file declares {encoding} and has the byte order mark of {found}",
        text=declared.string,
        offset=start,
        end=end,
        hint='save the file as UTF-8 and declare encoding="utf-8"',
        encoding=declared["encoding"],
        found=found,
    )


def _unmarked(declared: re.Match[str]) -> DocumentError:
    start, end = declared.span("encoding")
    return DocumentError(
        "the file declares {encoding} and is not written so",
        text=declared.string,
        offset=start,
        end=end,
        hint='declare encoding="utf-8", as the file is written',
        encoding=declared["encoding"],
    )


def _refuse_compiled(data: bytes) -> None:
    if data.startswith((b"\x03\x00\x08\x00", b"\x00\x00\x08\x00")):
        raise DocumentError(
            "compiled XML, as in an APK: the file is no text", hint="give the XML file that it was compiled from"
        )
    if data.startswith(b"PK\x03\x04"):
        raise DocumentError("an archive: the file is no text", hint="give an XML file")


def _refuse_zero(text: str, data: bytes) -> None:
    at = text.find("\0")
    if at >= 0:
        wide = data.startswith((b"<\0", b"\0<"))
        hint = "an XML file is a text; look at what wrote this file"
        raise DocumentError(
            "a zero byte: the file is no text",
            text=text,
            offset=at,
            end=at + 1,
            hint="the file looks like UTF-16 without a byte order mark; save it as UTF-8" if wide else hint,
        )
