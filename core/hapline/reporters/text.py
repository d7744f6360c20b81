"""The report as people read it: the finding, the lines it is about, what to do, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from hapline.console import paint, printable
from hapline.engine.placing import Places
from hapline.engine.report import Judged, Report
from hapline.reporters.wording import counts, message, related_message, sides, where
from hapline.words import Words
from hapline_hooks import Location, Severity, Span

_COLORS: dict[Severity, str] = {"error": "31;1", "warning": "33;1", "note": "36;1"}
_FRAME_WIDTH = 100
"""Columns of source that are shown; built module.json files are one line of thousands."""


def render(
    report: Report,
    words: Words,
    *,
    color: bool = False,
    width: int | None = None,
    verbose: bool = False,
    quiet: bool = False,
) -> str:
    """The report as text; the arguments are those of ``TextReporter``."""
    reporter = TextReporter(words, color=color, width=width, verbose=verbose, quiet=quiet)
    return "".join(f"{line}\n" for line in reporter.lines(report))


class TextReporter:
    """Writes findings one after the other, with a code frame."""

    def __init__(
        self,
        words: Words,
        *,
        color: bool = False,
        width: int | None = None,
        verbose: bool = False,
        quiet: bool = False,
    ) -> None:
        """Choose how much is shown, and how.

        Args:
            words: The language. color: Whether to write escape sequences of a terminal.
            width: The columns of the terminal, to which long lines are broken; None: they are left long.
            verbose: Whether to show what was accepted. quiet: Whether to show nothing but the findings' first lines.
        """
        self._words = words
        self._color = color
        self._width = width
        self._verbose = verbose
        self._quiet = quiet
        self._places = Places()

    def lines(self, report: Report) -> Iterator[str]:
        """The report, line by line."""
        for one in report.findings:
            yield from self._finding(one)
        if self._verbose:
            for suppressed in report.suppressed:
                yield self._words(
                    "accepted {code} at {place}: {message} ({reason})",
                    code=suppressed.judged.rule.code,
                    place=where(suppressed.judged.finding.location),
                    message=message(suppressed.judged, self._words),
                    reason=printable(suppressed.reason),
                )
        if not self._quiet:
            yield self._summary(report)

    def _finding(self, one: Judged) -> Iterator[str]:
        finding = one.finding
        label = self._paint(f"{self._words(one.severity)}[{finding.rule}]", _COLORS[one.severity])
        first, *rest = message(one, self._words).split("\n")
        if self._quiet:
            yield f"{where(finding.location)}: {label} {first}"
            return
        yield f"{label} {self._paint(first, '1')}"
        gutter = " " * len(str(finding.location.span.end_line if finding.location.span else 1))
        yield from self._place(finding.location, one, gutter, "-->")
        for related in finding.related:
            yield from self._place(related.location, one, gutter, ":::")
            yield from self._broken(f"{gutter} ", "=", related_message(one, related, self._words))
        for line in rest:
            yield from self._broken(f"{gutter} ", "|", line)
        for label, text in sides(one, self._words):
            yield from self._broken(f"{gutter} ", "=", text, label)
        yield ""

    def _broken(self, gutter: str, sign: str, text: str, label: str = "") -> Iterator[str]:
        """A line beside a finding; where it is longer than the terminal is wide, the rest stands under its text."""
        colon = self._words(": ") if label else ""
        head = f"{gutter}{self._dim(sign)} {self._paint(label, '1') if label else ''}{colon}"
        if self._width is None:
            yield head + text
            return
        from hapline.reporters.wrapping import columns, wrapped

        indent = columns(f"{gutter}{sign} {label}{colon}")
        first, *rest = wrapped(text, self._width - indent)
        yield head + first
        for line in rest:
            # A message has lines of its own, which are marked; those that are broken here are not.
            yield f"{' ' * indent}{line}"

    def _place(self, location: Location, one: Judged, gutter: str, arrow: str) -> Iterator[str]:
        symbol = f"  {self._dim(printable(location.symbol))}" if location.symbol else ""
        yield f"{gutter}{self._paint(arrow, '34;1')} {where(location)}{symbol}"
        span = location.span
        text = self._places.text(location, one.subject) if span and not one.rule.secret else None
        if span and text is not None:
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            if span.start_line <= len(lines):
                room = _FRAME_WIDTH if self._width is None else min(_FRAME_WIDTH, self._width - len(gutter) - 5)
                color = _COLORS[one.severity]
                line = lines[span.start_line - 1]
                yield from _frame(line, span, gutter, max(room, 1), self._dim, lambda t: self._paint(t, color))

    def _summary(self, report: Report) -> str:
        parts = counts(report, self._words)
        fixable = Counter(
            one.subject.mended_by for one in report.findings if any(fix.safe for fix in one.finding.fixes)
        )
        for command, count in fixable.items():
            parts.append(self._words("{count} can be fixed by `{command}`", count=count, command=command))
        if report.faults:
            parts.append(self._words("the result is incomplete"))
        color = "33;1" if report.faults else "1" if report.findings else "32;1"
        return self._paint(self._words("{items}", items=parts), color)

    def _paint(self, text: str, code: str) -> str:
        return paint(text, code, color=self._color)

    def _dim(self, text: str) -> str:
        return self._paint(text, "2")


def _frame(
    line: str, span: Span, gutter: str, room: int, dim: Callable[[str], str], mark: Callable[[str], str]
) -> Iterator[str]:
    # Imported here: a run without findings measures no text.
    from hapline.reporters.wrapping import columns

    start = min(span.start_column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.start_line else len(line)
    # One character in place of each that is shown otherwise, so that counting goes on as before.
    low = max(0, start - room)
    piece = printable(line[low : start + room].replace("\t", " "))
    first, last = _window(piece, start - low, room, whole=len(line) == len(piece))
    shown = piece[first:last]
    before, behind = "…" if low + first else "", "…" if low + last < len(line) else ""
    marked = piece[start - low : min(max(end, start + 1) - low, last)]
    pad = " " * (len(before) + columns(piece[first : start - low]))
    yield f"{gutter} {dim('|')}"
    yield f"{dim(str(span.start_line).rjust(len(gutter)))} {dim('|')} {before}{shown}{behind}"
    yield f"{gutter} {dim('|')} {pad}{mark('^' * max(1, columns(marked)))}"


def _window(piece: str, start: int, room: int, *, whole: bool) -> tuple[int, int]:
    """The stretch around a place that has room, half of it for what stands before."""
    from hapline.reporters.wrapping import columns

    if whole and columns(piece) <= room:
        return 0, len(piece)
    first, left = start, room // 2
    while first and (left := left - columns(piece[first - 1])) >= 0:
        first -= 1
    last, left = first, room
    while last < len(piece) and (left := left - columns(piece[last])) >= 0:
        last += 1
    return first, last
