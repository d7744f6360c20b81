"""Lightening: gets all packages of one device type within the limit of their total."""

from __future__ import annotations

from hapline_plugins.harmony.advisor.choosing import Candidate, Kind, choose
from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.duplicates import Duplicate, movable
from hapline_plugins.harmony.advisor.loads import Total
from hapline_plugins.harmony.advisor.scales import Content
from hapline_plugins.harmony.advisor.sharing import shares
from hapline_plugins.harmony.advisor.work import Step, Work
from hapline_plugins.harmony.module import Module

_DECLARATION = 128
"""Bytes that one dependency takes in module.json, at most."""


def lighten(work: Work, device: str) -> None:
    """Share what several packages have, and then take contents out of the app, until the total is small enough."""
    before = work.draft, tuple(work.steps), frozenset(work.kept)

    def attempt(*, new: bool) -> Total | None:
        work.draft, work.steps, work.kept = before[0], list(before[1]), set(before[2])
        _share(work, device, new=new)
        return _fetch(work, device)

    # New packages take something themselves: there may be a way without them where there is none with them.
    if attempt(new=True) is not None:
        stuck = attempt(new=False)
        if stuck is not None:
            work.draft, work.steps, work.kept = before[0], list(before[1]), set(before[2])
            work.stuck.append(stuck)


def _fetch(work: Work, device: str) -> Total | None:
    """Take contents out of the app; the total that is still too large when there is nothing left to take."""
    fetched: list[Content] = []
    while (need := _excess(work.draft, device)) > 0:
        total = work.draft.total(device)
        chosen = choose(_tiers(work, total), need)
        if not chosen:
            return total
        fetched += [one.content for one in chosen]
        work.draft = work.draft.less(one.content for one in chosen)
    if fetched:
        work.steps.append(Step("fetch", tuple(fetched), ""))
    return None


def _share(work: Work, device: str, *, new: bool) -> None:
    left = movable(
        Duplicate(one.sha256, one.size, [copy for copy in one.copies if work.draft.has(copy)]) for one in work.found
    )
    for shared in shares(work.draft, left, work.comes):
        if _excess(work.draft, device) <= 0:
            return
        if shared.home is None and not new:
            continue
        draft = shared.applied(work.draft)
        smaller = draft.total(device).bytes < work.draft.total(device).bytes
        if not smaller or not _over(draft) <= _over(work.draft):
            continue  # what it takes itself is more than it saves, or a package that it comes along with gets too large
        work.draft = draft
        kind: Kind = "delete" if shared.home in shared.modules else "share"
        work.steps.append(Step(kind, tuple(shared.gone), shared.label))
        work.kept |= {copy for one in shared.duplicates for copy in one.copies if draft.has(copy)}


def _excess(draft: Draft, device: str) -> int:
    """Bytes that a total is too large; not above zero where it is small enough."""
    headroom = draft.total(device).headroom
    return 0 if headroom is None else _declarations(draft) - headroom


def _over(draft: Draft) -> set[str]:
    free = _declarations(draft)
    return {one.package.label for one in draft.loads if one.headroom is not None and one.headroom < free}


def _declarations(draft: Draft) -> int:
    """Bytes that are left free for saying in module.json on which new packages it depends: nobody weighs them here."""
    return sum(_DECLARATION * len(new.dependents) for new in draft.new)


def _tiers(work: Work, total: Total) -> list[list[Candidate]]:
    """What could be fetched: all that may be moved and still is where it was; last what others were deleted for."""
    first: list[Candidate] = []
    last: list[Candidate] = []
    for module, _ in total.parts:
        if isinstance(module, Module):
            for one in work.draft.scales.contents[module]:
                if not one.stays and work.draft.has(one):
                    (last if one in work.kept else first).append(Candidate(one, one.bytes, "fetch"))
    return [first, last]


__all__ = ["lighten"]
