"""Built packages as presets and releases need them: who they are, what they hold, whether they are signed."""

from __future__ import annotations

import io
import re
import tarfile
from base64 import b64decode
from binascii import Error

from hapline.archives import Archive, ArchiveError, open_archive
from hapline.documents import DocumentError, XmlDocument, parse
from hapline_hooks import Phrase, noun
from hapline_plugins.offline.amr.form import CERT, HPMFILE, MANIFEST, tar_name
from hapline_plugins.offline.content.files import Content, PackageFile
from hapline_plugins.offline.content.folders import MOST_FILES
from hapline_plugins.offline.descriptor.described import Kind

_LIMIT = 64 * 1024
_MOST_TAR = 300 * 1024 * 1024
"""Bytes; what the console takes at once (MDS guide, 6.3)."""
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)?")
_SPACE = re.compile(r"[0-9A-Za-z]+_[0-9A-Za-z-]+")


@noun
class BuiltPackage:
    """A built package, read through.

    Attributes:
        id: Its id, by Manifest.xml. version: Its version likewise. content: Its files.
        signatures: The signature of each entry that has one; empty for a package that is not signed.
        entries: The raw bytes of the entries that are signed.
    """

    id: str
    version: str
    content: Content
    signatures: dict[str, bytes]
    entries: dict[str, bytes]

    @property
    def is_signed(self) -> bool:
        """Whether it has any signature."""
        return bool(self.signatures)

    @property
    def kind(self) -> Kind:
        """Normal or global: the files of a global one lie below a domain, and there below app and workspace."""
        for one in self.content.files:
            parts = one.path.split("/")[:-1]
            if len(parts) > 1 and _DOMAIN.fullmatch(parts[0]) and any(map(_SPACE.fullmatch, parts[1:3])):
                return "global"
        return "normal"

    def is_signed_by(self, public_key: bytes) -> bool:
        """Whether the tar and the manifest were signed with the private half of a key (SubjectPublicKeyInfo)."""
        return self.is_signed and all(
            _is_signed(public_key, data, self.signatures.get(name, b"")) for name, data in self.entries.items()
        )


def read_package(source: str | bytes) -> BuiltPackage:
    """A built package.

    Args:
        source: A file, or its content.

    Raises:
        OSError: The file cannot be opened. hapline.archives.ArchiveError: It is no archive, or a broken one.
        hapline.documents.DocumentError: A part of it cannot be read.
    """
    with open_archive(source) as archive:
        id_, version = _manifest(archive.read(MANIFEST, _LIMIT))
        entries = {tar_name(id_): archive.read(tar_name(id_), _MOST_TAR), MANIFEST: archive.read(MANIFEST, _LIMIT)}
        return BuiltPackage(
            id=id_,
            version=version,
            content=_content(entries[tar_name(id_)], tar_name(id_)),
            signatures=_signatures(archive),
            entries=entries,
        )


def _manifest(data: bytes) -> tuple[str, str]:
    document = XmlDocument(data, limit=_LIMIT)
    found = [[(one.text or "").strip() for one in document.find_all(tag)] for tag in ("uid", "version")]
    if any(len(one) != 1 for one in found):
        raise DocumentError("{entry} does not name the package and its version", entry=MANIFEST)
    return found[0][0], found[1][0]


def _signatures(archive: Archive) -> dict[str, bytes]:
    if CERT not in archive.by_name:
        return {}
    value = parse(archive.read(CERT, _LIMIT), strict=True, limit=_LIMIT)
    if not isinstance(value, dict):
        raise DocumentError("{entry} must be an object", entry=CERT)
    found: dict[str, bytes] = {}
    for name, text in value.items():
        try:
            found[name] = b64decode("".join(str(text).split()), validate=True)
        except (Error, ValueError):
            raise DocumentError("the signature of {entry} is no base64", entry=name) from None
    return {name: signature for name, signature in found.items() if signature}


def _content(tar: bytes, name: str) -> Content:
    members: list[tarfile.TarInfo] = []
    try:
        with tarfile.open(fileobj=io.BytesIO(tar), mode="r:") as opened:
            for number, one in enumerate(opened):
                if number > MOST_FILES:
                    message = Phrase("more than {most} files", most=MOST_FILES)
                    raise ArchiveError(reason="corrupt", message=message, entry=name)
                if one.isreg() and not one.sparse and one.name != HPMFILE:
                    members.append(one)
    except (tarfile.TarError, ValueError, OverflowError, RecursionError):
        raise ArchiveError(reason="corrupt", message="is no tar that can be read", entry=name) from None
    return Content(_file(tar, one) for one in members)


def _file(tar: bytes, member: tarfile.TarInfo) -> PackageFile:
    start, end = member.offset_data, member.offset_data + member.size
    path = member.name.removeprefix("./")
    return PackageFile(path, lambda: tar[start:end], mode=member.mode, size=member.size)


def _is_signed(public_key: bytes, data: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    key = load_der_public_key(public_key)
    if not isinstance(key, RSAPublicKey):
        return False
    try:
        key.verify(signature, data, PKCS1v15(), SHA1())  # noqa: S303 imposed by the format
    except InvalidSignature:
        return False
    return True
