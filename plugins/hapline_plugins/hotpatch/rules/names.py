"""The names in the lists of instantrun.xml: each means what it seems to mean, once, and is spelt as InstantRun does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from hapline.builds import released_ids
from hapline.documents import remove_element, set_text
from hapline_hooks import Finding, Related, Severity
from hapline_plugins.hotpatch.rules.base import edit
from hapline_plugins.hotpatch.rules.configuration import SECTION, ConfigurationRule, example
from hapline_plugins.hotpatch.rules.instrumented import MATCHING, InstrumentedRule
from hapline_plugins.hotpatch.source.configuration import KEPT, LISTS, Configuration, Named, shortest_beginnings
from hapline_plugins.hotpatch.source.modules import AppModule
from hapline_plugins.hotpatch.source.packages import is_too_wide, sibling_of

_WRONG = "com.alipay.instantrun.patch.annotation"
_RIGHT = "com.alipay.instantrun.patch.annotaion"
_ACCEPTED = "        <name>com.example.shop.</name>\n    </accept"


class TooWide(ConfigurationRule):
    code = "HOT114"
    slug = "accept-too-wide"
    title = "acceptPackage names the app's own packages, not all that libraries lie in"
    since = "0.1.0"
    severity = "warning"
    why = (
        "Every method that matches gets code of its own: com., android. and org., as the guide's sample has them, "
        "instrument all libraries, which no patch may change, and make the apk larger and slower."
    )
    help = "Name the packages of the app and of its libraries in source, each with a dot behind it."
    messages: ClassVar = {"wide": "{name} matches the classes of libraries too"}
    sources = (SECTION,)
    bad: ClassVar = example("<name>com.example.shop.</name>", "<name>com.</name>")
    good: ClassVar = example()

    def judge(self, configuration: Configuration) -> Iterator[Finding]:
        """Look at each package."""
        for one in configuration.accepted:
            if one.text and is_too_wide(one.text):
                yield self.found("wide", configuration.at(one.element), name=one.text)


class FinalDot(InstrumentedRule):
    code = "HOT115"
    slug = "package-without-final-dot"
    title = "A package is named with a dot behind it where another one of the build begins alike"
    since = "0.1.0"
    severity = "warning"
    why = "Names are compared by their beginning: com.example.shop is the beginning of com.example.shopping too."
    help = "Write a dot behind the name, unless it is that of a class."
    messages: ClassVar = {"begins": "{name} is the beginning of {sibling} too", "write": "write {name}."}
    sources = (MATCHING,)
    fixable = "unsafe"
    bad: ClassVar = {
        **example("com.example.shop.<", "com.example.shop<"),
        "app/src/main/java/com/example/shopping/Cart.java": "package com.example.shopping;\n\nclass Cart {}\n",
    }
    good: ClassVar = {
        **example(),
        "app/src/main/java/com/example/shopping/Cart.java": "package com.example.shopping;\n\nclass Cart {}\n",
    }

    def judge(self, app: AppModule, configuration: Configuration) -> Iterator[Finding]:
        """Look at each name of the two lists, but for those that the guide writes so."""
        for one in (*configuration.accepted, *configuration.excepted):
            sibling = sibling_of(app.build, one.text) if one.text not in KEPT else None
            if sibling is not None:
                fixes = edit("write", configuration.path, set_text(one.element, f"{one.text}."))
                place = configuration.at(one.element)
                yield self.found("begins", place, name=one.text, sibling=sibling, fixes=fixes)


class NamesTwice(ConfigurationRule):
    code = "HOT116"
    slug = "instantrun-names-twice"
    title = "No name of a list is in vain: each matches what no other one does, and is not excepted"
    since = "0.1.0"
    severity = "warning"
    why = "It says something that is not so: a package that is accepted and excepted is not instrumented."
    help = "Take it out, or mend the other one."
    messages: ClassVar = {
        "twice": "{name} stands here again",
        "within": "{name} is matched by {other} already",
        "excepted": "{name} is accepted here, and {other} excepts it",
        "other": "the other one",
        "take-out": "take out {name}",
    }
    sources = (MATCHING,)
    fixable = "safe"
    bad: ClassVar = example(_ACCEPTED, f"        <name>com.example.shop.</name>\n{_ACCEPTED}")
    good: ClassVar = example(_ACCEPTED, f"        <name>com.example.paying.</name>\n{_ACCEPTED}")

    def judge(self, configuration: Configuration) -> Iterator[Finding]:
        """Go through the lists."""
        for tag in LISTS:
            those = configuration.names(tag)
            shorter = shortest_beginnings(those, those)
            seen: set[str] = set()
            for one in those:
                if one.text and one.text not in KEPT:
                    yield from self._name(configuration, one, shorter[one.text], is_again=one.text in seen)
                seen.add(one.text)
        excepting = shortest_beginnings(configuration.accepted, configuration.excepted)
        for one in configuration.accepted:
            if one.text in excepting:
                yield self._told(configuration, "excepted", one, excepting[one.text])

    def _name(self, configuration: Configuration, one: Named, shorter: Named, *, is_again: bool) -> Iterator[Finding]:
        if is_again:
            fixes = edit("take-out", configuration.path, remove_element(one.element), safe=True)
            yield self.found("twice", configuration.at(one.element), name=one.text, fixes=fixes)
        elif shorter.text != one.text:
            yield self._told(configuration, "within", one, shorter, severity="note")

    def _told(
        self, configuration: Configuration, message: str, one: Named, other: Named, severity: Severity | None = None
    ) -> Finding:
        related = [Related(location=configuration.at(other.element), message="other")]
        place = configuration.at(one.element)
        return self.found(message, place, severity=severity, related=related, name=one.text, other=other.text)


class PatchPackage(InstrumentedRule):
    code = "HOT117"
    slug = "patch-package"
    title = "patchPackage is the applicationId of the app, and nothing else"
    since = "0.1.0"
    why = (
        "A patch is looked up by the package of the apk: one that is made for another package is not found in the app."
    )
    help = "Name the applicationId of the release, once; hapline hotpatch init --write does."
    messages: ClassVar = {
        "none": "patchPackage names no package",
        "several": "patchPackage names {count} packages; the first is {name}",
        "other": "patchPackage is {name}; the applicationId is {ids}",
        "write": "write {ids}",
        "add": "add {ids}",
    }
    sources = (SECTION,)
    fixable = "unsafe"
    bad: ClassVar = example("<name>com.example.shop</name>", "<name>com.instantrun.demo</name>")
    good: ClassVar = example()

    def judge(self, app: AppModule, configuration: Configuration) -> Iterator[Finding]:
        """Compare the package with the id."""
        block, ids = configuration.block("patchPackageName"), sorted(released_ids(app))
        if block is None:
            return
        place, those = configuration.at(block), configuration.patch_packages
        if not those:
            added = configuration.added("patchPackageName", ids[:1]) if len(ids) == 1 else ()
            yield self.found("none", place, ids=ids, fixes=edit("add", configuration.path, added))
        elif len(those) > 1:
            yield self.found("several", place, count=len(those), name=those[0].text)
        elif ids and those[0].text not in ids:
            one = those[0]
            edits = set_text(one.element, ids[0]) if len(ids) == 1 else ()
            fixes = edit("write", configuration.path, edits)
            yield self.found("other", configuration.at(one.element), name=one.text, ids=ids, fixes=fixes)


class AnnotationSpelling(ConfigurationRule):
    code = "HOT118"
    slug = "annotation-package-spelling"
    title = "InstantRun's annotations are in the package annotaion, spelt so"
    since = "0.1.0"
    severity = "warning"
    why = "There is no package annotation in InstantRun; a list that names it matches nothing."
    help = f"Write {_RIGHT}: the misspelt name is the right one."
    messages: ClassVar = {
        "spelt": "there is no package {name}: InstantRun spells it annotaion",
        "write": "write annotaion",
    }
    sources = (
        f"{SECTION}; Modify the bug code",
        "github.com/Meituan-Dianping/Robust, com.meituan.robust.patch.annotaion",
    )
    fixable = "safe"
    bad: ClassVar = example(_ACCEPTED, f"        <name>{_WRONG}.</name>\n{_ACCEPTED}")
    good: ClassVar = example()

    def judge(self, configuration: Configuration) -> Iterator[Finding]:
        """Look at all names."""
        methods = [one for those in configuration.excepted_methods.values() for one in those]
        for one in (*(name for tag in LISTS for name in configuration.names(tag)), *methods):
            if one.text.startswith(_WRONG):
                edits = set_text(one.element, _RIGHT + one.text.removeprefix(_WRONG))
                fixes = edit("write", configuration.path, edits, safe=True)
                yield self.found("spelt", configuration.at(one.element), name=one.text, fixes=fixes)
