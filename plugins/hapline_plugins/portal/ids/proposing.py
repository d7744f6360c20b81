"""What is to be done about the package ids of a workspace: new entries of the registry, and new lines of scripts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from hapline.documents import DocumentError, ensure_value
from hapline.errors import UsageError, of
from hapline_hooks import Location, Phrase, noun
from hapline_plugins.portal.ids.adding import Request
from hapline_plugins.portal.ids.collisions import Collision, collisions
from hapline_plugins.portal.ids.given import has_no_id, sure_id
from hapline_plugins.portal.ids.workspace import claims_of

if TYPE_CHECKING:
    from hapline_plugins.portal.ids.registry import Registry
    from hapline_plugins.portal.source.bundles import Bundle
    from hapline_plugins.portal.source.composition import Composition

State = Literal["registered", "new", "collides", "missing", "not needed", "unknown"]


@noun
class Row:
    """A Bundle with its id.

    Attributes:
        bundle: ``group:artifact``, or its folder where the group is not known. package_id: Its id; None for none.
        registered: The id that the registry gives it. state: ``registered``; ``new``: it has an id that is not in the
            registry; ``collides``; ``missing``: it needs one; ``not needed``; ``unknown``: the id is computed or given
            under conditions, or that of a Bundle without a name; or nobody can say here whether it needs one.
        location: Where the id stands, or the script.
        sources: The projects of that name; more than one are copies.
        collisions: What is wrong with the id.
    """

    bundle: str
    package_id: int | None
    registered: int | None
    state: State
    location: Location
    sources: tuple[Bundle, ...]
    collisions: tuple[Collision, ...] = ()


def rows(composition: Composition, registry: Registry) -> tuple[Row, ...]:
    """The Bundles of a workspace that are not mPaaS's own, sorted by name.

    Args:
        composition: The workspace. registry: What is registered; an empty one where there is none yet.
    """
    found: dict[str, list[Collision]] = {}
    for one in collisions(claims_of(composition), registry):
        if one.kind != "unregistered":
            found.setdefault(one.bundle, []).append(one)
    named = {key: tuple(several) for key, several in composition.bundles.items() if not several[0].is_official}
    nameless = {one.label: (one,) for build in composition.builds for one in build.bundles if one.key is None}
    every = sorted({**nameless, **named}.items())
    return tuple(_row(key, several, registry, found.get(key, ())) for key, several in every)


def requests(
    found: Sequence[Row], registry: Registry, *, assign: bool, renumbered: Collection[str] = ()
) -> list[Request]:
    """What is to come into the registry.

    Args:
        found: The Bundles. registry: What is registered.
        assign: Whether those that need an id and have none get one. renumbered: The Bundles that are to have another.

    Raises:
        hapline.errors.UsageError: There is no such Bundle to renumber, or nobody shares its id.
    """
    _vet(found, registry, renumbered)
    made: list[Request] = []
    given: set[int] = set()
    for row in found:
        if row.bundle in renumbered:
            made.append(Request(bundle=row.bundle, renumber=not _is_elsewhere(row, registry)))
        elif row.state == "new" and row.package_id is not None and row.package_id not in given:
            # Of two that share an id and never meet the first is registered; the other collides with it from then on.
            given.add(row.package_id)
            made.append(Request(bundle=row.bundle, package_id=row.package_id))
        elif row.state == "missing" and row.sources[0].key is not None and (assign or row.registered is not None):
            made.append(Request(bundle=row.bundle))
    return made


def to_write(found: Iterable[Row], ids: Mapping[str, int], renumbered: Collection[str] = ()) -> dict[str, int]:
    """The ids that are to stand in scripts, of those that Bundles have in the registry; what a script says stays."""
    return {row.bundle: ids[row.bundle] for row in found if _may_change(row, renumbered) and row.bundle in ids}


def _may_change(row: Row, renumbered: Collection[str]) -> bool:
    return row.state == "missing" or row.bundle in renumbered


def _is_elsewhere(row: Row, registry: Registry) -> bool:
    """Whether the registry gives a Bundle an id of its own, and only its script says another."""
    entry = registry.by_bundle.get(row.bundle)
    return entry is not None and registry.by_id[entry.package_id] is entry and entry.package_id != row.package_id


def _vet(found: Sequence[Row], registry: Registry, renumbered: Collection[str]) -> None:
    known = {row.bundle: row for row in found}
    for one in renumbered:
        if one not in known or known[one].package_id is None or known[one].sources[0].key is None:
            raise UsageError(Phrase("{bundle} is no Bundle here that has a package id", bundle=one))
        if known[one].state == "registered":
            entry = registry.by_bundle[one]
            what = Phrase(
                "{bundle} is registered with {id}, and shares it with nobody", bundle=one, id=entry.package_id
            )
            todo = "apps that are in use know it by that id"
            raise UsageError(what, where=registry.path, span=entry.location.span, todo=todo)


def script_edits(found: Iterable[Row], ids: Mapping[str, int]) -> dict[str, bytes]:
    """The scripts of Bundles with their ids written into them, by path; those that say so already are left out.

    Raises:
        hapline.errors.UsageError: A script has errors, or gives an id under conditions.
    """
    changed: dict[str, bytes] = {}
    for row in found:
        for one in row.sources if row.bundle in ids else ():
            if one.script is None:
                continue
            try:
                edits = ensure_value(one.script, ("bundle", "packageId"), ids[row.bundle])
            except DocumentError as error:
                raise of(error, one.script_path) from None
            except ValueError:
                what = Phrase("the package id of {bundle} is given under conditions", bundle=row.bundle)
                raise UsageError(what, where=one.script_path, todo="write it by hand") from None
            if edits:
                changed[one.script_path] = one.script.edited(edits)
    return changed


def _row(key: str, several: Sequence[Bundle], registry: Registry, found: Sequence[Collision]) -> Row:
    one = next((bundle for bundle in several if sure_id(bundle) is not None), several[0])
    number, entry = sure_id(one), registry.by_bundle.get(key)
    state: State
    shares = entry is not None and registry.by_id[entry.package_id] is not entry
    if found or shares:
        state = "collides"
    elif number is not None and one.key is None:
        state = "unknown"
    elif number is not None:
        state = "registered" if entry is not None and entry.package_id == number else "new"
    elif not all(map(has_no_id, several)):
        state = "unknown"
    elif any(bundle.resource is not None for bundle in several):
        state = "missing"
    else:
        state = "not needed" if all(bundle.has_resources is False for bundle in several) else "unknown"
    return Row(
        bundle=key,
        package_id=number,
        registered=entry.package_id if entry is not None else None,
        state=state,
        location=one.package_id.location if one.package_id is not None else one.top,
        sources=tuple(several),
        collisions=tuple(found),
    )
