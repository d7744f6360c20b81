"""Resources: those that the system looks for in the Portal, and that only a Bundle or one of its libraries has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from hapline_hooks import Finding, Related, Severity
from hapline_plugins.portal.rules.base import PORTAL_GUIDE, TogetherRule
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import App, Composition
from hapline_plugins.portal.source.libraries import Library, libraries_of
from hapline_plugins.portal.source.merging import is_known_official, is_merged, label_of
from hapline_plugins.portal.source.resource_needs import code_uses, defining, is_overruled, named
from hapline_plugins.portal.source.resources import code_name

_SOURCES = (f"{PORTAL_GUIDE}, resources that must be placed in the Portal project",)
_SEVERITIES: Mapping[str, Severity | None] = MappingProxyType({"manifest": None})
"""How grave it is by who asks: the build stops at a manifest; else it is noticed when the app runs, if at all."""
_PORTAL = (
    "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n"
    "dependencies {\n    bundle 'com.example:a-build:1.0.0@jar'\n"
    "    manifest 'com.example:a-build:1.0.0:AndroidManifest@xml'\n}\n"
)
_BUNDLE = "apply plugin: 'com.alipay.bundle'\ngroup = 'com.example'\nversion = '1.0.0'\n"
_TAKEN = "dependencies {\n    implementation files('libs/titles.aar')  // which has string/title\n}\n"
_MAIN = "a/app/src/main"
_CODE = f"{_MAIN}/java/com/example/a/Main.java"
_TITLE = '<resources><string name="title">A</string></resources>\n'


def _example(**files: str) -> dict[str, str]:
    """A Portal with one Bundle, for examples."""
    return {
        "portal/settings.gradle": "include ':app'\n",
        "portal/app/build.gradle": _PORTAL,
        "a/settings.gradle": "include ':a-build'\nproject(':a-build').projectDir = new File('app')\n",
        "a/app/build.gradle": _BUNDLE,
        f"{_MAIN}/AndroidManifest.xml": (
            '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.a">\n'
            '    <application>\n        <activity android:name=".Main" android:label="@string/title" />\n'
            "    </application>\n</manifest>\n"
        ),
        **files,
    }


class OnlyInBundle(TogetherRule):
    code = "BND501"
    slug = "resource-only-in-bundle"
    title = "Resources that manifests, notifications and getIdentifier ask for are in the Portal"
    since = "0.1.0"
    why = (
        "The system looks in the app's own resources, which are the Portal's. Those of a Bundle lie in a package of "
        "their own, also where the Bundle is static: its code moves into the main dex, its resources do not. A "
        "manifest with such a name does not link; a notification or getIdentifier finds nothing when the app runs."
    )
    help = "Copy the resource into the Portal's res folder."
    messages: ClassVar = {
        "manifest": "{by} names {type}/{name}, which {bundle} defines and the Portal {portal} does not",
        "notification": "{by} is given {type}/{name}, which {bundle} defines and the Portal {portal} does not",
        "identifier": "{by} looks up {type}/{name}, which {bundle} defines and the Portal {portal} does not",
        "defined": "defined here",
    }
    sources = _SOURCES
    bad: ClassVar = _example(**{f"{_MAIN}/res/values/strings.xml": _TITLE})
    good: ClassVar = _example(
        **{f"{_MAIN}/res/values/strings.xml": _TITLE, "portal/app/src/main/res/values/strings.xml": _TITLE}
    )

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look up in the Bundle what its Portal lacks."""
        for app, bundle, need in (lack for one in composition.apps for lack in one.lacks):
            place = defining(bundle, need)
            if place is not None:
                yield self.found(
                    need.how,
                    need.location,
                    severity=_SEVERITIES.get(need.how, "warning"),
                    related=(Related(location=place, message="defined"),),
                    by=need.by,
                    type=need.type,
                    name=need.name,
                    bundle=label_of(bundle),
                    portal=label_of(app.portal),
                )


