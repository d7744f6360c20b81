"""Configuration: the ABIs that a Portal packs, and the switches of mPaaS's plugin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.builds import version
from hapline_hooks import Finding, Location
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, PortalModuleRule
from hapline_plugins.portal.source.abi_filters import abi_filters
from hapline_plugins.portal.source.added import baseline_of
from hapline_plugins.portal.source.plugin_switches import NAME as SWITCHES
from hapline_plugins.portal.source.plugin_switches import PluginSwitches
from hapline_plugins.portal.source.portals import Portal

_ARMEABI = "armeabi"
_WITHOUT_ARMEABI = (10, 2, 3)
"""The baseline from which on mPaaS has armeabi-v7a and arm64-v8a only; where Bundles lie then is not written down."""
_HEAD = "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.portal'\n"


def _abi_example(abi: str) -> dict[str, str]:
    return {
        "app/build.gradle": (
            f"{_HEAD}android {{\n    defaultConfig {{\n        ndk {{\n            abiFilters '{abi}'\n        }}\n"
            "    }\n}\ndependencies {\n    bundle 'com.example:a-build:1.0.0@jar'\n}\n"
        ),
        "app/slinks": "com.example-b\n",
        "settings.gradle": "include ':app'\n",
    }


class AbiFilters(PortalModuleRule):
    code = "BND603"
    slug = "abi-filters"
    title = "A Portal with dynamic Bundles packs the ABI armeabi"
    since = "0.1.0"
    severity = "warning"
    why = (
        "A Bundle that is loaded dynamically lies in the app as lib/armeabi/lib<name>.so, and only there: where "
        "abiFilters leave armeabi out, its code is not in the app."
    )
    help = "Add 'armeabi' to abiFilters, or link all Bundles statically."
    messages: ClassVar = {
        "left_out": "abiFilters leave armeabi out, where dynamic Bundles lie: {count}, such as {bundle}"
    }
    sources = (f"{BUNDLE_GUIDE}, Bundle project package: dynamic loading",)
    bad: ClassVar = _abi_example("armeabi-v7a")
    good: ClassVar = _abi_example("armeabi")

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Compare what is packed with where Bundles lie."""
        given = subject.all_slinks
        if given is not None and (subject.links_all or given.text is None or given.statement.conditions):
            return
        found = abi_filters(subject)
        dynamic = [] if subject.hides_slinks else _dynamic(subject)
        left_out = found is not None and _ARMEABI not in found.names
        if found is not None and left_out and dynamic and not _is_without_armeabi(subject):
            yield self.found("left_out", found.location, count=len(dynamic), bundle=dynamic[0])


def _is_without_armeabi(portal: Portal) -> bool:
    """Whether the Portal is on a baseline that has left armeabi itself."""
    baseline = version(baseline_of(portal))
    return baseline is not None and baseline >= _WITHOUT_ARMEABI


class SkipCheck(PortalModuleRule):
    code = "BND605"
    slug = "skip-check"
    title = "skipcheck hides the checks of the Portal plugin"
    since = "0.1.0"
    severity = "note"
    why = "The wizard writes skipcheck=true: the plugin then checks nothing, whatever the other switches say."
    help = (
        "hapline checks without it what the sources show: package ids, exportPackages, initLevel and cycles of "
        "Bundles. For what only the plugin sees, such as duplicate classes, set skipcheck=false from time to time."
    )
    messages: ClassVar = {
        "hides": "skipcheck=true passes over checks that are switched on: {checks}",
        "nothing": "skipcheck=true: the plugin checks nothing",
    }
    sources = ("The project wizard's gradle.properties of a Portal, its comments",)
    bad: ClassVar = {
        "app/build.gradle": f"{_HEAD}portal {{\n    allSlinks true\n}}\n",
        "app/gradle.properties": "skipcheck=true\ncheckBundlePackageId=true\n",
    }
    good: ClassVar = {
        "app/build.gradle": f"{_HEAD}portal {{\n    allSlinks true\n}}\n",
        "app/gradle.properties": "skipcheck=false\ncheckBundlePackageId=true\n",
    }

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Read the switch."""
        if subject.properties is None:
            return
        path = subject.file(SWITCHES)
        switches = PluginSwitches(subject.properties)
        if switches.skips_all:
            message = "hides" if switches.wanted else "nothing"
            yield self.found(message, Location(path=path, span=switches.place), checks=list(switches.wanted))


def _dynamic(portal: Portal) -> list[str]:
    """The Bundles that an app surely has and that are loaded dynamically."""
    return [
        key
        for key, declared in portal.declared.items()
        if any(not one.conditions for one in declared) and not portal.is_static(key)
    ]
