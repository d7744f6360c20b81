"""What a run has to say: findings with their rules and severities, and what was left out and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    """A finding that somebody accepted.

    Attributes:
        judged: The finding. reason: Why it is acceptable. kind: Where that is written.
    """

    judged: Judged
    reason: str
    kind: Literal["comment", "configuration", "baseline"] = "comment"


class Report:
    """The result of one run.

    Attributes:
        findings: By file and place. suppressed: What was accepted. subjects: What was judged in this run.
        elsewhere: How many more findings there are that nobody asked about.
        applies: Whether there are rules for what was judged.
        faults: What kept plugins from finishing; then the result is incomplete.
        read: The files of the tree that it came from.
    """

    __slots__ = ("_rules", "applies", "elsewhere", "faults", "findings", "read", "subjects", "suppressed")

    def __init__(
        self,
        *,
        subjects: list[Subject],
        faults: list[Fault],
        rules: Callable[[], Sequence[type[Rule[Subject]]]] = tuple,
    ) -> None:
        """Start with what was judged; the rules are looked up when somebody asks for them."""
        self.findings: list[Judged] = []
        self.applies = True
        self.elsewhere = 0
        self.suppressed: list[Suppressed] = []
        self.subjects = subjects
        self._rules = rules
        self.faults = faults
        self.read: set[str] = set()

    def limit(self, wanted: Callable[[Finding], bool]) -> None:
        """Leave out findings that nobody asked about."""
        kept = [one for one in self.findings if wanted(one.finding)]
        self.elsewhere += len(self.findings) - len(kept)
        self.findings = kept

    @property
    def rules(self) -> Sequence[type[Rule[Subject]]]:
        """The rules that ran."""
        return self._rules()

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(one.severity == severity for one in self.findings)

    def fails(self, fail_on: str) -> bool:
        """Whether a finding is at or above this severity; ``never`` is above all."""
        if fail_on == "never":
            return False
        least = SEVERITIES.index(fail_on)
        return any(SEVERITIES.index(one.severity) >= least for one in self.findings)
