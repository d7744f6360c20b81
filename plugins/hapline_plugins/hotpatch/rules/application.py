"""The application of a native app: mPaaS's own in the manifest, and a class that mPaaS calls in its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from hapline.documents import ANDROID
from hapline_hooks import Finding
from hapline_plugins.hotpatch.rules.base import DEXPATCH_GUIDE, INSTANTRUN_GUIDE, AppRule
from hapline_plugins.hotpatch.source.application_class import (
    EXTERN,
    HTTP,
    LIKE,
    QUINOXLESS,
    ApplicationClass,
    extern_of,
)
from hapline_plugins.hotpatch.source.modules import INSTANTRUN, AppModule
from hapline_plugins.hotpatch.source.shrinking import is_shrunk, keeps_class

if TYPE_CHECKING:
    from hapline.builds import Manifest

_SETUP = (f"{DEXPATCH_GUIDE}, Initialize hotpatch", f"{INSTANTRUN_GUIDE}, Initialize hotpatch")

_SCRIPT = (
    "apply plugin: 'com.android.application'\n\ndependencies {\n    implementation 'com.mpaas.android:hotfix:1.0'\n}\n"
)
_SHRUNK = (
    f"{_SCRIPT}android {{\n    namespace 'com.example.shop'\n    buildTypes {{\n        release {{\n"
    "            minifyEnabled true\n        }\n    }\n}\n"
)
_MANIFEST = "app/src/main/AndroidManifest.xml"
_CLASS = "app/src/main/java/com/example/shop/Shop.java"
_HEAD = (
    '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.shop">\n    <application'
)
_WHOLE = (
    f'{_HEAD} android:name="{QUINOXLESS}">\n'
    f'        <meta-data android:name="{EXTERN}" android:value="com.example.shop.Shop" />\n'
    f'        <uses-library android:name="{HTTP}" android:required="false" />\n    </application>\n</manifest>\n'
)


def _shop(head: str, body: str = "") -> str:
    return f"package com.example.shop;\n\n{head} {{\n{body}}}\n"


_LIKE = _shop(f"@Keep\npublic class Shop extends {LIKE}", "    void start() {\n        MPHotpatch.init();\n    }\n")


def _example(manifest: str = _WHOLE, code: str = _LIKE, script: str = _SCRIPT) -> dict[str, str]:
    return {"settings.gradle": "include ':app'\n", "app/build.gradle": script, _MANIFEST: manifest, _CLASS: code}


def _native(app: AppModule) -> Manifest | None:
    """The manifest of an app on native AARs that is hotpatched; of others nothing has to be changed."""
    return app.manifest if app.is_hotpatched and app.app_kind == "aar" else None


def _own_class(app: AppModule) -> ApplicationClass | None:
    """The class that the manifest names, where its source is found."""
    manifest = _native(app)
    extern = extern_of(manifest.application) if manifest is not None else None
    name = extern.get("value", ANDROID) if extern is not None else None
    return app.find_class(app.full_name(name)) if name else None


class MpaasApplication(AppRule):
    code = "HOT301"
    slug = "quinoxless-application"
    title = "The application of a native app is mPaaS's own"
    since = "0.1.0"
    why = "Patches are loaded before the app's first class by mPaaS's Application; with another one they never are."
    help = f'Set android:name="{QUINOXLESS}", and make the app\'s own class a {LIKE} that the meta-data {EXTERN} names.'
    messages: ClassVar = {
        "own": "the application is {name}, not QuinoxlessApplication",
        "none": "the application has no android:name; it must be QuinoxlessApplication",
    }
    sources = _SETUP
    bad = _example(f'{_HEAD} android:name=".Shop" />\n</manifest>\n')
    good = _example()

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look at the manifest."""
        manifest = _native(subject)
        if manifest is None or manifest.application is None:
            return
        name = manifest.application.get("name", ANDROID)
        if name is None:
            yield self.found("none", manifest.at(manifest.application))
            return
        full = subject.full_name(name)
        if full != QUINOXLESS and "${" not in full:
            yield self.found("own", manifest.at(manifest.application, "name"), name=full)


