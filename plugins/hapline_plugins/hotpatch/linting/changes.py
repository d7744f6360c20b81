"""What changed between two versions: pairs of classes and of their members, and what of them is not the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.bodies import Body
    from hapline_plugins.hotpatch.linting.declarations import Class, Member
    from hapline_plugins.hotpatch.linting.unpatchable import Reason


@dataclass(slots=True, eq=False, kw_only=True)
class MemberPair:
    """A member as it was and as it is.

    Attributes:
        old: As it was; None where it is new. new: As it is; None where it is gone. around: The class.
        why: What of it is not the same: ``code``, ``result``, ``defaults``, ``modifiers``, ``annotations``, ``type``,
            ``value``, ``access``, ``signature`` (types of parameters or of the result are others of the same names),
            ``import`` (so are names in its code); empty where nothing is.
        before: Its code as it was. now: As it is; both None where nobody had to look.
        is_implied: Whether the release has it from the compiler: an accessor of Kotlin that nobody wrote.
        reason: Why it cannot be patched; None where nobody has asked (`linting/unpatchable.py`).
    """

    old: Member | None
    new: Member | None
    around: ClassPair
    why: frozenset[str] = frozenset()
    before: Body | None = None
    now: Body | None = None
    is_implied: bool = False
    reason: Reason | None = None

    @property
    def any(self) -> Member:
        """The member, as it is where it still is."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 a pair has one of them
        return found

    @property
    def is_changed(self) -> bool:
        """Whether it is the same method, and its compiled code is not."""
        if self.old is None or self.new is None:
            return self.is_implied
        return not self.is_replaced and bool(self.why & _CODE)

    @property
    def returns_this(self) -> list[Node]:
        """Where it returns the object that it is called on now: in an extension of Kotlin ``this`` is an argument."""
        if self.now is None or self.any.is_extension:
            return []
        return self.now.returns_this

    @property
    def is_replaced(self) -> bool:
        """Whether it is called alike, and is another method for the app: of other types, or static."""
        if self.old is None or self.new is None:
            return False
        words = self.old.modifiers ^ self.new.modifiers
        return not self.why.isdisjoint({"result", "signature"}) or bool(words & _ANOTHER)

    @property
    def is_new(self) -> bool:
        """Whether the app has no such method."""
        return self.new is not None and not self.is_implied and (self.old is None or self.is_replaced)


_CODE = frozenset({"code", "import"})
_ANOTHER = frozenset({"static", "suspend"})


@dataclass(slots=True, eq=False, kw_only=True)
class ClassPair:
    """A class as it was and as it is.

    Attributes:
        old: As it was; None where it is new. new: As it is; None where it is gone.
        around: The class that it is in. maker: The member in whose code an anonymous or local class is.
        why: What of its head is not the same: ``supers``, ``modifiers``, ``kind``, ``language``, or ``order``, that of
            the constants.
        methods: Methods, getters and setters that are not the same. fields: Fields and constants, likewise.
        builders: Constructors, initialisers and values of fields, likewise.
        same: Pairs of methods that are the same. is_same: Whether its whole text is.
        parts: The named classes in it.
    """

    old: Class | None
    new: Class | None
    around: ClassPair | None = None
    maker: MemberPair | None = None
    why: frozenset[str] = frozenset()
    methods: list[MemberPair] = field(default_factory=list)
    fields: list[MemberPair] = field(default_factory=list)
    builders: list[MemberPair] = field(default_factory=list)
    same: list[MemberPair] = field(default_factory=list)
    parts: list[ClassPair] = field(default_factory=list)
    is_same: bool = False

    @property
    def any(self) -> Class:
        """The class, as it is where it still is."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 a pair has one of them
        return found

    @property
    def is_kept(self) -> bool:
        """Whether it was there and is there."""
        return self.old is not None and self.new is not None
