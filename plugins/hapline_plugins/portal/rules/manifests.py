"""Manifests: components and authorities that meet, manifests that are not declared, classes that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.builds import PLACEHOLDER, Manifest, application_id, filled
from hapline_hooks import Finding, Related, Severity
from hapline_plugins.portal.built.configured import local_repository, published_components
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, PORTAL_GUIDE, TogetherRule, edit
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import App, Composition, Member
from hapline_plugins.portal.source.declared import Declared
from hapline_plugins.portal.source.merging import (
    Merged,
    Part,
    is_known_official,
    label_of,
    manifests_of,
    merged,
)
from hapline_plugins.portal.source.missing_classes import Classes, missing_classes
from hapline_plugins.portal.source.modules import GradleModule

_UNFILLED = "${"
_PORTAL = (
    "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n"
)
_DECLARED = (
    "    bundle 'com.example:{0}-build:1.0.0@jar'\n    manifest 'com.example:{0}-build:1.0.0:AndroidManifest@xml'\n"
)
_BUNDLE = "apply plugin: 'com.alipay.bundle'\ngroup = 'com.example'\nversion = '1.0.0'\n"


def _settings(artifact: str) -> str:
    return f"include ':{artifact}'\nproject(':{artifact}').projectDir = new File('app')\n"


def _manifest(package: str, component: str) -> str:
    return (
        f'<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="{package}">\n'
        f"    <application>\n        {component}\n    </application>\n</manifest>\n"
    )


def _two(first: str, second: str) -> dict[str, str]:
    """A Portal with two Bundles, each with one component, for examples."""
    found = {
        "portal/settings.gradle": "include ':app'\n",
        "portal/app/build.gradle": f"{_PORTAL}dependencies {{\n{_DECLARED.format('a')}{_DECLARED.format('b')}}}\n",
    }
    for name, component in (("a", first), ("b", second)):
        found |= {
            f"{name}/settings.gradle": _settings(f"{name}-build"),
            f"{name}/app/build.gradle": _BUNDLE,
            f"{name}/app/src/main/AndroidManifest.xml": _manifest(f"com.example.{name}", component),
        }
    return found


class ComponentTwice(TogetherRule):
    code = "BND401"
    slug = "component-twice"
    title = "Each component of an app is declared in one manifest, once"
    since = "0.1.0"
    why = (
        "The manifests of all Bundles become one: the merge stops there, or one declaration wins and the other one's "
        "attributes and intent filters are lost."
    )
    help = "Declare it in the Bundle that has its class; where both must stay, say with tools:node which one counts."
    messages: ClassVar = {
        "bundles": "{kind} {name} is declared by {owner} and by {other}",
        "twice": "{kind} {name} is declared twice in this manifest",
        "first": "declared here too",
    }
    sources = (f"{PORTAL_GUIDE}, build.gradle in project root directory", "Android developers, Merge manifest files")
    bad: ClassVar = _two('<activity android:name="com.example.Same" />', '<activity android:name="com.example.Same" />')
    good: ClassVar = _two('<activity android:name="com.example.A" />', '<activity android:name="com.example.B" />')

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look at each manifest by itself, then at all that come together in an app."""
        for build in composition.builds:
            for owner in (*build.portals, *build.bundles):
                if not is_known_official(owner):
                    for manifest in manifests_of(owner):
                        yield from self._alone(owner, manifest)
        said: set[tuple[object, object]] = set()
        for one in merged(composition):
            yield from self._together(one, said)

    def _alone(self, owner: GradleModule, manifest: Manifest) -> Iterator[Finding]:
        known: dict[tuple[str, str], Part] = {}
        for component in manifest.components:
            part = Part(owner, manifest, component)
            first = known.setdefault(part.key, part)
            if first is not part:
                yield self._found("twice", part, first)

    def _together(self, one: Merged, said: set[tuple[object, object]]) -> Iterator[Finding]:
        known: dict[tuple[str, str], Part] = {}
        for part in one.parts:
            first = known.setdefault(part.key, part)
            if first.owner is part.owner or part.key in one.settled or is_known_official(part.owner):
                continue
            if _UNFILLED in part.component.name:
                continue  # each Bundle may fill it in otherwise
            if (first.place, part.place) not in said:
                said.add((first.place, part.place))
                yield self._found("bundles", part, first)

    def _found(self, message: str, part: Part, first: Part) -> Finding:
        related = (Related(location=first.manifest.at(first.component.element, "name"), message="first"),)
        kind, name = part.key
        return self.found(
            message,
            part.manifest.at(part.component.element, "name"),
            related=related,
            kind=kind,
            name=name,
            owner=part.label,
            other=first.label,
        )


