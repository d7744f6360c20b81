"""Linking: Bundles that are loaded dynamically and cannot be, each by the Portals that declare it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline_hooks import Finding, Fix, Location, Related, TextEdit
from hapline_plugins.portal.built.configured import local_repository
from hapline_plugins.portal.official import is_official
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, TogetherRule, edit
from hapline_plugins.portal.rules.exporting import exporting, wanted_exports
from hapline_plugins.portal.slinks.known import Known
from hapline_plugins.portal.slinks.needs import Reason, needs, why_started
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import App, Composition, Member
from hapline_plugins.portal.source.slinks_file import SlinksFile, arranged

_PORTAL = "apply plugin: 'com.alipay.portal'\ndependencies {\n    bundle 'com.example:home-build:1.0.0@jar'\n}\n"
_SETTINGS = "include ':home-build'\nproject(':home-build').projectDir = new File('app')\n"


def _bundle(*lines: str) -> str:
    """The script of a Bundle, for examples."""
    inside = "".join(f"    {line}\n" for line in lines)
    return f"apply plugin: 'com.alipay.bundle'\ngroup = 'com.example'\nbundle {{\n{inside}}}\n"


_MAIN = "package com.example.home;\n\nclass Main {}\n"
_FILES = "<provider android:name='.Files' android:authorities='com.example.home.files' />"
_MANIFEST = (
    '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.home">\n'
    "    <application>\n        {provider}\n    </application>\n</manifest>\n"
)


class ExportsMissing(TogetherRule):
    code = "BND201"
    slug = "exports-missing"
    title = "A Bundle that a Portal loads dynamically exports its packages"
    since = "0.1.0"
    why = "The framework finds the Bundle of a class by exportPackages: its classes are not found when the app runs."
    help = "Name the packages of the Bundle's classes in exportPackages, or add the Bundle to the Portal's slinks."
    messages: ClassVar = {
        "missing": "{bundle} exports no packages, and is loaded dynamically",
        "portal": "declared here, and not in slinks",
        "set": "export {packages}",
    }
    sources = (f"{BUNDLE_GUIDE}, build.gradle of the main module", f"{BUNDLE_GUIDE}, Bundle project package")
    fixable = "unsafe"
    bad: ClassVar = {
        "portal/app/build.gradle": _PORTAL,
        "portal/app/slinks": "",
        "portal/settings.gradle": "include ':app'\n",
        "home/settings.gradle": _SETTINGS,
        "home/app/build.gradle": _bundle("exportPackages ''"),
        "home/app/src/main/java/com/example/home/Main.java": _MAIN,
    }
    good: ClassVar = {
        "portal/app/build.gradle": _PORTAL,
        "portal/app/slinks": "",
        "portal/settings.gradle": "include ':app'\n",
        "home/settings.gradle": _SETTINGS,
        "home/app/build.gradle": _bundle("exportPackages 'com.example.home'"),
        "home/app/src/main/java/com/example/home/Main.java": _MAIN,
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look at each Bundle whose source is here."""
        dynamic: dict[str, tuple[Bundle, list[Member]]] = {}
        for app in composition.apps:
            for member, bundle in _dynamic(app):
                if not is_official(member.group):
                    dynamic.setdefault(member.key, (bundle, []))[1].append(member)
        for key, (bundle, members) in dynamic.items():
            if _exports_nothing(bundle):
                wanted = wanted_exports(bundle)
                given = bundle.exports_given
                yield self.found(
                    "missing",
                    given.location if given is not None else _block(bundle),
                    related=[Related(location=one.location, message="portal") for one in members],
                    fixes=exporting(bundle, wanted),
                    bundle=key,
                    packages=wanted,
                )


