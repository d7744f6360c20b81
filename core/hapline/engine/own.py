"""The engine's own rules, about the suppressions in a project; registered through the same hooks as any plugin."""

from __future__ import annotations

from typing import ClassVar

from hapline_hooks import Example, Rule, RuleFamily, Severity, Subject, impl

hapline_api = (1, 0)


class _Suppression(Subject):
    """What these rules are about; no tree holds one as a subject of its own."""


class _OwnRule(Rule[Subject]):
    """A rule whose findings come from the engine itself, while it applies suppressions."""

    subject = _Suppression
    since = "0.1.0"
    severity: ClassVar[Severity] = "warning"
    sources = ("hapline documentation, Suppressions",)

    def check(self, subject: Subject) -> tuple[()]:  # noqa: ARG002
        """Nothing to judge: see hapline.engine.suppression."""
        return ()


_GOOD: Example = {"entry/src/main/module.json5": "// hapline: ignore[HOS203] the module comes with the next release"}


class SuppressionUnused(_OwnRule):
    code = "CFG101"
    slug = "suppression-unused"
    title = "A suppression accepts something"
    why = "A suppression that matches nothing hides the next, different finding of the same rule."
    help = "Remove it."
    messages: ClassVar = {"found": "nothing here is a finding of {word}"}
    bad: ClassVar = {"entry/src/main/module.json5": "// hapline: ignore[HOS203] was needed once"}
    good = _GOOD


class SuppressionWithoutReason(_OwnRule):
    code = "CFG102"
    slug = "suppression-without-reason"
    title = "A suppression states its reason"
    why = "Whoever reads it later has to know whether it still holds. Without a reason it has no effect."
    help = "Write the reason behind the bracket: // hapline: ignore[HOS203] why this is acceptable."
    messages: ClassVar = {"found": "the suppression of {codes} gives no reason and has no effect"}
    bad: ClassVar = {"entry/src/main/module.json5": "// hapline: ignore[HOS203]"}
    good = _GOOD


class SuppressionUnknownRule(_OwnRule):
    code = "CFG103"
    slug = "suppression-unknown-rule"
    title = "A suppression names a rule that exists"
    why = "A misspelt code suppresses nothing."
    help = "See `hapline rules` for all codes."
    messages: ClassVar = {"found": "{word} is no rule that applies here"}
    bad: ClassVar = {"entry/src/main/module.json5": "// hapline: ignore[HOS999] no such rule"}
    good = _GOOD


@impl
def hapline_rules() -> list[RuleFamily]:
    """The rules about suppressions."""
    return [RuleFamily(name="suppressions", module=__name__, subjects=frozenset({""}), codes="CFG1")]