class AuthorityTwice(TogetherRule):
    code = "BND402"
    slug = "authority-twice"
    title = "Each authority of an app belongs to one provider"
    since = "0.1.0"
    why = (
        "Android gives an authority to one provider and passes the other one over: what asks for it gets the wrong "
        "provider, or none. It is noticed when the app runs."
    )
    help = "Name the authority after the Bundle, such as ${applicationId}.<bundle>.files."
    messages: ClassVar = {
        "twice": "{name} and {other} answer to the same authority {authority}",
        "filled": "{name} and {other} answer to the same authority {authority}, if ${{applicationId}} is the Portal's",
        "unknown": "{name} and {other} answer to the same authority if {authority} says the same in both",
        "first": "the other provider",
    }
    sources = ("Android developers, <provider>: android:authorities", "Android developers, Manifest build variables")
    bad: ClassVar = _two(
        '<provider android:name=".A" android:authorities="com.example.files" />',
        '<provider android:name=".B" android:authorities="com.example.files" />',
    )
    good: ClassVar = _two(
        '<provider android:name=".A" android:authorities="com.example.a.files" />',
        '<provider android:name=".B" android:authorities="com.example.b.files" />',
    )

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Compare the authorities of all that come together."""
        said: set[tuple[object, object]] = set()
        for one in merged(composition):
            yield from self._together(one, said)

    def _together(self, one: Merged, said: set[tuple[object, object]]) -> Iterator[Finding]:
        known: dict[str, tuple[Part, str]] = {}
        app_id = application_id(one.app.portal) if one.app is not None else None
        for part in one.parts:
            for written in dict.fromkeys(text.strip() for text in part.component.authorities):
                authority = filled(written, app_id)
                first, other = known.setdefault(authority, (part, written))
                # One provider in two manifests is said by BND401, or is one after the merge.
                if first.key == part.key or part.key in one.settled or is_known_official(part.owner):
                    continue
                if (first.place, part.place) not in said:
                    said.add((first.place, part.place))
                    yield self._found(part, first, authority, (written, other))

    def _found(self, part: Part, first: Part, authority: str, written: tuple[str, str]) -> Finding:
        message, severity = _how_sure(part, first, authority, written)
        related = (Related(location=first.manifest.at(first.component.element, "authorities"), message="first"),)
        return self.found(
            message,
            part.manifest.at(part.component.element, "authorities"),
            severity=severity,
            related=related,
            name=part.component.name,
            other=first.component.name,
            authority=authority,
        )


class ManifestNotDeclared(TogetherRule):
    code = "BND403"
    slug = "manifest-not-declared"
    title = "A Portal declares the manifest of each Bundle that has components"
    since = "0.1.0"
    why = (
        "Without the line manifest the Bundle's activities, services, receivers and providers are not in the app: "
        "ActivityNotFoundException when one is started."
    )
    help = "Declare manifest 'group:artifact:version:AndroidManifest@xml' beside the Bundle."
    messages: ClassVar = {
        "source": "{key} has components, such as {component}, and its manifest is not declared",
        "published": "{key} has components in version {version}, and its manifest is not declared",
        "component": "a component of the Bundle",
        "add": "declare the manifest of {key}",
    }
    sources = (f"{BUNDLE_GUIDE}, Bundle project package",)
    fixable = "unsafe"
    bad: ClassVar = {
        "portal/settings.gradle": "include ':app'\n",
        "portal/app/build.gradle": f"{_PORTAL}dependencies {{\n    bundle 'com.example:a-build:1.0.0@jar'\n}}\n",
        "a/settings.gradle": _settings("a-build"),
        "a/app/build.gradle": _BUNDLE,
        "a/app/src/main/AndroidManifest.xml": _manifest("com.example.a", '<activity android:name=".Main" />'),
    }
    good: ClassVar = {
        "portal/settings.gradle": "include ':app'\n",
        "portal/app/build.gradle": f"{_PORTAL}dependencies {{\n{_DECLARED.format('a')}}}\n",
        "a/settings.gradle": _settings("a-build"),
        "a/app/build.gradle": _BUNDLE,
        "a/app/src/main/AndroidManifest.xml": _manifest("com.example.a", '<activity android:name=".Main" />'),
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look at the Bundles of each app whose manifest no line declares."""
        for app in composition.apps:
            if any(one.key is None for one in app.portal.manifests):
                continue  # it may be one of those that are not known
            for member in app.members.values():
                bundle = _without_manifest(member)
                if bundle is not None:
                    yield from self._judge(app, member, bundle)

    def _judge(self, app: App, member: Member, bundle: Declared) -> Iterator[Finding]:
        from hapline_plugins.portal.source.manifest_lines import manifest_line

        fixes = edit("add", app.portal.script_path, manifest_line(bundle))
        if member.bundle is not None:
            part = _first_component(member.bundle)
            if part is not None:
                place = part.manifest.at(part.component.element, "name")
                related = (Related(location=place, message="component"),)
                name = part.component.name
                yield self.found("source", bundle.at(), related=related, fixes=fixes, key=member.key, component=name)
            return
        repository = local_repository(app.portal.build)
        if repository is not None and published_components(repository, bundle):
            yield self.found("published", bundle.at(), fixes=fixes, key=member.key, version=bundle.version)