class OwnClass(AppRule):
    code = "HOT302"
    slug = "application-like"
    title = "The app's own class derives from QuinoxlessApplicationLike, and the manifest names it"
    since = "0.1.0"
    why = "mPaaS calls this class when it is ready; one that is an Application itself starts the app a second way."
    help = f"Derive the class from {LIKE}, and name it in the meta-data {EXTERN}."
    messages: ClassVar = {
        "unnamed": "no meta-data mpaas.quinoxless.extern.application names the app's own class",
        "absent": "there is no source of {name}",
        "other": "{name} derives from {superclass}, not from QuinoxlessApplicationLike",
    }
    sources = (*_SETUP, f"{DEXPATCH_GUIDE}, 5.2.1.3 Troubleshooting logs")
    bad = _example(code=_shop("@Keep\npublic class Shop extends Application"))
    good = _example()

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look at the manifest, and at the class that it names."""
        manifest = _native(subject)
        if manifest is None or manifest.application is None:
            return
        extern = extern_of(manifest.application)
        name = extern.get("value", ANDROID) if extern is not None else None
        if extern is None or not name:
            yield self.found("unnamed", manifest.at(extern if extern is not None else manifest.application))
            return
        full = subject.full_name(name)
        found = subject.find_class(full)
        if found is None and "${" not in full:
            yield self.found("absent", manifest.at(extern, "value"), severity="warning", name=full)
        elif found is not None and not found.may_be_like:
            yield self.found("other", found.location, name=found.name, superclass=found.superclass or "Object")


class ClassKept(AppRule):
    code = "HOT303"
    slug = "application-like-kept"
    title = "The app's own class keeps its name when the release is obfuscated"
    since = "0.1.0"
    why = "The manifest names it by its name in the source; where R8 gives it another one, the app stops at its start."
    help = "Put @Keep (androidx.annotation) before the class, or a -keep rule into the rules of the release."
    messages: ClassVar = {"renamed": "{name} has no @Keep, and no rule of the release keeps it"}
    sources = _SETUP
    bad = _example(code=_shop(f"public class Shop extends {LIKE}"), script=_SHRUNK)
    good = _example(script=_SHRUNK)

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look at the class where R8 runs."""
        found = _own_class(subject) if is_shrunk(subject) is not None else None
        if found is not None and not found.is_annotated and not keeps_class(subject, found.name):
            yield self.found("renamed", found.location, name=found.name)


class Started(AppRule):
    code = "HOT304"
    slug = "hotpatch-started"
    title = "The app asks for patches when mPaaS is ready"
    since = "0.1.0"
    severity = "note"
    why = (
        "Nobody else asks: where MPHotpatch.init() is called only on a later screen, a crash before it is never mended."
    )
    help = "Call MPHotpatch.init() in onMPaaSFrameworkInitFinished."
    messages: ClassVar = {"never": "{name} does not call MPHotpatch.init()"}
    sources = _SETUP
    bad = _example(code=_shop(f"@Keep\npublic class Shop extends {LIKE}"))
    good = _example()

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look into the class."""
        found = _own_class(subject)
        if found is not None and not found.starts_hotpatch:
            yield self.found("never", found.location, name=found.name)


class LegacyHttp(AppRule):
    code = "HOT305"
    slug = "legacy-http-library"
    title = "The app asks for Android's old HTTP client"
    since = "0.1.0"
    why = "Hotpatching calls it: on Android 9 and later the app crashes when it asks for a patch."
    help = f'Add <uses-library android:name="{HTTP}" android:required="false" /> to the application.'
    messages: ClassVar = {"absent": "the application does not use the library org.apache.http.legacy"}
    sources = (f"{INSTANTRUN_GUIDE}, Import the Apache HTTP client",)
    bad = _example(f'{_HEAD} android:name="{QUINOXLESS}" />\n</manifest>\n')
    good = _example()

    def check(self, subject: AppModule) -> Iterable[Finding]:
        """Look for the library; the guide names it for InstantRun, and calls need it with either method."""
        manifest = _native(subject)
        if manifest is None or manifest.application is None:
            return
        used = [one for one in manifest.application.children if one.tag == "uses-library"]
        if all(one.get("name", ANDROID) != HTTP for one in used):
            place = manifest.at(manifest.application)
            yield self.found("absent", place, severity=None if subject.applies(INSTANTRUN) else "warning")
