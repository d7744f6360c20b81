"""The registry of package ids: a text file that many repositories share, in which each Bundle keeps its id.

One line for each Bundle, sorted; lines are added and never removed or changed, so that an app that is still in use and
a Bundle that is built again find the same id::

    # package ids, added by `hapline portal`; never remove or change a line
    com.example.shop:cart-build = 41  # the shop team
    com.example.shop:search-build = 43  # retired
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from hapline.documents import DocumentError, Encoding, apply, decode, encoding_of
from hapline.errors import UsageError
from hapline_hooks import Location, Phrase, TextEdit
from hapline_plugins.portal.ids.entries import Entry, Line, RegistryProblem, fields, is_bundle, lines, written
from hapline_plugins.portal.ids.numbers import PackageId, parse_package_id
from hapline_plugins.portal.names import REGISTRY
from hapline_plugins.portal.official import refusal

LIMIT = 256 * 1024
"""Bytes that a registry may have; there are no more than 125 ids, so a large one has a few dozen KB."""
MOST_LINES = 5000
"""Lines that it may have, for the same reason."""


class Registry:
    """A registry as it was read. What is wrong in it is among its problems; the rest of it can be used.

    Attributes:
        path: What people call the file. text: Its text. encoding: How it is written as bytes. lines: Its lines.
        entries: The lines that name a Bundle with an id, in their order; of an unsettled merge those of both sides.
    """

    def __init__(self, data: bytes, path: str = REGISTRY) -> None:
        """Read it.

        Raises:
            hapline.documents.DocumentError: It is larger than any registry, or no text in UTF-8 or marked UTF-16.
        """
        hint = "a registry of this size is hardly meant; look at what wrote it"
        if len(data) > LIMIT:
            raise DocumentError("the file has {size} bytes, more than {limit}", hint=hint, size=len(data), limit=LIMIT)
        self.path = path
        self.text = decode(data)
        count = self.text.count("\n") + self.text.count("\r")
        if count > 2 * MOST_LINES:  # of CRLF both were counted
            raise DocumentError("the file has more than {limit} lines", hint=hint, limit=MOST_LINES)
        self.encoding: Encoding = encoding_of(data)
        self.lines: Sequence[Line] = tuple(lines(self.text))
        self.entries: Sequence[Entry] = tuple(entry for line in self.lines for entry in _entries(line, path))

    @cached_property
    def problems(self) -> tuple[RegistryProblem, ...]:
        """What is wrong with it, in the order of the places."""
        from hapline_plugins.portal.ids.registry_problems import problems

        return problems(self)

    @cached_property
    def by_bundle(self) -> Mapping[str, Entry]:
        """The first entry of each Bundle."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            found.setdefault(entry.bundle, entry)
        return found

    @cached_property
    def by_id(self) -> Mapping[int, Entry]:
        """The first entry of each id. The ids of retired Bundles are taken like any other."""
        found: dict[int, Entry] = {}
        for entry in self.entries:
            found.setdefault(entry.package_id, entry)
        return found

    @property
    def used(self) -> frozenset[int]:
        """The ids that are taken."""
        return frozenset(self.by_id)

    def add(self, entries: Iterable[tuple[str, int] | tuple[str, int, str]]) -> tuple[TextEdit, ...]:
        """The edits of the text that add entries, each at its sorted place; all else stays byte for byte.

        Args:
            entries: ``group:artifact``, the id, and a comment to stand behind it. What is there already is passed over.

        Raises:
            hapline.errors.UsageError: The registry cannot be added to before it is mended, an id may not be held, or is
                taken by another Bundle, or the Bundle has another one.
        """
        from hapline_plugins.portal.ids.registry_edits import insertions

        self.require_settled()
        new = sorted((bundle, package_id, " ".join(rest)) for bundle, package_id, *rest in entries)
        wanted: dict[str, tuple[int, str]] = {}
        owners: dict[int, str] = {}
        for bundle, package_id, comment in new:
            self._vet(bundle, package_id, comment)
            other = owners.setdefault(package_id, bundle)
            before = wanted.setdefault(bundle, (package_id, comment))[0]
            if other != bundle:
                what = "the package id {id} is to be taken by {bundle} and by {owner}"
                raise UsageError(Phrase(what, id=package_id, bundle=bundle, owner=other), where=self.path)
            if before != package_id:
                what = "{bundle} is to have two package ids, {id} and {other}"
                raise UsageError(Phrase(what, bundle=bundle, id=before, other=package_id), where=self.path)
        return insertions(
            self,
            [
                (bundle, written(bundle, package_id, comment))
                for bundle, (package_id, comment) in wanted.items()
                if bundle not in self.by_bundle
            ],
        )

    def applied(self, edits: Iterable[TextEdit]) -> bytes:
        """The file with edits of its text."""
        return self.encoding.encode(apply(self.text, edits))

    def require_settled(self) -> None:
        """Insist that every line can be read.

        Raises:
            hapline.errors.UsageError: It holds a merge that is not settled, or lines that are no entries.
        """
        for problem in self.problems:
            if problem.kind in {"conflict", "malformed", "id"}:
                todo = "mend this line first: nothing is added to a registry that cannot be read as a whole"
                raise UsageError(problem.what, where=self.path, span=problem.location.span, todo=todo)

    def _vet(self, bundle: str, package_id: int, comment: str) -> None:
        if not is_bundle(bundle):
            raise UsageError(Phrase("{bundle} is not of the form group:artifact", bundle=bundle), where=self.path)
        if "\n" in comment or "\r" in comment:
            raise UsageError("a comment of the registry stands on one line", where=self.path)
        reason = refusal(package_id)
        if reason is not None:
            what = "{bundle} cannot have the package id {id}: {reason}"
            raise UsageError(Phrase(what, bundle=bundle, id=package_id, reason=reason), where=self.path)
        own = self.by_bundle.get(bundle)
        if own is not None and own.package_id != package_id:
            what = "{bundle} has the package id {own}, and cannot have {id}"
            what_now = Phrase(what, bundle=bundle, own=own.package_id, id=package_id)
            todo = "ids stay as they are: build the Bundle with the one that is registered"
            raise UsageError(what_now, where=self.path, span=own.location.span, todo=todo)
        holder = self.by_id.get(package_id)
        if holder is not None and holder.bundle != bundle:
            what = "the package id {id} is taken by {owner}, and cannot be that of {bundle}"
            raise UsageError(
                Phrase(what, id=package_id, owner=holder.bundle, bundle=bundle),
                where=self.path,
                span=holder.location.span,
                todo="choose another id, or have one chosen",
            )


def read_id(line: Line) -> PackageId | None:
    """The package id that a line gives; None where it is no entry."""
    found = fields(line)
    return parse_package_id(found[2]) if found and is_bundle(found[1]) else None


def id_place(line: Line, path: str) -> Location:
    """Where the id of a line stands; the whole line where it is no entry."""
    found = fields(line)
    return line.place(path, *found.span(2)) if found else line.place(path)


def _entries(line: Line, path: str) -> Iterable[Entry]:
    if line.is_silent or line.mark:
        return
    package_id = read_id(line)
    found = fields(line)
    # What both sides of a merge began with is said by neither of them.
    if found is None or package_id is None or package_id.value is None or line.side == "base":
        return
    yield Entry(
        bundle=found[1],
        package_id=package_id.value,
        comment=(found[3] or "").strip(),
        location=line.place(path, *found.span(2)),
        start=line.start,
        end=line.end,
        side=line.side,
        branch=line.branch,
    )
