"""Compares the classes of two versions: which of them are the same, by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting.changes import ClassPair, MemberPair
from hapline_plugins.hotpatch.linting.full_names import has_other_supers, has_other_types
from hapline_plugins.hotpatch.linting.members import compare_members, read

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.declarations import Class, Member
    from hapline_plugins.hotpatch.linting.units import Unit

MAX_DEPTH = 60
"""Classes inside classes that are looked at; real code has about four."""
_SHAPING = frozenset({"static", "abstract", "inner", "data", "value", "sealed", "inline"})


def compare(files: Iterable[tuple[Unit | None, Unit | None]]) -> list[ClassPair]:
    """All classes of changed files in pairs, those inside others behind them.

    Args:
        files: Each file as it was and as it is; None where there was or is none.
    """
    work = _paired(files)
    found: list[ClassPair] = []
    depths = {id(one): 0 for one in work}
    while work:
        pair = work.pop()
        found.append(pair)
        depth = depths[id(pair)] + 1
        more = _compare(pair) if depth <= MAX_DEPTH else []
        depths.update((id(one), depth) for one in more)
        work += more[::-1]
    return found


def _paired(files: Iterable[tuple[Unit | None, Unit | None]]) -> list[ClassPair]:
    """The classes at the top, by their names: first in the same file, then wherever they were moved to."""
    gone: dict[str, list[Class]] = {}
    come: list[Class] = []
    pairs: list[ClassPair] = []
    for old, new in files:
        before = {one.binary: one for one in old.contents.classes} if old else {}
        for one in new.contents.classes if new else ():
            known = before.pop(one.binary, None)
            if known is None:
                come.append(one)
            else:
                pairs.append(ClassPair(old=known, new=one))
        for known in before.values():
            gone.setdefault(known.binary, []).append(known)
    for one in come:
        several = gone.get(one.binary)
        pairs.append(ClassPair(old=several.pop(0) if several else None, new=one))
    pairs += [ClassPair(old=one, new=None) for several in gone.values() for one in several]
    return pairs[::-1]


def _compare(pair: ClassPair) -> list[ClassPair]:
    """Compare two versions of a class, and return the classes in it."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        whole = pair.any
        pair.parts = [
            ClassPair(old=one if old else None, new=one if new else None, around=pair) for one in whole.inside.classes
        ]
        return pair.parts
    if old.unit.grammar != new.unit.grammar:
        pair.why = frozenset({"language"})
        return []
    moved = _moved(old.unit, new.unit)
    if old.raw == new.raw and not moved:
        pair.is_same = True
        return _whole(pair) if new.unit.may_hold_marks else []
    pair.why = frozenset(_why(old, new))
    if "kind" in pair.why:
        return []  # nothing in it can be what it was
    made = compare_members(pair)
    if moved:
        _look_at_imports(pair, moved)
    known = {one.name: one for one in old.inside.classes}
    for one in new.inside.classes:
        pair.parts.append(ClassPair(old=known.pop(one.name, None), new=one, around=pair))
    pair.parts += [ClassPair(old=one, new=None, around=pair) for one in known.values()]
    return [*pair.parts, *made]


def _whole(pair: ClassPair) -> list[ClassPair]:
    """Pair what a class holds that is the same, for marks that may be left in it."""
    assert pair.old is not None and pair.new is not None  # noqa: S101, PT018 only such pairs are the same
    old, new = pair.old.inside, pair.new.inside
    for one, other in zip(old.members, new.members, strict=True):
        if other.is_method:
            pair.same.append(MemberPair(old=one, new=other, around=pair))
    pair.parts = [
        ClassPair(old=one, new=other, around=pair) for one, other in zip(old.classes, new.classes, strict=True)
    ]
    return pair.parts


def _why(old: Class, new: Class) -> Iterable[str]:
    if old.kind != new.kind:
        yield "kind"
    if old.place != "anonymous" and has_other_supers(old, new):
        yield "supers"
    if (old.modifiers ^ new.modifiers) & _SHAPING:
        yield "modifiers"


def _moved(old: Unit, new: Unit) -> frozenset[str]:
    """The simple names that stand for something else than before, by what is imported."""
    before, now = old.contents.imports.names, new.contents.imports.names
    return frozenset(name for name, full in now.items() if before.get(name, full) != full)


def _look_at_imports(pair: ClassPair, moved: frozenset[str]) -> None:
    """Count methods as changed that name what is something else now, though their text is the same."""
    is_java = pair.any.unit.grammar == "java"  # in which nothing that is imported stands behind a dot
    names = b"|".join(re.escape(one.encode()) for one in sorted(moved))
    pattern = re.compile((rb"(?<![\w@.])(?:%b)\b" if is_java else rb"(?<![\w@])(?:%b)\b") % names)
    same, pair.same = pair.same, []
    for one in same:
        member = one.new
        if one.old is not None and member is not None and pattern.search(member.unit.of(member.node)):
            read(one)
            if has_other_types(one.old, member):
                one.why |= {"signature"}
                pair.methods.append(one)
                continue
            if member.body is not None and _names(one, member, pattern):
                one.why |= {"import"}
                pair.methods.append(one)
                continue
        pair.same.append(one)
    _look_at_types(pair, pattern)


def _look_at_types(pair: ClassPair, pattern: re.Pattern[bytes]) -> None:
    """Count fields and constructors as changed that name a type that is another one now, likewise."""
    assert pair.old is not None and pair.new is not None  # noqa: S101, PT018 only such pairs are compared
    before = {_text(one): one for one in pair.old.inside.members if not one.is_method}
    for one in pair.new.inside.members:
        known = before.get(_text(one)) if not one.is_method else None
        if known is None or not pattern.search(one.unit.of(one.node)) or not has_other_types(known, one):
            continue
        if one.kind == "field":
            pair.fields.append(MemberPair(old=known, new=one, around=pair, why=frozenset({"type"})))
        else:
            pair.builders.append(MemberPair(old=known, new=one, around=pair, why=frozenset({"signature"})))


def _text(member: Member) -> tuple[str, str, bytes]:
    return member.kind, member.name, member.unit.of(member.node)


def _names(pair: MemberPair, member: Member, pattern: re.Pattern[bytes]) -> bool:
    """Whether a method names something in its code: not in comments, texts and annotations alone."""
    code = pair.now
    if code is None:
        return False
    if any(pattern.search(one.raw) for one in code.classes):
        return True
    is_java = member.unit.grammar == "java"
    return any(
        pattern.fullmatch(token) and not (is_java and number and code.tokens[number - 1] == b".")
        for number, token in enumerate(code.tokens)
    )
