"""The JSON documents of a project or a package, each read once, with what is wrong with it."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.documents import DocumentError, parse
from hapline_hooks import Location, Subject, Tree, Unreadable

if TYPE_CHECKING:
    from hapline_plugins.harmony.shapes import Misfits

APP = "app.json5"
MODULE = "module.json5"
PROFILE = "build-profile.json5"
MODULE_PROFILE = "module build-profile.json5"
OHPM = "oh-package.json5"
BUILT_MODULE = "module.json"
BUILT_CONFIG = "config.json"
PACK_INFO = "pack.info"
MAX_SIZE = 2 * 1024 * 1024
"""Bytes. People write no larger configuration, and looking for the mistake in one takes seconds."""


class JsonDocument(Subject):
    """One JSON or JSON5 file.

    Attributes:
        role: What it is for, one of the constants of this module. place: The file. data: Its content.
        is_built: Whether it is part of a package, where JSON is strict.
    """

    kind = "harmony.document"

    def __init__(self, role: str, place: Location, data: bytes, *, is_built: bool = False) -> None:
        """Hold a file; it is parsed when its value is asked for."""
        self.role = role
        self.place = place
        self.data = data
        self.is_built = is_built

    def source(self, location: Location) -> bytes:
        """This file.

        Raises:
            hapline_hooks.Unreadable: Another file is asked for.
        """
        if location.file != self.place.file:
            raise Unreadable(location.file, "not this document", absent=True)
        return self.data

    @cached_property
    def _parsed(self) -> tuple[object, DocumentError | None]:
        if self.is_built:
            with suppress(DocumentError):
                return parse(self.data, strict=True), None
        try:
            return parse(self.data, limit=MAX_SIZE), None
        except DocumentError as error:
            return None, error

    @property
    def value(self) -> object:
        """What it holds; None where it cannot be parsed."""
        return self._parsed[0]

    @property
    def error(self) -> DocumentError | None:
        """Why it cannot be parsed."""
        return self._parsed[1]

    @property
    def error_place(self) -> Location:
        """Where it cannot be parsed."""
        error = self.error
        if error is None:
            return self.place
        return Location(path=self.place.path, inner=self.place.inner, span=error.span)

    @cached_property
    def misfits(self) -> Misfits:
        """What in it does not fit what the guide says of such a document."""
        from hapline_plugins.harmony import known_keys, shapes

        return shapes.misfits(self.value, known_keys.shape(self.role) or {})

    @cached_property
    def object(self) -> dict[str, object]:
        """Its top-level object; an empty one where it has none."""
        return self.value if isinstance(self.value, dict) else {}


def read(tree: Tree, path: str, role: str) -> JsonDocument | None:
    """A document of a tree; None where there is no such file.

    Raises:
        hapline_hooks.Unreadable: It is there and cannot be read.
    """
    try:
        return JsonDocument(role, Location(path=path), tree.read(path))
    except Unreadable as error:
        if error.absent:
            return None
        raise
