"""Which Bundles are in which Portals, with the ids that are told elsewhere filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hapline_hooks import Location, replace
from hapline_plugins.portal.ids.claims import Claim
from hapline_plugins.portal.official import OFFICIAL


class Meetings:
    """The claims of a workspace, put together.

    Attributes:
        projects: The claim of each Bundle's own project, by its name; of several the first by place that tells an id.
        portals: The Bundles of each Portal, one claim for each, sorted by name. A Bundle whose project is here says its
            id where that project does.
        own: One claim for each Bundle that is not mPaaS's, sorted by name: that of its project, else of
            its first Portal.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        """Put claims together; their order does not matter."""
        ordered = sorted(claims, key=_order)
        self.projects: Mapping[str, Claim] = _first([one for one in ordered if not one.portal])
        self._copies: dict[str, list[Claim]] = {}
        for one in ordered:
            if not one.portal:
                self._copies.setdefault(one.bundle, []).append(one)
        portals: dict[str, list[Claim]] = {}
        for one in ordered:
            if one.portal:
                portals.setdefault(one.portal, []).append(self._filled(one))
        self.portals: Mapping[str, Sequence[Claim]] = {
            name: tuple(_first(members).values()) for name, members in sorted(portals.items())
        }
        self._names = {name: {one.bundle: one.location for one in members} for name, members in self.portals.items()}
        every = [*self.projects.values(), *(one for members in self.portals.values() for one in members)]
        self.own: Sequence[Claim] = tuple(one for one in _first(every).values() if not one.is_official)
        self._portals_of: dict[str, list[str]] = {}
        for name, members in self.portals.items():
            for one in members:
                self._portals_of.setdefault(one.bundle, []).append(name)

    def names(self, portal: str) -> Mapping[str, Location]:
        """The Bundles of a Portal, with the places that say so."""
        return self._names[portal]

    def place(self, portal: str, bundle: str) -> Location:
        """Where a Portal depends on a Bundle."""
        return self._names[portal][bundle]

    def portals_of(self, bundle: str) -> Sequence[str]:
        """The Portals that depend on a Bundle."""
        return self._portals_of.get(bundle, ())

    def may_meet(self, one: str, other: str) -> bool:
        """Whether two Bundles may be in one app, and it is not known that they are: a Portal has them both then."""
        first, second = set(self.portals_of(one)), set(self.portals_of(other))
        return not (first and second)

    def _filled(self, one: Claim) -> Claim:
        """A Portal's claim with the id and the place of the Bundle's project, or the id that mPaaS's Bundle has."""
        project = _nearest(one, self._copies.get(one.bundle, ()))
        if one.package_id is None and project is not None:
            return replace(project, portal=one.portal)
        official = OFFICIAL.get(one.bundle)
        if one.package_id is None and official is not None:
            return replace(one, package_id=official.package_id, has_resources=official.has_resources)
        return one


def _nearest(one: Claim, copies: Sequence[Claim]) -> Claim | None:
    """The project of a Bundle that lies nearest to what depends on it: a repository may hold copies of several apps."""
    if len(copies) < 2:  # noqa: PLR2004 as nearly always; there is nothing to choose
        return copies[0] if copies else None
    folders = one.location.path.split("/")
    return max(copies, key=lambda copy: _in_common(folders, copy.location.path.split("/")))


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _first(claims: Sequence[Claim]) -> dict[str, Claim]:
    """One claim for each Bundle, sorted by name: the first that tells an id, else the first."""
    found: dict[str, Claim] = {}
    for one in claims:
        before = found.get(one.bundle)
        if before is None or (before.package_id is None and one.package_id is not None):
            found[one.bundle] = one
    return dict(sorted(found.items()))


def _order(one: Claim) -> tuple[object, ...]:
    span = one.location.span
    place = (span.start_line, span.start_column) if span else (0, 0)
    return one.portal, one.location.file, place, one.bundle, -1 if one.package_id is None else one.package_id
