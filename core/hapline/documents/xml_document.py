"""An XML document read without DTDs, entities or the network, with the exact place of all that is in it.

lxml reads it, but for plain ones: of them the same is read without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.documents.text import LIMIT, apply, check_size, line_starts, position
from hapline.documents.xml_elements import XmlAttribute, XmlElement
from hapline.documents.xml_encoding import read_text
from hapline.documents.xml_plain import plain_root
from hapline_hooks import Keys, Span, TextEdit

if TYPE_CHECKING:
    from hapline.documents.xml_tags import Tags


class XmlDocument:
    """A document without errors. Its content is read at once, its places when they are asked for.

    Attributes:
        text: The text, without byte order mark. encoding: How it was written as bytes.
        elements: All elements, in the order of their start tags. root: The outermost.
    """

    def __init__(self, data: bytes, *, limit: int = LIMIT) -> None:
        """Read a document.

        Args:
            data: The file: UTF-8, UTF-16 with a byte order mark, or what it declares, such as GBK.
            limit: The most bytes that are read.

        Raises:
            hapline.documents.DocumentError: It is not well-formed, too large or too deep, has a DTD, or is no text in
                the encoding that it declares.
        """
        check_size(data, limit)
        self.text, self.encoding = read_text(data)
        self.elements: list[XmlElement] = []
        known: dict[object, XmlElement] = {}
        root = plain_root(self.text)
        if root is None:
            from hapline.documents.xml_parsing import parsed

            root = parsed(self.text)
        for node in root.iter("*"):
            parent = known.get(node.getparent())
            element = known[node] = XmlElement(self, node, len(self.elements), parent)
            self.elements.append(element)
            if parent is not None:
                parent.children.append(element)
        self.root = self.elements[0]

    def walk(self) -> Iterator[XmlElement]:
        """All elements, in the order of the text."""
        return iter(self.elements)

    def find_all(self, tag: str) -> list[XmlElement]:
        """All elements of a name (``activity``, or ``{namespace}name``), in the order of the text."""
        return [one for one in self.elements if one.tag == tag]

    def find(self, path: Keys) -> XmlElement | None:
        """The element of a symbolic path as ``XmlElement.path`` gives it; None where there is none."""
        if path[:1] != self.keys[0]:
            return None
        found, done = self.root, 1
        while done < len(path):
            for child in found.children:
                keys = self.keys[child.number]
                if path[done : done + len(keys)] == keys:
                    found, done = child, done + len(keys)
                    break
            else:
                return None
        return found

    def place(self, start: int, end: int) -> Span:
        """A stretch of the text in lines and columns."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)

    def place_of(self, one: XmlElement | XmlAttribute) -> Span:
        """The lines and columns of the start tag of an element, or of an attribute from its name to its last quote."""
        if isinstance(one, XmlElement):
            return one.place
        return self.place(one.name_start, one.end + 1)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, from 1; an offset outside the text counts as its start or end."""
        return position(self._lines, min(max(offset, 0), len(self.text)))

    def edited(self, edits: Iterable[TextEdit]) -> bytes:
        """The file with edits applied; all else stays byte for byte.

        Two edits that declare the same prefix at the same place count as one, so that edits can be made one by one.

        Raises:
            ValueError: Edits overlap, or one is not inside the text.
        """
        wanted: list[TextEdit] = []
        for edit in edits:
            if "xmlns:" not in edit.text or edit.text.lstrip()[:6] != "xmlns:" or edit not in wanted:
                wanted.append(edit)
        return self.encoding.encode(apply(self.text, wanted))

    @cached_property
    def tags(self) -> list[Tags]:
        """The places of the tags of each element, in the order of ``elements``."""
        from hapline.documents.xml_tags import read_tags

        found = read_tags(self.text)
        if len(found) != len(self.elements):
            raise AssertionError("the elements and the places disagree")
        return found

    @cached_property
    def keys(self) -> list[Keys]:
        """The last part of the symbolic path of each element: its name, and its number where siblings share it."""
        found: list[Keys] = [(self.root.name,)] * len(self.elements)
        for parent in self.elements:
            named: dict[str, list[XmlElement]] = {}
            for child in parent.children:
                named.setdefault(child.name, []).append(child)
            for name, those in named.items():
                for number, child in enumerate(those):
                    found[child.number] = (name, number) if len(those) > 1 else (name,)
        return found

    @cached_property
    def _lines(self) -> list[int]:
        return line_starts(self.text)
