"""Built Bundles: what a Bundle jar says of itself in META-INF/BUNDLE.MF, beside what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from hapline.archives import ArchiveError
from hapline.documents import DocumentError
from hapline_hooks import Finding, Phrase, Related, Severity, Span, replace
from hapline_plugins.portal.built import bundle_mf, bundles_cfg
from hapline_plugins.portal.built.bundle_jar import BundleJar
from hapline_plugins.portal.built.bundle_mf import BundleManifest
from hapline_plugins.portal.built.opened import RESOURCES, Opened, tried
from hapline_plugins.portal.built.portal_apk import PortalApk
from hapline_plugins.portal.built.problems import Malformed
from hapline_plugins.portal.official import LAST_LEVEL, LAZY, NO_LEVEL, NO_OWN_ID, doubt, refusal
from hapline_plugins.portal.rules.rule import BUNDLE_GUIDE, PortalRule
from hapline_plugins.portal.source.exports import is_too_short

_BUILD_FILE = f"{BUNDLE_GUIDE}, build.gradle of the main module"
_GOOD: dict[str, str] = {"launcher.jar": "{}"}
_NAMED = 3
"""Classes that are named of those that no export covers."""
_MILD = frozenset({"not-utf8", "duplicate", "boolean"})
"""What is malformed and read all the same, as something else than was meant."""
_AROUND = frozenset({"prefix-data", "trailing-data"})
"""What lies around an archive: an apk that is cut behind a Bundle in it is that Bundle with much before it."""
_SHOWN = 70


class BuiltRead(PortalRule[Opened]):
    code = "BND701"
    slug = "bundle-manifest"
    title = "A built Bundle has a META-INF/BUNDLE.MF that the framework can read, and nothing in it is broken"
    since = "0.1.0"
    why = (
        "The Portal's build and the framework learn from BUNDLE.MF what the Bundle is: without it, or where it cannot "
        "be read, the Portal does not build, or the app stops when it starts."
    )
    help = "Build the Bundle again with com.alipay.bundle; what is wrong is said with its place."
    messages: ClassVar = {
        "missing": "it is built like a Bundle and has no META-INF/BUNDLE.MF",
        "nameless": "the Bundle has no Bundle-Name",
        "archive": "the archive cannot be read ({what}); {hint}",
        "entry": "{entry} cannot be read ({what})",
        "prefix-data": "{bytes} bytes stand before the first entry: the file was cut, or joined with something",
        "trailing-data": "{bytes} bytes stand behind the end of the archive: it was joined with something",
        "twice": "{entry} is in the archive {times} times",
        "list": "assets/bundles.cfg is read up to byte {at} only ({reason}): Bundles after it are not known",
        "not-utf8": "{key} is not UTF-8",
        "no-colon": "{value} is no line of a manifest: it has no colon",
        "name": "{key} is no key of a manifest",
        "continuation": "the line continues nothing: {value}",
        "duplicate": "{key} stands here again; the last one counts",
        "number": "{key} is {value}, and the framework reads a decimal number",
        "boolean": "{key} is {value}, which the framework reads as false",
        "require": "{value} is not name@version: the framework stops at it",
        "size": "BUNDLE.MF has {value} bytes, more than is read",
    }
    subject = Opened
    sources = (
        f"{BUNDLE_GUIDE}, Bundle compilation and packing results",
        "java.util.jar.Manifest, by which BUNDLE.MF is written",
        "the framework reads numbers with Integer.parseInt and refuses required Bundles without @",
    )
    bad: ClassVar = {"launcher.jar": '{ manifest: { "Init-Level": "early" } }'}
    good = _GOOD

    def check(self, subject: Opened) -> Iterable[Finding]:
        """Say what was noticed when the file was opened, read what else is in it, and look at what it says."""
        error = subject.error
        if error is not None:
            yield self._broken(subject, error.entry if subject.archive is not None else "", error)
        for entry, problem in subject.broken():
            if error is None or entry != error.entry:
                yield self._broken(subject, entry, problem)
        for odd in subject.oddities:
            if odd.reason in _AROUND:
                yield self.found(odd.reason, subject.location(), bytes=odd.detail["bytes"])
            elif odd.reason == "duplicate":
                yield self.found("twice", subject.location(odd.entry), entry=odd.entry, times=odd.detail["times"])
        if isinstance(subject, PortalApk):
            yield from self._list(subject)
        if isinstance(subject, BundleJar) and subject.archive is not None:
            yield from self._manifest(subject)

    def _broken(self, subject: Opened, entry: str, error: ArchiveError | DocumentError) -> Finding:
        what = _what(error)
        if not entry:
            return self.found("archive", subject.location(), what=what, hint=Phrase(error.hint))
        return self.found("entry", subject.location(entry), entry=entry, what=what)

    def _list(self, apk: PortalApk) -> Iterator[Finding]:
        listed = apk.bundles_cfg
        if listed is not None and listed.problem:
            # A format that is not known here may be known to the framework.
            severity: Severity | None = "note" if listed.problem == "format" else None
            place = apk.location(bundles_cfg.NAME)
            yield self.found("list", place, severity=severity, at=listed.at, reason=[listed.problem])

    def _manifest(self, jar: BundleJar) -> Iterator[Finding]:
        says = jar.manifest
        if not jar.has_manifest:
            yield self.found("missing", jar.location())
        elif says is not None and not jar.is_official:
            for problem in says.problems:
                yield self._malformed(jar, problem)
            if not says.name:
                yield self.found("nameless", jar.at("Bundle-Name"))

    def _malformed(self, jar: BundleJar, problem: Malformed) -> Finding:
        key, value = problem.key[:_SHOWN], problem.value[:_SHOWN]
        length = len(key or value)
        place = replace(
            jar.location(bundle_mf.NAME),
            keys=(key,) if key else (),
            span=Span(start_line=problem.line, start_column=1, end_line=problem.line, end_column=length + 1),
        )
        severity: Severity | None = "warning" if problem.reason in _MILD else None
        return self.found(problem.reason, place, severity=severity, key=key, value=value)


def _what(error: ArchiveError | DocumentError) -> Phrase:
    if isinstance(error, ArchiveError):
        return Phrase(error.message)
    return Phrase(error.template, **error.fields)


class JarRule(PortalRule[BundleJar]):
    """A rule about what a Bundle says in BUNDLE.MF; mPaaS's own Bundles are as they are."""

    subject = BundleJar

    def check(self, subject: BundleJar) -> Iterable[Finding]:
        """Look at a Bundle that can be read."""
        says = subject.manifest
        return () if says is None or subject.is_official else self.judge(subject, says)

    def judge(self, jar: BundleJar, says: BundleManifest) -> Iterable[Finding]:
        """Yield what is to be said about a Bundle."""
        raise NotImplementedError


