"""Cycles: Bundles that need each other to be built."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline_hooks import Finding
from hapline_plugins.portal.graph.model import graph_of
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, TogetherRule
from hapline_plugins.portal.source.composition import Composition

_SETTINGS = "include ':{name}-build'\nproject(':{name}-build').projectDir = new File('app')\n"
_BUNDLE = "apply plugin: 'com.alipay.bundle'\ngroup = 'com.example'\n"
_USES = "dependencies {{\n    provided 'com.example:{name}-build:1.0.0:api@jar'\n}}\n"


class Cycle(TogetherRule):
    code = "BND215"
    slug = "bundle-cycle"
    title = "Bundles do not use each other's interfaces in cycles"
    since = "0.1.0"
    severity = "warning"
    why = (
        "None of them can be built from scratch before the others are published, and each is built against an old "
        "interface of the others; the check checkBundleDependencyCycle of the vendor's plugin stops at it."
    )
    help = "Move what both need into a third Bundle, or turn one of the uses round; hapline portal graph shows all."
    messages: ClassVar = {"cycle": "Bundles use each other in a cycle: {way}"}
    sources = (f"{BUNDLE_GUIDE}, Bundle interface package", "checkBundleDependencyCycle of the vendor's Gradle plugin")
    bad: ClassVar = {
        "a/settings.gradle": _SETTINGS.format(name="a"),
        "a/app/build.gradle": _BUNDLE + _USES.format(name="b"),
        "b/settings.gradle": _SETTINGS.format(name="b"),
        "b/app/build.gradle": _BUNDLE + _USES.format(name="a"),
    }
    good: ClassVar = {
        "a/settings.gradle": _SETTINGS.format(name="a"),
        "a/app/build.gradle": _BUNDLE + _USES.format(name="b"),
        "b/settings.gradle": _SETTINGS.format(name="b"),
        "b/app/build.gradle": _BUNDLE,
    }

    def judge(self, composition: Composition) -> Iterable[Finding]:
        """Name each cycle where its first use is declared."""
        graph = graph_of(composition, official=False, only_uses=True)
        declared = {(one.user, one.used): one.first for one in graph.edges}
        for way in graph.cycles:
            first = declared[way[0], way[1 % len(way)]]
            if first is not None:
                yield self.found("cycle", first.at(), way=[" -> ".join((*way, way[0]))])
