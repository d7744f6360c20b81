"""Signs small archives as Android's tools do, for tests of the reader; the digests of the content are made up."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs7
from cryptography.x509.oid import NameOID

from hapline.archives import open_archive
from hapline.archives.writer import NewEntry, build

V2, V3, V31 = 0x7109871A, 0xF05368C0, 0x1B93AD61
START = dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
END = dt.datetime(2050, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
PRIVATE = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Key:
    """A key with its certificate."""

    private: PRIVATE
    certificate: x509.Certificate

    @property
    def raw(self) -> bytes:
        """The certificate in DER."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def sha256(self) -> str:
        """Its SHA-256."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def public(self) -> bytes:
        """The public key in DER."""
        return self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@cache
def key(name: str, kind: str = "ec") -> Key:
    """A key of a name, always the same one in a run."""
    private: PRIVATE = (
        rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject, subject, private.public_key(), x509.random_serial_number(), START, END)
    return Key(private, builder.sign(private, hashes.SHA256()))


def file_signature(one: Key, signed: bytes, *, attributes: bool = False, others: Sequence[Key] = ()) -> bytes:
    """What stands in META-INF/*.RSA: a signature of the .SF, with certificates of others beside its own."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(signed).add_signer(one.certificate, one.private, hashes.SHA256())
    for other in others:
        builder = builder.add_certificate(other.certificate)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return builder.sign(Encoding.DER, options if attributes else [*options, pkcs7.PKCS7Options.NoAttributes])


def sized(*parts: bytes) -> bytes:
    """Each after its length, and all after the length of all."""
    return _after_length(b"".join(map(_after_length, parts)))


def part(one: Key, *, sdk: tuple[int, int] | None = None, lineage: Sequence[Key] = (), algorithm: int = 0) -> bytes:
    """A signer of version 2, or of version 3 where versions of Android are given."""
    attributes = []
    if lineage:
        number = struct.pack("<I", 0x0201)
        signed_levels = [_after_length(_after_length(old.raw) + number) for old in lineage]
        levels = [level + struct.pack("<I", 0) + number + _after_length(b"signature") for level in signed_levels]
        attributes.append(struct.pack("<II", 0x3BA06F8C, 1) + b"".join(map(_after_length, levels)))
    attributes.append(struct.pack("<I", 0x12345678) + b"unknown")
    signed = sized(struct.pack("<I", 0x0201) + _after_length(bytes(32))) + sized(one.raw)
    range_ = struct.pack("<II", *sdk) if sdk else b""
    signed += range_ + sized(*attributes)
    if isinstance(one.private, rsa.RSAPrivateKey):
        scheme = algorithm or 0x0103
        fill = padding.PSS(padding.MGF1(hashes.SHA256()), 32) if scheme == 0x0101 else padding.PKCS1v15()
        signature = one.private.sign(signed, fill, hashes.SHA256())
    else:
        scheme = algorithm or 0x0201
        signature = one.private.sign(signed, ec.ECDSA(hashes.SHA256()))
    listed = sized(struct.pack("<I", scheme) + _after_length(signature))
    return _after_length(signed) + range_ + listed + _after_length(one.public)


def _after_length(content: bytes) -> bytes:
    return struct.pack("<I", len(content)) + content


def with_block(data: bytes, parts: Mapping[int, bytes]) -> bytes:
    """An archive with a signing block of these parts."""
    with open_archive(data) as archive:
        at = archive.directory_offset
    body = b"".join([struct.pack("<QI", len(value) + 4, number) + value for number, value in parts.items()])
    size = len(body) + 24
    block = struct.pack("<Q", size) + body + struct.pack("<Q", size) + b"APK Sig Block 42"
    end = data.rindex(b"PK\5\6")
    moved = data[at:end] + data[end : end + 16] + struct.pack("<I", at + len(block)) + data[end + 20 :]
    return data[:at] + block + moved


def signed_apk(
    contents: Mapping[str, bytes], one: Key, schemes: Sequence[str] = ("v1", "v2"), lineage: Sequence[Key] = ()
) -> bytes:
    """An apk that says it is signed by a key, in these schemes."""
    everything = dict(contents)
    if "v1" in schemes:
        signed = b"Signature-Version: 1.0\r\n\r\n"
        everything |= {
            "META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\r\n\r\n",
            "META-INF/CERT.SF": signed,
            "META-INF/CERT.EC": file_signature(one, signed),
        }
    data = build([NewEntry(name=name, data=content) for name, content in everything.items()])
    ids = {"v2": V2, "v3": V3, "v3.1": V31}
    parts = {
        ids[scheme]: sized(part(one, sdk=None if scheme == "v2" else (24, 2**31 - 1), lineage=lineage))
        for scheme in schemes
        if scheme in ids
    }
    return with_block(data, parts) if parts else data
