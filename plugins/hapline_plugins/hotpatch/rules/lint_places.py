"""Rules of the source lint on where a change is: outside what is instrumented, in layouts, libraries and aspects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from hapline_hooks import Finding, Location, Severity
from hapline_plugins.hotpatch.linting.aspects import ADVICE, PACKAGE
from hapline_plugins.hotpatch.linting.changes import MemberPair
from hapline_plugins.hotpatch.linting.configurations import nearest
from hapline_plugins.hotpatch.linting.problems import NotUnderstood
from hapline_plugins.hotpatch.linting.source_change import SourceChange
from hapline_plugins.hotpatch.linting.static_blocks import waiting_in
from hapline_plugins.hotpatch.linting.unpatchable import reason_against
from hapline_plugins.hotpatch.rules.lint_base import (
    MODIFYING,
    ROBUST,
    LintRule,
    java,
)
from hapline_plugins.hotpatch.source.configuration import Configuration

_FIELD = "    private int count;\n\n"
_MODIFY = "    @com.alipay.instantrun.patch.annotaion.Modify\n"
_CHANGED = f"{_MODIFY}    public int total(int price) {{\n        return Math.max(price * count, 1);\n    }}"
_GOOD = java(f"{_FIELD}{_CHANGED}")
_LAYOUT = "app/src/main/res/layout/cart_view.xml"


class SourceNotUnderstood(LintRule):
    code = "HOT400"
    slug = "patch-source-not-understood"
    title = "Source that changed is understood"
    why = "What is not understood is not compared: a change in it that the patch lacks, or cannot take, is not found."
    help = (
        "Mend the source where it does not compile. Where it does, the parser does not know the construct: look "
        "through the change by hand, and accept the finding."
    )
    messages: ClassVar = {
        "part": "the source is not understood from here on: what changed in it is not judged",
        "torn": "the source is not understood from here on: nothing that changed in this file is judged",
        "as_before": "the source is not understood from here on, nor was that of the release: it is only judged "
        "whether it changed",
        "code": "{method} does not compile: it is not judged whether what changed is what was meant",
        "file": "{file} is not judged: {reason}",
    }
    bad = java(
        "    private int count\n    public int total(int price {{\n        return Math.max(price * count, 1);\n    }"
    )
    good = _GOOD
    sources = (
        "tree-sitter documentation, Query Syntax: ERROR and MISSING nodes",
        "Java language specification, 6.4 Shadowing and Obscuring; 8.4.7 Method Body",
    )

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at what the parser did not understand, as far as it is not as in the release, and at what it did."""
        for file in subject.files:
            if file.problem is not None:
                span = file.error.span if file.error else None
                place = Location(path=file.path, span=span)
                yield self.found("file", place, severity="warning", file=file.path, reason=file.problem)
            elif file.path in subject.unclear:
                yield from self._of(file.path, subject.unclear[file.path])
        for method, node in subject.not_compiling:
            yield self.found("code", method.unit.at(node), method=method.shown)

    def _of(self, path: str, unclear: NotUnderstood) -> Iterator[Finding]:
        message = "torn" if unclear.is_torn else "part" if unclear.is_grave else "as_before"
        for span in unclear.spans:
            severity: Severity | None = None if unclear.is_grave else "warning"
            yield self.found(message, Location(path=path, span=span), severity=severity)


class ReleaseNotInstrumented(LintRule):
    code = "HOT425"
    slug = "patch-release-not-instrumented"
    title = "The release was built with InstantRun"
    why = (
        "InstantRun puts into each method what a patch needs when the release is built: in one that was built without "
        "it there is nothing to patch by."
    )
    help = "Bring the fix with a new version; name another release by --base where this is not the one that is out."
    messages: ClassVar = {
        "found": "{base} is not set up for InstantRun: nothing in that release was instrumented, and no patch of "
        "InstantRun can mend it"
    }
    bad: ClassVar = {
        "app/build.gradle": "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n",
    }
    good = _GOOD
    sources = ("mPaaS MDS guide, 5.2.2.1, How it works",)

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Point at what says that InstantRun is set up now."""
        if subject.uninstrumented is not None:
            yield self.found("found", subject.uninstrumented, base=subject.base)


class StaticBlockWaits(LintRule):
    code = "HOT409"
    slug = "patch-static-block-waits"
    title = "The static block of a class that is patched does not wait for the framework"
    severity: ClassVar[Severity] = "warning"
    why = (
        "A patch is loaded when the app starts, and loads the classes that it patches: what waits in their static "
        "blocks for something that starts later hangs the app."
    )
    help = "Move the call out of the static block, or do not patch this class."
    messages: ClassVar = {"found": "{name} is patched, and its static initialiser waits for the framework"}
    bad = java(f"{_FIELD}    static {{\n        LauncherApplicationAgent.getInstance().start();\n    }}\n\n{_CHANGED}")
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at the classes of what is patched, once each."""
        seen: set[int] = set()
        for pair in subject.patched:
            one = pair.new.owner if pair.new else None
            while one is not None and one.place == "anonymous":
                one = one.owner
            if one is None or id(one) in seen:
                continue
            seen.add(id(one))
            node = waiting_in(one)
            if node is not None:
                yield self.found("found", one.unit.at(node), name=one.shown)


