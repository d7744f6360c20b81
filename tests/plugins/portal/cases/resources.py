"""Cases of the rules on resources that must be in the Portal."""

from __future__ import annotations

from plugins.changing import Change
from plugins.portal.cases import Case
from plugins.portal.making import aar
from plugins.portal.sample import bundle, manifest, settings

PORTAL = "portal/app/build.gradle"
PORTAL_MANIFEST = "portal/app/src/main/AndroidManifest.xml"
PORTAL_STRINGS = "portal/app/src/main/res/values/strings.xml"
SCRIPT = "launcher/app/build.gradle"
LAUNCHER = "launcher/app/src/main/AndroidManifest.xml"
STRINGS = "launcher/app/src/main/res/values/strings.xml"
CODE = "launcher/app/src/main/java/com/example/launcher/Show.java"
MANIFEST = "    manifest 'com.example:launcher-build:1.0.0:AndroidManifest@xml'\n"
BUNDLE = "    bundle 'com.example:launcher-build:1.0.0@jar'\n"
LABELLED = '<activity android:name=".MainActivity" android:label="@string/launcher_title" />'
TITLE = '<resources><string name="launcher_title">Home</string></resources>\n'
SAID = "which com.example:launcher-build defines and the Portal portal/app does not"
LACKS = "which the library {0} brings and the Portal portal/app lacks"
USED = '    implementation project(":api")\n'
TAKEN = "    implementation(name: 'pictures', ext: 'aar')\n"
LIBRARY = "launcher/app/libs/pictures.aar"


def _label(*inside: str, attributes: str = "") -> dict[str, Change]:
    """The launcher with another manifest."""
    return {LAUNCHER: manifest("com.example.launcher", *(inside or (LABELLED,)), attributes=attributes)}


def _named(text: str) -> dict[str, Change]:
    return _label(f'<activity android:name=".MainActivity" android:label="{text}" />')


def _code(*lines: str) -> str:
    body = "".join(f"        {line}\n" for line in lines)
    return f"package com.example.launcher;\n\nclass Show {{\n    void show() {{\n{body}    }}\n}}\n"


def _identifier(name: str, package: str = "getPackageName()", kind: str = '"string"') -> dict[str, Change]:
    return {CODE: _code(f"getResources().getIdentifier({name}, {kind}, {package});")}


def _library(*inside: str, application: str = "", **resources: str) -> dict[str, Change]:
    """The launcher with a library."""
    return {
        LIBRARY: aar("com.example.pictures", *inside, application=application, **resources),
        SCRIPT: ((USED, USED + TAKEN),),
    }


_NOTIFIED = {CODE: _code("new Notification.Builder(this).setSmallIcon(R.string.launcher_title);")}
_FOUND = (f"{LAUNCHER}:4:63 BND501 android:label names string/launcher_title, {SAID}",)
_OFFICIAL: dict[str, Change] = {
    "copy/settings.gradle": settings("copy-build"),
    "copy/app/build.gradle": bundle(
        "com.alipay.android.phone", "1.0", "com.alipay.copy.own", lines="    packageId 50\n"
    ),
    "copy/app/src/main/AndroidManifest.xml": manifest("com.alipay.copy", LABELLED),
    "copy/app/src/main/res/values/strings.xml": TITLE,
    "copy/api/build.gradle": "apply plugin: 'com.alipay.library'\n",
    PORTAL: ((MANIFEST, f"{MANIFEST}    bundle 'com.alipay.android.phone:copy-build:1.0@jar'\n"),),
}

