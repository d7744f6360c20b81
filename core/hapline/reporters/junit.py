"""The report as JUnit XML, for the test results of Jenkins and GitLab.

A rule is a suite and a class, a place is a test. Jenkins groups tests by the class alone, and splits it at its last
dot: ``hapline.HOS203`` makes the package ``hapline`` and the class HOS203, while a file's name would be torn apart
before its suffix. Tests are named without line numbers, so that both know one again after edits elsewhere.
"""

from __future__ import annotations

from hapline.console import printable
from hapline.engine.report import Judged, Report, Suppressed
from hapline.reporters.wording import below, details, fault_text, message, where
from hapline.reporters.xml import Element, document
from hapline.words import Words
from hapline_hooks import Location

_FAULTS = "hapline.faults"


def render(report: Report, words: Words, *, prefix: str = "") -> str:
    """The report as one file of test results.

    What was accepted is skipped, with the reason; what crashed is an error. A run that finds nothing has one test
    that passes, since Jenkins takes a file without tests for a mistake.

    Args:
        report: What to say. words: In which language.
        prefix: The folder that paths are relative to, as seen from the root of the workspace.
    """
    suites: dict[str, _Suite] = {}
    for one in report.findings:
        _suite(suites, one).failure(one, words, prefix)
    for accepted in report.suppressed:
        _suite(suites, accepted.judged).skipped(accepted, words, prefix)
    ordered = [suites[code] for code in sorted(suites)]
    if report.faults:
        ordered.append(_Suite(_FAULTS, _FAULTS))
        for fault in report.faults:
            ordered[-1].error(fault.what, type(fault.error).__name__, fault_text(fault, words))
    if not ordered:
        ordered.append(_Suite("hapline", "hapline.check"))
        ordered[-1].add(words("no findings"), [])
    totals: dict[str, str | int] = {
        name: sum(suite.totals[name] for suite in ordered) for name in ("tests", "failures", "errors")
    }
    inner = [suite.element() for suite in ordered]
    return document(Element(name="testsuites", attributes={"name": "hapline", **totals}, children=inner))


def _suite(suites: dict[str, _Suite], one: Judged) -> _Suite:
    rule = one.rule
    return suites.setdefault(rule.code, _Suite(f"{rule.code} {rule.slug}", f"hapline.{rule.code}"))


class _Suite:
    """The tests of one rule, while they are collected."""

    def __init__(self, name: str, class_name: str) -> None:
        self.name = name
        self.class_name = class_name
        self.totals: dict[str, int] = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        self.tests: list[Element] = []
        self.taken: dict[str, int] = {}

    def failure(self, one: Judged, words: Words, prefix: str) -> None:
        text = message(one, words)
        place = where(one.finding.location, prefix)
        lines = [f"{place}  {printable(one.finding.location.symbol)}".rstrip(), text, *details(one, words, prefix)]
        self.totals["failures"] += 1
        about = {"type": one.severity, "message": text.split("\n")[0]}
        failure = Element(name="failure", attributes=about, text="\n".join(lines))
        self.add(_test_name(one.finding.location, prefix), [failure])

    def skipped(self, accepted: Suppressed, words: Words, prefix: str) -> None:
        reason = words("accepted: {reason}", reason=printable(accepted.reason))
        text = message(accepted.judged, words)
        self.totals["skipped"] += 1
        skipped = Element(name="skipped", attributes={"message": f"{reason}\n{text}"})
        self.add(_test_name(accepted.judged.finding.location, prefix), [skipped])

    def error(self, name: str, kind: str, text: str) -> None:
        self.totals["errors"] += 1
        self.add(printable(name), [Element(name="error", attributes={"type": kind, "message": text}, text=text)])

    def add(self, name: str, outcome: list[Element]) -> None:
        self.totals["tests"] += 1
        # Readers take tests of one name for one test.
        number = self.taken[name] = self.taken.get(name, 0) + 1
        unique = f"{name} ({number})" if number > 1 else name
        named = {"classname": self.class_name, "name": unique}
        self.tests.append(Element(name="testcase", attributes=named, children=outcome))

    def element(self) -> Element:
        return Element(name="testsuite", attributes={"name": self.name, **self.totals}, children=self.tests)


def _test_name(place: Location, prefix: str) -> str:
    return printable(f"{below(prefix, place.file)} {place.symbol}".rstrip())
