"""Two versions of a registry of package ids: what was lost between them, and one made of both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from hapline_hooks import TextEdit, noun
from hapline_plugins.portal.ids.entries import Entry, written
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
    """What two sides of a merge do not agree on; it is not decided here.

    Attributes:
        kind: ``id``: both gave one id to different Bundles. ``bundle``: they gave different ids to one Bundle.
        ours: The entry of our side. theirs: That of the other side.
    """

    kind: Literal["id", "bundle"]
    ours: Entry
    theirs: Entry


@noun
class Merged:
    """One registry made of two.

    Attributes:
        content: The file, written as our side is. Entries of which an id clashes stand in it both, except that a Bundle
            with two ids keeps that of our side. clashes: What has to be decided. losses: Entries that a side removed
            or changed; removed ones are in the file again.
    """

    content: bytes
    clashes: tuple[Clash, ...] = ()
    losses: tuple[Loss, ...] = ()


def compare(before: Registry, after: Registry) -> tuple[Loss, ...]:
    """The entries that were removed or changed, in the order in which they were: a registry only grows."""
    return tuple(_losses(before, after))


def merge(base: Registry, ours: Registry, theirs: Registry) -> Merged:
    """Make one registry of two that began as the same one. Both sides' new entries are kept; no id is given or changed.

    A change that one side made to a line or to the comments at the head is taken, since the other did not touch it;
    where both did, ours stands.

    Raises:
        hapline.errors.UsageError: One of them holds lines that cannot be read.
    """
    for one in (base, ours, theirs):
        one.require_settled()
    from hapline_plugins.portal.ids.registry_edits import insertions

    kept: dict[str, Entry] = {**base.by_bundle, **theirs.by_bundle}
    new = [(entry.bundle, _text(theirs, base, entry)) for entry in kept.values() if entry.bundle not in ours.by_bundle]
    edits = [*_head_edits(base, ours, theirs), *insertions(ours, new), *_changes(base, ours, theirs)]
    return Merged(
        content=ours.applied(edits),
        clashes=tuple(_clashes(base, ours, theirs)),
        losses=tuple({loss.before.bundle: loss for side in (theirs, ours) for loss in _losses(base, side)}.values()),
    )


def _losses(before: Registry, after: Registry) -> Iterator[Loss]:
    for entry in before.by_bundle.values():
        now = after.by_bundle.get(entry.bundle)
        if now is not None and now.package_id == entry.package_id:
            continue
        heir = after.by_id.get(entry.package_id)
        yield Loss(kind="removed" if now is None else "changed", before=entry, now=now, heir=heir)


def _text(theirs: Registry, base: Registry, entry: Entry) -> str:
    """A line of the other side, or of what both began with, as it stands there."""
    source = theirs if theirs.by_bundle.get(entry.bundle) is entry else base
    return source.text[entry.start : entry.end]


def _said(entry: Entry) -> str:
    return written(entry.bundle, entry.package_id, entry.comment)


def _changes(base: Registry, ours: Registry, theirs: Registry) -> Iterator[TextEdit]:
    """Lines that the other side changed, and ours did not."""
    for bundle, entry in ours.by_bundle.items():
        other, before = theirs.by_bundle.get(bundle), base.by_bundle.get(bundle)
        if other and before and _said(entry) == _said(before) != _said(other):
            yield TextEdit(start=entry.start, end=entry.end, text=theirs.text[other.start : other.end])


def _head(registry: Registry) -> str:
    """The comments at the head, without what ends their lines."""
    return registry.text[: _head_end(registry)].replace("\r\n", "\n").replace("\r", "\n")


def _head_end(registry: Registry) -> int:
    end = 0
    for line in registry.lines:
        if not line.is_silent:
            break
        end = line.end + len(line.newline)
    return end


def _head_edits(base: Registry, ours: Registry, theirs: Registry) -> Iterator[TextEdit]:
    """The comments at the head, where the other side changed them and ours did not."""
    head = _head(theirs)
    if _head(ours) != _head(base) or head == _head(base):
        return
    newline = next((line.newline for line in ours.lines if line.newline), "\n")
    text = head if head.endswith("\n") or not head else f"{head}\n"
    yield TextEdit(start=0, end=_head_end(ours), text=text.replace("\n", newline))


def _clashes(base: Registry, ours: Registry, theirs: Registry) -> Iterator[Clash]:
    for bundle, entry in sorted(theirs.by_bundle.items()):
        own = ours.by_bundle.get(bundle)
        before = _id(base, bundle)
        if own is not None and own.package_id == entry.package_id:
            continue
        if own is not None and before not in {own.package_id, entry.package_id}:
            yield Clash(kind="bundle", ours=own, theirs=entry)
            continue
        if own is not None and before == entry.package_id:
            continue  # only our side changed it
        holder = ours.by_id.get(entry.package_id)
        if holder is not None and _stays(base, theirs, holder):
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
