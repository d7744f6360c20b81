"""Release builds: what R8, the signature and packaged libraries make of an app that is to be hotpatched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from hapline.builds import text_of
from hapline_hooks import Finding
from hapline_plugins.hotpatch.rules.base import DEXPATCH_GUIDE, GUIDE, INSTANTRUN_GUIDE, AppRule
from hapline_plugins.hotpatch.source.component import COMPONENT
from hapline_plugins.hotpatch.source.modules import INSTANTRUN, AppModule
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
_PACKAGED = re.compile(
    r"(?!test|androidTest|.*CompileOnly)(?:implementation|api|compile|runtimeOnly|bundle|\w+(?:Implementation|Api|Compile|RuntimeOnly))"
)
"""Configurations whose dependencies are packaged, those of a build type or flavor among them; not those of tests."""


class KeptFields(AppRule):
    code = "HOT208"
    slug = "instantrun-keep-rule"
    title = "The fields that InstantRun inserts are kept by R8"
    since = "0.1.0"
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
    since = "0.1.0"
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
    since = "0.1.0"
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
    since = "0.1.0"
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
            if _PACKAGED.fullmatch(one.configuration):
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


class ComponentThere(AppRule):
    code = "HOT212"
    slug = "instrumented-without-component"
    title = "An app with InstantRun has the component HOTFIX"
    since = "0.1.0"
    why = (
        "The component asks for patches and loads them: without it the app is instrumented, and no patch ever reaches "
        "it. That is noticed on the day of the emergency."
    )
    help = (
        "Add implementation 'com.mpaas.android:hotfix' behind the baseline, or run hapline hotpatch init --write, and "
        "release again."
    )
    messages: ClassVar = {"absent": "com.alipay.instantrun is applied, and the app does not depend on {component}"}
    sources = (f"{GUIDE}, 5.2.1.2 Native AAR integration",)
    bad: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\ndependencies {\n"
            "    implementation platform('com.mpaas.android:mpaas-baseline:10.2.3-59')\n}\n"
        ),
    }
    good: ClassVar = {
        "settings.gradle": "include ':app'\n",
        "app/build.gradle": (
            "apply plugin: 'com.android.application'\napply plugin: 'com.alipay.instantrun'\n\ndependencies {\n"
            "    implementation platform('com.mpaas.android:mpaas-baseline:10.2.3-59')\n"
            "    implementation 'com.mpaas.android:hotfix'\n}\n"
        ),
    }

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look for the component; where something else may bring it, nothing is said."""
        if subject.applies(INSTANTRUN) and subject.app_kind == "aar" and subject.presence == "absent":
            yield self.found("absent", subject.place_of(INSTANTRUN), component=COMPONENT)
