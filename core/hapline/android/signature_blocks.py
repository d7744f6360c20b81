"""Signatures of version 2, 3 and 3.1: the parts of Android's signing block.

Source of the formats: https://source.android.com/docs/security/features/apksigning/v2 and .../v3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from hapline.android.certificates import is_signed, public_key
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.archives import Archive, ArchiveError, SigningPart

BlockScheme = Literal["v2", "v3", "v3.1"]
PARTS: dict[int, BlockScheme] = {0x7109871A: "v2", 0xF05368C0: "v3", 0x1B93AD61: "v3.1"}
"""The schemes by the ids of their parts."""
_LINEAGE = 0x3BA06F8C
_MOST_SIGNERS = 10
_MOST_LINEAGE = 100
_ALGORITHMS = {
    0x0101: ("sha256", 32),
    0x0102: ("sha512", 64),
    0x0103: ("sha256", 0),
    0x0104: ("sha512", 0),
    0x0201: ("sha256", 0),
    0x0202: ("sha512", 0),
    0x0301: ("sha256", 0),
    0x0421: ("sha256", 0),
    0x0423: ("sha256", 0),
    0x0425: ("sha256", 0),
}
"""Hash and length of the salt, by the id of the algorithm."""


class BlockSigner(NamedTuple):
    """A signer.

    Attributes:
        scheme: The scheme. certificate: In DER. min_sdk, max_sdk: The versions of Android that it is for; None in v2.
        lineage: The certificates that the key was rotated through, oldest first; empty where it was not.
        is_signed: Whether the signature is by the key of the certificate; None where that cannot be told.
    """

    scheme: BlockScheme
    certificate: bytes
    min_sdk: int | None
    max_sdk: int | None
    lineage: tuple[bytes, ...]
    is_signed: bool | None


def block_signers(archive: Archive) -> Iterator[BlockSigner]:
    """The signers of the signing block, in its order.

    Raises:
        hapline.archives.ArchiveError: ``signing-block``: the block or a scheme in it is broken.
    """
    block = archive.signing_block
    if block is None or block.kind != "apk":
        return
    for part in block.parts:
        scheme = PARTS.get(part.type)
        if scheme is not None:
            yield from _scheme(archive, part, scheme)


def _scheme(archive: Archive, part: SigningPart, scheme: BlockScheme) -> Iterator[BlockSigner]:
    whole = _Slice(bytes(archive.view(part.offset, part.size)), 0, part.size, part.offset, archive.inner)
    signers = list(whole.sized().each())
    if not 0 < len(signers) <= _MOST_SIGNERS:
        raise whole.broken(0, Phrase("{count} signers are not possible", count=len(signers)))
    for one in signers:
        yield _signer(one, scheme)


def _signer(signer: _Slice, scheme: BlockScheme) -> BlockSigner:
    signed = signer.sized()
    content = signed.rest()
    signed.sized()  # the digests of the content
    certificates = signed.sized()
    certificate = certificates.sized().rest()
    sdk = None
    if scheme != "v2":
        signed.number(), signed.number()
        sdk = signer.number(), signer.number()
    lineage: tuple[bytes, ...] = ()
    for attribute in signed.sized().each():
        if attribute.number() == _LINEAGE and scheme != "v2":
            lineage = tuple(_lineage(attribute))
    proven = _proven(signer.sized(), content, certificate)
    if signer.sized().rest() != public_key(certificate) and proven is not None:
        proven = False
    minimum, maximum = sdk or (None, None)
    return BlockSigner(scheme, certificate, minimum, maximum, lineage, proven)


def _proven(signatures: _Slice, content: bytes, certificate: bytes) -> bool | None:
    """Whether all signatures whose algorithm is known are right."""
    found = []
    for count, one in enumerate(signatures.each()):
        algorithm = _ALGORITHMS.get(one.number())
        signature = one.sized().rest()
        if algorithm is not None and count < _MOST_SIGNERS:
            digest, salt = algorithm
            found.append(is_signed(certificate, signature, content, digest, salt=salt))
    if not found or None in found:
        return None
    return all(found)


def _lineage(attribute: _Slice) -> Iterator[bytes]:
    """The certificates of a proof of rotation."""
    attribute.number()  # its version
    for count, level in enumerate(attribute.each()):
        if count == _MOST_LINEAGE:
            raise level.broken(level.at, Phrase("a key cannot be rotated more than {most} times", most=_MOST_LINEAGE))
        yield level.sized().sized().rest()


class _Slice:
    """Bytes in which values follow each other, each after its length; ``base`` is where they are in the archive."""

    def __init__(self, data: bytes, at: int, end: int, base: int, inner: tuple[str, ...]) -> None:
        self.data = data
        self.at = at
        self.end = end
        self.base = base
        self.inner = inner

    def number(self) -> int:
        start = self.at
        if start + 4 > self.end:
            raise self.broken(start, Phrase("it breaks off"))
        self.at += 4
        return int.from_bytes(self.data[start : start + 4], "little")

    def sized(self) -> _Slice:
        """The next value that has a length."""
        size = self.number()
        if size > self.end - self.at:
            raise self.broken(self.at - 4, Phrase("{size} bytes do not fit into it", size=size))
        start = self.at
        self.at += size
        return _Slice(self.data, start, self.at, self.base, self.inner)

    def each(self) -> Iterator[_Slice]:
        """All values that follow."""
        while self.at < self.end:
            yield self.sized()

    def rest(self) -> bytes:
        """All bytes that follow; they may still be read as values."""
        return self.data[self.at : self.end]

    def broken(self, at: int, what: Phrase) -> ArchiveError:
        from hapline.archives import ArchiveError

        broken = Phrase("the signing block is broken: {what}", what=what)
        return ArchiveError(reason="signing-block", message=broken, offset=self.base + at, inner=self.inner)
