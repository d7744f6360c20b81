"""Reads plain XML without lxml, whose import takes as long as a small check: as nearly all manifests are written.

Plain are elements without prefix, attributes of no namespace or of Android's, comments, and white space between them:
no text, reference, CDATA, instruction or DTD. Of a document that is not surely plain, or not surely well-formed,
nothing is said here: lxml reads it, and nobody else says what is wrong with a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hapline.documents.xml_elements import ANDROID, TOOLS, Node
from hapline.documents.xml_encoding import DECLARATION

_MOST = 256 * 1024  # characters; lxml has limits of its own, and is asked where they may be near
_DEEP = 60  # elements inside elements; see above
_NAMESPACES = frozenset((ANDROID, TOOLS, "http://schemas.android.com/apk/res-auto"))
_GAP = r"[ \t\r\n]"
_NAME = r"[A-Za-z_][A-Za-z0-9_.\-]*+"
_VALUE = r"(?:\"[^\"<&\x00-\x1f]*+\"|'[^'<&\x00-\x1f]*+')"
_MARK = re.compile(
    rf"({_GAP}*+)<(?:({_NAME})((?:{_GAP}++{_NAME}(?::{_NAME})?+{_GAP}*+={_GAP}*+{_VALUE})*+){_GAP}*+(/)?+>"
    rf"|/({_NAME}){_GAP}*+>|!--(?:[^\-\x00-\x08\x0b\x0c\x0e-\x1f]++|-(?!-))*+-->)"
)
"""White space, then a start tag (name, attributes, whether it closes itself), an end tag (name) or a comment."""
_ATTRIBUTE = re.compile(rf"(?:({_NAME}):)?+({_NAME}){_GAP}*+={_GAP}*+(?:\"([^\"]*+)\"|'([^']*+)')")


class PlainNode:
    """An element, with what lxml has of one.

    Attributes:
        tag: Its name. attrib: Its attributes by ``name`` or ``{namespace}name``. nsmap: Namespaces by prefix.
        text: The white space before its first child. tail: That behind its end tag.
        parent: The element around it. children: Those directly in it. all: All of the document, in order.
    """

    __slots__ = ("all", "attrib", "children", "nsmap", "parent", "tag", "tail", "text")

    def __init__(
        self, tag: str, attrib: Mapping[str, str], nsmap: Mapping[str | None, str], parent: PlainNode | None
    ) -> None:
        """Begin an element in another one."""
        self.tag = tag
        self.attrib = attrib
        self.nsmap = nsmap
        self.parent = parent
        self.text: str | None = None
        self.tail: str | None = None
        self.children: list[PlainNode] = []
        self.all: list[PlainNode] = [] if parent is None else parent.all
        self.all.append(self)
        if parent is not None:
            parent.children.append(self)

    def iter(self, _tag: str) -> Iterator[Node]:
        """All elements of the document; nothing but the root is asked."""
        return iter(self.all)

    def getparent(self) -> Node | None:
        """The element around it."""
        return self.parent

    def __iter__(self) -> Iterator[Node]:
        """The elements directly in it."""
        return iter(self.children)

    def add(self, gap: str) -> None:
        """Take white space: what is behind the last child so far, or before the first."""
        said = gap.replace("\r\n", "\n").replace("\r", "\n") if "\r" in gap else gap
        if self.children:
            last = self.children[-1]
            last.tail = (last.tail or "") + said
        else:
            self.text = (self.text or "") + said


def plain_root(text: str) -> Node | None:
    """The root element of a plain document; None for any other one."""
    if len(text) > _MOST or "\ufffe" in text or "\uffff" in text:
        return None
    declared = DECLARATION.match(text)
    at = declared.end() if declared else 0
    root: PlainNode | None = None
    around: list[PlainNode] = []
    while match := _MARK.match(text, at):
        at = match.end()
        gap, name, written, closes_itself, closed = match.groups()
        if gap and around:
            around[-1].add(gap)
        if name:
            if root is None:
                node = root = _node(name, written, None)
            else:
                node = _node(name, written, around[-1]) if around else None
            if node is None or len(around) > _DEEP:
                return None
            if not closes_itself:
                around.append(node)
        elif closed and (not around or around.pop().tag != closed):
            return None
    return root if not around and not text[at:].strip(" \t\r\n") else None


def _node(name: str, written: str, parent: PlainNode | None) -> PlainNode | None:
    """An element by its start tag; None where a prefix or namespace is not plain, or an attribute is there twice."""
    names: dict[str | None, str] = {}
    own: list[tuple[str | None, str, str]] = []
    for match in _ATTRIBUTE.finditer(written) if written else ():
        prefix, local, double, single = match.groups()
        value = single if double is None else double
        if prefix == "xmlns":
            if parent is not None or local in names or local[:3].lower() == "xml" or value not in _NAMESPACES:
                return None
            names[local] = value
        else:
            own.append((prefix, local, value))
    known = names if parent is None else parent.nsmap
    attrib: dict[str, str] = {}
    for prefix, local, value in own:
        if (local == "xmlns") if prefix is None else (prefix not in known):
            return None
        key = local if prefix is None else f"{{{known[prefix]}}}{local}"
        if key in attrib:
            return None
        attrib[key] = value
    return PlainNode(name, attrib, known, parent)
