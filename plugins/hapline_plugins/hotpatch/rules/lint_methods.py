"""Rules of the source lint on the code of methods: what InstantRun cannot patch, and what goes wrong in a patch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Severity
from hapline_plugins.hotpatch.linting import edits
from hapline_plugins.hotpatch.linting.calls import arraycopy_in, super_calls
from hapline_plugins.hotpatch.linting.lambdas import real_lambdas
from hapline_plugins.hotpatch.linting.marks import calls_modify, is_modified
from hapline_plugins.hotpatch.linting.new_classes import lambdas_in
from hapline_plugins.hotpatch.linting.source_change import SourceChange
from hapline_plugins.hotpatch.linting.supers import package_private_super
from hapline_plugins.hotpatch.linting.unpatchable import reason_against
from hapline_plugins.hotpatch.rules.lint_base import (
    CONSIDERATIONS,
    MODIFYING,
    ROBUST,
    LintRule,
    counted,
    java,
    mend,
)

_MODIFY = "    @com.alipay.instantrun.patch.annotaion.Modify\n"
_ADD = "    @com.alipay.instantrun.patch.annotaion.Add\n"
_FIELD = "    private int count;\n\n"
_GOOD = java(f"{_FIELD}{_MODIFY}    public int total(int price) {{\n        return Math.max(price * count, 1);\n    }}")


class FieldOnlyMethod(LintRule):
    code = "HOT407"
    slug = "patch-field-only-method"
    title = "A method that is patched calls something in the release"
    why = (
        "InstantRun puts nothing into methods that call no other: what only reads and writes fields cannot be patched, "
        "and the build of the patch stops at its mark."
    )
    help = "Leave the method as it is, and change the methods that call it."
    messages: ClassVar = {"found": "{method} calls no method in the release, so nothing was put in to patch it by"}
    bad = java(
        f"{_FIELD}{_MODIFY}    int items() {{\n        return 0;\n    }}\n\n"
        "    public int total(int price) {\n        return Math.max(price * count, 0);\n    }"
    )
    good = _GOOD
    sources = (CONSIDERATIONS, f"{ROBUST}: AsmInsertImpl")

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the code of the release."""
        for pair in subject.methods:
            if pair.is_changed and pair.new is not None and reason_against(pair) == "fields":
                yield self.found("found", self.at(pair.new), method=pair.new.shown)


