"""References from one package into another, of all packages that are looked at together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from hapline.rules import PlainRule
from hapline_hooks import Finding, Rule, Severity, Workspace
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.pages.goals import Link
from hapline_plugins.offline.pages.linked import Page
from hapline_plugins.offline.pages.service import is_static, path_in_package, release_of, space_of
from hapline_plugins.offline.rules.guide import GENERATE
from hapline_plugins.offline.rules.names import folded
from hapline_plugins.offline.rules.of_content import place_of
from hapline_plugins.offline.source.configured import place_for

_PAGE = "20171228/www/index.html"
_SPACE = "77777777/mcube-prod.mpaascloud.com/53E5279071442_test"


class Lost(NamedTuple):
    """A reference into another package that finds nothing there.

    Attributes:
        content: The package that refers. page: Its page. link: The reference. message: What is wrong, as the id of a
            message. args: What fills it. severity: Where it differs from the rule's own.
    """

    content: PackageContent
    page: Page
    link: Link
    message: str
    args: dict[str, object]
    severity: Severity | None = None


class GlobalMissing(PlainRule[Workspace]):
    code = "OFP311"
    slug = "global-resource-missing"
    title = "The global resources that pages refer to are in a global package"
    severity = "warning"
    since = "0.1.0"
    why = (
        "A global resource that no package has is loaded over the network, if it is there at all. Of packages that are "
        "not looked at nothing is known: without one that has the very folder it is no more than a note."
    )
    help = "Correct the address, or put the file into the global package."
    messages: ClassVar = {
        "missing": "none of the global packages here has {reference}",
        "case": "{reference} is written {real} in package {id}",
    }
    subject = Workspace
    sources = (f"{GENERATE}, Global resource package, Note",)
    bad: ClassVar = {
        _PAGE: '<script src="https://mcube-prod.mpaascloud.com/53E5279071442_test/comon.js"></script>',
        f"{_SPACE}/common.js": "//",
    }
    good: ClassVar = {
        _PAGE: '<script src="https://mcube-prod.mpaascloud.com/53E5279071442_test/common.js"></script>',
        f"{_SPACE}/common.js": "//",
    }

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Look at all packages in source."""
        return found_of(self, lost_globals(contents_of(subject)))


