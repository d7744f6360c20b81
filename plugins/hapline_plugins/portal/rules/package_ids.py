"""Package ids: written well, where one is needed and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Location, Related, Severity
from hapline_plugins.portal.ids.found import registered_id
from hapline_plugins.portal.ids.given import computed_id, has_no_id, read_given, sure_id
from hapline_plugins.portal.official import LONELY_ID, NO_OWN_ID, doubt, refusal
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, BundleRule, TogetherRule
from hapline_plugins.portal.rules.package_id_examples import example, with_resources
from hapline_plugins.portal.rules.package_id_fixes import in_decimal, properties_of, registered_as, without_id
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import Composition
from hapline_plugins.portal.source.interfaces import owner_of
from hapline_plugins.portal.source.own_resources import empty_value_files

_CHECKS = "gradle.properties of a generated Portal, checkBundlePackageId"
_READ = "the app reads Package-Id of META-INF/BUNDLE.MF as a decimal number"
_FEW = 3
"""Files that are named beside a finding."""


class Form(BundleRule):
    code = "BND101"
    slug = "package-id-form"
    title = "A package id is a decimal number from 2 to 126 that is not kept for something else"
    since = "0.1.0"
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
    bad: ClassVar = example("packageId 0x24")
    good: ClassVar = example("packageId 36")

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
    since = "0.1.0"
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
        "app": "{id} is the app's own package id: {bundle} has resources and needs one of its own",
        "resource": "a resource: {name}",
        "unneeded": "{bundle} has the package id {id} and no resources",
        "empty": "{bundle} has the package id {id} and no resources: its files of values hold nothing",
        "values": "nothing in this file becomes a resource",
        "set": "write packageId {registered}, which the registry says",
        "remove": "take out the package id",
    }
    sources = (_CHECKS, f"{BUNDLE_GUIDE}, Bundle properties")
    fixable = "unsafe"
    bad: ClassVar = with_resources("initLevel 11110000")
    good: ClassVar = with_resources("initLevel 11110000", "packageId 45")

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Compare the id with what is known of the resources."""
        if subject.is_official:
            return
        number, resource, given = sure_id(subject), subject.resource, subject.package_id
        if resource is not None and has_no_id(subject):
            place = Location(path=resource.path)
            registered = registered_id(subject)
            yield self.found(
                "needed" if given is None else "app",
                properties_of(subject) if given is None else given.location,
                related=(Related(location=place, message="resource", args={"name": resource.name}),),
                fixes=registered_as(subject, registered),
                bundle=subject.label,
                id=NO_OWN_ID,
                registered=registered,
            )
        elif number is not None and given is not None and subject.has_resources is False:
            empty = empty_value_files(subject)[:_FEW]
            yield self.found(
                "empty" if empty else "unneeded",
                given.location,
                severity="warning",
                related=[Related(location=Location(path=path), message="values") for path in empty],
                fixes=without_id(subject),
                bundle=subject.label,
                id=number,
            )


class Lonely(TogetherRule):
    code = "BND106"
    slug = "package-id-27"
    title = "No Bundle depends on the one with the package id 27"
    since = "0.1.0"
    why = "The Portal plugin refuses the app where its check is on, and what it does with such a Bundle is not written."
    help = "Give that Bundle another id, or take out the dependency."
    messages: ClassVar = {
        "depends": "{bundle} depends on {owner}, whose package id is 27",
        "id": "the package id of {owner}",
    }
    sources = (_CHECKS,)
    bad: ClassVar = {
        **example("packageId 27"),
        **example(artifact="pay-build", used="dependencies {\n    provided 'com.example:cart-build:1.0:api@jar'\n}\n"),
    }
    good: ClassVar = {
        **example("packageId 43"),
        **example(artifact="pay-build", used="dependencies {\n    provided 'com.example:cart-build:1.0:api@jar'\n}\n"),
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
            for declared in user.used_interfaces:
                owner = owner_of(declared, composition.bundles)
                given = lonely.get(owner)
                if given is not None and owner != user.key and not declared.conditions:
                    related = (Related(location=given.location, message="id", args={"owner": owner}),)
                    yield self.found("depends", declared.at(), related=related, bundle=user.label, owner=owner)
