"""A pair of keys as the guide's two openssl commands make it, and the public one as apps embed it."""

from __future__ import annotations

import contextlib
import os

from hapline.deliveries import unwritable
from hapline.errors import UsageError
from hapline_hooks import noun
from hapline_plugins.offline.keys.public import PublicKey
from hapline_plugins.offline.keys.signing import KEY_BITS

PRIVATE, PUBLIC = "private_key.pem", "public.pem"
"""The names of the guide (MDS guide, 6.1)."""
_EXPONENT = 65537


@noun
class KeyPair:
    """A new pair.

    Attributes:
        private: The private key as PEM. public: The public key.
    """

    private: bytes
    public: PublicKey


def new_pair(*, traditional: bool = False) -> KeyPair:
    """Make a pair.

    Args:
        traditional: Whether the private key is written as PKCS#1, as openssl did before version 3, and not as PKCS#8.
    """
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = generate_private_key(public_exponent=_EXPONENT, key_size=KEY_BITS)
    form = PrivateFormat.TraditionalOpenSSL if traditional else PrivateFormat.PKCS8
    private = key.private_bytes(Encoding.PEM, form, NoEncryption())
    return KeyPair(private=private, public=PublicKey(key.public_key()))


def write_pair(pair: KeyPair, folder: str) -> tuple[str, str]:
    """Write both files, the private one for its owner alone; returns their paths.

    Raises:
        hapline.errors.UsageError: One of them is there already: a key is never replaced; or they cannot be written.
    """
    private, public = (os.path.normpath(os.path.join(folder, name)) for name in (PRIVATE, PUBLIC))
    for path in (private, public):
        if os.path.lexists(path):
            raise UsageError("there is a key already, and keys are never replaced", where=path, todo=_ELSEWHERE)
    try:
        os.makedirs(folder, exist_ok=True)
        _create(private, pair.private, 0o600)
        try:
            _create(public, pair.public.pem, 0o644)
        except OSError:
            os.unlink(private)
            raise
    except FileExistsError as error:
        if not os.path.isdir(folder):
            raise unwritable(error, private) from None
        raise UsageError("there is a key already, and keys are never replaced", where=folder, todo=_ELSEWHERE) from None
    except OSError as error:
        raise unwritable(error, private) from None
    return private, public


def _create(path: str, content: bytes, mode: int) -> None:
    """Write a new file, which nobody else may read for a moment either."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, mode)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(path)
        raise


_ELSEWHERE = "name another folder with --out; packages that are out there are verified with the old key"
