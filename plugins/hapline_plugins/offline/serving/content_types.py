"""Content types of files, the same on every machine: the system's own table calls scripts plain text on some."""

from __future__ import annotations

import re
from mimetypes import MimeTypes

_KINDS = {
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "application/xhtml+xml",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "webmanifest": "application/manifest+json",
    "wasm": "application/wasm",
    "xml": "text/xml",
    "txt": "text/plain",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "apng": "image/apng",
    "ico": "image/x-icon",
    "bmp": "image/bmp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "eot": "application/vnd.ms-fontobject",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "m3u8": "application/vnd.apple.mpegurl",
    "pdf": "application/pdf",
}
_BYTES = "application/octet-stream"
_LOOKED_AT = 1024
"""Bytes in which a page has to name its encoding (HTML standard, 4.2.5.4)."""
_NAMES_ONE = rb"(?i)charset\s*=|encoding\s*=\s*[\"']"


def content_type_of(path: str, content: bytes) -> str:
    """The Content-Type of a file; a text that does not name its encoding itself is UTF-8."""
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    found = _KINDS.get(ending) or MimeTypes().guess_type(f"x.{ending}")[0] or _BYTES
    is_text = found.startswith("text/") or found.endswith(("json", "+xml"))
    if not is_text or re.search(_NAMES_ONE, content[:_LOOKED_AT]):
        return found  # a header would outweigh what the page says
    return f"{found}; charset=utf-8"
