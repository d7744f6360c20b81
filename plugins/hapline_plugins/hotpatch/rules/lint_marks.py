"""Rules of the source lint on the marks of a patch: what changed has one, nothing else does, and it is spelt right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Fix, Location, Severity
from hapline_plugins.hotpatch.linting import edits
from hapline_plugins.hotpatch.linting.changes import ClassPair, MemberPair
from hapline_plugins.hotpatch.linting.declarations import Class
from hapline_plugins.hotpatch.linting.lambdas import real_lambdas
from hapline_plugins.hotpatch.linting.leftovers import leftover_marks
from hapline_plugins.hotpatch.linting.marks import Mark, is_added, is_modified, of_class, of_pair
from hapline_plugins.hotpatch.linting.names import ANNOTATIONS, WRONG_PACKAGES
from hapline_plugins.hotpatch.linting.reaching import Reach
from hapline_plugins.hotpatch.linting.source_change import SourceChange
from hapline_plugins.hotpatch.linting.unpatchable import reason_against
from hapline_plugins.hotpatch.rules.lint_base import (
    MODIFYING,
    ROBUST,
    LintRule,
    is_named,
    java,
    mend,
)

_MODIFY = "@com.alipay.instantrun.patch.annotaion.Modify"
_ADD = "@com.alipay.instantrun.patch.annotaion.Add"
_GOOD = java(
    f"    private int count;\n\n    {_MODIFY}\n"
    "    public int total(int price) {\n        return Math.max(price * count, 1);\n    }"
)


class ModifyMissing(LintRule):
    code = "HOT401"
    slug = "patch-modify-missing"
    title = "Every method that changed is marked with @Modify"
    why = "The patch holds what is marked and nothing else: the fix is not in it, and nobody notices before it is out."
    help = "Annotate the method with @com.alipay.instantrun.patch.annotaion.Modify, or call InstantRunModify.modify()."
    messages: ClassVar = {
        "found": "{method} has changed and is not marked: the patch will not hold the change",
        "import": "{method} has changed and is not marked: what it names is imported from elsewhere now",
        "annotate": "annotate it with @Modify",
        "call": "call InstantRunModify.modify() in it",
    }
    sources = (MODIFYING,)
    fixable = "safe"
    bad = java(
        "    private int count;\n\n    public int total(int price) {\n        return Math.max(price * count, 1);\n    }"
    )
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the methods whose code is another one."""
        for pair in subject.methods:
            if not pair.is_changed or pair.new is None or is_modified(pair) or reason_against(pair):
                continue
            lambdas = real_lambdas(pair)
            if lambdas.changed:
                continue  # the rule on lambdas says what to do
            if lambdas.every:
                fixes = mend("call", pair.new.unit, edits.call_modify(pair.new))
            else:
                fixes = mend("annotate", pair.new.unit, edits.annotate(pair.new, "Modify"))
            message = "import" if "code" not in pair.why else "found"
            yield self.found(message, self.at(pair.new), fixes=fixes, method=pair.new.shown)


