"""Whole addresses in pages: of the delivery service, of packages, and of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Severity
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.pages.development import is_development_host, is_of_development_server
from hapline_plugins.offline.pages.goals import Link
from hapline_plugins.offline.pages.linked import Page
from hapline_plugins.offline.pages.reference import Reference
from hapline_plugins.offline.pages.service import release_of, space_of
from hapline_plugins.offline.rules.guide import API, CONFIGURE, GENERATE
from hapline_plugins.offline.rules.of_content import ContentRule, place_of, rewritten
from hapline_plugins.offline.target import APSARA_PREFIX, OLD_DOMAINS, PUBLIC_DOMAIN

_PAGE = "20171228/www/index.html"
_LOADED = frozenset({"load", "run", "hint"})


class MixedContent(ContentRule):
    code = "OFP304"
    slug = "mixed-content"
    title = "Pages load nothing over http"
    since = "0.1.0"
    why = "The virtual domain is https: a WebView blocks scripts, styles and frames that come over http, and warns of "
    why += "images."
    help = "Write https, or put the file into the package."
    messages: ClassVar = {"http": "{reference} is loaded over http by a page of https", "rewrite": "write https"}
    fixable = "unsafe"
    sources = (CONFIGURE, "W3C Mixed Content, 5 Algorithms")
    bad: ClassVar = {_PAGE: '<script src="http://example.com/a.js"></script>'}
    good: ClassVar = {_PAGE: '<script src="https://example.com/a.js"></script><a href="http://example.com/">a</a>'}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at what is loaded; links may lead anywhere."""
        for page, link in _links(subject):
            if link.goal.url.scheme != "http" or link.reference.use not in _LOADED or _is_development(subject, link):
                continue
            value = link.reference.value
            new = [(link.reference, re.sub(r"(?i)\bhttp:", "https:", value, count=1))]
            place = place_of(subject, page, link.reference)
            yield self.found("http", place, fixes=rewritten(subject, page, new), reference=value)


class DevelopmentHost(ContentRule):
    code = "OFP305"
    slug = "development-host"
    title = "Pages refer to no machine of a developer"
    since = "0.1.0"
    why = "On a phone localhost is the phone, and a file of a developer's disk is nowhere."
    help = "Put the file into the package, or write the address of the real server."
    messages: ClassVar = {
        "host": "{reference} leads to a development host",
        "file": "{reference} leads to a file of the machine that it was written on",
        "server": "{reference} is answered by a development server, and by nothing else",
    }
    sources = (GENERATE,)
    bad: ClassVar = {_PAGE: '<script src="http://localhost:8080/a.js"></script>'}
    good: ClassVar = {_PAGE: '<script src="https://example.com/a.js"></script>'}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at the hosts of references; what becomes of a string of a script is not known."""
        for page, link in _links(subject):
            if _is_development(subject, link):
                yield self._found(subject, page, link, "file" if link.goal.kind == "file" else "host")
        for page in subject.pages:
            for link in page.links:
                if link.goal.kind == "inside" and link.reference.use in _LOADED and _is_served(subject, link):
                    yield self._found(subject, page, link, "server")

    def _found(self, subject: PackageContent, page: Page, link: Link, message: str) -> Finding:
        severity: Severity = "warning" if link.reference.use == "code" else "error"
        place = place_of(subject, page, link.reference)
        return self.found(message, place, severity=severity, reference=link.reference.value)


class BypassesPackage(ContentRule):
    code = "OFP306"
    slug = "bypasses-package"
    title = "Pages refer to files of their own package by path"
    since = "0.1.0"
    why = (
        "With the address of a release the file is loaded over the network although it is in the package, and always "
        "that of the one version that is written there."
    )
    help = "Write the path of the file from the page on."
    messages: ClassVar = {
        "release": "{reference} is {path} of this package, in its release {version}",
        "rewrite": "write the path",
    }
    fixable = "unsafe"
    sources = (f"{API}, fallbackBaseUrl",)
    bad: ClassVar = {
        _PAGE: '<script src="https://mcube-prod.mpaascloud.com/53E5279071442-test/20171228/1.0.0.1_all/nebula/fallback/'
        'www/a.js"></script>',
        "20171228/www/a.js": "//",
    }
    good: ClassVar = {_PAGE: '<script src="a.js"></script>', "20171228/www/a.js": "//"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look for addresses of releases of this package."""
        for page, link in _links(subject):
            release = release_of(link.goal, subject.target) if link.goal.kind == "service" else None
            if release is None or release.package != subject.described.id:
                continue
            if release.path in subject.content.by_path and not page.is_commented(link.reference):
                fixes = rewritten(subject, page, [(link.reference, f"/{release.path}")])
                value, version = link.reference.value, release.version
                place = place_of(subject, page, link.reference)
                yield self.found("release", place, fixes=fixes, reference=value, path=release.path, version=version)


