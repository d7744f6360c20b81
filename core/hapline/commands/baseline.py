"""``hapline baseline``: accepts the findings that are there now, so that only new ones count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar, cast

import click

from hapline.commands import check, verify
from hapline.commands.session import Session, settings_options
from hapline.dates import is_date, today
from hapline.engine.accepting import Acceptance, created, stale
from hapline.engine.baseline import Baseline, Entry, Scope, read, written
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
from hapline.trees import WorkingTree
from hapline.words import Words
from hapline_hooks import Phrase, replace

_F = TypeVar("_F", bound=Callable[..., object])
_OPTIONS: tuple[Callable[[_F], _F], ...] = (
    click.argument("paths", type=click.Path(), nargs=-1),
    click.option("--as", "judged_as", type=click.Choice(["app", "hap", "hsp"]), help="Judge built packages as this."),
    click.option(
        "--base", type=click.Path(), multiple=True, help="An earlier package of the same app to compare with."
    ),
    click.option("--baseline", metavar="FILE", help="The baseline to use instead of the configured one."),
)


def _options(command: _F) -> _F:
    for option in reversed(_OPTIONS):
        command = option(command)
    return settings_options(command)


@click.group(
    name="baseline",
    help="Accept the findings that are there now, so that only new ones count. PATHS is a project folder (by default "
    "this one), or built packages that are verified together.",
)
def command() -> None:
    """Baselines."""


@command.command(name="create", help="Write the findings that are there now into the baseline.")
@click.option("--reason", required=True, metavar="TEXT", help="Why they are accepted.")
@click.option("--until", metavar="DATE", help="The last day on which they are, such as 2026-12-31.")
@click.option("--append", is_flag=True, help="Add what is new to the baseline that is there.")
@click.option("--force", is_flag=True, help="Write anew what is looked at; what is accepted keeps its reason and day.")
@click.option("--select", multiple=True, metavar="RULE", help="Only findings of these rules (code, prefix or slug).")
@click.option("--ignore", multiple=True, metavar="RULE", help="No findings of these rules.")
@_options
def create(paths: tuple[str, ...], reason: str, until: str | None, **options: object) -> int:
    """Write the present findings."""
    given = _acceptance(reason, until)
    run = _Run(paths, options)
    append = bool(options["append"])
    if run.path.is_file() and not (append or options["force"]):
        raise UsageError(
            "there is a baseline already",
            where=run.shown,
            todo="--append adds what is new; --force writes it anew, and keeps the reasons that are in it",
        )
    known = run.known() if run.path.is_file() else Baseline(run.shown)
    report = run.judge()
    words = run.session.words
    if run.session.faults():
        return EXIT_BUG
    if not report.findings and not run.path.is_file():
        click.echo(words("no findings, so there is nothing to accept"))
        return EXIT_FINE
    kept = [one for one in known.entries.values() if append or not run.scope.sees(one, lambda: report.rules)]
    entries = {one.fingerprint: one for one in kept}
    for entry in created(report.findings, known, run.scope, given, words):
        fewer = entries.get(entry.fingerprint, entry)
        entries[entry.fingerprint] = replace(entry, count=max(entry.count, fewer.count))
    run.write(entries.values())
    _say_counts(words, run.shown, known.entries.values(), entries.values())
    return EXIT_FINE


@command.command(name="prune", help="Remove from the baseline what is not found any more.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if there is something to remove.")
@_options
def prune(paths: tuple[str, ...], only_check: bool, **options: object) -> int:  # noqa: FBT001 click passes by name
    """Remove what matches nothing."""
    run = _Run(paths, options)
    known = run.known()
    report = run.judge()
    words = run.session.words
    if run.session.faults():
        return EXIT_BUG
    entries = dict(known.entries)
    for entry, left in run.stale(known, report):
        place = {"rule": entry.rule, "path": entry.path, "message": _printable(entry.message)}
        if left:
            count = entry.count - left
            click.echo(words("{count} of {rule} in {path} not found any more: {message}", count=count, **place))
            entries[entry.fingerprint] = replace(entry, count=left)
        else:
            click.echo(words("{rule} in {path} not found any more: {message}", **place))
            del entries[entry.fingerprint]
    if entries == known.entries:
        click.echo(words("every entry accepts something that is found"))
        return EXIT_FINE
    if only_check:
        return EXIT_FINDINGS
    run.write(entries.values())
    _say_counts(words, run.shown, known.entries.values(), entries.values())
    return EXIT_FINE


@command.command(name="show", help="Show what the baseline accepts, by rule, and what of it has expired or is gone.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@_options
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
        found = [_as_json(one, one.fingerprint in seen, left.get(one.fingerprint, one.count)) for one in entries]
        content = {"version": 1, "baseline": run.shown, "findings": found}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for line in _shown(entries, left, run.session.words):
            click.echo(line)
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
        self.session = Session(self._folder, options)
        settings = self.session.settings
        if not settings.text("check.baseline"):
            raise UsageError("check.baseline names no file", todo="leave it out for hapline-baseline.json, or name one")
        self.path = Path(settings.located("check.baseline"))
        self.shown = settings.shown(self.path)
        self.scope = Scope.of(settings, self._files or None)

    def known(self) -> Baseline:
        """The baseline that is there."""
        if not self.path.is_file():
            raise MissingError(
                "there is no such baseline", where=self.shown, todo="`hapline baseline create` writes it"
            )
        return read(str(self.path), self.shown)

    def judge(self) -> Report:
        """Judge everything as if there were no baseline."""
        session = self.session
        session.settings.put("check.baseline", "", "hapline baseline")
        if not self._files:
            return check.judge(session.host, session.settings, WorkingTree(self._folder))
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


def _targets(paths: Sequence[str]) -> tuple[Path, tuple[str, ...]]:
    """The folder that the run starts in, and the built files; none of them where that folder is the project."""
    for path in paths:
        if not Path(path).exists():
            raise MissingError("there is no such file or folder", where=path)
    folders = [path for path in paths if Path(path).is_dir()]
    if folders and len(paths) > 1:
        raise UsageError("a run is about one folder, or about built packages", where=folders[0])
    return (Path(folders[0]), ()) if folders else (Path(), tuple(paths))


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
    click.echo(words("wrote {file}: {total} accepted, {new} of them new, {gone} removed", file=file, **numbers))


def _as_json(entry: Entry, seen: bool, left: int) -> dict[str, object]:  # noqa: FBT001 one column of three
    return {
        "rule": entry.rule,
        "path": entry.path,
        "message": entry.message,
        "reason": entry.reason,
        "expires": entry.expires or None,
        "expired": entry.has_expired(today()),
        "count": entry.count,
        "found": left if seen else None,
        "package": entry.package,
        "fingerprint": entry.fingerprint,
    }


def _shown(entries: Sequence[Entry], left: dict[str, int], words: Words) -> Iterable[str]:
    by_rule: dict[str, list[Entry]] = {}
    for entry in entries:
        by_rule.setdefault(entry.rule, []).append(entry)
    for rule, several in by_rule.items():
        yield f"{_printable(rule)}{words(': ')}{_numbers(several, left, words)}"
        for entry in several:
            yield f"  {_printable(entry.path)}{words(': ')}{_printable(entry.message)}"
            facts = [words("until {date}", date=entry.expires)] if entry.expires else []
            facts += [words("expired")] if entry.has_expired(today()) else []
            if entry.count > 1:
                facts.append(words("{count} times", count=entry.count))
            if entry.fingerprint in left:
                facts.append(words("found {count} times", count=left[entry.fingerprint]))
            yield f"    {words('{items}', items=[_printable(entry.reason), *facts])}"
    yield _numbers(entries, left, words)


def _numbers(entries: Sequence[Entry], left: dict[str, int], words: Words) -> str:
    expired = sum(one.count for one in entries if one.has_expired(today()))
    gone = sum(one.count - left.get(one.fingerprint, one.count) for one in entries)
    parts = [words("{count} accepted", count=sum(one.count for one in entries) - expired)]
    parts += [words("{count} expired", count=expired)] if expired else []
    parts += [words("{count} not found any more", count=gone)] if gone else []
    return words("{items}", items=parts)


def _printable(text: str) -> str:
    # The file comes with somebody's project: nothing in it may drive the terminal.
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
