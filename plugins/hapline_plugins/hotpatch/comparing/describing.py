"""What differs in a class that is not the same in two files, and what is said of one that only one of them has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hapline_hooks import replace
from hapline_plugins.hotpatch.comparing.changes import ClassChange, FieldChange, Kind, MethodChange
from hapline_plugins.hotpatch.comparing.kinds import nesting_of, noise_of
from hapline_plugins.hotpatch.comparing.pairs import values_of
from hapline_plugins.hotpatch.dex.forms import form_of
from hapline_plugins.hotpatch.dex.members import members_of
from hapline_plugins.hotpatch.dex.values import NULL

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.comparing.numbers import Numbers
    from hapline_plugins.hotpatch.comparing.pairs import Pair
    from hapline_plugins.hotpatch.dex.file import Dex, DexClass
    from hapline_plugins.hotpatch.dex.forms import Form
    from hapline_plugins.hotpatch.dex.pool import Value

_NOTHING: Value = (NULL, 0)


class _Side:
    """A class in one of the files, with all that is compared of it."""

    def __init__(self, dex: Dex, one: DexClass) -> None:
        self.dex = dex
        self.one = one
        self.name = dex.pool.class_name(one.type)
        self.members = members_of(dex, one.members)
        self.values: Mapping[int, Value] = values_of(dex, one, self.members)
        self.annotations = dex.values.annotations(one.annotations)

    def method(self, method: int, kind: Kind) -> MethodChange:
        name, parameters, returns = self.dex.pool.method(method)
        access = self.members.methods[method]
        return MethodChange(kind=kind, name=name, parameters=parameters, returns=returns, access=access)

    def field(self, field: int, kind: Kind) -> FieldChange:
        name, type_ = self.dex.pool.field(field)
        return FieldChange(kind=kind, name=name, type=type_, access=self.members.fields[field])


def alone(dex: Dex, one: DexClass, kind: Kind) -> ClassChange:
    """A class that only one of the files has. All its members came or went with it and are not listed.

    Raises:
        hapline.android.BinaryError: It is broken.
    """
    side = _Side(dex, one)
    return ClassChange(
        kind=kind,
        name=side.name,
        access=one.access,
        nesting=nesting_of(side.name, dex, side.members, side.annotations.of_class),
        noise=noise_of(side.name, dex, side.members),
    )


def described(pair: Pair, one: DexClass, other: DexClass, numbers: Numbers) -> ClassChange:
    """A class that differs.

    Args:
        pair: The files. one: The class in the old one. other: In the new one. numbers: What may mean the same.

    Raises:
        hapline.android.BinaryError: It is broken.
    """
    old, new = _Side(pair.old, one), _Side(pair.new, other)
    text = pair.new.pool.class_name
    above = [text(each.superclass) if each.superclass is not None else "" for each in (one, other)]
    faces = [tuple(map(text, each.interfaces)) for each in (one, other)]
    found = ClassChange(
        kind="changed",
        name=new.name,
        access=other.access,
        superclass=(above[0], above[1]) if one.superclass != other.superclass else None,
        interfaces=(faces[0], faces[1]) if one.interfaces != other.interfaces else None,
        flags=one.access != other.access,
        annotations=old.annotations.of_class != new.annotations.of_class,
        methods=tuple(_methods(pair, old, new, numbers)),
        fields=tuple(_fields(old, new, numbers)),
        nesting=nesting_of(new.name, new.dex, new.members, new.annotations.of_class),
        noise=noise_of(new.name, new.dex, old.members, new.members),
    )
    return replace(found, noise="numbers") if not found.noise and _only_numbers(found) else found


def read_whole(dex: Dex, one: DexClass) -> None:
    """Read all of a class, to find out whether it can be read.

    Raises:
        hapline.android.BinaryError: It is broken.
    """
    side = _Side(dex, one)
    for place in side.members.codes.values():
        if place:
            form_of(dex, place)


def _methods(pair: Pair, old: _Side, new: _Side, numbers: Numbers) -> Iterator[MethodChange]:
    """The methods that differ: in the order of the old file, then those that are new in that of the new one."""
    for method, access in old.members.methods.items():
        if method not in new.members.methods:
            yield replace(old.method(method, "removed"), calls=_calls(pair, old, method))
            continue
        places = old.members.codes[method], new.members.codes[method]
        flags = access != new.members.methods[method]
        annotations = any(
            one.get(method) != other.get(method)
            for one, other in zip(old.annotations[2:], new.annotations[2:], strict=True)
        )
        code = not pair.same_code(*places)
        if code or flags or annotations:
            moved = code and all(places) and bool(numbers) and numbers.same_forms(*_forms(pair, places))
            yield replace(
                new.method(method, "changed"),
                code=code,
                flags=flags,
                annotations=annotations,
                numbers=moved,
                calls=_calls(pair, old, method),
            )
    for method in new.members.methods:
        if method not in old.members.methods:
            yield replace(new.method(method, "added"), calls=_calls(pair, new, method))


def _forms(pair: Pair, places: tuple[int, int]) -> tuple[Form, Form]:
    return pair.form(places[0], new=False), pair.form(places[1], new=True)


def _calls(pair: Pair, side: _Side, method: int) -> bool:
    place = side.members.codes[method]
    return bool(place) and pair.form(place, new=side.dex is pair.new).calls


def _fields(old: _Side, new: _Side, numbers: Numbers) -> Iterator[FieldChange]:
    """The fields that differ, in the same order. One that is gone and one that is new are one if they share a name."""
    gone = {field: old.field(field, "removed") for field in old.members.fields if field not in new.members.fields}
    came = {field: new.field(field, "added") for field in new.members.fields if field not in old.members.fields}
    names = Counter([one.name for one in gone.values()]), Counter([one.name for one in came.values()])
    retyped = {one.name: one for one in came.values() if names[0][one.name] == names[1][one.name] == 1}
    for field, access in old.members.fields.items():
        if field in gone:
            one = gone[field]
            other = retyped.get(one.name)
            if other is not None:
                one = replace(other, kind="changed", old_type=one.type, flags=other.access != access)
            yield one
            continue
        values = old.values.get(field, _NOTHING), new.values.get(field, _NOTHING)
        flags = access != new.members.fields[field]
        annotations = old.annotations.of_fields.get(field) != new.annotations.of_fields.get(field)
        if values[0] != values[1] or flags or annotations:
            moved = values[0] != values[1] and numbers.same_values(*values)
            yield replace(
                new.field(field, "changed"),
                flags=flags,
                value=values[0] != values[1],
                annotations=annotations,
                numbers=moved,
            )
    yield from [one for one in came.values() if one.name not in retyped]


def _only_numbers(one: ClassChange) -> bool:
    """Whether nothing differs but numbers that mean the same."""
    members: tuple[MethodChange | FieldChange, ...] = (*one.methods, *one.fields)
    return (
        not (one.flags or one.superclass or one.interfaces or one.annotations)
        and bool(members)
        and all(each.numbers and not (each.flags or each.annotations) for each in members)
        and not any(each.old_type for each in one.fields)
    )
