"""Package ids that two Bundles share, and those that are not what the registry says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from hapline_hooks import Location, Severity, noun
from hapline_plugins.portal.ids.claims import Claim
from hapline_plugins.portal.ids.meetings import Meetings
from hapline_plugins.portal.official import owner_of

if TYPE_CHECKING:
    from hapline_plugins.portal.ids.registry import Registry

CollisionKind = Literal["portal", "workspace", "official", "taken", "differs", "unregistered"]


@noun
class Collision:
    """A package id that more than one Bundle has, or that the registry gives to another.

    Attributes:
        kind: ``portal``: two Bundles of one Portal. ``workspace``: two Bundle projects that may meet in one.
            ``official``: one that a Bundle of mPaaS holds. ``taken``: the registry gives it to another Bundle.
            ``differs``: the registry gives the Bundle another id. ``unregistered``: the Bundle is not in the registry.
        severity: ``error`` where both are in one app, or the registry says otherwise; ``warning`` where they may be.
        package_id: The id. bundle: Whose it should not be. location: Where it says so.
        owner: The other Bundle; empty where there is none.
        owner_location: Where that is said, if it is said in a file; for ``differs`` the Bundle's own entry.
        portal: The Portal that has both, or will have the Bundle too, if one is known.
        registered: The id that the registry gives to the Bundle.
    """

    kind: CollisionKind
    severity: Severity
    package_id: int
    bundle: str
    location: Location
    owner: str = ""
    owner_location: Location | None = None
    portal: str = ""
    registered: int | None = None


def collisions(claims: Iterable[Claim], registry: Registry | None = None) -> tuple[Collision, ...]:
    """Everything that is wrong with the ids of a workspace, sorted; Bundles of mPaaS among themselves are never named.

    Args:
        claims: What Bundle projects and Portals say. registry: The registry, if there is one.
    """
    every = tuple(claims)
    known = Meetings(every)
    holders = {number: entry.bundle for number, entry in registry.by_id.items()} if registry is not None else {}
    found = [*in_portals(known, holders), *between_projects(known, holders), *with_official(known)]
    if registry is not None:
        found += with_registry(known, registry)
    return tuple(sorted(found, key=_key))


def in_portals(known: Meetings, holders: Mapping[int, str]) -> Iterator[Collision]:
    """Bundles of one Portal that share an id, mPaaS's own among them; whom a registry gives the id is its owner."""
    for portal, members in known.portals.items():
        for number, sharing in _shared(members).items():
            owner, *others = _ordered(sharing, holders.get(number))
            for one in others:
                if not one.is_official:
                    kind: CollisionKind = "official" if owner.is_official else "portal"
                    yield _between(kind, _severity(one, owner), number, one, owner, portal)


def between_projects(known: Meetings, holders: Mapping[int, str]) -> Iterator[Collision]:
    """Bundle projects that share an id and may meet: not where both are in Portals, and never in the same one."""
    for number, sharing in _shared(known.projects.values()).items():
        own = _ordered([one for one in sharing if not one.is_official], holders.get(number))
        for at, one in enumerate(own):
            owner = next((other for other in own[:at] if known.may_meet(one.bundle, other.bundle)), None)
            if owner is not None:
                yield _between("workspace", "warning", number, one, owner, "")


def with_official(known: Meetings) -> Iterator[Collision]:
    """Bundles whose id is that of one of mPaaS's own that none of their Portals depends on, as far as is known."""
    for one in known.own:
        number = one.own_id
        official = None if number is None else owner_of(number)
        if number is None or official is None:
            continue
        portals = known.portals_of(one.bundle)
        if portals:
            if not any(official.bundle in known.names(portal) for portal in portals):
                yield _official(one, number, official.bundle, None)
            continue
        # A Bundle that no Portal has yet will be in one of those that are here.
        holding = [portal for portal in known.portals if official.bundle in known.names(portal)]
        place = known.place(holding[0], official.bundle) if holding else None
        certain = bool(holding) and len(holding) == len(known.portals)
        yield _official(one, number, official.bundle, place, holding[0] if certain else "")


def with_registry(known: Meetings, registry: Registry) -> Iterator[Collision]:
    """Bundles whose id is not the one that the registry gives them."""
    for one in known.own:
        number = one.own_id
        if number is None:
            continue
        entry, holder = registry.by_bundle.get(one.bundle), registry.by_id.get(number)
        if entry is not None and entry.package_id == number:
            continue
        taken = holder is not None and holder.bundle != one.bundle
        said = entry or holder
        yield Collision(
            kind="differs" if entry else "taken" if taken else "unregistered",
            severity="error" if entry or taken else "warning",
            package_id=number,
            bundle=one.bundle,
            location=one.location,
            owner=holder.bundle if taken and holder else "",
            owner_location=said.location if said is not None else None,
            registered=entry.package_id if entry else None,
        )


def _shared(claims: Iterable[Claim]) -> Mapping[int, Sequence[Claim]]:
    """The claims on each id that more than one Bundle has, one for each Bundle."""
    by_id: dict[int, dict[str, Claim]] = {}
    for one in claims:
        if one.own_id is not None:
            by_id.setdefault(one.own_id, {}).setdefault(one.bundle, one)
    return {number: tuple(holders.values()) for number, holders in sorted(by_id.items()) if len(holders) > 1}


def _ordered(sharing: Sequence[Claim], holder: str | None) -> list[Claim]:
    """What is mPaaS's own comes first, since its id cannot be changed; then whom a registry gives the id."""
    return sorted(sharing, key=lambda one: (not one.is_official, one.bundle != holder, one.bundle))


def _severity(one: Claim, other: Claim) -> Severity:
    """An id of a Bundle without resources stands nowhere in the app; only the Portal plugin's own check minds it."""
    return "warning" if one.has_resources is False or other.has_resources is False else "error"


def _between(kind: CollisionKind, severity: Severity, number: int, one: Claim, owner: Claim, portal: str) -> Collision:
    return Collision(
        kind=kind,
        severity=severity,
        package_id=number,
        bundle=one.bundle,
        location=one.location,
        owner=owner.bundle,
        owner_location=owner.location,
        portal=portal,
    )


def _official(one: Claim, number: int, owner: str, place: Location | None, portal: str = "") -> Collision:
    return Collision(
        kind="official",
        severity="error" if portal else "warning",
        package_id=number,
        bundle=one.bundle,
        location=one.location,
        owner=owner,
        owner_location=place,
        portal=portal,
    )


def _key(one: Collision) -> tuple[object, ...]:
    span = one.location.span
    line = (span.start_line, span.start_column) if span else (0, 0)
    return one.location.path, line, one.package_id, one.bundle, one.kind, one.portal, one.owner