class AspectAdvice(LintRule):
    code = "HOT413"
    slug = "patch-aspect-advice"
    title = "Nothing is patched that AspectJ advises"
    why = "AspectJ moves the code of a method that it advises into another one: what a patch replaces is only the rest."
    help = "Leave aspects and the methods that they advise as they are, and change what these call."
    messages: ClassVar = {
        "advice": "{method} is advice of an aspect",
        "advised": "{method} is advised by the aspect in {file}",
        "aspect": "{file} is an aspect, and has changed",
    }
    bad = java(f'{_FIELD}    @org.aspectj.lang.annotation.Around("execution(* *.*(..))")\n{_CHANGED}')
    good = _GOOD

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at what is patched, and at aspects that changed."""
        for file in subject.files:
            if file.path.endswith(".aj"):
                yield self.found("aspect", Location(path=file.path), file=file.path)
        for pair in subject.patched:
            old, new = pair.old, pair.new
            if new is None or old is None:
                continue
            if _is_advice(pair):
                yield self.found("advice", self.at(new), method=new.shown)
                continue
            known = next((one for one in subject.pointcuts if one.advises(old)), None)
            if known is not None:
                yield self.found("advised", self.at(new), method=new.shown, file=known.path)


def _is_advice(pair: MemberPair) -> bool:
    if pair.new is None:
        return False
    imports = pair.new.unit.contents.imports
    for one in pair.new.annotations:
        package, _, simple = imports.full(one.name).rpartition(".")
        if simple in ADVICE and (package == PACKAGE or (not package and PACKAGE in imports.packages)):
            return True
    return False


class OutsideInstrumentedPackages(LintRule):
    code = "HOT417"
    slug = "patch-outside-instrumented-packages"
    title = "A method that is patched is in a package that instrumentation covers"
    why = (
        "In the app only the classes that acceptPackageName names, and exceptPackageName does not, have what a patch "
        "needs: the build of the patch stops at the others."
    )
    help = "Change what calls the method and is covered; add the package to instrumentation for the next release."
    messages: ClassVar = {
        "class": "{method} has changed, and {name} is not instrumented by {file} of the release",
        "access": "{method} has changed, and methods of {name} that are {access} are not instrumented by {file} of the "
        "release",
    }
    bad: ClassVar = {
        "app/src/main/java/org/sample/Tool.java": "package org.sample;\n\npublic class Tool {\n"
        f"{_MODIFY}    int run() {{\n        return Math.max(2, 1);\n    }}\n}}\n"
    }
    good = _GOOD
    sources = ("mPaaS MDS guide, 5.2.2.1, Add the instantrun.xml configuration file", f"{ROBUST}: InsertcodeStrategy")

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at methods that changed."""
        if not subject.configurations:
            return
        for pair in subject.methods:
            old, new = pair.old, pair.new
            if old is None or new is None or not pair.is_changed or reason_against(pair):
                continue
            name, known = old.owner.binary, _nearest(subject.configurations, old.unit.path)
            if not known.covers(name):
                yield self.found("class", self.at(new), method=new.shown, name=name, file=known.path)
            elif any(one.text and name.startswith(one.text) for one in known.excepted_methods[old.access]):
                yield self.found(
                    "access", self.at(new), method=new.shown, name=name, file=known.path, access=old.access
                )


def _nearest(known: Sequence[Configuration], path: str) -> Configuration:
    """The configuration in the folder nearest around a file; of others that of the first app."""
    by_folder = {one.path.rpartition("/")[0]: one for one in known}
    folder = nearest(by_folder, path)
    return known[0] if folder is None else by_folder[folder]


class LibraryChanged(LintRule):
    code = "HOT422"
    slug = "patch-library-changed"
    title = "The code of others is as in the release"
    severity: ClassVar[Severity] = "note"
    why = "A patch is made of source that has marks in it: what changed in libraries is not in it."
    help = "Keep the versions of the release for the patch; what a new version mends needs a new release."
    messages: ClassVar = {
        "file": "the library {name} has changed: a patch does not hold it",
        "version": "{name} is {new} now and was {old} in the release: a patch does not hold the difference",
        "added": "{name} {new} is new: a patch does not hold it",
        "removed": "{name} {old} is gone: the app still has it",
    }
    bad: ClassVar = {"app/build.gradle": "dependencies {\n    implementation 'com.squareup.okhttp3:okhttp:4.12.0'\n}\n"}
    good = _GOOD
    sources = ("mPaaS MDS guide, 5.2.2.1, How it works",)

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look at what changed of libraries."""
        for one in subject.libraries:
            if not (one.old or one.new):
                message = "file"
            else:
                message = "version" if one.old and one.new else "added" if one.new else "removed"
            place = Location(path=one.path, span=one.span)
            if not subject.tree.is_file(one.path):
                continue  # the place to point at is gone with it
            yield self.found(message, place, name=one.name, old=one.old, new=one.new)


class LayoutWithoutPatch(LintRule):
    code = "HOT423"
    slug = "patch-layout-without-code"
    title = "A layout that changed is loaded by code of the patch"
    why = "A patch brings its own resources: only code that is patched too loads a layout from there."
    help = "Mark the method that loads the layout with @Modify, get the id of the resource in it, and load it by that."
    messages: ClassVar = {
        "changed": "the layout {name} has changed, and no code of the patch loads it",
        "added": "the layout {name} is new, and no code of the patch loads it",
    }
    bad: ClassVar = {
        _LAYOUT: '<TextView xmlns:android="http://schemas.android.com/apk/res/android" android:text="2"/>\n'
    }
    good = _GOOD
    sources = (f"{MODIFYING}; Configure patch packaging",)

    def check(self, subject: SourceChange) -> Iterable[Finding]:
        """Look for the names of layouts in the code of the patch."""
        for one in subject.layouts:
            if not any(one.used_in(code) for code in _code(subject)):
                message = "added" if one.is_new else "changed"
                yield self.found(message, Location(path=one.path), name=one.name)


def _code(subject: SourceChange) -> Iterator[bytes]:
    """The source of what is in the patch."""
    for pair in subject.patched:
        if pair.new is not None:
            yield pair.new.unit.of(pair.new.node)
    for added in subject.added:
        if added.new is not None:
            yield added.new.raw
