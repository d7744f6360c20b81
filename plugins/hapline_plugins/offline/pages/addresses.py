"""Says where a reference leads, as browsers resolve it (URL standard) and as the container serves packages."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.target import OLD_DOMAINS, Target

GoalKind = Literal["inside", "package", "service", "host", "file"]
UNKNOWN_HOST = "package.invalid"
"""Stands for the virtual host of a package where nobody says it."""
_COMPUTED = re.compile(r"[{}<>|^`\0\ufffd]|\[\[|%(?![0-9A-Fa-f]{2})")
"""What an address does not have: it is put together by a template, or of characters that were not understood."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = frozenset({"http:", "https:", "ws:", "wss:"})
_USUAL_PORT = re.compile(r":(?:80|443)?\Z")
_BLANKS = "".join(map(chr, range(33)))


class Url(NamedTuple):
    """An address of the web.

    Attributes:
        scheme: ``http``, ``https``, ``ws``, ``wss``, ``file`` or, where it is the page's, nothing. host: In small
            letters, with its port where that is not the usual one. path: From its slash on, as it is written, without
            ``.`` and ``..``.
        leaves: Whether it had more ``..`` than there are folders.
    """

    scheme: str
    host: str
    path: str
    leaves: bool = False


class Goal(NamedTuple):
    """Where a reference leads.

    Attributes:
        kind: Into the package itself, into another one by its virtual host, to the delivery service, elsewhere, or to a
            file of the machine.
        url: The address. path: Its path without the slash before it, with percent escapes resolved.
        package: Of another package, its id. relative: Whether the reference says no host.
    """

    kind: GoalKind
    url: Url
    path: str
    package: str = ""
    relative: bool = False


class Site:
    """What a package is in the container: where its files are, and which hosts are known.

    Attributes:
        target: For whom it is made. host: The virtual host of the package, without scheme. virtual_domain: Where others
            have theirs. services: The hosts that global resources and releases are served from, or were.
    """

    __slots__ = ("host", "services", "target", "virtual_domain")

    def __init__(self, target: Target, package_id: str, vhost: str = "") -> None:
        """Name a package.

        Args:
            target: See above. package_id: Its id.
            vhost: Its virtual host, where it is not what the target makes of the id.
        """
        host = vhost or target.virtual_host(package_id)
        self.host = host.rpartition("://")[2].strip("/").lower() or UNKNOWN_HOST
        self.target = target
        self.virtual_domain = target.virtual_domain.lower()
        self.services = tuple(dict.fromkeys((target.domain.lower(), *OLD_DOMAINS)))

    @property
    def hosts(self) -> tuple[str, ...]:
        """All hosts that are known: those of the service, and the package's own."""
        return (*self.services, self.host)

    def url_of(self, path: str, *, is_global: bool) -> Url:
        """The address of a file of the package."""
        if not is_global or "/" not in path:
            return Url("https", self.host, f"/{path}")
        host, _, rest = path.partition("/")
        return Url("https", host.lower(), self.target.served_path(rest))

    def goal(self, page: Url, base: str, value: str) -> Goal | None:
        """Where a reference leads.

        Args:
            page: The address of the page or style sheet. base: What ``<base href>`` says. value: The reference.

        Returns:
            None where it leads nowhere else (``#part``, ``data:``, ``javascript:``) or is put together by a template.
        """
        start = page if not base else joined(page, base)
        url = joined(start, value) if start is not None else None
        if url is None or start is None:
            return None
        path = _unquoted(url.path[1:])
        relative = not _SCHEME.match(value.lstrip(_BLANKS)) and not _slashes(value.lstrip(_BLANKS)).startswith("//")
        if url.scheme == "file":
            return Goal("file", url, path)
        if url.host == self.host:
            return Goal("inside", url, path, relative=relative)
        package, _, domain = url.host.partition(".")
        if is_id(package) and domain and domain == self.virtual_domain:
            return Goal("package", url, path, package=package)
        service = url.host in self.services or (relative and url.host == page.host)
        return Goal("service" if service else "host", url, path, relative=relative)


def joined(base: Url, value: str) -> Url | None:
    """The address that a reference has, from where it stands; None where it is none of the web, or computed."""
    value = value.strip(_BLANKS).replace("\t", "").replace("\n", "").replace("\r", "")
    if not value or value[0] == "#" or _COMPUTED.search(value):
        return None
    scheme = _SCHEME.match(value)
    if scheme:
        return _absolute(scheme[0].lower(), value[scheme.end() :])
    value = _slashes(value)
    if value.startswith("//"):
        return _absolute("", value)
    path = _without_query(value)
    if not path:
        return None
    folder = [] if path.startswith("/") else base.path.split("/")[1:-1]
    plain, leaves = _plain(folder, path.lstrip("/") if path.startswith("/") else path)
    return Url(base.scheme, base.host, plain, leaves)


def _absolute(scheme: str, rest: str) -> Url | None:
    rest = _slashes(rest)
    if not rest.startswith("//") or (scheme and scheme not in _WEB and scheme != "file:"):
        return None
    authority, slash, path = _without_query(rest[2:]).partition("/")
    host = _USUAL_PORT.sub("", authority.rpartition("@")[2].lower())
    if not host and scheme != "file:":
        return None
    plain, leaves = _plain([], path) if slash else ("/", False)
    return Url(scheme[:-1], host, plain, leaves)


def _plain(folder: list[str], path: str) -> tuple[str, bool]:
    """A path without dots, from a folder, and whether it had more ``..`` than there are folders."""
    names, leaves = list(folder), False
    parts = path.split("/")
    for part in parts:
        dots = part.replace("%2e", ".").replace("%2E", ".") if "%2" in part else part
        if dots == "..":
            leaves = leaves or not names
            del names[-1:]
        elif dots != ".":
            names.append(part)
    if parts[-1] in {".", ".."}:
        names.append("")
    return "/" + "/".join(names), leaves


def _slashes(value: str) -> str:
    """Browsers take a backslash for a slash, before the query."""
    return value.replace("\\", "/") if "\\" in value else value


def _without_query(value: str) -> str:
    for mark in "?#":
        value = value.partition(mark)[0]
    return value


def _unquoted(path: str) -> str:
    if "%" not in path:
        return path
    from urllib.parse import unquote

    return unquote(path)
