"""Who signed an apk or a jar: the certificates of its signatures of all versions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from hapline.android.certificates import said_by
from hapline.android.signature_blocks import block_signers
from hapline.android.signature_files import file_signers
from hapline_hooks import noun

if TYPE_CHECKING:
    from hapline.archives import Archive

Scheme = Literal["v1", "v2", "v3", "v3.1"]


@noun
class Signer:
    """A signer.

    Attributes:
        scheme: The version of the signature. name: Of version 1 the entry that it is in, empty otherwise.
        sha256: SHA-256 of the certificate, hexadecimal. subject: Whom it names, as RFC 4514 writes it; empty where the
            certificate cannot be read. not_before: From when it is valid, in UTC. not_after: Until when.
        min_sdk: The oldest version of Android that it is for; None where the scheme does not say. max_sdk: The newest.
        lineage: SHA-256 of the certificates that the key was rotated through, the oldest first and its own last; empty
            where it was not.
        is_signed: Whether the signature is by the key of the certificate; None where its algorithm is not known.
    """

    scheme: Scheme
    sha256: str
    name: str = ""
    subject: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    min_sdk: int | None = None
    max_sdk: int | None = None
    lineage: tuple[str, ...] = ()
    is_signed: bool | None = None


def read_signers(archive: Archive) -> tuple[Signer, ...]:
    """The signers of an apk or a jar, those of version 1 first; none where it is not signed.

    It is looked at who signed, and whether the signature is by the key of that certificate. The content is not compared
    with the digests that were signed: that is what ``apksigner verify`` is for.

    Raises:
        hapline.archives.ArchiveError: An entry cannot be read; ``signing-block``: a signature is broken.
    """
    import hashlib

    found: list[Signer] = []
    for file in file_signers(archive):
        said = said_by(file.certificate)
        found.append(Signer(scheme="v1", name=file.name, is_signed=file.is_signed, **said._asdict()))
    for block in block_signers(archive):
        said = said_by(block.certificate)
        found.append(
            Signer(
                scheme=block.scheme,
                min_sdk=block.min_sdk,
                max_sdk=block.max_sdk,
                lineage=tuple([hashlib.sha256(one).hexdigest() for one in block.lineage]),
                is_signed=block.is_signed,
                **said._asdict(),
            )
        )
    return tuple(found)
