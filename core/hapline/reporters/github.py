"""The report as annotations of GitHub Actions: commands on standard output, and a summary of the job in a file."""

from __future__ import annotations

from hapline.console import printable
from hapline.engine.report import Judged, Report
from hapline.reporters import markdown
from hapline.reporters.wording import below, by_severity, details, fault_text, message, where
from hapline.words import Words
from hapline_hooks import Severity, Span

MOST = 10
"""Annotations of each kind that GitHub shows of one step; what comes after them is dropped without a word."""
SUMMARY_LIMIT = 1024 * 1024
"""Bytes of a step's summary; GitHub refuses a larger one as a whole."""
_KINDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: Report, words: Words, *, prefix: str = "", summarised: bool = False) -> str:
    """The report as workflow commands, a line each: the most severe findings, as many as are shown.

    Args:
        report: What to say. words: In which language.
        prefix: The folder that paths are relative to, as seen from GITHUB_WORKSPACE.
        summarised: Whether the summary of the job has all findings, so that it can be pointed to.
    """
    by_kind: dict[str, list[str]] = {kind: [] for kind in _KINDS.values()}
    for fault in report.faults:
        by_kind["error"].append(_command("error", {"title": "hapline"}, fault_text(fault, words)))
    for one in by_severity(report):
        kind = _KINDS[one.severity]
        # Only what is shown is worth the work of writing it.
        by_kind[kind].append(_annotation(kind, one, words, prefix) if len(by_kind[kind]) < MOST else "")
    shown = {kind: commands[:MOST] for kind, commands in by_kind.items()}
    missing = sum(len(commands) for commands in by_kind.values()) - sum(map(len, shown.values()))
    if missing and len(shown["notice"]) == MOST:
        # The line that says so is a notice itself.
        shown["notice"].pop()
        missing += 1
    lines = [line for commands in shown.values() for line in commands]
    if missing:
        lines.append(_command("notice", {"title": "hapline"}, _rest(missing, words, summarised=summarised)))
    return "".join(f"{line}\n" for line in lines)


def write_summary(report: Report, words: Words, path: str, *, prefix: str = "") -> None:
    """Append all findings as a table to the summary of the step.

    Rows that do not fit any more are left out and counted; where nothing fits, nothing is written.

    Args:
        report: What to say. words: In which language. path: The file that GITHUB_STEP_SUMMARY names.
        prefix: The folder that paths are relative to, as seen from GITHUB_WORKSPACE.

    Raises:
        OSError: The file cannot be written to.
    """
    with open(path, "ab") as file:
        left = SUMMARY_LIMIT - file.tell()
        text = f"{markdown.render(report, words, prefix=prefix, limit=left - 1, size=_bytes)}\n".encode()
        if len(text) <= left:
            file.write(text)


def _annotation(kind: str, one: Judged, words: Words, prefix: str) -> str:
    place = one.finding.location
    properties = {"file": printable(below(prefix, place.path))}
    lines = [message(one, words), *details(one, words, prefix)]
    if place.inner:
        # The file that is annotated is the archive, so the place inside it has to be said.
        lines.insert(0, where(place, prefix))
    elif place.span:
        properties |= _lines(place.span)
    properties["title"] = f"{one.rule.code} {one.rule.slug}"
    return _command(kind, properties, "\n".join(lines))


def _lines(span: Span) -> dict[str, str]:
    """The lines of a place, and its column where it is one line: GitHub takes no columns otherwise."""
    last = span.end_line
    if last > span.start_line and span.end_column == 1:
        last -= 1
    found = {"line": str(span.start_line), "endLine": str(last)}
    return found | ({"col": str(span.start_column)} if last == span.start_line else {})


def _command(kind: str, properties: dict[str, str], data: str) -> str:
    listed = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{kind} {listed}::{data.translate(_DATA)}"


def _rest(missing: int, words: Words, *, summarised: bool) -> str:
    if summarised:
        return words("{count} more are not shown here: the summary of this job has all of them", count=missing)
    return words("{count} more are not shown here: a report as text or SARIF has all of them", count=missing)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
