"""Package ids together: each is held by one Bundle of an app, and as the registry says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from hapline.documents import DocumentError
from hapline_hooks import Finding, Location, Phrase, Related, Unreadable
from hapline_plugins.portal.ids.collisions import Collision, collisions, with_registry
from hapline_plugins.portal.ids.found import Place, place_of
from hapline_plugins.portal.ids.meetings import Meetings
from hapline_plugins.portal.ids.workspace import claims_of
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, TogetherRule
from hapline_plugins.portal.rules.package_id_examples import example
from hapline_plugins.portal.source.composition import Composition

if TYPE_CHECKING:
    from hapline_plugins.portal.ids.entries import RegistryProblem
    from hapline_plugins.portal.ids.registry import Registry

_CHECKS = "gradle.properties of a generated Portal, checkBundlePackageId"


class Shared(TogetherRule):
    code = "BND103"
    slug = "package-id-collision"
    title = "No two Bundles of an app have the same package id"
    since = "0.1.0"
    why = (
        "The resources of one are taken for those of the other: a wrong picture or text, or "
        "Resources$NotFoundException, when the app runs. No build says so: each Bundle is packed by itself, and the "
        "Portal's own check is switched off in what the wizard makes (skipcheck)."
    )
    help = (
        "Give one of them a free id (`hapline portal package-ids --assign --renumber GROUP:ARTIFACT`), publish that "
        "Bundle again, and let the Portal take its new version."
    )
    messages: ClassVar = {
        "portal": "{bundle} has the package id {id}, and so has {owner}: both are in the Portal {portal}",
        "workspace": "{bundle} has the package id {id}, and so has {owner}: they cannot be in one Portal",
        "official": "{bundle} has the package id {id}, which is that of mPaaS's own {owner}",
        "added": "{bundle} has the package id {id}, which is that of mPaaS's own {owner} in the Portal {portal}",
        "owner": "{owner} here",
    }
    sources = (f"{BUNDLE_GUIDE}, Bundle properties: the table of package ids", _CHECKS)
    bad: ClassVar = {**example("packageId 45"), **example("packageId 45", artifact="pay-build")}
    good: ClassVar = {**example("packageId 43"), **example("packageId 44", artifact="pay-build")}

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look at the ids of all Bundles, mPaaS's own among them."""
        for one in _shared(composition, _registry(composition)):
            message = "added" if one.kind == "official" and one.portal else one.kind
            yield self.found(
                message,
                one.location,
                severity=one.severity,
                related=_owner(one),
                bundle=one.bundle,
                id=one.package_id,
                owner=one.owner,
                portal=one.portal,
            )


def _shared(composition: Composition, registry: Registry | None) -> list[Collision]:
    """The ids that several Bundles have, seen from those that should not have them."""
    found = collisions(claims_of(composition), registry)
    return [one for one in found if one.kind in {"portal", "workspace", "official"}]


def _registry(composition: Composition) -> Registry | None:
    """The registry; None where there is none, or none that can be read."""
    place = place_of(composition)
    try:
        return place.read(composition.builds[0].tree) if place is not None and place.is_there else None
    except (Unreadable, DocumentError):
        return None  # a rule of its own says so


def _owner(one: Collision) -> tuple[Related, ...]:
    if one.owner_location is None:
        return ()
    return (Related(location=one.owner_location, message="owner", args={"owner": one.owner}),)


class Registered(TogetherRule):
    code = "BND104"
    slug = "package-id-registry"
    title = "The registry of package ids can be read, is free of contradictions, and says what the Bundles say"
    since = "0.1.0"
    why = (
        "The registry is how teams that do not see each other's Bundles keep their ids apart. Two owners of an id, as "
        "a merge leaves them behind, or a Bundle that is not in it, mean that somebody will take the id again."
    )
    help = (
        "Mend what is wrong with a line where it stands. Of two entries that contradict each other keep the older one, "
        "and give the other Bundle a new id (`hapline portal package-ids --assign --renumber GROUP:ARTIFACT`). Write "
        "the id that the registry says into the Bundle. `hapline portal package-ids --write` adds Bundles that are "
        "missing, and makes a registry that is absent. Take no Bundle out: old apps still have its id."
    )
    messages: ClassVar = {
        "problem": "{problem}",
        "outside": "{path}, line {line}: {problem}",
        "unreadable": "the registry {path} cannot be read: {reason}",
        "absent": "there is no registry {path}",
        "differs": "{bundle} has the package id {id}, and the registry says {registered}",
        "taken": "{bundle} has the package id {id}, which the registry gives to {owner}",
        "unregistered": "{bundle} has the package id {id}, and is not in the registry {path}",
        "entry": "the other entry",
        "own": "the entry of {bundle}",
        "holder": "the entry of {owner}",
    }
    sources = ("the form of the registry, as `hapline portal package-ids` writes it",)
    bad: ClassVar = {**example("packageId 45"), "package-ids.txt": "com.example:cart-build = 46\n"}
    good: ClassVar = {**example("packageId 45"), "package-ids.txt": "com.example:cart-build = 45\n"}

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look at the registry where there is one, and at each Bundle that has an id."""
        place = place_of(composition)
        if place is None:
            return
        top = _top(place, composition)
        if not place.is_there:
            yield self.found("absent", top, severity="warning", path=place.shown)
            return
        try:
            registry = place.read(composition.builds[0].tree)
        except Unreadable as error:
            yield self.found("unreadable", top, path=place.shown, reason=Phrase(error.reason))
        except DocumentError as error:
            reason = Phrase(error.template, **error.fields)
            yield self.found("unreadable", top, path=place.shown, reason=reason)
        else:
            for problem in registry.problems:
                yield self._problem(place, top, problem)
            # Of those that share an id one finding says so, and it is that of BND103.
            shared = _shared(composition, registry)
            pairs = {(one.bundle, one.owner, one.package_id) for one in shared}
            sharing = {(who, "", one.package_id) for one in shared for who in (one.bundle, one.owner)}
            for one in with_registry(Meetings(claims_of(composition)), registry):
                if one.registered or (one.bundle, one.owner, one.package_id) not in pairs | sharing:
                    yield self._bundle(place, one)

    def _problem(self, place: Place, top: Location, one: RegistryProblem) -> Finding:
        if place.is_inside:
            related = [Related(location=other, message="entry") for other in one.related]
            return self.found("problem", one.location, severity=one.severity, related=related, problem=one.what)
        line = _line(one.location)
        return self.found("outside", top, severity=one.severity, path=place.shown, line=line, problem=one.what)

    def _bundle(self, place: Place, one: Collision) -> Finding:
        entry = one.owner_location if place.is_inside else None
        message, names = ("own", {"bundle": one.bundle}) if one.registered else ("holder", {"owner": one.owner})
        return self.found(
            one.kind,
            one.location,
            severity=one.severity,
            related=[Related(location=entry, message=message, args=names)] if entry is not None else [],
            bundle=one.bundle,
            id=one.package_id,
            registered=one.registered,
            owner=one.owner,
            path=place.shown,
        )


def _line(location: Location) -> int:
    return location.span.start_line if location.span is not None else 1


def _top(place: Place, composition: Composition) -> Location:
    """Where it is said that something is wrong with a registry as a whole; one that lies elsewhere is nobody's file."""
    return Location(path=place.path) if place.is_inside else composition.builds[0].root_module.top
