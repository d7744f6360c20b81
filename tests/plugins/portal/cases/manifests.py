"""Cases of the rules on components, authorities and declared manifests."""

from __future__ import annotations

from plugins.changing import Change
from plugins.portal.cases import Case
from plugins.portal.making import bundle_jar
from plugins.portal.sample import bundle, java, manifest, settings

PORTAL = "portal/app/build.gradle"
PORTAL_MANIFEST = "portal/app/src/main/AndroidManifest.xml"
LAUNCHER = "launcher/app/src/main/AndroidManifest.xml"
API = "launcher/api/src/main/AndroidManifest.xml"
CASHIER = "cashier/app/src/main/AndroidManifest.xml"
MANIFEST = "    manifest 'com.example:launcher-build:1.0.0:AndroidManifest@xml'\n"
BUNDLE = "bundle 'com.example:launcher-build:1.0.0@jar'"
CLASS = "com.example.Shared"
SHARED = f'<activity android:name="{CLASS}" />'
SOURCE = "launcher/app/src/main/java/com/example/launcher"
REPOSITORY = "com/example/tools-build/1.0/tools-build-1.0"
DECLARED = "bundle 'com.example:tools-build:1.0@jar'"
SAME = "answer to the same authority"
_TOOLS = ' xmlns:tools="http://schemas.android.com/tools"'


def _tools(text: str) -> str:
    return text.replace("<application", f"<application{_TOOLS}")


def _launcher(*inside: str) -> str:
    return _tools(manifest("com.example.launcher", '<activity android:name=".MainActivity" />', *inside))


def _cashier(*inside: str) -> str:
    return _tools(manifest("com.example.pay.cashier", '<activity android:name=".CashierActivity" />', *inside))


def _provider(name: str, authorities: str, more: str = "") -> str:
    return f'<provider android:name="{name}" android:authorities="{authorities}"{more} />'


def _both(launcher: str, cashier: str, **more: Change) -> dict[str, Change]:
    return {LAUNCHER: _launcher(launcher), CASHIER: _cashier(cashier), **more}


def _declaring(*lines: str) -> dict[str, Change]:
    """The Portal with further lines at the end of its dependencies."""
    last = "    manifest 'com.example.pay:cashier-build:2.1.0:AndroidManifest@xml'\n"
    return {PORTAL: ((last, last + "".join(f"    {line}\n" for line in lines)),)}


_COPY: dict[str, Change] = {
    "copy/settings.gradle": settings("copy-build"),
    "copy/app/build.gradle": bundle(
        "com.alipay.android.phone", "1.0", "com.alipay.copy.own", lines="    packageId 50\n"
    ),
    "copy/api/build.gradle": "apply plugin: 'com.alipay.library'\n",
}
"""A Bundle of mPaaS itself."""
_OFFICIAL = "    bundle 'com.alipay.android.phone:copy-build:1.0@jar'\n"
_OFFICIAL_MANIFEST = "    manifest 'com.alipay.android.phone:copy-build:1.0:AndroidManifest@xml'\n"
_WITH_OFFICIAL: tuple[tuple[str, str], ...] = ((MANIFEST, MANIFEST + _OFFICIAL + _OFFICIAL_MANIFEST),)

