"""A Maven repository in a local folder, such as ``~/.m2/repository``: which file a coordinate means."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from hapline.builds import SNAPSHOT
from hapline_hooks import noun

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

Why = Literal["", "absent", "dynamic", "coordinate", "metadata"]
"""Why there is no file: ``absent``; ``dynamic`` (a version that Gradle chooses: ``+``, ``latest.release``, a range);
``coordinate`` (a piece of it cannot be a name of a file); ``metadata`` (that of a snapshot cannot be read)."""
_METADATA = ("maven-metadata-local.xml", "maven-metadata.xml")
_MOST_METADATA = 1024 * 1024
_MOST_VERSIONS = 10_000
_PIECE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+~-]{0,199}")
_DYNAMIC = re.compile(r".*\+|latest\..*|[\[\](].*|.*,.*", re.DOTALL)


@noun
class Found:
    """What a coordinate means. path: The file, absolute; None where there is none. why: Why there is none."""

    path: str | None = None
    why: Why = ""


class LocalRepository:
    """A repository in a folder. Nothing is fetched; what could lead out of the folder is no coordinate.

    Attributes:
        folder: The folder, absolute.
    """

    def __init__(self, folder: str, depends_on: Callable[[str], bool]) -> None:
        """Name the folder.

        Args:
            folder: The folder; it need not be there.
            depends_on: Is asked for each path (absolute) that the answers depend on, before it is read, and says
                whether there is anything at it; so that results are made anew when that changes.
        """
        self.folder = os.path.abspath(folder)
        self._depends_on = depends_on

    def find(self, group: str, artifact: str, version: str, classifier: str = "", kind: str = "jar") -> Found:
        """The file that a coordinate means.

        A snapshot is the file that carries ``-SNAPSHOT`` in its name where there is one, else that which the folder's
        metadata names.

        Args:
            group: Such as ``com.example``. artifact: Its name. version: A version, no range.
            classifier: Empty for the main file. kind: Its type, which is its suffix.
        """
        if _DYNAMIC.fullmatch(version):
            return Found(why="dynamic")
        folder = self._artifact(group, artifact)
        pieces = (version, kind, *([classifier] if classifier else []))
        if folder is None or not all(map(_is_piece, pieces)):
            return Found(why="coordinate")
        folder = os.path.join(folder, version)
        tail = f"{f'-{classifier}' if classifier else ''}.{kind}"
        plain = os.path.join(folder, f"{artifact}-{version}{tail}")
        if self._depends_on(plain):
            return Found(path=plain)
        if not version.endswith(SNAPSHOT):
            return Found(why="absent")
        why: Why = "absent"
        for name in _METADATA:
            path = os.path.join(folder, name)
            if not self._depends_on(path):
                continue
            root = _metadata(path)
            if root is None:
                why = "metadata"
                continue
            value = _snapshot(root, version, classifier, kind)
            file = os.path.join(folder, f"{artifact}-{value}{tail}")
            if _is_piece(value) and self._depends_on(file):
                return Found(path=file)
        return Found(why=why)

    def versions(self, group: str, artifact: str) -> tuple[str, ...]:
        """The versions of an artifact that have a folder, sorted as text.

        Nothing for what is no coordinate, is absent or cannot be listed.
        """
        folder = self._artifact(group, artifact)
        if folder is None or not self._depends_on(folder):
            return ()
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry, _ in zip(entries, range(_MOST_VERSIONS), strict=False) if entry.is_dir()]
        except OSError:
            return ()
        return tuple(sorted(name for name in names if _is_piece(name)))

    def _artifact(self, group: str, artifact: str) -> str | None:
        pieces = (*group.split("."), artifact)
        return os.path.join(self.folder, *pieces) if all(map(_is_piece, pieces)) else None


def _is_piece(text: str) -> bool:
    """Whether a piece of a coordinate may be the name of a file."""
    return _PIECE.fullmatch(text) is not None and not text.endswith(".")


def _metadata(path: str) -> _Element | None:
    """The root of a file of metadata; None where it cannot be read, is too large or refers to anything outside."""
    from lxml import etree  # type: ignore[import-untyped]

    try:
        with open(path, "rb") as file:
            data = file.read(_MOST_METADATA + 1)
        if len(data) > _MOST_METADATA:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(data, parser)
    except (OSError, etree.XMLSyntaxError):
        return None


def _snapshot(root: _Element, version: str, classifier: str, kind: str) -> str:
    """What stands in place of the version in the name of a snapshot's file; empty where the metadata does not say."""
    for one in root.iterfind("versioning/snapshotVersions/snapshotVersion"):
        if _text(one, "extension") == kind and _text(one, "classifier") == classifier:
            return _text(one, "value")
    stamp, number = (_text(root, f"versioning/snapshot/{name}") for name in ("timestamp", "buildNumber"))
    return f"{version.removesuffix(SNAPSHOT)}-{stamp}-{number}" if stamp and number else ""


def _text(holder: _Element, path: str) -> str:
    return (holder.findtext(path) or "").strip()