class LambdaInPatch(LintRule):
    code = "HOT408"
    slug = "patch-lambda"
    title = "A method with a lambda is marked by InstantRunModify.modify()"
    why = (
        "The code of a lambda is a method or class of its own that no annotation is on: patches do not support "
        "lambdas, and the call of modify() is what finds the method all the same."
    )
    help = "Write the code in another way, as a static nested class with @Add; else call InstantRunModify.modify()."
    messages: ClassVar = {
        "changed": "a lambda in {method} has changed, and the method does not call InstantRunModify.modify()",
        "changed_many": "{count} lambdas in {method} have changed, and the method does not call "
        "InstantRunModify.modify()",
        "called": "a lambda in {method} has changed: patches do not support lambdas",
        "called_many": "{count} lambdas in {method} have changed: patches do not support lambdas",
        "kept": "{method} is patched, has a lambda and does not call InstantRunModify.modify()",
        "kept_many": "{method} is patched, has {count} lambdas and does not call InstantRunModify.modify()",
        "added": "{method} is new and has a lambda: patches do not support lambdas",
        "added_many": "{method} is new and has {count} lambdas: patches do not support lambdas",
        "class": "the new class {name} has a lambda in it: patches do not support lambdas",
        "class_many": "the new class {name} has {count} lambdas in it: patches do not support lambdas",
        "call": "call InstantRunModify.modify() in it",
    }
    fixable = "safe"
    sources = (MODIFYING, CONSIDERATIONS)
    bad = java(
        f"{_FIELD}{_MODIFY}    public int total(int price) {{\n"
        "        Runnable log = () -> System.out.println(price);\n        log.run();\n"
        "        return Math.max(price * count, 0);\n    }"
    )
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the lambdas of what is patched, and at new classes."""
        for pair in subject.patched:
            if pair.new is None or reason_against(pair):
                continue
            lambdas = real_lambdas(pair)
            if not lambdas.every:
                continue
            has_call = calls_modify(pair)
            message, severity = _about(is_new=pair.is_new, has_changed=bool(lambdas.changed), has_call=has_call)
            if message and (message != "kept" or is_modified(pair)):  # else the rule on marks says so
                shown = (lambdas.changed or lambdas.every)[0].node
                count = len(lambdas.changed or lambdas.every)
                safe = [] if pair.is_new or has_call else edits.call_modify(pair.new)
                fixes = mend("call", pair.new.unit, safe)
                place = pair.new.unit.at(shown)
                message = counted(message, count)
                yield self.found(message, place, severity=severity, fixes=fixes, method=pair.new.shown, count=count)
        for added in subject.added:
            if added.new is not None and added.maker is None and (added.around is None or added.around.old):
                first, count = lambdas_in(added.new)
                if first is not None:
                    place = added.new.unit.at(first)
                    message = counted("class", count)
                    yield self.found(message, place, severity="warning", name=added.new.shown, count=count)


def _about(*, is_new: bool, has_changed: bool, has_call: bool) -> tuple[str, Severity | None]:
    """What is said of a method with lambdas; nothing where they are as they were and the method calls ``modify``."""
    if is_new:
        return "added", None
    if has_changed:
        return ("called", "warning") if has_call else ("changed", None)
    return ("", None) if has_call else ("kept", "warning")


class ReturnsThis(LintRule):
    code = "HOT410"
    slug = "patch-returns-this"
    title = "A method that is patched does not return this"
    severity: ClassVar[Severity] = "warning"
    why = "In a patch the code runs in another object, and what it returns as this may be that one."
    help = "Return it through a class of its own, as new Holder().setThis(this).getThis() does."
    messages: ClassVar = {"found": "{method} is patched and returns this"}
    bad = java(
        f"{_FIELD}    public int total(int price) {{\n        return Math.max(price * count, 0);\n    }}\n\n"
        f"{_ADD}    Cart log() {{\n        total(1);\n        return this;\n    }}"
    )
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at what is patched."""
        for pair in subject.patched:
            if pair.new is not None and pair.returns_this:
                place = pair.new.unit.at(pair.returns_this[0])
                yield self.found("found", place, method=pair.new.shown)


class ArrayCopy(LintRule):
    code = "HOT414"
    slug = "patch-arraycopy"
    title = "System.arraycopy is not called by reflection in a patch"
    severity: ClassVar[Severity] = "warning"
    why = "A patch calls methods by reflection, which hands copies of arrays to System.arraycopy: nothing is copied."
    help = "Add java.lang.System to noNeedReflectClass in instantrun.xml, or copy in a loop."
    messages: ClassVar = {"found": "{method} is patched and calls System.arraycopy"}
    bad = java(
        f"{_FIELD}{_MODIFY}    public int total(int price) {{\n        int[] all = new int[1];\n"
        "        System.arraycopy(new int[] {price}, 0, all, 0, 1);\n        return Math.max(all[0] * count, 0);\n    }"
    )
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at what is patched, unless the configuration leaves the class alone."""
        if any("java.lang.System" in one.without_reflection for one in subject.settings):
            return
        for pair in subject.patched:
            node = arraycopy_in(pair.new) if pair.new else None
            if pair.new is not None and node is not None:
                yield self.found("found", pair.new.unit.at(node), method=pair.new.shown)


class NotInstrumented(LintRule):
    code = "HOT415"
    slug = "patch-method-not-instrumented"
    title = "A method that is patched is one that InstantRun instruments"
    why = (
        "InstantRun puts nothing into abstract and native methods, into those of interfaces, and into those that are "
        "deprecated: there is nothing to patch them by."
    )
    help = "Leave the method as it is, and change the methods that call it."
    messages: ClassVar = {
        "interface": "{method} has changed, and it is a method of an interface",
        "abstract": "{method} has changed, and it has no code in the release",
        "native": "{method} has changed, and it is native",
        "deprecated": "{method} has changed, and it is deprecated in the release",
    }
    bad: ClassVar = {
        "app/src/main/java/com/example/shop/Shelf.java": "package com.example.shop;\n\npublic interface Shelf {\n"
        "    default int room() {\n        return Math.max(2, 1);\n    }\n}\n"
    }
    good = _GOOD
    sources = (CONSIDERATIONS, f"{ROBUST}: AsmInsertImpl")

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at methods that changed."""
        for pair in subject.methods:
            old, new = pair.old, pair.new
            if old is None or new is None or not (pair.is_changed or pair.is_replaced):
                continue
            reason = reason_against(pair)
            if reason and reason != "fields":
                yield self.found(reason, self.at(new), method=new.shown)
            elif any(one.name.rpartition(".")[2] == "Deprecated" for one in old.annotations):
                yield self.found("deprecated", self.at(new), severity="warning", method=new.shown)