class AddMissing(LintRule):
    code = "HOT402"
    slug = "patch-add-missing"
    title = "Every method and class that is new is marked with @Add"
    why = "What is new and not marked is not in the patch: the changed code that uses it fails when it runs."
    help = "Annotate it with @com.alipay.instantrun.patch.annotaion.Add; each class inside a new class, too."
    messages: ClassVar = {
        "method": "{method} is new and not marked: the patch will not hold it",
        "signature": "{method} has another signature than in the release, so for the app it is a new method, and it is "
        "not marked; what calls the old one, which stays, has to change too",
        "class": "class {name} is new and not marked: the patch will not hold it",
        "file": "{name}, the class that Kotlin makes of the functions of this file, is new, and no annotation can be "
        "put on it: move them into an object that is marked with @Add",
        "annotate": "annotate it with @Add",
    }
    sources = (MODIFYING,)
    fixable = "safe"
    bad = java(
        "    private int count;\n\n    public int total(int price) {\n        return Math.max(price * count, 0);\n    }"
        "\n\n    int twice(int price) {\n        return total(price) * 2;\n    }"
    )
    good = java(
        "    private int count;\n\n    public int total(int price) {\n        return Math.max(price * count, 0);\n    }"
        f"\n\n    {_ADD}\n    int twice(int price) {{\n        return total(price) * 2;\n    }}"
    )

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at new methods of classes that were there, and at new classes."""
        for pair in subject.methods:
            new = pair.new
            if new is None or not pair.is_new or new.body is None or is_added(pair):
                continue
            if new.owner.kind not in {"interface", "annotation"}:
                fixes = mend("annotate", new.unit, edits.annotate(new, "Add"))
                message = "signature" if _is_another(pair) else "method"
                yield self.found(message, self.at(new), fixes=fixes, method=new.shown)
        for added in subject.added:
            new_class = added.new
            if new_class is None or any(one.kind == "Add" for one in of_class(new_class)):
                continue
            if new_class.kind == "file":
                if any(one.is_method and one.body is not None for one in new_class.inside.members):
                    yield self.found("file", self.at(new_class.inside.members[0]), name=new_class.shown)
            elif is_named(added):
                fixes = mend("annotate", new_class.unit, edits.annotate(new_class, "Add"))
                yield self.found("class", self.at(new_class), fixes=fixes, name=new_class.shown)


def _is_another(pair: MemberPair) -> bool:
    """Whether a new method takes the place of one that is called alike."""
    if pair.old is not None:
        return True
    alike = [one for one in pair.around.methods if one.any.name == pair.any.name]
    return any(one.new is None for one in alike)


class MarkWithoutChange(LintRule):
    code = "HOT403"
    slug = "patch-mark-without-change"
    title = "Nothing is marked that did not change, and each mark is the right one"
    severity: ClassVar[Severity] = "warning"
    why = (
        "What is marked is in the patch: a method that did not change is replaced for nothing, and often the mark is "
        "left over from the patch before. A new method marked with @Modify stops the build of the patch, since the app "
        "has no such method."
    )
    help = "Remove the mark, or write the other one: @Modify for what was there, @Add for what is new."
    messages: ClassVar = {
        "unchanged": "{name} is marked with @Modify and has not changed",
        "file": "{file} is as in the release and holds a mark of a patch",
        "not_new": "{name} is marked with @Add, and the release has it",
        "not_old": "{name} is marked with @Modify, and the release does not have it",
        "remove": "remove the mark",
        "modify": "mark it with @Modify",
        "add": "mark it with @Add",
    }
    sources = (MODIFYING, f"{ROBUST}: ReadAnnotation")
    fixable = "safe"
    bad = java(
        f"    private int count;\n\n    {_MODIFY}\n"
        "    public int total(int price) {\n        return Math.max(price * count, 0);\n    }"
    )
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at all marks, in the files that changed and in the others."""
        reach = Reach(subject)
        for pair in subject.methods:
            for mark in of_pair(pair):
                yield from self._of_method(pair, mark, reach)
        for one in subject.classes:
            if one.new is not None and one.new.unit.may_hold_marks:
                yield from self._of_class(one, reach)
        for path, span, edit in leftover_marks(subject):
            place = Location(path=path, span=span)
            fixes = mend("remove", path, [edit] if edit else ())
            yield self.found("file", place, fixes=fixes, file=path)

    def _of_method(self, pair: MemberPair, mark: Mark, reach: Reach) -> Iterator[Finding]:
        new = pair.new
        if new is None or mark.problem:
            return
        place = new.unit.at(mark.node)
        if pair.is_new and mark.kind == "Modify" and mark.annotation is not None:
            fixes = mend("add", new.unit, edits.replace(new.unit, mark, "Add"))
            yield self.found("not_old", place, severity="error", fixes=fixes, name=new.shown)
        elif mark.kind == "Add" and pair.is_changed:
            fixes = mend("modify", new.unit, edits.replace(new.unit, mark, "Modify"))
            yield self.found("not_new", place, severity="error", fixes=fixes, name=new.shown)
        elif mark.kind == "Add" and not pair.is_new:
            fixes = mend("remove", new.unit, edits.remove(new.unit, mark))
            yield self.found("not_new", place, severity="error", fixes=fixes, name=new.shown)
        elif mark.kind == "Modify" and not (pair.is_changed or pair.is_new or reach.touches(new)):
            fixes = mend("remove", new.unit, edits.remove(new.unit, mark))
            yield self.found("unchanged", place, fixes=fixes, name=new.shown)

    def _of_class(self, pair: ClassPair, reach: Reach) -> Iterator[Finding]:
        for one in pair.same:
            for mark in of_pair(one):
                yield from self._of_method(one, mark, reach)
        new = pair.new
        if new is None:
            return
        for mark in of_class(new):
            if mark.problem:
                continue
            if mark.kind == "Add" and pair.old is not None:
                fixes = mend("remove", new.unit, edits.remove(new.unit, mark))
                yield self.found("not_new", new.unit.at(mark.node), severity="error", fixes=fixes, name=new.shown)
            elif mark.kind == "Modify" and pair.old is not None and not any(one.is_changed for one in pair.methods):
                fixes = mend("remove", new.unit, edits.remove(new.unit, mark))
                yield self.found("unchanged", new.unit.at(mark.node), fixes=fixes, name=new.shown)
            elif mark.kind == "Modify" and pair.old is None:
                fixes = mend("add", new.unit, edits.replace(new.unit, mark, "Add"))
                yield self.found("not_old", new.unit.at(mark.node), severity="error", fixes=fixes, name=new.shown)


