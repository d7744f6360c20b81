"""Places: where in which file something stands, symbolic first and concrete once it is looked up."""

from __future__ import annotations

from typing import Literal

from hapline_hooks.nouns import noun

Keys = tuple[str | int, ...]
"""A symbolic path inside a document: object keys and list indexes, outermost first."""
_UNCLEAR = frozenset('.[]" ')
"""Characters of a key that would be read as part of the path."""


def symbol(keys: Keys) -> str:
    """Write a symbolic path as people do: ``module.preloads[1].moduleName``, ``entry["ohos.permission.CAMERA"].zh``."""
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f"[{key}]"
        elif not key or not _UNCLEAR.isdisjoint(key):
            quoted = key.replace("\\", "\\\\").replace('"', '\\"')
            text += f'["{quoted}"]'
        else:
            text += f".{key}" if text else key
    return text


@noun
class Span:
    """A stretch of text; lines and columns count from 1, columns in characters, the end is exclusive."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


@noun
class Location:
    """One place that a finding speaks of.

    A rule names the file and the symbolic path; the engine adds the span, and only for findings that
    are shown, so that rules never pay for positions.

    Attributes:
        path: The file, with forward slashes, relative to the root of the tree it was read from.
        inner: Entry names from the outermost archive inwards, empty for a plain file.
        keys: The symbolic path inside the document, empty for the file as a whole. Where it leads to nothing, the place
            is that of the innermost part that is there: name a missing member by the path that it would have.
        names: What the list items on that path are called, one for each index, once looked up: an index changes
            when the list is edited elsewhere. Empty for an item without a name.
        on: Which part of the item is meant: its value, or the key that names it.
        span: The concrete place, once looked up. A rule on text that has no symbolic path sets it itself.
    """

    path: str
    inner: tuple[str, ...] = ()
    keys: Keys = ()
    names: tuple[str, ...] = ()
    on: Literal["value", "key"] = "value"
    span: Span | None = None

    @property
    def file(self) -> str:
        """The file with its inner path, such as ``demo.app!entry.hap!module.json``."""
        return "!".join((self.path, *self.inner))

    @property
    def symbol(self) -> str:
        """The symbolic path as text."""
        return symbol(self.keys)
