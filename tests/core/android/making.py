"""Writers of small DEX files, binary XML and resource tables, as honest tools write them, for tests of the readers."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hapline.android.attributes import NAMES

_IDS = {name: number for number, name in NAMES.items()}
ANDROID = "http://schemas.android.com/apk/res/android"
NONE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Class:
    """A class to be written: its name, such as ``com.a.B$C``, and what stands beside it in the file."""

    name: str
    access: int = 1
    superclass: str = "java.lang.Object"
    interfaces: tuple[str, ...] = ()


def dex(classes: Sequence[Class | str], version: bytes = b"035") -> bytes:
    """A DEX file with these classes, without any code."""
    known = [Class(one) if isinstance(one, str) else one for one in classes]
    names = {name for one in known for name in (one.name, one.superclass, *one.interfaces) if name}
    strings = sorted((_descriptor(name) for name in names), key=lambda text: text.encode("utf-16-be", "surrogatepass"))
    index = {text: number for number, text in enumerate(strings)}
    count = len(strings)
    at_types = 112 + 4 * count
    at_classes = at_types + 4 * count
    at_data = at_classes + 32 * len(known)
    data = bytearray()
    lists: dict[tuple[str, ...], int] = {(): 0}
    for one in known:
        if one.interfaces not in lists:
            data += b"\0" * (-len(data) % 4)
            lists[one.interfaces] = at_data + len(data)
            items = [index[_descriptor(name)] for name in one.interfaces]
            data += struct.pack(f"<I{len(items)}H", len(items), *items)
    at_strings = at_data + len(data)
    offsets = []
    for text in strings:
        offsets.append(at_data + len(data))
        data += uleb(len(text.encode("utf-16-le", "surrogatepass")) // 2) + mutf8(text) + b"\0"
    data += b"\0" * (-len(data) % 4)
    at_map = at_data + len(data)
    sections = [(0, 1, 0), (1, count, 112), (2, count, at_types), (6, len(known), at_classes)]
    sections += [(0x1001, len(lists) - 1, at_data)] if len(lists) > 1 else []
    sections += [(0x2002, count, at_strings), (0x1000, 1, at_map)]
    sections = [one for one in sections if one[1]]
    data += struct.pack("<I", len(sections)) + b"".join(
        [struct.pack("<HHII", kind, 0, *rest) for kind, *rest in sections]
    )
    rows = [
        struct.pack(
            "<8I",
            index[_descriptor(one.name)],
            one.access,
            index[_descriptor(one.superclass)] if one.superclass else NONE,
            lists[one.interfaces],
            NONE,
            0,
            0,
            0,
        )
        for one in known
    ]
    tables = struct.pack(f"<{count}I", *offsets) + struct.pack(f"<{count}I", *range(count)) + b"".join(rows)
    size = at_data + len(data)
    header = [size, 112, 0x12345678, 0, 0, at_map, count, 112 * (count > 0), count, at_types * (count > 0)]
    header += [0] * 6 + [len(known), at_classes * (len(known) > 0), len(data), at_data]
    signed = struct.pack("<20I", *header) + tables + bytes(data)
    signature = hashlib.sha1(signed, usedforsecurity=False).digest()
    checksum = zlib.adler32(signature + signed)
    return b"dex\n" + version + b"\0" + struct.pack("<I", checksum) + signature + signed


def mutf8(text: str) -> bytes:
    """Modified UTF-8."""
    units = struct.unpack(
        f"<{len(text.encode('utf-16-le', 'surrogatepass')) // 2}H", text.encode("utf-16-le", "surrogatepass")
    )
    return b"".join([b"\xc0\x80" if not unit else chr(unit).encode("utf-8", "surrogatepass") for unit in units])


def _descriptor(name: str) -> str:
    return f"L{name.replace('.', '/')};"


def uleb(number: int) -> bytes:
    """A number of variable length."""
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


@dataclass(frozen=True, slots=True)
class Typed:
    """An attribute's value by type and bits, such as ``Typed(1, 0x7F010001)`` for a reference."""

    kind: int
    data: int


Value = str | int | bool | Typed


