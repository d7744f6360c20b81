"""The registry that many repositories share: read where it is, and add to it while others do the same."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hapline.documents import DocumentError
from hapline.errors import MissingError, UsageError, of
from hapline_hooks import Phrase, noun
from hapline_plugins.portal.ids.adding import Addition, Request, addition
from hapline_plugins.portal.ids.addresses import Address
from hapline_plugins.portal.ids.registry import LIMIT, Registry

if TYPE_CHECKING:
    from hapline_plugins.portal.ids.remote import RemoteFile

TRIES = 5
"""How often an addition is made again because somebody else was faster."""
SECONDS = 60.0
"""How long one run of git may take."""
_WAIT = 0.2


@noun
class Published:
    """What came of an addition.

    Attributes:
        ids: The id of each Bundle that was asked for. added: The Bundles that were not in the registry as they are now.
        commit: The commit that holds them; empty for a file, and where nothing had to be added.
        tries: How often it was tried.
    """

    ids: Mapping[str, int]
    added: tuple[str, ...] = ()
    commit: str = ""
    tries: int = 1


def read(address: Address, *, seconds: float = SECONDS) -> Registry:
    """The registry as it is now; an empty one where there is no such file yet.

    Raises:
        hapline.errors.HaplineError: It cannot be reached or read.
    """
    if not address.url:
        return _registry(_content(address.file) if os.path.lexists(address.file) else b"", address)
    with _remote(address, seconds) as remote:
        return _registry(remote.read().content or b"", address)


def publish(
    address: Address, requests: Iterable[Request], *, used: Collection[int] = (), seconds: float = SECONDS
) -> Published:
    """Put Bundles into the registry, and choose ids for those that have none.

    Where somebody else adds at the same time, the registry is read again: an id of ours that they took is an error, and
    one that was to be chosen is chosen anew.

    Args:
        address: Where it is. requests: The Bundles.
        used: Ids that are not to be chosen, such as those of Bundles that are not registered.
        seconds: How long one run of git may take.

    Raises:
        hapline.errors.HaplineError: It cannot be reached, read or written; an id is taken, and by whom; none is free.
    """
    wanted = sorted(requests, key=lambda one: one.bundle)
    if not address.url:
        with _lock(address.file):
            return _into_file(address, wanted, used)
    with _remote(address, seconds) as remote:
        for number in range(1, TRIES + 1):
            version = remote.read()
            made = addition(_registry(version.content or b"", address), wanted, used)
            commit = remote.write(version, made.content, _message(made)) if made.bundles else ""
            if commit or not made.bundles:
                return Published(ids=made.ids, added=made.bundles, commit=commit, tries=number)
            _pause(number)
    raise UsageError(
        Phrase("somebody else was faster {count} times", count=TRIES), where=address.shown, todo="try again later"
    )


def _into_file(address: Address, wanted: Sequence[Request], used: Collection[int]) -> Published:
    from hapline.files import write

    before = _content(address.file) if os.path.lexists(address.file) else b""
    made = addition(_registry(before, address), wanted, used)
    if made.bundles:
        try:
            write(address.file, made.content)
        except OSError as error:
            raise of(error, address.file) from None
    return Published(ids=made.ids, added=made.bundles)


def _message(made: Addition) -> str:
    """What the commit says: in one line what it does, then each entry."""
    ids, added = made.ids, made.bundles
    first = f"Package id {ids[added[0]]} for {added[0]}" if len(added) == 1 else f"Package ids for {len(added)} Bundles"
    return "\n".join([first, "", *(f"{bundle} = {ids[bundle]}" for bundle in added), ""])


def _registry(data: bytes, address: Address) -> Registry:
    try:
        return Registry(data, address.shown)
    except DocumentError as error:
        raise of(error, address.shown) from None


def _content(file: str) -> bytes:
    try:
        # A pipe or a device would be waited for.
        if os.path.exists(file) and not os.path.isfile(file):
            raise MissingError("this is no file", where=file)
        with open(file, "rb") as source:
            return source.read(LIMIT + 1)
    except OSError as error:
        raise of(error, file) from None


@contextmanager
def _remote(address: Address, seconds: float) -> Iterator[RemoteFile]:
    """The file in the other repository, through a temporary folder."""
    from tempfile import TemporaryDirectory

    from hapline_plugins.portal.ids.remote import RemoteFile

    with TemporaryDirectory(prefix="hapline-", ignore_cleanup_errors=True) as folder:
        inside = os.path.join(folder, "registry.git")
        os.mkdir(inside)
        yield RemoteFile(address, inside, seconds)


@contextmanager
def _lock(file: str) -> Iterator[None]:
    """Keep other runs of ours from writing the file meanwhile: by a file beside it."""
    import time

    beside = f"{os.path.realpath(file)}.lock"
    for _ in range(_LOCK_TRIES):
        try:
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            time.sleep(_LOCK_WAIT)
        except OSError as error:
            raise of(error, file) from None
        else:
            break
    else:
        todo = "another run adds to the registry; remove this file if there is none"
        raise UsageError("the registry is locked", where=beside, todo=todo)
    try:
        yield
    finally:
        os.unlink(beside)


_LOCK_WAIT = 0.05
_LOCK_TRIES = 200


def _pause(number: int) -> None:
    """Wait a little, and not as long as the one who was faster."""
    import time

    time.sleep(_WAIT * number * (0.5 + os.urandom(1)[0] / 255))