class PackageId(JarRule):
    code = "BND702"
    slug = "built-package-id"
    title = "The package id of a built Bundle is one that it may hold, and that its resources have"
    since = "0.1.0"
    why = (
        "Resources are looked up by the id: with that of the app, or with another one than they were packed with, the "
        "wrong resource is shown, or Resources$NotFoundException is thrown when the screen opens."
    )
    help = "Set packageId in the Bundle's build.gradle where it has resources, take it out where not, and build again."
    messages: ClassVar = {
        "refused": "{id} can be no package id: {reason}",
        "reserved": "the package id {id}: {reason}",
        "differs": "Package-Id is {id}, and the resources are packed with {found}",
        "without": "the Bundle has resources and no package id of its own",
        "unused": "the Bundle has the package id {id} and no resources",
        "resources": "the resources",
    }
    sources = (f"{BUNDLE_GUIDE}, packageId", "aapt2: package ids of resource tables")
    bad: ClassVar = {"launcher.jar": '{ manifest: { "Package-Id": "41" }, resources: [40] }'}
    good: ClassVar = {"launcher.jar": '{ manifest: { "Package-Id": "40" }, resources: [40] }'}

    def judge(self, jar: BundleJar, says: BundleManifest) -> Iterator[Finding]:
        """Compare the id with the resources."""
        number, place, ids = jar.own_id, jar.at("Package-Id"), tried(jar.package_ids)
        refused = refusal(number) if number is not None else None
        if refused is not None:
            yield self.found("refused", place, id=number, reason=refused)
        if refused is not None or ids is None or ("Package-Id" in says.values and says.package_id is None):
            return  # the latter two are told elsewhere
        doubtful = doubt(number) if number is not None else None
        if doubtful is not None:
            yield self.found("reserved", place, severity="warning", id=number, reason=doubtful)
        if ids and (number or NO_OWN_ID) not in ids:
            related = [Related(location=jar.location(RESOURCES), message="resources")]
            yield self.found("differs", place, related=related, id=number or NO_OWN_ID, found=list(ids))
        elif jar.has_resources and number is None:
            yield self.found("without", place)
        elif number is not None and not jar.has_resources:
            yield self.found("unused", place, severity="warning", id=number)


