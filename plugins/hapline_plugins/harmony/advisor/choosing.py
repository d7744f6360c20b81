"""Choosing: as few contents as are enough, and no more bytes than needed for the last of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from hapline_plugins.harmony.advisor.scales import Content

Kind = Literal["delete", "share", "move", "fetch"]
"""What happens to contents. ``delete``: another copy comes along anyway. ``share``: into a shared package that comes
along. ``move``: into a new subpackage that is loaded on demand. ``fetch``: out of the app, from the network."""


class Candidate(NamedTuple):
    """A content that could go.

    Attributes:
        content: The content. effect: Bytes by which the sum in question would shrink. kind: How it goes.
        kept: The copy that stays for it, if it is deleted.
    """

    content: Content
    effect: int
    kind: Kind
    kept: Content | None = None


def choose(tiers: Iterable[Sequence[Candidate]], need: int) -> list[Candidate]:
    """Contents that shrink a sum by ``need`` bytes; all of them where that is not enough.

    Args:
        tiers: Candidates, the better ones first: of a tier something is taken only where all before is not enough.
        need: Bytes. What is chosen is computed from what each candidate takes now: weigh the outcome.
    """
    chosen: list[Candidate] = []
    for tier in tiers:
        picked = _fitting(tier, need)
        need -= sum(one.effect for one in picked)
        chosen += picked
    for one in sorted(chosen, key=lambda one: one.effect):
        if one.effect <= -need:  # the larger ones of a later tier have made it needless
            chosen.remove(one)
            need += one.effect
    return chosen


def _fitting(tier: Sequence[Candidate], need: int) -> list[Candidate]:
    """The largest first, until one is left to choose: then the smallest that is enough."""
    left = sorted(tier, key=lambda one: (one.effect, one.content.label))
    effects = [one.effect for one in left]
    chosen: list[Candidate] = []
    while left and need > 0:
        at = min(bisect_left(effects, need), len(left) - 1)
        effects.pop(at)
        chosen.append(left.pop(at))
        need -= chosen[-1].effect
    return chosen
