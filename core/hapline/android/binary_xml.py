"""Android's binary XML: elements with typed attributes, as manifests, layouts and styles are built.

Source of the format: ResourceTypes.h of the Android platform (``ResXMLTree_node`` and what follows it). As phones do,
the reader passes over chunks that it does not know, padding, and attributes that are longer than they need be, and goes
by the ids of the platform's attributes, whatever a shrinker has made of their names.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from hapline.android.attributes import NAMES
from hapline.android.chunks import STRING_POOL, Chunk, StringPool, chunk_at, chunks
from hapline.android.errors import BinaryError, check_length, cut, wrong_format, wrong_value
from hapline.android.values import TypedValue, typed
from hapline_hooks import noun

ANDROID = "http://schemas.android.com/apk/res/android"
"""The namespace of the platform's own attributes."""
LIMIT = 16 * 1024 * 1024
"""Bytes. The largest manifests have some hundred kilobytes."""
_MOST_DEPTH = 100
_XML = frozenset({0x0003, 0x0000})  # phones do not look at the type; a shrinker writes zero
_RESOURCE_MAP = 0x0180
_START_NAMESPACE = 0x0100
_START_ELEMENT = 0x0102
_END_ELEMENT = 0x0103
_TEXT = 0x0104
_NODE = 16  # bytes of a node's header: the chunk's, a line, a comment
_START = struct.Struct("<IIHHH")
_ATTRIBUTE = struct.Struct("<IIIHBBI")
_NONE = 0xFFFFFFFF


@noun
class XmlAttribute:
    """An attribute.

    Attributes:
        namespace: Its namespace, empty for none. name: Its name; empty where only its id is known.
        resource: The id of the attribute, 0 for one without.
        value: Its value.
    """

    namespace: str
    name: str
    resource: int
    value: TypedValue


class XmlElement:
    """An element; do not change it.

    Attributes:
        namespace: Its namespace, empty for none. name: Its name.
        line: The line of the source that it was built from, 0 where that is not said.
        attributes: Its attributes, in the order of the file. children: The elements in it.
        text: The text in it, joined.
    """

    __slots__ = ("attributes", "children", "line", "name", "namespace", "text")

    def __init__(self, namespace: str, name: str, line: int, attributes: tuple[XmlAttribute, ...]) -> None:
        """Name it; children and text follow in the file."""
        self.namespace = namespace
        self.name = name
        self.line = line
        self.attributes = attributes
        self.children: list[XmlElement] = []
        self.text = ""

    def value(self, name: str, namespace: str = ANDROID) -> TypedValue | None:
        """The value of an attribute, by default one of the platform's (``android:name``); None where there is none."""
        for one in self.attributes:
            if one.name == name and one.namespace == namespace:
                return one.value
        return None

    def get(self, name: str, namespace: str = ANDROID) -> str:
        """The value of an attribute as it is written; empty where there is none."""
        found = self.value(name, namespace)
        return found.text if found is not None else ""

    def each(self, *names: str) -> Iterator[XmlElement]:
        """The elements right inside this one that have one of these names."""
        return (one for one in self.children if one.name in names)


def read_xml(data: bytes, *, limit: int = LIMIT) -> XmlElement:
    """Read a file of binary XML.

    Args:
        data: The file. limit: The most bytes that it may have.

    Returns:
        Its outermost element.

    Raises:
        BinaryError: It is no binary XML, is cut short, or says what cannot be.
    """
    check_length(data, limit)
    if len(data) < 8 or int.from_bytes(data[:2], "little") not in _XML or data[2:4] != b"\x08\0":  # noqa: PLR2004 a chunk's header
        raise wrong_format("binary XML")
    whole = chunk_at(data, 0, len(data))
    return _Reader(data, whole).read()


class _Reader:
    def __init__(self, data: bytes, whole: Chunk) -> None:
        self.data = data
        self.whole = whole
        self.pool: StringPool | None = None
        self.resources: tuple[int, ...] = ()
        self.open: list[XmlElement] = []
        self.root: XmlElement | None = None

    def read(self) -> XmlElement:
        for chunk in chunks(self.data, self.whole.body, self.whole.end):
            if chunk.kind == STRING_POOL and self.pool is None:
                self.pool = StringPool(self.data, chunk)
            elif chunk.kind == _RESOURCE_MAP:
                count = (chunk.end - chunk.body) // 4
                self.resources = struct.unpack_from(f"<{count}I", self.data, chunk.body)
            elif chunk.kind == _START_ELEMENT:
                self.start(chunk)
            elif chunk.kind == _END_ELEMENT and self.open:
                self.open.pop()
            elif chunk.kind == _TEXT and self.open:
                self.text(chunk)
        if self.root is None:
            raise cut("ResXMLTree_node", self.whole.end)
        if self.open:
            raise cut(f"<{self.open[-1].name}>", self.whole.end)
        return self.root

    def start(self, chunk: Chunk) -> None:
        if len(self.open) == _MOST_DEPTH:
            raise BinaryError(
                "byte {at}: more than {most} elements inside each other",
                reason="depth",
                at=chunk.start,
                most=_MOST_DEPTH,
            )
        if chunk.body - chunk.start < _NODE or chunk.body + _START.size > chunk.end:
            raise cut("ResXMLTree_attrExt", chunk.start)
        namespace, name, first, width, count = _START.unpack_from(self.data, chunk.body)
        at = chunk.body + first
        if count and (width < _ATTRIBUTE.size or at + width * count > chunk.end):
            raise cut("ResXMLTree_attribute", at)
        attributes = tuple([self.attribute(at + width * index) for index in range(count)])
        line = int.from_bytes(self.data[chunk.start + 8 : chunk.start + 12], "little")
        element = XmlElement(self.string(namespace), self.string(name), 0 if line == _NONE else line, attributes)
        if self.open:
            self.open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        else:
            raise wrong_value("ResXMLTree_node", chunk.start, "a second outermost element")
        self.open.append(element)

    def attribute(self, at: int) -> XmlAttribute:
        namespace, name, raw, _, _, kind, data = _ATTRIBUTE.unpack_from(self.data, at)
        resource = self.resources[name] if name < len(self.resources) else 0
        value = typed(kind, data, self.string(data) if kind == 3 else "")  # noqa: PLR2004 TYPE_STRING
        if not kind and raw != _NONE:
            value = TypedValue("string", raw, self.string(raw))
        known = NAMES.get(resource)
        space = self.string(namespace)
        return XmlAttribute(
            namespace=space or (ANDROID if known else ""),
            name=known or self.string(name),
            resource=resource,
            value=value,
        )

    def text(self, chunk: Chunk) -> None:
        if chunk.body + 4 > chunk.end:
            raise cut("ResXMLTree_cdataExt", chunk.start)
        # Of one pool string that is referred to a million times, nobody wants a million copies.
        if not self.open[-1].text:
            self.open[-1].text = self.string(int.from_bytes(self.data[chunk.body : chunk.body + 4], "little"))

    def string(self, index: int) -> str:
        if index == _NONE:
            return ""
        if self.pool is None:
            raise cut("ResStringPool", self.whole.body)
        return self.pool[index]
