"""What an Android library (.aar) brings into an app: its manifest, resources, code and native libraries.

Source: the format of AAR files (developer.android.com, "AAR file"): a ZIP archive with AndroidManifest.xml, and as far
as there are any classes.jar, libs/, res/, R.txt, assets/, jni/<ABI>/ and more.
"""

from __future__ import annotations

import os
import re

from hapline.archives import Archive, ArchiveTree, Limits, open_archive
from hapline_hooks import noun
from hapline_plugins.portal.source.resources import Resources, code_name, resources_in
from hapline_plugins.portal.source.walking import Bounds
from hapline_plugins.portal.source.xml_scanning import scan, xml_text

MANIFEST = "AndroidManifest.xml"
R_TXT = "R.txt"
_LARGEST = 4 * 1024 * 1024
"""Bytes of a manifest or an R.txt that is read."""
_LIMITS = Limits(max_entries=20_000)
_BOUNDS = Bounds(folders=1000)  # to list a folder of an archive is to look at all of its entries
_SYMBOL = re.compile(r"^int(?:\[\])?[ \t]+([a-z]+)[ \t]+([\w$]+)[ \t]", re.MULTILINE)
_JNI = re.compile(r"jni/([^/]+)/[^/]+\.so")
_JARS = re.compile(r"classes\.jar|libs/[^/]+\.jar")


@noun
class Aar:
    """An Android library.

    Attributes:
        manifest: Its manifest, as text of XML; None where there is none. package: The package that this names.
        symbols: The type and name in code of each resource that R.txt lists: its own and those of what it needs.
        resources: What is defined in its ``res`` folder; places are offsets in the entries.
        jars: Its jars, classes.jar first. abis: The ABIs that it has native libraries for, sorted.
        assets: How many files its ``assets`` folder has.
    """

    manifest: bytes | None
    package: str
    symbols: frozenset[tuple[str, str]]
    resources: Resources
    jars: tuple[str, ...]
    abis: tuple[str, ...]
    assets: int

    @property
    def holds_code(self) -> bool:
        """Whether it has a jar."""
        return bool(self.jars)

    def defines(self, kind: str, name: str) -> bool:
        """Whether a resource is defined in it, by its type and its name in XML or in code."""
        return (kind, name) in self.resources.keys or (kind, code_name(name)) in self.resources.code_keys


def read_aar(source: str | os.PathLike[str] | bytes) -> Aar:
    """Read a library.

    Args:
        source: The file, or its content.

    Raises:
        OSError: The file cannot be opened.
        hapline.archives.ArchiveError: It is no archive, is broken, or asks for more than is allowed.
    """
    with open_archive(source, limits=_LIMITS) as archive:
        manifest = _entry(archive, MANIFEST)
        listed = _entry(archive, R_TXT) or b""
        names = [entry.name for entry in archive.entries if not entry.is_dir]
        return Aar(
            manifest=manifest,
            package=_package(manifest or b""),
            symbols=frozenset((kind, name) for kind, name in _SYMBOL.findall(listed.decode("utf-8", "replace"))),
            resources=resources_in(ArchiveTree(archive, "aar"), "", chosen=(), roots=("res",), bounds=_BOUNDS),
            jars=tuple(sorted({name for name in names if _JARS.fullmatch(name)})),
            abis=tuple(sorted({found[1] for found in map(_JNI.fullmatch, names) if found})),
            assets=sum(name.startswith("assets/") for name in names),
        )


def _entry(archive: Archive, name: str) -> bytes | None:
    return archive.read(name, _LARGEST) if name in archive.by_name else None


def _package(manifest: bytes) -> str:
    """The package of a manifest, empty where none can be read."""
    root = next((tag for tag in scan(xml_text(manifest)) if tag.kind == "open"), None)
    found = root.value("package") if root is not None and root.name == "manifest" else None
    return found.value if found else ""
