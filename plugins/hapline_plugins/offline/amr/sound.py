"""Refuses packages that clients cannot install, for whoever goes on with a package as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.archives import ArchiveError
from hapline.documents import DocumentError
from hapline_hooks import Phrase
from hapline_plugins.offline.amr.form import CERT, MANIFEST, tar_name

if TYPE_CHECKING:
    from hapline_plugins.offline.amr.package import AmrPackage


def check_sound(package: AmrPackage) -> None:
    """Refuse a package that its manifest does not name, or whose tar or signatures cannot be read.

    That nothing is signed is fine.

    Raises:
        hapline.archives.ArchiveError: An entry is missing or broken, which is named.
    """
    _check_entry(package, MANIFEST)
    if not package.version:
        message = Phrase("{entry} does not name the package and its version", entry=MANIFEST)
        raise ArchiveError(reason="corrupt", message=message)
    _check_entry(package, tar_name(package.id))
    if CERT in package.archive.by_name:
        _check_entry(package, CERT)
    for why in package.cert.broken.values() if package.cert is not None else ():
        raise ArchiveError(reason="corrupt", message=why, entry=CERT)


def _check_entry(package: AmrPackage, entry: str) -> None:
    if entry not in package.archive.by_name:
        raise ArchiveError(reason="no-such-entry", message="there is no such entry", entry=entry)
    error = package.errors.get(entry)
    if isinstance(error, DocumentError):
        raise ArchiveError(reason="corrupt", message=Phrase(error.template, **error.fields), entry=entry)
    if error is not None:
        raise error
