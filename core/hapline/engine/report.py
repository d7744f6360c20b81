"""What a run has to say: findings with their rules and severities, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from hapline.plugins import Fault
from hapline_hooks import SEVERITIES, Finding, Rule, Severity, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding with the rule and the subject it came from, and the severity that counts."""

    finding: Finding
    rule: type[Rule[Subject]]
    severity: Severity
    subject: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """A finding that somebody accepted, with the reason."""

    judged: Judged
    reason: str


@dataclass(slots=True, kw_only=True)
class Report:
    """The result of one run.

    Attributes:
        findings: By file and place. suppressed: What was accepted. subjects: What was judged.
        rules: The rules that ran. faults: Plugins and rules that crashed; then the result is incomplete.
    """

    findings: list[Judged] = field(default_factory=list)
    suppressed: list[Suppressed] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    rules: list[type[Rule[Subject]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(one.severity == severity for one in self.findings)

    def fails(self, fail_on: str) -> bool:
        """Whether a finding is at or above this severity; ``never`` is above all."""
        if fail_on == "never":
            return False
        least = SEVERITIES.index(fail_on)  # type: ignore[arg-type]
        return any(SEVERITIES.index(one.severity) >= least for one in self.findings)
