"""What a package has to hold: pages, an entry page, and nothing that does not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from hapline.rules import edit
from hapline_hooks import Finding, Fix, JsonEdit, Location, replace
from hapline_plugins.offline.content.entry_page import UNSAID, path_of
from hapline_plugins.offline.content.files import PackageFile
from hapline_plugins.offline.content.kinds import ending_of, is_page, own_files
from hapline_plugins.offline.descriptor.described import FILE
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.rules.guide import API, CREATE, GENERATE
from hapline_plugins.offline.rules.names import folded
from hapline_plugins.offline.rules.of_content import ContentRule
from hapline_plugins.offline.weighing import bytes_of, length_of

_DOCUMENTED = re.compile(r"/[A-Za-z0-9_/]+\.html")
"""What the API says of mainUrl, but for two slips of the pen in it."""
_BLANK = 256
"""Bytes up to which a page is looked into: larger ones hold more than blanks."""
_NEVER_EMPTY = re.compile(r"\.(?:x?html?|png|jpe?g|gif|webp|svg|woff2?|ttf|otf|mp3|mp4)", re.IGNORECASE)


class EntryPage(ContentRule):
    code = "OFP211"
    slug = "entry-page"
    title = "The entry page is in the package, and is written as a whole path"
    since = "0.1.0"
    why = "The app opens the package with this page: where it is not there, users see an error page at once."
    help = "Write mainUrl from the first folder below the id on, such as /www/index.html, as the file is written."
    messages: ClassVar = {
        "relative": "{field} {url} does not begin with a slash",
        "missing": "{field} {url} is not in the package",
        "case": "{field} {url} is written {real} in the package",
        "slash": "put a slash before it",
        "rewrite": "write it as the file is written",
    }
    fixable = "safe"
    sources = (f"{CREATE}, URL of main entrance",)
    bad: ClassVar = {"20171228/www/index.html": "<p>", FILE: "{ mainUrl: '/index.html' }"}
    good: ClassVar = {"20171228/www/index.html": "<p>", FILE: "{ mainUrl: '/www/index.html' }"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at both pages that a description names; the one of a global package is never opened."""
        if subject.is_global:
            return
        named = ("main_url", "sub_url") if subject.built else ("mainUrl", "subUrl")  # by whom they were described
        for field, url in zip(named, (subject.described.main_url, subject.described.sub_url), strict=True):
            path = path_of(url)
            if path is None or (subject.built and url == UNSAID):
                continue
            if not url.startswith("/"):
                fixes = _set(subject, field, f"/{url}", "slash") if path in subject.content.by_path else ()
                yield self.found("relative", _at(subject, field), fixes=fixes, field=field, url=url)
            elif path not in subject.content.by_path:
                yield self._missing(subject, field, url, path)

    def _missing(self, subject: PackageContent, field: str, url: str, path: str) -> Finding:
        real = next((one.path for one in subject.content.files if folded(one.path) == folded(path)), "")
        if real:
            fixes = _set(subject, field, f"/{real}{url[len(path) + 1 :]}", "rewrite")
            return self.found("case", _at(subject, field), fixes=fixes, field=field, url=url, real=f"/{real}")
        return self.found("missing", _at(subject, field), field=field, url=url)


