"""The form of an upload: fields first, then the file, read as it comes.

Source: "PostObject" of OSS's API: ``file`` is the last field, and what comes behind it is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from hapline_plugins.mds_server.wire.faults import GatewayError

_FIELD_LIMIT = 64 * 1024
"""Bytes that the fields beside the file may have together, with the headers of all parts."""
_MALFORMED = "The body of your POST request is not well-formed multipart/form-data."


class UploadForm:
    """A form that is read piece by piece.

    Attributes:
        fields: The fields so far, names in lower case. file_name: The name of the file, once it has begun.
        in_file: Whether the file has begun. ended: Whether the form has ended as it should.
    """

    def __init__(self, content_type: str) -> None:
        """Begin a form of this type.

        Raises:
            GatewayError: It is no form with a boundary.
        """
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not boundary:
            raise GatewayError(400, "MalformedPOSTRequest", _MALFORMED)
        self.fields: dict[str, str] = {}
        self.file_name = ""
        self.in_file = False
        self.ended = False
        self._data: list[bytes] = []
        self._name = ""
        self._value = bytearray()
        self._header = bytearray()
        self._header_value = bytearray()
        self._disposition = b""
        self._room = _FIELD_LIMIT
        self._file_done = False
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin_part,
                    "on_header_field": self._on_header_field,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._end_header,
                    "on_headers_finished": self._end_headers,
                    "on_part_data": self._on_data,
                    "on_part_end": self._end_part,
                    "on_end": self._end,
                },
            )
        except FormParserError:
            raise GatewayError(400, "MalformedPOSTRequest", _MALFORMED) from None

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Read on, and hand out what of it belongs to the file.

        Raises:
            GatewayError: It is no such form, or its fields are too long.
        """
        try:
            self._parser.write(piece)
        except FormParserError:
            raise GatewayError(400, "MalformedPOSTRequest", _MALFORMED) from None
        data, self._data = self._data, []
        return iter(data)

    def _begin_part(self) -> None:
        self._disposition = b""
        self._value.clear()
        self._header.clear()
        self._header_value.clear()

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._spend(end - start)
        self._header += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._spend(end - start)
        self._header_value += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = bytes(self._header_value)
        self._header.clear()
        self._header_value.clear()

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._name = options.get(b"name", b"").decode("utf-8", "replace").lower()
        if self._name == "file" and not self._file_done:
            self.in_file = True
            self.file_name = options.get(b"filename", b"").decode("utf-8", "replace")

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self.in_file:
            self._data.append(data[start:end])
            return
        self._spend(end - start)
        if not self._file_done:
            self._value += data[start:end]

    def _spend(self, size: int) -> None:
        self._room -= size
        if self._room < 0:
            raise GatewayError(400, "FieldItemTooLong", "The fields beside the file are too long.")

    def _end_part(self) -> None:
        if self.in_file:
            self.in_file = False
            self._file_done = True
        elif not self._file_done:
            self.fields[self._name] = self._value.decode("utf-8", "replace")

    def _end(self) -> None:
        self.ended = self._file_done
