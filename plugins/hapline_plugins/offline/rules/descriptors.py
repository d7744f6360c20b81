"""The descriptor of a package: it can be read, its members are known, and id, folder and version fit each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.documents import Document, DocumentError
from hapline.rules import PlainRule
from hapline_hooks import Finding, Location, Phrase, Unreadable
from hapline_plugins.offline.descriptor.described import FILE, Described, Problem
from hapline_plugins.offline.ids import RESERVED, is_id, parts_of, reserved_prefix
from hapline_plugins.offline.rules.guide import API, CREATE, GENERATE
from hapline_plugins.offline.rules.of_descriptor import DescriptorRule, at, document_of, fix, has_problem, is_said
from hapline_plugins.offline.source.project import OfflineProject

_GOOD: dict[str, str] = {f"trips/{FILE}": "{}"}


class DescriptorReadable(PlainRule[OfflineProject]):
    code = "OFP101"
    slug = "descriptor-readable"
    title = "The descriptor of a package can be read"
    since = "0.1.0"
    why = "Nothing can be built or checked of a package whose descriptor is broken."
    help = "Mend what the message names; the descriptor is JSON5, so comments and trailing commas are welcome."
    messages: ClassVar = {
        "broken": "{reason}",
        "closed": "cannot be read ({reason})",
        "type": "the descriptor must be an object",
    }
    subject = OfflineProject
    sources = ("JSON5 Data Interchange Format, https://spec.json5.org",)
    bad: ClassVar = {f"trips/{FILE}": "{ id: "}
    good: ClassVar = _GOOD

    def check(self, subject: OfflineProject) -> Iterable[Finding]:
        """Read it."""
        path = subject.descriptor
        try:
            document = subject.document
            value = document.value if document is not None else {}
        except DocumentError as error:
            reason = Phrase(error.template, **error.fields)
            yield self.found("broken", Location(path=path, span=error.span), reason=reason)
        except Unreadable as error:
            yield self.found("closed", Location(path=path), reason=error.reason)
        else:
            if not isinstance(value, dict):
                yield self.found("type", Location(path=path))


class DescriptorMembers(DescriptorRule):
    code = "OFP102"
    slug = "descriptor-members"
    title = "The members of a descriptor are known, of the right type, and there once"
    since = "0.1.0"
    why = "A misspelt member has no effect: the package is built without what it was to say."
    help = "Correct the member; hapline offline schema prints a schema by which editors complete them."
    messages: ClassVar = {
        "unknown": "there is no member {name}",
        "near": "there is no member {name}; {known} is meant",
        "type": "{name} must be {expected}",
        "missing": "{name} is missing",
        "twice": "{name} is there twice, and the last one counts",
        "rename": "rename {name} to {known}",
        "quote": "write {name} as a string",
    }
    fixable = "safe"
    sources = (API,)
    bad: ClassVar = {f"trips/{FILE}": '{ mainURL: "/www/index.html" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look at what the reader noted."""
        document = document_of(project)
        value = document.value if document is not None else {}
        members: dict[str, object] = value if isinstance(value, dict) else {}
        for problem in it.problems:
            name = str(problem.keys[0])
            if problem.kind == "missing":
                yield self.found("missing", at(project, name), name=name)
            elif problem.kind == "type":
                yield self._typed(project, problem, members.get(name))
            else:
                yield self._unknown(project, problem, members)
        for name in _twice(document):
            yield self.found("twice", at(project, name, on="key"), severity="warning", name=name)

    def _typed(self, project: OfflineProject, problem: Problem, value: object) -> Finding:
        name = str(problem.keys[0])
        # A number that was meant as a text: what it is read as says what was written, unless digits were lost.
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
        fixes = fix(project, "quote", "set", (name,), text, safe=True) if name == "id" and is_id(text) else ()
        return self.found("type", at(project, name), fixes=fixes, name=name, expected=problem.expected)

    def _unknown(self, project: OfflineProject, problem: Problem, members: dict[str, object]) -> Finding:
        name, known = str(problem.keys[0]), problem.expected
        place = at(project, name, on="key")
        if not known or known in members:
            return self.found("unknown", place, severity="warning", name=name)
        fixes = fix(project, "rename", "rename", (name,), known, safe=True)
        return self.found("near", place, fixes=fixes, name=name, known=known)


