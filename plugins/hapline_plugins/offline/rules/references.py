"""References to files of the package itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import ClassVar

from hapline_hooks import Finding, Severity
from hapline_plugins.offline.content.kinds import own_files
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.pages.goals import Link
from hapline_plugins.offline.pages.linked import Page
from hapline_plugins.offline.pages.reference import Use
from hapline_plugins.offline.pages.service import is_static, path_in_package
from hapline_plugins.offline.rules.guide import GENERATE
from hapline_plugins.offline.rules.names import folded
from hapline_plugins.offline.rules.of_content import ContentRule, place_of, rewritten
from hapline_plugins.offline.target import OLD_DOMAINS

_STANDARD = f"{GENERATE}, Standard resource package"
_PAGE = "20171228/www/index.html"
_GRAVE: Mapping[Use, Severity] = {
    "load": "error",
    "run": "warning",
    "page": "warning",
    "code": "warning",
    "hint": "note",
}


class MissingFile(ContentRule):
    code = "OFP301"
    slug = "missing-file"
    title = "What pages refer to is in the package"
    since = "0.1.0"
    why = (
        "Offline the file is not found, and online its fallback is missing as well: images stay empty, scripts do not "
        "run, links lead to an error page. It shows only on a phone."
    )
    help = "Correct the reference, or put the file into the package."
    messages: ClassVar = {"missing": "{reference} is not in the package"}
    sources = (_STANDARD,)
    bad: ClassVar = {_PAGE: '<img src="img/logo.png">'}
    good: ClassVar = {_PAGE: '<img src="img/logo.png">', "20171228/www/img/logo.png": "png"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look each reference up; of several to one file in one page the first is said."""
        files = Files(subject)
        for page, links in missing(subject, files):
            link = links[0]
            if subject.is_global and link.goal.kind == "service":
                continue  # another global package may have it: OFP311
            if files.in_other_letters(link.goal.path) or link.goal.url.leaves or names_global(subject, link):
                continue
            if link.reference.use == "code" and (link.goal.relative or page.is_commented(link.reference)):
                continue
            severity = _GRAVE[link.reference.use]
            place = place_of(subject, page, link.reference)
            yield self.found("missing", place, severity=severity, reference=link.reference.value)


