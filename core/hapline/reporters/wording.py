"""What several reporters say alike: messages, places, what to do, and how many findings there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hapline.console import printable
from hapline.engine.report import Judged, Report
from hapline.plugins import Fault
from hapline.words import Words
from hapline_hooks import SEVERITIES, Location, Related

_ABSOLUTE = r"[/\\]|[A-Za-z]:[/\\]"


def message(one: Judged, words: Words) -> str:
    """The message of a finding; it may have several lines."""
    return _lines(words.message(one.rule, one.finding.message, one.finding.args))


def related_message(one: Judged, related: Related, words: Words) -> str:
    """What a further place has to do with the finding, in one line."""
    return printable(words.message(one.rule, related.message, related.args))


def sides(one: Judged, words: Words) -> Iterator[tuple[str, str]]:
    """What stands beside a finding: a label and one line of text each."""
    finding = one.finding
    if finding.products:
        yield words("products"), _listed(finding.products, words)
    yield words("help"), words.about(one.rule).translate(one.rule.help)
    for fix in finding.fixes[:1]:
        how = one.subject.mended_by if fix.safe else f"{one.subject.mended_by} --unsafe"
        title = printable(words.message(one.rule, fix.title, finding.args))
        yield words("fix"), words("{title} ({how})", title=title, how=how)
    if finding.official:
        yield words("official"), _listed(finding.official, words)


def details(one: Judged, words: Words, prefix: str = "") -> Iterator[str]:
    """All that stands beside a finding, a line each, further places first."""
    for related in one.finding.related:
        yield f"{where(related.location, prefix)}{words(': ')}{related_message(one, related, words)}"
    for label, text in sides(one, words):
        yield f"{label}{words(': ')}{text}"


def where(location: Location, prefix: str = "") -> str:
    """A place as editors take it: ``file:line:column``, or the file alone."""
    span = location.span
    file = printable(below(prefix, location.file))
    return f"{file}:{span.start_line}:{span.start_column}" if span else file


def below(prefix: str, path: str) -> str:
    """A path that is relative to the folder ``prefix`` as seen from where the prefix starts."""
    if not prefix or re.match(_ABSOLUTE, path):
        return path
    from posixpath import normpath

    return normpath(f"{prefix}/{path}")


def counts(report: Report, words: Words) -> list[str]:
    """How many findings there are of each severity, and how many were accepted."""
    parts = [
        words(singular if count == 1 else plural, count=count)
        for singular, plural, count in (
            ("{count} error", "{count} errors", report.count("error")),
            ("{count} warning", "{count} warnings", report.count("warning")),
            ("{count} note", "{count} notes", report.count("note")),
        )
        if count
    ]
    if not report.findings and not report.faults:
        parts.append(words("no findings"))
    if report.suppressed:
        parts.append(words("{count} accepted", count=len(report.suppressed)))
    if report.elsewhere:
        parts.append(words("{count} elsewhere, not asked about", count=report.elsewhere))
    return parts


def by_severity(report: Report) -> list[Judged]:
    """The findings, most severe first, otherwise in the order of the report."""
    return sorted(report.findings, key=lambda one: -SEVERITIES.index(one.severity))


def fault_text(fault: Fault, words: Words) -> str:
    """What crashed, in one line."""
    error = printable(f"{type(fault.error).__name__}: {fault.error}")
    return words("plugin {plugin} crashed ({what}): {error}", plugin=fault.plugin, what=fault.what, error=error)


def _listed(items: tuple[str, ...], words: Words) -> str:
    return printable(words("{items}", items=items))


def _lines(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))
