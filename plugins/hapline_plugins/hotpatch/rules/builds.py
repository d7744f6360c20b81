"""Builds: whether the tools that hotpatching needs are there, in versions and an order that go together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from hapline.builds import text_of
from hapline.documents import set_piece
from hapline_hooks import Finding, Location
from hapline_plugins.hotpatch.rules.base import (
    GUIDE,
    INSTANTRUN_GUIDE,
    AppRule,
    BuildRule,
    edit,
)
from hapline_plugins.hotpatch.source.build import (
    LEAST_BASELINE,
    PATCH_PLUGIN,
    REPOSITORY,
    HotpatchBuild,
    patch_plugin_for,
)
from hapline_plugins.hotpatch.source.modules import APPLICATION, COMPONENT_BASED, INSTANTRUN, AppModule, baseline_text

_SETUP = f"{INSTANTRUN_GUIDE}, InstantRun instrumentation configuration and dependencies"


class Applied(AppRule):
    code = "HOT201"
    slug = "instantrun-applied"
    title = "InstantRun's plugin is applied where its configuration is, and is on the class path"
    since = "0.1.0"
    why = (
        "Without the plugin nothing is instrumented, and the release can never be patched; that is noticed on the day "
        "of the emergency."
    )
    help = "Apply com.alipay.instantrun in the script of the app, or run hapline hotpatch init --write."
    messages: ClassVar = {
        "not-applied": "instantrun.xml is there, and nothing applies com.alipay.instantrun",
        "no-configuration": "com.alipay.instantrun is applied, and {file} is not there",
        "no-artifact": "com.alipay.instantrun is applied, and no class path of the build holds {artifact}",
        "part": "this is a module, and its build is not in this folder: check the folder with settings.gradle",
    }
    sources = (_SETUP,)
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "build.gradle": "// mpaas\n",
        "app/build.gradle": "apply plugin: 'com.android.application'\n",
        "app/instantrun.xml": "<resources />\n",
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "build.gradle": (
            "buildscript {\n    dependencies {\n        classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.7'\n"
            "    }\n}\n"
        ),
        "app/build.gradle": "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n",
        "app/instantrun.xml": "<resources />\n",
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Compare the plugin, its configuration and its artifact."""
        there = subject.build.tree.is_file(subject.configuration_path)
        if not subject.applies(INSTANTRUN):
            if there:
                yield self.found("not-applied", Location(path=subject.configuration_path))
            return
        place = subject.place_of(INSTANTRUN)
        if not there:
            yield self.found("no-configuration", place, file=subject.configuration_path)
        if subject.build.names_patch_plugin:
            return
        if subject.build.is_part:
            yield self.found("part", place, severity="note")
        else:
            yield self.found("no-artifact", place, artifact=PATCH_PLUGIN)


class PatchPluginVersion(BuildRule):
    code = "HOT202"
    slug = "patch-plugin-version"
    title = "The version of InstantRun's plugin is the one for the Android plugin"
    since = "0.1.0"
    why = "The build stops inside the plugin, or the apk is built without instrumentation."
    help = "Take 1.0.8 with version 8.0 and later of the Android plugin, 1.0.7 with earlier ones."
    messages: ClassVar = {
        "other": "Android plugin {android} needs patch-gradle-plugin {needed}, not {given}",
        "set": "take version {needed}",
    }
    sources = (_SETUP,)
    bad: ClassVar = {
        "build.gradle": (
            "buildscript {\n    dependencies {\n        classpath 'com.android.tools.build:gradle:8.1.0'\n"
            "        classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.7'\n    }\n}\n"
        ),
    }
    good: ClassVar = {
        "build.gradle": (
            "buildscript {\n    dependencies {\n        classpath 'com.android.tools.build:gradle:8.1.0'\n"
            "        classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.8'\n    }\n}\n"
        ),
    }

    def check(self, subject: HotpatchBuild) -> Iterable[Finding]:
        """Compare the two versions."""
        given, android = subject.patch_plugin, subject.android_plugin
        if given is None or android is None:
            return
        needed = patch_plugin_for(android.version)
        if text_of(given.version) == needed:
            return
        script, piece = subject.root_module.script, given.piece
        known = script is not None and piece is not None and piece.is_written
        edits = set_piece(script, piece, needed) if script is not None and piece is not None and known else ()
        yield self.found(
            "other",
            given.location,
            android=text_of(android.version),
            needed=needed,
            given=text_of(given.version),
            fixes=edit("set", subject.root_module.script_path, edits),
        )


