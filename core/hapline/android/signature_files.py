"""Signatures of version 1: META-INF/*.RSA, .DSA and .EC, which sign the .SF beside them.

Source of the format: https://docs.oracle.com/en/java/javase/17/docs/specs/jar/jar.html and RFC 5652.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from hapline.android.certificates import is_signed, issuer_and_serial
from hapline.android.der import CONTEXT_0, CONTEXT_1, OCTETS, SEQUENCE, SET, Der, DerError, der, object_id
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.archives import Archive, ArchiveEntry, ArchiveError

_FOLDER = "META-INF/"
_KINDS = (".RSA", ".DSA", ".EC")
_MOST_BLOCK = 4 * 1024 * 1024
_MOST_FILE = 64 * 1024 * 1024
_MOST_SIGNERS = 10
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_PSS = "1.2.840.113549.1.1.10"
_DIGESTS = {
    "1.2.840.113549.2.5": "md5",
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}


class FileSigner(NamedTuple):
    """Who signed a .SF. name: The entry of the signature. certificate: In DER. is_signed: Whether it is by its key."""

    name: str
    certificate: bytes
    is_signed: bool | None


def file_signers(archive: Archive) -> Iterator[FileSigner]:
    """The signers of version 1, by the names of their entries.

    Raises:
        hapline.archives.ArchiveError: An entry cannot be read; ``signing-block``: a signature is broken, or the .SF
            that it signs is missing.
    """
    by_upper = {name.upper(): entry for name, entry in archive.by_name.items() if name.upper().startswith(_FOLDER)}
    blocks = sorted(name for name in by_upper if name.endswith(_KINDS) and name.count("/") == 1)
    if len(blocks) > _MOST_SIGNERS:
        what = Phrase("there are more than {most} signers", most=_MOST_SIGNERS)
        raise _broken(archive, by_upper[blocks[_MOST_SIGNERS]], what)
    for name in blocks:
        entry = by_upper[name]
        file = by_upper.get(f"{name.rpartition('.')[0]}.SF")
        if file is None:
            raise _broken(archive, entry, Phrase("there is no .SF that it signs"))
        data = archive.read(entry, _MOST_BLOCK)
        signed = archive.read(file, _MOST_FILE)
        try:
            for certificate, proven in _signers(data, signed):
                yield FileSigner(entry.name, certificate, proven)
        except DerError as error:
            raise _broken(archive, entry, Phrase("byte {at} of it is not as PKCS #7 has it", at=error.at)) from None


def _broken(archive: Archive, entry: ArchiveEntry, what: Phrase) -> ArchiveError:
    from hapline.archives import ArchiveError

    return ArchiveError(
        reason="signing-block",
        message=Phrase("the signature is broken: {what}", what=what),
        entry=entry.name,
        offset=entry.data_offset,
        inner=archive.inner,
    )


def _signers(data: bytes, signed: bytes) -> Iterator[tuple[bytes, bool | None]]:
    """The certificate of each signer, and whether the signature is by its key."""
    body = _signed_data(data)
    parts = list(body.parts())
    certificates = [one.whole for part in parts if part.tag == CONTEXT_0 for one in part.parts() if one.tag == SEQUENCE]
    if not parts or parts[-1].tag != SET:
        raise DerError(body.start)
    by_name: dict[tuple[bytes, bytes], bytes] = {}
    for certificate in certificates:
        by_name.setdefault(issuer_and_serial(certificate), certificate)
    infos = list(parts[-1].parts())
    if not 0 < len(infos) <= _MOST_SIGNERS:
        raise DerError(parts[-1].start)
    for info in infos:
        fields = list(info.expect(SEQUENCE).parts())
        if len(fields) < 5:  # noqa: PLR2004 version, signer, digest, algorithm, signature
            raise DerError(info.start)
        found = by_name.get(_named(fields[1]))
        if found is None:
            raise DerError(fields[1].start)
        yield found, _is_signed(fields, found, signed)


def _signed_data(data: bytes) -> Der:
    parts = list(der(data).expect(SEQUENCE).parts())
    if len(parts) != 2 or object_id(parts[0]) != _SIGNED_DATA or parts[1].tag != CONTEXT_0:  # noqa: PLR2004 type, content
        raise DerError(0)
    inner = list(parts[1].parts())
    if len(inner) != 1:
        raise DerError(parts[1].start)
    return inner[0].expect(SEQUENCE)


def _named(signer: Der) -> tuple[bytes, bytes]:
    """Issuer and serial number by which a signer is named."""
    parts = list(signer.expect(SEQUENCE).parts())
    if len(parts) != 2:  # noqa: PLR2004 issuer and serial number
        raise DerError(signer.start)
    return parts[0].whole, parts[1].content


def _is_signed(fields: list[Der], certificate: bytes, signed: bytes) -> bool | None:
    digest = _DIGESTS.get(_algorithm(fields[2]), "")
    attributes = fields[3] if fields[3].tag == CONTEXT_0 else None
    rest = [one for one in fields[3:] if one.tag not in (CONTEXT_0, CONTEXT_1)]
    if len(rest) != 2:  # noqa: PLR2004 algorithm and signature
        raise DerError(fields[3].start)
    if not digest or _algorithm(rest[0]) == _PSS:
        return None
    signature = rest[1].expect(OCTETS).content
    if attributes is not None:
        # What is signed is the attributes, as the set that they are, and one of them is the digest of the file.
        if not _has_digest(attributes, digest, signed):
            return False
        signed = bytes([SET]) + attributes.whole[1:]
    return is_signed(certificate, signature, signed, digest)


def _algorithm(value: Der) -> str:
    first = next(value.expect(SEQUENCE).parts(), None)
    if first is None:
        raise DerError(value.start)
    return object_id(first)


def _has_digest(attributes: Der, digest: str, signed: bytes) -> bool:
    import hashlib

    wanted = hashlib.new(digest, signed, usedforsecurity=False).digest()
    for one in attributes.parts():
        parts = list(one.expect(SEQUENCE).parts())
        if len(parts) == 2 and object_id(parts[0]) == _MESSAGE_DIGEST:  # noqa: PLR2004 what it is, and its values
            return [value.content for value in parts[1].parts()] == [wanted]
    return False