class SuperPackagePrivate(LintRule):
    code = "HOT416"
    slug = "patch-super-package-private"
    title = "A method that is patched calls no method of super that is private to its package"
    why = "A patch calls methods of super from a class of its own, in another package: its build refuses this one."
    help = "Make the method of the super class protected in the next release; in the patch, do without the call."
    messages: ClassVar = {"found": "{method} is patched and calls super.{called}, which is private to its package"}
    bad: ClassVar = {
        "app/src/main/java/com/example/shop/Basket.java": (
            f"package com.example.shop;\n\npublic class Basket extends Bag {{\n{_MODIFY}"
            "    void open() {\n        super.open();\n        count();\n    }\n}\n"
        )
    }
    good = _GOOD
    sources = (f"{ROBUST}: PatchesFactory",)

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the calls of what is patched, where the super class is in sight."""
        for pair in subject.patched:
            if pair.new is None:
                continue
            for called, node in super_calls(pair.new):
                if package_private_super(subject, pair.new, called):
                    place = pair.new.unit.at(node)
                    yield self.found("found", place, method=pair.new.shown, called=called)


class InnerConstructorPrivate(LintRule):
    code = "HOT411"
    slug = "patch-inner-constructor-private"
    title = "An inner class whose objects a patch makes has a public constructor"
    why = (
        "For a private constructor of a class in another one the compiler makes a second one that nobody sees, and the "
        "patch looks for the first in vain."
    )
    help = "Make the constructor public in the source of the patch."
    messages: ClassVar = {
        "found": "{method} is patched and makes a {name}, whose constructor is private",
        "implied": "{method} is patched and makes a {name}, which is private and has no constructor of its own",
        "there": "the constructor",
        "public": "make the constructor public",
    }
    fixable = "unsafe"
    bad: ClassVar = {
        "app/src/main/java/com/example/shop/Till.java": "package com.example.shop;\n\npublic class Till {\n"
        f"{_MODIFY}    int sum() {{\n        return new Slip().lines() + 1;\n    }}\n\n"
        "    static class Slip {\n        private Slip() {\n        }\n\n"
        "        int lines() {\n            return 2;\n        }\n    }\n}\n"
    }
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the objects that the code of a patch makes."""
        from hapline_plugins.hotpatch.linting.constructors import private_constructors

        for pair in subject.patched:
            if pair.new is None:
                continue
            for one in private_constructors(pair):
                fixes = mend("public", pair.new.unit, one.edits, safe=False)
                place = pair.new.unit.at(one.node)
                message = "implied" if one.constructor is None else "found"
                yield self.found(message, place, fixes=fixes, method=pair.new.shown, name=one.name)