class MarkMisspelt(LintRule):
    code = "HOT404"
    slug = "patch-mark-misspelt"
    title = "The marks of a patch are those of com.alipay.instantrun.patch.annotaion"
    why = (
        "The vendor's package is spelt annotaion, and only there the marks are: with the right spelling the source "
        "does not compile, with marks of another package the patch lacks what they are on."
    )
    help = "Write com.alipay.instantrun.patch.annotaion.Modify or .Add; on an accessor of Kotlin, @get: or @set: first."
    messages: ClassVar = {
        "package": "{written} is not the package of the marks, which is {package}",
        "unknown": "@{mark} is neither imported nor written in full",
        "property": "@{mark} is on the property {name}, and so on none of its accessors",
        "spell": "write the package as the vendor does",
        "full": "write its full name",
        "aim": "put it on the getter",
    }
    sources = (MODIFYING,)
    fixable = "safe"
    bad = java(
        "    private int count;\n\n    @com.alipay.instantrun.patch.annotation.Modify\n"
        "    public int total(int price) {\n        return Math.max(price * count, 1);\n    }"
    )
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the imports, and at the marks of what changed or is new."""
        for file in subject.files:
            if file.new is None or not file.new.may_hold_marks:
                continue
            for name, node in file.new.contents.imports.nodes.items():
                package = next((one for one in WRONG_PACKAGES if name.startswith(f"{one}.")), "")
                if package and not (file.old is not None and name in file.old.contents.imports.nodes):
                    fixes = mend("spell", file.new, edits.spell_import(file.new, name))
                    yield self._wrong(package, file.new.at(node), fixes)
        for pair in subject.methods:
            old = {one.name for one in pair.old.annotations} if pair.old else set()
            for mark in of_pair(pair):
                yield from self._of(pair.any.owner, mark, old, pair.any.shown)
        for each in subject.classes:
            for one in each.same:
                for mark in of_pair(one) if one.any.unit.may_hold_marks else ():
                    yield from self._of(one.any.owner, mark, {mark.kind}, one.any.shown)
            if each.new is not None:
                old = {one.name for one in each.old.annotations} if each.old else set()
                for mark in of_class(each.new):
                    yield from self._of(each.new, mark, old, each.new.shown)

    def _of(self, around: Class, mark: Mark, old: set[str], name: str) -> Iterator[Finding]:
        unit = around.unit
        place = unit.at(mark.node)
        if mark.problem == "package":
            fixes = mend("spell", unit, edits.spell(unit, mark))
            if fixes:  # else it comes by an import, which is said itself
                yield self._wrong(mark.written, place, fixes)
        elif mark.problem == "unknown" and mark.annotation is not None and mark.annotation.name not in old:
            fixes = mend("full", unit, edits.import_mark(unit, mark))
            yield self.found("unknown", place, fixes=fixes, mark=mark.kind)
        elif mark.problem == "property":
            fixes = mend("aim", unit, edits.aim(unit, mark, "get"))
            yield self.found("property", place, fixes=fixes, mark=mark.kind, name=name)

    def _wrong(self, written: str, place: Location, fixes: tuple[Fix, ...]) -> Finding:
        return self.found("package", place, fixes=fixes, written=written, package=ANNOTATIONS)
