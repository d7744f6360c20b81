"""``hapline baseline``: accepts the findings that are there now, so that only new ones count."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import cast

from hapline import console
from hapline.arguments import Command, Parameter, flag, option
from hapline.commands import verify
from hapline.console import printable
from hapline.dates import is_date, today
from hapline.engine.accepting import Acceptance, created, stale
from hapline.engine.baseline import Baseline, Entry, Scope, read, written
from hapline.engine.projects import judge
from hapline.engine.report import Report
from hapline.errors import (
    EXIT_BUG,
    EXIT_FINDINGS,
    EXIT_FINE,
    MissingError,
    NothingToDoError,
    PartlyDoneError,
    UsageError,
)
from hapline.files import write
from hapline.reporters.baseline import as_json, as_text
from hapline.session import BASELINE, FORMAT, RULE_OPTIONS, SETTINGS_OPTIONS, Session
from hapline.trees import WorkingTree
from hapline.words import Words
from hapline_hooks import Phrase, replace


def create(paths: tuple[str, ...], reason: str, until: str | None, **options: object) -> int:
    """Write the present findings."""
    given = _acceptance(reason, until)
    run = _Run(paths, options)
    append = bool(options["append"])
    if os.path.isfile(run.path) and not (append or options["force"]):
        raise UsageError(
            "there is a baseline already",
            where=run.shown,
            todo="--append adds what is new; --force writes it anew, and keeps the reasons that are in it",
        )
    known = run.known() if os.path.isfile(run.path) else Baseline(run.shown)
    report = run.judge()
    words = run.session.words
    if run.session.faults():
        return EXIT_BUG
    if not report.findings and not os.path.isfile(run.path):
        console.out(words("no findings, so there is nothing to accept"))
        return EXIT_FINE
    kept = [one for one in known.entries.values() if append or not run.scope.sees(one, lambda: report.rules)]
    entries = {one.fingerprint: one for one in kept}
    for entry in created(report.findings, known, run.scope, given, words):
        fewer = entries.get(entry.fingerprint, entry)
        entries[entry.fingerprint] = replace(entry, count=max(entry.count, fewer.count))
    run.write(entries.values())
    _say_counts(words, run.shown, known.entries.values(), entries.values())
    return EXIT_FINE


def prune(paths: tuple[str, ...], *, only_check: bool, **options: object) -> int:
    """Remove what matches nothing."""
    run = _Run(paths, options)
    known = run.known()
    report = run.judge()
    words = run.session.words
    if run.session.faults():
        return EXIT_BUG
    entries = dict(known.entries)
    for entry, left in run.stale(known, report):
        place = {"rule": entry.rule, "path": entry.path, "message": printable(entry.message)}
        if left:
            count = entry.count - left
            console.out(words("{count} of {rule} in {path} not found any more: {message}", count=count, **place))
            entries[entry.fingerprint] = replace(entry, count=left)
        else:
            console.out(words("{rule} in {path} not found any more: {message}", **place))
            del entries[entry.fingerprint]
    if entries == known.entries:
        console.out(words("every entry accepts something that is found"))
        return EXIT_FINE
    if only_check:
        return EXIT_FINDINGS
    run.write(entries.values())
    _say_counts(words, run.shown, known.entries.values(), entries.values())
    return EXIT_FINE


def show(paths: tuple[str, ...], format_: str, **options: object) -> int:
    """Show what is accepted."""
    run = _Run(paths, options)
    known = run.known()
    left: dict[str, int] = {}
    seen: set[str] = set()
    try:
        report = run.judge()
    except NothingToDoError:
        pass  # without a project the baseline can be read all the same
    else:
        left = {entry.fingerprint: found for entry, found in run.stale(known, report)}
        seen = {one.fingerprint for one in known.entries.values() if run.scope.sees(one, lambda: report.rules)}
    entries = sorted(known.entries.values(), key=lambda one: (one.rule, one.path, one.fingerprint))
    if format_ == "json":
        console.out(as_json(run.shown, entries, seen, left))
    else:
        console.out("\n".join(as_text(entries, left, run.session.words)))
    return EXIT_BUG if run.session.faults() else EXIT_FINE


class _Run:
    """A project, or built packages, and the baseline that their findings are held against.

    Attributes:
        session: The session. path: The file of the baseline. shown: The same as findings name it.
        scope: What is looked at.
    """

    def __init__(self, paths: Sequence[str], options: dict[str, object]) -> None:
        self._folder, self._files = _targets(paths)
        self._options = options
        self.session = Session(self._folder, options, (*RULE_OPTIONS, BASELINE, *SETTINGS_OPTIONS))
        settings = self.session.settings
        if not settings.text("check.baseline"):
            raise UsageError("check.baseline names no file", todo="leave it out for hapline-baseline.json, or name one")
        self.path = settings.located("check.baseline")
        self.shown = settings.shown(self.path)
        self.scope = Scope.of(settings, self._files or None)

    def known(self) -> Baseline:
        """The baseline that is there."""
        if not os.path.isfile(self.path):
            raise MissingError(
                "there is no such baseline", where=self.shown, todo="`hapline baseline create` writes it"
            )
        return read(self.path, self.shown)

    def judge(self) -> Report:
        """Judge everything as if there were no baseline."""
        session = self.session
        session.settings.put("check.baseline", "", "hapline baseline")
        if not self._files:
            return judge(session.host, session.settings, WorkingTree(self._folder))
        base = cast("tuple[str, ...]", self._options["base"])
        judged_as = cast("str | None", self._options["judged_as"])
        return verify.judge(session.host, session.settings, self._files, base, judged_as)

    def stale(self, known: Baseline, report: Report) -> list[tuple[Entry, int]]:
        """The entries that accept more than there is, each with how many findings are left of it."""
        present = Counter(self.scope.fingerprint(one.finding) for one in report.findings)
        return list(stale(known, present, self.scope, lambda: report.rules))

    def write(self, entries: Iterable[Entry]) -> None:
        """Write the baseline."""
        try:
            write(self.path, written(entries))
        except OSError as error:
            what = Phrase("cannot be written: {reason}", reason=error.strerror or str(error))
            raise PartlyDoneError(what, where=self.shown) from None


def _targets(paths: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The folder that the run starts in, and the built files; none of them where that folder is the project."""
    for path in paths:
        if not os.path.exists(path):
            raise MissingError("there is no such file or folder", where=path)
    folders = [path for path in paths if os.path.isdir(path)]
    if folders and len(paths) > 1:
        raise UsageError("a run is about one folder, or about built packages", where=folders[0])
    return (folders[0], ()) if folders else (".", tuple(paths))


