"""Names: what a Bundle is published as, and that nobody else is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding, Related
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, BundleRule, TogetherRule
from hapline_plugins.portal.source.bundles import Bundle
from hapline_plugins.portal.source.composition import Composition
from hapline_plugins.portal.source.kinds import BUNDLE

_BUNDLE = "apply plugin: 'com.alipay.bundle'\ngroup = 'com.example'\n"
_SETTINGS = "include ':home-build'\nproject(':home-build').projectDir = new File('app')\n"


class Group(BundleRule):
    code = "BND213"
    slug = "bundle-group"
    title = "A Bundle says in which group it is published"
    since = "0.1.0"
    severity = "warning"
    why = (
        "Gradle publishes it under the name of the build's folder: a Portal that declares another group does not find "
        "it, or takes an old one."
    )
    help = 'Add group = "your.group" to the script of the main module.'
    messages: ClassVar = {
        "none": "the Bundle {name} has no group: Portals and slinks cannot name it",
        "unknown": "the group of the Bundle {name} cannot be told here: it is not matched with Portals",
    }
    sources = (f"{BUNDLE_GUIDE}, build.gradle of the main module",)
    bad: ClassVar = {"app/build.gradle": "apply plugin: 'com.alipay.bundle'\n"}
    good: ClassVar = {"app/build.gradle": _BUNDLE}

    def check(self, subject: Bundle) -> Iterable[Finding]:
        """Look for the group."""
        if subject.group:
            return
        given = subject.inherited("group")
        if given is not None:
            yield self.found("unknown", given.location, severity="note", name=subject.name)
        else:
            yield self.found("none", subject.place_of(BUNDLE), name=subject.name)


class SameName(TogetherRule):
    code = "BND214"
    slug = "bundle-name-twice"
    title = "Of two Bundles that one app could mean, no two have the same group and artifact"
    since = "0.1.0"
    why = "Both are published to one place: what the Portal packs is the one that was published last."
    help = "Rename one of them in its settings, or give it another group."
    messages: ClassVar = {
        "twice": "{key} is also the Bundle in {other}: which of them {portal} means cannot be told",
        "other": "the other one",
    }
    sources = (f"{BUNDLE_GUIDE}, Bundle interface package",)
    bad: ClassVar = {
        "portal/app/build.gradle": "apply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n"
        "dependencies {\n    bundle 'com.example:home-build:1.0.0@jar'\n}\n",
        "portal/settings.gradle": "include ':app'\n",
        "one/app/build.gradle": _BUNDLE,
        "one/settings.gradle": _SETTINGS,
        "two/app/build.gradle": _BUNDLE,
        "two/settings.gradle": _SETTINGS,
    }
    good: ClassVar = {
        "portal/app/build.gradle": "apply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n"
        "dependencies {\n    bundle 'com.example:home-build:1.0.0@jar'\n}\n",
        "portal/settings.gradle": "include ':app'\n",
        "one/app/build.gradle": _BUNDLE,
        "one/settings.gradle": _SETTINGS,
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Look for Bundles of which several are equally near to a Portal that declares them."""
        for app in composition.apps:
            for key in app.members:
                found = composition.nearest(key, app.portal.build.root)
                for one in found[1:]:
                    yield self.found(
                        "twice",
                        one.top,
                        related=(Related(location=found[0].top, message="other"),),
                        key=key,
                        other=found[0].folder,
                        portal=app.portal.folder,
                    )
