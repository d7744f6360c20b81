"""What a browser asks for: an address, taken apart as the container does, and refused where it is none."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

PORTS = {"http": 80, "https": 443}
_AUTHORITY = r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::([0-9]{1,5}))?"
_ADDRESS = r"(https?)://([^/?#]*)([^#]*)"
_HIGHEST_PORT = 65535


class Authority(NamedTuple):
    """A host, small letters without a dot at the end, and a port."""

    host: str
    port: int

    @classmethod
    def read(cls, text: str, port: int) -> Authority | None:
        """The authority that a text is; None where it is none.

        Args:
            text: Such as ``20171228.h5app.com:443``. port: The port where it names none.
        """
        found = re.fullmatch(_AUTHORITY, text)
        if found is None:
            return None
        number = int(found[2] or port)
        host = found[1].rstrip(".").lower()
        return cls(host, number) if host and 0 < number <= _HIGHEST_PORT else None


class Asked(NamedTuple):
    """One request.

    Attributes:
        method: Its method. scheme: ``http`` or ``https``. at: Whom it is for. target: Path and query, as they came.
    """

    method: str
    scheme: str
    at: Authority
    target: str

    @classmethod
    def of_address(cls, method: str, address: str) -> Asked | None:
        """A request by its full address, as proxies are asked; None where it is none."""
        found = re.fullmatch(_ADDRESS, address, re.IGNORECASE)
        if found is None:
            return None
        scheme = found[1].lower()
        at = Authority.read(found[2], PORTS[scheme])
        target = found[3] if found[3].startswith("/") else f"/{found[3]}"
        return cls(method, scheme, at, target) if at else None

    @property
    def address(self) -> str:
        """The address, with the port where it is not the usual one."""
        port = "" if self.at.port == PORTS[self.scheme] else f":{self.at.port}"
        return f"{self.scheme}://{self.at.host}{port}{self.target}"

    @property
    def page(self) -> str:
        """The address without its query."""
        return self.address.partition("?")[0]

    @property
    def path(self) -> str | None:
        """The path without the slash before it, percent-decoded; None where no file can have it."""
        return decoded(self.target.partition("?")[0])


def decoded(path: str) -> str | None:
    """A path of an address as the path of a file, without the slash before it; None where no file can have it.

    Each level is decoded by itself, so that ``%2F`` makes no level, and what leads upwards is refused, however it is
    written.
    """
    levels: list[str] = []
    for level in path.removeprefix("/").split("/"):
        try:
            name = unquote_to_bytes(level.encode("latin-1", "replace")).decode()  # as http.server read it
        except UnicodeDecodeError:
            return None
        if name in {".", ".."} or any(char in name for char in "/\\\0"):
            return None
        levels.append(name)
    return "/".join(levels)
