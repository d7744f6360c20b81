"""Where a shared registry is: a file, or a file on a branch of a git repository elsewhere."""

from __future__ import annotations

import re

from hapline.errors import UsageError
from hapline.files import stays_inside
from hapline_hooks import Phrase, noun
from hapline_plugins.portal.names import REGISTRY

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
_SCP = re.compile(r"([^/\\:@\s]+@[^/\\:@\s]+):(.+)")
_DRIVE = re.compile(r"[A-Za-z]:(?:[\\/]|\Z)")
_TRANSPORTS = ("https", "ssh", "file")
_TODO = "write a path, https://host/repo.git#branch:file, ssh://, git@host:repo.git#branch:file or file://"
_BRANCH = re.compile(r"(?![-./])(?!.*(?:\.\.|//|@\{|\.lock(?:/|\Z)|/\.))[^\x00-\x20\x7f~^:?*\[\\]+(?<![./])")


@noun
class Address:
    """Where a registry is.

    Attributes:
        url: What git is given; empty for a file. branch: The branch, empty for the one that the repository names.
        file: The path of the file, or in the repository.
    """

    url: str = ""
    branch: str = ""
    file: str = REGISTRY

    @property
    def shown(self) -> str:
        """The address as it can be printed: without a password, a token or anything else that lets one in."""
        if not self.url:
            return self.file
        behind = "#" + (f"{self.branch}:{self.file}" if self.branch else f":{self.file}")
        return without_secrets(self.url) + behind


def read_address(text: str) -> Address:
    """Read an address. Whatever looks like a URL of git's and is none of the known forms is refused.

    Raises:
        hapline.errors.UsageError: It is refused.
    """
    if not text or text != text.strip() or any(sign < " " or sign == "\x7f" for sign in text):
        raise UsageError("the address of the registry is empty, or has blanks or control characters", todo=_TODO)
    if text.startswith("-"):
        raise UsageError("the address of the registry looks like an option", todo=_TODO)
    url, _, behind = text.partition("#")
    scheme = _URL.fullmatch(url)
    if scheme:
        _vet_url(scheme[1].lower(), scheme[2])
    elif "::" in text.partition("/")[0]:
        raise UsageError("git's remote helpers are not started", todo=_TODO)
    elif _SCP.fullmatch(url):
        _vet_host(url.partition(":")[0], url.partition(":")[2])
    elif ":" in text.partition("/")[0] and not _DRIVE.match(text):
        raise UsageError("the address is neither a path nor a URL with user and host", todo=_TODO)
    else:
        return Address(file=text)
    branch, _, file = behind.partition(":")
    _vet_inside(branch, file)
    return Address(url=url, branch=branch, file=file or REGISTRY)


def without_secrets(url: str) -> str:
    """A URL without user, password and query; of an SSH address the user stays, which is no secret."""
    found = _URL.fullmatch(url)
    if found is None:
        return url
    scheme, rest = found.groups()
    host, slash, path = rest.partition("/")
    user, at, name = host.rpartition("@")
    kept = f"{user.partition(':')[0]}@" if at and scheme.lower() == "ssh" else ""
    return f"{scheme}://{kept}{name}{slash}{path}".partition("?")[0]


def _vet_url(scheme: str, rest: str) -> None:
    from urllib.parse import unquote

    if scheme not in _TRANSPORTS:
        raise UsageError(Phrase("the transport {scheme} is not used", scheme=scheme), todo=_TODO)
    host, _, path = unquote(rest).partition("/")
    if any(sign < " " for sign in unquote(rest)):
        raise UsageError("the address of the registry has control characters", todo=_TODO)
    if scheme == "file":
        if host:
            raise UsageError("file:// is followed by the whole path: file:///folder/repo.git", todo=_TODO)
        return
    _vet_host(host, path)


def _vet_host(host: str, path: str) -> None:
    """No part of it may be an option to ssh."""
    user, _, name = host.rpartition("@")
    if not name or not path.strip("/"):
        raise UsageError("the address names no host or no repository", todo=_TODO)
    if user.startswith("-") or name.startswith("-") or path.startswith("-"):
        raise UsageError("a part of the address looks like an option", todo=_TODO)


def _vet_inside(branch: str, file: str) -> None:
    if branch and (not _BRANCH.fullmatch(branch) or branch == "HEAD"):
        raise UsageError(Phrase("{branch} is no name of a branch", branch=branch), todo=_TODO)
    parts = file.split("/")
    if file and (not stays_inside(file) or any(part.lower() in {"", ".", ".git"} for part in parts)):
        raise UsageError(Phrase("{file} is no file of a repository", file=file), todo=_TODO)
