"""The report as SARIF 2.1.0, for code scanning and Jenkins."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from posixpath import normpath
from urllib.parse import quote

from hapline import __version__
from hapline.engine.report import Judged, Report, Suppressed
from hapline.engine.selection import AnyRule
from hapline.reporters.replacements import Replacements
from hapline.reporters.wording import below, by_severity, fault_text, message, related_message, where
from hapline.words import Words
from hapline_hooks import Location, Severity, replace

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MAX_RESULTS = 25_000
"""Results that code scanning takes of one run; it refuses the whole file above that."""
MAX_LOCATIONS = 1000
"""Places that it takes of one result, the further ones included."""
MAX_TAGS = 20
"""Tags that it takes of one rule."""
_ROOT = "%SRCROOT%"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "note"}
_LINK = re.compile(r"\[(?=[^\]\n]*\]\()")
_HALF = re.compile("[\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")


def render(report: Report, words: Words, *, prefix: str = "") -> str:
    """The report as one SARIF log with one run.

    Args:
        report: What to say. words: In which language.
        prefix: The folder that paths are relative to, as seen from the root of the repository.
    """
    return _Run(report, words, prefix).text()


class _Run:
    """One run, while it is written."""

    def __init__(self, report: Report, words: Words, prefix: str) -> None:
        self.report = report
        self.words = words
        self.prefix = prefix
        self.replacements = Replacements()
        self.findings, self.suppressed = _chosen(report)
        used = {one.rule.code: one.rule for one in (*self.findings, *(one.judged for one in self.suppressed))}
        self.rules = {rule.code: rule for rule in report.rules} | used
        self.order = {code: number for number, code in enumerate(sorted(self.rules))}

    def text(self) -> str:
        """The log."""
        notifications = self.notifications()
        root = self.words("The root of the repository." if self.prefix else "The folder that was checked.")
        run: dict[str, object] = {
            "tool": {
                "driver": {
                    "name": "hapline",
                    "semanticVersion": __version__,
                    "rules": [_rule(self.rules[code], self.words) for code in self.order],
                }
            },
            "language": "zh-CN" if self.words.lang == "zh" else "en-US",
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {_ROOT: {"description": {"text": root}}},
            "invocations": [
                {"executionSuccessful": not self.report.faults, "toolExecutionNotifications": notifications},
            ],
            "results": [*map(self.result, self.findings), *map(self.accepted, self.suppressed)],
        }
        log = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        return _HALF.sub("\N{REPLACEMENT CHARACTER}", log)

    def notifications(self) -> list[dict[str, object]]:
        """What a reader must know of the run: what crashed, and what is not here."""
        found: list[dict[str, object]] = [
            {"level": "error", "message": {"text": _plain(fault_text(fault, self.words))}}
            for fault in self.report.faults
        ]
        findings, suppressed = self.report.findings, self.report.suppressed
        missing = len(findings) + len(suppressed) - len(self.findings) - len(self.suppressed)
        if missing:
            text = self.words(
                "{count} results are left out, the least severe ones: a run holds {most}",
                count=missing,
                most=MAX_RESULTS,
            )
            found.append({"level": "warning", "message": {"text": text}})
        return found

    def result(self, one: Judged) -> dict[str, object]:
        """A finding."""
        found = one.finding
        result: dict[str, object] = {
            "ruleId": found.rule,
            "ruleIndex": self.order[found.rule],
            "level": _LEVELS[one.severity],
            "message": {"text": self.message(one)},
            "locations": [self.location(found.location)],
            "partialFingerprints": {"hapline/v1": found.fingerprint},
        }
        if not _has_region(found.location):
            # Code scanning knows an alert again by this, and computes it itself where there is a line.
            result["partialFingerprints"] = {
                "hapline/v1": found.fingerprint,
                "primaryLocationLineHash": f"{found.fingerprint}:1",
            }
        if found.related:
            result["relatedLocations"] = [
                self.location(related.location)
                | {"message": {"text": _plain(related_message(one, related, self.words))}}
                for related in found.related[: MAX_LOCATIONS - 1]
            ]
        if found.products:
            result["properties"] = {"products": list(found.products)}
        fixes = [self.fix(number, one) for number in range(len(found.fixes))]
        if any(fixes):
            result["fixes"] = list(filter(None, fixes))
        return result

    def accepted(self, one: Suppressed) -> dict[str, object]:
        """A finding that somebody accepted."""
        kind = "inSource" if one.kind == "comment" else "external"
        accepted = {"kind": kind, "justification": one.reason}
        return self.result(one.judged) | {"suppressions": [accepted]}

    def message(self, one: Judged) -> str:
        """The message; readers of SARIF show the archive's name alone, so the place inside it is said here."""
        text = message(one, self.words)
        place = one.finding.location
        if place.inner:
            first, *rest = text.split("\n")
            inside = where(replace(place, path=place.inner[0], inner=place.inner[1:]))
            text = "\n".join([self.words("{message} (in {place})", message=first, place=inside), *rest])
        return _plain(text)

    def location(self, place: Location) -> dict[str, object]:
        """A place."""
        physical: dict[str, object] = {"artifactLocation": self.artifact(place.path)}
        # A place inside an archive has no line of its own in the file that is named.
        if place.span and not place.inner:
            physical["region"] = _region(
                (place.span.start_line, place.span.start_column), (place.span.end_line, place.span.end_column)
            )
        found: dict[str, object] = {"physicalLocation": physical}
        logical = "!".join((*place.inner, place.symbol) if place.symbol else place.inner)
        if logical:
            found["logicalLocations"] = [{"fullyQualifiedName": logical, "kind": "member"}]
        return found

    def artifact(self, path: str) -> dict[str, str]:
        """A file: relative to the root where it can be, so that the log says nothing of this machine."""
        path = below(self.prefix, path)
        if path.startswith("/"):
            return {"uri": f"file://{_quoted(path)}"}
        if _DRIVE.match(path):
            return {"uri": f"file:///{path[0]}:{_quoted(path[2:].replace(chr(92), '/'))}"}
        return {"uri": _quoted(normpath(path)), "uriBaseId": _ROOT}

    def fix(self, number: int, one: Judged) -> dict[str, object] | None:
        """A fix as replacements of text; None where the file is no longer what it was."""
        fix = one.finding.fixes[number]
        replacements = [
            {"deletedRegion": _region(start, end)} | ({"insertedContent": {"text": text}} if text else {})
            for start, end, text in self.replacements.of(fix, one.subject)
        ]
        if not replacements:
            return None
        title = self.words.message(one.rule, fix.title, one.finding.args)
        return {
            "description": {"text": _plain(title)},
            "artifactChanges": [{"artifactLocation": self.artifact(fix.path), "replacements": replacements}],
            "properties": {"safe": fix.safe},
        }


