"""The folders of global resource packages: domain, app and workspace, and the files below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Severity
from hapline_plugins.offline.content.files import PackageFile
from hapline_plugins.offline.content.kinds import is_page, own_files
from hapline_plugins.offline.content.layout import LIKE_SPACE
from hapline_plugins.offline.descriptor.described import FILE
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.rules.guide import GENERATE
from hapline_plugins.offline.rules.of_content import ContentRule
from hapline_plugins.offline.target import OLD_DOMAINS, PUBLIC_DOMAIN

_GLOBAL = f"{GENERATE}, Global resource package"
_TYPE = "{ type: 'global' }"
_SAMPLE = "20171228/mcube-prod.mpaascloud.com/53E5279071442_test/common.js"


class GlobalDomain(ContentRule):
    code = "OFP216"
    slug = "global-domain"
    title = "The second level of a global package is the domain that its resources are served from"
    since = "0.1.0"
    why = (
        "The container finds a global resource by its whole address: below another domain it is never found in the "
        "package. From the old domain of the public cloud it is served without acceleration."
    )
    help = "Rename the folder to the domain that offline.domain names, or say in offline.domain which one it is."
    messages: ClassVar = {
        "old": "the domain {name} is the old one, which is served without acceleration; now it is {domain}",
        "other": "the domain {name} is not that of the target, {domain}",
    }
    sources = (_GLOBAL,)
    bad: ClassVar = {"20171228/mcube-prod.oss-cn-hangzhou.aliyuncs.com/53E5279071442_test/common.js": "//"}
    good: ClassVar = {_SAMPLE: "//"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Compare the folders with the target, once each; an Apsara Stack has a domain that has to be configured."""
        target = subject.target
        if not subject.is_global or (target.apsara and target.domain == PUBLIC_DOMAIN):
            return
        for name, file in _first(subject, 0):
            if name in OLD_DOMAINS and target.domain == PUBLIC_DOMAIN:
                yield self.found("old", subject.locate(file), severity="warning", name=name, domain=target.domain)
            elif name != target.domain and name in subject.domains:
                severity: Severity = "error" if target.space else "warning"
                yield self.found("other", subject.locate(file), severity=severity, name=name, domain=target.domain)


class GlobalSpace(ContentRule):
    code = "OFP217"
    slug = "global-space"
    title = "The third level of a global package is appId_workspaceId of the target"
    since = "0.1.0"
    why = "The address of a resource has app and workspace in it: with those of others no page finds it."
    help = "Rename the folder; on Apsara Stack with HDFS or AFS put it into one that is named as the bucket."
    messages: ClassVar = {
        "other": "the folder {name} is not that of the target, {space}",
        "hyphen": "the folder {name} has a hyphen between app and workspace, where an underscore belongs",
        "form": "the folder {name} is no appId_workspaceId",
        "bucket": "the folder {name} lies where the folder of the bucket belongs, {bucket}",
    }
    sources = (_GLOBAL,)
    bad: ClassVar = {"20171228/mcube-prod.mpaascloud.com/53E5279071442-test/common.js": "//", FILE: _TYPE}
    good: ClassVar = {_SAMPLE: "//"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Compare the folders with the target, once each; where it is not configured, with the form."""
        if not subject.is_global:
            return
        bucket = subject.target.bucket
        if bucket:
            for name, file in _first(subject, 1):
                if name != bucket:
                    yield self.found("bucket", subject.locate(file), name=name, bucket=bucket)
        for name, file in _first(subject, 2 if bucket else 1, bucket):
            wrong = _wrong(subject, name)
            if wrong:
                severity: Severity = "warning" if wrong == "form" else "error"
                space = subject.target.space
                yield self.found(wrong, subject.locate(file), severity=severity, name=name, space=space)


class GlobalOutside(ContentRule):
    code = "OFP218"
    slug = "global-outside"
    title = "The files of a global package lie below appId_workspaceId"
    severity = "warning"
    since = "0.1.0"
    why = "A file elsewhere has no address that a page could ask for."
    help = "Move it below domain/appId_workspaceId, or take it out."
    messages: ClassVar = {
        "outside": "{name} lies outside of domain/appId_workspaceId ({count} files)",
        "unknown": "where the files are put is not known: offline.appId and offline.workspaceId say it",
    }
    sources = (_GLOBAL,)
    bad: ClassVar = {_SAMPLE: "//", "20171228/mcube-prod.mpaascloud.com/other.js": "//", "20171228/hpmfile.json": "{}"}
    good: ClassVar = {_SAMPLE: "//"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Count what is above the third level, or beside; pages of a normal package are said elsewhere."""
        if not subject.is_global:
            return
        domains = subject.domains
        if not domains and not subject.target.space and subject.described.directory is None:
            yield self.found("unknown", subject.home)
            return
        least = 3 + bool(subject.target.bucket)
        outside: dict[str, list[PackageFile]] = {}
        for one in own_files(subject.content):
            names = one.path.split("/")
            if names[0] not in domains:
                outside.setdefault(names[0], []).append(one)
            elif len(names) < least:
                outside.setdefault(one.path, []).append(one)
        for name, files in outside.items():
            if not domains or not any(map(is_page, files)):
                yield self.found("outside", subject.locate(files[0]), name=name, count=len(files))


def _first(content: PackageContent, level: int, above: str = "") -> Iterator[tuple[str, PackageFile]]:
    """The folders of a level below domains, each with the first file in it.

    Args:
        content: The package. level: 0 for the domains. above: What the folder above must be called; empty: anything.
    """
    domains = content.domains
    seen: set[str] = set()
    for one in own_files(content.content):
        names = one.path.split("/")[:-1]
        if len(names) > level and names[0] in domains and names[level] not in seen:
            if above and names[level - 1] != above:
                continue
            seen.add(names[level])
            yield names[level], one


def _wrong(content: PackageContent, name: str) -> str:
    """What is wrong with a folder of app and workspace, as the id of a message; empty where nothing is."""
    target = content.target
    if target.space:
        if name == target.release_space:
            return "hyphen"
        return "" if name == target.space else "other"
    match = re.fullmatch(LIKE_SPACE, name, re.ASCII)
    if (match and match["sign"] == "_") or (target.apsara and not target.bucket):
        return ""
    return "hyphen" if match else "form"
