"""Projects: what kind of module a script makes, and which versions of the tools meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from hapline.builds import ANDROID_PLUGIN, Version, class_path, gradle_of, text_of, version
from hapline_hooks import Finding, Location
from hapline_plugins.portal import versions
from hapline_plugins.portal.rules.base import BUNDLE_GUIDE, PORTAL_GUIDE, BuildRule, PortalModuleRule
from hapline_plugins.portal.source.build import GradleBuild
from hapline_plugins.portal.source.kinds import BUNDLE, PORTAL
from hapline_plugins.portal.source.portals import Portal

_MPAAS_PLUGIN = "com.alipay.android:android-gradle-plugin"
_TOOLS = frozenset((ANDROID_PLUGIN, _MPAAS_PLUGIN))
_WRAPPER = "gradle/wrapper/gradle-wrapper.properties"


class OnePortal(BuildRule):
    code = "BND601"
    slug = "one-portal"
    title = "An app has one Portal, which is no Bundle"
    since = "0.1.0"
    why = "The two plugins set the build up differently: it stops, or the second Portal packs an app that nobody wants."
    help = "Keep one Portal; make a build of its own of the other."
    messages: ClassVar = {
        "two": "{module} is a Portal, and so is {other}",
        "both": "{module} applies both com.alipay.portal and com.alipay.bundle",
    }
    sources = (f"{PORTAL_GUIDE}, Project dependencies",)
    bad: ClassVar = {
        "settings.gradle": "include ':app', ':second'\n",
        "app/build.gradle": "apply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n",
        "second/build.gradle": "apply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n",
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": "apply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n",
    }

    def check(self, subject: GradleBuild) -> Iterable[Finding]:
        """Count the Portals."""
        portals = subject.portals
        for one in portals[1:]:
            yield self.found("two", one.place_of(PORTAL), module=one.path, other=portals[0].path)
        for module in subject.modules:
            if module.decides.get(PORTAL) and module.decides.get(BUNDLE):
                yield self.found("both", module.place_of(BUNDLE), module=module.path)


class CodeInPortal(PortalModuleRule):
    code = "BND602"
    slug = "code-in-portal"
    title = "A Portal has no code of its own"
    since = "0.1.0"
    severity = "warning"
    why = (
        "A Portal only puts Bundles together: code in it cannot be used by Bundles, nor be built or replaced by itself."
    )
    help = "Move the code into a Bundle."
    messages: ClassVar = {"code": "the Portal {module} has code in src/main"}
    sources = (f"{PORTAL_GUIDE}, build.gradle of the main module",)
    bad: ClassVar = {
        "app/build.gradle": "apply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n",
        "app/src/main/java/com/example/Main.java": "package com.example;\n\nclass Main {}\n",
    }
    good: ClassVar = {"app/build.gradle": "apply plugin: 'com.alipay.portal'\nportal {\n    allSlinks true\n}\n"}

    def check(self, subject: Portal) -> Iterable[Finding]:
        """Look for a source file."""
        if subject.has_code:
            yield self.found("code", subject.place_of(PORTAL), module=subject.path)


class ToolVersions(BuildRule):
    code = "BND604"
    slug = "tool-versions"
    title = "Gradle, the Android plugin and mPaaS's plugin are of versions that go together"
    since = "0.1.0"
    why = "The build stops at the start, often with a message about a class or method that is not found."
    help = "Take versions that go together; the wrapper's version stands in gradle/wrapper/gradle-wrapper.properties."
    messages: ClassVar = {
        "gradle": "Android plugin {android} needs Gradle {needed} or later; the wrapper has {gradle}",
        "android": "android-gradle-plugin {mpaas} is made for Android plugin {needed} or later, not for {android}",
        "studio": "Portals and Bundles need Android Studio Flamingo or earlier, which ends at Android plugin 8.0; "
        "this is {android}",
    }
    sources = (
        "Android developers, Android Gradle plugin release notes",
        f"{BUNDLE_GUIDE}, build.gradle in project root directory",
        "help.aliyun.com 51730, Android Studio for component-based access",
    )
    bad: ClassVar = {
        "build.gradle": "buildscript {\n    dependencies {\n        classpath 'com.android.tools.build:gradle:3.5.0'\n"
        "        classpath 'com.alipay.android:android-gradle-plugin:3.5.14'\n    }\n}\n",
        "gradle/wrapper/gradle-wrapper.properties": (
            "distributionUrl=https\\://services.gradle.org/distributions/gradle-4.4-all.zip\n"
        ),
    }
    good: ClassVar = {
        "build.gradle": "buildscript {\n    dependencies {\n        classpath 'com.android.tools.build:gradle:3.5.0'\n"
        "        classpath 'com.alipay.android:android-gradle-plugin:3.5.14'\n    }\n}\n",
        "gradle/wrapper/gradle-wrapper.properties": (
            "distributionUrl=https\\://services.gradle.org/distributions/gradle-6.2-all.zip\n"
        ),
    }

    def check(self, subject: GradleBuild) -> Iterable[Finding]:
        """Compare the versions on the class path of the build with each other and with the wrapper's."""
        known = {one.module: one for one in class_path(subject.root_module, _TOOLS)}
        plugin = known.get(ANDROID_PLUGIN)
        if plugin is None:
            return
        android = plugin.version
        yield from self._gradle(subject, android)
        mpaas = known.get(_MPAAS_PLUGIN)
        if mpaas is None:
            return
        needed = versions.needed_android(mpaas.version)
        if needed is not None and android < needed:
            yield self.found(
                "android",
                mpaas.location,
                severity="warning",
                android=text_of(android),
                mpaas=text_of(mpaas.version),
                needed=text_of(needed),
            )
        if android[:2] > versions.FLAMINGO and subject.build_kind in {"portal", "bundle"}:
            yield self.found("studio", plugin.location, severity="warning", android=text_of(android))

    def _gradle(self, build: GradleBuild, android: Version) -> Iterator[Finding]:
        properties = build.properties(build.file(_WRAPPER))
        entry = properties.find("distributionUrl") if properties is not None else None
        said = gradle_of(entry.value) if entry is not None else None
        gradle = version(said) if said is not None else None
        needed = versions.needed_gradle(android)
        if properties is None or entry is None or gradle is None or needed is None or gradle >= needed:
            return
        yield self.found(
            "gradle",
            Location(path=build.file(_WRAPPER), span=properties.place(entry.value_start, entry.end)),
            android=text_of(android),
            needed=text_of(needed),
            gradle=said,
        )