class EntryPageForm(ContentRule):
    code = "OFP212"
    slug = "entry-page-form"
    title = "The address of the entry page has the form that the API documents"
    severity = "note"
    since = "0.1.0"
    why = (
        "The API documents letters, digits, underscores and .html alone. Other addresses are in use; whether the "
        "service takes one is known only when it is created there."
    )
    help = "Rename the page, unless the service takes it as it is."
    messages: ClassVar = {"form": "mainUrl {url} has not the documented form, letters, digits, underscores and .html"}
    sources = (f"{API}, mainUrl",)
    bad: ClassVar = {"20171228/www/my-page.html": "<p>", FILE: "{ mainUrl: '/www/my-page.html' }"}
    good: ClassVar = {"20171228/www/my_page.html": "<p>", FILE: "{ mainUrl: '/www/my_page.html' }"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Compare it with the form; that it begins with no slash is said elsewhere."""
        url = subject.described.main_url
        if not subject.is_global and not subject.built and url.startswith("/") and not _DOCUMENTED.fullmatch(url):
            yield self.found("form", _at(subject, "mainUrl"), url=url)


class HasPages(ContentRule):
    code = "OFP213"
    slug = "has-pages"
    title = "A normal package has pages"
    severity = "warning"
    since = "0.1.0"
    why = "Nothing can be opened from a package without a page; often the folder is not the one that was built into."
    help = "Name the folder with the built files as source; a package of common resources is of type global."
    messages: ClassVar = {"none": "there is no page (.html) among {count} files", "empty": "there are no files"}
    sources = (f"{GENERATE}, Standard resource package",)
    bad: ClassVar = {"20171228/www/app.js": "//", "20171228/hpmfile.json": "{}"}
    good: ClassVar = {"20171228/www/index.html": "<p>"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look for a page."""
        files = [*own_files(subject.content)]
        if not files:
            yield self.found("empty", subject.home, severity="error")
        elif not subject.is_global and not any(map(is_page, files)):
            yield self.found("none", subject.home, count=len(files))


class EmptyFiles(ContentRule):
    code = "OFP214"
    slug = "empty-file"
    title = "Pages, images and fonts are not empty"
    severity = "warning"
    since = "0.1.0"
    why = "A page without content is a white screen; an image or a font of no bytes is none."
    help = "Build the package again, or take the file out."
    messages: ClassVar = {"empty": "the file is empty", "blank": "the page holds nothing but blanks"}
    sources = (GENERATE,)
    bad: ClassVar = {"20171228/www/index.html": ""}
    good: ClassVar = {"20171228/www/index.html": "<p>"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at the sizes, and into pages that are small."""
        for file in own_files(subject.content):
            if not _NEVER_EMPTY.fullmatch(ending_of(file)):
                continue
            size = length_of(file)
            if size == 0:
                yield self.found("empty", subject.locate(file))
            elif size is not None and size < _BLANK and is_page(file) and not bytes_of(file).strip():
                yield self.found("blank", subject.locate(file))


class MixedKinds(ContentRule):
    code = "OFP215"
    slug = "mixed-kinds"
    title = "A package is either global or normal, and described as what it is"
    since = "0.1.0"
    why = (
        "Global resources are found by their address, which holds for global packages only: in a normal one they are "
        "never found. The type cannot be changed once the package has been uploaded."
    )
    help = "Put the global resources into a package of their own, with an id of its own and the type global."
    messages: ClassVar = {
        "inside": "the folder {name} holds global resources ({count} files), in a normal package",
        "described": "all files are global resources, and the package is described as a normal one",
        "pages": "the folder {name} holds pages of a normal package ({count} files), in a global one",
    }
    sources = (f"{GENERATE}, Note",)
    bad: ClassVar = {
        "20171228/www/index.html": "<p>",
        "20171228/mcube-prod.mpaascloud.com/53E5279071442_test/common.js": "//",
    }
    good: ClassVar = {"20171228/www/index.html": "<p>"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Compare the folders of the second level with what the package is."""
        domains = subject.domains
        levels: dict[str, list[PackageFile]] = {}
        for one in own_files(subject.content):
            levels.setdefault(one.path.partition("/")[0], []).append(one)
        if subject.is_global:
            for name, files in levels.items():
                if domains and name not in domains and any(map(is_page, files)):
                    yield self.found("pages", subject.locate(files[0]), name=name, count=len(files))
        elif domains and domains == levels.keys():
            yield self.found("described", _at(subject, "type"))
        else:
            for name in sorted(domains):
                files = levels[name]
                yield self.found("inside", subject.locate(files[0]), name=name, count=len(files))


class IdTwice(ContentRule):
    code = "OFP224"
    slug = "id-twice"
    title = "The files of a package lie directly below its id"
    since = "0.1.0"
    why = "With the id once more as a folder every address has it twice, and the entry page is not found."
    help = "Name the inner folder as source, or move its files up."
    messages: ClassVar = {"twice": "the files lie in {id}/{id}"}
    sources = (f"{GENERATE}, Generate the .zip package",)
    bad: ClassVar = {"20171228/20171228/www/index.html": "<p>", FILE: "{}"}
    good: ClassVar = {"20171228/www/index.html": "<p>"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Compare the folder of the second level with the id."""
        id_ = subject.described.id
        files = [*own_files(subject.content)]
        if id_ and files and all(one.path.startswith(f"{id_}/") for one in files):
            yield self.found("twice", subject.locate(files[0]), id=id_)


def _at(content: PackageContent, field: str) -> Location:
    """The member of the descriptor, or the package where it has none."""
    return replace(content.home, keys=(field,)) if _has_descriptor(content) else content.home


def _has_descriptor(content: PackageContent) -> bool:
    return not content.built and content.home.path.rpartition("/")[2] == FILE


def _set(content: PackageContent, field: str, value: str, title: str) -> tuple[Fix, ...]:
    if not _has_descriptor(content):
        return ()
    return edit(title, content.home.path, [JsonEdit(action="set", keys=(field,), value=value)], safe=True)
