"""Version catalogues of Gradle (``libs.versions.toml``): what an alias stands for, and where it says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from hapline.documents.text import LIMIT, DocumentError, check_size, decode, line_starts, position
from hapline_hooks import Span

_PLACE = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_SECTION = re.compile(r"[ \t]*\[[ \t]*([^\]\r\n]+?)[ \t]*\]")
_ENTRY = re.compile(
    r"""[ \t]*(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([\w.-]+))[ \t]*=[ \t]*([^\r\n]*?)[ \t]*(?:#[^"'\r\n]*)?$""", re.MULTILINE
)
_VERSION = re.compile(r"""\bversion[ \t]*=[ \t]*(["'])([^"'\r\n]*)\1""")
_PIECES = 3


class CatalogueEntry(NamedTuple):
    """A version, library or plugin of a catalogue.

    Attributes:
        alias: The alias as the file writes it. group: The group; empty for a version and a plugin.
        name: The artifact, or the id of a plugin. version: The version; empty where none is given.
        start: Where its value starts in the file. end: Where it ends.
        version_start: Where the version stands, that it refers to if need be. version_end: Where that ends.
    """

    alias: str
    group: str
    name: str
    version: str
    start: int
    end: int
    version_start: int
    version_end: int


class VersionCatalogue:
    """A catalogue; aliases are looked up with dots, as scripts write them.

    Attributes:
        text: The text. path: The file, for places.
    """

    def __init__(self, data: bytes, path: str = "", *, limit: int = LIMIT) -> None:
        """Parse a catalogue.

        Raises:
            hapline.documents.DocumentError: It is no TOML, no UTF-8, or too large.
        """
        import tomllib

        check_size(data, limit)
        self.path = path
        self.text = decode(data)
        try:
            self._content: Mapping[str, object] = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise _refused(str(error), self.text) from None
        except RecursionError:
            raise DocumentError(
                "lists inside lists beyond what is read",
                text=self.text,
                hint="a catalogue of this depth is hardly meant; look at what wrote it",
            ) from None

    @cached_property
    def versions(self) -> dict[str, CatalogueEntry]:
        """The versions by alias."""
        return {_dots(alias): self._entry("versions", alias, "", "", value) for alias, value in self._table("versions")}

    @cached_property
    def libraries(self) -> dict[str, CatalogueEntry]:
        """The libraries by alias."""
        found = {}
        for alias, value in self._table("libraries"):
            group, name, version = _module(value)
            found[_dots(alias)] = self._entry("libraries", alias, group, name, version)
        return found

    @cached_property
    def plugins(self) -> dict[str, CatalogueEntry]:
        """The plugins by alias; the name is the id."""
        found = {}
        for alias, value in self._table("plugins"):
            if isinstance(value, str):
                name, _, version = value.partition(":")
                found[_dots(alias)] = self._entry("plugins", alias, "", name, version)
            elif isinstance(value, dict):
                found[_dots(alias)] = self._entry("plugins", alias, "", str(value.get("id", "")), value.get("version"))
        return found

    @cached_property
    def bundles(self) -> dict[str, tuple[str, ...]]:
        """The aliases of the libraries in each bundle, with dots."""
        return {
            _dots(alias): tuple(_dots(one) for one in value if isinstance(one, str))
            for alias, value in self._table("bundles")
            if isinstance(value, list)
        }

    def place(self, start: int, end: int) -> Span:
        """A stretch of the text in lines and columns."""
        lines = line_starts(self.text)
        line, column = position(lines, start)
        end_line, end_column = position(lines, end)
        return Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)

    def _table(self, name: str) -> list[tuple[str, object]]:
        table = self._content.get(name)
        return list(table.items()) if isinstance(table, dict) else []

    def _entry(self, section: str, alias: str, group: str, name: str, version: object) -> CatalogueEntry:
        start, end = self._places.get((section, alias), (0, 0))
        version_start, version_end = start, end
        inline = _VERSION.search(self.text, start, end)
        if inline:
            version_start, version_end = inline.span(2)
        if isinstance(version, dict):
            reference = version.get("ref")
            if isinstance(reference, str):
                known = self.versions.get(_dots(reference))
                version = known.version if known else ""
                version_start, version_end = (known.start, known.end) if known else (start, end)
            else:
                given = (version.get(key) for key in ("prefer", "require", "strictly"))
                version = next((one for one in given if isinstance(one, str)), "")
        said = version if isinstance(version, str) else ""
        return CatalogueEntry(alias, group, name, said, start, end, version_start, version_end)

    @cached_property
    def _places(self) -> dict[tuple[str, str], tuple[int, int]]:
        found: dict[tuple[str, str], tuple[int, int]] = {}
        section = ""
        for start in line_starts(self.text):
            header = _SECTION.match(self.text, start)
            if header:
                section = header[1].strip("\"'")
                continue
            entry = _ENTRY.match(self.text, start)
            if entry:
                alias = entry[1] or entry[2] or entry[3]
                found.setdefault((section, alias.partition(".")[0] if entry[3] else alias), entry.span(4))
        return found


def _module(value: object) -> tuple[str, str, object]:
    if isinstance(value, str):
        pieces = [*value.split(":"), "", "", ""]
        return pieces[0], pieces[1], pieces[2]
    if not isinstance(value, dict):
        return "", "", ""
    module = value.get("module")
    group, _, name = module.partition(":") if isinstance(module, str) else (value.get("group"), "", value.get("name"))
    return str(group or ""), str(name or ""), value.get("version", "")


def _dots(alias: str) -> str:
    return re.sub("[-_]", ".", alias)


def _refused(message: str, text: str) -> DocumentError:
    found = _PLACE.search(message)
    starts = line_starts(text)
    offset = len(text)
    if found and int(found[1]) <= len(starts):
        offset = min(starts[int(found[1]) - 1] + int(found[2]) - 1, len(text))
    problem = message.partition(" (at ")[0]
    return DocumentError(
        "no TOML: {problem}", text=text, offset=offset, end=offset, hint="write it as TOML", problem=problem
    )
