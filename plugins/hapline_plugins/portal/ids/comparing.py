"""Two versions of a registry of package ids: what was lost between them, and what two branches do not agree on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from hapline_hooks import noun
from hapline_plugins.portal.ids.entries import Entry
from hapline_plugins.portal.ids.registry import Registry


@noun
class Loss:
    """An entry that a later version of a registry no longer has as it was.

    Attributes:
        kind: ``removed``, or ``changed`` where the Bundle has another id now. before: The entry as it was.
        now: The Bundle's entry in the later version, if it has one.
        heir: The entry that has the id in the later version, if there is one: older apps know it as another's.
    """

    kind: Literal["removed", "changed"]
    before: Entry
    now: Entry | None = None
    heir: Entry | None = None


@noun
class Clash:
    """What two branches do not agree on; it is not decided here.

    Attributes:
        kind: ``id``: both gave one id to different Bundles. ``bundle``: they gave different ids to one Bundle.
        ours: The entry of our side. theirs: That of the other side.
    """

    kind: Literal["id", "bundle"]
    ours: Entry
    theirs: Entry


def losses(before: Registry, after: Registry) -> tuple[Loss, ...]:
    """The entries that were removed or changed, in the order in which they were: a registry only grows."""
    return tuple(_losses(before, after))


def clashes(base: Registry, ours: Registry, theirs: Registry) -> tuple[Clash, ...]:
    """What a merge of two branches that began with the same registry will not be able to keep, by Bundle of theirs."""
    return tuple(_clashes(base, ours, theirs))


def _losses(before: Registry, after: Registry) -> Iterator[Loss]:
    for entry in before.by_bundle.values():
        now = after.by_bundle.get(entry.bundle)
        if now is not None and now.package_id == entry.package_id:
            continue
        heir = after.by_id.get(entry.package_id)
        yield Loss(kind="removed" if now is None else "changed", before=entry, now=now, heir=heir)


def _clashes(base: Registry, ours: Registry, theirs: Registry) -> Iterator[Clash]:
    holders: dict[int, list[Entry]] = {}
    for one in ours.by_bundle.values():
        holders.setdefault(one.package_id, []).append(one)
    for bundle, entry in sorted(theirs.by_bundle.items()):
        own = ours.by_bundle.get(bundle)
        before = _id(base, bundle)
        if own is not None and own.package_id == entry.package_id:
            continue
        if own is not None and before not in {own.package_id, entry.package_id}:
            yield Clash(kind="bundle", ours=own, theirs=entry)
            continue
        if before == entry.package_id:
            continue  # only our side changed it, or took it out
        # An id may have several Bundles on our side already: any of them may be in the way.
        holder = next((one for one in holders.get(entry.package_id, ()) if _stays(base, theirs, one)), None)
        if holder is not None:
            yield Clash(kind="id", ours=holder, theirs=entry)


def _stays(base: Registry, theirs: Registry, holder: Entry) -> bool:
    """Whether what holds an id on our side is in the way of the other side's entry.

    What the other side has twice is its own fault; what it gave another id, and our side did not touch, has moved away.
    """
    number, there = holder.package_id, _id(theirs, holder.bundle)
    return there is None or number not in {there, _id(base, holder.bundle)}


def _id(registry: Registry, bundle: str) -> int | None:
    entry = registry.by_bundle.get(bundle)
    return None if entry is None else entry.package_id
