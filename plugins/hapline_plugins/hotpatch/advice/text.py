"""An advice for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from hapline_plugins.hotpatch.advice.excluding import exclusions, together
from hapline_plugins.hotpatch.options import METHOD_NAMES

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.advice.deciding import Advice, Verdict
    from hapline_plugins.hotpatch.advice.excluding import Exclusion

_HEADS = {
    ("instantrun", "yes"): "InstantRun fits",
    ("instantrun", "rework"): "InstantRun fits after the fix is written otherwise",
    ("dexpatch", "yes"): "DexPatch fits",
    ("release", "no"): "only a new release will do",
    ("nothing", "yes"): "nothing changed that a patch could deliver",
}
_STATES = {
    "yes": "{method}: fits",
    "rework": "{method}: fits after the fix is written otherwise",
    "no": "{method}: does not fit",
}
_LEVELS = {"blocks": "against it: {text}", "rework": "to be written otherwise: {text}", "note": "to be known: {text}"}


def lines(advice: Advice, words: Callable[..., str], models: dict[str, tuple[str, ...]] | None = None) -> Iterator[str]:
    """The lines.

    Args:
        advice: The advice. words: The language. models: Models by brand, for the rules that leave devices out.
    """
    head = words(_HEADS.get((advice.method, advice.fits), _HEADS["nothing", "yes"]))
    partly = "code" in advice.unseen and advice.method != "release"
    yield words("{head}, as far as it was looked at", head=head) if partly else head
    for one in advice.verdicts if advice.method != "nothing" else ():
        yield ""
        yield from _of_verdict(one, words)
        if one.method == advice.method and one.limits:
            yield from _of_limits(exclusions(one.limits, models), words)


def _of_verdict(one: Verdict, words: Callable[..., str]) -> Iterator[str]:
    yield words(_STATES[one.fits], method=METHOD_NAMES[one.method])
    if one.fits != "no":
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
            told = f"{rule.element} {rule.operation} {rule.value}"
            yield f"    {words('rule that leaves them out: {rule}; {text}', rule=told, text=one.also)}"
    count = len(together(found))
    if count:
        yield f"  {words('together: {count} rules, in --format json', count=count)}"


def _cited(text: str, source: str, words: Callable[..., str]) -> str:
    return words("{text} [{source}]", text=text, source=source) if source else words(text)