CASES = [
    # In a Bundle only: manifests.
    Case(rule="BND501", name="a label", files=_label(), expect=_FOUND),
    Case(
        rule="BND501",
        name="a theme with dots and an xml file",
        files={
            **_label(
                '<activity android:name=".MainActivity" android:theme="@style/Theme.Launcher" />',
                '<provider android:name=".P"><meta-data android:name="paths" android:resource="@xml/paths" />'
                "</provider>",
            ),
            "launcher/api/src/main/res/values/styles.xml": '<resources><style name="Theme.Launcher" /></resources>\n',
            "launcher/app/src/main/res/xml/paths.xml": "<paths />\n",
        },
        expect=(
            f"{LAUNCHER}:4:63 BND501 android:theme names style/Theme.Launcher, {SAID}",
            f"{LAUNCHER}:5:87 BND501 android:resource names xml/paths, {SAID}",
        ),
    ),
    Case(
        rule="BND501",
        name="a name that the Portal only pins",
        files={
            **_label(),
            "portal/app/src/main/res/values/public.xml": (
                '<resources><public type="string" name="launcher_title" id="0x7f060000" /></resources>\n'
            ),
        },
        expect=_FOUND,
    ),
    Case(
        rule="BND501",
        name="with a broken folder in the Portal",
        files={**_label(), "portal/app/src/main/res/odd/a": ""},
        expect=_FOUND,
    ),
    Case(
        rule="BND501",
        name="static and all static",
        files={**_label(), PORTAL: (("mergeAssets true", "mergeAssets true\n    allSlinks true"),)},
        expect=_FOUND,
    ),
    Case(
        rule="BND501",
        name="a label of the application",
        files=_label("", attributes=' android:label="@string/launcher_title"'),
        expect=(f"{LAUNCHER}:3:33 BND501 android:label names string/launcher_title, {SAID}",),
    ),
    Case(
        rule="BND501",
        name="a label of the application that the Portal gives itself",
        files={
            **_label("", attributes=' android:label="@string/launcher_title"'),
            PORTAL_MANIFEST: manifest("com.example.app", attributes=' android:label="App"'),
        },
    ),
    Case(
        rule="BND501",
        name="a text in the application",
        files={
            **_label("@string/launcher_title"),
            PORTAL_MANIFEST: manifest("com.example.app", attributes=' android:label="App"'),
        },
    ),
    Case(rule="BND501", name="in the Portal too", files={**_label(), PORTAL_STRINGS: TITLE}),
    Case(
        rule="BND501",
        name="in another module of the Portal's build",
        files={
            **_label(),
            "portal/settings.gradle": "include ':app', ':texts'\n",
            "portal/texts/src/main/res/values/strings.xml": TITLE,
        },
    ),
    Case(
        rule="BND501",
        name="made by the Portal's script",
        files={
            **_label(),
            PORTAL: (('versionName "1.0.0"', 'versionName "1.0.0"\n        resValue "string", "launcher_title", "A"'),),
        },
    ),
    Case(
        rule="BND501",
        name="in a library of the Portal",
        files={
            **_label(),
            "portal/app/libs/texts.aar": aar("com.example.texts", string="launcher_title"),
            PORTAL: ((MANIFEST, f"{MANIFEST}    implementation(name: 'texts', ext: 'aar')\n"),),
        },
    ),
    Case(
        rule="BND501",
        name="in folders that the Portal's script names",
        files={
            **_label(),
            PORTAL: (("portal {", "android { sourceSets { main { res.srcDirs = ['r'] } } }\nportal {"),),
        },
    ),
    Case(
        rule="BND501",
        name="in folders that a block of the Portal's script names",
        files={
            **_label(),
            PORTAL: (("portal {", "android { sourceSets { main { res { srcDirs = ['r'] } } } }\nportal {"),),
        },
    ),
    Case(
        rule="BND501",
        name="perhaps in a library of the Portal that is nowhere here",
        files={**_label(), PORTAL: ((MANIFEST, f"{MANIFEST}    implementation 'org.texts:texts:1.0@aar'\n"),)},
    ),
    Case(
        rule="BND501",
        name="in a library of the Portal in the repository",
        files={**_label(), PORTAL: ((MANIFEST, f"{MANIFEST}    implementation 'org.texts:texts:1.0'\n"),)},
        repository={"org/texts/texts/1.0/texts-1.0.aar": aar("org.texts", string="launcher_title")},
    ),
    Case(
        rule="BND501",
        name="not in a library of the Portal in the repository",
        files={**_label(), PORTAL: ((MANIFEST, f"{MANIFEST}    implementation 'org.texts:texts:1.0@aar'\n"),)},
        repository={"org/texts/texts/1.0/texts-1.0.aar": aar("org.texts", string="other")},
        expect=_FOUND,
    ),
    Case(
        rule="BND501",
        name="a Portal with a broken file of values",
        files={**_label(), "portal/app/src/main/res/values/broken.xml": "<resources><string"},
    ),
    Case(
        rule="BND501",
        name="a manifest that is not declared",
        files={**_label(), PORTAL: ((MANIFEST, ""),)},
    ),
    Case(rule="BND501", name="in neither", files=_named("@string/elsewhere")),
    Case(rule="BND501", name="a text", files=_named("Home")),
    Case(rule="BND501", name="one of Android itself", files=_named("@android:string/ok")),
    Case(
        rule="BND501",
        name="an id",
        files={
            **_named("@id/x"),
            "launcher/app/src/main/res/values/ids.xml": '<resources><item type="id" name="x" /></resources>',
        },
    ),
    Case(rule="BND501", name="of mPaaS itself", files=_OFFICIAL),
    Case(
        rule="BND501",
        name="a Bundle under a condition",
        files={**_label(), PORTAL: ((BUNDLE, f"    if (x) {{\n{BUNDLE}    }}\n"),)},
    ),
    Case(
        rule="BND501",
        name="a Bundle that no Portal declares",
        files={**_label(), PORTAL: ((BUNDLE, ""), (MANIFEST, ""))},
    ),
    # In a Bundle only: code.
    Case(
        rule="BND501",
        name="an icon of a notification",
        files=_NOTIFIED,
        expect=(f"{CODE}:5:53 BND501 setSmallIcon is given string/launcher_title, {SAID}",),
    ),
    Case(
        rule="BND501",
        name="a name that is looked up",
        files=_identifier('"launcher_title"'),
        expect=(f"{CODE}:5:39 BND501 getIdentifier looks up string/launcher_title, {SAID}",),
    ),
    Case(
        rule="BND501",
        name="a name that is looked up in the app",
        files=_identifier('"launcher_title"', '"com.example.app"'),
        expect=(f"{CODE}:5:39 BND501 getIdentifier looks up string/launcher_title, {SAID}",),
    ),
    Case(rule="BND501", name="a name of another app", files=_identifier('"launcher_title"', '"org.other"')),
    Case(rule="BND501", name="a name of Android itself", files=_identifier('"launcher_title"', '"android"')),
    Case(rule="BND501", name="a type that is computed", files=_identifier('"launcher_title"', kind="kind")),
    Case(
        rule="BND501",
        name="a notification without resource",
        files={CODE: _code("startForeground(1, (Notification) n);")},
    ),
    Case(rule="BND501", name="code that the Portal has resources for", files={**_NOTIFIED, PORTAL_STRINGS: TITLE}),
    # In a library only.
    Case(
        rule="BND502",
        name="a label",
        files={**_named("@string/picture"), **_library(string="picture")},
        expect=(f"{LAUNCHER}:4:63 BND502 android:label names string/picture, {LACKS.format('pictures.aar')}",),
    ),
    Case(
        rule="BND502",
        name="looked up and shown",
        files={
            CODE: _code(
                'getIdentifier("picture", "string", getPackageName());', "new RemoteViews(p, R.layout.picture);"
            ),
            **_library(string="picture", layout="picture"),
        },
        expect=(
            f"{CODE}:5:24 BND502 getIdentifier looks up string/picture, {LACKS.format('pictures.aar')}",
            f"{CODE}:6:28 BND502 RemoteViews is given layout/picture, {LACKS.format('pictures.aar')}",
        ),
    ),
    Case(
        rule="BND502",
        name="in a repository",
        files={
            **_named("@string/picture"),
            SCRIPT: ((USED, f"{USED}    implementation 'org.pictures:pictures:1.0'\n"),),
        },
        repository={"org/pictures/pictures/1.0/pictures-1.0.aar": aar("org.pictures", string="picture")},
        expect=(f"{LAUNCHER}:4:63 BND502 android:label names string/picture, {LACKS.format('org.pictures:pictures')}",),
    ),
    Case(
        rule="BND502",
        name="a jar and a broken library in a repository",
        files={
            **_named("@string/picture"),
            SCRIPT: (
                (USED, f"{USED}    implementation 'org.pictures:a:1.0@jar'\n    implementation 'org.pictures:b:1.0'\n"),
            ),
        },
        repository={
            "org/pictures/a/1.0/a-1.0.aar": aar("org.pictures", string="picture"),
            "org/pictures/b/1.0/b-1.0.aar": b"no archive",
        },
    ),
    Case(
        rule="BND502",
        name="by the library's own manifest",
        files=_library(
            '<activity android:name="A" android:label="@string/picture" android:theme="@style/Theme.Other" />',
            '<activity android:name="B" android:label="@string/picture" android:icon="@drawable/icon" />',
            string="picture",
            drawable="icon",
        ),
        expect=(
            (
                f"{LIBRARY} BND502 the manifest of the library pictures.aar names string/picture, drawable/icon, which "
                "the Portal portal/app lacks"
            ),
        ),
    ),
    Case(
        rule="BND502",
        name="by the library's own manifest, of the application",
        files={
            **_library(application=' android:label="@string/picture"', string="picture"),
            PORTAL_MANIFEST: manifest("com.example.app", attributes=' android:label="App"'),
        },
    ),
    Case(
        rule="BND502",
        name="by the library's own manifest, which is not declared",
        files={
            **_library('<activity android:name="A" android:label="@string/picture" />', string="picture"),
            PORTAL: ((MANIFEST, ""),),
        },
    ),
    Case(
        rule="BND502",
        name="by the library's own manifest, in the Portal",
        files={
            **_library('<activity android:name="A" android:label="@string/picture" />', string="picture"),
            PORTAL_STRINGS: '<resources><string name="picture">P</string></resources>\n',
        },
    ),
    Case(
        rule="BND502",
        name="by the library's own manifest, with a Portal that is not known",
        files={
            **_library('<activity android:name="A" android:label="@string/picture" />', string="picture"),
            "portal/app/src/main/res/values/broken.xml": "<resources><string",
        },
    ),
    Case(
        rule="BND502",
        name="in two libraries",
        files={
            **_named("@string/picture"),
            **_library(string="picture"),
            "launcher/app/libs/again.aar": aar("com.example.again", string="picture"),
        },
        expect=(f"{LAUNCHER}:4:63 BND502 android:label names string/picture, {LACKS.format('again.aar')}",),
    ),
    Case(
        rule="BND502",
        name="in the Bundle too",
        files={**_label(), **_library(string="launcher_title")},
    ),
    Case(rule="BND502", name="in no library", files={**_named("@string/elsewhere"), **_library(string="picture")}),
    Case(
        rule="BND502",
        name="a library that no script takes",
        files={**_named("@string/picture"), LIBRARY: aar("com.example.pictures", string="picture")},
    ),
    Case(
        rule="BND502", name="a library that is none", files={**_named("@string/picture"), **_library(), LIBRARY: b"PK"}
    ),
    Case(
        rule="BND502",
        name="a library of mPaaS itself",
        files={
            **_OFFICIAL,
            "copy/app/libs/pictures.aar": aar(
                "p", '<activity android:name="A" android:label="@string/picture" />', string="picture"
            ),
            "copy/app/build.gradle": bundle(
                "com.alipay.android.phone", "1.0", "com.alipay.copy.own", lines="    packageId 50\n", used=TAKEN
            ),
        },
    ),
    # Computed names.
    Case(
        rule="BND503",
        name="twice",
        files={CODE: _code("x.getIdentifier(name, kind, p);", 'y.getIdentifier(a + "b", "string", p);')},
        expect=(
            (
                f"{CODE}:5:11 BND503 com.example:launcher-build looks up resources by computed names (2 times): they "
                "must be in the Portal"
            ),
        ),
    ),
    Case(rule="BND503", name="a name that is said", files=_identifier('"launcher_title"')),
    Case(
        rule="BND503",
        name="a notification with a computed icon",
        files={CODE: _code("new Notification.Builder(this).setSmallIcon(icon); startForeground(1, n);")},
    ),
    Case(
        rule="BND503",
        name="of mPaaS itself",
        files={
            **_OFFICIAL,
            "copy/app/src/main/java/com/alipay/copy/A.java": (
                "package com.alipay.copy;\nclass A { int a = r.getIdentifier(n, k, p); }\n"
            ),
        },
    ),
]