class ClassMissing(TogetherRule):
    code = "BND404"
    slug = "component-class-missing"
    title = "The classes that a Bundle's manifest names are in its code"
    since = "0.1.0"
    severity = "warning"
    why = "ClassNotFoundException when the system starts the component: the class was moved, renamed or deleted."
    help = "Correct the name, or take the component out of the manifest."
    messages: ClassVar = {"missing": "{kind} {name} is in no file of {bundle}"}
    sources = ("Android developers, App manifest overview: app components",)
    bad: ClassVar = {
        "app/build.gradle": _BUNDLE,
        "settings.gradle": "include ':app'\n",
        "app/src/main/AndroidManifest.xml": _manifest("com.example.a", '<activity android:name=".Mian" />'),
        "app/src/main/java/com/example/a/Main.java": "package com.example.a;\n\nclass Main {}\n",
    }
    good: ClassVar = {
        "app/build.gradle": _BUNDLE,
        "settings.gradle": "include ':app'\n",
        "app/src/main/AndroidManifest.xml": _manifest("com.example.a", '<activity android:name=".Main" />'),
        "app/src/main/java/com/example/a/Main.java": "package com.example.a;\n\nclass Main {}\n",
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look the classes of each Bundle up."""
        classes = Classes([module for build in composition.builds for module in build.modules])
        for build in composition.builds:
            for bundle in build.bundles:
                for manifest, component in [] if is_known_official(bundle) else missing_classes(bundle, classes):
                    place = manifest.at(component.element, "name")
                    yield self.found(
                        "missing", place, kind=component.kind, name=component.name, bundle=label_of(bundle)
                    )


def _how_sure(part: Part, first: Part, authority: str, written: tuple[str, str]) -> tuple[str, Severity | None]:
    """How sure it is that two providers answer to one authority: which message, and how grave."""
    if first.owner is part.owner:
        return "twice", None
    if _UNFILLED in authority:
        return "unknown", "note"
    of_bundle = [text for one, text in zip((part, first), written, strict=True) if isinstance(one.owner, Bundle)]
    return ("filled", "warning") if any(PLACEHOLDER in text for text in of_bundle) else ("twice", None)


def _without_manifest(member: Member) -> Declared | None:
    """Where a Bundle is declared whose manifest is not; None where it is, or where conditions decide."""
    sure = [one for one in member.declared if not one.conditions]
    needed = [one for one in sure if not any(other.is_dev <= one.is_dev for other in member.manifests)]
    return needed[0] if needed else None


def _first_component(bundle: Bundle) -> Part | None:
    every = (Part(bundle, manifest, one) for manifest in manifests_of(bundle) for one in manifest.components)
    return next((part for part in every if not part.component.is_removed), None)