def _twice(document: Document | None) -> Iterator[str]:
    """The members that are there again; few files have any, and the search for them is dear."""
    if document is None:
        return
    from hapline.documents import has_duplicate_keys

    if has_duplicate_keys(document.text.encode("utf-8", "replace"), document.value):
        for one in document.duplicates():
            if len(one.keys) == 1:
                yield str(one.keys[0])


class PackageId(DescriptorRule):
    code = "OFP103"
    slug = "package-id"
    title = "The id of a package is eight digits"
    since = "0.1.0"
    why = "The service takes no other: the upload is refused."
    help = "Take eight digits that no other package of the app has; what begins with 20000 or 666666 is reserved."
    messages: ClassVar = {"form": "the id must be eight digits, not {id}"}
    sources = (GENERATE,)
    bad: ClassVar = {f"trips/{FILE}": '{ id: "2017122" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look at the digits."""
        if not has_problem(it, "id") and not is_id(it.id):
            yield self.found("form", at(project, "id"), id=repr(it.id))


class ReservedId(DescriptorRule):
    code = "OFP104"
    slug = "reserved-id"
    title = "The id of a package is none that the SDK has for itself"
    since = "0.1.0"
    why = "Packages of the SDK have these ids: on the phone one of both takes the place of the other."
    help = "Take another id; it cannot be changed once the package is released."
    messages: ClassVar = {
        "reserved": "{id} is an id of the SDK",
        "prefix": "ids that begin with {prefix} are for the SDK",
    }
    sources = (CREATE,)
    bad: ClassVar = {f"trips/{FILE}": '{ id: "20000196" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Compare with those that are known."""
        if it.id in RESERVED:
            yield self.found("reserved", at(project, "id"), id=it.id)
        elif prefix := reserved_prefix(it.id):
            yield self.found("prefix", at(project, "id"), severity="warning", prefix=prefix)


class PackageFolder(DescriptorRule):
    code = "OFP105"
    slug = "package-folder"
    title = "Folders that are named by an id are named by that of their package"
    since = "0.1.0"
    why = "The first level of an upload is the id: a folder with another id is packed as a folder of the package."
    help = "Name the folder as the id says, or correct the id."
    messages: ClassVar = {
        "inner": "the files lie in {folder}, and the id is {id}",
        "source": "source names the folder {folder}, and the id is {id}",
        "own": "the folder of the package is named {folder}, and the id is {id}",
    }
    sources = (GENERATE,)
    bad: ClassVar = {f"trips/{FILE}": '{ id: "20171229" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look at the names."""
        if not is_id(it.id):
            return
        source = it.source.strip("/")
        if source and source != ".":
            named = source.rpartition("/")[2]
            if is_id(named) and named != it.id:
                yield self.found("source", at(project, "source"), folder=named, id=it.id)
            return
        inner = [one.name for one in project.tree.list(project.root) if one.is_dir and is_id(one.name)]
        if inner and it.id not in inner:
            yield self.found("inner", at(project, "id"), folder=inner[0], id=it.id)
        own = project.root.rpartition("/")[2]
        if is_id(own) and own != it.id:
            yield self.found("own", at(project, "id"), severity="warning", folder=own, id=it.id)


class VersionForm(DescriptorRule):
    code = "OFP106"
    slug = "version-form"
    title = "The version of a package is numbers with dots"
    since = "0.1.0"
    why = "Clients compare versions number by number: what is no number is never newer, and is not delivered."
    help = "Write it as 1.0.0.1, and count up from release to release."
    messages: ClassVar = {
        "form": "the version must be numbers with dots such as 1.0.0.1, not {version}",
        "zeros": "the version {version} counts as {plain}",
        "plain": "write {plain}",
    }
    fixable = "unsafe"
    sources = (CREATE, API)
    bad: ClassVar = {f"trips/{FILE}": '{ version: "1.0.0-rc1" }'}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look at the numbers."""
        numbers = parts_of(it.version)
        if numbers is not None:
            plain = ".".join(map(str, numbers))
            if plain != it.version:
                fixes = fix(project, "plain", "set", ("version",), plain)
                yield self.found(
                    "zeros", at(project, "version"), severity="warning", fixes=fixes, version=it.version, plain=plain
                )
        elif is_said(project, "version") and not has_problem(it, "version"):
            yield self.found("form", at(project, "version"), version=repr(it.version))
