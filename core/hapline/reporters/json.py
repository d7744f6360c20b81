"""The report as versioned JSON, for other programs."""

from __future__ import annotations

import json

from hapline import __version__
from hapline.engine.report import Judged, Report
from hapline.words import Words
from hapline_hooks import Location

VERSION = 1
"""Raised when a field changes its meaning or goes away; new fields may come at any time."""


def render(report: Report, words: Words) -> str:
    """The report as one JSON object.

    Halves of surrogate pairs, by which Python holds names of files that are no UTF-8, are written as escapes:
    what reads the object in Python can open the file.
    """
    content = {
        "version": VERSION,
        "tool": {"name": "hapline", "version": __version__},
        "summary": {severity: report.count(severity) for severity in ("error", "warning", "note")}
        | {"suppressed": len(report.suppressed), "elsewhere": report.elsewhere},
        "findings": [finding(one, words) for one in report.findings],
        "suppressed": [
            finding(one.judged, words) | {"reason": one.reason, "kind": one.kind} for one in report.suppressed
        ],
        "faults": [
            {"plugin": fault.plugin, "what": fault.what, "error": f"{type(fault.error).__name__}: {fault.error}"}
            for fault in report.faults
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def finding(one: Judged, words: Words) -> dict[str, object]:
    """One finding as a JSON object."""
    found = one.finding
    return {
        "rule": found.rule,
        "slug": one.rule.slug,
        "severity": one.severity,
        "message": words.message(one.rule, found.message, found.args),
        "messageId": found.message,
        "args": dict(found.args),
        "location": location(found.location),
        "related": [
            location(related.location) | {"message": words.message(one.rule, related.message, related.args)}
            for related in found.related
        ],
        "help": words.about(one.rule).translate(one.rule.help),
        "official": list(found.official),
        "products": list(found.products),
        "fixes": [
            {"title": words.message(one.rule, fix.title, found.args), "path": fix.path, "safe": fix.safe}
            for fix in found.fixes
        ],
        "fingerprint": found.fingerprint,
    }


def location(place: Location) -> dict[str, object]:
    """A place as a JSON object; lines and columns count from 1, the end is exclusive."""
    found: dict[str, object] = {"path": place.path, "inner": list(place.inner), "symbol": place.symbol, "on": place.on}
    if place.span:
        found["start"] = {"line": place.span.start_line, "column": place.span.start_column}
        found["end"] = {"line": place.span.end_line, "column": place.span.end_column}
    return found
