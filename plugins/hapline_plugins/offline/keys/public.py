"""Public keys, in whatever form an app embeds them: PEM, DER, a certificate, or the base64 of SubjectPublicKeyInfo."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from binascii import Error
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.errors import MissingError, UsageError
from hapline_hooks import Phrase
from hapline_plugins.offline.keys.damaged import damage_in_der, damage_in_text, is_garbled
from hapline_plugins.offline.keys.pss import is_pss_only

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.x509 import Certificate

LEAST_BITS = 1024
"""What the packages of the SDK are signed with; keys that are shorter are none any more."""
MOST_BITS = 8192
_LIMIT = 64 * 1024
_PEM = b"-----BEGIN "
_PRIVATE = b"PRIVATE KEY-----"
_CERTIFICATE = b"CERTIFICATE-----"
_LINE = 40
"""Characters of a key that are shown."""
_HOW = "give the public key as PEM, DER, a certificate, or the base64 that the app embeds"
_AGAIN = "copy it again, from its first character to its last"


class PublicKey:
    """A key that signatures are verified with."""

    def __init__(self, key: RSAPublicKey, where: str = "") -> None:
        """Verify with this key, which people know by the file or option that it comes from."""
        self._key = key
        self.where = where

    @property
    def bits(self) -> int:
        """Its length in bits."""
        return self._key.key_size

    @cached_property
    def spki(self) -> bytes:
        """It as DER (SubjectPublicKeyInfo)."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return self._key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def pem(self) -> bytes:
        """It as PEM (SubjectPublicKeyInfo)."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return self._key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def base64(self) -> str:
        """``spki`` as apps embed it: the PEM without its first and last line, in one line."""
        return b64encode(self.spki).decode()

    @cached_property
    def sha256(self) -> str:
        """The digest of ``spki``, by which keys are told apart."""
        from hashlib import sha256

        return sha256(self.spki).hexdigest()

    def signed(self, signature: bytes) -> bytes | None:
        """The SHA-1 of what was signed; None where the signature was not made by this key."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.hashes import SHA1

        if len(signature) * 8 != self.bits + -self.bits % 8:
            return None
        try:
            return self._key.recover_data_from_signature(signature, PKCS1v15(), SHA1())  # noqa: S303 imposed by the format
        except InvalidSignature:
            return None

    def signed_by_pss(self, signature: bytes, data: bytes) -> bool:
        """Whether a signature was made by this key as RSASSA-PSS, with whatever digest, which no client verifies."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
        from cryptography.hazmat.primitives.hashes import SHA1, SHA224, SHA256, SHA384, SHA512

        for kind in (SHA1, SHA224, SHA256, SHA384, SHA512):
            for mask in dict.fromkeys((kind, SHA1)):  # some tools leave the mask at its default
                try:
                    self._key.verify(signature, data, PSS(MGF1(mask()), PSS.AUTO), kind())
                except (InvalidSignature, ValueError):
                    continue
                return True
        return False

    def named(self, where: str) -> PublicKey:
        """The same key, which people know by another name."""
        return PublicKey(self._key, where)


def read_public_key(given: str) -> PublicKey:
    """A public key.

    Args:
        given: A file, or the base64 of a key itself.

    Raises:
        hapline.errors.MissingError: There is no such file.
        hapline.errors.UsageError: It is no RSA public key, or one of a size that nobody should use.
    """
    if os.path.exists(given):
        key, where = _loaded(_content(given), given), given
    else:
        where = given if len(given) <= _LINE else f"{given[:_LINE]}…"
        damage = damage_in_text(given)
        if damage is not None:
            raise UsageError(damage, where=where, todo=_AGAIN)
        data = _base64(given.encode("utf-8", "replace"))
        if data is None or not data:
            raise MissingError("there is no such file, and it is no key in base64", where=where, todo=_HOW)
        key = _loaded(data, where)
    if not LEAST_BITS <= key.key_size <= MOST_BITS:
        what = Phrase(
            "the key has {bits} bits; {least} to {most} can be used",
            bits=key.key_size,
            least=LEAST_BITS,
            most=MOST_BITS,
        )
        raise UsageError(what, where=where)
    if is_garbled(key):
        raise UsageError("the key is garbled: its numbers are none that a key can have", where=where, todo=_AGAIN)
    return PublicKey(key, where)


def public_key_in(der: bytes) -> PublicKey | None:
    """The RSA public key that some bytes are (SubjectPublicKeyInfo, PKCS#1); None where they are none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(der)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return PublicKey(key) if isinstance(key, RSAPublicKey) and not is_pss_only(der) else None


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(_LIMIT + 1)
    except OSError as error:
        reason = Phrase("the public key cannot be read: {reason}", reason=error.strerror or str(error))
        raise UsageError(reason, where=path) from None
    if len(data) > _LIMIT:
        raise UsageError("this is no public key: it is much too large", where=path, todo=_HOW)
    return data


def _loaded(data: bytes, where: str) -> RSAPublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    if _PRIVATE in data:
        what = "this is a private key; packages are verified with the public one"
        raise UsageError(what, where=where, todo="openssl rsa -in private_key.pem -pubout -out public.pem makes it")
    inner = None if _PEM in data else _base64(data)
    bare = data if inner is None else inner
    key: object = None
    is_for_pss = is_pss_only(bare)
    try:
        if not is_for_pss:
            key, is_for_pss = _pem(data) if _PEM in data else _der(bare)
    except (ValueError, UnsupportedAlgorithm):
        raise UsageError(_damage(data) or "this is no RSA public key", where=where, todo=_HOW) from None
    if is_for_pss:
        what = "this public key is for RSASSA-PSS alone, and packages are signed by RSASSA-PKCS1-v1_5"
        raise UsageError(what, where=where, todo="make the pair with: hapline offline keygen")
    if not isinstance(key, RSAPublicKey):
        raise UsageError("this public key is no RSA key", where=where, todo=_HOW)
    return key


def _damage(data: bytes) -> str | None:
    """What is wrong with the base64 of a key, or with the key in DER."""
    head = data.strip()[:_LINE]
    return damage_in_text(data.decode("ascii", "replace")) if head.isascii() else damage_in_der(data)


def _pem(data: bytes) -> tuple[object, bool]:
    """A key in PEM, and whether it is for RSASSA-PSS alone as the certificate around it says."""
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if _CERTIFICATE in data:
        from cryptography.x509 import load_pem_x509_certificate

        return _certified(load_pem_x509_certificate(data))
    return load_pem_public_key(data), False


def _der(data: bytes) -> tuple[object, bool]:
    """The same of a key in DER."""
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        return load_der_public_key(data), False
    except ValueError:
        from cryptography.x509 import load_der_x509_certificate

        return _certified(load_der_x509_certificate(data))


def _certified(certificate: Certificate) -> tuple[object, bool]:
    from cryptography.x509.oid import PublicKeyAlgorithmOID

    # The algorithm that the certificate itself is signed by is another matter.
    return certificate.public_key(), certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSASSA_PSS


def _base64(data: bytes) -> bytes | None:
    """What base64 stands for, line breaks in it aside; None where it is none."""
    try:
        return b64decode(b"".join(data.split()), validate=True)
    except (Error, ValueError):
        return None
