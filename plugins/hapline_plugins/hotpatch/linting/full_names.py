"""The types of declarations by their full names, as far as qualifiers and imports say them.

Two versions may name one type in different ways, and different types in the same way. What is neither qualified nor
imported by itself is of no known package: it counts as the type that the other version names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

    from hapline_plugins.hotpatch.linting.declarations import Class, Member

_NAME = re.compile(r"\w+(?:\.\w+)*")
_QUALIFIED = re.compile(rb"\w++(?:\s*+\.\s*+\w++)+")
_QUALIFIER = re.compile(r"(?:\w+\.)+(?=\w)")


def has_other_types(old: Member, new: Member) -> bool:
    """Whether a type of a member, of its value, result or a parameter, is called alike and is another one."""
    return (*old.types, old.type) == (*new.types, new.type) and _differ(_types(old), _types(new))


def has_other_supers(old: Class, new: Class) -> bool:
    """Whether a class extends or implements something else."""
    before, now = sorted(map(_simple, old.supers)), sorted(map(_simple, new.supers))
    return before != now or _differ(full_supers(old), full_supers(new))


def full_supers(one: Class) -> list[str]:
    """What a class extends and implements, by full names, in the order of the simple ones."""
    given = sorted(one.supers, key=_simple)
    return [text for each in given for text in _full(one, one.node, one.body, [each])]


def _types(member: Member) -> list[str]:
    end = member.body or next(iter(member.values), None)
    return _full(member, member.node, end, [*member.types, member.type])


def _full(of: Member | Class, node: Node, end: Node | None, texts: Iterable[str]) -> list[str]:
    """Texts with types in them, their names in full.

    Args:
        of: What they are of. node: Its declaration, which says how they are qualified. end: Where its head ends.
        texts: The texts.
    """
    unit = of.unit
    head = unit.data[node.start_byte : end.start_byte if end is not None else node.end_byte]
    written: dict[str, str] = {}
    for found in _QUALIFIED.finditer(head) if b"." in head else ():
        name = "".join(found[0].decode("utf-8", "replace").split())
        while "." in name:  # of a.B.C the class B too; of an extension of Kotlin the last part is its own name
            written.setdefault(name.rpartition(".")[2], name)
            name = name.rpartition(".")[0]
    imports = unit.contents.imports
    return [_NAME.sub(lambda found: imports.full(written.get(found[0], found[0])), text) for text in texts]


def _differ(before: Iterable[str], now: Iterable[str]) -> bool:
    return any(
        not _may_be_same(one, other)
        for text, another in zip(before, now, strict=True)
        for one, other in zip(_NAME.findall(text), _NAME.findall(another), strict=False)
    )


def _may_be_same(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _simple(text: str) -> str:
    return _QUALIFIER.sub("", text)