class Baseline(AppRule):
    code = "HOT203"
    slug = "instantrun-baseline"
    title = "An app with InstantRun is on baseline 10.2.3-20 or later"
    since = "0.1.0"
    why = "Earlier baselines have no part that loads patches of InstantRun: they are delivered and do nothing."
    help = "Upgrade the baseline to 10.2.3-20 or later, or patch by DexPatch."
    messages: ClassVar = {"old": "InstantRun needs baseline 10.2.3-20 or later; this is {baseline}"}
    sources = (f"{INSTANTRUN_GUIDE}, Prerequisites",)
    bad: ClassVar = {
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\ndependencies {\n"
            "    implementation platform('com.mpaas.android:mpaas-baseline:10.1.68-42')\n}\n"
        ),
        "settings.gradle": "include ':app'\n",
    }
    good: ClassVar = {
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\ndependencies {\n"
            "    implementation platform('com.mpaas.android:mpaas-baseline:10.2.3-59')\n}\n"
        ),
        "settings.gradle": "include ':app'\n",
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Compare the baseline."""
        found = subject.baseline if subject.applies(INSTANTRUN) else None
        if found is not None and found[0] < LEAST_BASELINE:
            numbers, piece = found
            place = subject.at(piece.start, piece.end, "dependencies")
            yield self.found("old", place, baseline=baseline_text(numbers))


class PluginOrder(AppRule):
    code = "HOT204"
    slug = "instantrun-order"
    title = "InstantRun's plugin is applied behind the Android plugin"
    since = "0.1.0"
    why = "The plugin looks for the variants of the app when it is applied; before the Android plugin there are none."
    help = "Move apply plugin: 'com.alipay.instantrun' below com.android.application."
    messages: ClassVar = {"early": "com.alipay.instantrun is applied before com.android.application"}
    sources = (_SETUP,)
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": "apply plugin: 'com.alipay.instantrun'\napply plugin: 'com.android.application'\n",
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n",
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Compare the places."""
        own, android = subject.applies(INSTANTRUN), subject.applies(APPLICATION)
        if own and android and own[0].start < android[0].start:
            yield self.found("early", subject.place_of(INSTANTRUN))


class NativeOnly(AppRule):
    code = "HOT205"
    slug = "instantrun-native-only"
    title = "InstantRun is for apps on native AARs"
    since = "0.1.0"
    why = "The component framework loads Bundles by itself, and InstantRun's patches never reach them."
    help = "Take InstantRun's plugin out and patch by DexPatch, which such apps have built in."
    messages: ClassVar = {"component": "InstantRun cannot patch an app of the component framework ({kind})"}
    sources = (f"{INSTANTRUN_GUIDE}, Integration instructions",)
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.portal'\n"
            "apply plugin: 'com.alipay.instantrun'\n"
        ),
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n",
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look at how the app takes mPaaS in."""
        if subject.applies(INSTANTRUN) and subject.app_kind in COMPONENT_BASED:
            yield self.found("component", subject.place_of(INSTANTRUN), kind=subject.app_kind)


class OneMethod(AppRule):
    code = "HOT206"
    slug = "one-hotpatch-method"
    title = "A version of an app is patched by one method"
    since = "0.1.0"
    severity = "warning"
    why = "Patches of the two methods in one version work against each other; the guide forbids it."
    help = "Keep one: take the plugin out, or the whitelist of DexPatch."
    messages: ClassVar = {
        "both": "the app applies com.alipay.instantrun, and this is a whitelist of DexPatch",
        "option": "the app applies com.alipay.instantrun, and hotpatch.method is dexpatch",
    }
    sources = (f"{GUIDE}, 5.1 Introduction to hotpatching",)
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n",
        "app/white.txt": "Lcom.example.shop.Cart\nPatchType: dexpatch\nHostDex: true\n",
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n",
        "app/notes.txt": "The whitelist of DexPatch is kept elsewhere.\n",
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Compare the plugin with the configuration, and with files that only DexPatch reads."""
        if not subject.applies(INSTANTRUN):
            return
        if subject.build.options.get("hotpatch.method") == "dexpatch":
            yield self.found("option", subject.place_of(INSTANTRUN))
        for path in subject.whitelists:
            yield self.found("both", Location(path=path))


class Reachable(BuildRule):
    code = "HOT207"
    slug = "patch-plugin-repository"
    title = "A repository of the build holds InstantRun's plugin"
    since = "0.1.0"
    severity = "warning"
    why = "The plugin is in one of mPaaS's own repositories: without it the build stops at the start."
    help = f"Add maven {{ url '{REPOSITORY}' }} to the repositories of buildscript (or of pluginManagement)."
    messages: ClassVar = {"nowhere": "no repository of buildscript or pluginManagement is mPaaS's, or one's own mirror"}
    sources = (_SETUP,)
    bad: ClassVar = {
        "build.gradle": (
            "buildscript {\n    repositories {\n        google()\n    }\n    dependencies {\n"
            "        classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.7'\n    }\n}\n"
        ),
    }
    good: ClassVar = {
        "build.gradle": (
            f"buildscript {{\n    repositories {{\n        maven {{ url '{REPOSITORY}' }}\n    }}\n"
            "    dependencies {\n"
            "        classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.7'\n    }\n}\n"
        ),
    }

    def check(self, subject: HotpatchBuild) -> Iterable[Finding]:
        """Look for one that may hold it: a repository at an address of one's own is trusted to."""
        given = subject.patch_plugin
        if given is None:
            return
        found = [one for _, one in subject.repositories if one.within[0] in {"buildscript", "pluginManagement"}]
        if found and all(one.kind in _PUBLIC for one in found):
            yield self.found("nowhere", given.location)


_PUBLIC = frozenset(("google", "mavenCentral", "jcenter", "gradlePluginPortal"))
"""Repositories that surely do not hold it."""
