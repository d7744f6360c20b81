"""The files slinks and dev_slinks of one Portal: their form, lines that mean nothing, and whether they matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Fix, Location, Related, Severity, TextEdit
from hapline_plugins.portal.official import is_official
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, PortalModuleRule, edit
from hapline_plugins.portal.slinks.files import lines_of, unknown_lines
from hapline_plugins.portal.slinks.near import Near
from hapline_plugins.portal.source.portals import Portal
from hapline_plugins.portal.source.slinks_file import SlinksFile, SlinksLine, formatted

_SOURCES = (f"{BUNDLE_GUIDE}, Bundle project package",)
_SCRIPT = "apply plugin: 'com.alipay.portal'\ndependencies {\n    bundle 'com.example:home-build:1.0.0@jar'\n}\n"
_ALL = _SCRIPT + "portal {\n    allSlinks true\n}\n"
_HARMLESS = frozenset(("no-end", "duplicate"))


class Stale(PortalModuleRule):
    code = "BND209"
    slug = "slinks-stale"
    title = "Each line of slinks is that of a Bundle that the Portal declares"
    since = "0.1.0"
    severity = "note"
    why = "The line has no effect, and whoever reads it believes that it has."
    help = "Remove the line, or declare the Bundle."
    messages: ClassVar = {
        "stale": "no declared Bundle has the line {line}",
        "remove": "remove the line",
    }
    sources = _SOURCES
    fixable = "safe"
    bad: ClassVar = {"app/build.gradle": _SCRIPT, "app/slinks": "com.example-home\ncom.example.pay-wallet\n"}
    good: ClassVar = {"app/build.gradle": _SCRIPT, "app/slinks": "com.example-home\n"}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Match the lines with the declarations."""
        for file, line, near in _unknown(subject):
            if not near:
                # A line of mPaaS's own may be there for a Bundle that another way brings into the app.
                safe = not is_official(line.name.partition("-")[0])
                fixes = edit("remove", file.path, [TextEdit(start=line.start, end=line.end, text="")], safe=safe)
                yield self.found("stale", Location(path=file.path, span=line.span), fixes=fixes, line=line.name)


class Misspelt(PortalModuleRule):
    code = "BND210"
    slug = "slinks-misspelt"
    title = "A line of slinks is the group, a hyphen, and the artifact without -build"
    since = "0.1.0"
    why = "The line has no effect: the Bundle that was meant is loaded dynamically."
    help = "Write the line of the Bundle that is meant."
    messages: ClassVar = {
        "near": "no declared Bundle has the line {line}; {near} is that of one",
        "other": "no Bundle of this file has the line {line}; it belongs into {file}",
        "replace": "write {near}",
    }
    sources = _SOURCES
    fixable = "unsafe"
    bad: ClassVar = {"app/build.gradle": _SCRIPT, "app/slinks": "com.example-home-build\n"}
    good: ClassVar = {"app/build.gradle": _SCRIPT, "app/slinks": "com.example-home\n"}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Look for the line that is nearly the same."""
        for file, line, near in _unknown(subject):
            place = Location(path=file.path, span=line.span)
            if near == line.name:
                other = subject.slinks_path if file.path == subject.dev_slinks_path else subject.dev_slinks_path
                yield self.found("other", place, severity="warning", line=line.name, file=other)
            elif near:
                start = line.start + line.span.start_column - 1
                edits = [TextEdit(start=start, end=start + len(line.name), text=near)]
                fixes = () if file.find(near) else edit("replace", file.path, edits)
                yield self.found("near", place, severity="warning", fixes=fixes, line=line.name, near=near)


class Form(PortalModuleRule):
    code = "BND211"
    slug = "slinks-form"
    title = "slinks is plain ASCII, one Bundle a line, each line ended by a line feed, without comments and blank lines"
    since = "0.1.0"
    severity = "warning"
    why = "The Portal plugin is not known to take anything else: a line that it does not understand has no effect."
    help = "Write the file in the plain form."
    messages: ClassVar = {"form": "{what}", "rewrite": "write the file in the plain form"}
    sources = (*_SOURCES, "the slinks of the Portals that the wizard makes")
    fixable = "safe"
    bad: ClassVar = {"app/build.gradle": _SCRIPT, "app/slinks": "com.example-home\r\n"}
    good: ClassVar = {"app/build.gradle": _SCRIPT, "app/slinks": "com.example-home\n"}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Look at the form of both files."""
        for file in _files(subject):
            fixes = _rewriting(file) if file.problems else ()
            for one in file.problems:
                if one.kind == "no-end" and file.path == subject.dev_slinks_path:
                    continue  # the wizard writes it so
                severity: Severity | None = "note" if one.kind in _HARMLESS else None
                place = Location(path=file.path, span=one.span)
                fixed = fixes if one.kind != "bom" else ()
                yield self.found("form", place, severity=severity, fixes=fixed, what=one.message)


class AllSlinks(PortalModuleRule):
    code = "BND212"
    slug = "all-slinks"
    title = "A Portal has either allSlinks or lines in slinks"
    since = "0.1.0"
    severity = "note"
    why = "All Bundles are static then: slinks has no effect, and whoever edits it wonders why nothing changes."
    help = "Leave slinks as it is as long as all Bundles are to be static; else set allSlinks to false."
    messages: ClassVar = {
        "moot": "all Bundles are static, whatever stands in slinks",
        "file": "has no effect",
    }
    sources = (*_SOURCES, "the Portals of open projects, whose builds have the code of all Bundles in the main dex")
    bad: ClassVar = {"app/build.gradle": _ALL, "app/slinks": "com.example-home\n"}
    good: ClassVar = {"app/build.gradle": _SCRIPT, "app/slinks": "com.example-home\n"}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Look for both."""
        given = subject.all_slinks
        files = [one for one in _files(subject) if one.lines]
        if given is not None and subject.links_all and files:
            related = [Related(location=Location(path=one.path), message="file") for one in files]
            yield self.found("moot", given.location, related=related)


def _files(portal: Portal) -> list[SlinksFile]:
    return [one for one in (portal.slinks_file, portal.dev_slinks_file) if one is not None]


def _unknown(portal: Portal) -> Iterator[tuple[SlinksFile, SlinksLine, str]]:
    """The lines that no Bundle of the file has, each with the line that was meant; empty where none is like it."""
    if portal.links_all:
        return
    for file, dev in ((portal.slinks_file, False), (portal.dev_slinks_file, True)):
        unknown = unknown_lines(portal, file, dev=dev) if file is not None else []
        if file is None or not unknown:
            continue
        others = lines_of(portal, dev=not dev)
        near = Near([*lines_of(portal, dev=dev)])
        for line in unknown:
            yield file, line, line.name if line.name in others else near.of(line.name)


def _rewriting(file: SlinksFile) -> tuple[Fix, ...]:
    """The fix that writes the same lines in the plain form; not safe where it costs a comment."""
    try:
        text = formatted(file.names).decode()
    except ValueError:
        return ()
    edits = [TextEdit(start=0, end=len(file.text), text=text)]
    return edit("rewrite", file.path, edits, safe="comment" not in file.kinds)
