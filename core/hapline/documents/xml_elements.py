"""Elements and attributes of an XML document: what lxml says of them, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from hapline_hooks import Keys, Span, noun

if TYPE_CHECKING:
    from hapline.documents.xml_document import XmlDocument
    from hapline.documents.xml_tags import Tags, Written

ANDROID = "http://schemas.android.com/apk/res/android"
"""The namespace of the attributes that Android knows."""
TOOLS = "http://schemas.android.com/tools"
"""The namespace of what is said to the build tools."""
_MANY = 100
"""Attributes of an element from which on lxml is not asked for each value: it looks for each among all."""


class Node(Protocol):
    """What is asked of an element of lxml."""

    tag: str
    text: str | None
    tail: str | None
    attrib: Mapping[str, str]
    nsmap: Mapping[str | None, str]

    def iter(self, tag: str) -> Iterator[Node]:
        """This element and all in it."""

    def getparent(self) -> Node | None:
        """The element around it."""

    def __iter__(self) -> Iterator[Node]:
        """The elements directly in it."""


@noun
class XmlAttribute:
    """An attribute with its places, which are offsets in the text of the document.

    Attributes:
        name: Its name without prefix. namespace: Its namespace; None where it has no prefix.
        written: Its name with prefix, as it stands. value: What it says, unescaped.
        start: Where its value starts, inside the quotes. end: Where its value ends, exclusive.
        name_start: Where its name starts, with prefix. name_end: Where its name ends. quote: The mark around its value.
    """

    name: str
    namespace: str | None
    written: str
    value: str
    start: int
    end: int
    name_start: int
    name_end: int
    quote: str


class XmlElement:
    """An element. Of its content lxml is the truth; its places are found when they are asked for.

    Attributes:
        document: The document that it stands in. parent: The element around it; None for the root.
        children: The elements directly in it, in order.
        number: Its place among all elements of the document in the order of their start tags, from 0.
        tag: Its name: ``application``, or ``{namespace}name`` where it has a namespace.
    """

    def __init__(self, document: XmlDocument, node: Node, number: int, parent: XmlElement | None) -> None:
        """Wrap an element of lxml."""
        self.document = document
        self.node = node
        self.number = number
        self.parent = parent
        self.children: list[XmlElement] = []
        self.tag = node.tag

    def __repr__(self) -> str:
        """Its name."""
        return f"<XmlElement {self.tag}>"

    @property
    def namespace(self) -> str | None:
        """Its namespace, None where it has none."""
        return qualified(self.tag)[0]

    @property
    def name(self) -> str:
        """Its name without namespace and prefix."""
        return qualified(self.tag)[1]

    @property
    def written(self) -> str:
        """Its name with prefix, as it stands."""
        return self.document.text[self.name_start : self.name_end]

    def get(self, name: str, namespace: str | None = None) -> str | None:
        """The value of an attribute, None where it is absent; needs no places."""
        return self.node.attrib.get(f"{{{namespace}}}{name}" if namespace else name)

    def attribute(self, name: str, namespace: str | None = None) -> XmlAttribute | None:
        """An attribute with its places, None where it is absent."""
        return self._by_name.get((namespace, name))

    @cached_property
    def attributes(self) -> tuple[XmlAttribute, ...]:
        """All attributes in order, without the declarations of namespaces."""
        own = [one for one in self.raw if not one.declares]
        text = self.document.text
        names = list(self.node.attrib)
        if len(own) < _MANY:
            values = [self.node.attrib[name] for name in names]
        else:
            from hapline.documents.xml_writing import value_said

            values = [value_said(text[one.start : one.end]) for one in own]
        return tuple(
            XmlAttribute(
                name=name,
                namespace=namespace,
                written=one.name,
                value=value,
                start=one.start,
                end=one.end,
                name_start=one.name_start,
                name_end=one.name_end,
                quote=text[one.end],
            )
            for one, tag, value in zip(own, names, values, strict=True)
            for namespace, name in [qualified(tag)]
        )

    @cached_property
    def raw(self) -> tuple[Written, ...]:
        """All attributes as they are written, with the declarations of namespaces."""
        from hapline.documents.xml_tags import read_attributes

        return tuple(read_attributes(self.document.text, self.tags))

    @cached_property
    def _by_name(self) -> dict[tuple[str | None, str], XmlAttribute]:
        return {(one.namespace, one.name): one for one in self.attributes}

    @property
    def prefixes(self) -> dict[str | None, str]:
        """The namespaces that prefixes mean here; None is the prefix of elements that have none."""
        return dict(self.node.nsmap)

    @property
    def text(self) -> str:
        """The text directly in it, unescaped, without that of its children and without comments."""
        return "".join([self.node.text or "", *(child.tail or "" for child in self.node)])

    def walk(self) -> Iterator[XmlElement]:
        """This element and all in it, in the order of the text."""
        rest = [self]
        while rest:
            one = rest.pop()
            yield one
            rest += reversed(one.children)

    def find_all(self, tag: str) -> list[XmlElement]:
        """All elements of a name in it, however deep, in the order of the text; not itself."""
        return [one for one in self.walk() if one.tag == tag and one is not self]

    @property
    def tags(self) -> Tags:
        """The places of its tags."""
        return self.document.tags[self.number]

    @property
    def start(self) -> int:
        """Where it starts: the ``<`` of its start tag."""
        return self.tags.start

    @property
    def end(self) -> int:
        """Where it ends, exclusive: behind its end tag."""
        return self.tags.end

    @property
    def name_start(self) -> int:
        """Where its name starts, with prefix."""
        return self.tags.start + 1

    @property
    def name_end(self) -> int:
        """Where its name ends, exclusive."""
        return self.tags.name_end

    @property
    def head_end(self) -> int:
        """Where its start tag ends, exclusive, and its content starts."""
        return self.tags.head_end

    @property
    def tail_start(self) -> int:
        """Where its end tag starts and its content ends; ``head_end`` where it closes itself."""
        return self.tags.tail

    @property
    def closes_itself(self) -> bool:
        """Whether it is written ``<name/>``."""
        return self.document.text[self.head_end - 2] == "/"

    @property
    def place(self) -> Span:
        """The lines and columns of its start tag."""
        return self.document.place(self.start, self.head_end)

    @property
    def path(self) -> Keys:
        """Its symbolic path: ``("manifest", "application", "provider", 1)``.

        Names are without prefix. The number, from 0, is there where siblings share the name.
        """
        found: list[Keys] = []
        one: XmlElement | None = self
        while one is not None:
            found.append(self.document.keys[one.number])
            one = one.parent
        return tuple(key for keys in reversed(found) for key in keys)


def qualified(tag: str) -> tuple[str | None, str]:
    """The namespace and the name of ``{namespace}name``."""
    if tag[:1] != "{":
        return None, tag
    namespace, _, name = tag[1:].rpartition("}")
    return namespace, name
