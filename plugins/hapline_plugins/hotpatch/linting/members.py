"""Compares the members of two versions of a class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.linting.bodies import Body, is_same_code, read_body
from hapline_plugins.hotpatch.linting.changes import ClassPair, MemberPair
from hapline_plugins.hotpatch.linting.full_names import has_other_types
from hapline_plugins.hotpatch.linting.kotlin_properties import ACCESSORS, jvm_name
from hapline_plugins.hotpatch.linting.names import ADD, MODIFY

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.declarations import Annotation, Class, Member

_OF_METHODS = frozenset({"static", "synchronized", "abstract", "native", "external", "suspend", "inline", "default"})
"""The words before a method that make other code, or another method, of it."""
_OF_FIELDS = frozenset({"static", "final", "volatile", "transient", "const", "lateinit", "by", "val", "var"})
_IN_SOURCE_ONLY = frozenset(
    {
        *("AnyThread", "BinderThread", "MainThread", "UiThread", "WorkerThread"),
        *("ColorInt", "ColorRes", "DimenRes", "DrawableRes", "IdRes", "LayoutRes", "StringRes", "StyleRes"),
        *("Dimension", "FloatRange", "IntRange", "Px", "Size"),
        *("NonNull", "Nonnull", "NotNull", "Nullable"),
        *("OptIn", "RequiresApi", "RequiresPermission", "TargetApi", "CheckResult", "CallSuper", "GuardedBy"),
        *("Suppress", "SuppressLint", "SuppressWarnings", "SafeVarargs", "VisibleForTesting", "Keep"),
        *("Deprecated", "FunctionalInterface", "Override"),
        MODIFY.rpartition(".")[2],
        ADD.rpartition(".")[2],
    }
)
"""Annotations that nothing reads when the app runs, by their simple names; and the marks of a patch."""


def compare_members(pair: ClassPair) -> list[ClassPair]:
    """Fill in what of the members is not the same, and return the anonymous and local classes in their code."""
    old, new = pair.old, pair.new
    assert old is not None and new is not None  # noqa: S101, PT018 only such pairs are compared
    found = _matched(pair, old, new)
    is_unclear = old.unit.root.has_error or new.unit.root.has_error
    made: list[ClassPair] = []
    for one in found:
        if is_unclear and (_was_hidden(one, old, new) or _is_newly_unclear(one)):
            continue
        if one.old is not None and one.new is not None:
            made += _compared(one)
            if not one.why:
                if one.new.is_method:
                    pair.same.append(one)
                continue
        elif one.new is not None and one.new.is_method:
            one.now = _read(one.new)
            one.is_implied = _is_implied(one.new, old)
            made += [_of_code(one, None, each) for each in one.now.classes]
        _sort_in(pair, one)
    _look_at_order(pair, old, new)
    return made


def _is_implied(member: Member, old: Class) -> bool:
    """Whether the release has an accessor of this name that the compiler made."""
    target = {"getter": "get", "setter": "set"}.get(member.kind)
    return target is not None and any(
        jvm_name(one.name, target) == member.name and (target == "get" or "var" in one.modifiers)
        for one in old.inside.members
        if one.kind == "field" and ACCESSORS in one.modifiers
    )


def _sort_in(pair: ClassPair, one: MemberPair) -> None:
    kind = one.any.kind
    if one.any.is_method:
        pair.methods.append(one)
    elif kind in {"constructor", "initializer", "static"}:
        pair.builders.append(one)
    else:
        pair.fields.append(one)


def _matched(pair: ClassPair, old: Class, new: Class) -> Iterator[MemberPair]:
    """The members of both versions in pairs; of the same text first, since most are."""
    before: dict[object, list[Member]] = {}
    texts: dict[object, list[Member]] = {}
    for one in old.inside.members:
        texts.setdefault((one.kind, one.name, one.unit.of(one.node)), []).append(one)
    left: list[Member] = []
    for one in new.inside.members:
        same = texts.get((one.kind, one.name, one.unit.of(one.node)))
        if same:
            known = same.pop()
            if one.is_method:
                pair.same.append(MemberPair(old=known, new=one, around=pair))
        else:
            left.append(one)
    for known in (one for several in texts.values() for one in several):
        before.setdefault(known.key, []).append(known)
    for one in left:
        several = before.get(one.key)
        yield MemberPair(old=several.pop(0) if several else None, new=one, around=pair)
    for several in before.values():
        for known in several:
            yield MemberPair(old=known, new=None, around=pair)


def _was_hidden(one: MemberPair, old: Class, new: Class) -> bool:
    """Whether a member seems to be new, or gone, only because its file was not understood around it."""
    if one.old is not None and one.new is not None:
        return False
    member, other = one.any, (new if one.new is None else old)
    text = member.unit.of(member.body or member.node).strip()
    return len(text) > len("{}") and text in other.unit.data


def _is_newly_unclear(one: MemberPair) -> bool:
    """Whether something in a member is not understood, and nothing in the release: what is read of it may be wrong."""
    return one.new is not None and one.new.node.has_error and not (one.old is not None and one.old.node.has_error)


def read(one: MemberPair) -> None:
    """Read the code of both versions, where nobody has yet."""
    if one.old is not None and one.before is None:
        one.before = _read(one.old)
    if one.new is not None and one.now is None:
        one.now = _read(one.new)


def _compared(one: MemberPair) -> list[ClassPair]:
    """Say what of two versions of a member is not the same, and return the classes in their code."""
    old, new = one.old, one.new
    assert old is not None and new is not None  # noqa: S101, PT018 only such pairs are compared
    one.before, one.now = _read(old), _read(new)
    one.why = frozenset(_why(old, new, one.before, one.now))
    return list(_classes(one, one.before.classes, one.now.classes))


def _why(old: Member, new: Member, before: Body, now: Body) -> Iterable[str]:
    if not is_same_code(before.tokens, now.tokens) or (old.body is None) != (new.body is None):
        yield "value" if new.kind in {"field", "constant"} else "code"
    if _tokens(old, "defaults") != _tokens(new, "defaults"):
        yield "defaults"
    if old.type and new.type and old.type != new.type:
        yield "type" if new.kind == "field" else "result"
    elif has_other_types(old, new):
        yield "type" if new.kind == "field" else "signature"
    words = old.modifiers ^ new.modifiers
    if words & (_OF_METHODS if new.is_method else _OF_FIELDS):
        yield "modifiers"
    if new.kind == "field" and ACCESSORS in new.modifiers - old.modifiers:
        yield "accessors"
    if old.access != new.access:
        yield "access"
    if _annotations(old.annotations, old) != _annotations(new.annotations, new):
        yield "annotations"


def _read(member: Member) -> Body:
    nodes = [*member.heads, *member.values, *((member.body,) if member.body else ())]
    return read_body(member.unit, nodes, member.owner)


def _tokens(member: Member, what: str) -> list[bytes]:
    nodes = getattr(member, what)
    return read_body(member.unit, nodes, member.owner).tokens if nodes else []


def _annotations(given: Iterable[Annotation], member: Member) -> list[tuple[str, str]]:
    return sorted(
        (one.target, "".join(member.unit.of(one.node).decode("utf-8", "replace").split()))
        for one in given
        if one.name.rpartition(".")[2] not in _IN_SOURCE_ONLY
    )


def _classes(one: MemberPair, old: list[Class], new: list[Class]) -> Iterator[ClassPair]:
    """The classes in the code of a member in pairs: those of one base in their order."""
    before: dict[str, list[Class]] = {}
    for known in old:
        before.setdefault(known.name, []).append(known)
    for each in new:
        several = before.get(each.name)
        yield _of_code(one, several.pop(0) if several else None, each)
    for several in before.values():
        for known in several:
            yield _of_code(one, known, None)


def _of_code(one: MemberPair, old: Class | None, new: Class | None) -> ClassPair:
    for each in (old, new):
        if each is not None:
            each.shown = f"{one.any.shown}/{each.name}"
    return ClassPair(old=old, new=new, around=one.around, maker=one)


def _look_at_order(pair: ClassPair, old: Class, new: Class) -> None:
    """Note where constants of an enum stand in another order: their numbers are compiled into whoever uses them."""
    before = [one.name for one in old.inside.members if one.kind == "constant"]
    now = [one.name for one in new.inside.members if one.kind == "constant"]
    if before and [one for one in before if one in now] != [one for one in now if one in before]:
        pair.why |= {"order"}
