"""Builds: whether the tools that hotpatching needs are there, in versions and an order that go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from hapline.builds import text_of
from hapline.documents import set_piece
from hapline_hooks import Finding, Location
from hapline_plugins.hotpatch.rules.base import (
    DEXPATCH_GUIDE,
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
from hapline_plugins.hotpatch.source.modules import APPLICATION, INSTANTRUN, AppModule
from hapline_plugins.hotpatch.source.shrinking import is_full_mode, is_shrunk, keeps_fields
from hapline_plugins.hotpatch.source.signing import V1_FROM, signs_v1

if TYPE_CHECKING:
    from hapline.documents import Dependency

_HTTP = {
    "org.apache.httpcomponents": "error",
    "commons-httpclient": "error",
    "org.apache.commons": "warning",
    "commons-codec": "warning",
    "commons-logging": "warning",
}
"""Groups of the libraries that Android's own old HTTP client consists of; the first two hold the client itself."""
_PACKAGED = frozenset(("implementation", "api", "compile", "runtimeOnly", "bundle"))
_SETUP = f"{INSTANTRUN_GUIDE}, InstantRun instrumentation configuration and dependencies"


class Applied(AppRule):
    code = "HOT201"
    slug = "instantrun-applied"
    title = "InstantRun's plugin is applied where its configuration is, and is on the class path"
    since = "0.3.0"
    why = (
        "Without the plugin nothing is instrumented, and the release can never be patched; that is noticed on the day "
        "of the emergency."
    )
    help = "Apply com.alipay.instantrun in the script of the app, or run hapline hotpatch init --write."
    messages: ClassVar = {
        "not-applied": "instantrun.xml is there, and nothing applies com.alipay.instantrun",
        "no-configuration": "com.alipay.instantrun is applied, and {file} is not there",
        "no-artifact": "com.alipay.instantrun is applied, and no class path of the build holds {artifact}",
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
        if not subject.build.names_patch_plugin:
            yield self.found("no-artifact", place, artifact=PATCH_PLUGIN)


class PatchPluginVersion(BuildRule):
    code = "HOT202"
    slug = "patch-plugin-version"
    title = "The version of InstantRun's plugin is the one for the Android plugin"
    since = "0.3.0"
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
    title = "An app with InstantRun is on baseline 10.2.3.20 or later"
    since = "0.3.0"
    why = "Earlier baselines have no part that loads patches of InstantRun: they are delivered and do nothing."
    help = "Upgrade the baseline (Gradle writes it 10.2.3-20), or patch by DexPatch."
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
            yield self.found("old", place, baseline=text_of(numbers))


class PluginOrder(AppRule):
    code = "HOT204"
    slug = "instantrun-order"
    title = "InstantRun's plugin is applied behind the Android plugin"
    since = "0.3.0"
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
    since = "0.3.0"
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
        if subject.applies(INSTANTRUN) and subject.app_kind in {"portal", "inside"}:
            yield self.found("component", subject.place_of(INSTANTRUN), kind=subject.app_kind)


class OneMethod(AppRule):
    code = "HOT206"
    slug = "one-hotpatch-method"
    title = "A version of an app is patched by one method"
    since = "0.3.0"
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
    since = "0.3.0"
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


class KeptFields(AppRule):
    code = "HOT208"
    slug = "instantrun-keep-rule"
    title = "The fields that InstantRun inserts are kept by R8"
    since = "0.3.0"
    why = (
        "R8 takes out the static fields that nothing in the app writes: the apk is then built without a way in for "
        "patches."
    )
    help = (
        "Add -keepclassmembers class ** { public static com.alipay.instantrun.ChangeQuickRedirect *; } to the rules of "
        "the release, or run hapline hotpatch init --write."
    )
    messages: ClassVar = {"not-kept": "no file of keep rules ({files}) keeps com.alipay.instantrun.ChangeQuickRedirect"}
    sources = (f"{INSTANTRUN_GUIDE}, 5.2.2.2 Considerations",)
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\nandroid {\n"
            "    buildTypes {\n        release {\n            minifyEnabled true\n"
            "            proguardFiles 'rules.pro'\n        }\n    }\n}\n"
        ),
        "app/rules.pro": "-dontwarn com.example.**\n",
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\nandroid {\n"
            "    buildTypes {\n        release {\n            minifyEnabled true\n"
            "            proguardFiles 'rules.pro'\n        }\n    }\n}\n"
        ),
        "app/rules.pro": (
            "-keepclassmembers class ** {\n    public static com.alipay.instantrun.ChangeQuickRedirect *;\n}\n"
        ),
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look into the files that the release names."""
        given = is_shrunk(subject) if subject.applies(INSTANTRUN) else None
        if given is not None:
            files = keeps_fields(subject)
            if files is not None:
                yield self.found("not-kept", given.location, files=", ".join(files) or "-")


class FullMode(AppRule):
    code = "HOT209"
    slug = "r8-full-mode"
    title = "R8 does not shrink an app with InstantRun in full mode"
    since = "0.3.0"
    severity = "warning"
    why = (
        "In full mode R8 merges and inlines classes across the app: the mapping then lacks classes, and a patch of "
        "them cannot be built."
    )
    help = "Set android.enableR8.fullMode=false in gradle.properties; Android plugin 8.0 and later has it on by itself."
    messages: ClassVar = {
        "on": "R8's full mode is on",
        "default": "R8's full mode is on: Android plugin {android} has it so unless gradle.properties says otherwise",
    }
    sources = ("github.com/Meituan-Dianping/Robust/issues/406", "Android developers, R8 full mode")
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "gradle.properties": "android.enableR8.fullMode=true\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\nandroid {\n"
            "    buildTypes {\n        release {\n            minifyEnabled true\n        }\n    }\n}\n"
        ),
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "gradle.properties": "android.enableR8.fullMode=false\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\nandroid {\n"
            "    buildTypes {\n        release {\n            minifyEnabled true\n        }\n    }\n}\n"
        ),
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look at the switch, and at the version of the Android plugin where there is none."""
        if not subject.applies(INSTANTRUN) or is_shrunk(subject) is None:
            return
        said, place = is_full_mode(subject.build)
        if said and place is not None:
            yield self.found("on", place)
        elif said and subject.build.android_plugin is not None:
            android = subject.build.android_plugin
            yield self.found("default", android.location, android=text_of(android.version))


class Signature(AppRule):
    code = "HOT210"
    slug = "v1-signature"
    title = "The release is signed with V1 (JAR signature) too"
    since = "0.3.0"
    why = "A hotpatch is refused on the phone where the app has no V1 signature to compare with."
    help = "Set v1SigningEnabled true (enableV1Signing = true from Android plugin 4.2 on) in signingConfigs."
    messages: ClassVar = {
        "off": "V1 signing is switched off",
        "left-out": "V1 signing is not switched on: with minSdk {least} the Android plugin leaves it out",
    }
    sources = (f"{GUIDE}, 5.5 Android hotpatch tutorial, Sign", "Android developers, ApkSigningConfig")
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\nandroid {\n"
            "    signingConfigs {\n        release {\n            v1SigningEnabled false\n        }\n    }\n}\n"
        ),
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\nandroid {\n"
            "    signingConfigs {\n        release {\n            v1SigningEnabled true\n        }\n    }\n}\n"
        ),
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look at each signing configuration, that of debug builds left out."""
        if not subject.is_hotpatched:
            return
        for statement, given in signs_v1(subject):
            if given is not None:
                if given.text == "false":
                    yield self.found("off", given.location)
            elif subject.least_android is not None and subject.least_android >= V1_FROM:
                place = subject.at(statement.start, statement.end, "android", "signingConfigs", statement.name)
                yield self.found("left-out", place, severity="warning", least=subject.least_android)


class NoHttpLibraries(AppRule):
    code = "HOT211"
    slug = "http-and-nfc-libraries"
    title = "Android's old HTTP client and NFC libraries are not packaged"
    since = "0.3.0"
    why = (
        "A second copy of these classes in the apk is loaded beside the system's: after a patch, calls of the gateway "
        "crash."
    )
    help = 'Take it out, and use <uses-library android:name="org.apache.http.legacy" android:required="false"/>.'
    messages: ClassVar = {
        "http": "{module} holds classes of Android's old HTTP client, or of what it is made with",
        "nfc": "{module} seems to be a library for NFC that is not the system's",
    }
    sources = (f"{DEXPATCH_GUIDE}, Troubleshooting", f"{GUIDE}, 5.6 FAQ")
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\ndependencies {\n"
            "    implementation 'org.apache.httpcomponents:httpclient:4.5.14'\n}\n"
        ),
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\ndependencies {\n"
            "    implementation 'com.squareup.okhttp3:okhttp:4.12.0'\n}\n"
        ),
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Go through what is packaged."""
        for one in subject.dependencies if subject.is_hotpatched else ():
            if one.configuration in _PACKAGED:
                yield from self._judge(subject, one)

    def _judge(self, app: AppModule, one: Dependency) -> Iterator[Finding]:
        coordinate = one.coordinate
        group = coordinate.group.text if coordinate is not None and coordinate.group is not None else None
        name = coordinate.name.text if coordinate is not None and coordinate.name is not None else None
        place = app.at(one.value.start, one.value.end, "dependencies")
        severity = _HTTP.get(group or "")
        if severity == "error":
            yield self.found("http", place, module=f"{group}:{name}")
        elif severity is not None:
            yield self.found("http", place, severity="warning", module=f"{group}:{name}")
        elif name is not None and "nfc" in name.lower().replace("_", "-").split("-"):
            yield self.found("nfc", place, severity="warning", module=f"{group}:{name}")
