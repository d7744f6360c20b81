"""The tables of a DEX file that is written: what its classes refer to, sorted as the format wants it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.hotpatch.dex_parts import (
    OBJECT,
    Annotation,
    CallSite,
    Class,
    FieldRef,
    Handle,
    Jumbo,
    MethodRef,
    Proto,
    Ref,
    String,
    Type,
)


def utf16(text: str) -> bytes:
    """The units of a text, by which strings are sorted."""
    return text.encode("utf-16-be", "surrogatepass")


class Ids:
    """What is referred to, by index."""

    def __init__(self, classes: Sequence[Class], strings: Iterable[str]) -> None:
        """Gather and sort."""
        self.handles: list[Handle] = []
        self.sites: list[CallSite] = []
        self._strings, self._types = set(strings), {OBJECT}
        self._protos: set[Proto] = set()
        self._fields: set[FieldRef] = set()
        self._methods: set[MethodRef] = set()
        for one in classes:
            self._add_class(one)
        self.strings = {text: index for index, text in enumerate(sorted(self._strings | self._types, key=utf16))}
        self.types = {one: index for index, one in enumerate(sorted(self._types, key=utf16))}
        self.protos = {one: index for index, one in enumerate(sorted(self._protos, key=self._proto_key))}
        self.fields = {one: index for index, one in enumerate(sorted(self._fields, key=self._field_key))}
        self.methods = {one: index for index, one in enumerate(sorted(self._methods, key=self._method_key))}

    def _proto_key(self, one: Proto) -> tuple[object, ...]:
        return self.types[one.returns], [self.types[each] for each in one.parameters]

    def _field_key(self, one: FieldRef) -> tuple[int, ...]:
        return self.types[one.owner], self.strings[one.name], self.types[one.type]

    def _method_key(self, one: MethodRef) -> tuple[int, ...]:
        return self.types[one.owner], self.strings[one.name], self.protos[one.proto]

    def index(self, one: Ref) -> int:
        """The index of what is referred to."""
        match one:
            case String(text) | Jumbo(text):
                return self.strings[text]
            case Type(descriptor):
                return self.types[descriptor]
            case Proto():
                return self.protos[one]
            case FieldRef():
                return self.fields[one]
            case MethodRef():
                return self.methods[one]
            case Handle():
                return self.handles.index(one)
            case CallSite():
                return self.sites.index(one)

    def _add_class(self, one: Class) -> None:
        self._types |= {one.descriptor, *one.interfaces, *([one.superclass] if one.superclass else [])}
        self._strings |= {one.source} if one.source else set()
        self._add_all(one.annotations)
        for each in one.fields:
            self._add(FieldRef(one.descriptor, each.name, each.type))
            self._add_all((each.value, *each.annotations))
        for method in one.methods:
            self._add(MethodRef(one.descriptor, method.name, method.parameters, method.returns))
            self._add_all((*method.annotations, *[each for part in method.of_parameters for each in part]))
            if method.code is not None:
                self._add_all(method.code.units)
                self._types |= {type_ for part in method.code.tries for type_, _ in part.handlers}

    def _add_all(self, every: Iterable[object]) -> None:
        for one in every:
            self._add(one)

    def _add(self, one: object) -> None:
        match one:
            case str() | String() | Jumbo():
                self._strings.add(one if isinstance(one, str) else one.text)
            case Type(descriptor):
                self._types.add(descriptor)
            case Proto(parameters, returns):
                self._protos.add(one)
                self._types |= {*parameters, returns}
                self._strings.add(shorty(one))
            case FieldRef(owner, name, type_):
                self._fields.add(one)
                self._types |= {owner, type_}
                self._strings.add(name)
            case MethodRef(owner, name):
                self._methods.add(one)
                self._types.add(owner)
                self._strings.add(name)
                self._add(one.proto)
            case Handle(_, member):
                self.handles += [one] if one not in self.handles else []
                self._add(member)
            case CallSite(handle, name, proto, values):
                self.sites += [one] if one not in self.sites else []
                self._add_all((handle, name, proto, *values))
            case Annotation(type_, elements):
                self._types.add(type_)
                self._strings |= {*elements}
                self._add_all(elements.values())
            case list() | tuple():
                self._add_all(one)
            case _:
                pass  # numbers refer to nothing


def shorty(one: Proto) -> str:
    """What a method returns and takes, with all classes alike."""
    return "".join(["L" if type_[0] in "L[" else type_ for type_ in (one.returns, *one.parameters)])