class WrongCase(ContentRule):
    code = "OFP302"
    slug = "reference-case"
    title = "References are written in the letters of the file"
    since = "0.1.0"
    why = "On macOS and Windows the file is found in other letters too; in the container it is not."
    help = "Write the reference as the file is written."
    messages: ClassVar = {
        "case": "{reference} is written {real} in the package",
        "code": "{reference} in a script is written {real} in the package",
        "rewrite": "write it as the file is written",
    }
    fixable = "safe"
    sources = (_STANDARD,)
    bad: ClassVar = {_PAGE: '<img src="img/Logo.png">', "20171228/www/img/logo.png": "png"}
    good: ClassVar = {_PAGE: '<img src="img/logo.png">', "20171228/www/img/logo.png": "png"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look for files that differ in the case of letters only."""
        files = Files(subject)
        for page, links in missing(subject, files):
            link = links[0]
            real = files.in_other_letters(path_in(subject, link))
            if link.reference.use == "code" and link.goal.relative:
                yield from self._code(subject, files, page, link)
            elif real:
                new = [(one.reference, _respelled(one, real)) for one in links]
                fixes = rewritten(subject, page, new, safe=True) if all(value for _, value in new) else ()
                place = place_of(subject, page, link.reference)
                yield self.found("case", place, fixes=fixes, reference=link.reference.value, real=real)

    def _code(self, subject: PackageContent, files: Files, page: Page, link: Link) -> Iterator[Finding]:
        """A path in a script, from wherever: there is one file that ends so, in other letters."""
        real = files.ending_in_other_letters(link.reference.value)
        if real and not page.is_commented(link.reference):
            place = place_of(subject, page, link.reference)
            yield self.found("code", place, severity="warning", reference=link.reference.value, real=real)


class LeavesPackage(ContentRule):
    code = "OFP303"
    slug = "leaves-package"
    title = "References do not lead out of the package"
    since = "0.1.0"
    why = "Above the first folder below the id there is nothing: other packages have other virtual hosts."
    help = "Refer to files of other packages by their address, to those of this one from the right folder."
    messages: ClassVar = {"leaves": "{reference} leads out of the package"}
    sources = (_STANDARD,)
    bad: ClassVar = {_PAGE: '<img src="../../77777777/logo.png">'}
    good: ClassVar = {_PAGE: '<img src="../img/logo.png">', "20171228/img/logo.png": "png"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look for those with too many dots that find nothing either where they are cut short."""
        for page, links in missing(subject, Files(subject)):
            link = links[0]
            if link.goal.url.leaves and link.reference.use != "code" and not names_global(subject, link):
                yield self.found("leaves", place_of(subject, page, link.reference), reference=link.reference.value)


class RelativeGlobal(ContentRule):
    code = "OFP308"
    slug = "relative-global-resource"
    title = "Normal packages refer to global resources by their whole address"
    since = "0.1.0"
    why = "The container finds a global resource by its address alone; a path is looked for in this package."
    help = "Write https:// before the domain, as the resource is reached from outside."
    messages: ClassVar = {"relative": "{reference} is a path, where the address of a global resource is meant"}
    sources = (f"{GENERATE}, Global resource package, Note",)
    bad: ClassVar = {_PAGE: '<script src="../mcube-prod.mpaascloud.com/53E5279071442_test/common.js"></script>'}
    good: ClassVar = {_PAGE: '<script src="https://mcube-prod.mpaascloud.com/53E5279071442_test/common.js"></script>'}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look for paths with the domain, or with app and workspace, in them."""
        for page, links in missing(subject, Files(subject)):
            link = links[0]
            if link.reference.use != "code" and names_global(subject, link):
                yield self.found("relative", place_of(subject, page, link.reference), reference=link.reference.value)


class PageReadable(ContentRule):
    code = "OFP310"
    slug = "page-readable"
    title = "Pages, style sheets and scripts can be looked through"
    severity = "note"
    since = "0.1.0"
    why = "What such a file refers to is not checked."
    help = "Look at what wrote it: no page needs as much."
    messages: ClassVar = {"skipped": "the file is not looked through for references: {reason}"}
    sources = (GENERATE,)
    bad: ClassVar = {_PAGE: "<p>", "20171228/www/large.css": "huge:"}
    good: ClassVar = {_PAGE: "<p>", "20171228/www/small.css": "a{}"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Say which files were not."""
        for page in subject.pages:
            if page.problem is not None:
                yield self.found("skipped", subject.locate(page.file), reason=page.problem)


class Files:
    """The paths of a package, looked up in any letters."""

    def __init__(self, content: PackageContent) -> None:
        """Hold the paths."""
        self._paths = [one.path for one in own_files(content.content)]
        self.exact = frozenset(self._paths)

    @cached_property
    def folders(self) -> frozenset[str]:
        """All folders, without a slash at the end."""
        return frozenset(path[:at] for path in self._paths for at, sign in enumerate(path) if sign == "/")

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {folded(one): one for one in self._paths}

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self._paths:
            found.setdefault(folded(one.rpartition("/")[2]), []).append(one)
        return found

    def has(self, path: str, raw: str) -> bool:
        """Whether a path is a file or a folder, with its percent escapes or without."""
        return path in self.exact or raw in self.exact or not path.rstrip("/") or path.rstrip("/") in self.folders

    def in_other_letters(self, path: str) -> str:
        """The file whose path differs in the case of letters only; empty where there is none."""
        return self._folded.get(folded(path), "")

    def ending_in_other_letters(self, path: str) -> str:
        """The one file whose path ends so but for the case of letters; empty where there is none, or one in these."""
        names = [one for one in path.split("/") if one not in {"", ".", ".."}]
        tail = "/".join(names)
        found = [
            one for one in self._by_name.get(folded(names[-1]), ()) if folded(f"/{one}").endswith(f"/{folded(tail)}")
        ]
        if len(found) != 1 or f"/{found[0]}".endswith(f"/{tail}"):
            return ""
        return found[0]


def missing(content: PackageContent, files: Files) -> Iterator[tuple[Page, list[Link]]]:
    """The references to files of the package that are not there, those of one page to one path together."""
    for page in content.pages:
        by_path: dict[tuple[str, bool], list[Link]] = {}
        for link in page.links:
            path = path_in(content, link)
            if path and is_static(path) and not files.has(path, link.goal.url.path[1:]):
                by_path.setdefault((path, link.reference.use == "code"), []).append(link)
        yield from ((page, links) for links in by_path.values())


def names_global(content: PackageContent, link: Link) -> bool:
    """Whether a path has in it what only addresses of global resources have."""
    known = {content.target.domain, content.target.space, *OLD_DOMAINS} - {""}
    return link.goal.kind == "inside" and link.goal.relative and not known.isdisjoint(link.goal.path.split("/"))


def path_in(content: PackageContent, link: Link) -> str:
    """The path of the package that a link leads to; empty for what leads elsewhere.

    What lies in other global packages has the same domain: of a global one it is known only when all are looked at.
    """
    if link.goal.kind == "inside":
        return link.goal.path
    if content.is_global and link.goal.kind == "service" and link.goal.relative:
        return path_in_package(link.goal, content.target)
    return ""


def _respelled(link: Link, real: str) -> str:
    """A reference with the names of its path as the file has them; empty where it is written with escapes."""
    value = link.reference.value
    end = min((at for at in map(value.find, "?#") if at >= 0), default=len(value))
    path, rest = value[:end], value[end:]
    if "%" in path or "\\" in path:
        return ""
    host_end = path.find("/", path.find("//") + 2) if "//" in path[:8] else 0
    names, new = path[host_end:].split("/"), real.split("/")
    if ".." in names[next((at for at, one in enumerate(names) if one not in {"", ".", ".."}), 0) :]:
        return ""
    for index in range(1, len(names) + 1):
        if names[-index] in {"", ".", ".."}:
            break
        names[-index] = new[-index]
    return path[:host_end] + "/".join(names) + rest
