"""A writer of DEX files with code, values and annotations, so that tests of the comparison need no tool."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from core.android.making import NONE, mutf8, uleb
from plugins.hotpatch.dex_ids import Ids, shorty, utf16
from plugins.hotpatch.dex_parts import (
    Annotation,
    CallSite,
    Class,
    Code,
    Field,
    FieldRef,
    Handle,
    Jumbo,
    Method,
    MethodRef,
    Proto,
    Raw,
    Ref,
    String,
    Try,
    Type,
    Value,
)


def dex(*classes: Class, strings: Iterable[str] = (), version: bytes = b"038", shared: bool = False) -> bytes:
    """A DEX file.

    Args:
        classes: In the order of the file. strings: Further ones, which shift the indices of the others.
        version: Of the format. shared: Whether methods of a class share code that is equal, as compilers let them.
    """
    return _Writer(classes, strings, shared=shared).file(version)


def resigned(data: bytes) -> bytes:
    """The same bytes with the sums that belong to them."""
    signed = data[32:]
    signature = hashlib.sha1(signed, usedforsecurity=False).digest()
    return data[:8] + struct.pack("<I", zlib.adler32(signature + signed)) + signature + signed


class _Writer:
    """Lays out all items of one kind after each other, as the map has it: each kind after those that it refers to."""

    def __init__(self, classes: Sequence[Class], strings: Iterable[str], *, shared: bool) -> None:
        self.classes = classes
        self.shared = shared
        self.ids = ids = Ids(classes, strings)
        counts = (len(ids.strings), len(ids.types), len(ids.protos), len(ids.fields), len(ids.methods), len(classes))
        sizes = (4, 4, 12, 8, 8, 32)
        offsets, at = [], 112
        for count, size in zip((*counts, len(ids.sites), len(ids.handles)), (*sizes, 4, 8), strict=True):
            offsets.append(at)
            at += count * size
        self.counts, self.offsets, self.begin = counts, offsets, at
        self.data = bytearray()
        self.map: list[tuple[int, int, int]] = []
        self.known: dict[tuple[int, object], int] = {}

    def file(self, version: bytes) -> bytes:
        ids = self.ids
        self._lay_out()
        protos = [
            struct.pack("<3I", ids.strings[shorty(one)], ids.types[one.returns], self._types(one.parameters))
            for one in ids.protos
        ]
        handles = [struct.pack("<HHHH", one.kind, 0, ids.index(one.member), 0) for one in ids.handles]
        tables = b"".join(
            [
                struct.pack(f"<{len(ids.strings)}I", *[self._text(one) for one in ids.strings]),
                struct.pack(f"<{len(ids.types)}I", *[ids.strings[one] for one in ids.types]),
                *protos,
                *[struct.pack("<HHI", ids.types[a.owner], ids.types[a.type], ids.strings[a.name]) for a in ids.fields],
                *[
                    struct.pack("<HHI", ids.types[a.owner], ids.protos[a.proto], ids.strings[a.name])
                    for a in ids.methods
                ],
                *[self._class(one) for one in self.classes],
                *[struct.pack("<I", self._values(_site(one))) for one in ids.sites],
                *handles,
            ]
        )
        return self._finished(version, tables)

    def _lay_out(self) -> None:
        """Write all items, kind by kind; whoever refers to one finds it where it already is."""
        methods = [method for one in self.classes for method in one.methods]
        codes = [method.code for method in methods]
        annotated = [
            part
            for one in self.classes
            for part in (
                one.annotations,
                *[each.annotations for each in one.fields],
                *[part for each in one.methods for part in (each.annotations, *each.of_parameters)],
            )
        ]
        passes: list[tuple[Callable[..., int], Iterable[object]]] = [
            (self._debug, codes),
            (self._code, codes),
            (self._types, [*[one.interfaces for one in self.classes], *[one.parameters for one in self.ids.protos]]),
            (self._text, self.ids.strings),
            (self._annotation_item, [one for part in annotated for one in part]),
            (self._set, annotated),
            (self._sets, [method.of_parameters for method in methods]),
            (self._annotations, self.classes),
            (self._members, self.classes),
            (self._values, [*map(_site, self.ids.sites), *map(self._statics, self.classes)]),
        ]
        for write, items in passes:
            for one in items:
                write(one)

    def _finished(self, version: bytes, tables: bytes) -> bytes:
        kinds = (0, 1, 2, 3, 4, 5, 6, 7, 8)
        listed = (1, *self.counts, len(self.ids.sites), len(self.ids.handles))
        fixed = [one for one in zip(kinds, listed, (0, *self.offsets), strict=True) if one[1]]
        self._align(4)
        at_map = self.begin + len(self.data)
        sections = [*fixed, *_gathered(self.map), (0x1000, 1, at_map)]
        self.data += struct.pack("<I", len(sections))
        self.data += b"".join([struct.pack("<HHII", kind, 0, count, at) for kind, count, at in sections])
        size = self.begin + len(self.data)
        header = [size, 112, 0x12345678, 0, 0, at_map]
        for count, at in zip(self.counts, self.offsets[:6], strict=True):
            header += [count, at if count else 0]
        header += [len(self.data), self.begin]
        body = struct.pack("<20I", *header) + tables + bytes(self.data)
        return resigned(b"dex\n" + version + b"\0" + bytes(24) + body)

    def _align(self, to: int) -> None:
        self.data += b"\0" * (-(self.begin + len(self.data)) % to)

    def _item(self, kind: int, key: object, content: Callable[[], bytes], align: int = 1) -> int:
        """The place of an item, which is written where it is not there yet."""
        if (kind, key) not in self.known:
            written = content()
            self._align(align)
            self.known[kind, key] = at = self.begin + len(self.data)
            self.map.append((kind, 1, at))
            self.data += written
        return self.known[kind, key]

    def _text(self, text: str) -> int:
        return self._item(0x2002, text, lambda: uleb(len(utf16(text)) // 2) + mutf8(text) + b"\0")

    def _types(self, types: Sequence[str]) -> int:
        indices = [self.ids.types[one] for one in types]
        content = struct.pack(f"<I{len(indices)}H", len(indices), *indices)
        return self._item(0x1001, content, lambda: content, 4) if types else 0

    def _values(self, values: Sequence[Value]) -> int:
        content = self._array(values)
        return self._item(0x2005, content, lambda: content) if values else 0

    def _statics(self, one: Class) -> list[Value]:
        statics = sorted([each for each in one.fields if each.access & 8], key=self._of_field(one))
        filled = max([number + 1 for number, each in enumerate(statics) if each.value is not None], default=0)
        return [_value_of(each) for each in statics[:filled]]

    def _class(self, one: Class) -> bytes:
        ids = self.ids
        return struct.pack(
            "<8I",
            ids.types[one.descriptor],
            one.access,
            ids.types[one.superclass] if one.superclass else NONE,
            self._types(one.interfaces),
            ids.strings[one.source] if one.source else NONE,
            self._annotations(one),
            self._members(one),
            self._values(self._statics(one)),
        )

    def _of_field(self, one: Class) -> Callable[[Field], int]:
        return lambda each: self.ids.fields[FieldRef(one.descriptor, each.name, each.type)]

    def _of_method(self, one: Class) -> Callable[[Method], int]:
        return lambda each: self.ids.methods[MethodRef(one.descriptor, each.name, each.parameters, each.returns)]

    def _members(self, one: Class) -> int:
        if not one.fields and not one.methods:
            return 0
        return self._item(0x2000, id(one), lambda: self._listed(one))

    def _listed(self, one: Class) -> bytes:
        of_field, of_method = self._of_field(one), self._of_method(one)
        fields = sorted(one.fields, key=of_field)
        methods = sorted(one.methods, key=of_method)
        by_list = [each for each in fields if each.access & 8], [each for each in fields if not each.access & 8]
        direct, virtual = [each for each in methods if each.direct], [each for each in methods if not each.direct]
        out = b"".join([uleb(len(part)) for part in (*by_list, direct, virtual)])
        for part in by_list:
            before = 0
            for field_ in part:
                out += uleb(of_field(field_) - before) + uleb(field_.access)
                before = of_field(field_)
        for listed in (direct, virtual):
            before = 0
            for method in listed:
                out += uleb(of_method(method) - before) + uleb(method.access) + uleb(self._code(method.code))
                before = of_method(method)
        return out

    def _debug(self, code: Code | None) -> int:
        if code is None or not code.line:
            return 0
        return self._item(0x2003, code.line, lambda: uleb(code.line) + uleb(0) + b"\0")

    def _code(self, code: Code | None) -> int:
        if code is None:
            return 0
        return self._item(0x2001, code if self.shared else id(code), lambda: self._body(code), 4)

    def _body(self, code: Code) -> bytes:
        units: list[int] = []
        for unit in code.units:
            if isinstance(unit, int):
                units.append(unit)
            else:
                index = self.ids.index(unit)
                units += [index & 0xFFFF, index >> 16] if isinstance(unit, Jumbo) else [index]
        head = (code.registers, code.ins, code.outs, len(code.tries), self._debug(code), len(units))
        out = struct.pack("<4H2I", *head) + struct.pack(f"<{len(units)}H", *units)
        return out + b"\0\0" * (len(units) % 2) + self._tries(code.tries) if code.tries else out

    def _tries(self, tries: Sequence[Try]) -> bytes:
        handlers = uleb(len(tries))
        rows = b""
        for one in tries:
            rows += struct.pack("<IHH", one.start, one.count, len(handlers))
            count = len(one.handlers)
            handlers += sleb(-count if one.rest is not None else count)
            for type_, at in one.handlers:
                handlers += uleb(self.ids.types[type_]) + uleb(at)
            handlers += uleb(one.rest) if one.rest is not None else b""
        return rows + handlers

    def _annotations(self, one: Class) -> int:
        fields = [(self._of_field(one)(each), self._set(each.annotations)) for each in one.fields if each.annotations]
        of_method = self._of_method(one)
        methods = [(of_method(each), self._set(each.annotations)) for each in one.methods if each.annotations]
        parts = [(of_method(each), self._sets(each.of_parameters)) for each in one.methods if each.of_parameters]
        if not (one.annotations or fields or methods or parts):
            return 0
        content = struct.pack("<4I", self._set(one.annotations), len(fields), len(methods), len(parts))
        rows = [struct.pack("<2I", *row) for part in (fields, methods, parts) for row in sorted(part)]
        return self._item(0x2006, id(one), lambda: content + b"".join(rows), 4)

    def _sets(self, sets: Sequence[Sequence[Annotation]]) -> int:
        places = [self._set(one) for one in sets]
        content = struct.pack(f"<I{len(places)}I", len(places), *places)
        return self._item(0x1002, content, lambda: content, 4) if sets else 0

    def _set(self, annotations: Sequence[Annotation]) -> int:
        ordered = sorted(annotations, key=lambda one: self.ids.types[one.type])
        places = [self._annotation_item(one) for one in ordered]
        content = struct.pack(f"<I{len(places)}I", len(places), *places)
        return self._item(0x1003, content, lambda: content, 4) if annotations else 0

    def _annotation_item(self, one: Annotation) -> int:
        content = bytes([one.visibility]) + self._annotation(one)
        return self._item(0x2004, content, lambda: content)

    def _annotation(self, one: Annotation) -> bytes:
        out = uleb(self.ids.types[one.type]) + uleb(len(one.elements))
        for name in sorted(one.elements, key=self.ids.strings.__getitem__):
            out += uleb(self.ids.strings[name]) + self._value(one.elements[name])
        return out

    def _array(self, values: Sequence[Value]) -> bytes:
        return uleb(len(values)) + b"".join([self._value(one) for one in values])

    def _value(self, one: Value) -> bytes:
        match one:
            case None:
                return b"\x1e"
            case bool():
                return bytes([0x1F | one << 5])
            case int():
                return _number(0x04, one)
            case str():
                return _index(0x17, self.ids.strings[one])
            case Raw(head, content):
                return bytes([head]) + content
            case Annotation():
                return b"\x1d" + self._annotation(one)
            case list() | tuple():
                return b"\x1c" + self._array(one)
            case Proto() | Handle() | String() | Type() | FieldRef() | MethodRef():
                return _index(_KINDS[type(one)], self.ids.index(one))
            case _:
                raise TypeError(one)


_KINDS: dict[type[Ref], int] = {Proto: 0x15, Handle: 0x16, String: 0x17, Type: 0x18, FieldRef: 0x1B, MethodRef: 0x1A}


def _site(one: CallSite) -> list[Value]:
    return [one.handle, String(one.name), one.proto, *one.values]


def _value_of(one: Field) -> Value:
    zero: dict[str, Value] = {"I": 0, "Z": False}
    return zero.get(one.type) if one.value is None else one.value


def _gathered(items: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """One row for each kind of item, at the first of them."""
    for kind in dict.fromkeys([one[0] for one in items]):
        places = [at for other, _, at in items if other == kind]
        yield kind, len(places), places[0]


def _number(kind: int, number: int) -> bytes:
    size = next(size for size in (1, 2, 3, 4) if -(1 << 8 * size - 1) <= number < 1 << 8 * size - 1)
    return bytes([kind | size - 1 << 5]) + number.to_bytes(size, "little", signed=True)


def _index(kind: int, index: int) -> bytes:
    size = max(1, (index.bit_length() + 7) // 8)
    return bytes([kind | size - 1 << 5]) + index.to_bytes(size, "little")


def sleb(number: int) -> bytes:
    """A number of variable length that may be below zero."""
    out = bytearray()
    while True:
        byte, number = number & 0x7F, number >> 7
        done = number == (-1 if byte & 0x40 else 0)
        out.append(byte if done else byte | 0x80)
        if done:
            return bytes(out)
