"""What a package weighs, and what of it could be saved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Related
from hapline_plugins.offline.content.files import PackageFile
from hapline_plugins.offline.content.kinds import own_files
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.rules.guide import GUIDE
from hapline_plugins.offline.rules.of_content import ContentRule
from hapline_plugins.offline.weighing import (
    IMAGES,
    duplicates,
    font_families,
    inline_map,
    is_video,
    packed_size,
    size_of,
)

_WHY = f"{GUIDE}, 2. Features: the larger a package, the fewer of its updates succeed"
_PAGE = "20171228/www/index.html"
_SOURCES = re.compile(
    r"(?:.*/)?(?:node_modules|__tests__|__mocks__)/|.*\.(?:test|spec)\.[cm]?[jt]sx?|"
    r".*\.(?:psd|ai|sketch|fig|xcf|xd|tsx?|jsx|vue|scss|sass|less|styl|coffee|pug)|"
    r"(?:.*/)?(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|(?:webpack|vite|rollup|babel)\.config\.[cm]?[jt]s)",
    re.IGNORECASE,
)
_LEAST_SAVED = 4 * 1024
"""Bytes from which on it is said that identical files could be one."""


class SourceMap(ContentRule):
    code = "OFP401"
    slug = "source-map"
    title = "A package holds no source maps"
    severity = "warning"
    since = "0.1.0"
    why = "Every client downloads them, and none uses them; whoever unpacks the package reads your source in them."
    help = "Build without source maps, or leave them out of the folder that is packed."
    messages: ClassVar = {
        "file": "a source map, {bytes:size} to be saved",
        "files": "{count} source maps in this folder, {bytes:size} to be saved",
        "other": "another one",
        "inline": "the file carries its source map in itself, {bytes:size} to be saved",
    }
    sources = (_WHY,)
    bad: ClassVar = {_PAGE: "<p>", "20171228/www/app.js.map": "{}"}
    good: ClassVar = {_PAGE: "<p>", "20171228/www/app.js": "run()\n//# sourceMappingURL=app.js.map\n"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look for map files, and for maps at the end of scripts and style sheets."""
        folders: dict[str, list[PackageFile]] = {}
        for file in own_files(subject.content):
            name = file.path.lower()
            if name.endswith((".js.map", ".css.map", ".mjs.map")):
                folders.setdefault(name.rpartition("/")[0], []).append(file)
            elif name.endswith((".js", ".css", ".mjs")) and (inline := inline_map(file)):
                yield self.found("inline", subject.locate(file), bytes=inline)
        for files in folders.values():
            place, count, size = subject.locate(files[0]), len(files), sum(map(size_of, files))
            related = [Related(location=subject.locate(one), message="other") for one in files[1:]]
            yield self.found("files" if related else "file", place, related=related, count=count, bytes=size)


