"""What differs between the classes of two built files: the nouns."""

from __future__ import annotations

from typing import Literal

from hapline_hooks import noun
from hapline_plugins.hotpatch.obfuscation.signatures import type_name

Kind = Literal["added", "removed", "changed"]
Nesting = Literal["", "static", "inner", "local", "anonymous"]
"""How a class lies in another: not at all, as a static member, with a reference to the outer object, in a method."""
Noise = Literal["", "BuildConfig", "R", "numbers"]
"""Why a class that differs matters to no patch: its values are the build's own, or only numbers moved."""

PRIVATE, STATIC, NATIVE, ABSTRACT, SYNTHETIC = 0x0002, 0x0008, 0x0100, 0x0400, 0x1000
CONSTRUCTOR, INITIALISER = "<init>", "<clinit>"


@noun
class MethodChange:
    """A method that differs.

    Attributes:
        kind: Whether it is new, gone or different. name: Its name; ``<init>`` is a constructor.
        parameters, returns: Descriptors, such as ``Ljava/lang/String;``.
        access: Access flags; the old ones where it is gone.
        code, flags, annotations: What is different, where ``kind`` is ``changed``.
        numbers: Whether the code differs in nothing but numbers that mean the same, such as ids of resources.
        calls: Whether it called anything in the old file, or does in the new one, where it is added. InstantRun can
            only patch what does (mPaaS MDS guide, 5.2.2.2).
    """

    kind: Kind
    name: str
    parameters: tuple[str, ...]
    returns: str
    access: int
    code: bool = False
    flags: bool = False
    annotations: bool = False
    numbers: bool = False
    calls: bool = False

    @property
    def descriptor(self) -> str:
        """What it takes and returns, such as ``(ILjava/lang/String;)V``."""
        return f"({''.join(self.parameters)}){self.returns}"

    @property
    def signature(self) -> str:
        """As people read it, such as ``onCreate(android.os.Bundle)``."""
        return f"{self.name}({', '.join([type_name(one) or one for one in self.parameters])})"

    @property
    def only_annotations(self) -> bool:
        """Whether only its annotations differ."""
        return self.kind == "changed" and not (self.code or self.flags)


@noun
class FieldChange:
    """A field that differs.

    Attributes:
        kind: Whether it is new, gone or different. name: Its name. type: Its descriptor; the old one where it is gone.
        old_type: The old descriptor, where that is different; else empty. access: Access flags, as of a method.
        flags, value, annotations: What else is different, where ``kind`` is ``changed``. Static fields have a value.
        numbers: Whether the value is a number that means the same, such as the id of a resource.
    """

    kind: Kind
    name: str
    type: str
    access: int
    old_type: str = ""
    flags: bool = False
    value: bool = False
    annotations: bool = False
    numbers: bool = False

    @property
    def only_annotations(self) -> bool:
        """Whether only its annotations differ."""
        return self.kind == "changed" and not (self.old_type or self.flags or self.value)


@noun
class ClassChange:
    """A class that differs.

    Attributes:
        kind: Whether it is new, gone or different. name: Its name, such as ``com.example.Main$Inner``.
        access: Access flags; the old ones where it is gone.
        old_dex, new_dex: The entries that define it; empty where there is none.
        superclass: The old and the new one, where they differ. interfaces: The old and the new ones, where they differ.
        flags, annotations: Whether those of the class itself differ. methods, fields: Those that differ.
        nesting: How it lies in another class. noise: Why it matters to no patch; empty where it does.
    """

    kind: Kind
    name: str
    access: int
    old_dex: str = ""
    new_dex: str = ""
    superclass: tuple[str, str] | None = None
    interfaces: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    flags: bool = False
    annotations: bool = False
    methods: tuple[MethodChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    nesting: Nesting = ""
    noise: Noise = ""

    @property
    def is_synthetic(self) -> bool:
        """Whether a compiler made it: of a lambda, or of what older phones do not have."""
        return bool(self.access & SYNTHETIC) or self.is_lambda or "$$ExternalSynthetic" in self.name

    @property
    def is_lambda(self) -> bool:
        """Whether it is made of a lambda."""
        return "$$Lambda" in self.name or "$$ExternalSyntheticLambda" in self.name

    @property
    def only_annotations(self) -> bool:
        """Whether nothing differs but annotations, which only code that asks for them notices."""
        members: tuple[MethodChange | FieldChange, ...] = (*self.methods, *self.fields)
        return (
            self.kind == "changed"
            and not (self.flags or self.superclass or self.interfaces)
            and all(one.only_annotations for one in members)
        )


@noun
class ClassesDifference:
    """What differs between the classes of two built files.

    Attributes:
        classes: Those that differ, by name. old_count, new_count: How many classes each file has.
        same_files: The DEX files that both have, by the names of the entries, old and new.
    """

    classes: tuple[ClassChange, ...]
    old_count: int
    new_count: int
    same_files: tuple[tuple[str, str], ...] = ()

    @property
    def differs(self) -> bool:
        """Whether a patch has anything to do."""
        return bool(self.meant)

    @property
    def meant(self) -> tuple[ClassChange, ...]:
        """The classes that a patch is about: without noise and without those that only annotations differ in."""
        return tuple([one for one in self.classes if not one.noise and not one.only_annotations])
