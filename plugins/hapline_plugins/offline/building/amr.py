"""Builds the .amr: the tar and Manifest.xml, their signatures, and the ZIP around them."""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from types import ModuleType

from hapline.archives import DEFLATED
from hapline.archives.writer import NewEntry, pieces
from hapline.errors import MissingError
from hapline_plugins.offline.amr.form import CERT, HPMFILE, MANIFEST, cert, hpmfile, manifest, tar_name
from hapline_plugins.offline.building.package import Package
from hapline_plugins.offline.building.tar import TIME, tar_of
from hapline_plugins.offline.descriptor.described import USUAL_NAME

_LEVEL = 9
"""Packages are built once and downloaded by everybody."""
_TIME_FIELD = Struct("<2sHBI")
_OWNER_FIELD = bytes.fromhex("75780b000104f401000004f4010000")
"""Info-ZIP's field for Unix: user and group 500."""
_EXTRA = _TIME_FIELD.pack(b"UT", 5, 1, TIME) + _OWNER_FIELD
_MADE_BY = 3 << 8 | 30


def amr(package: Package) -> Iterator[bytes]:
    """The .amr, in pieces.

    Raises:
        hapline.errors.MissingError: The extra ``offline`` is not installed.
        hapline.errors.UsageError: As of ``tar_of``.
        hapline_hooks.Unreadable: As of ``tar_of``. hapline.archives.ArchiveError: As of ``tar_of``.
    """
    deflate = deflating()
    id_, version = package.described.id, package.described.version
    about = manifest(id_, USUAL_NAME, version)
    tar = tar_of((HPMFILE, hpmfile(id_, USUAL_NAME, version)), package.content)
    signed = {tar_name(id_): tar, MANIFEST: about}
    signatures = {name: package.key.sign(data) if package.key else "" for name, data in signed.items()}
    parts = {MANIFEST: about, CERT: cert(signatures), tar_name(id_): tar}
    return pieces(zip_entry(deflate, name, data, extra=_EXTRA) for name, data in parts.items())


def zip_entry(deflate: ModuleType, name: str, data: bytes, *, extra: bytes = b"") -> NewEntry:
    """A deflated entry, the same bytes on every machine."""
    packed = bytes(deflate.deflate_compress(data, _LEVEL))
    return NewEntry(name=name, data=data, method=DEFLATED, packed=packed, extra=extra, made_by=_MADE_BY)


def deflating() -> ModuleType:
    """The library that deflates.

    zlib is not the same on every machine (zlib-ng, Apple's, Chromium's), and its output differs.

    Raises:
        hapline.errors.MissingError: It is not installed.
    """
    try:
        import deflate
    except ImportError:
        raise MissingError(
            "building offline packages needs a package that is not installed",
            todo='pip install "hapline[offline]"',
        ) from None
    return deflate
