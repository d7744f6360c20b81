"""Tells what is there only while a page is developed: hosts of a desk, and paths of development servers."""

from __future__ import annotations

import re

HOST = (
    r"(?:localhost|(?:[\w-]++\.)++(?:localhost|local)|127\.[\d.]+|0\.0\.0\.0|\[::1\]"
    r"|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?::\d{1,5})?"
)
"""Names of the machine itself (RFC 6761), of neighbours (RFC 6762), and private networks (RFC 1918), with a port."""
_HOST = re.compile(HOST)
_SERVED = re.compile(r"/?(?:@vite/|@react-refresh\b|@id/|@fs/|__webpack_hmr\b|sockjs-node/)")
"""What Vite and webpack-dev-server answer, and no build writes."""


def is_development_host(host: str) -> bool:
    """Whether a host, small letters, with its port, is one of a desk."""
    return _HOST.fullmatch(host) is not None


def is_of_development_server(path: str) -> bool:
    """Whether only a development server has such a path."""
    return _SERVED.match(path) is not None
