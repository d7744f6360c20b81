"""A baseline: the findings that a project has accepted for now, in a file of its own, one a line.

The lines are sorted, and each ends with a comma, for the last one is an empty object; so a merge has no line to
touch but those that somebody added or removed, and ``merge=union`` of .gitattributes always gives a file that can be
read. A finding that is there twice afterwards counts once, for the larger number and the earlier day.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from hapline.dates import is_date
from hapline.errors import HaplineError, MissingError, UsageError
from hapline_hooks import Finding, Keys, Location, Phrase, noun, replace

if TYPE_CHECKING:
    from hapline.config.settings import Settings
    from hapline.documents import Document
    from hapline.engine.selection import AnyRule

VERSION = 1
"""Raised when a field changes its meaning or goes away; new fields may come at any time, and are kept out."""


@noun
class Entry:
    """Findings that are accepted.

    Attributes:
        fingerprint: What tells them from others. rule: Their code. path: Their file, for readers and for sorting.
        message: What the finding said when it was accepted, for readers. reason: Why it is accepted.
        expires: The last day on which it is; empty for no end. count: How many there may be.
        package: Whether they are about a built file, whose name is its path.
    """

    fingerprint: str
    rule: str
    path: str
    message: str
    reason: str
    expires: str = ""
    count: int = 1
    package: bool = False

    def has_expired(self, day: str) -> bool:
        """Whether it accepts nothing any more on this day."""
        return bool(self.expires) and self.expires < day


@noun
class Scope:
    """What a run looks at, and how a baseline names it.

    Attributes:
        folder: The checked folder with a slash, seen from that of the configuration; empty where it is the same.
        names: The names of the built files; None where a project is checked.
    """

    folder: str = ""
    names: frozenset[str] | None = None

    @classmethod
    def of(cls, settings: Settings, artifacts: Collection[str] | None) -> Scope:
        """The scope of a run over a project, or over these built files."""
        if artifacts is not None:
            return cls(names=frozenset(map(_name, artifacts)))
        folder = ""
        if settings.file and settings.start:
            start, home = os.path.realpath(settings.start), os.path.realpath(os.path.dirname(settings.file))
            if start.startswith(home.rstrip(os.sep) + os.sep):
                folder = os.path.relpath(start, home).replace(os.sep, "/") + "/"
        return cls(folder=folder)

    def path(self, location: Location) -> str:
        """The file of a place: a built file by its name, since it may be built or copied anywhere."""
        return (
            f"{self.folder}{location.file}" if self.names is None else "!".join((_name(location.path), *location.inner))
        )

    def fingerprint(self, finding: Finding) -> str:
        """The fingerprint of a finding, whichever folder the run started in."""
        place = finding.location
        path = f"{self.folder}{place.path}" if self.names is None else _name(place.path)
        return (finding if path == place.path else replace(finding, location=replace(place, path=path))).fingerprint

    def sees(self, entry: Entry, rules: Callable[[], Sequence[AnyRule]]) -> bool:
        """Whether the run would have found what an entry accepts: its file is looked at, by its rule."""
        if self.names is None:
            seen = not entry.package and entry.path.startswith(self.folder)
        else:
            seen = entry.package and entry.path.partition("!")[0] in self.names
        return seen and any(rule.code == entry.rule for rule in rules())


class Baseline:
    """The content of a baseline file.

    Attributes:
        shown: The file as findings name it. entries: By fingerprint, in the order of the file.
    """

    def __init__(self, shown: str, entries: Iterable[Entry] = (), document: Document | None = None) -> None:
        """Hold these entries; those that are there twice count once."""
        self.shown = shown
        self.entries: dict[str, Entry] = {}
        for entry in entries:
            known = self.entries.get(entry.fingerprint)
            self.entries[entry.fingerprint] = _merged(known, entry) if known else entry
        self._document = document

    def place(self, entry: Entry) -> Location:
        """Where an entry stands."""
        if self._document is None or entry.fingerprint not in self._numbers:
            return Location(path=self.shown)
        span = self._document.place(("findings", self._numbers[entry.fingerprint]))
        return Location(path=self.shown, span=span)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        value = self._document.value if self._document is not None else None
        findings = value["findings"] if isinstance(value, dict) else ()
        return {one["fingerprint"]: number for number, one in enumerate(findings) if one}


def read(path: str, shown: str, content: Callable[[str], bytes] | None = None) -> Baseline:
    """Read a baseline file.

    Args:
        path: The file. shown: Its name for people. content: Reads it, where that on disk is not what is judged.

    Raises:
        hapline.errors.HaplineError: It cannot be read, or is no baseline; with line and column.
    """
    from hapline.documents import Document, DocumentError

    try:
        data = content(path) if content else _on_disk(path)
    except OSError as error:
        what = Phrase("the baseline cannot be read: {reason}", reason=error.strerror or str(error))
        raise MissingError(what, where=shown) from None
    try:
        document = Document(data, strict=True)
        value = document.value
    except DocumentError as error:
        raise UsageError(
            Phrase(error.template, **error.fields),
            where=shown,
            span=error.span,
            todo="resolve the merge: keep the lines of both sides" if b"\n<<<<<<< " in data else error.hint,
        ) from None
    return Baseline(shown, _Reader(document, shown).entries(value), document)


def _on_disk(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def written(entries: Iterable[Entry]) -> bytes:
    """The content of a baseline file with these entries."""
    ordered = sorted(entries, key=lambda one: (one.path, one.rule, one.fingerprint))
    lines = ["{", f'  "version": {VERSION},', '  "findings": [']
    lines += [f"    {json.dumps(_as_json(one), ensure_ascii=False)}," for one in ordered]
    return "\n".join([*lines, "    {}", "  ]", "}", ""]).encode("utf-8", "replace")


def _as_json(entry: Entry) -> dict[str, object]:
    found: dict[str, object] = {"rule": entry.rule, "path": entry.path, "message": entry.message}
    found["reason"] = entry.reason
    if entry.expires:
        found["expires"] = entry.expires
    if entry.count != 1:
        found["count"] = entry.count
    if entry.package:
        found["package"] = True
    return {**found, "fingerprint": entry.fingerprint}


def _merged(one: Entry, other: Entry) -> Entry:
    days = [day for day in (one.expires, other.expires) if day]
    return replace(one, count=max(one.count, other.count), expires=min(days, default=""))


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


class _Reader:
    """Turns the value of a baseline file into entries."""

    def __init__(self, document: Document, shown: str) -> None:
        self._document = document
        self._shown = shown

    def entries(self, value: object) -> list[Entry]:
        if not isinstance(value, dict):
            raise self.refusal((), "a baseline must be an object", "write it with `hapline baseline create`")
        version = value.get("version")
        if version != VERSION or isinstance(version, bool):
            what = Phrase("this hapline reads version {known} of a baseline", known=str(VERSION))
            raise self.refusal(("version",), what, "a later hapline may have written it: use that one")
        findings = value.get("findings")
        if not isinstance(findings, list):
            raise self.refusal(("findings",), "findings must be a list", "write it with `hapline baseline create`")
        return [self._entry(one, ("findings", number)) for number, one in enumerate(findings) if one != {}]

    def _entry(self, value: object, at: Keys) -> Entry:
        if not isinstance(value, dict):
            raise self.refusal(at, "an entry must be an object", "remove it")
        texts = {}
        for name in ("fingerprint", "rule", "path", "message", "reason"):
            text = value.get(name)
            if not isinstance(text, str) or not text.strip():
                raise self.refusal(
                    (*at, name),
                    Phrase("{name} must be a string with content", name=name),
                    "say why it is accepted" if name == "reason" else "remove the entry, and create it again",
                )
            texts[name] = text
        count, expires, package = value.get("count", 1), value.get("expires", ""), value.get("package", False)
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise self.refusal((*at, "count"), "count must be a whole number from 1", "leave it out for one finding")
        if expires != "" and not (isinstance(expires, str) and is_date(expires)):
            raise self.refusal((*at, "expires"), "expires must be a date such as 2026-12-31", "leave it out for no end")
        if not isinstance(package, bool):
            raise self.refusal((*at, "package"), "package must be true or false", "leave it out for source")
        return Entry(**texts, count=count, expires=expires, package=package)

    def refusal(self, keys: Keys, what: str, todo: str) -> HaplineError:
        """An error about a place in the file."""
        return UsageError(what, where=self._shown, span=self._document.place(keys), todo=todo)
