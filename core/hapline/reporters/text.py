"""The report as people read it: the finding, the lines it is about, what to do, and a summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from hapline.console import paint, printable, width
from hapline.engine.placing import Places
from hapline.engine.report import Judged, Report
from hapline.words import Words
from hapline_hooks import Location, Severity, Span

_COLORS: dict[Severity, str] = {"error": "31;1", "warning": "33;1", "note": "36;1"}
_FRAME_WIDTH = 100
"""Columns of source that are shown; built module.json files are one line of thousands."""


class TextReporter:
    """Writes findings one after the other, with a code frame."""

    def __init__(self, words: Words, *, color: bool = False, verbose: bool = False, quiet: bool = False) -> None:
        """Choose how much is shown: quiet leaves out everything but the findings' first lines."""
        self._words = words
        self._color = color
        self._verbose = verbose
        self._quiet = quiet
        self._places = Places()

    def lines(self, report: Report) -> Iterator[str]:
        """The report, line by line."""
        for one in report.findings:
            yield from self._finding(one)
        if self._verbose:
            for suppressed in report.suppressed:
                one = suppressed.judged
                message = self._words.message(one.rule, one.finding.message, one.finding.args)
                yield self._words(
                    "accepted {code} at {place}: {message} ({reason})",
                    code=one.rule.code,
                    place=_where(one.finding.location),
                    message=message,
                    reason=suppressed.reason,
                )
        if not self._quiet:
            yield self._summary(report)

    def _finding(self, one: Judged) -> Iterator[str]:
        finding = one.finding
        words = self._words
        label = self._paint(f"{words(one.severity)}[{finding.rule}]", _COLORS[one.severity])
        message = "\n".join(map(printable, words.message(one.rule, finding.message, finding.args).split("\n")))
        first, *rest = message.split("\n")
        if self._quiet:
            yield f"{_where(finding.location)}: {label} {first}"
            return
        yield f"{label} {self._paint(first, '1')}"
        gutter = " " * len(str(finding.location.span.end_line if finding.location.span else 1))
        yield from self._place(finding.location, one, gutter, "-->")
        for related in finding.related:
            note = printable(words.message(one.rule, related.message, related.args))
            yield f"{gutter} {self._dim('=')} {note}"
            yield from self._place(related.location, one, gutter, ":::")
        for line in rest:
            yield f"{gutter} {self._dim('|')} {line}"
        if finding.products:
            yield self._side(gutter, words("products"), self._listed(finding.products))
        yield self._side(gutter, words("help"), words.translate(one.rule.help))
        for fix in finding.fixes[:1]:
            how = "hapline fix" if fix.safe else "hapline fix --unsafe"
            yield self._side(gutter, words("fix"), f"{words.message(one.rule, fix.title, finding.args)} ({how})")
        if finding.official:
            yield self._side(gutter, words("official"), self._listed(finding.official))
        yield ""

    def _side(self, gutter: str, label: str, text: str) -> str:
        return f"{gutter} {self._dim('=')} {self._paint(label, '1')}{self._words(': ')}{text}"

    def _listed(self, items: Sequence[str]) -> str:
        return self._words("{items}", items=items)

    def _place(self, location: Location, one: Judged, gutter: str, arrow: str) -> Iterator[str]:
        symbol = f"  {self._dim(printable(location.symbol))}" if location.symbol else ""
        yield f"{gutter}{self._paint(arrow, '34;1')} {_where(location)}{symbol}"
        span = location.span
        text = self._places.text(location, one.subject) if span and not one.rule.secret else None
        if span and text is not None:
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            if span.start_line <= len(lines):
                yield from _frame(
                    lines[span.start_line - 1], span, gutter, self._dim, lambda t: self._paint(t, _COLORS[one.severity])
                )

    def _summary(self, report: Report) -> str:
        words = self._words
        parts = [
            words(singular if count == 1 else plural, count=count)
            for singular, plural, count in (
                ("{count} error", "{count} errors", report.count("error")),
                ("{count} warning", "{count} warnings", report.count("warning")),
                ("{count} note", "{count} notes", report.count("note")),
            )
            if count
        ]
        if report.suppressed:
            parts.append(words("{count} accepted", count=len(report.suppressed)))
        fixable = sum(any(fix.safe for fix in one.finding.fixes) for one in report.findings)
        if fixable:
            parts.append(words("{count} can be fixed by `hapline fix`", count=fixable))
        if report.faults:
            return self._paint(self._listed([*parts, words("the result is incomplete")]), "33;1")
        if not report.findings:
            return self._paint(self._listed([words("no findings"), *parts]), "32;1")
        return self._paint(self._listed(parts), "1")

    def _paint(self, text: str, code: str) -> str:
        return paint(text, code, color=self._color)

    def _dim(self, text: str) -> str:
        return self._paint(text, "2")


def _where(location: Location) -> str:
    span = location.span
    file = printable(location.file)
    return f"{file}:{span.start_line}:{span.start_column}" if span else file


def _frame(line: str, span: Span, gutter: str, dim: Callable[[str], str], paint: Callable[[str], str]) -> Iterator[str]:
    start = span.start_column - 1
    end = span.end_column - 1 if span.end_line == span.start_line else len(line)
    cut = max(0, start - _FRAME_WIDTH // 2) if len(line) > _FRAME_WIDTH else 0
    shown = line[cut : cut + _FRAME_WIDTH]
    before = shown[: start - cut]
    marked = shown[start - cut : max(end - cut, start - cut + 1)]
    clipped = ("…" if cut else "") + shown.replace("\t", " ") + ("…" if cut + _FRAME_WIDTH < len(line) else "")
    pad = " " * (width(before) + (1 if cut else 0))
    yield f"{gutter} {dim('|')}"
    yield f"{dim(str(span.start_line).rjust(len(gutter)))} {dim('|')} {printable(clipped)}"
    yield f"{gutter} {dim('|')} {pad}{paint('^' * max(1, width(marked)))}"
