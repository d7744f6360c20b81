"""Built packages as archives: they can be read, are laid out as the service does it, and hold nothing hostile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.archives import ArchiveError
from hapline_hooks import Finding, Phrase, replace
from hapline_plugins.offline.amr.form import CERT, HPMFILE, MANIFEST, SIGN, tar_name
from hapline_plugins.offline.amr.tar_problems import HOSTILE
from hapline_plugins.offline.amr.tar_reading import shown
from hapline_plugins.offline.rules.guide import GUIDE
from hapline_plugins.offline.rules.of_built import HOSTILE_ENTRIES, NAMED, PackageRule, hostile, is_leftover
from hapline_plugins.offline.verifying.built import BuiltAmr

_ELSEWHERE = frozenset({CERT, SIGN, HPMFILE})
"""Files that rules of their own read."""


class PackageReadable(PackageRule):
    code = "OFP701"
    slug = "amr-readable"
    title = "A built package can be read: the archive, its manifest, and the tar with the files"
    since = "0.1.0"
    why = "Clients that cannot unpack a package throw it away and load the page from the network, or show nothing."
    help = "Build or download the package again; the message says what is wrong with it."
    messages: ClassVar = {
        "archive": "the package cannot be read ({what}); {hint}",
        "closed": "the package cannot be opened ({what})",
        "entry": "{entry} cannot be read ({what})",
    }
    bad: ClassVar = {"20171228_1.0.0.1.amr": "this is no archive"}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Report what was noticed while it was read."""
        if isinstance(subject.opened, ArchiveError):
            error = subject.opened
            yield self.found("archive", subject.at(), what=Phrase(error.message), hint=Phrase(error.hint))
        elif isinstance(subject.opened, OSError):
            yield self.found("closed", subject.at(), what=subject.opened.strerror or str(subject.opened))
        else:
            for entry, problem in subject.opened.errors.items():
                if entry in _ELSEWHERE:
                    continue
                place = subject.at(entry)
                if isinstance(problem, ArchiveError):
                    yield self.found("entry", place, entry=shown(entry), what=Phrase(problem.message))
                else:
                    what = Phrase(problem.template, **problem.fields)
                    yield self.found("entry", replace(place, span=problem.span), entry=entry, what=what)


class PackageEntries(PackageRule):
    code = "OFP702"
    slug = "amr-entries"
    title = "A built package has Manifest.xml, CERT.json and the tar that is named by its id, and nothing else"
    since = "0.1.0"
    why = "Clients look for these three by name; what lies beside them is not signed, and downloaded by everybody."
    help = "Build the package again with hapline offline build, or in the console."
    messages: ClassVar = {
        "missing": "{entry} is missing",
        "tar": "the tar with the files is missing",
        "name": "the tar is named {entry}; clients look for {wanted}",
        "extra": "{entry} is part of no package",
    }
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ without: ["CERT.json"] }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Compare the names; the order means nothing."""
        package = subject.package
        if package is None:
            return
        names = package.archive.by_name
        for entry in (MANIFEST, CERT):
            if entry not in names:
                yield self.found("missing", subject.at(), entry=entry)
        tar = package.tar.name if package.tar is not None else ""
        if not tar:
            yield self.found("tar", subject.at())
        elif package.id and tar != tar_name(package.id):
            yield self.found("name", subject.at(tar), entry=shown(tar), wanted=tar_name(package.id))
        for entry in names:
            if entry not in {MANIFEST, CERT, SIGN, tar}:
                yield self.found("extra", subject.at(entry), severity="warning", entry=shown(entry))


class HostileEntry(PackageRule):
    code = "OFP703"
    slug = "amr-hostile-entry"
    title = "The entries of a built package are what they claim to be, and stay inside it"
    since = "0.1.0"
    why = "Names that lead out of a folder, links, and headers that contradict each other attack those who unpack them."
    help = "Find out who put the entry there, and build the package again."
    messages: ClassVar = HOSTILE_ENTRIES
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ entries: { "../../evil.js": "x" } }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Sort out what the reader noticed."""
        for problem in subject.package.entry_problems if subject.package is not None else ():
            if problem.reason in self.messages:
                yield hostile(self, problem, subject.at(problem.entry) if problem.entry else subject.at())


