"""Credentials of a server: those of a file, or the one that everybody knows, on loopback."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import datetime

from hapline.documents import Document, DocumentError
from hapline.errors import HaplineError, UsageError, of
from hapline_hooks import Phrase
from hapline_plugins.mds_server.wire.credentials import LOCAL, Credential

_FORM = (
    '--credentials names a JSON5 file such as {"LTAI...": {"secret": "...", "token": "...", '
    '"expires": "2026-12-31T00:00:00Z"}}, of which token and expires are for STS'
)


def is_loopback(host: str) -> bool:
    """Whether an address is one that only this machine reaches."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_credentials(path: str) -> Mapping[str, Credential]:
    """The credentials of a JSON5 file, by access key id.

    Raises:
        hapline.errors.HaplineError: It cannot be read, or says nothing that can be used; with line and column.
    """
    try:
        with open(path, "rb") as file:
            document = Document(file.read())
        content = document.value
    except (OSError, DocumentError) as error:
        raise of(error, path) from None
    if not isinstance(content, dict) or not content:
        raise UsageError("must be an object of access keys by id", where=path, todo=_FORM)
    return {name: _credential(document, path, name, one) for name, one in content.items()}


def _credential(document: Document, path: str, name: str, given: object) -> Credential:
    def refused(what: str) -> HaplineError:
        return UsageError(what, where=path, span=document.place((name,)), todo=_FORM)

    if not isinstance(given, dict) or not given.get("secret") or set(given) - {"secret", "token", "expires"}:
        raise refused("an access key has a secret, and may have a token and expires")
    if not all(isinstance(one, str) for one in given.values()):
        raise refused("secret, token and expires must be texts")
    expires = 0.0
    if given.get("expires"):
        try:
            expires = datetime.fromisoformat(given["expires"]).timestamp()
        except ValueError:
            raise refused("expires must be a time such as 2026-12-31T00:00:00Z") from None
    return Credential(key_id=name, secret=given["secret"], token=given.get("token", ""), expires=expires)


def credentials_for(host: str, path: str) -> Mapping[str, Credential]:
    """Who may call a server that listens on this address.

    Args:
        host: The address. path: The file that was named; "" for none.

    Raises:
        hapline.errors.HaplineError: The file is wrong, or others than this machine reach the server and it has none.
    """
    if path:
        return read_credentials(path)
    if not is_loopback(host):
        raise UsageError(
            Phrase("{host} is reached by others: name who may call with --credentials", host=host), todo=_FORM
        )
    return {LOCAL.key_id: LOCAL}
