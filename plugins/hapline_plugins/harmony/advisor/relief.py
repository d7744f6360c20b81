"""Relief: gets one package with all that it depends on below its limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from hapline_plugins.harmony.advisor.choosing import Candidate, Kind, choose
from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.duplicates import Duplicate
from hapline_plugins.harmony.advisor.filling import filled, room
from hapline_plugins.harmony.advisor.loads import Load
from hapline_plugins.harmony.advisor.scales import Content
from hapline_plugins.harmony.advisor.work import Step, Work
from hapline_plugins.harmony.module import Module

_ORDER: Sequence[Kind] = ("delete", "move", "fetch")


def relieve(work: Work, module: Module) -> None:
    """Move contents of a package, and of those it depends on, until it is below its limit on all device types."""
    before, draft = work.draft, work.draft
    chosen: list[Candidate] = []
    steps: list[Step] = []
    while (load := draft.load(module)).over:
        more = choose(_tiers(work, draft, load, chosen), -(load.headroom or 0))
        if not more:
            work.stuck.append(load)
            return
        chosen += more
        draft, steps = _without(work, before, module, chosen)
    if {one.package.label for one in draft.loads if one.over} - {one.package.label for one in before.loads if one.over}:
        work.stuck.append(before.load(module))
        return
    work.draft = draft
    work.steps += steps
    work.kept |= {one.kept for one in chosen if one.kept is not None and draft.has(one.kept)}


def _without(work: Work, draft: Draft, module: Module, chosen: Sequence[Candidate]) -> tuple[Draft, list[Step]]:
    """The app after what was chosen, and how that is said."""
    moves = [one.content for one in chosen if one.kind == "move"]
    new, homes = filled(draft, module, moves, work.digests)
    groups: dict[tuple[Kind, str], list[Content]] = {}
    for one in chosen:
        home = homes.get(one.kept or one.content, "")
        if one.kept is not None and not home:
            groups.setdefault(("delete", one.kept.module.label), []).append(one.content)
        else:
            groups.setdefault(("move" if home else "fetch", home), []).append(one.content)
    order = [one.label for one in new]
    steps = [Step(kind, tuple(contents), into) for (kind, into), contents in groups.items()]
    steps.sort(key=lambda step: (_ORDER.index(step.kind), order.index(step.into) if step.kind == "move" else 0))
    return draft.less(one.content for one in chosen).plus(new), steps


def _tiers(work: Work, draft: Draft, load: Load, chosen: Sequence[Candidate]) -> list[list[Candidate]]:
    """What could go from what counts towards a load: copies, then what may be moved, then what is too large for that.

    A copy that others are deleted for is moved only where all else is not enough.
    """
    counts = Counter(part for part, _ in load.parts if isinstance(part, Module))
    space = room(draft, next(iter(counts)))
    copies = [
        Candidate(one, one.bytes * counts[one.module], "delete", kept)
        for kept, one in _deletable(work, draft)
        if one.module in counts and one not in work.kept
    ]
    settled = {one.content for one in copies} | {one.content for one in chosen}
    kept = {one.kept for one in (*copies, *chosen)} | work.kept
    moves: list[Candidate] = []
    late: list[Candidate] = []
    fetched: list[Candidate] = []
    for module, count in counts.items():
        for one in draft.scales.contents[module]:
            if one.stays or one in settled or not draft.has(one):
                continue
            if space is not None and one.bytes > space:
                fetched.append(Candidate(one, one.bytes * count, "fetch"))
            else:
                (late if one in kept else moves).append(Candidate(one, one.bytes * count, "move"))
    return [copies, moves, late, fetched]


def _deletable(work: Work, draft: Draft) -> Iterator[tuple[Content, Content]]:
    """Copies that may go since another comes along wherever they are: that other one, and the copy."""
    for duplicate in work.found:
        present = [one for one in duplicate.copies if draft.has(one)]
        if len(present) > 1:
            yield from _for_one(work, Duplicate(duplicate.sha256, duplicate.size, present))


def _for_one(work: Work, duplicate: Duplicate) -> Iterator[tuple[Content, Content]]:
    def served(kept: Content) -> list[Content]:
        return [one for one in duplicate.copies if one is not kept and kept.module in work.comes[one.module]]

    best = max(duplicate.copies, key=lambda one: (one in work.kept, len(served(one))))
    yield from ((best, one) for one in served(best))
