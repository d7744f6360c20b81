"""Downloads: what replies give addresses for, with ranges and entity tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starlette.responses import Response, StreamingResponse

from hapline_plugins.mds_server.handling.offline_building import ELSEWHERE
from hapline_plugins.mds_server.serving.service import Service

_CONFIGURATION = "/nebula_json/h5_json.json"
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
        return Response("There is no such file.\n", 404)
    if path.endswith(_CONFIGURATION):
        text = b"".join(service.files.pieces(content)).replace(f"https://{ELSEWHERE}".encode(), base.encode())
        return Response(b"" if head else text, media_type="application/json", headers={"Cache-Control": "no-cache"})
    etag = f'"{content.sha256}"'
    more = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": "no-cache"}
    if etag in headers.get("if-none-match", ""):
        return Response(status_code=304, headers=more)
    start, end, status = 0, content.size, 200
    wanted = headers.get("range", "")
    if wanted.startswith("bytes=") and "," not in wanted and headers.get("if-range", etag) == etag:
        found = _range(wanted.removeprefix("bytes="), content.size)
        if found is None:
            return Response(status_code=416, headers={**more, "Content-Range": f"bytes */{content.size}"})
        start, end = found
        status = 206
        more["Content-Range"] = f"bytes {start}-{end - 1}/{content.size}"
    more["Content-Length"] = str(end - start)
    kind = _TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
    if head:
        return Response(status_code=status, headers=more, media_type=kind)
    return StreamingResponse(_cut(service.files.pieces(content), start, end), status, headers=more, media_type=kind)


def _range(wanted: str, size: int) -> tuple[int, int] | None:
    first, dash, last = wanted.partition("-")
    if not dash or not (first + last).isascii() or not (first + last).isdigit():
        return 0, size
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    start = int(first)
    end = min(size, int(last) + 1) if last else size
    return (start, end) if start < end else None


def _cut(pieces: Iterator[bytes], start: int, end: int) -> Iterator[bytes]:
    at = 0
    for piece in pieces:
        if at + len(piece) > start and at < end:
            yield piece[max(0, start - at) : end - at]
        at += len(piece)
        if at >= end:
            return
