"""What a run has to say: findings with their rules and severities, and what was left out and why."""

from __future__ import annotations

from typing import Literal

from hapline.plugins import Fault
from hapline_hooks import SEVERITIES, Finding, Rule, Severity, Subject, noun


@noun
class Judged:
    """A finding with the rule and the subject it came from, and the severity that counts."""

    finding: Finding
    rule: type[Rule[Subject]]
    severity: Severity
    subject: Subject


@noun
class Suppressed:
    """A finding that somebody accepted, with the reason, and where that is written."""

    judged: Judged
    reason: str
    kind: Literal["comment", "configuration", "baseline"] = "comment"


class Report:
    """The result of one run.

    Attributes:
        findings: By file and place. suppressed: What was accepted. subjects: What was judged.
        rules: The rules that ran. faults: Plugins and rules that crashed; then the result is incomplete.
    """

    __slots__ = ("faults", "findings", "rules", "subjects", "suppressed")

    def __init__(self, *, subjects: list[Subject], faults: list[Fault]) -> None:
        """Start with what is going to be judged."""
        self.findings: list[Judged] = []
        self.suppressed: list[Suppressed] = []
        self.subjects = subjects
        self.rules: list[type[Rule[Subject]]] = []
        self.faults = faults

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(one.severity == severity for one in self.findings)

    def fails(self, fail_on: str) -> bool:
        """Whether a finding is at or above this severity; ``never`` is above all."""
        if fail_on == "never":
            return False
        least = SEVERITIES.index(fail_on)
        return any(SEVERITIES.index(one.severity) >= least for one in self.findings)
