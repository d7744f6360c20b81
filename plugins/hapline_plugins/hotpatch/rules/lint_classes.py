"""Rules of the source lint on what a patch cannot change of a class: fields, constructors, what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from hapline_hooks import Finding, Phrase, Severity
from hapline_plugins.hotpatch.linting.changes import ClassPair, MemberPair
from hapline_plugins.hotpatch.linting.declarations import ClassKind, Member
from hapline_plugins.hotpatch.linting.full_names import full_supers
from hapline_plugins.hotpatch.linting.new_classes import anonymous_in
from hapline_plugins.hotpatch.linting.reaching import is_constant
from hapline_plugins.hotpatch.linting.source_change import SourceChange
from hapline_plugins.hotpatch.rules.lint_base import CONSIDERATIONS, ROBUST, LintRule, counted, java

_TOTAL = "    public int total(int price) {\n        return Math.max(price * count, 0);\n    }"
_GOOD = java(f"    private int count;\n\n{_TOTAL}\n")
_NEW_CLASS = (
    "\n\n    @com.alipay.instantrun.patch.annotaion.Add\n    {}class Line {{\n        public int price;\n    }}"
)


class FieldChanged(LintRule):
    code = "HOT405"
    slug = "patch-field-changed"
    title = "No field of a class of the release is added, removed or changed"
    why = (
        "The classes of the app stay as they are: a patch replaces the code of methods, and cannot give their objects "
        "another field, or a field another type."
    )
    help = "Put new fields into a new class that is marked with @Add; leave those that are there as they are."
    messages: ClassVar = {
        "added": "the field {field} is new: the class in the app does not have it",
        "removed": "the field {field} is gone: the class in the app still has it",
        "type": "the field {field} is of another type: in the app it is still of the old one",
        "modifiers": "the field {field} is declared otherwise ({words}): in the app it is as it was",
        "constant": "the value of {field} is compiled into whoever reads it, and the field in the app keeps the old "
        "one: mark each method that reads it, or return the value from a new method",
        "accessors": "{field} can be read or set from outside now, by methods that the app does not have",
    }
    bad = java(f"    private int count;\n    private int limit;\n\n{_TOTAL}")
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the fields of kept classes."""
        for pair in subject.kept:
            for one in pair.fields:
                if one.any.kind == "field":
                    yield from self._of(one)

    def _of(self, pair: MemberPair) -> Iterator[Finding]:
        old, new = pair.old, pair.new
        name = pair.any.shown
        if old is None and new is not None:
            yield self.found("added", self.at(new), field=name)
        elif new is None and old is not None:
            around = pair.around.new
            if around is not None:
                yield self.found("removed", self.at(around), severity="warning", field=name)
        elif old is not None and new is not None:
            if "type" in pair.why:
                yield self.found("type", self.at(new), field=name)
            elif "value" in pair.why and is_constant(pair):
                yield self.found("constant", self.at(new), field=name)
            if "modifiers" in pair.why:
                words = sorted((old.modifiers ^ new.modifiers) & _WORDS)
                yield self.found("modifiers", self.at(new), severity=_gravity(words), field=name, words=words)
            elif "accessors" in pair.why:
                yield self.found("accessors", self.at(new), field=name)


_WORDS = frozenset({"static", "final", "volatile", "transient", "const", "lateinit", "by", "val", "var"})


def _gravity(words: list[str]) -> Severity | None:
    """How grave other words before a field are: those that the code of methods does not depend on are little."""
    return "warning" if set(words) <= {"final", "transient", "volatile"} else None