class GlobalAddress(ContentRule):
    code = "OFP307"
    slug = "global-address"
    title = "Addresses of global resources are those of the target"
    since = "0.1.0"
    why = (
        "A package for one workspace that loads from another one works until that is emptied; the container finds a "
        "global resource only by the very address that its package has."
    )
    help = "Write the address with the domain, app and workspace of the target: offline.domain, appId, workspaceId."
    messages: ClassVar = {
        "old": "{reference} is on the old domain ({count} references); now it is {domain}",
        "other": "{reference} is of {name} ({count} references), and the target is {space}",
        "hyphen": "{reference} has a hyphen between app and workspace, where an underscore belongs "
        "({count} references)",
        "prefix": "{reference} has no /mcube behind the domain, as addresses of Apsara Stack have ({count} references)",
        "rewrite": "write the address of the target",
    }
    fixable = "unsafe"
    sources = (f"{GENERATE}, Global resource package",)
    bad: ClassVar = {
        _PAGE: '<script src="https://mcube-prod.cn-hangzhou.oss.aliyuncs.com/53E5279071442_test/common.js"></script>'
    }
    good: ClassVar = {_PAGE: '<script src="https://mcube-prod.mpaascloud.com/53E5279071442_test/common.js"></script>'}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at the addresses of the service that are no releases; those of one page with one fault together."""
        target = subject.target
        for page in subject.pages:
            by_fault: dict[tuple[str, str], list[Link]] = {}
            for link in page.links:
                space = space_of(link.goal, target) if link.goal.kind == "service" else None
                wrong = _wrong(subject, link, space) if space is not None else ""
                if space is not None and wrong and not page.is_commented(link.reference):
                    by_fault.setdefault((wrong, space[0]), []).append(link)
            for (wrong, name), links in by_fault.items():
                first = links[0].reference
                severity: Severity = "warning" if wrong == "old" else "error"
                yield self.found(
                    wrong,
                    place_of(subject, page, first),
                    severity=severity,
                    fixes=rewritten(subject, page, _corrected(subject, wrong, name, links)),
                    reference=first.value,
                    count=len(links),
                    domain=target.domain,
                    name=name,
                    space=target.space,
                )


class ExternalHost(ContentRule):
    code = "OFP309"
    slug = "external-host"
    title = "Pages load only from the hosts that the configuration names"
    severity = "warning"
    since = "0.1.0"
    why = "What comes from elsewhere is not there offline, and is not what was tested once it changes there."
    help = "Put the file into the package, or name the host in offline.hosts. Where that is empty nothing is said."
    messages: ClassVar = {"host": "{reference} is loaded from {host}, which offline.hosts does not name"}
    sources = ("the configuration, offline.hosts",)
    bad: ClassVar = {_PAGE: '<script src="https://cdn.example.com/a.js"></script>'}
    good: ClassVar = {_PAGE: '<script src="https://static.example.org/a.js"></script>'}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Compare what is loaded with the hosts."""
        hosts = subject.limits.hosts
        for page, link in _links(subject) if hosts else ():
            goal = link.goal
            if goal.kind == "host" and link.reference.use in _LOADED and not _is_allowed(goal.url.host, hosts):
                place = place_of(subject, page, link.reference)
                yield self.found("host", place, reference=link.reference.value, host=goal.url.host)


def _links(content: PackageContent) -> Iterator[tuple[Page, Link]]:
    """Each reference with a host, once for each page and address."""
    for page in content.pages:
        seen: set[tuple[str, str]] = set()
        for link in page.links:
            key = link.reference.value, link.reference.use
            if not (link.goal.relative and link.goal.kind == "inside") and key not in seen:
                seen.add(key)
                yield page, link


def _is_development(content: PackageContent, link: Link) -> bool:
    """Whether an address is of a desk; the servers of a private network are not, where the configuration names them."""
    goal = link.goal
    if goal.kind != "host" or _is_allowed(goal.url.host, content.limits.hosts):
        return goal.kind == "file"
    return is_development_host(goal.url.host)


def _is_served(content: PackageContent, link: Link) -> bool:
    return is_of_development_server(link.goal.path) and link.goal.path not in content.content.by_path


def _wrong(content: PackageContent, link: Link, space: re.Match[str]) -> str:
    """What is wrong with the address of a global resource, as the id of a message; empty where nothing is."""
    target, goal = content.target, link.goal
    if goal.relative or release_of(goal, target):
        return ""
    if goal.url.host in OLD_DOMAINS and target.domain == PUBLIC_DOMAIN and not target.apsara:
        return "old"
    if space["sign"] == "-" and (not target.space or space[0] == target.release_space):
        return "hyphen"
    if target.space and space[0] != target.space and space["sign"] == "_":
        return "other"
    without = target.apsara and not goal.path.startswith(f"{APSARA_PREFIX}/")
    return "prefix" if without and goal.url.host == target.domain.lower() else ""


def _corrected(
    content: PackageContent, wrong: str, name: str, links: Iterable[Link]
) -> Iterator[tuple[Reference, str]]:
    """References as they should be, as far as that is known."""
    target = content.target
    for reference, _ in links:
        value = reference.value
        if wrong == "old":
            value = re.sub("|".join(map(re.escape, OLD_DOMAINS)), target.domain, value, count=1, flags=re.IGNORECASE)
        elif wrong == "prefix":
            value = value.replace(f"/{name}", f"/{APSARA_PREFIX}/{name}", 1)
        elif target.space:
            value = value.replace(name, target.space, 1)
        if value != reference.value:
            yield reference, value


def _is_allowed(host: str, hosts: Iterable[str]) -> bool:
    plain = host.partition(":")[0]
    return any(one in {host, plain} or (one.startswith("*.") and plain.endswith(one[1:])) for one in hosts)
