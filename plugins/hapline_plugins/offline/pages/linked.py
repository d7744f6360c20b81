"""Reads what the pages, style sheets and scripts of a package refer to, once for all rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from hapline.archives import ArchiveError
from hapline_hooks import Phrase, Span, Unreadable
from hapline_plugins.offline.content.files import Content, PackageFile
from hapline_plugins.offline.content.kinds import ending_of, is_page
from hapline_plugins.offline.pages.addresses import Site
from hapline_plugins.offline.pages.goals import Goals, Link
from hapline_plugins.offline.pages.reference import MOST, Found, Reference

PAGES = (".html", ".htm", ".xhtml")
STYLES = (".css",)
SCRIPTS = (".js", ".mjs")
DRAWINGS = (".svg",)
MANIFESTS = (".webmanifest", ".json")
READ = (*PAGES, *STYLES, *SCRIPTS, *DRAWINGS, ".webmanifest")
"""What is always looked through; of other JSON what a page names as its manifest."""
MOST_TEXT = 4 * 1024 * 1024
"""Bytes of a page or style sheet that is looked through."""
MOST_SCRIPT = 16 * 1024 * 1024
"""Bytes of a script that is looked through; little is looked for."""
MOST_COMMENTED = 2 * 1024 * 1024
"""Characters of a script up to which comments are told from code."""
MOST_TOGETHER = 64 * 1024 * 1024
"""Bytes of a package that are looked through."""


class Page:
    """A page of a package, or another file that refers to files.

    Attributes:
        file: The file. links: What it refers to, but for what leads nowhere. problem: Why it was not looked through.
    """

    __slots__ = ("_comments", "_starts", "file", "links", "problem")

    def __init__(self, file: PackageFile, links: Sequence[Link] = (), problem: Phrase | None = None) -> None:
        """Say what a file refers to."""
        self.file = file
        self.links = links
        self.problem = problem
        self._starts: list[int] | None = None
        self._comments: list[tuple[int, int]] | None = None

    def text(self) -> str:
        """Its text; it is read again, since few are asked for it."""
        return _text(self.file.read())

    def is_commented(self, reference: Reference) -> bool:
        """Whether a string of a script stands in a comment, where nobody reads it; pages are not asked."""
        if reference.use != "code" or ending_of(self.file).lower() not in SCRIPTS:
            return False
        if self._comments is None:
            from hapline.documents import comments

            text = self.text()
            self._comments = []
            if len(text) <= MOST_COMMENTED:
                self._comments += [(one.start, one.end) for one in comments("script.js", text)]
        return any(start <= reference.start < end for start, end in self._comments)

    def span(self, start: int, end: int) -> Span:
        """The lines and columns of a stretch of its text."""
        from hapline.documents.text import line_starts, position

        if self._starts is None:
            self._starts = line_starts(self.text())
        (line, column), (last, last_column) = (position(self._starts, at) for at in (start, end))
        return Span(start_line=line, start_column=column, end_line=last, end_column=last_column)


def pages_of(content: Content, site: Site, *, is_global: bool) -> tuple[Page, ...]:
    """The pages, style sheets, scripts, drawings and manifests of a package, with what they refer to.

    Args:
        content: The files. site: How they are addressed. is_global: Whether it is a global resource package.
    """
    read = _Reader(site)
    goals = Goals(content, site, is_global=is_global)
    files = [one for one in content.files if ending_of(one).lower() in READ]
    # What a script loads may start from the page, so that pages come first.
    made = [_page(read, goals, one) for one in sorted(files, key=lambda one: not is_page(one))]
    hints = {goal.path for page in made for reference, goal in page.links if reference.use == "hint"}
    manifests = [one for one in content.files if ending_of(one) == ".json" and one.path in hints]
    made += [_page(read, goals, one) for one in manifests]
    return tuple(sorted(made, key=lambda page: page.file.path))


def _page(read: _Reader, goals: Goals, file: PackageFile) -> Page:
    try:
        found = read.found(file)
    except (Unreadable, ArchiveError) as error:
        reason = Phrase(error.message if isinstance(error, ArchiveError) else error.reason)
        return Page(file, problem=Phrase("it cannot be read: {reason}", reason=reason))
    if isinstance(found, Phrase):
        return Page(file, problem=found)
    return Page(file, goals.of(file, found))


class _Reader:
    """Reads files, each in its language, until it has read enough."""

    def __init__(self, site: Site) -> None:
        from hapline_plugins.offline.pages import script

        self._script = script.finder(site.hosts)
        self._left = MOST_TOGETHER

    def found(self, file: PackageFile) -> Found | Phrase:
        """What a file refers to, or why that is not known."""
        ending = ending_of(file).lower()
        most = MOST_SCRIPT if ending in SCRIPTS else MOST_TEXT
        data = file.read()
        if len(data) > most:
            return Phrase("it has {size:size}, more than {most:size}", size=len(data), most=most)
        self._left -= len(data)
        if self._left < 0:
            return Phrase("the pages before it have {most:size} together", most=MOST_TOGETHER)
        if ending in (*PAGES, *DRAWINGS):
            from hapline_plugins.offline.pages import markup_references

            return markup_references.found(_text(data), self._script)
        return Found(tuple(islice(self._references(ending, data), MOST)))

    def _references(self, ending: str, data: bytes) -> Iterator[Reference]:
        if ending in STYLES:
            from hapline_plugins.offline.pages import css

            return css.references(_text(data))
        if ending in MANIFESTS:
            from hapline_plugins.offline.pages import manifest

            return manifest.references(data)
        return self._script(_text(data), 0)


def _text(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:3] == b"\xef\xbb\xbf" or not data.isascii():
        from hapline.documents import DocumentError, TolerantText

        try:
            return TolerantText(data).text
        except DocumentError:  # half a character of UTF-16
            return data.decode("utf-16", "replace")
    return data.decode("ascii")