class OtherPackage(PlainRule[Workspace]):
    code = "OFP312"
    slug = "other-package"
    title = "What pages refer to in other packages is there"
    severity = "warning"
    since = "0.1.0"
    why = "The virtual host of another package leads into that one: what is not in it is not found."
    help = "Correct the address; a file of the package itself is referred to by its path."
    messages: ClassVar = {
        "missing": "package {id} does not have {reference}",
        "own": "{reference} is of package {id}, and this package has the same file",
    }
    subject = Workspace
    sources = (f"{GENERATE}, Standard resource package",)
    bad: ClassVar = {
        _PAGE: '<a href="https://20171229.h5app.com/www/pay.html">pay</a>',
        "20171229/www/index.html": "<p>",
    }
    good: ClassVar = {
        _PAGE: '<a href="https://20171229.h5app.com/www/index.html">pay</a>',
        "20171229/www/index.html": "<p>",
    }

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Look at all packages in source."""
        return found_of(self, lost_in_others(contents_of(subject)))


class TargetKnown(PlainRule[Workspace]):
    code = "OFP313"
    slug = "target-known"
    title = "The app and the workspace are known where addresses and packages name them"
    severity = "note"
    since = "0.1.0"
    why = (
        "Addresses of global resources and the folders of global packages have app and workspace in them. Where the "
        "configuration does not say which they are, those of another one look right, and nothing else says so."
    )
    help = "Set offline.appId and offline.workspaceId, as the console shows them."
    messages: ClassVar = {
        "unknown": "offline.appId and offline.workspaceId are not both set: {count} addresses of global resources, and "
        "{packages} global packages, are not compared with them"
    }
    subject = Workspace
    sources = (f"{GENERATE}, Global resource package",)
    bad: ClassVar = {_PAGE: '<script src="https://mcube-prod.mpaascloud.com/53E5279071442_test/common.js"></script>'}
    good: ClassVar = {_PAGE: '<script src="js/common.js"></script>'}

    def check(self, subject: Workspace) -> Iterable[Finding]:
        """Count what names them, once for all packages; of a package that lies nowhere another rule speaks."""
        contents = [one for one in contents_of(subject) if not one.target.space]
        count = sum(_names_space(content, link) for content, _, link in _links(contents, "service"))
        packages = sum(one.is_global and bool(one.domains) for one in contents)
        if count or packages:
            yield self.found("unknown", place_for(subject, "offline.appId"), count=count, packages=packages)


def contents_of(workspace: Workspace) -> list[PackageContent]:
    """The packages of a workspace that can be read."""
    from hapline_plugins.offline.source.project import OfflineProject

    found = [one.judged for one in workspace.projects if isinstance(one, OfflineProject)]
    return [one for one in found if one is not None]


def found_of(rule: Rule[Any], lost: Iterable[Lost]) -> Iterator[Finding]:
    """The findings of a rule, whatever its packages were read from."""
    for one in lost:
        place = place_of(one.content, one.page, one.link.reference)
        yield Finding(rule=rule.code, message=one.message, args=one.args, location=place, severity=one.severity)


def lost_globals(contents: Sequence[PackageContent]) -> Iterator[Lost]:
    """References to global resources that none of the global packages has, of apps that have one among them."""
    owners = {file.path: one.described.id for one in contents if one.is_global for file in one.content.files}
    spaces = {_space(path, one) for one in contents if one.is_global for path in one.content.by_path}
    folders = {path.rpartition("/")[0] for path in owners}
    letters = {folded(path): path for path in owners}
    for content, page, link in _links(contents, "service"):
        path = path_in_package(link.goal, content.target)
        if path in owners or _space(path, content) not in spaces or release_of(link.goal, content.target):
            continue
        args: dict[str, object] = {"reference": link.reference.value}
        real = letters.get(folded(path))
        if real in content.content.by_path:
            continue  # OFP302 says so, and mends it
        if real is None:
            # Global packages that are not looked at may have it, less likely where one of these has the very folder.
            severity: Severity = "warning" if path.rpartition("/")[0] in folders else "note"
            yield Lost(content, page, link, "missing", args, severity)
        else:
            yield Lost(content, page, link, "case", {**args, "real": real, "id": owners[real]})


def lost_in_others(contents: Sequence[PackageContent]) -> Iterator[Lost]:
    """References by the virtual host of another package to what it does not have, or to what this one has itself."""
    known = {one.described.id: one.content for one in contents}
    for content, page, link in _links(contents, "package"):
        path, other = link.goal.path, known.get(link.goal.package)
        args: dict[str, object] = {"reference": link.reference.value, "id": link.goal.package}
        if other is not None:
            if path not in other.by_path:
                yield Lost(content, page, link, "missing", args)
        elif path in content.content.by_path and link.reference.use == "load":
            yield Lost(content, page, link, "own", args)


def _links(contents: Iterable[PackageContent], kind: str) -> Iterator[tuple[PackageContent, Page, Link]]:
    """The references of a kind to files, once for each page and path."""
    for content in contents:
        for page in content.pages:
            seen: set[str] = set()
            for link in page.links:
                address = f"{link.goal.url.host}/{link.goal.path}"
                if link.goal.kind != kind or address in seen or not is_static(link.goal.path):
                    continue
                if link.reference.use == "code" and link.goal.relative:
                    continue  # a path in a script: from where on is not known
                seen.add(address)
                if not page.is_commented(link.reference):
                    yield content, page, link


def _names_space(content: PackageContent, link: Link) -> bool:
    """Whether an address is that of a global resource, with an app and a workspace in it."""
    if link.goal.relative or release_of(link.goal, content.target):
        return False
    return space_of(link.goal, content.target) is not None


def _space(path: str, content: PackageContent) -> str:
    """The folder of app and workspace on the path of a global resource."""
    levels = 3 if content.target.bucket else 2
    return "/".join(path.split("/")[:levels])
