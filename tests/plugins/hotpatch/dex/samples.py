"""Packages made of DEX files, and what differs between two of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from hapline.archives import open_archive
from hapline_plugins.hotpatch.comparing.built import BuiltFile
from hapline_plugins.hotpatch.comparing.changes import ClassChange, ClassesDifference
from hapline_plugins.hotpatch.comparing.classes import compare_classes
from hapline_plugins.hotpatch.comparing.numbers import Renumbering
from plugins.hotpatch.dex_parts import (
    OBJECT,
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
    Ref,
    String,
    Try,
    Type,
)
from plugins.hotpatch.dex_writer import dex

RETURN = 0x000E
CALL = (0x0071, MethodRef("La/Helper;", "help"), 0x0000)
"""``invoke-static {}, a.Helper.help()``."""
INIT = Method("<init>", access=0x10001, code=Code((0x1070, MethodRef(OBJECT, "<init>"), 0x0000, RETURN), 1, 1, 1))


def package(dexes: Sequence[bytes] | Mapping[str, bytes]) -> bytes:
    """A package with these files, as classes.dex, classes2.dex, ... or by their names."""
    if not isinstance(dexes, Mapping):
        dexes = {f"classes{number if number > 1 else ''}.dex": one for number, one in enumerate(dexes, 1)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dexes.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def built(dexes: Sequence[bytes] | Mapping[str, bytes], name: str) -> BuiltFile:
    """The same, open."""
    return BuiltFile(name, open_archive(package(dexes)))


def compared(old: Sequence[bytes], new: Sequence[bytes], renumbered: Sequence[Renumbering] = ()) -> ClassesDifference:
    """What differs between packages of these files."""
    return compare_classes(built(old, "old.apk").dexes, built(new, "new.apk").dexes, lambda: renumbered)


def between(*pair: Class) -> ClassChange:
    """What differs between two states of one class; the only difference."""
    (change,) = compared([dex(pair[0])], [dex(pair[1])]).classes
    return change


def main(
    *methods: Method,
    fields: tuple[Field, ...] = (),
    access: int = 0x1,
    superclass: str = OBJECT,
    interfaces: tuple[str, ...] = (),
    annotations: tuple[Annotation, ...] = (),
    source: str = "",
) -> Class:
    """A class ``a.Main``."""
    return Class("a.Main", methods, fields, access, superclass, interfaces, annotations, source)


def code(*units: int | Ref, tries: tuple[Try, ...] = (), line: int = 0) -> Method:
    """A method ``run`` with this code."""
    return Method(code=Code(units, tries=tries, line=line))


def says(text: str, *, before: tuple[int | Ref, ...] = ()) -> Method:
    """A method that names a string, and calls."""
    return code(*before, 0x001A, String(text), *CALL, RETURN)


SITE = CallSite(
    Handle(4, MethodRef("La/Boot;", "strap", ("Ljava/lang/String;",), OBJECT)),
    "name",
    Proto((), "Ljava/lang/Runnable;"),
    (3, "text", Handle(0, FieldRef("La/Main;", "size")), Type("La/Main;")),
)
EVERYTHING = Code(
    (
        *(0x001C, Type("La/Other;")),
        *(0x0022, Type("La/Other;")),
        *(0x1070, MethodRef("La/Other;", "<init>"), 0x0000),
        *(0x0154, FieldRef("Lm/Main;", "count")),
        *(0x0060, FieldRef("Lm/Main;", "SIZE")),
        *(0x00FC, SITE, 0x0000),
        *(0x00FE, Handle(4, MethodRef("La/Other;", "<init>"))),
        *(0x00FF, Proto(("I",), "V")),
        *(0x10FA, MethodRef("Ljava/lang/invoke/MethodHandle;", "invoke"), 0x0000, Proto(("J",), "V")),
        *(0x001B, Jumbo("a jumbo string")),
        *(0x002B, 0x0007, 0x0000),  # a switch at 25, whose table is at 32
        0x0011,
        0x000D,
        RETURN,
        0x0000,
        *(0x0100, 0x0001, 0x0007, 0x0000, 0x0004, 0x0000),
    ),
    tries=(Try(0, 7, (("La/Problem;", 29), ("La/Other;", 30)), 29), Try(7, 4, rest=29)),
)
RICH = Class(
    "m.Main",
    (
        INIT,
        says("hello"),
        Method(
            "everything",
            ("I", "Ljava/lang/String;"),
            "Ljava/lang/Object;",
            code=EVERYTHING,
            annotations=(Annotation("La/Named;", {"value": "x", "also": [1, Type("La/Other;")]}),),
            of_parameters=((), (Annotation("La/Nullable;"),)),
        ),
    ),
    (
        Field("count"),
        Field("SIZE", access=0x9, value=300),
        Field("NAME", "Ljava/lang/String;", 0x19, "a value"),
        Field("MARK", "La/Other;", 0x9, annotations=(Annotation("La/Nullable;"),)),
    ),
    interfaces=("La/Face;", "La/Other;"),
    annotations=(
        Annotation("Ldalvik/annotation/MemberClasses;", {"value": [Type("Lm/Main$A;")]}, 2),
        Annotation("La/Kept;", {"at": FieldRef("La/Other;", "X", "La/Other;"), "by": MethodRef("La/Other;", "<init>")}),
    ),
)
"""A class with all that can refer to anything."""
ADDED = Class(
    "a.A",
    (
        Method("aaa", ("[I",), "J", code=Code((0x001A, String("!"), *CALL, RETURN))),
        code(
            0x00FC,
            CallSite(SITE.handle, "a", Proto((), "I")),
            0x0000,
            0x00FE,
            Handle(0, FieldRef("La/A;", "a")),
            RETURN,
        ),
    ),
    (Field("aaa", "[[Ljava/lang/String;"),),
    annotations=(Annotation("La/AAA;", {"AAA": "AAA"}),),
    interfaces=("La/AA;",),
)
"""A class all of whose names come first: every table of a file that has it begins with something else."""
