"""Super classes that are in sight: in the changed files, or in the folder of the class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline.documents import DocumentError
from hapline_hooks import Unreadable
from hapline_plugins.hotpatch.linting.grammars import TooHardError
from hapline_plugins.hotpatch.linting.units import Unit

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.declarations import Class, Member
    from hapline_plugins.hotpatch.linting.source_change import SourceChange

_SEEN = frozenset({"public", "protected", "private"})
_MOST = 5
"""Super classes of super classes that are looked at."""


def package_private_super(subject: SourceChange, member: Member, called: str) -> bool:
    """Whether the method that a call on ``super`` leads to is certainly one that is private to its package."""
    for one in _super_classes(subject, member.owner):
        for other in one.inside.members:
            if other.kind == "method" and other.name == called:
                return other.access == "package"
    return False


def _super_classes(subject: SourceChange, one: Class) -> Iterator[Class]:
    """The super classes of a class, as far as they are written in Java and in sight."""
    for _ in range(_MOST):
        if one.place == "anonymous" or not one.supers or one.kind != "class":
            return
        name = one.supers[0].partition("<")[0].rpartition(".")[2]
        found = _class(subject, one, name)
        if found is None or found is one or found.unit.grammar != "java" or found.kind != "class":
            return
        yield found
        one = found


def _class(subject: SourceChange, near: Class, name: str) -> Class | None:
    for unit in (near.unit, *(file.new for file in subject.files if file.new is not None)):
        if unit.contents.package == near.unit.contents.package:
            for one in unit.contents.classes:
                if one.name == name:
                    return one
    if name in near.unit.contents.imports.names:
        return None  # of another package, which cannot see such methods anyway
    path = f"{near.unit.path.rpartition('/')[0]}/{name}.java".lstrip("/")
    if not subject.tree.is_file(path):
        return None
    try:
        unit = Unit(path, "java", subject.tree.read(path))
    except (DocumentError, TooHardError, Unreadable):
        return None
    return next((one for one in unit.contents.classes if one.name == name), None)
