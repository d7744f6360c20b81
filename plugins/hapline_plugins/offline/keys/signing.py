"""Signatures of packages: RSASSA-PKCS1-v1_5 with SHA-1 over the raw bytes of an entry, as the service makes them.

SHA-1 is what the clients verify; nothing else would be accepted (MDS guide, 6.1; read off real packages).
"""

from __future__ import annotations

import os
from base64 import b64encode
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.errors import MissingError, UsageError
from hapline_hooks import Phrase
from hapline_plugins.offline.keys.pss import is_pss_only
from hapline_plugins.offline.keys.public import PublicKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

KEY_BITS = 2048
"""What the guide makes keys of (MDS guide, 6.1)."""
_MAX_KEY_FILE = 64 * 1024
_HOW = "make one with: hapline offline keygen"


class SigningKey:
    """A private key that packages are signed with."""

    def __init__(self, key: RSAPrivateKey) -> None:
        """Sign with this key."""
        self._key = key

    @property
    def bits(self) -> int:
        """The length of the key in bits."""
        return self._key.key_size

    def sign(self, data: bytes) -> str:
        """The signature of an entry's bytes, as CERT.json has it."""
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.hashes import SHA1

        return b64encode(self._key.sign(data, PKCS1v15(), SHA1())).decode()  # noqa: S303 imposed by the format

    @cached_property
    def public(self) -> PublicKey:
        """The public key that apps embed."""
        return PublicKey(self._key.public_key())


def read_key(path: str) -> SigningKey:
    """A private key from a PEM file.

    Args:
        path: The file.

    Raises:
        hapline.errors.MissingError: There is no such file.
        hapline.errors.UsageError: It is no RSA private key, is protected by a password, or is too short.
    """
    try:
        size = os.path.getsize(path)
        with open(path, "rb") as file:
            data = file.read(_MAX_KEY_FILE + 1)
    except FileNotFoundError:
        raise MissingError("there is no such private key", where=path, todo=_HOW) from None
    except OSError as error:
        reason = Phrase("the private key cannot be read: {reason}", reason=error.strerror or str(error))
        raise UsageError(reason, where=path) from None
    if size > _MAX_KEY_FILE:
        raise UsageError("this is no private key: it is much too large", where=path, todo=_HOW)
    return SigningKey(_loaded(data, path))


def _loaded(data: bytes, path: str) -> RSAPrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if b"PUBLIC KEY" in data and b"PRIVATE KEY" not in data:
        raise UsageError("this is a public key; packages are signed with the private one", where=path)
    if is_pss_only(data):
        what = "this private key is for RSASSA-PSS alone, and packages are signed by RSASSA-PKCS1-v1_5"
        raise UsageError(what, where=path, todo=_HOW)
    try:
        key = load_pem_private_key(data, None)
    except TypeError:
        raise UsageError(
            "the private key is protected by a password, which the delivery service does not take either",
            where=path,
            todo="openssl rsa -in key.pem -out private_key.pem writes it without one",
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise UsageError("this is no RSA private key in PEM", where=path, todo=_HOW) from None
    if not isinstance(key, RSAPrivateKey):
        raise UsageError("this private key is no RSA key", where=path, todo=_HOW)
    if key.key_size < KEY_BITS:
        raise UsageError(
            Phrase("the private key has {bits} bits; at least {least} are wanted", bits=key.key_size, least=KEY_BITS),
            where=path,
            todo=_HOW,
        )
    return key
