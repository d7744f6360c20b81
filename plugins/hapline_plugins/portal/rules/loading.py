"""Loading: what a Bundle says of when it is loaded, and of the packages that its classes are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.documents import set_value
from hapline_hooks import Finding, Fix, Location, Related
from hapline_plugins.portal.official import LAST_LEVEL, LAZY
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, BundleRule, edit
from hapline_plugins.portal.rules.exporting import exporting, wanted_exports
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.code import SourceFile
from hapline_plugins.portal.source.exports import is_too_short

_SOURCES = (f"{BUNDLE_GUIDE}, build.gradle of the main module",)
_NAMED = 3
"""Classes that are named of those that no export covers."""


def _example(*lines: str) -> str:
    """The script of a Bundle, for examples."""
    inside = "".join(f"    {line}\n" for line in lines)
    return f"apply plugin: 'com.alipay.bundle'\ngroup = 'com.example'\nbundle {{\n{inside}}}\n"


class ExportsTooShort(BundleRule):
    code = "BND202"
    slug = "export-too-short"
    title = "exportPackages names packages that only this Bundle has"
    since = "0.1.0"
    why = (
        "The framework asks the Bundle for every class under the package, also for those of other Bundles: they are "
        "not found, or loaded by the wrong one, when the app runs."
    )
    help = "Name the packages of the Bundle's own classes."
    messages: ClassVar = {
        "short": "{package} matches classes of other Bundles too",
        "set": "export {packages}",
    }
    sources = _SOURCES
    fixable = "unsafe"
    bad: ClassVar = {"app/build.gradle": _example("exportPackages 'com.example'")}
    good: ClassVar = {"app/build.gradle": _example("exportPackages 'com.example.launcher'")}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look at each export."""
        if subject.is_official:
            return
        short = [one for one in subject.exports if is_too_short(one.name)]
        wanted = wanted_exports(subject) if short else []
        for one in short:
            place = subject.at(one.start, one.end, "bundle", "exportPackages")
            fixes = exporting(subject, wanted)
            yield self.found("short", place, package=one.name, packages=wanted, fixes=fixes)


class ClassOutside(BundleRule):
    code = "BND203"
    slug = "class-outside-exports"
    title = "exportPackages covers every class of the Bundle"
    since = "0.1.0"
    why = (
        "A class that lies outside is not found when the Bundle is loaded dynamically: ClassNotFoundException, and "
        "only where that class is first used."
    )
    help = "Name a package that the class lies in, or move the class."
    messages: ClassVar = {
        "outside": "{count} files of code lie outside, the first is {first}",
        "one": "{first} lies outside",
        "file": "in package {package}",
        "nowhere": "in no package",
        "set": "export {packages}",
    }
    sources = _SOURCES
    fixable = "unsafe"
    bad: ClassVar = {
        "app/build.gradle": _example("exportPackages 'com.example.launcher.ui'"),
        "app/src/main/java/com/example/launcher/Main.java": "package com.example.launcher;\n\nclass Main {}\n",
    }
    good: ClassVar = {
        "app/build.gradle": _example("exportPackages 'com.example.launcher'"),
        "app/src/main/java/com/example/launcher/Main.java": "package com.example.launcher;\n\nclass Main {}\n",
    }

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the packages of the code with the exports."""
        names = [one.name for one in subject.exports]
        given = subject.exports_given
        if not names or given is None or not subject.exports_known or given.statement.conditions:
            return
        outside = [file for module in subject.all_modules for file in module.code.outside(names)]
        if outside:
            related = tuple(self._related(outside))
            message = "outside" if len(outside) > 1 else "one"
            wanted = wanted_exports(subject)
            yield self.found(
                message,
                given.location,
                related=related,
                fixes=exporting(subject, wanted),
                count=len(outside),
                first=outside[0].path,
                packages=wanted,
            )

    def _related(self, outside: Iterable[SourceFile]) -> Iterator[Related]:
        packages: dict[str, SourceFile] = {}
        for file in outside:
            packages.setdefault(file.package, file)
        for package, file in list(packages.items())[:_NAMED]:
            place = Location(path=file.path, span=file.span)
            if package:
                yield Related(location=place, message="file", args={"package": package})
            else:
                yield Related(location=place, message="nowhere")


class InitLevel(BundleRule):
    code = "BND205"
    slug = "init-level"
    title = "initLevel is a number from 0 to 100, or 11110000 for a Bundle that is loaded on first use"
    since = "0.1.0"
    why = "The framework sorts Bundles by it: a wrong one is loaded at another time than meant, or last of all."
    help = "Give 11110000 for a Bundle that can wait until it is used; else 0 to 100, where smaller is earlier."
    messages: ClassVar = {
        "range": "{level} is neither from 0 to 100 nor 11110000",
        "form": "{text} is no whole number",
        "unknown": "what initLevel is cannot be told here: {text}",
        "lazy": "set it to 11110000",
    }
    sources = _SOURCES
    fixable = "unsafe"
    bad: ClassVar = {"app/build.gradle": _example("initLevel 1111000")}
    good: ClassVar = {"app/build.gradle": _example("initLevel 11110000")}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Read the level."""
        given = subject.init_level
        if given is None or subject.is_official:
            return
        text, level = given.text, subject.level
        if text is None:
            yield self.found("unknown", given.location, severity="note", text=given.value.text)
        elif level is None:
            yield self.found("form", given.location, text=text)
        elif level != LAZY and not 0 <= level <= LAST_LEVEL:
            script = subject.script
            fixes: tuple[Fix, ...] = ()
            if script is not None and not script.errors:
                fixes = edit("lazy", subject.script_path, set_value(script, given.value, LAZY))
            yield self.found("range", given.location, fixes=fixes, level=text)