@dataclass(frozen=True, slots=True)
class Element:
    """An element to be written. Attributes with the platform's names get its namespace and ids, others none."""

    name: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    children: Sequence[Element] = ()
    text: str = ""


def xml(root: Element, *, utf8: bool = False, padding: bytes = b"", nameless: bool = False, width: int = 20) -> bytes:
    """Binary XML.

    Args:
        root: The outermost element.
        utf8: Whether strings are UTF-8. padding: What follows the last node. nameless: Whether the names of the
            platform's attributes are emptied, as shrinkers do. width: Bytes of an attribute.
    """
    strings = _Strings()
    used = _attributes(root)
    ids = [name for name in used if name in _IDS]
    for name in ids:
        strings.number(name)
    prefix, uri = strings.number("android"), strings.number(ANDROID)
    nodes = _chunk(0x0100, struct.pack("<II", 1, NONE), struct.pack("<II", prefix, uri))
    nodes += _nodes(root, strings, width, [1])
    nodes += _chunk(0x0101, struct.pack("<II", 1, NONE), struct.pack("<II", prefix, uri))
    if nameless:
        strings.all[: len(ids)] = [""] * len(ids)
    resources = _chunk(0x0180, b"", struct.pack(f"<{len(ids)}I", *[_IDS[name] for name in ids]))
    return _chunk(0x0003, b"", pool(strings.all, utf8=utf8) + resources + nodes + padding)