class HostileMember(PackageRule):
    code = "OFP704"
    slug = "amr-hostile-file"
    title = "The files in a built package are plain files with names of their own, and stay inside it"
    since = "0.1.0"
    why = (
        "The tar is unpacked on every phone: a link, a device or a name that leads out of the folder writes or reads "
        "what belongs to the app, and of two files with one name it is chance which counts."
    )
    help = "Find out who put it there; build the package from a folder with plain files."
    messages: ClassVar = {
        **{reason: text for reason, text in HOSTILE_ENTRIES.items() if reason in HOSTILE},
        "symlink": "{entry} is a symbolic link to {target}",
        "hard-link": "{entry} is a hard link to {target}",
        "file-and-folder": "{entry} is a file, and a folder for others",
    }
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ members: [{ name: "www/a.js", link: "/etc/passwd" }] }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Sort out what the reader noticed."""
        package = subject.package
        for problem in package.member_problems if package is not None else ():
            if package is not None and problem.reason in self.messages:
                yield hostile(self, problem, package.member_at(problem.entry))


class OddPackage(PackageRule):
    code = "OFP705"
    slug = "amr-odd"
    title = "A built package is laid out as the service lays it out"
    severity = "warning"
    since = "0.1.0"
    why = (
        "Names that differ only in case are one file on some systems; headers and modes that the service never writes "
        "are read by some clients and not by others; stray bytes are signed by nobody."
    )
    help = "Build the package again with hapline offline build, or in the console."
    messages: ClassVar = {
        "case-clash": "{entry} and {other} differ only in case",
        "not-utf8": "the name {entry} is not UTF-8",
        "set-id": "{entry} has the mode {mode:o}, which gives rights to whoever runs it",
        "pax": "{entry} has a pax header ({keywords}), which not all clients read",
        "prefix-data": "{bytes} bytes stand before the first entry",
        "trailing-data": "{bytes} bytes stand behind the end of the archive",
        "gap": "{bytes} bytes stand between the entries, and belong to none",
    }
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ members: [{ name: "www/a.js", mode: "4755" }] }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Sort out what the reader noticed."""
        package = subject.package
        if package is None:
            return
        for problem in package.entry_problems:
            if problem.reason in self.messages:
                yield hostile(self, problem, subject.at(problem.entry) if problem.entry else subject.at())
        for problem in package.member_problems:
            # Files whose names clash are found among the files of packages of all kinds, by a rule on these.
            if problem.reason in self.messages and problem.reason != "case-clash":
                yield hostile(self, problem, package.member_at(problem.entry))


class PackageLeftovers(PackageRule):
    code = "OFP706"
    slug = "amr-leftovers"
    title = "A built package has no files that systems leave in folders"
    severity = "note"
    since = "0.1.0"
    why = "Files such as .DS_Store tell what lay in a folder, and every client downloads them."
    help = "Remove them and build the package again; hapline offline build leaves them out."
    messages: ClassVar = {"left": "{count} files were left there by a system: {names}"}
    sources = (GUIDE,)
    bad: ClassVar = {"20171228_1.0.0.1.amr": '{ files: { "www/.DS_Store": "x" } }'}

    def check(self, subject: BuiltAmr) -> Iterable[Finding]:
        """Look at the names."""
        package = subject.package
        if package is None:
            return
        paths = [one.path for one in package.members if one.kind == "file" and one.path != HPMFILE]
        found = [path for path in paths if is_leftover(path)]
        if found:
            names = [shown(path) for path in found[:NAMED]]
            yield self.found("left", package.member_at(found[0]), count=len(found), names=names)
