"""Downloads: what replies give addresses for, with ranges and entity tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from starlette.responses import Response, StreamingResponse

from hapline_plugins.mds_server.handling.offline_building import ELSEWHERE
from hapline_plugins.mds_server.serving.service import Service
from hapline_plugins.mds_server.wire.faults import GatewayError
from hapline_plugins.mds_server.wire.replies import new_request_id, oss_error

_CONFIGURATION = "/nebula_json/h5_json.json"
_RANGE = re.compile(r"bytes=\s*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})\s*", re.IGNORECASE)
_TYPES = {
    "json": "application/json",
    "html": "text/html",
    "htm": "text/html",
    "js": "text/javascript",
    "css": "text/css",
    "zip": "application/zip",
}


def download(service: Service, path: str, headers: Mapping[str, str], *, base: str, head: bool) -> Response:
    """Answer a request for a file.

    Args:
        service: What has it. path: Its address, without a slash at the front. headers: The request's.
        base: The address by which the service was reached. head: Whether only the header is asked for.
    """
    content = service.published(path)
    if content is None:
        body = oss_error(GatewayError(404, "NoSuchKey", "There is no such file."), new_request_id(), base)
        return Response(b"" if head else body, 404, media_type="application/xml")
    if path.endswith(_CONFIGURATION):
        text = b"".join(service.files.pieces(content)).replace(f"https://{ELSEWHERE}".encode(), base.encode())
        more = {"Cache-Control": "no-cache", "Content-Length": str(len(text))}
        return Response(b"" if head else text, media_type="application/json", headers=more)
    etag = f'"{content.sha256}"'
    more = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": "no-cache"}
    if _names(headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=more)
    start, end, status = 0, content.size, 200
    # A range is for GET only, and only of the same file as before (RFC 9110, 13.1.5 and 14.2).
    if not head and headers.get("if-range", etag) == etag:
        wanted = _range(headers.get("range", ""), content.size)
        if wanted is not None:
            start, end = wanted
            if start >= end:
                return Response(status_code=416, headers={**more, "Content-Range": f"bytes */{content.size}"})
            status = 206
            more["Content-Range"] = f"bytes {start}-{end - 1}/{content.size}"
    more["Content-Length"] = str(end - start)
    kind = _TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
    if head:
        return Response(status_code=status, headers=more, media_type=kind)
    return StreamingResponse(_cut(service.files.pieces(content), start, end), status, headers=more, media_type=kind)


def _names(given: str, etag: str) -> bool:
    """Whether If-None-Match names an entity tag: among others, as a weak one, or as any."""
    return any(one.strip().removeprefix("W/") in {etag, "*"} for one in given.split(","))


def _range(given: str, size: int) -> tuple[int, int] | None:
    """Where a range begins and ends, an empty one where the file has nothing of it.

    None for everything: where no range is given, one in an unknown form, or several, which a server need not serve.
    """
    match = _RANGE.fullmatch(given)
    if match is None or match["first"] == match["last"] == "":
        return None
    if not match["first"]:
        return max(0, size - int(match["last"])), size
    start = int(match["first"])
    if not match["last"]:
        return start, size
    last = int(match["last"])
    return None if last < start else (start, min(size, last + 1))


def _cut(pieces: Iterator[bytes], start: int, end: int) -> Iterator[bytes]:
    at = 0
    for piece in pieces:
        if at + len(piece) > start and at < end:
            yield piece[max(0, start - at) : end - at]
        at += len(piece)
        if at >= end:
            return