CASES = [
    # Components.
    Case(
        rule="BND401",
        name="in two Bundles",
        files=_both(SHARED, SHARED),
        expect=(
            (
                f"{CASHIER}:5:19 BND401 activity {CLASS} is declared by com.example.pay:cashier-build and by "
                "com.example:launcher-build"
            ),
        ),
    ),
    Case(
        rule="BND401",
        name="in a Bundle and its Portal",
        files={
            PORTAL_MANIFEST: manifest("com.example.app", SHARED),
            LAUNCHER: _launcher(SHARED),
        },
        expect=(
            f"{LAUNCHER}:5:19 BND401 activity {CLASS} is declared by com.example:launcher-build and by portal/app",
        ),
    ),
    Case(
        rule="BND401",
        name="twice in one manifest",
        files={LAUNCHER: _launcher('<activity android:name="com.example.launcher.MainActivity" />')},
        expect=(
            f"{LAUNCHER}:5:19 BND401 activity com.example.launcher.MainActivity is declared twice in this manifest",
        ),
    ),
    Case(
        rule="BND401",
        name="twice in the Portal",
        files={PORTAL_MANIFEST: manifest("com.example.app", SHARED, SHARED)},
        expect=(f"{PORTAL_MANIFEST}:5:19 BND401 activity {CLASS} is declared twice in this manifest",),
    ),
    Case(
        rule="BND401",
        name="in a Bundle of mPaaS and an own one",
        files={
            **_COPY,
            PORTAL: _WITH_OFFICIAL,
            "copy/app/src/main/AndroidManifest.xml": manifest("com.alipay.copy", SHARED, SHARED),
            LAUNCHER: _launcher(SHARED),
        },
        expect=(
            (
                f"{LAUNCHER}:5:19 BND401 activity {CLASS} is declared by com.example:launcher-build and by "
                "com.alipay.android.phone:copy-build"
            ),
        ),
    ),
    Case(
        rule="BND401",
        name="in the Portal and a Bundle of mPaaS",
        files={
            **_COPY,
            PORTAL: _WITH_OFFICIAL,
            "copy/app/src/main/AndroidManifest.xml": manifest("com.alipay.copy", SHARED),
            PORTAL_MANIFEST: manifest("com.example.app", SHARED),
        },
    ),
    Case(
        rule="BND401",
        name="in two Portals with the same Bundles",
        files={
            **_both(SHARED, SHARED),
            "second/slinks": "",
            "second/build.gradle": "apply plugin: 'com.alipay.portal'\nportal { allSlinks true }\ndependencies {\n"
            f"{MANIFEST}    {BUNDLE}\n"
            "    bundle 'com.example.pay:cashier-build:2.1.0@jar'\n"
            "    manifest 'com.example.pay:cashier-build:2.1.0:AndroidManifest@xml'\n}\n",
        },
        expect=(
            (
                f"{CASHIER}:5:19 BND401 activity {CLASS} is declared by com.example.pay:cashier-build and by "
                "com.example:launcher-build"
            ),
        ),
    ),
    Case(
        rule="BND401",
        name="in a module and its sub-module",
        files={LAUNCHER: _launcher(SHARED), API: manifest("com.example.launcher.api", SHARED)},
    ),
    Case(
        rule="BND401",
        name="taken out",
        files=_both(SHARED, f'<activity android:name="{CLASS}" tools:node="remove" />'),
    ),
    Case(
        rule="BND401",
        name="taking the place of the other",
        files=_both(SHARED, f'<activity android:name="{CLASS}" tools:node="replace" />'),
    ),
    Case(
        rule="BND401",
        name="other attributes replaced",
        files=_both(SHARED, f'<activity android:name="{CLASS}" tools:replace="android:label" />'),
    ),
    Case(
        rule="BND401",
        name="a name with a placeholder",
        files=_both('<activity android:name="${own}.A" />', '<activity android:name="${own}.A" />'),
    ),
    Case(rule="BND401", name="another kind", files=_both(SHARED, f'<service android:name="{CLASS}" />')),
    Case(
        rule="BND401",
        name="a Bundle whose manifest is not declared",
        files={**_both(SHARED, SHARED), PORTAL: ((MANIFEST, ""),)},
    ),
    Case(
        rule="BND401",
        name="a manifest under a condition",
        files={**_both(SHARED, SHARED), PORTAL: ((MANIFEST, f"    if (quick) {{\n{MANIFEST}    }}\n"),)},
    ),
    # Authorities.
    Case(
        rule="BND402",
        name="in two Bundles",
        files=_both(_provider(".A", "com.example.files"), _provider(".B", "com.example.b; com.example.files")),
        expect=(
            (f"{CASHIER}:5:37 BND402 com.example.pay.cashier.B and com.example.launcher.A {SAME} com.example.files"),
        ),
    ),
    Case(
        rule="BND402",
        name="the Portal's id filled in by Bundles",
        files=_both(_provider(".A", "${applicationId}.files"), _provider(".B", "com.example.app.files")),
        expect=(
            (
                f"{CASHIER}:5:37 BND402 com.example.pay.cashier.B and com.example.launcher.A {SAME} "
                "com.example.app.files, if ${applicationId} is the Portal's"
            ),
        ),
    ),
    Case(
        rule="BND402",
        name="the Portal's id filled in by the Portal",
        files={
            PORTAL_MANIFEST: manifest("com.example.app", _provider(".P", "${applicationId}.files")),
            LAUNCHER: _launcher(_provider(".A", "com.example.app.files")),
        },
        expect=((f"{LAUNCHER}:5:37 BND402 com.example.launcher.A and com.example.app.P {SAME} com.example.app.files"),),
    ),
    Case(
        rule="BND402",
        name="another placeholder in two Bundles",
        files=_both(_provider(".A", "${files}"), _provider(".B", "${files}")),
        expect=(
            (
                f"{CASHIER}:5:37 BND402 com.example.pay.cashier.B and com.example.launcher.A {SAME} "
                "if ${files} says the same in both"
            ),
        ),
    ),
    Case(
        rule="BND402",
        name="a Portal whose id is not known",
        files={
            **_both(_provider(".A", "${applicationId}.files"), _provider(".B", "com.example.app.files")),
            PORTAL: (('applicationId "com.example.app"', "applicationId computed()"),),
        },
    ),
    Case(
        rule="BND402",
        name="in one Bundle",
        files={LAUNCHER: _launcher(_provider(".A", "${own}"), _provider(".B", "${own}"))},
        expect=((f"{LAUNCHER}:6:37 BND402 com.example.launcher.B and com.example.launcher.A {SAME} ${{own}}"),),
    ),
    Case(
        rule="BND402",
        name="in a Bundle that no Portal declares",
        files={
            "cashier/app/src/main/AndroidManifest.xml": _cashier(),
            "launcher/app/src/main/AndroidManifest.xml": _launcher(_provider(".A", "x.y"), _provider(".B", "x.y")),
            PORTAL: ((f"    {BUNDLE}\n", ""), (MANIFEST, "")),
        },
        expect=(f"{LAUNCHER}:6:37 BND402 com.example.launcher.B and com.example.launcher.A {SAME} x.y",),
    ),
    Case(
        rule="BND402",
        name="in two Bundles that are in no app together",
        files={
            **_both(_provider(".A", "com.example.files"), _provider(".B", "com.example.files")),
            PORTAL: ((f"    {BUNDLE}\n", ""), (MANIFEST, "")),
        },
    ),
    Case(
        rule="BND402",
        name="in two Portals with the same Bundles",
        files={
            **_both(_provider(".A", "com.example.files"), _provider(".B", "com.example.files")),
            "second/slinks": "",
            "second/build.gradle": "apply plugin: 'com.alipay.portal'\nportal { allSlinks true }\ndependencies {\n"
            f"{MANIFEST}    {BUNDLE}\n"
            "    bundle 'com.example.pay:cashier-build:2.1.0@jar'\n"
            "    manifest 'com.example.pay:cashier-build:2.1.0:AndroidManifest@xml'\n}\n",
        },
        expect=(
            (f"{CASHIER}:5:37 BND402 com.example.pay.cashier.B and com.example.launcher.A {SAME} com.example.files"),
        ),
    ),
    Case(
        rule="BND402",
        name="one provider in two Bundles",
        files=_both(_provider(CLASS, "com.example.files"), _provider(CLASS, "com.example.files")),
    ),
    Case(
        rule="BND402",
        name="taken out",
        files=_both(
            _provider(".A", "com.example.files"),
            _provider(".B", "com.example.files", ' tools:node="remove"'),
        ),
    ),
    Case(
        rule="BND402",
        name="taken out by the Portal",
        files={
            **_both(_provider(".A", "com.example.files"), _provider(".B", "com.example.files")),
            PORTAL_MANIFEST: _tools(
                manifest(
                    "com.example.app",
                    '<provider android:name="com.example.pay.cashier.B" tools:node="remove" />',
                )
            ),
        },
    ),
    Case(
        rule="BND402",
        name="in the Portal and a Bundle of mPaaS",
        files={
            **_COPY,
            PORTAL: _WITH_OFFICIAL,
            "copy/app/src/main/AndroidManifest.xml": manifest("com.alipay.copy", _provider(".A", "x.y")),
            PORTAL_MANIFEST: manifest("com.example.app", _provider(".B", "x.y")),
        },
    ),
    Case(
        rule="BND402",
        name="one authority twice in one provider",
        files=_both(_provider(".A", "x.y;x.y"), _provider(".B", "x.z")),
    ),
    # Manifests that are not declared.
    Case(
        rule="BND403",
        name="a Bundle with an activity",
        files={PORTAL: ((MANIFEST, ""),)},
        expect=(
            (
                f"{PORTAL}:20:12 BND403 com.example:launcher-build has components, such as "
                "com.example.launcher.MainActivity, and its manifest is not declared"
            ),
        ),
        fixed={PORTAL: MANIFEST.rstrip("\n")},
    ),
    Case(
        rule="BND403",
        name="with other quotes and a variable",
        files={
            PORTAL: (
                (MANIFEST, ""),
                (BUNDLE, 'bundle("com.example:launcher-build:${launcher}:raw@jar") // debug'),
                ("portal {", "ext.launcher = '1.0.0'\nportal {"),
            )
        },
        expect=(
            (
                f"{PORTAL}:21:12 BND403 com.example:launcher-build has components, such as "
                "com.example.launcher.MainActivity, and its manifest is not declared"
            ),
        ),
        fixed={PORTAL: '    manifest("com.example:launcher-build:${launcher}:AndroidManifest@xml")'},
    ),
    Case(
        rule="BND403",
        name="declared as a map",
        files={
            PORTAL: (
                (MANIFEST, ""),
                (BUNDLE, "bundle group: 'com.example', name: 'launcher-build', version: '1.0.0', ext: 'jar'"),
            )
        },
        expect=(
            (
                f"{PORTAL}:20:19 BND403 com.example:launcher-build has components, such as "
                "com.example.launcher.MainActivity, and its manifest is not declared"
            ),
        ),
    ),
    Case(
        rule="BND403",
        name="two on one line",
        files={PORTAL: ((MANIFEST, ""), (BUNDLE, f"{BUNDLE}; println 'x'"))},
        expect=(
            (
                f"{PORTAL}:20:12 BND403 com.example:launcher-build has components, such as "
                "com.example.launcher.MainActivity, and its manifest is not declared"
            ),
        ),
    ),
    Case(
        rule="BND403",
        name="a manifest for development only",
        files={PORTAL: ((MANIFEST, MANIFEST.replace("manifest", "devmanifest", 1)),)},
        expect=(
            (
                f"{PORTAL}:20:12 BND403 com.example:launcher-build has components, such as "
                "com.example.launcher.MainActivity, and its manifest is not declared"
            ),
        ),
    ),
    Case(
        rule="BND403",
        name="a manifest in a repository",
        files=_declaring(DECLARED),
        repository={f"{REPOSITORY}-AndroidManifest.xml": manifest("t", '<service android:name=".S" />').encode()},
        expect=(
            (
                f"{PORTAL}:24:12 BND403 com.example:tools-build has components in version 1.0, and its manifest is not "
                "declared"
            ),
        ),
        fixed={PORTAL: "    manifest 'com.example:tools-build:1.0:AndroidManifest@xml'"},
    ),
    Case(
        rule="BND403",
        name="a jar in a repository",
        files=_declaring(DECLARED),
        repository={f"{REPOSITORY}.jar": bundle_jar()},
        expect=(
            (
                f"{PORTAL}:24:12 BND403 com.example:tools-build has components in version 1.0, and its manifest is not "
                "declared"
            ),
        ),
    ),
    Case(
        rule="BND403",
        name="a jar without components in a repository",
        files=_declaring(DECLARED),
        repository={f"{REPOSITORY}.jar": bundle_jar({"Bundle-Name": "tools"})},
    ),
    Case(
        rule="BND403",
        name="a manifest without components in a repository",
        files=_declaring(DECLARED),
        repository={
            f"{REPOSITORY}-AndroidManifest.xml": manifest("t").encode(),
            f"{REPOSITORY}.jar": bundle_jar(),
        },
    ),
    Case(
        rule="BND403",
        name="a broken manifest and a broken jar in a repository",
        files=_declaring(DECLARED),
        repository={f"{REPOSITORY}-AndroidManifest.xml": b"<", f"{REPOSITORY}.jar": b"no archive"},
    ),
    Case(
        rule="BND403",
        name="another version in a repository",
        files=_declaring(DECLARED),
        repository={f"{REPOSITORY.replace('1.0', '1.1')}.jar": bundle_jar()},
    ),
    Case(rule="BND403", name="a Bundle of which nothing is known", files=_declaring(DECLARED)),
    Case(
        rule="BND403",
        name="a Bundle without components",
        files={PORTAL: ((MANIFEST, ""),), LAUNCHER: manifest("com.example.launcher")},
    ),
    Case(
        rule="BND403",
        name="a Bundle that only takes a component out",
        files={
            PORTAL: ((MANIFEST, ""),),
            LAUNCHER: _tools(manifest("com.example.launcher", '<activity android:name=".A" tools:node="remove" />')),
        },
    ),
    Case(
        rule="BND403",
        name="a manifest that is not known",
        files={PORTAL: ((MANIFEST, '    manifest "$launcher:AndroidManifest@xml"\n'),)},
    ),
    Case(rule="BND403", name="under a condition", files={PORTAL: ((MANIFEST, ""), (BUNDLE, f"if (x) {{ {BUNDLE} }}"))}),
    Case(
        rule="BND403",
        name="a manifest under a condition",
        files={PORTAL: ((MANIFEST, f"    if (x) {{\n{MANIFEST}    }}\n"),)},
    ),
    Case(
        rule="BND403",
        name="for development with its manifest",
        files={
            PORTAL: (
                (MANIFEST, MANIFEST.replace("manifest", "devmanifest", 1)),
                (BUNDLE, BUNDLE.replace("bundle", "devbundle", 1)),
            )
        },
    ),
    # Classes.
    Case(
        rule="BND404",
        name="a name with a slip",
        files={
            LAUNCHER: _launcher('<service android:name=".ui.Sync$Inner" />'),
            f"{SOURCE}/ui/S.java": "package com.example.launcher.ui;\n\nclass S {}\n",
        },
        expect=(
            (
                f"{LAUNCHER}:5:18 BND404 service com.example.launcher.ui.Sync$Inner is in no file of "
                "com.example:launcher-build"
            ),
        ),
    ),
    Case(
        rule="BND404",
        name="a second class of a file",
        files={
            LAUNCHER: _launcher('<service android:name=".Sync" />'),
            f"{SOURCE}/Both.kt": "package com.example.launcher\n\nclass Both\n\nclass Sync\n",
        },
    ),
    Case(
        rule="BND404",
        name="an inner class",
        files={LAUNCHER: _launcher('<service android:name=".MainActivity$Inner" />')},
    ),
    Case(
        rule="BND404",
        name="a class that is generated",
        files={
            LAUNCHER: _launcher('<activity android:name=".Main_" />'),
            f"{SOURCE}/Main.java": java("com.example.launcher.Main"),
        },
    ),
    Case(
        rule="BND404", name="a class elsewhere", files={LAUNCHER: _launcher('<activity android:name="org.x.Main" />')}
    ),
    Case(
        rule="BND404",
        name="an alias",
        files={LAUNCHER: _launcher('<activity-alias android:name=".Alias" android:targetActivity=".MainActivity" />')},
    ),
    Case(
        rule="BND404",
        name="a name with a placeholder",
        files={LAUNCHER: _launcher('<activity android:name=".${flavour}Main" />')},
    ),
    Case(
        rule="BND404",
        name="a component that is taken out",
        files={LAUNCHER: _launcher('<activity android:name=".Gone" tools:node="remove" />')},
    ),
    Case(
        rule="BND404",
        name="a class of another Bundle in the same package",
        files={
            LAUNCHER: _launcher('<activity android:name=".Other" />'),
            "cashier/api/src/main/java/com/example/launcher/Other.java": java("com.example.launcher.Other"),
        },
    ),
    Case(
        rule="BND404",
        name="a folder of code that the script names",
        files={
            LAUNCHER: _launcher('<activity android:name=".Other" />'),
            "launcher/api/build.gradle": "apply plugin: 'com.alipay.library'\n"
            "android { sourceSets { main.java.srcDirs += 'x' } }\n",
        },
    ),
    Case(
        rule="BND404",
        name="a library that may have it",
        files={LAUNCHER: _launcher('<activity android:name=".Other" />'), "launcher/app/libs/other.jar": b"PK"},
    ),
    Case(
        rule="BND404",
        name="code that is too large to be read",
        files={LAUNCHER: _launcher('<activity android:name=".Other" />'), f"{SOURCE}/Large.java": "/" * 2_100_000},
    ),
    Case(
        rule="BND404",
        name="a Bundle of mPaaS itself",
        files={
            **_COPY,
            "copy/app/src/main/AndroidManifest.xml": manifest("com.alipay.copy", '<activity android:name=".A" />'),
            "copy/app/src/main/java/com/alipay/copy/B.java": java("com.alipay.copy.B"),
        },
    ),
]
