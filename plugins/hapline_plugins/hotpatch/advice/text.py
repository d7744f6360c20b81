"""An advice for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.advice.excluding import exclusions, together
from hapline_plugins.hotpatch.options import METHOD_NAMES

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.advice.deciding import Advice, Verdict
    from hapline_plugins.hotpatch.advice.excluding import AdvancedRule, Exclusion

_HEADS = {
    ("instantrun", "yes"): "InstantRun fits",
    ("instantrun", "rework"): "InstantRun fits after the fix is written otherwise",
    ("dexpatch", "yes"): "DexPatch fits",
    ("release", "no"): "only a new release will do",
    ("nothing", "yes"): "nothing changed that a patch could deliver",
    ("unknown", "unknown"): "it cannot be judged: what may have changed in the code could not be read",
}
_STATES = {
    "yes": "{method}: fits",
    "rework": "{method}: fits after the fix is written otherwise",
    "no": "{method}: does not fit",
    "unknown": "{method}: cannot be judged",
}
_RULE = "{rule} ({meaning})"
_MEANINGS = {2: "does not contain", 4: "outside the range"}
"""What the console of the service calls the operations. mPaaS MDS guide, 5.4.1."""
_LEVELS = {"blocks": "against it: {text}", "rework": "to be written otherwise: {text}", "note": "to be known: {text}"}


def lines(advice: Advice, words: Callable[..., str], models: dict[str, tuple[str, ...]] | None = None) -> Iterator[str]:
    """The lines.

    Args:
        advice: The advice. words: The language. models: Models by brand, for the rules that leave devices out.
    """
    fits = "yes" if advice.method == "nothing" else advice.fits
    head = words(_HEADS[advice.method, fits])
    partly = "code" in advice.unseen and advice.method not in {"release", "unknown"}
    yield words("{head}, as far as it was looked at", head=head) if partly else head
    for one in advice.verdicts if advice.method != "nothing" else ():
        yield ""
        yield from _of_verdict(one, words)
        if one.method == advice.method and one.limits:
            yield from _of_limits(exclusions(one.limits, models), words)


def _of_verdict(one: Verdict, words: Callable[..., str]) -> Iterator[str]:
    yield words(_STATES[one.fits], method=METHOD_NAMES[one.method])
    if one.fits not in {"no", "unknown"}:
        yield f"  {words(one.restart_text)}"
    for reason in one.reasons:
        yield f"  {words(_LEVELS[reason.level], text=_cited(reason.text, reason.source, words))}"
        if reason.todo:
            yield f"    {words(reason.todo)}"
    for needed in one.preparations:
        yield f"  {words('needed: {text}', text=_cited(needed.text, needed.source, words))}"


def _of_limits(found: Sequence[Exclusion], words: Callable[..., str]) -> Iterator[str]:
    for one in found:
        text = words(one.limit.text)
        yield f"  {words('not reached: {text}', text=_cited(text, one.limit.source, words))}"
        rule = one.rule
        if rule is None:
            yield f"    {words('no rule: {text}', text=one.also)}"
        else:
            yield f"    {words('rule that leaves them out: {rule}; {text}', rule=_rule(rule), text=one.also)}"
    rules = [words(_RULE, rule=_rule(rule), meaning=words(_MEANINGS[rule.operation])) for rule in together(found)]
    if rules:
        yield f"  {words('all of them together, as the rules of one release:')}"
        yield from (f"    {one}" for one in rules)


def _rule(rule: AdvancedRule) -> str:
    return f"ruleElement {rule.element}, operation {rule.operation}, value {rule.value}"


def _cited(text: str, source: str, words: Callable[..., str]) -> str:
    return words("{text} [{source}]", text=text, source=source) if source else words(text)