class ConstructorChanged(LintRule):
    code = "HOT406"
    slug = "patch-constructor-changed"
    title = "No constructor and no initialiser of a class of the release changes"
    why = (
        "Constructors and static initialisers are not instrumented, and values of fields and init blocks are compiled "
        "into them: the app goes on with the old ones."
    )
    help = "Do it in a method that is called afterwards, and leave constructors and initial values as they are."
    messages: ClassVar = {
        "constructor": "a constructor of {name} has changed, and constructors cannot be patched",
        "added": "{name} has a new constructor, and the class in the app cannot be given one",
        "removed": "a constructor of {name} is gone, and the class in the app still has it",
        "initializer": "an initialiser of {name} has changed: it is compiled into constructors, which stay as they are",
        "static": "the static initialiser of {name} has changed, and it cannot be patched: it has run already",
        "value": "the initial value of {name} has changed: it is compiled into a constructor or the static "
        "initialiser, which cannot be patched",
    }
    bad = java(f"    private int count;\n\n    public Cart() {{\n        count = 1;\n    }}\n\n{_TOTAL}")
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at what is compiled into constructors and static initialisers."""
        for pair in subject.kept:
            for one in pair.builders:
                yield from self._of(one)
            for one in pair.fields:
                if "value" in one.why and one.new is not None and not is_constant(one) and "type" not in one.why:
                    yield self.found("value", self.at(one.new), name=one.new.shown)

    def _of(self, pair: MemberPair) -> Iterator[Finding]:
        name = pair.any.owner.shown
        kind = pair.any.kind
        if pair.new is None:
            around = pair.around.new
            if around is not None and not _is_empty(pair.old):
                place = self.at(around)
                message: str = kind if kind in {"initializer", "static"} else "removed"
                severity: Severity | None = None if message != "removed" else "warning"
                yield self.found(message, place, severity=severity, name=name)
        elif pair.old is None:
            message = kind if kind in {"initializer", "static"} else "added"
            if not (_is_empty(pair.new) and not pair.new.types):
                yield self.found(message, self.at(pair.new), name=name)
        elif pair.why & {"code", "defaults", "signature"}:
            yield self.found(kind, self.at(pair.new), name=name)


def _is_empty(member: Member | None) -> bool:
    """Whether the code of a constructor is that which a compiler makes where nobody writes one."""
    if member is None or member.body is None:
        return False
    return member.unit.of(member.body).split() in ([b"{", b"}"], [b"{}"])


class InnerClassAdded(LintRule):
    code = "HOT412"
    slug = "patch-inner-class-added"
    title = "A new class in another one is static"
    why = (
        "An object of an inner class holds one of the class around it, which in a patch is another class than in the "
        "app: only static nested classes and classes that stand by themselves can be added."
    )
    help = (
        "Make it static, hand it what it needs, and mark it with @Add; give an anonymous class a name, and do the same."
    )
    messages: ClassVar = {
        "inner": "{name} is a new inner class that is not static",
        "anonymous": "{name} is a new anonymous class: an inner class that is not static, which no annotation can be "
        "put on; it also takes the number of those behind it",
        "local": "{name} is a new class in the code of a method: an inner class that is not static",
        "holds": "the new class {name} has an anonymous class in it, which no annotation can be put on: the patch may "
        "lack it",
        "holds_many": "the new class {name} has {count} anonymous classes in it, which no annotation can be put on: "
        "the patch may lack them",
    }
    bad = java(f"    private int count;\n\n{_TOTAL}{_NEW_CLASS.format('')}")
    good = java(f"    private int count;\n\n{_TOTAL}{_NEW_CLASS.format('static ')}")
    sources = (CONSIDERATIONS, f"{ROBUST}: README, Attentions")

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at new classes."""
        for pair in subject.added:
            new = pair.new
            if new is None:
                continue
            if pair.maker is not None:
                if pair.maker.any.kind not in {"field", "constant", "constructor", "initializer", "static"}:
                    message = "local" if new.place == "local" else "anonymous"
                    yield self.found(message, self.at(new), severity="warning", name=new.shown)
            elif new.is_inner:
                yield self.found("inner", self.at(new), name=new.shown)
            if pair.maker is None and (pair.around is None or pair.around.old is not None):
                first, count = anonymous_in(new)
                if first is not None:
                    message = counted("holds", count)
                    yield self.found(message, new.unit.at(first), severity="warning", name=new.shown, count=count)


class ClassChanged(LintRule):
    code = "HOT419"
    slug = "patch-class-changed"
    title = "What a class of the release is does not change"
    why = (
        "The classes of the app stay as they are: what they extend, their constants and the methods that they demand "
        "of others are fixed when the app is built."
    )
    help = "Leave the class as it is, and write a new one that is marked with @Add."
    messages: ClassVar = {
        "supers": "{name} extends or implements something else than in the release ({before} before, {now} now)",
        "language": "{name} is written in another language than in the release: what changed in it is not compared",
        "kind": "{name} is something else than in the release: {before} before, {now} now",
        "modifiers": "{name} is declared otherwise than in the release ({words})",
        "constant_added": "the constant {name} is new: the enum in the app does not have it",
        "constant_removed": "the constant {name} is gone: the enum in the app still has it",
        "order": "the constants of {name} are in another order: their numbers are compiled into whoever uses them",
        "demands": "{name} is new and has no code: classes of the app do not have what it demands of them",
    }
    bad: ClassVar = {
        "app/src/main/java/com/example/shop/Cart.java": "package com.example.shop;\n\npublic class Cart implements "
        f"Comparable<Cart> {{\n    private int count;\n\n{_TOTAL}\n}}\n"
    }
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the heads of kept classes, and at what they demand."""
        for pair in subject.kept:
            yield from self._head(pair)
            for one in pair.fields:
                if one.any.kind == "constant" and one.old is None and one.new is not None:
                    yield self.found("constant_added", self.at(one.new), name=one.new.shown)
                elif one.any.kind == "constant" and one.new is None and pair.new is not None:
                    yield self.found("constant_removed", self.at(pair.new), name=one.any.shown)
            for one in pair.methods:
                if one.old is None and one.new is not None and one.new.body is None and _demands(one.new):
                    yield self.found("demands", self.at(one.new), name=one.new.shown)

    def _head(self, pair: ClassPair) -> Iterator[Finding]:
        old, new = pair.old, pair.new
        if old is None or new is None:
            return
        place = self.at(new)
        if "language" in pair.why:
            yield self.found("language", place, severity="warning", name=new.shown)
        if "kind" in pair.why:
            yield self.found("kind", place, name=new.shown, before=_KINDS[old.kind], now=_KINDS[new.kind])
        elif "modifiers" in pair.why:
            words = sorted((old.modifiers ^ new.modifiers) - {"public", "private", "protected", "internal", "final"})
            yield self.found("modifiers", place, name=new.shown, words=words)
        if "supers" in pair.why:
            before, now = full_supers(old) or ["-"], full_supers(new) or ["-"]
            yield self.found("supers", place, name=new.shown, before=before, now=now)
        if "order" in pair.why:
            yield self.found("order", place, name=new.shown)


_KINDS: Mapping[ClassKind, str] = {
    "class": Phrase("a class"),
    "interface": Phrase("an interface"),
    "enum": Phrase("an enum"),
    "record": Phrase("a record"),
    "annotation": Phrase("an annotation"),
    "object": Phrase("an object"),
    "companion": Phrase("a companion object"),
    "file": Phrase("the functions of a file"),
}


def _demands(member: Member) -> bool:
    return member.owner.kind in {"interface", "annotation"} or "abstract" in member.modifiers
