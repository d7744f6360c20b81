"""Layouts that changed, and whether code of the patch loads them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hapline.documents import DocumentError, XmlDocument

LAYOUT = re.compile(r"(?:^|.*/)res/layout[^/]*/(\w+)\.xml")


class ChangedLayout(NamedTuple):
    """A layout that is not as in the release.

    Attributes:
        path: The file. name: What code calls it. is_new: Whether the release has none of that name in this folder.
    """

    path: str
    name: str
    is_new: bool

    def used_in(self, code: bytes) -> bool:
        """Whether code names it: by its id, or by the class that view binding makes of it."""
        name = self.name.encode()
        binding = b"".join(word[:1].upper() + word[1:] for word in name.split(b"_")) + b"Binding"
        return (
            re.search(rb"\bR\s*\.\s*layout\s*\.\s*%b\b|\b%b\b" % (re.escape(name), re.escape(binding)), code)
            is not None
        )


def layout_of(path: str) -> str:
    """What code calls a layout, by its file; empty where it is none."""
    found = LAYOUT.fullmatch(path)
    return found[1] if found else ""


def is_same(old: bytes, new: bytes) -> bool:
    """Whether two versions of a layout have the same elements; comments and spaces do not count."""
    try:
        return list(_elements(old)) == list(_elements(new))
    except DocumentError:
        return old == new


def _elements(data: bytes) -> Iterable[tuple[object, ...]]:
    for one in XmlDocument(data).walk():
        parent = one.parent.number if one.parent else -1
        yield (one.tag, parent, one.text.strip(), *sorted(one.node.attrib.items()))
