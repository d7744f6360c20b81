"""Certificates and signatures: what a certificate says, and whether bytes were signed by its key."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from hapline.android.der import CONTEXT_0, SEQUENCE, Der, DerError, der, encoded

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hashes import HashAlgorithm
    from cryptography.x509 import Certificate


class Said(NamedTuple):
    """What a certificate says.

    Attributes:
        sha256: SHA-256 of the certificate, hexadecimal. subject: Its subject, as RFC 4514 writes it; empty where the
            certificate cannot be read. not_before: From when it is valid, in UTC. not_after: Until when.
    """

    sha256: str
    subject: str
    not_before: datetime | None
    not_after: datetime | None


def said_by(raw: bytes) -> Said:
    """What a certificate in DER says."""
    import hashlib

    digest = hashlib.sha256(raw).hexdigest()
    found = _load(raw)
    if found is None:
        return Said(digest, "", None, None)
    try:
        subject = found.subject.rfc4514_string()
        return Said(digest, subject, found.not_valid_before_utc, found.not_valid_after_utc)
    except (ValueError, OverflowError):
        return Said(digest, "", None, None)


def issuer_and_serial(raw: bytes) -> tuple[bytes, bytes]:
    """The issuer and the serial number of a certificate, as they are in DER: by them signatures name it.

    Raises:
        hapline.android.der.DerError: It is no certificate.
    """
    serial, _, issuer, *_ = _body(raw)
    return issuer.whole, serial.content


def public_key(raw: bytes) -> bytes | None:
    """The public key of a certificate as SubjectPublicKeyInfo in DER; None where it cannot be had."""
    try:
        return _body(raw)[5].whole
    except DerError:
        return None


def is_signed(raw: bytes, signature: bytes, signed: bytes, digest: str, *, salt: int = 0) -> bool | None:
    """Whether bytes were signed by the key of a certificate; None where that cannot be told.

    Args:
        raw: The certificate. signature: The signature. signed: What was signed.
        digest: The hash, such as ``sha256``. salt: Of RSA's PSS padding the length of the salt in bytes; 0 for the
            padding of PKCS #1.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    kinds: dict[str, Callable[[], HashAlgorithm]] = {
        "md5": hashes.MD5,
        "sha1": hashes.SHA1,
        "sha224": hashes.SHA224,
        "sha256": hashes.SHA256,
        "sha384": hashes.SHA384,
        "sha512": hashes.SHA512,
    }
    known = public_key(raw)
    if digest not in kinds or known is None:
        return None
    algorithm = kinds[digest]()
    try:
        key = load_der_public_key(known)
        if isinstance(key, rsa.RSAPublicKey):
            fill = padding.PSS(padding.MGF1(algorithm), salt) if salt else padding.PKCS1v15()
            key.verify(signature, signed, fill, algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(algorithm))
        elif isinstance(key, dsa.DSAPublicKey):
            key.verify(signature, signed, algorithm)
        else:
            return None
    except InvalidSignature:
        return False
    except Exception:  # noqa: BLE001 a key or an algorithm that the library does not know, or refuses as too weak
        return None
    return True


def _load(raw: bytes) -> Certificate | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library will refuse one day is read by phones
        found = _loaded(raw)
        if found is not None:
            return found
        try:
            plain = _with_plain_algorithms(raw)
        except DerError:
            return None
        return _loaded(plain)


def _loaded(raw: bytes) -> Certificate | None:
    from cryptography.x509 import load_der_x509_certificate

    try:
        return load_der_x509_certificate(raw)
    except Exception:  # noqa: BLE001 its errors are many, and not all of them its own
        return None


def _with_plain_algorithms(raw: bytes) -> bytes:
    """A certificate, to be looked at only, whose algorithms have no parameters.

    Java writes a NULL there for DSA, and keytool made such keys by default for years; the library refuses it.
    """
    body, algorithm, signature = _three(raw)
    parts = list(body.parts())
    at = 2 if parts and parts[0].tag == CONTEXT_0 else 1
    plain = [_plain(one) if index == at else one.whole for index, one in enumerate(parts)]
    return encoded(SEQUENCE, encoded(SEQUENCE, b"".join(plain)) + _plain(algorithm) + signature.whole)


def _plain(algorithm: Der) -> bytes:
    return encoded(SEQUENCE, b"".join([part.whole for part in algorithm.parts()][:1]))


def _body(raw: bytes) -> list[Der]:
    """Serial number, algorithm, issuer, validity, subject, public key and what may follow."""
    body = _three(raw)[0]
    parts = [part for part in body.parts() if part.tag != CONTEXT_0]  # the version, which is left out in the first
    if len(parts) < 6:  # noqa: PLR2004 the six above
        raise DerError(body.start)
    return parts


def _three(raw: bytes) -> tuple[Der, Der, Der]:
    """What was signed, the algorithm, and the signature."""
    whole = der(raw).expect(SEQUENCE)
    parts = list(whole.parts())
    if len(parts) != 3:  # noqa: PLR2004 the three above
        raise DerError(whole.start)
    return parts[0].expect(SEQUENCE), parts[1].expect(SEQUENCE), parts[2]
