"""Package ids: written well, where one is needed and nowhere else, and each held by one Bundle of an app."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.documents import DocumentError
from hapline_hooks import Finding, Location, Phrase, Related, Severity, Unreadable
from hapline_plugins.portal.ids.collisions import Collision, collisions, with_registry
from hapline_plugins.portal.ids.entries import Problem
from hapline_plugins.portal.ids.found import Place, place_of, registered_id
from hapline_plugins.portal.ids.given import computed_id, has_no_id, read_given, sure_id
from hapline_plugins.portal.ids.meetings import Meetings
from hapline_plugins.portal.ids.workspace import claims_of
from hapline_plugins.portal.official import LONELY_ID, NO_OWN_ID, doubt, refusal
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, BundleRule, TogetherRule
from hapline_plugins.portal.rules.package_id_fixes import in_decimal, properties_of, registered_as, without_id
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import Composition
from hapline_plugins.portal.source.interfaces import owner_of, used_interfaces

_CHECKS = "gradle.properties of a generated Portal, checkBundlePackageId"
_READ = "the app reads Package-Id of META-INF/BUNDLE.MF as a decimal number"
_PLUGIN = "apply plugin: 'com.alipay.bundle'\n"
_STRINGS = '<resources><string name="title">Cart</string></resources>\n'


def _example(*lines: str, artifact: str = "cart-build", used: str = "") -> dict[str, str]:
    """A Bundle in a folder of its own, for examples."""
    inside = "".join(f"    {line}\n" for line in lines)
    return {
        f"{artifact}/settings.gradle": f"include ':{artifact}'\nproject(':{artifact}').projectDir = file('app')\n",
        f"{artifact}/app/build.gradle": f"{_PLUGIN}group = 'com.example'\nbundle {{\n{inside}}}\n{used}",
    }


def _with_resources(*lines: str) -> dict[str, str]:
    return {**_example(*lines), "cart-build/app/src/main/res/values/strings.xml": _STRINGS}


class Form(BundleRule):
    code = "BND101"
    slug = "package-id-form"
    title = "A package id is a decimal number from 2 to 126 that is not kept for something else"
    since = "0.2.0"
    why = (
        "The app reads the id as a decimal number and understands no other; with an id that Android keeps for itself, "
        "resources are those of another package, or are not found."
    )
    help = "Write a number from 2 to 126, as in packageId 45; 127 for a Bundle without resources, or no line at all."
    messages: ClassVar = {
        "form": "{problem}",
        "refused": "{id} can be no package id: {reason}",
        "reserved": "the package id {id}: {reason}",
        "unknown": "the package id is computed, and not known here: it is not checked",
        "set": "write {value}",
    }
    sources = (_READ, f"{BUNDLE_GUIDE}, Bundle properties", _CHECKS)
    fixable = "safe"
    bad: ClassVar = _example("packageId 0x24")
    good: ClassVar = _example("packageId 36")

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look at the one that counts."""
        given = subject.package_id
        if given is None or subject.is_official:
            return
        found, place = read_given(given), given.location
        sure: Severity | None = "note" if given.statement.conditions else None
        if found.problem is not None:
            value = computed_id(given)
            fixes = in_decimal(subject, value)
            severity = sure or ("error" if value is None else "warning")
            yield self.found("form", place, severity=severity, fixes=fixes, problem=found.problem, value=value)
        elif found.value is None:
            yield self.found("unknown", place, severity="note")
        elif found.value != NO_OWN_ID and (reason := refusal(found.value)) is not None:
            yield self.found("refused", place, severity=sure, id=found.value, reason=reason)
        elif (reason := doubt(found.value)) is not None:
            yield self.found("reserved", place, severity=sure or "warning", id=found.value, reason=reason)


class Needed(BundleRule):
    code = "BND102"
    slug = "package-id-needed"
    title = "A Bundle with resources has a package id, and one without has none"
    since = "0.2.0"
    why = (
        "Without an id of its own the resources of a Bundle have the numbers of the app's: what is shown is another "
        "picture or text, or Resources$NotFoundException is thrown, and only where both meet. An id that nobody needs "
        "is one less for others: there are 125."
    )
    help = (
        "Let `hapline portal package-ids --assign` choose a free one; take out the line of a Bundle without resources."
    )
    messages: ClassVar = {
        "needed": "{bundle} has resources and no package id",
        "resource": "a resource: {name}",
        "unneeded": "{bundle} has the package id {id} and no resources",
        "set": "write packageId {registered}, which the registry says",
        "remove": "take out the package id",
    }
    sources = (_CHECKS, f"{BUNDLE_GUIDE}, Bundle properties")
    fixable = "unsafe"
    bad: ClassVar = _with_resources("initLevel 11110000")
    good: ClassVar = _with_resources("initLevel 11110000", "packageId 45")

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the id with what is known of the resources."""
        if subject.is_official:
            return
        number, resource, given = sure_id(subject), subject.resource, subject.package_id
        if resource is not None and has_no_id(subject):
            related = (
                Related(location=Location(path=resource.path), message="resource", args={"name": resource.name}),
            )
            registered = registered_id(subject)
            fixes = registered_as(subject, registered)
            place = properties_of(subject) if given is None else given.location
            bundle = subject.label
            yield self.found("needed", place, related=related, fixes=fixes, bundle=bundle, registered=registered)
        elif number is not None and given is not None and subject.has_resources is False:
            fixes = without_id(subject)
            bundle = subject.label
            yield self.found("unneeded", given.location, severity="warning", fixes=fixes, bundle=bundle, id=number)


class Shared(TogetherRule):
    code = "BND103"
    slug = "package-id-collision"
    title = "No two Bundles of an app have the same package id"
    since = "0.2.0"
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
    bad: ClassVar = {**_example("packageId 45"), **_example("packageId 45", artifact="pay-build")}
    good: ClassVar = {**_example("packageId 43"), **_example("packageId 44", artifact="pay-build")}

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look at the ids of all Bundles, mPaaS's own among them."""
        for one in collisions(claims_of(composition)):
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


