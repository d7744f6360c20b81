"""The report as XML of Checkstyle, which many tools read that know no SARIF."""

from __future__ import annotations

from hapline.console import printable
from hapline.engine.report import Judged, Report
from hapline.reporters.wording import below, details, fault_text, message
from hapline.reporters.xml import Element, document
from hapline.words import Words
from hapline_hooks import Severity

VERSION = "4.3"
"""The version of Checkstyle whose format this is; most writers give it, and readers do not look at it."""
_SEVERITIES: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "info"}


def render(report: Report, words: Words, *, prefix: str = "") -> str:
    """The report as one file of Checkstyle; what was accepted is not in it, since the format cannot say so.

    Args:
        report: What to say. words: In which language.
        prefix: The folder that paths are relative to, as seen from the root of the workspace.
    """
    files: dict[str, list[Element]] = {}
    for one in report.findings:
        name = printable(below(prefix, one.finding.location.file))
        files.setdefault(name, []).append(_error(one, words, prefix))
    for fault in report.faults:
        text = fault_text(fault, words)
        crashed: dict[str, str | int] = {"line": 0, "severity": "error", "message": text, "source": "hapline.fault"}
        files.setdefault("hapline", []).append(Element(name="error", attributes=crashed))
    inner = [Element(name="file", attributes={"name": name}, children=errors) for name, errors in files.items()]
    return document(Element(name="checkstyle", attributes={"version": VERSION}, children=inner))


def _error(one: Judged, words: Words, prefix: str) -> Element:
    span = one.finding.location.span
    # Line 0 is the file as a whole.
    place: dict[str, str | int] = {"line": span.start_line, "column": span.start_column} if span else {"line": 0}
    text = "\n".join([message(one, words), *details(one, words, prefix)])
    what = {"severity": _SEVERITIES[one.severity], "message": text, "source": f"hapline.{one.rule.code}"}
    return Element(name="error", attributes=place | what)