class ClassOutside(JarRule):
    code = "BND703"
    slug = "built-class-outside-exports"
    title = "Export-Package of a built Bundle covers every class in its DEX files"
    since = "0.1.0"
    why = (
        "A class that lies outside is not found when the Bundle is loaded dynamically: ClassNotFoundException, and "
        "only where that class is first used. Libraries that were packed into the Bundle count too."
    )
    help = "Name a package that the class lies in, move the class, or do not pack the library that it is from."
    messages: ClassVar = {
        "outside": "{count} classes lie outside of Export-Package, among them {first}",
        "few": "outside of Export-Package lies {first}",
    }
    sources = (_BUILD_FILE,)
    bad: ClassVar = {
        "launcher.jar": '{ manifest: { "Export-Package": "com.example.launcher" }, classes: ["okhttp3.Call"] }'
    }
    good: ClassVar = {
        "launcher.jar": '{ manifest: { "Export-Package": "com.example.launcher" }, '
        'classes: ["com.example.launcher.ui.Main"] }'
    }

    def judge(self, jar: BundleJar, says: BundleManifest) -> Iterator[Finding]:
        """Compare the classes with the exports."""
        outside = _outside(jar.known_classes, says.export_packages) if says.export_packages else ()
        if outside:
            message = "outside" if len(outside) > _NAMED else "few"
            place = jar.at("Export-Package")
            yield self.found(message, place, count=len(outside), first=sorted(outside)[:_NAMED])


def _outside(classes: Iterable[str], exports: Sequence[str]) -> list[str]:
    """The classes that no export covers, as ``exports.covers`` tells; each package is compared once."""
    whole = {export.strip().rstrip(".") for export in exports}
    known: dict[str, bool] = {"": False}

    def covered(name: str) -> bool:
        if name not in known:
            known[name] = name in whole or covered(name.rpartition(".")[0])
        return known[name]

    return [name for name in classes if not (name in whole or covered(name.rpartition(".")[0]))]


class ExportTooShort(JarRule):
    code = "BND704"
    slug = "built-export-too-short"
    title = "Export-Package of a built Bundle names packages that only this Bundle has"
    since = "0.1.0"
    why = (
        "The framework asks the Bundle for every class under the package, also for those of other Bundles: they are "
        "not found, or loaded by the wrong one, when the app runs."
    )
    help = "Name the packages of the Bundle's own classes in exportPackages, and build again."
    messages: ClassVar = {"short": "{package} matches classes of other Bundles too"}
    sources = (_BUILD_FILE,)
    bad: ClassVar = {"launcher.jar": '{ manifest: { "Export-Package": "com.example" } }'}
    good = _GOOD

    def judge(self, jar: BundleJar, says: BundleManifest) -> Iterator[Finding]:
        """Look at each export."""
        for package in says.export_packages:
            if is_too_short(package):
                yield self.found("short", jar.at("Export-Package"), package=package)


class InitLevel(JarRule):
    code = "BND705"
    slug = "built-init-level"
    title = "Init-Level of a built Bundle is from 0 to 100, or 11110000 for one that is loaded on first use"
    since = "0.1.0"
    why = "The framework sorts Bundles by it: a wrong one is loaded at another time than meant, or last of all."
    help = "Set initLevel in the Bundle's build.gradle, and build again."
    messages: ClassVar = {"range": "{level} is neither from 0 to 100 nor 11110000"}
    sources = (_BUILD_FILE,)
    bad: ClassVar = {"launcher.jar": '{ manifest: { "Init-Level": "1111000" } }'}
    good: ClassVar = {"launcher.jar": '{ manifest: { "Init-Level": "11110000" } }'}

    def judge(self, jar: BundleJar, says: BundleManifest) -> Iterator[Finding]:
        """Look at the level."""
        level = says.effective_init_level
        if level not in {LAZY, NO_LEVEL} and not 0 <= level <= LAST_LEVEL:
            yield self.found("range", jar.at("Init-Level"), level=level)
