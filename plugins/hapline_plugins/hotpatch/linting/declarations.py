"""Declarations: classes and their members, as a version of a file has them, whichever language it is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.imports import Imports
    from hapline_plugins.hotpatch.linting.units import Unit

ClassKind = Literal["class", "interface", "enum", "record", "annotation", "object", "companion", "file"]
"""What a class is; ``file`` is the one that Kotlin makes of the functions and properties of a file."""
MemberKind = Literal["method", "constructor", "initializer", "static", "field", "constant", "getter", "setter"]
"""What a member is; ``initializer`` and ``static`` are blocks, ``constant`` one of an enum."""
ACCESS = ("private", "protected", "public", "internal")


class Annotation(NamedTuple):
    """An annotation: its name as it stands, what of the declaration it is put on, and its node.

    Attributes:
        name: The name, which may be qualified. target: ``get``, ``set`` and their like of Kotlin; else empty.
        node: All of it. named: The node of the name.
    """

    name: str
    target: str
    node: Node
    named: Node


class Member:
    """A member of a class.

    Attributes:
        kind: What it is. name: Its name. unit: The file.
        node: All of it. named: The node that people are shown. body: Its code; None where it has none.
        modifiers: The words before it. annotations: Those on it.
        types: The types of its parameters, as they are erased; of a function of Kotlin that of the receiver first.
        type: That of its result or value, erased; empty where it is not said.
        values: What is compiled into initialisers: the value of a field, the arguments of a constant.
        defaults: The default values of its parameters. heads: What else of it is compiled, such as delegation.
    """

    __slots__ = (
        "_fill",
        "annotations",
        "body",
        "defaults",
        "heads",
        "kind",
        "modifiers",
        "name",
        "named",
        "node",
        "owner",
        "type",
        "types",
        "unit",
        "values",
    )
    body: Node | None
    modifiers: frozenset[str]
    annotations: Sequence[Annotation]
    types: tuple[str, ...]
    type: str
    values: Sequence[Node]
    defaults: Sequence[Node]
    heads: Sequence[Node]

    def __init__(
        self,
        kind: MemberKind,
        name: str,
        owner: Class,
        node: Node,
        named: Node,
        fill: Callable[[Member], None] | None = None,
    ) -> None:
        """Name a member; what else is known of it is filled in at once, or by ``fill`` when somebody asks.

        Most members are as in the release, and of those nobody asks more than their text.
        """
        self.kind: MemberKind = kind
        self.name = name
        self.owner = owner
        self.unit = owner.unit
        self.node = node
        self.named = named
        self._fill = fill
        if fill is None:
            self._empty()

    def _empty(self) -> None:
        self.body = None
        self.modifiers = frozenset()
        self.annotations = self.values = self.defaults = self.heads = ()
        self.types = ()
        self.type = ""

    def __getattr__(self, name: str) -> object:
        """Fill in what is asked for the first time."""
        fill = self._fill
        if fill is None:
            raise AttributeError(name)
        self._fill = None
        self._empty()
        fill(self)
        return getattr(self, name)

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from the other members of its class."""
        return (self.kind, self.name, self.types)

    @property
    def is_method(self) -> bool:
        """Whether it is a method in the compiled class that InstantRun may instrument."""
        return self.kind in {"method", "getter", "setter"}

    @property
    def is_extension(self) -> bool:
        """Whether it is an extension of Kotlin: the first of its types is that of the receiver, and ends in a dot."""
        return bool(self.types) and self.types[0].endswith(".")

    @property
    def access(self) -> str:
        """``private``, ``protected``, ``public`` or ``package``, as the compiled class has it."""
        word = next((word for word in ACCESS if word in self.modifiers), "")
        if self.unit.grammar == "kotlin":
            return "public" if word in {"", "internal"} else word
        return word or ("public" if self.owner.kind in {"interface", "annotation"} else "package")

    @property
    def shown(self) -> str:
        """What people call it."""
        own = {"constructor": "<init>", "static": "<clinit>", "initializer": "<init>"}.get(self.kind, self.name)
        return f"{self.owner.shown}.{own}"


class Class:
    """A class, an interface, an object, or the class of a Kotlin file.

    Attributes:
        kind: What it is. name: Its simple name; of an anonymous class that of its base, with ``new``.
        binary: Its name in the compiled code, with ``$``; of an anonymous class no more than how it begins.
        unit: The file. node: All of it. named: The node that people are shown. body: The node with the members.
        owner: The class around it; None at the top. place: How it is in that: ``local`` and ``anonymous`` in a body.
        modifiers: The words before it. annotations: Those on it.
        supers: The types that it extends and implements. heads: What else of its head is compiled.
    """

    def __init__(self, kind: ClassKind, name: str, unit: Unit, node: Node, named: Node) -> None:
        """Name a class; what else is known of it is filled in by the reader of the language."""
        self.kind: ClassKind = kind
        self.name = name
        self.binary = name
        self.shown = name
        self.unit = unit
        self.node = node
        self.named = named
        self.body: Node | None = None
        self.owner: Class | None = None
        self.place: Literal["top", "nested", "local", "anonymous"] = "top"
        self.modifiers: frozenset[str] = frozenset()
        self.annotations: Sequence[Annotation] = ()
        self.supers: tuple[str, ...] = ()
        self.heads: Sequence[Node] = ()
        self.read: Callable[[Class], Inside] = lambda _: Inside([], [], [])

    @cached_property
    def inside(self) -> Inside:
        """What it holds."""
        return self.read(self)

    @property
    def is_inner(self) -> bool:
        """Whether its instances hold one of the class around it."""
        if self.place in {"local", "anonymous"}:
            return self.kind in {"class", "object"}
        if self.place == "top" or self.kind != "class":
            return False
        if self.unit.grammar == "kotlin":
            return "inner" in self.modifiers
        around = self.owner.kind if self.owner else "class"
        return "static" not in self.modifiers and around not in {"interface", "annotation"}

    @property
    def raw(self) -> bytes:
        """Its text."""
        return self.unit.of(self.node)

    def within(self, owner: Class, place: Literal["nested", "local", "anonymous"]) -> Class:
        """Say what it stands in."""
        self.owner = owner
        self.place = place
        if place == "anonymous":
            self.binary = f"{owner.binary}$"
            self.shown = f"{owner.shown}/{self.name}"
        else:
            self.binary = f"{owner.binary}${self.name}" if place == "nested" else f"{owner.binary}$1{self.name}"
            self.shown = f"{owner.shown}.{self.name}"
        return self


class Inside(NamedTuple):
    """What a class holds.

    Attributes:
        members: Its members. classes: The named classes in it. problems: What of it is not understood.
    """

    members: list[Member]
    classes: list[Class]
    problems: list[Node]


class Contents(NamedTuple):
    """What a file holds.

    Attributes:
        package: Its package. imports: What it imports. classes: Its classes, that of the file itself included.
        problems: What of it is not understood.
    """

    package: str
    imports: Imports
    classes: list[Class]
    problems: list[Node]
