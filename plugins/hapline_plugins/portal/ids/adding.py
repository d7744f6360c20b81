"""What comes into a registry: Bundles with the ids that they have, and new ids for those that have none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from hapline_hooks import TextEdit, noun
from hapline_plugins.portal.ids.assigning import assign
from hapline_plugins.portal.ids.registry import Registry
from hapline_plugins.portal.names import REGISTRY

HEAD = f"""\
# Package ids of Bundles, one a line, sorted. Lines are added, never removed or changed: old apps still have the id.
# A line "{REGISTRY} merge=union" in .gitattributes keeps the lines of both sides of a merge.
"""
"""What a new registry begins with."""


@noun
class Request:
    """A Bundle that is to be in the registry.

    Attributes:
        bundle: ``group:artifact``. package_id: The id that it has; None to have one chosen.
        comment: What is to stand behind the entry, such as who owns the Bundle.
        renumber: Whether it is to have another id than the one that is registered.
    """

    bundle: str
    package_id: int | None = None
    comment: str = ""
    renumber: bool = False


@noun
class Addition:
    """What an addition makes of a registry.

    Attributes:
        ids: The id of each Bundle that was asked for. bundles: Those whose lines are new or changed.
        content: The file; as it was where there is none.
    """

    ids: Mapping[str, int]
    bundles: tuple[str, ...]
    content: bytes


def addition(registry: Registry, wanted: Iterable[Request], used: Collection[int] = ()) -> Addition:
    """Add Bundles; those that are registered keep their ids unless they are to be renumbered.

    Args:
        registry: What there is. wanted: The Bundles.
        used: Ids that are not to be chosen, such as those of Bundles that are not registered.

    Raises:
        hapline.errors.UsageError: The registry has to be mended first; an id is taken, and by whom; none is free.
    """
    asked = sorted(wanted, key=lambda one: one.bundle)
    registry.require_settled()
    moved = {one.bundle for one in asked if one.renumber and one.bundle in registry.by_bundle}
    kept = {bundle: entry.package_id for bundle, entry in registry.by_bundle.items() if bundle not in moved}
    fixed = {one.bundle: one.package_id for one in asked if one.package_id is not None}
    # A wrong fixed id is an error before anything is chosen around it.
    registry.add((bundle, number) for bundle, number in fixed.items())
    ids = assign((one.bundle for one in asked), {**kept, **fixed}, {*used, *registry.used})
    new = [(one.bundle, ids[one.bundle], one.comment) for one in asked if one.bundle not in registry.by_bundle]
    edits = [*registry.add(new), *(_renumbered(registry, bundle, ids[bundle]) for bundle in sorted(moved))]
    content = registry.applied(edits)
    bundles = tuple(dict.fromkeys([*(bundle for bundle, _, _ in new), *sorted(moved)]))
    return Addition(ids=ids, bundles=bundles, content=content if registry.text or not new else HEAD.encode() + content)


def _renumbered(registry: Registry, bundle: str, number: int) -> TextEdit:
    entry = registry.by_bundle[bundle]
    span = entry.location.span
    start, end = (span.start_column, span.end_column) if span else (1, 1)
    return TextEdit(start=entry.start + start - 1, end=entry.start + end - 1, text=str(number))