class LargeImage(ContentRule):
    code = "OFP402"
    slug = "large-image"
    title = "No image is larger than allowed"
    severity = "warning"
    since = "0.1.0"
    why = "A photo as it comes out of a camera weighs more than all scripts of a page together."
    help = (
        "Make it as large as it is shown, and save it as WebP or with more compression; or raise offline.maxImageSize."
    )
    messages: ClassVar = {"large": "the image has {bytes:size}; {most:size} are allowed, {over:size} to be saved"}
    sources = (_WHY, "the configuration, offline.maxImageSize")
    bad: ClassVar = {_PAGE: "<p>", "20171228/www/img/large.png": "large:"}
    good: ClassVar = {_PAGE: "<p>", "20171228/www/img/small.png": "png"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at the sizes of images."""
        most = subject.limits.image
        for file in own_files(subject.content):
            if file.path.lower().endswith(IMAGES):
                size = size_of(file)
                if size > most:
                    yield self.found("large", subject.locate(file), bytes=size, most=most, over=size - most)


class IdenticalFiles(ContentRule):
    code = "OFP403"
    slug = "identical-files"
    title = "No file is in a package twice"
    severity = "note"
    since = "0.1.0"
    why = "Each copy is downloaded, and kept on the phone."
    help = "Keep one, and refer to it; what several packages have belongs into a global package."
    messages: ClassVar = {
        "identical": "{count} files are identical, {bytes:size} to be saved",
        "other": "this is the same file",
    }
    sources = (_WHY,)
    bad: ClassVar = {_PAGE: "<p>", "20171228/www/a.png": "large:", "20171228/www/b.png": "large:"}
    good: ClassVar = {_PAGE: "<p>", "20171228/www/a.png": "png", "20171228/www/b.png": "png"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Compare the contents of files of the same size."""
        for files in duplicates(own_files(subject.content)):
            saved = size_of(files[0]) * (len(files) - 1)
            if saved >= _LEAST_SAVED:
                related = [Related(location=subject.locate(one), message="other") for one in files[1:]]
                place = subject.locate(files[0])
                yield self.found("identical", place, related=related, count=len(files), bytes=saved)


class Leftovers(ContentRule):
    code = "OFP404"
    slug = "leftovers"
    title = "A package holds no sources of design and code, no tests and no modules of tools"
    severity = "warning"
    since = "0.1.0"
    why = "No page loads them, and every client downloads them; they tell more than is meant for all."
    help = "Leave them out of the folder that is packed, most of all: pack the folder that the build writes."
    messages: ClassVar = {
        "file": "no page loads such a file, {bytes:size} to be saved",
        "folder": "the folder {name} is left over ({count} files), {bytes:size} to be saved",
    }
    sources = (_WHY,)
    bad: ClassVar = {_PAGE: "<p>", "20171228/www/src/app.ts": "let a = 1"}
    good: ClassVar = {_PAGE: "<p>", "20171228/www/app.js": "let a = 1"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at names; what a page refers to is no leftover, and .ts may be a video."""
        used = _used(subject)
        folders: dict[str, list[PackageFile]] = {}
        for file in own_files(subject.content):
            match = _SOURCES.match(file.path)
            if match is None or file.path in used:
                continue
            if match[0].endswith("/"):
                folders.setdefault(_outermost(match[0]), []).append(file)
            elif match[0] == file.path and not is_video(file):
                yield self.found("file", subject.locate(file), bytes=size_of(file))
        for name, files in folders.items():
            count, size = len(files), sum(map(size_of, files))
            yield self.found("folder", subject.locate(files[0]), name=name, count=count, bytes=size)


class PackageSize(ContentRule):
    code = "OFP405"
    slug = "package-size"
    title = "A package is not larger than allowed"
    severity = "warning"
    since = "0.1.0"
    why = "The larger a package, the fewer of its downloads succeed; on mobile networks users pay for them."
    help = (
        "Take out what is not needed, put what several packages share into a global one, or split the package; or "
        "raise offline.maxPackageSize."
    )
    messages: ClassVar = {
        "large": "the package has {bytes:size}; {most:size} are allowed, {over:size} to be saved",
        "estimated": "the package will have about {bytes:size}; {most:size} are allowed, {over:size} to be saved",
    }
    sources = (_WHY, "the configuration, offline.maxPackageSize")
    bad: ClassVar = {_PAGE: "<p>", "20171228/www/a.mp4": "huge:"}
    good: ClassVar = {_PAGE: "<p>"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Compare the length of what was built, or else an estimate where it may be too much."""
        most, size = subject.limits.package, subject.packed
        message = "large"
        if size is None:
            message, size = "estimated", packed_size(subject.content, most)
        if size > most:
            yield self.found(message, subject.home, bytes=size, most=most, over=size - most)


class FontFormats(ContentRule):
    code = "OFP406"
    slug = "font-formats"
    title = "A font is in a package in one format"
    severity = "note"
    since = "0.1.0"
    why = (
        "The WebViews of all phones that mPaaS runs on read WOFF2 and WOFF; other formats are for browsers of the past."
    )
    help = "Keep the WOFF2, or the WOFF, and take the others out of the style sheet and the package."
    messages: ClassVar = {
        "formats": "the font is there as {formats}; {kept} is enough, {bytes:size} to be saved",
        "other": "the same font",
    }
    sources = ("caniuse.com, WOFF 2.0",)
    bad: ClassVar = {_PAGE: "<p>", "20171228/www/i.woff2": "w", "20171228/www/i.ttf": "ttf", "20171228/www/i.eot": "e"}
    good: ClassVar = {_PAGE: "<p>", "20171228/www/i.woff2": "w", "20171228/www/j.ttf": "ttf"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look for fonts of one name in one folder."""
        for family in font_families(own_files(subject.content)):
            kept, *others = family
            formats = [one.path.rpartition(".")[2].upper() for one in family]
            yield self.found(
                "formats",
                subject.locate(others[0]),
                related=[Related(location=subject.locate(one), message="other") for one in (kept, *others[1:])],
                formats=formats,
                kept=formats[0],
                bytes=sum(map(size_of, others)),
            )


def _used(content: PackageContent) -> set[str]:
    """The paths that pages refer to."""
    return {link.goal.path for page in content.pages for link in page.links if link.reference.use != "code"}


def _outermost(path: str) -> str:
    """The first folder on a path that is left over as a whole."""
    match = re.match(r"(?:.*?/)?(?:node_modules|__tests__|__mocks__)(?=/)", path, re.IGNORECASE)
    return match[0] if match else path.rstrip("/")