def _chosen(report: Report) -> tuple[Sequence[Judged], Sequence[Suppressed]]:
    """What fits into a run, in the order of the report."""
    findings = report.findings
    if len(findings) > MAX_RESULTS:
        kept = {id(one) for one in by_severity(report)[:MAX_RESULTS]}
        findings = [one for one in findings if id(one) in kept]
    return findings, report.suppressed[: MAX_RESULTS - len(findings)]


def _rule(rule: AnyRule, words: Words) -> dict[str, object]:
    properties: dict[str, object] = {"official": list(rule.official), "sources": list(rule.sources)}
    if rule.official:
        properties["tags"] = list(rule.official[:MAX_TAGS])
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": words.about(rule).translate(rule.title)},
        "fullDescription": {"text": words.about(rule).translate(rule.why)},
        "help": {"text": words.about(rule).translate(rule.help)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": properties,
    }


def _has_region(place: Location) -> bool:
    return place.span is not None and not place.inner


def _region(start: tuple[int, int], end: tuple[int, int]) -> dict[str, int]:
    return {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}


def _plain(text: str) -> str:
    # What looks like a link in a message of SARIF is one, also where it comes from somebody's file.
    return _LINK.sub(r"\[", text)


def _quoted(path: str) -> str:
    try:
        name = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        name = path.encode("utf-8", "replace")
    return quote(name)
