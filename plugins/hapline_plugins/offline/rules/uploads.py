"""Zips as they are uploaded to the console, and several packages together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.archives import ArchiveError
from hapline.rules import PlainRule
from hapline_hooks import Finding, Phrase, Related
from hapline_plugins.offline.amr.tar_reading import shown
from hapline_plugins.offline.building.sources import MOST_BYTES, MOST_PACKAGES
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.rules.guide import CREATE, GENERATE
from hapline_plugins.offline.rules.of_built import HOSTILE_ENTRIES, NAMED, hostile, is_leftover
from hapline_plugins.offline.verifying.built import BuiltAmr, PackageSet, UploadZip

_GOOD: dict[str, str] = {"20171228.zip": "{}"}


class UploadRule(PlainRule[UploadZip]):
    """A rule about one zip."""

    subject = UploadZip
    sources: ClassVar[tuple[str, ...]] = (GENERATE,)
    good: ClassVar = _GOOD


class UploadLevel(UploadRule):
    code = "OFP731"
    slug = "upload-first-level"
    title = "The first level of an upload is the package id alone, and the zip is named by it"
    since = "0.1.0"
    why = "The console takes the first level for the id, and refuses the zip or creates the wrong package."
    help = "Put all files below a folder that is named by the id, zip that folder, and name the zip by it."
    messages: ClassVar = {
        "unreadable": "the zip cannot be read ({what}); {hint}",
        "closed": "the zip cannot be opened ({what})",
        "several": "the first level must be the package id alone, not {names}",
        "id": "the first level is {name}, which is not eight digits",
        "file": "the zip is not named {wanted}; an import of several packages goes by the name",
    }
    sources = (GENERATE, CREATE)
    bad: ClassVar = {"trips.zip": "{}"}

    def check(self, subject: UploadZip) -> Iterable[Finding]:
        """Look at the names."""
        if isinstance(subject.opened, ArchiveError):
            error = subject.opened
            yield self.found("unreadable", subject.at(), what=Phrase(error.message), hint=Phrase(error.hint))
        elif isinstance(subject.opened, OSError):
            yield self.found("closed", subject.at(), what=subject.opened.strerror or str(subject.opened))
        elif len(subject.levels) != 1:
            names = [shown(name) for name in subject.levels[:NAMED]]
            yield self.found("several", subject.at(), names=names or ["-"])
        elif not is_id(subject.levels[0]):
            yield self.found("id", subject.at(subject.levels[0]), name=shown(subject.levels[0]))
        elif os.path.basename(subject.path) != f"{subject.id}.zip":
            yield self.found("file", subject.at(), severity="warning", wanted=f"{subject.id}.zip")


class UploadHostile(UploadRule):
    code = "OFP732"
    slug = "upload-hostile-entry"
    title = "The entries of an upload are plain files, and stay inside it"
    since = "0.1.0"
    why = "The service unpacks the zip: links and names that lead out of the folder are refused, or left out."
    help = "Zip a folder with plain files; give links their content (zip does so without -y)."
    messages: ClassVar = HOSTILE_ENTRIES
    bad: ClassVar = {"20171228.zip": '{ entries: { "20171228/../../evil.js": "x" } }'}

    def check(self, subject: UploadZip) -> Iterable[Finding]:
        """Sort out what the reader noticed."""
        for problem in subject.archive.problems() if subject.archive is not None else ():
            if problem.reason in self.messages:
                yield hostile(self, problem, subject.at(problem.entry) if problem.entry else subject.at())


class UploadLeftovers(UploadRule):
    code = "OFP733"
    slug = "upload-leftovers"
    title = "An upload has nothing in it that systems leave in folders"
    severity = "warning"
    since = "0.1.0"
    why = "A second first level such as __MACOSX confuses the console; .DS_Store and its like go to every client."
    help = "Zip with: zip -rX id.zip id -x '*/.DS_Store', or build the zip with hapline offline build."
    messages: ClassVar = {"left": "{count} entries were left there by a system: {names}"}
    bad: ClassVar = {"20171228.zip": '{ entries: { "__MACOSX/20171228/._www": "x" } }'}

    def check(self, subject: UploadZip) -> Iterable[Finding]:
        """Look at the names."""
        if subject.archive is None:
            return
        names = [entry.name for entry in subject.archive.entries if is_leftover(entry.name.rstrip("/"))]
        if names:
            listed = [shown(name) for name in names[:NAMED]]
            yield self.found("left", subject.at(names[0]), count=len(names), names=listed)


class BatchLimits(PlainRule[PackageSet]):
    code = "OFP734"
    slug = "upload-batch"
    title = "Uploads that are imported together are at most 100, of at most 300 MB"
    since = "0.1.0"
    why = "The console refuses the whole import."
    help = "Import them in several parts."
    messages: ClassVar = {
        "count": "{count} uploads are given; the console imports {most} at once",
        "size": "the uploads have {size:size} together; the console imports {most:size} at once",
    }
    subject = PackageSet
    sources = (CREATE,)
    bad: ClassVar = {"20171228.zip": "{ count: 101 }"}
    good: ClassVar = {"20171228.zip": "{}", "20171229.zip": '{ level: "20171229" }'}

    def check(self, subject: PackageSet) -> Iterable[Finding]:
        """Count them, and add them up."""
        zips = subject.zips
        size = sum(one.size for one in zips)
        if len(zips) > MOST_PACKAGES:
            yield self.found("count", zips[MOST_PACKAGES].at(), count=len(zips), most=MOST_PACKAGES)
        if size > MOST_BYTES:
            yield self.found("size", zips[-1].at(), size=size, most=MOST_BYTES)


class PackageOnce(PlainRule[PackageSet]):
    code = "OFP735"
    slug = "amr-once"
    title = "Of packages that are given together no two claim to be the same one"
    since = "0.1.0"
    why = "Of two packages with one id and version, one reaches clients and the other does not: it is chance which."
    help = "Give one of them the next version, or leave it out."
    messages: ClassVar = {
        "version": "{other} is {id} {version} too, with other files",
        "upload": "{other} is an upload of {id} too",
        "pair": "{other} was made with it, and holds other files",
        "other": "the other one",
    }
    subject = PackageSet
    sources = (CREATE,)
    bad: ClassVar = {"20171228_1.0.0.1.amr": "{}", "a/20171228_1.0.0.1.amr": '{ files: { "www/a.js": "2" } }'}
    good: ClassVar = {"20171228_1.0.0.1.amr": "{}", "a/20171228_1.0.0.2.amr": '{ version: "1.0.0.2" }'}

    def check(self, subject: PackageSet) -> Iterable[Finding]:
        """Compare ids, versions and digests; an upload has the version of the package that was made with it."""
        yield from self._packages(subject)
        known: dict[tuple[str, str], UploadZip] = {}
        for one in subject.zips:
            made = subject.made_with(one)
            if made is not None and made.sums is not None and one.sums not in (None, made.sums):
                yield self._found("pair", one, made, {})
            same = made or one.twin
            version = same.package.version if same is not None and same.package is not None else ""
            other = known.setdefault((one.id, version), one)
            if one.id and other is not one:
                yield self._found("upload", one, other, {"id": one.id})

    def _packages(self, subject: PackageSet) -> Iterator[Finding]:
        known: dict[tuple[str, str], BuiltAmr] = {}
        for one in subject.amrs:
            package = one.package
            if package is None or package.manifest is None or package.tar is None:
                continue
            other = known.setdefault((package.id, package.version), one)
            if other is not one and not _same(one, other):
                yield self._found("version", one, other, {"id": package.id, "version": package.version})

    def _found(
        self, message: str, one: BuiltAmr | UploadZip, other: BuiltAmr | UploadZip, args: dict[str, object]
    ) -> Finding:
        return Finding(
            rule=self.code,
            message=message,
            args={"other": other.path, **args},
            location=one.at(),
            related=(Related(location=other.at(), message="other"),),
        )


def _same(one: BuiltAmr, other: BuiltAmr) -> bool:
    """Whether two packages have the very same tar."""
    digests = [
        package.digest(package.tar.name)
        for package in (one.package, other.package)
        if package is not None and package.tar is not None
    ]
    return digests[0] == digests[-1]
