"""Rules of the source lint on changes that reach further than the method they are in, or not as far as it seems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Location, Severity
from hapline_plugins.hotpatch.linting.changes import MemberPair
from hapline_plugins.hotpatch.linting.reaching import is_inlined
from hapline_plugins.hotpatch.linting.source_change import SourceChange
from hapline_plugins.hotpatch.rules.lint_base import CART, MODIFYING, PRICES, LintRule, java

_FIELD = "    private int count;\n\n"
_TOTAL = "    public int total(int price) {\n        return Math.max(price * count, 0);\n    }"
_GOOD = java(f"{_FIELD}{_TOTAL}\n")
_PRICES = "package com.example.shop\n\n{}\n"


class MethodRemoved(LintRule):
    code = "HOT418"
    slug = "patch-method-removed"
    title = "No method and no class of the release is removed"
    severity: ClassVar[Severity] = "note"
    why = (
        "The app keeps what it has: code that is not patched still calls the method, and one that overrides another "
        "still does so."
    )
    help = (
        "Nothing, where all that used it is patched; else keep it, mark it with @Modify, and let it do what is right."
    )
    messages: ClassVar = {
        "method": "{method} is gone: the app still has it, with its old code",
        "override": "{method} is gone, and the app still calls it in place of what it overrides",
        "class": "class {name} is gone: the app still has it, with its old code",
    }
    sources = (MODIFYING,)
    bad = java(f"{_FIELD}")
    good = java(f"{_FIELD}{_TOTAL}\n\n    int items() {{\n        return count;\n    }}")

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at what is no longer there; of a class that is gone with its file, the file is named."""
        for pair in subject.kept:
            for one in pair.methods:
                if one.new is None and one.old is not None and pair.new is not None and not _has_another(one):
                    message = "override" if _overrides(one) else "method"
                    if one.old.access == "private":
                        continue  # all that could call it is in this class, and would not compile
                    severity: Severity | None = "warning" if message == "override" else None
                    yield self.found(message, self.at(pair.new), severity=severity, method=one.old.shown)
        unclear = {one.path for one in subject.files if one.new is not None and one.new.root.has_error}
        for gone in subject.classes:
            if gone.new is not None or gone.old is None or gone.maker is not None:
                continue
            if gone.around is None:
                path = gone.old.unit.path
                if path not in unclear:  # else the class may be there, where nobody understands it
                    yield self.found("class", Location(path=path), name=gone.old.shown)
            elif gone.around.new is not None:
                yield self.found("class", self.at(gone.around.new), name=gone.old.shown)


def _has_another(pair: MemberPair) -> bool:
    """Whether a method of the same name takes the place of one that is gone: that is said of the new one."""
    return any(one.old is None and one.any.name == pair.any.name for one in pair.around.methods)


def _overrides(pair: MemberPair) -> bool:
    old = pair.any
    return "override" in old.modifiers or any(one.name == "Override" for one in old.annotations)


class CompiledIntoCallers(LintRule):
    code = "HOT420"
    slug = "patch-compiled-into-callers"
    title = "Code that is compiled into its callers does not change by itself"
    why = (
        "The callers hold the old code in the app: only those that are patched too, and compiled anew, have the change."
    )
    help = "Mark each method that calls it with @Modify; leave default values as they are, and hand over the new one."
    messages: ClassVar = {
        "inline": "{method} is inline and has changed: each method that calls it has the old code in it",
        "defaults": "a default value of {method} has changed: it is compiled into a method that is not instrumented",
    }
    sources = ("Kotlin documentation, Inline functions; Default arguments",)
    severity: ClassVar[Severity] = "warning"
    bad: ClassVar = {
        PRICES: _PRICES.format('fun label(price: Int, unit: String = "USD"): String = price.toString() + unit')
    }
    good: ClassVar = {
        PRICES: _PRICES.format('fun label(price: Int, unit: String = "CNY"): String = price.toString() + unit')
    }

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at methods that changed."""
        for pair in subject.methods:
            if pair.old is None or pair.new is None:
                continue
            if pair.is_changed and is_inlined(pair):
                yield self.found("inline", self.at(pair.new), method=pair.new.shown)
            if "defaults" in pair.why and pair.old.defaults and not pair.is_replaced:
                yield self.found("defaults", self.at(pair.new), severity="error", method=pair.new.shown)


class SuspendFunction(LintRule):
    code = "HOT421"
    slug = "patch-suspend-function"
    title = "A function that is patched does not suspend"
    severity: ClassVar[Severity] = "warning"
    why = (
        "The compiler makes a class of the code between two suspensions, which has no source to put a mark on: whether "
        "a patch holds it depends on what the function calls."
    )
    help = "Move what has to change into a function that does not suspend; try the patch on a device."
    messages: ClassVar = {"found": "{method} is patched, and it suspends"}
    sources = ("Kotlin specification, Asynchronous programming with coroutines",)
    bad: ClassVar = {
        PRICES: _PRICES.format(
            'fun label(price: Int, unit: String = "CNY"): String = price.toString() + unit\n\n'
            "@com.alipay.instantrun.patch.annotaion.Add\nsuspend fun load(id: Int): Int = label(id).length"
        )
    }
    good: ClassVar = {
        PRICES: _PRICES.format(
            'fun label(price: Int, unit: String = "CNY"): String = price.toString() + unit\n\n'
            "@com.alipay.instantrun.patch.annotaion.Add\nfun load(id: Int): Int = label(id).length"
        )
    }

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at what is patched."""
        for pair in subject.patched:
            if pair.new is not None and "suspend" in pair.new.modifiers:
                yield self.found("found", self.at(pair.new), method=pair.new.shown)


class DeclarationChanged(LintRule):
    code = "HOT424"
    slug = "patch-declaration-changed"
    title = "A method of the release is declared as it was"
    severity: ClassVar[Severity] = "note"
    why = "A patch replaces the code of a method: how it is declared stays as it is in the app."
    help = "Leave the declaration; do in the code what it was to bring about, such as a synchronized block."
    messages: ClassVar = {
        "annotations": "the annotations of {method} have changed: what reads them when the app runs finds the old ones",
        "access": "{method} is {now} now and was {before} in the release: for code that is not patched it still is",
        "synchronized": "{method} is declared otherwise ({words}): in the app it locks as it did",
    }
    sources = (MODIFYING,)
    bad: ClassVar = {
        CART: f"package com.example.shop;\n\npublic class Cart {{\n{_FIELD}"
        f"{_TOTAL.replace('public int', 'public synchronized int')}\n}}\n"
    }
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the words and annotations before methods."""
        for pair in subject.methods:
            if pair.old is not None and pair.new is not None and not pair.is_replaced:
                yield from self._of(pair)

    def _of(self, pair: MemberPair) -> Iterator[Finding]:
        old, new = pair.old, pair.new
        if old is None or new is None:
            return
        place, name = self.at(new), new.shown
        words = sorted((old.modifiers ^ new.modifiers) & {"synchronized"})
        if words:
            yield self.found("synchronized", place, severity="error", method=name, words=words)
        if "annotations" in pair.why:
            yield self.found("annotations", place, method=name)
        if "access" in pair.why:
            yield self.found("access", place, method=name, before=old.access, now=new.access)