def _owner(one: Collision) -> tuple[Related, ...]:
    if one.owner_location is None:
        return ()
    return (Related(location=one.owner_location, message="owner", args={"owner": one.owner}),)


class Registered(TogetherRule):
    code = "BND104"
    slug = "package-id-registry"
    title = "The registry of package ids can be read, is free of contradictions, and says what the Bundles say"
    since = "0.2.0"
    why = (
        "The registry is how teams that do not see each other's Bundles keep their ids apart. Two owners of an id, as "
        "a merge leaves them behind, or a Bundle that is not in it, mean that somebody will take the id again."
    )
    help = (
        "Keep the older entry of two, give the other Bundle a new id, and add what is missing "
        "(`hapline portal package-ids --write`). Never remove a line: old apps still have the id."
    )
    messages: ClassVar = {
        "problem": "{problem}",
        "outside": "{path}, line {line}: {problem}",
        "unreadable": "the registry {path} cannot be read: {reason}",
        "absent": "there is no registry {path}",
        "differs": "{bundle} has the package id {id}, and the registry says {registered}",
        "taken": "{bundle} has the package id {id}, which the registry gives to {owner}",
        "unregistered": "{bundle} has the package id {id}, and is not in the registry {path}",
        "entry": "in the registry",
    }
    sources = ("the form of the registry, as `hapline portal package-ids` writes it",)
    bad: ClassVar = {**_example("packageId 45"), "package-ids.txt": "com.example:cart-build = 46\n"}
    good: ClassVar = {**_example("packageId 45"), "package-ids.txt": "com.example:cart-build = 45\n"}

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
            for one in with_registry(Meetings(claims_of(composition)), registry):
                yield self._bundle(place, one)

    def _problem(self, place: Place, top: Location, one: Problem) -> Finding:
        if place.is_inside:
            related = [Related(location=other, message="entry") for other in one.related]
            return self.found("problem", one.location, severity=one.severity, related=related, problem=one.what)
        line = _line(one.location)
        return self.found("outside", top, severity=one.severity, path=place.shown, line=line, problem=one.what)

    def _bundle(self, place: Place, one: Collision) -> Finding:
        entry = one.owner_location if place.is_inside else None
        return self.found(
            one.kind,
            one.location,
            severity=one.severity,
            related=[Related(location=entry, message="entry")] if entry is not None else [],
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


class Lonely(TogetherRule):
    code = "BND106"
    slug = "package-id-27"
    title = "No Bundle depends on the one with the package id 27"
    since = "0.2.0"
    why = "The Portal plugin refuses the app where its check is on, and what it does with such a Bundle is not written."
    help = "Give that Bundle another id, or take out the dependency."
    messages: ClassVar = {
        "depends": "{bundle} depends on {owner}, whose package id is 27",
        "id": "the package id of {owner}",
    }
    sources = (_CHECKS,)
    bad: ClassVar = {
        **_example("packageId 27"),
        **_example(artifact="pay-build", used="dependencies {\n    provided 'com.example:cart-build:1.0:api@jar'\n}\n"),
    }
    good: ClassVar = {
        **_example("packageId 43"),
        **_example(artifact="pay-build", used="dependencies {\n    provided 'com.example:cart-build:1.0:api@jar'\n}\n"),
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look at the dependencies of all Bundles where one has that id."""
        lonely = {
            key: one.package_id
            for key, several in composition.bundles.items()
            for one in several
            if sure_id(one) == LONELY_ID and one.package_id is not None
        }
        users = [one for build in composition.builds for one in build.bundles] if lonely else []
        for user in users:
            for declared in used_interfaces(user):
                owner = owner_of(declared, composition.bundles)
                given = lonely.get(owner)
                if given is not None and owner != user.key and not declared.conditions:
                    related = (Related(location=given.location, message="id", args={"owner": owner}),)
                    yield self.found("depends", declared.at(), related=related, bundle=user.label, owner=owner)
