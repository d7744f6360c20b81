"""Whether two files are signed by the same: an app and the one that it is compared with, or the patch for it."""

from __future__ import annotations

from hapline.android import Signer, read_signers
from hapline.archives import Archive
from hapline_hooks import noun

_NEWEST_FIRST = ("v3.1", "v3", "v2", "v1")


@noun
class SignerComparison:
    """The signers of two files. old: Those of the first. new: Those of the second."""

    old: tuple[Signer, ...]
    new: tuple[Signer, ...]

    @property
    def both_signed(self) -> bool:
        """Whether both are signed at all."""
        return bool(self.old and self.new)

    @property
    def are_equal(self) -> bool:
        """Whether both are signed by the same certificates, as a phone sees it that knows the newest scheme of each."""
        return self.both_signed and certificates(self.old) == certificates(self.new)

    @property
    def are_related(self) -> bool:
        """Whether a certificate of one is among those of the other, also of older schemes, or was rotated from one."""
        return not _all(self.old).isdisjoint(_all(self.new))

    @property
    def unproven(self) -> tuple[Signer, ...]:
        """Signers whose signature is not by the key of their certificate."""
        return tuple([one for one in (*self.old, *self.new) if one.is_signed is False])


def compare_signers(old: Archive, new: Archive) -> SignerComparison:
    """Put the signers of two files beside each other.

    Raises:
        hapline.archives.ArchiveError: A signature is broken.
    """
    return SignerComparison(old=read_signers(old), new=read_signers(new))


def certificates(signers: tuple[Signer, ...]) -> frozenset[str]:
    """The SHA-256 of the certificates by which a phone knows a file: those of its newest scheme."""
    for scheme in _NEWEST_FIRST:
        found = frozenset([one.sha256 for one in signers if one.scheme == scheme])
        if found:
            return found
    return frozenset()


def _all(signers: tuple[Signer, ...]) -> set[str]:
    return {digest for one in signers for digest in (one.sha256, *one.lineage)}
