"""The engine's own rules, about what accepts findings in a project; registered through the same hooks as any plugin."""

from __future__ import annotations

from typing import ClassVar

from hapline_hooks import Example, Rule, RuleFamily, Severity, Subject, impl

hapline_api = (1, 0)


class _Suppression(Subject):
    """What these rules are about; no tree holds one as a subject of its own."""


class _OwnRule(Rule[Subject]):
    """A rule whose findings come from the engine itself, while it applies suppressions and the baseline."""

    subject = _Suppression
    since = "0.1.0"
    severity: ClassVar[Severity] = "warning"
    sources = ("docs/suppressions.md",)

    def check(self, subject: Subject) -> tuple[()]:  # noqa: ARG002
        """Nothing to judge: see hapline.engine.suppression."""
        return ()


_GOOD: Example = {"entry/src/main/module.json5": "// hapline: ignore[HOS203] the module comes with the next release"}


class SuppressionUnused(_OwnRule):
    code = "CFG101"
    slug = "suppression-unused"
    title = "A suppression accepts something"
    why = "A suppression that matches nothing hides the next, different finding of the same rule."
    help = "Remove it; where its file cannot hold comments, write it into check.suppress of hapline.json5."
    messages: ClassVar = {
        "found": "nothing here is a finding of {word}",
        "no_comments": "no comments are read in files of this kind: {codes} can be accepted in hapline.json5 only",
    }
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
    messages: ClassVar = {
        "found": "{word} is no rule that applies here",
        "nameless": "the suppression names no rule",
    }
    bad: ClassVar = {"entry/src/main/module.json5": "// hapline: ignore[HOS999] no such rule"}
    good = _GOOD


class SuppressionExpired(_OwnRule):
    code = "CFG104"
    slug = "suppression-expired"
    title = "A suppression and an entry of the baseline hold until their last day"
    why = "What was accepted for a time is a finding again when that time is over: since then this has no effect."
    help = "Mend the finding; or give a later day, and say in the reason why it takes longer."
    messages: ClassVar = {
        "found": "the suppression of {codes} held until {date} and has no effect any more",
        "entry": "the finding of {word} in {path} was accepted until {date}, and is not any more",
        "no_date": "{date} is no day, so the suppression of {codes} has no effect: write it as 2026-12-31",
    }
    bad: ClassVar = {
        "entry/src/main/module.json5": "// hapline: ignore[HOS203 until 2025-12-31] the module comes with release 2.1"
    }
    good: ClassVar = {
        "entry/src/main/module.json5": "// hapline: ignore[HOS203 until 2099-12-31] the module comes with release 2.1"
    }


class BaselineStale(_OwnRule):
    code = "CFG105"
    slug = "baseline-stale"
    title = "Every entry of the baseline accepts something"
    severity = "note"
    why = "An entry that is left over accepts the next finding of the same kind in the same place unseen."
    help = "Run `hapline baseline prune`."
    messages: ClassVar = {
        "found": "there is no finding of {word} in {path} any more",
        "fewer": "{count} findings of {word} in {path} are accepted, and only {found} are left",
    }
    bad: ClassVar = {
        "hapline-baseline.json": '{"rule": "HOS203", "path": "entry/src/main/module.json5", '
        '"message": "entry preloads Orders, but this app has no module of that name", '
        '"reason": "mended since", "fingerprint": "3f0d52a9c8b74e1b9d20c6a1e57f8b34"}'
    }
    good: ClassVar = {"hapline-baseline.json": "{}"}


@impl
def hapline_rules() -> list[RuleFamily]:
    """The rules about suppressions and the baseline."""
    return [RuleFamily(name="suppressions", module=__name__, subjects=frozenset({""}), codes="CFG1")]
