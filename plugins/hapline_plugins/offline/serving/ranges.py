"""Which part of a file a request is answered with: conditions and ranges (RFC 9110, 13 and 14)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

_RANGE = r"bytes=(\d{0,18})-(\d{0,18})"


class Part(NamedTuple):
    """A part of a file: the status of the answer, and the bytes from ``start`` up to ``end``."""

    status: HTTPStatus
    start: int
    end: int


def etag(content: bytes) -> str:
    """The entity tag of a file: the same bytes have the same."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def part_of(size: int, tag: str, method: str, headers: Mapping[str, str]) -> Part:
    """The part that is asked for; several ranges at once are answered with all of the file.

    Args:
        size: The length of the file in bytes. tag: Its entity tag. method: GET or HEAD. headers: Those of the request.
    """
    known = headers.get("If-None-Match", "")
    if known and (known.strip() == "*" or tag in _tags(known)):
        return Part(HTTPStatus.NOT_MODIFIED, 0, 0)
    asked = re.fullmatch(_RANGE, headers.get("Range", "").strip())
    if method != "GET" or asked is None or headers.get("If-Range", tag).strip() != tag:
        return Part(HTTPStatus.OK, 0, size)
    first, last = asked.groups()
    if not first and not last:
        return Part(HTTPStatus.OK, 0, size)
    start = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if first and last and int(last) < int(first):
        return Part(HTTPStatus.OK, 0, size)  # no range at all
    if start >= size:
        return Part(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, 0, 0)
    return Part(HTTPStatus.PARTIAL_CONTENT, start, end)


def _tags(header: str) -> list[str]:
    return [one.strip().removeprefix("W/") for one in header.split(",")]
