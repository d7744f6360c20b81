"""Manifest.xml and hpmfile.json: what a package says of itself."""

from __future__ import annotations

import re

from hapline.documents import DocumentError
from hapline_hooks import noun

LIMIT = 64 * 1024
"""Bytes that each of them may have; real ones have 200 and 1,000."""
_DECLARATION = rb"(?:<\?xml version=\"1\.0\" encoding=\"(?i:utf-8)\"\?>)?\s*"
_MEMBERS = rb"\s*".join(rb"<%b>([^<&]*)</%b>" % (name, name) for name in (b"uid", b"name", b"version"))
_USUAL = re.compile(rb"%b<package>\s*%b\s*</package>\s*" % (_DECLARATION, _MEMBERS))
"""The form that all packages have that were seen; whatever else is XML is read as such."""


@noun
class Manifest:
    """What names a package.

    Attributes:
        id: Its id. name: What its maker calls it. version: Its version.
    """

    id: str
    name: str = ""
    version: str = ""


def read_manifest(data: bytes) -> Manifest:
    """Manifest.xml.

    Raises:
        hapline.documents.DocumentError: It is no XML, or no manifest.
    """
    match = _USUAL.fullmatch(data)
    if match is not None:
        try:
            id_, name, version = (part.decode().strip() for part in match.groups())
        except UnicodeDecodeError:
            pass  # said by the reader, with its place
        else:
            return Manifest(id=id_, name=name, version=version)
    return _parsed(data)


def _parsed(data: bytes) -> Manifest:
    from hapline.documents import XmlDocument

    document = XmlDocument(data, limit=LIMIT)
    found: dict[str, str] = {}
    for tag in ("uid", "name", "version"):
        elements = document.find_all(tag)
        if len(elements) > 1:
            raise DocumentError("there are several elements <{tag}>", tag=tag)
        if elements:
            found[tag] = (elements[0].text or "").strip()
    if not found.get("uid"):
        raise DocumentError("it has no element <uid>, which names the package")
    return Manifest(id=found["uid"], name=found.get("name", ""), version=found.get("version", ""))


def read_hpmfile(data: bytes) -> Manifest:
    """hpmfile.json, as far as it names the package.

    Raises:
        hapline.documents.DocumentError: It is no JSON, or no object.
    """
    from hapline.documents import parse

    value = parse(data, strict=True, limit=LIMIT)
    if not isinstance(value, dict):
        raise DocumentError("it must be an object")
    texts = {key: value.get(key) for key in ("appid", "name", "version")}
    id_, name, version = (one if isinstance(one, str) else "" for one in texts.values())
    return Manifest(id=id_, name=name, version=version)
