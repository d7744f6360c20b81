"""Bundles together: ids, packages and classes that two Bundles of one app claim, and Bundles that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from hapline_hooks import Finding, Related, Severity
from hapline_plugins.portal.built.apps import BuiltSet
from hapline_plugins.portal.built.members import BuiltBundle, is_complete, members
from hapline_plugins.portal.built.portal_apk import PortalApk
from hapline_plugins.portal.official import owner_of
from hapline_plugins.portal.rules.rule import BUNDLE_GUIDE, PortalRule

_NAMED = 3
"""Classes that are named of those that two Bundles have."""


_MADE_BY_BUILD = "merged-bundles-res-"
"""What begins the name of the Bundle that the Portal's build makes of resources (mergeAssets): it is not listed."""


class BundlesTogether(PortalRule[BuiltSet]):
    code = "BND707"
    slug = "bundles-together"
    title = "Bundles of one app differ in name, package id, packages and classes, and those that they need are there"
    since = "0.1.0"
    why = (
        "What two Bundles both claim goes to one of them, and to which is not said: the wrong resource or the wrong "
        "class when the app runs. The Portal's own checks of this are off in generated projects (skipcheck=true)."
    )
    help = "Change one of the two and build it again; declare the Bundle that is missing in the Portal."
    messages: ClassVar = {
        "id": "{name} and {other} both have the package id {id}",
        "official": "{name} has the package id {id}, which is that of mPaaS's {other}",
        "version": "{name} is there in version {version} and in version {other}",
        "export": "{name} exports {package}, and so does {other}",
        "inside": "{name} exports {package}, which is inside {above} of {other}",
        "class": "{name} and {other} have classes of the same name ({count}): {first}",
        "portal": "{name} has classes that the app's own code has too ({count}): {first}",
        "absent": "{name} requires {others}, and the app does not list that",
        "first": "the other one",
    }
    subject = BuiltSet
    sources = (
        f"{BUNDLE_GUIDE}, packageId and exportPackages",
        "comments in the gradle.properties of generated Portals",
    )
    bad: ClassVar = {
        "launcher.jar": '{ manifest: { "Package-Id": "50" }, resources: [50] }',
        "cart.jar": '{ manifest: { "Package-Id": "50" }, resources: [50] }',
    }
    good: ClassVar = {
        "launcher.jar": '{ manifest: { "Package-Id": "50" }, resources: [50] }',
        "cart.jar": '{ manifest: { "Package-Id": "51" }, resources: [51] }',
    }

    def check(self, subject: BuiltSet) -> Iterable[Finding]:
        """Compare all with each other, by dictionaries."""
        # mPaaS's own come first: they stay as they are, and the others have to give way.
        every = sorted(members(subject), key=lambda one: not one.is_official)
        yield from self._ids(every)
        yield from self._versions(every)
        yield from self._exports(every)
        yield from self._classes(every)
        if subject.apk is not None:
            yield from self._hidden(subject.apk)
        if is_complete(subject):
            yield from self._absent(every)

    def _ids(self, every: Sequence[BuiltBundle]) -> Iterator[Finding]:
        owners: dict[int, BuiltBundle] = {}
        first: dict[str, BuiltBundle] = {}
        for one in every:
            number = one.package_id
            if number is None or first.setdefault(one.name, one) is not one:
                continue
            owner, official = owners.setdefault(number, one), owner_of(number)
            if one.is_official:
                continue
            if owner is not one:
                yield self._shared(one, owner, number)
            elif official is not None:
                place = one.at("Package-Id")
                yield self.found("official", place, severity="warning", name=one.name, id=number, other=official.bundle)

    def _shared(self, one: BuiltBundle, owner: BuiltBundle, number: int) -> Finding:
        # Of a Bundle without resources the id stands nowhere in the app.
        severity: Severity | None = None if one.has_resources and owner.has_resources else "warning"
        return self.found(
            "id",
            one.at("Package-Id"),
            severity=severity,
            related=_other(owner, "Package-Id"),
            name=one.name,
            other=owner.name,
            id=number,
        )

    def _versions(self, every: Sequence[BuiltBundle]) -> Iterator[Finding]:
        known: dict[str, BuiltBundle] = {}
        for one in every:
            first = known.setdefault(one.name, one)
            if one.version != first.version and not one.is_official:
                yield self.found(
                    "version",
                    one.at("Bundle-Version"),
                    related=_other(first, "Bundle-Version"),
                    name=one.name,
                    version=one.version,
                    other=first.version,
                )

    def _exports(self, every: Sequence[BuiltBundle]) -> Iterator[Finding]:
        owners: dict[str, BuiltBundle] = {}
        for one in every:
            for package in one.exports:
                owners.setdefault(package, one)
        for one in every:
            for package in () if one.is_official else one.exports:
                for above in _above(package):
                    owner = owners.get(above, one)
                    if owner.name != one.name:
                        yield self._export(one, owner, package, above)
                        break

    def _export(self, one: BuiltBundle, owner: BuiltBundle, package: str, above: str) -> Finding:
        same = above == package
        return self.found(
            "export" if same else "inside",
            one.at("Export-Package"),
            severity=None if same else "warning",
            related=_other(owner, "Export-Package"),
            name=one.name,
            package=package,
            other=owner.name,
            above=above,
        )

    def _classes(self, every: Sequence[BuiltBundle]) -> Iterator[Finding]:
        owners: dict[str, BuiltBundle] = {}
        for one in every:
            twice: dict[str, list[str]] = {}
            for name in one.jar.known_classes if one.jar is not None else ():
                owner = owners.setdefault(name, one)
                if owner.name != one.name and not one.is_official:
                    twice.setdefault(owner.name, []).append(name)
            for other, names in twice.items():
                yield self.found(
                    "class",
                    one.file,
                    related=_other(owners[names[0]]),
                    name=one.name,
                    other=other,
                    count=len(names),
                    first=sorted(names)[:_NAMED],
                )

    def _hidden(self, apk: PortalApk) -> Iterator[Finding]:
        """Classes that the system loads with the app: it never asks the framework for those in a Bundle's file."""
        main = frozenset(apk.known_classes)
        for bundle in apk.bundles:
            names = sorted(main.intersection(bundle.known_classes))
            if names and not bundle.is_official:
                place = bundle.location()
                yield self.found("portal", place, name=bundle.bundle, count=len(names), first=names[:_NAMED])

    def _absent(self, every: Sequence[BuiltBundle]) -> Iterator[Finding]:
        first: dict[str, BuiltBundle] = {}
        for one in every:
            first.setdefault(one.name, one)
        for one in first.values():
            absent = [name for name in one.requires if not (name in first or name.startswith(_MADE_BY_BUILD))]
            if absent and not one.is_official:
                # Builds name whatever the Bundle was compiled with, and apps run without some of it.
                place = one.at("Require-Bundle")
                yield self.found("absent", place, severity="note", name=one.name, others=list(dict.fromkeys(absent)))


def _above(package: str) -> Iterator[str]:
    """A package and those that it lies in."""
    while package:
        yield package
        package = package.rpartition(".")[0]


def _other(one: BuiltBundle, key: str = "") -> tuple[Related, ...]:
    return (Related(location=one.at(key) if key else one.file, message="first"),)