class MustBeStatic(TogetherRule):
    code = "BND206"
    slug = "must-be-static"
    title = "A Bundle that must be linked statically is in the Portal's slinks"
    since = "0.1.0"
    why = (
        "Its classes are needed before the framework can load Bundles: the app stops when it starts, with "
        "ClassNotFoundException."
    )
    help = "Add the line; hapline portal slinks --explain says why each Bundle is static or dynamic."
    messages: ClassVar = {
        "missing": "{bundle} must be static: {reason}",
        "reason": "{from_}",
        "declared": "declared here",
        "add": "add the line {line}",
    }
    sources = (f"{BUNDLE_GUIDE}, Bundle project package",)
    fixable = "safe"
    bad: ClassVar = {
        "portal/app/build.gradle": _PORTAL,
        "portal/app/slinks": "",
        "portal/settings.gradle": "include ':app'\n",
        "home/settings.gradle": _SETTINGS,
        "home/app/build.gradle": _bundle("exportPackages 'com.example.home'"),
        "home/app/src/main/AndroidManifest.xml": _MANIFEST.format(provider=_FILES),
    }
    good: ClassVar = {
        "portal/app/build.gradle": _PORTAL,
        "portal/app/slinks": "com.example-home\n",
        "portal/settings.gradle": "include ':app'\n",
        "home/settings.gradle": _SETTINGS,
        "home/app/build.gradle": _bundle("exportPackages 'com.example.home'"),
        "home/app/src/main/AndroidManifest.xml": _MANIFEST.format(provider=_FILES),
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look at each Bundle that a Portal loads dynamically."""
        for app in composition.apps:
            known = Known(app, local_repository(app.portal.build))
            for member in app.members.values():
                reasons = [] if _may_be_static(app, member) else _reasons(known, member)
                if reasons:
                    yield self._missing(app, member, reasons)

    def _missing(self, app: App, member: Member, reasons: list[Reason]) -> Finding:
        portal = app.portal
        file = portal.dev_slinks_file if member.is_dev else portal.slinks_file
        related = _facts(reasons)
        declared = member.location
        if file is not None:
            related.append(Related(location=declared, message="declared"))
        return self.found(
            "missing",
            Location(path=file.path) if file is not None else declared,
            related=related,
            fixes=_adding(file, member.slinks_name) if file is not None else (),
            bundle=member.key,
            reason=reasons[0].text,
            line=member.slinks_name,
        )


def _dynamic(app: App) -> Iterator[tuple[Member, Bundle]]:
    """The Bundles of an app that are here and surely loaded dynamically."""
    for member, bundle in app.local:
        if not _may_be_static(app, member):
            yield member, bundle


def _may_be_static(app: App, member: Member) -> bool:
    """Whether a Bundle is static, or may be; one that is declared only under conditions may not be there at all."""
    portal = app.portal
    return portal.may_link_all or app.is_static(member.key) or member.is_conditional or portal.hides_slinks


def _reasons(known: Known, member: Member) -> list[Reason]:
    if member.bundle is not None and member.key not in known.named and why_started(member.key) is None:
        from hapline_plugins.portal.slinks.of_source import has_no_providers

        if has_no_providers(member.bundle):
            return []  # as of most, of which no more needs be found out
    found = needs(member.key, known.of(member), known.named.get(member.key))
    return [one for one in found if _counts(one, member)]


def _facts(reasons: Iterable[Reason]) -> list[Related]:
    """The places of the facts that reasons come from."""
    return [
        Related(location=one.origin.location, message="reason", args={"from_": one.origin.text})
        for one in reasons
        if one.origin is not None and one.origin.location is not None
    ]


def _counts(reason: Reason, member: Member) -> bool:
    """Whether a reason is sure; exports that the source lacks are said at the source."""
    return reason.is_sure and not (reason.kind == "exports" and member.bundle is not None)


def _exports_nothing(bundle: Bundle) -> bool:
    from hapline_plugins.portal.slinks.of_source import exports_of

    exports = exports_of(bundle)
    return exports is not None and not exports.packages and any(one.has_code for one in bundle.all_modules)


def _block(bundle: Bundle) -> Location:
    """The block ``bundle`` of a script, or the script."""
    found = bundle.script.select("bundle") if bundle.script is not None else []
    return bundle.at(found[0].start, found[0].start + len("bundle"), "bundle") if found else bundle.top


def _adding(file: SlinksFile, name: str) -> tuple[Fix, ...]:
    """The fix that adds a line where it belongs."""
    lines = arranged([*file.names, name], file.names)
    after = next((line for line in file.lines if line.name in lines[lines.index(name) + 1 :]), None)
    if after is not None:
        return edit("add", file.path, [TextEdit(start=after.start, end=after.start, text=f"{name}\n")], safe=True)
    end = len(file.text)
    ended = not file.text or file.text.endswith(("\n", "\r"))
    return edit("add", file.path, [TextEdit(start=end, end=end, text=f"{'' if ended else chr(10)}{name}\n")], safe=True)