def _acceptance(reason: str, until: str | None) -> Acceptance:
    if not reason.strip():
        raise UsageError("--reason is empty", todo='say why the findings are accepted, such as "before release 2.1"')
    if until is not None and (not is_date(until) or until < today()):
        raise UsageError(
            Phrase("--until {given}: must be a day from today on", given=until), todo="for example --until 2026-12-31"
        )
    return Acceptance(reason=" ".join(reason.split()), expires=until or "")


def _say_counts(words: Words, file: str, before: Iterable[Entry], after: Iterable[Entry]) -> None:
    old = Counter({one.fingerprint: one.count for one in before})
    new = Counter({one.fingerprint: one.count for one in after})
    numbers = {"total": new.total(), "new": (new - old).total(), "gone": (old - new).total()}
    console.out(words("wrote {file}: {total} accepted, {new} of them new, {gone} removed", file=file, **numbers))


_PATHS = Parameter(to="paths", type="path", many=True)
_TARGET = (
    replace(verify.AS, help="Judge built packages as this."),
    verify.BASE,
    BASELINE,
    *SETTINGS_OPTIONS,
)
_CREATE = Command(
    name="create",
    help="Write the findings that are there now into the baseline.",
    parameters=(
        _PATHS,
        option("--reason", required=True, metavar="TEXT", help="Why they are accepted."),
        option("--until", metavar="DATE", help="The last day on which they are, such as 2026-12-31."),
        flag("--append", help="Add what is new to the baseline that is there."),
        flag("--force", help="Write anew what is looked at; what is accepted keeps its reason and day."),
        option(
            "--select",
            many=True,
            metavar="RULE",
            completes="rule",
            help="Only findings of these rules (code, prefix or slug).",
        ),
        option("--ignore", many=True, metavar="RULE", completes="rule", help="No findings of these rules."),
        *_TARGET,
    ),
    run=create,
)
_PRUNE = Command(
    name="prune",
    help="Remove from the baseline what is not found any more.",
    parameters=(
        _PATHS,
        flag("--check", to="only_check", help="Write nothing; exit 1 if there is something to remove."),
        *_TARGET,
    ),
    run=prune,
)
_SHOW = Command(
    name="show",
    help="Show what the baseline accepts, by rule, and what of it has expired or is gone.",
    parameters=(_PATHS, FORMAT, *_TARGET),
    run=show,
)
COMMAND = Command(
    name="baseline",
    help="Accept the findings that are there now, so that only new ones count. PATHS is a project folder (by default "
    "this one), or built packages that are verified together.",
    commands=(_CREATE, _PRUNE, _SHOW),
)