def pool(strings: Sequence[str], *, utf8: bool = False) -> bytes:
    """A chunk of strings."""
    offsets, data = [], bytearray()
    for text in strings:
        offsets.append(len(data))
        wide = text.encode("utf-16-le", "surrogatepass")
        if utf8:
            raw = text.encode()
            data += _length8(len(wide) // 2) + _length8(len(raw)) + raw + b"\0"
        else:
            data += _length16(len(wide) // 2) + wide + b"\0\0"
    data += b"\0" * (-len(data) % 4)
    head = struct.pack("<IIIII", len(strings), 0, 0x100 if utf8 else 0, 28 + 4 * len(strings), 0)
    return _chunk(0x0001, head, struct.pack(f"<{len(offsets)}I", *offsets) + bytes(data))


@dataclass(frozen=True, slots=True)
class Bag:
    """A value of several: its parent, and its items by the ids of their names."""

    parent: int
    items: Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a resource table: the names of resources by type; None leaves an index free.

    Values are by ``type/name``; what has none is the string ``a value``.
    """

    number: int
    name: str
    types: Mapping[str, Sequence[str | None]]
    libraries: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Value | Bag] = field(default_factory=dict)


def table(packages: Sequence[Package], *, utf8: bool = True, form: str = "", padding: bytes = b"") -> bytes:
    """A resource table; ``form`` is nothing, ``sparse``, ``offset16`` or ``compact``."""
    strings = _Strings()
    strings.number("a value")
    written = b"".join([_package(one, strings, utf8=utf8, form=form) for one in packages])
    body = pool(strings.all, utf8=utf8) + written
    return _chunk(0x0002, struct.pack("<I", len(packages)), body + padding)


def _package(package: Package, strings: _Strings, *, utf8: bool, form: str) -> bytes:
    keys = _Strings()
    chunks = b""
    for number, (kind, names) in enumerate(package.types.items(), 1):
        chunks += _chunk(0x0202, struct.pack("<BBHI", number, 0, 0, len(names)), b"\0" * 4 * len(names))
        values = [package.values.get(f"{kind}/{name}", "a value") for name in names]
        entries = [
            None if name is None else _entry(keys.number(name), value, strings, form)
            for name, value in zip(names, values, strict=True)
        ]
        chunks += _type(number, entries, form)
    if package.libraries:
        rows = [struct.pack("<I256s", number, name.encode("utf-16-le")) for name, number in package.libraries.items()]
        chunks += _chunk(0x0203, struct.pack("<I", len(rows)), b"".join(rows))
    type_pool = pool(list(package.types), utf8=utf8)
    key_pool = pool(keys.all, utf8=utf8)
    head = struct.pack(
        "<I256sIIIII", package.number, package.name.encode("utf-16-le"), 288, 0, 288 + len(type_pool), 0, 0
    )
    return _chunk(0x0200, head, type_pool + key_pool + chunks)


def _entry(key: int, value: Value | Bag, strings: _Strings, form: str) -> bytes:
    if isinstance(value, Bag):
        items = [struct.pack("<IHBBI", name, 8, 0, *_bits(one, strings)) for name, one in value.items.items()]
        return struct.pack("<HHIII", 16, 1, key, value.parent, len(items)) + b"".join(items)
    kind, data = _bits(value, strings)
    if form == "compact":
        return struct.pack("<HHI", key, 8 | kind << 8, data)
    return struct.pack("<HHIHBBI", 8, 0, key, 8, 0, kind, data)


def _bits(value: Value, strings: _Strings) -> tuple[int, int]:
    """The type of a value, and its 32 bits."""
    if isinstance(value, str):
        return 3, strings.number(value)
    if isinstance(value, Typed):
        return value.kind, value.data
    return (0x12, NONE if value else 0) if isinstance(value, bool) else (0x10, value & NONE)


def _type(number: int, written: Sequence[bytes | None], form: str) -> bytes:
    offsets: list[int | None] = []
    entries = b""
    for entry in written:
        offsets.append(None if entry is None else len(entries))
        entries += entry or b""
    if form == "sparse":
        there = [(index, offset // 4) for index, offset in enumerate(offsets) if offset is not None]
        count, listed = len(there), b"".join([struct.pack("<HH", *one) for one in there])
    elif form == "offset16":
        count = len(offsets)
        listed = b"".join([struct.pack("<H", 0xFFFF if one is None else one // 4) for one in offsets])
        listed += b"\0" * (-len(listed) % 4)
    else:
        count = len(offsets)
        listed = b"".join([struct.pack("<I", NONE if one is None else one) for one in offsets])
    flags = {"sparse": 1, "offset16": 2}.get(form, 0)
    config = struct.pack("<I", 64) + b"\0" * 60
    head = struct.pack("<BBHII", number, flags, 0, count, 20 + len(config) + len(listed)) + config
    return _chunk(0x0201, head, listed + entries)


class _Strings:
    def __init__(self) -> None:
        self.all: list[str] = []
        self.known: dict[str, int] = {}

    def number(self, text: str) -> int:
        if text not in self.known:
            self.known[text] = len(self.all)
            self.all.append(text)
        return self.known[text]


def _attributes(element: Element) -> dict[str, None]:
    found = dict.fromkeys(element.attributes)
    for child in element.children:
        found |= _attributes(child)
    return found


def _nodes(element: Element, strings: _Strings, width: int, line: list[int]) -> bytes:
    line[0] += 1
    head = struct.pack("<II", line[0], NONE)
    uri = strings.number(ANDROID)
    rows = [_attribute(name, value, strings, uri).ljust(width, b"\0") for name, value in element.attributes.items()]
    name = strings.number(element.name)
    start = struct.pack("<IIHHHHHH", NONE, name, 20, width, len(rows), 0, 0, 0)
    out = _chunk(0x0102, head, start + b"".join(rows))
    if element.text:
        out += _chunk(0x0104, head, struct.pack("<IHBBI", strings.number(element.text), 8, 0, 0, 0))
    out += b"".join([_nodes(child, strings, width, line) for child in element.children])
    return out + _chunk(0x0103, head, struct.pack("<II", NONE, name))


def _attribute(name: str, value: Value, strings: _Strings, uri: int) -> bytes:
    kind, data = _bits(value, strings)
    raw = data if isinstance(value, str) else NONE
    return struct.pack("<IIIHBBI", uri if name in _IDS else NONE, strings.number(name), raw, 8, 0, kind, data)


def _chunk(kind: int, head: bytes, body: bytes) -> bytes:
    return struct.pack("<HHI", kind, 8 + len(head), 8 + len(head) + len(body)) + head + body


def _length8(number: int) -> bytes:
    return bytes([number]) if number < 0x80 else bytes([number >> 8 | 0x80, number & 0xFF])


def _length16(number: int) -> bytes:
    return struct.pack("<H", number) if number < 0x8000 else struct.pack("<HH", number >> 16 | 0x8000, number & 0xFFFF)
