"""The names of files in packages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding
from hapline_plugins.offline.content.kinds import own_files
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.rules.guide import GENERATE, SEEN
from hapline_plugins.offline.rules.of_content import ContentRule

MOST_ADDRESS = 100
"""Characters of the address of a global resource, without its scheme (MDS guide, 6.2)."""
MOST_NAME = 100
"""Bytes of a name in a tar that its header has room for."""
_CHANGED = re.compile(r"[^A-Za-z0-9\-._~!$&'()*,;=:@]")
"""What an address cannot have as it is; a plus sign can, and is read as a blank by many."""
_URLENCODED = re.compile(r"[^A-Za-z0-9\-._*]")


class PathCharacters(ContentRule):
    code = "OFP201"
    slug = "path-characters"
    title = "The names in a package have no characters that urlencode would change"
    severity = "warning"
    since = "0.1.0"
    why = (
        "The container compares the address that a page asks for with the names in the package; of blanks, percent "
        "signs or letters beyond ASCII one has an escape where the other has none, and the file is not found."
    )
    help = "Rename the file: letters, digits, dots, hyphens and underscores are safe. Change what refers to it too."
    messages: ClassVar = {
        "changed": "{name} is not written like this in an address: {characters}",
        "encoded": "{name} has characters that urlencode changes: {characters}",
    }
    sources = (GENERATE,)
    bad: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/img/my logo.png": "png"}
    good: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/img/my-logo.png": "png"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Look at each name once, at the first file that has it."""
        seen: set[str] = set()
        for file in own_files(subject.content):
            for path, name in _names(file.path, skip_first=subject.is_global):
                if path in seen:
                    continue
                seen.add(path)
                changed = _characters(_CHANGED, name)
                if changed:
                    yield self.found("changed", subject.locate(file), name=name, characters=changed)
                elif subject.is_global and (encoded := _characters(_URLENCODED, name)):
                    yield self.found("encoded", subject.locate(file), severity="note", name=name, characters=encoded)


class AddressLength(ContentRule):
    code = "OFP202"
    slug = "global-address-length"
    title = "The address of a global resource has no more than 100 characters"
    since = "0.1.0"
    why = "The client does not load a resource with a longer address, and the page stays blank."
    help = "Shorten the names of folders and files below appId_workspaceId."
    messages: ClassVar = {"long": "the address of {name} has {length} characters; {most} are allowed"}
    sources = (GENERATE,)
    bad: ClassVar = {
        "77777777/mcube-prod.mpaascloud.com/53E5279071442_test/a-folder-for-scripts/another-folder-inside"
        "/common-scripts.js": "//"
    }
    good: ClassVar = {"77777777/mcube-prod.mpaascloud.com/53E5279071442_test/common.js": "//"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Measure the address of each file."""
        if subject.is_global:
            for file in own_files(subject.content):
                if file.path.partition("/")[0] not in subject.domains:
                    continue  # it has no address yet, which another rule says
                length = len(subject.target.address_of(file.path).removeprefix("https://"))
                if length > MOST_ADDRESS:
                    name = file.path.rpartition("/")[2]
                    yield self.found("long", subject.locate(file), name=name, length=length, most=MOST_ADDRESS)


class NameLength(ContentRule):
    code = "OFP203"
    slug = "tar-name-length"
    title = "The path of a file in a package has no more than 100 bytes"
    severity = "warning"
    since = "0.1.0"
    why = (
        "A longer name does not fit into the header of a tar and takes an extension of the format, which no real "
        "package was seen to use: whether every client unpacks it is not known."
    )
    help = "Shorten the names of folders and files."
    messages: ClassVar = {"long": "the path has {length} bytes; {most} fit into the header of a tar"}
    sources = (SEEN,)
    bad: ClassVar = {
        "20171228/www/index.html": "<p>",
        "20171228/www/a-folder-for-images/with-a-folder-for-those-of-one-page/and-another-one-for-the-large-ones"
        "/logo.png": "png",
    }
    good: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/img/logo.png": "png"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Measure each path; that of a global resource has a tighter limit of its own."""
        if not subject.is_global:
            for file in own_files(subject.content):
                length = len(file.path.encode("utf-8", "surrogatepass"))
                if length > MOST_NAME:
                    yield self.found("long", subject.locate(file), length=length, most=MOST_NAME)


class CaseClash(ContentRule):
    code = "OFP204"
    slug = "case-clash"
    title = "No two files of a package differ only in the case of letters"
    severity = "warning"
    since = "0.1.0"
    why = (
        "Where the file system takes both names for one, as on Windows and macOS, one file takes the place of the "
        "other when the package is checked out, built or unpacked."
    )
    help = "Rename one of them, and what refers to it."
    messages: ClassVar = {"clash": "{path} differs from {other} in the case of letters only"}
    sources = ("the file systems of Windows and macOS",)
    bad: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/a.js": "//", "20171228/www/A.js": "//"}
    good: ClassVar = {"20171228/www/index.html": "<p>", "20171228/www/a.js": "//", "20171228/www/b.js": "//"}

    def check(self, subject: PackageContent) -> Iterable[Finding]:
        """Compare the paths, also where an accent is one character in one and two in the other."""
        known: dict[str, str] = {}
        for file in own_files(subject.content):
            other = known.setdefault(folded(file.path), file.path)
            if other != file.path:
                yield self.found("clash", subject.locate(file), path=file.path, other=other)


def folded(path: str) -> str:
    """What file systems without case compare of a path."""
    if path.isascii():
        return path.lower()
    from unicodedata import normalize

    return normalize("NFC", path).casefold()


def _names(path: str, *, skip_first: bool) -> Iterator[tuple[str, str]]:
    """The names on a path, each with the path up to it; a domain is no name of ours."""
    names = path.split("/")
    for index, name in enumerate(names):
        if index or not skip_first:
            yield "/".join(names[: index + 1]), name


def _characters(pattern: re.Pattern[str], name: str) -> list[str]:
    return list(dict.fromkeys(map(_visible, pattern.findall(name))))


def _visible(character: str) -> str:
    """A character as it can be seen; as it is escaped where it cannot."""
    if character.isprintable() and character != " ":
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))
