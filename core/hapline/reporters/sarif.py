"""The report as SARIF 2.1.0, for code scanning and Jenkins."""

from __future__ import annotations

import json
from urllib.parse import quote

from hapline import __version__
from hapline.engine.report import Judged, Report, Suppressed
from hapline.engine.selection import AnyRule
from hapline.words import Words
from hapline_hooks import Location, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "note"}


def render(report: Report, words: Words) -> str:
    """The report as one SARIF log with one run."""
    used = {one.rule.code: one.rule for one in (*report.findings, *(one.judged for one in report.suppressed))}
    rules = {rule.code: rule for rule in report.rules} | used
    order = {code: number for number, code in enumerate(sorted(rules))}
    notifications = [
        {
            "level": "error",
            "message": {"text": f"{fault.plugin}: {fault.what}: {type(fault.error).__name__}: {fault.error}"},
        }
        for fault in report.faults
    ]
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "hapline",
                "semanticVersion": __version__,
                "rules": [_rule(rules[code], words) for code in order],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that was checked."}}},
        "invocations": [
            {"executionSuccessful": not report.faults, "toolExecutionNotifications": notifications},
        ],
        "results": [
            *(_result(one, order, words) for one in report.findings),
            *(_suppressed(one, order, words) for one in report.suppressed),
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(rule: AnyRule, words: Words) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": words.translate(rule.title)},
        "fullDescription": {"text": words.translate(rule.why)},
        "help": {"text": words.translate(rule.help)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"official": list(rule.official), "sources": list(rule.sources)},
    }


def _result(one: Judged, order: dict[str, int], words: Words) -> dict[str, object]:
    found = one.finding
    result: dict[str, object] = {
        "ruleId": found.rule,
        "ruleIndex": order[found.rule],
        "level": _LEVELS[one.severity],
        "message": {"text": words.message(one.rule, found.message, found.args)},
        "locations": [_location(found.location)],
        "partialFingerprints": {"hapline/v1": found.fingerprint},
    }
    if found.related:
        result["relatedLocations"] = [
            _location(related.location) | {"message": {"text": words.message(one.rule, related.message, related.args)}}
            for related in found.related
        ]
    return result


def _suppressed(one: Suppressed, order: dict[str, int], words: Words) -> dict[str, object]:
    accepted = {"kind": "inSource", "justification": one.reason}
    return _result(one.judged, order, words) | {"suppressions": [accepted]}


def _location(place: Location) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.path), "uriBaseId": "%SRCROOT%"}}
    # A place inside an archive has no line of its own in the file that is named.
    if place.span and not place.inner:
        physical["region"] = {
            "startLine": place.span.start_line,
            "startColumn": place.span.start_column,
            "endLine": place.span.end_line,
            "endColumn": place.span.end_column,
        }
    found: dict[str, object] = {"physicalLocation": physical}
    logical = "!".join((*place.inner, place.symbol) if place.symbol else place.inner)
    if logical:
        found["logicalLocations"] = [{"fullyQualifiedName": logical, "kind": "member"}]
    return found