class OnlyInLibrary(TogetherRule):
    code = "BND502"
    slug = "resource-only-in-aar"
    title = "What the system asks for and a third-party library brings is copied into the Portal"
    since = "0.1.0"
    why = (
        "The resources of a library (AAR) go into the Bundle that uses it, not into the Portal, where the system "
        "looks: the library's own manifest too names resources that the app then lacks."
    )
    help = "Unpack the AAR and copy these resources into the Portal's res folder."
    messages: ClassVar = {
        "manifest": "{by} names {type}/{name}, which the library {library} brings and the Portal {portal} lacks",
        "notification": "{by} is given {type}/{name}, which the library {library} brings and the Portal {portal} lacks",
        "identifier": "{by} looks up {type}/{name}, which the library {library} brings and the Portal {portal} lacks",
        "own": "the manifest of the library {library} names {names}, which the Portal {portal} lacks",
        "library": "the library",
    }
    sources = _SOURCES
    bad: ClassVar = _example(**{"a/app/build.gradle": f"{_BUNDLE}{_TAKEN}"})
    good: ClassVar = _example(
        **{"a/app/build.gradle": f"{_BUNDLE}{_TAKEN}", "portal/app/src/main/res/values/strings.xml": _TITLE}
    )

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look up in libraries what no Bundle defines, and look at the manifests of libraries."""
        known: dict[str, list[Library]] = {}
        for app, bundle, need in (lack for one in composition.apps for lack in one.lacks):
            if defining(bundle, need) is not None:
                continue
            for one in _libraries(bundle, known):
                if one.aar.defines(need.type, need.name):
                    yield self.found(
                        need.how,
                        need.location,
                        severity=_SEVERITIES.get(need.how, "warning"),
                        related=(Related(location=one.location, message="library"),),
                        by=need.by,
                        type=need.type,
                        name=need.name,
                        library=one.name,
                        portal=label_of(app.portal),
                    )
                    break
        for app in composition.apps:
            for member, bundle in app.local:
                if is_merged(member) and not is_known_official(bundle):
                    for one in _libraries(bundle, known):
                        yield from self._own(app, one)

    def _own(self, app: App, one: Library) -> Iterator[Finding]:
        """What the manifest of a library names of the library's own resources."""
        from hapline_plugins.portal.source.xml_scanning import xml_text

        lacks = [
            f"{reference.type}/{reference.name}"
            for reference in named(xml_text(one.aar.manifest or b""))
            if one.aar.defines(reference.type, reference.name) and _lacks(app, reference.type, reference.name)
            if not is_overruled(app, reference)
        ]
        if lacks:
            names = list(dict.fromkeys(lacks))
            yield self.found("own", one.location, library=one.name, names=names, portal=label_of(app.portal))


class ComputedIdentifier(TogetherRule):
    code = "BND503"
    slug = "computed-get-identifier"
    title = "What getIdentifier looks up by a computed name is in the Portal"
    since = "0.1.0"
    severity = "note"
    why = (
        "getIdentifier looks in the app's own resources, which are the Portal's, and finds nothing of a Bundle. Which "
        "names are computed cannot be told from the source."
    )
    help = "Make sure that all that may be asked for is in the Portal, or name resources by R."
    messages: ClassVar = {
        "computed": "{bundle} looks up resources by computed names ({count} times): they must be in the Portal"
    }
    sources = _SOURCES
    bad: ClassVar = _example(
        **{
            _CODE: "package com.example.a;\n\nclass Main {\n    int icon(String n) {\n"
            '        return getResources().getIdentifier(n, "drawable", getPackageName());\n    }\n}\n'
        }
    )
    good: ClassVar = _example(
        **{
            _CODE: "package com.example.a;\n\nclass Main {\n    int icon() {\n"
            "        return R.drawable.icon;\n    }\n}\n"
        }
    )

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look for calls whose name is computed, and say it once for each Bundle."""
        for build in composition.builds:
            for bundle in build.bundles:
                found = [place for use, place in code_uses(bundle) if use.how == "identifier" and use.is_computed]
                if found and not is_known_official(bundle):
                    yield self.found("computed", found[0], bundle=label_of(bundle), count=len(found))


def _libraries(bundle: Bundle, known: dict[str, list[Library]]) -> list[Library]:
    """The libraries of a Bundle, each read once."""
    folder = bundle.folder
    if folder not in known:
        known[folder] = list(libraries_of(bundle))
    return known[folder]


def _lacks(app: App, kind: str, name: str) -> bool:
    return app.resources is not None and (kind, code_name(name)) not in app.resources
