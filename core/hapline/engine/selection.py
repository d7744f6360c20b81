"""Which rules run, and how grave their findings are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from hapline.config.settings import Settings
from hapline.config.values import closest
from hapline.errors import UsageError
from hapline_hooks import Finding, Phrase, Rule, RuleFamily, Severity, Subject

AnyRule = type[Rule[Subject]]


def matches(rule: AnyRule, word: str) -> bool:
    """Whether a code, a prefix of codes, or a slug means this rule."""
    return rule.code.startswith(word.upper()) or rule.slug == word


class Selection:
    """The rules of a run, by the options ``check.select``, ``ignore``, ``severity`` and ``profile``."""

    def __init__(self, settings: Settings) -> None:
        """Read the options."""
        self.select = settings.texts("check.select")
        self.ignore = settings.texts("check.ignore")
        self.severities = cast("Mapping[str, str]", settings["check.severity"])
        self.official = settings.text("check.profile") == "official"

    def wants(self, rule: AnyRule) -> bool:
        """Whether this rule runs."""
        if self.official and not any(map(is_packing_code, rule.official)):
            return False
        if self.select and not any(matches(rule, word) for word in self.select):
            return False
        return not any(matches(rule, word) for word in self.ignore)

    def severity(self, rule: AnyRule, finding: Finding) -> Severity | None:
        """How grave a finding is; None where it does not count at all.

        In the official profile only what the packing tool refuses counts, and that is an error. Otherwise
        the most precise entry of the configuration wins: code or slug, then the longest prefix.
        """
        if self.official:
            return "error" if any(map(is_packing_code, finding.official)) else None
        named = [word for word in self.severities if matches(rule, word)]
        if named:
            best = max(named, key=lambda word: (word == rule.slug, len(word)))
            wanted = self.severities[best]
            return None if wanted == "off" else cast("Severity", wanted)
        return finding.severity or rule.severity

    def check_words(self, rules: Iterable[AnyRule]) -> None:
        """Refuse words that mean no rule at all.

        Raises:
            hapline.errors.UsageError: With the nearest rule.
        """
        known = list(rules)
        names = [name for rule in known for name in (rule.code, rule.slug)]
        for word in (*self.select, *self.ignore, *self.severities):
            if not any(matches(rule, word) for rule in known):
                raise UsageError(
                    Phrase("{word} is no rule", word=word), todo=closest(word, names) or "see `hapline rules`"
                )


def is_packing_code(code: str) -> bool:
    """Whether a code is one of the vendor's packing tool, whose verdict the official profile reproduces.

    Its codes are numbers; of what it dies of without a code, the exception's class is known, or nothing. Whatever else
    a rule answers to (``AGC 7``) is the code of another tool.
    """
    return code.isdigit() or code.startswith("java:") or code == "uncoded"


def present(families: Iterable[RuleFamily], kinds: frozenset[str]) -> list[RuleFamily]:
    """The families that have something to judge among subjects of these kinds."""
    return [family for family in families if family.subjects & kinds]
