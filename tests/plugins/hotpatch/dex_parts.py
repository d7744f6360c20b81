"""What DEX files are written of: classes, members, code, values, annotations.

Code is given as units of 16 bits in which references stand as what they refer to: ``[0x001A, String("text"), 0x0011]``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

OBJECT = "Ljava/lang/Object;"


@dataclass(frozen=True, slots=True)
class String:
    """A string; in code, its index in 16 bits."""

    text: str


@dataclass(frozen=True, slots=True)
class Jumbo:
    """A string whose index takes two units of code."""

    text: str


@dataclass(frozen=True, slots=True)
class Type:
    """A type, by its descriptor."""

    descriptor: str


@dataclass(frozen=True, slots=True)
class Proto:
    """What a method takes and returns, in descriptors."""

    parameters: tuple[str, ...] = ()
    returns: str = "V"


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field."""

    owner: str
    name: str
    type: str = "I"


@dataclass(frozen=True, slots=True)
class MethodRef:
    """A method."""

    owner: str
    name: str
    parameters: tuple[str, ...] = ()
    returns: str = "V"

    @property
    def proto(self) -> Proto:
        """What it takes and returns."""
        return Proto(self.parameters, self.returns)


@dataclass(frozen=True, slots=True)
class Handle:
    """A method handle: 0 to 3 are of fields, 4 and above of methods."""

    kind: int
    member: FieldRef | MethodRef


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call that is made at run time, by a method that gets a name, a type and further values."""

    handle: Handle
    name: str
    proto: Proto
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """A value as it is encoded: its first byte, and the bytes behind it."""

    head: int
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation; its visibility is 0 for tools, 1 at run time, 2 for the system."""

    type: str
    elements: Mapping[str, Value] = field(default_factory=dict, hash=False)
    visibility: int = 1


Ref = String | Jumbo | Type | Proto | FieldRef | MethodRef | Handle | CallSite
Value = int | str | bool | None | Ref | Annotation | Raw | Sequence["Value"]


@dataclass(frozen=True, slots=True)
class Try:
    """A part of code that is tried: the first unit, how many, and where each type of exception is handled."""

    start: int
    count: int
    handlers: tuple[tuple[str, int], ...] = ()
    rest: int | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """The code of a method; ``line`` is where debug information says that it begins, if it says anything."""

    units: Sequence[int | Ref] = (0x000E,)
    registers: int = 4
    ins: int = 0
    outs: int = 4
    tries: tuple[Try, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Method:
    """A method; the first letter of its name decides nothing: ``direct`` says in which list it stands."""

    name: str = "run"
    parameters: tuple[str, ...] = ()
    returns: str = "V"
    access: int = 0x1
    code: Code | None = field(default_factory=Code)
    annotations: tuple[Annotation, ...] = ()
    of_parameters: tuple[tuple[Annotation, ...], ...] = ()

    @property
    def direct(self) -> bool:
        """Whether it is called directly: constructors, static and private methods."""
        return bool(self.access & 0xA) or self.name.startswith("<")


@dataclass(frozen=True, slots=True)
class Field:
    """A field; ``value`` is that of a static one."""

    name: str
    type: str = "I"
    access: int = 0x1
    value: Value = None
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Class:
    """A class."""

    name: str
    methods: tuple[Method, ...] = ()
    fields: tuple[Field, ...] = ()
    access: int = 0x1
    superclass: str | None = OBJECT
    interfaces: tuple[str, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    source: str = ""

    @property
    def descriptor(self) -> str:
        """Its type."""
        return f"L{self.name.replace('.', '/')};"
