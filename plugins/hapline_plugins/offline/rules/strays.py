"""What lies in the folder of a package and is not delivered, or is of no use to pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Severity
from hapline_plugins.offline.content.kinds import ending_of, own_files
from hapline_plugins.offline.content.secret_names import secret_name
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.rules.guide import GENERATE, SEEN
from hapline_plugins.offline.rules.of_content import ContentRule
from hapline_plugins.offline.weighing import size_of

_ARCHIVES = re.compile(r"\.(?:amr|zip|tar|tgz|gz|bz2|xz|7z|rar)", re.IGNORECASE)
_BUILT = re.compile(r"(?P<folder>(?:[^/]+/)*?[0-9]{8}/[0-9.]+_(?:all|Android|iOS|Harmony))/(?:nebula/|[0-9]{8}\.zip)")
"""A release as builds lay it out."""
_OF_TOOLS = re.compile(
    r"(?:\.git.*|\.svn|\.hg.*|\.DS_Store|\.idea|\.vscode|\.npm.*|\.editorconfig|\.eslint.*|\.prettier.*|\.babelrc.*|"
    r"\.browserslistrc|\.stylelint.*|\.cache|\.sass-cache|\.env.*|\._.*|\.\w+\.sw[a-p])"
)


class LeftOut(ContentRule):
    code = "OFP221"
    slug = "left-out"
    title = "Everything in the folder of a package is a plain file"
    severity = "warning"
    since = "0.1.0"
    why = (
        "A link or a special file is not packed, wherever it leads, since on other machines it leads elsewhere: pages "
        "that refer to it find nothing."
    )
    help = "Put a copy of the file in its place; of a folder, name the folder itself."
    messages: ClassVar = {
        "link": "the link is not packed",
        "special": "this is no plain file and is not packed",
        "cut": "what is here is not packed: {reason}",
    }
    sources = (SEEN,)
    bad: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/common.js": "link:../../../common.js"}
    good: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/common.js": "//"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Go through what was left out."""
        for one in subject.content.odd:
            if one.kind != "hidden":
                place = subject.locate(one) if one.place else subject.home
                # A link is meant to be a file of the package; the others nobody misses.
                severity: Severity = "error" if one.kind == "link" else "warning"
                yield self.found(one.kind, place, severity=severity, reason=one.reason)


class Hidden(ContentRule):
    code = "OFP222"
    slug = "hidden-file"
    title = "No file of a package begins with a dot"
    severity = "note"
    since = "0.1.0"
    why = "What begins with a dot is taken for a file of some tool, and is not packed."
    help = "Rename it where pages need it."
    messages: ClassVar = {"hidden": "{name} is not packed, since it begins with a dot"}
    sources = ("hapline's own way of packing",)
    bad: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/.well-known/a.json": "{}"}
    good: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/.gitignore": "*"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Go through what was left out, but for what systems and known tools leave."""
        for one in subject.content.odd:
            name = one.path.rpartition("/")[2]
            if one.kind == "hidden" and name.startswith(".") and not (_OF_TOOLS.fullmatch(name) or secret_name(name)):
                yield self.found("hidden", subject.locate(one), name=name)


class NestedArchive(ContentRule):
    code = "OFP223"
    slug = "nested-archive"
    title = "A package holds no archives"
    severity = "warning"
    since = "0.1.0"
    why = "The container does not look into archives: users download it, and no page can use what is inside."
    help = (
        "Take it out, or unpack it where its files are meant. What builds write belongs into a folder elsewhere, which "
        "--out names."
    )
    messages: ClassVar = {
        "archive": "{name} is an archive of {bytes:size}",
        "built": "{folder} is what an earlier build has written; it would be packed, again with each build",
    }
    sources = (GENERATE,)
    bad: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/20171228.zip": "PK"}
    good: ClassVar = {"20171228/www/index.html": "<p>"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at the endings of names, and at folders as builds write them."""
        built: set[str] = set()
        for file in own_files(subject.content):
            earlier = _BUILT.match(file.path)
            if earlier is not None:
                if earlier["folder"] not in built:
                    built.add(earlier["folder"])
                    yield self.found(
                        "built",
                        subject.locate(file),
                        severity="error",
                        folder=earlier["folder"],
                    )
            elif _ARCHIVES.fullmatch(ending_of(file)):
                name = file.path.rpartition("/")[2]
                yield self.found("archive", subject.locate(file), name=name, bytes=size_of(file))
