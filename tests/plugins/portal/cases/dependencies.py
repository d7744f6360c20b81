"""Cases of the rules on what a Portal declares."""

from __future__ import annotations

from plugins.portal.cases import Case

PORTAL = "portal/app/build.gradle"
BUNDLE = "bundle 'com.example:launcher-build:1.0.0@jar'"
MANIFEST = "manifest 'com.example:launcher-build:1.0.0:AndroidManifest@xml'"
CATALOGUE = "portal/gradle/libs.versions.toml"
_LIBRARIES = '[libraries]\ntimetable = "com.example:timetable-build:1.0.0"\n'
_RELEASE = {"portal.release": "true"}


def _with(*changes: tuple[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    return {PORTAL: changes}


def _and(*lines: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The Portal with further lines behind the manifest of the launcher."""
    return _with((MANIFEST, "\n    ".join((MANIFEST, *lines))))


CASES = [
    # Notation.
    Case(
        rule="BND301",
        name="no version",
        files=_with((BUNDLE, "bundle 'com.example:launcher-build@jar'")),
        expect=(f"{PORTAL}:20:12 BND301 com.example:launcher-build@jar has no version",),
    ),
    Case(
        rule="BND301",
        name="an artifact alone",
        files=_with((BUNDLE, "bundle 'launcher-build'")),
        expect=(f"{PORTAL}:20:12 BND301 launcher-build has no group",),
    ),
    Case(
        rule="BND301",
        name="an aar",
        files=_with((BUNDLE, "bundle 'com.example:launcher-build:1.0.0@aar'")),
        expect=(f"{PORTAL}:20:46 BND301 a Bundle is published as a jar, not as aar",),
    ),
    Case(
        rule="BND301",
        name="a manifest without its classifier",
        files=_with((MANIFEST, "manifest 'com.example:launcher-build:1.0.0@xml'")),
        expect=(f"{PORTAL}:21:14 BND301 the manifest of a Bundle is published as :AndroidManifest@xml",),
    ),
    Case(
        rule="BND301",
        name="a manifest that is a jar",
        files=_with((MANIFEST, "manifest 'com.example:launcher-build:1.0.0:AndroidManifest@jar'")),
        expect=(f"{PORTAL}:21:14 BND301 the manifest of a Bundle is published as :AndroidManifest@xml",),
    ),
    Case(
        rule="BND301",
        name="a variable that nothing sets",
        files=_with((BUNDLE, 'bundle "com.example:launcher-build:$later@aar"')),
        expect=(f"{PORTAL}:20:12 BND301 later is not known here: what it belongs to is not checked",),
    ),
    Case(
        rule="BND301",
        name="a variable in a manifest",
        files=_with((MANIFEST, 'manifest "com.example:launcher-build:$later"')),
        expect=(f"{PORTAL}:21:14 BND301 later is not known here: what it belongs to is not checked",),
    ),
    Case(
        rule="BND301",
        name="a variable that is set",
        files=_with(
            (BUNDLE, 'bundle "com.example:launcher-build:$known@jar"'), ("portal {", "ext.known = '1.0.0'\nportal {")
        ),
    ),
    Case(
        rule="BND301",
        name="a misspelt alias",
        files={**_with((BUNDLE, "bundle libs.timetabel")), CATALOGUE: _LIBRARIES},
        expect=(f"{PORTAL}:20:12 BND301 libs.timetabel is not in {CATALOGUE}: did you mean timetable?",),
    ),
    Case(
        rule="BND301",
        name="an alias like no other",
        files={**_with((BUNDLE, "bundle libs.search")), CATALOGUE: _LIBRARIES},
        expect=(f"{PORTAL}:20:12 BND301 libs.search is not in {CATALOGUE}",),
    ),
    Case(
        rule="BND301",
        name="an alias that the settings may add",
        files={
            **_with((BUNDLE, "bundle libs.search")),
            CATALOGUE: _LIBRARIES,
            "portal/settings.gradle": "include ':app'\ndependencyResolutionManagement { versionCatalogs { } }\n",
        },
        expect=(f"{PORTAL}:20:12 BND301 libs.search is not known here: what it belongs to is not checked",),
    ),
    Case(
        rule="BND301",
        name="an alias without a catalogue",
        files=_with((BUNDLE, "bundle libs.timetable")),
        expect=(f"{PORTAL}:20:12 BND301 libs.timetable is not known here: what it belongs to is not checked",),
    ),
    Case(rule="BND301", name="an alias", files={**_with((BUNDLE, "bundle libs.timetable")), CATALOGUE: _LIBRARIES}),
    Case(rule="BND301", name="without a type", files=_with((BUNDLE, "bundle 'com.example:launcher-build:1.0.0'"))),
    Case(
        rule="BND301",
        name="as a map",
        files=_with((BUNDLE, "bundle group: 'com.example', name: 'launcher-build', version: '1.0.0', ext: 'jar'")),
    ),
    # Twice.
    Case(
        rule="BND302",
        name="the same line again",
        files=_and(BUNDLE),
        expect=(f"{PORTAL}:22:12 BND302 com.example:launcher-build is declared twice",),
    ),
    Case(
        rule="BND302",
        name="two versions",
        files=_and("bundle 'com.example:launcher-build:1.1.0@jar'"),
        expect=(f"{PORTAL}:22:40 BND302 com.example:launcher-build is declared in version 1.1.0 and in version 1.0.0",),
    ),
    Case(
        rule="BND302",
        name="a manifest again",
        files=_and(MANIFEST),
        expect=(f"{PORTAL}:22:14 BND302 com.example:launcher-build is declared twice",),
    ),
    Case(
        rule="BND302",
        name="the same line again in a script with an error",
        files=_with((MANIFEST, f"{BUNDLE}\n    {MANIFEST}"), ("mergeAssets true", "mergeAssets 'true")),
        expect=(f"{PORTAL}:21:12 BND302 com.example:launcher-build is declared twice",),
    ),
    Case(
        rule="BND302",
        name="the same Bundle in other words",
        files=_and(BUNDLE.replace("'", '"')),
        expect=(f"{PORTAL}:22:12 BND302 com.example:launcher-build is declared twice",),
    ),
    Case(
        rule="BND302",
        name="the same Bundle with a block",
        files=_and(f"{BUNDLE.replace('bundle ', 'bundle(')}) {{ transitive = false }}"),
        expect=(f"{PORTAL}:22:12 BND302 com.example:launcher-build is declared twice",),
    ),
    Case(rule="BND302", name="for development too", files=_and("devbundle 'com.example:launcher-build:1.1.0@jar'")),
    Case(
        rule="BND302", name="with another classifier", files=_and("bundle 'com.example:launcher-build:1.0.0:raw@jar'")
    ),
    Case(rule="BND302", name="under a condition", files=_and(f"if (quick) {{ {BUNDLE} }}")),
    Case(
        rule="BND302",
        name="names that are not known",
        files=_and('bundle "$one:a-build:1.0@jar"', 'bundle "$two:a-build:1.0@jar"'),
    ),
    # Versions of manifests.
    Case(
        rule="BND303",
        name="an older manifest",
        files=_with((BUNDLE, "bundle 'com.example:launcher-build:1.1.0@jar'")),
        expect=(
            (
                f"{PORTAL}:21:42 BND303 the manifest of com.example:launcher-build is of version 1.0.0, "
                "the Bundle of 1.1.0"
            ),
        ),
        fixed={PORTAL: "    manifest 'com.example:launcher-build:1.1.0:AndroidManifest@xml'"},
    ),
    Case(
        rule="BND303",
        name="a version that cannot be written elsewhere as it is",
        files=_with((BUNDLE, "bundle 'com.example:launcher-build:1/2@jar'")),
        expect=(
            f"{PORTAL}:21:42 BND303 the manifest of com.example:launcher-build is of version 1.0.0, the Bundle of 1/2",
        ),
    ),
    Case(
        rule="BND303",
        name="a version from a variable",
        files=_with(
            (MANIFEST, 'manifest "com.example:launcher-build:$old:AndroidManifest@xml"'),
            ("portal {", "ext.old = '0.9'\nportal {"),
        ),
        expect=(
            f"{PORTAL}:22:42 BND303 the manifest of com.example:launcher-build is of version 0.9, the Bundle of 1.0.0",
        ),
    ),
    Case(
        rule="BND303",
        name="two Bundles of other versions",
        files=_with(
            (BUNDLE, "bundle 'com.example:launcher-build:1.1.0@jar'"),
            (
                "\n    bundle 'com.example.pay",
                "\n\n\n    bundle 'com.example:launcher-build:1.2.0@jar'\n    bundle 'com.example.pay",
            ),
        ),
        expect=(
            (
                f"{PORTAL}:21:42 BND303 the manifest of com.example:launcher-build is of version 1.0.0, "
                "the Bundle of 1.1.0"
            ),
        ),
        fixed={PORTAL: "    manifest 'com.example:launcher-build:1.1.0:AndroidManifest@xml'"},
    ),
    Case(
        rule="BND303",
        name="a script with an error",
        files=_with(
            (BUNDLE, "bundle 'com.example:launcher-build:1.1.0@jar'"), ("mergeAssets true", "mergeAssets 'true")
        ),
        expect=(
            (
                f"{PORTAL}:21:42 BND303 the manifest of com.example:launcher-build is of version 1.0.0, "
                "the Bundle of 1.1.0"
            ),
        ),
    ),
    Case(
        rule="BND303",
        name="one of two Bundles has its version",
        files=_and("bundle 'com.example:launcher-build:1.1.0@jar'"),
    ),
    Case(
        rule="BND303",
        name="another version for development",
        files=_and("devbundle 'com.example:launcher-build:1.1.0@jar'"),
    ),
    Case(
        rule="BND303",
        name="a version that is not known",
        files=_with((MANIFEST, 'manifest "com.example:launcher-build:$later:AndroidManifest@xml"')),
    ),
    # Manifests alone.
    Case(
        rule="BND304",
        name="a manifest whose Bundle is gone",
        files=_with((BUNDLE, "")),
        expect=(f"{PORTAL}:21:14 BND304 the manifest of com.example:launcher-build is declared, the Bundle is not",),
    ),
    Case(
        rule="BND304",
        name="a Bundle for development only",
        files=_with((BUNDLE, f"dev{BUNDLE}")),
        expect=(f"{PORTAL}:21:14 BND304 the manifest of com.example:launcher-build is declared, the Bundle is not",),
    ),
    Case(rule="BND304", name="a manifest for development only", files=_with((MANIFEST, f"dev{MANIFEST}"))),
    Case(
        rule="BND304",
        name="both for development only",
        files=_with((BUNDLE, f"dev{BUNDLE}"), (MANIFEST, f"dev{MANIFEST}")),
    ),
    Case(
        rule="BND304", name="a Bundle that is not known", files=_with((BUNDLE, 'bundle "$group:launcher-build:1@jar"'))
    ),
    Case(
        rule="BND304",
        name="a manifest that is not known",
        files=_with((MANIFEST, 'manifest "$group:launcher-build:1.0.0:AndroidManifest@xml"')),
    ),
    # Debug packages.
    Case(
        rule="BND305",
        name="a debug package in a release",
        files=_with((BUNDLE, "bundle 'com.example:launcher-build:1.0.0:raw@jar'")),
        options=_RELEASE,
        expect=(f"{PORTAL}:20:46 BND305 com.example:launcher-build is declared as a debug package (:raw)",),
        fixed={PORTAL: f"    {BUNDLE}"},
    ),
    Case(
        rule="BND305",
        name="a debug package otherwise",
        files=_with((BUNDLE, "bundle 'com.example:launcher-build:1.0.0:raw@jar'")),
        expect=(f"{PORTAL}:20:46 BND305 com.example:launcher-build is declared as a debug package (:raw)",),
    ),
    Case(
        rule="BND305",
        name="a classifier from a variable",
        files=_with(
            (BUNDLE, 'bundle "com.example:launcher-build:1.0.0:$kind@jar"'), ("portal {", "ext.kind = 'raw'\nportal {")
        ),
        expect=(f"{PORTAL}:21:46 BND305 com.example:launcher-build is declared as a debug package (:raw)",),
    ),
    Case(
        rule="BND305",
        name="as a map, which is not edited",
        files=_and("bundle group: 'com.example', name: 'a-build', version: '1.0', classifier: 'raw', ext: 'jar'"),
        expect=(f"{PORTAL}:22:80 BND305 com.example:a-build is declared as a debug package (:raw)",),
    ),
    Case(rule="BND305", name="for development", files=_and("devbundle 'com.example:tools-build:1.0.0:raw@jar'")),
    Case(rule="BND305", name="another classifier", files=_and("bundle 'com.example:tools-build:1.0.0:nolog@jar'")),
    # Snapshots.
    Case(
        rule="BND306",
        name="a snapshot",
        files=_and("bundle 'com.example:a-build:1.0-SNAPSHOT@jar'"),
        options=_RELEASE,
        expect=(f"{PORTAL}:22:33 BND306 com.example:a-build is declared in the snapshot 1.0-SNAPSHOT",),
    ),
    Case(
        rule="BND306",
        name="a Bundle with its manifest, twice",
        files=_and(
            "manifest 'com.example:a-build:1.0-SNAPSHOT:AndroidManifest@xml'",
            "bundle 'com.example:a-build:1.0-SNAPSHOT@jar'",
            "bundle 'com.example:a-build:1.0-SNAPSHOT:raw@jar'",
        ),
        expect=(
            f"{PORTAL}:23:33 BND306 com.example:a-build is declared in the snapshot 1.0-SNAPSHOT",
            f"{PORTAL}:24:33 BND306 com.example:a-build is declared in the snapshot 1.0-SNAPSHOT",
        ),
    ),
    Case(
        rule="BND306",
        name="a manifest in another snapshot",
        files=_and(
            "manifest 'com.example:a-build:1.1-SNAPSHOT:AndroidManifest@xml'",
            "bundle 'com.example:a-build:1.0-SNAPSHOT@jar'",
        ),
        expect=(
            f"{PORTAL}:22:35 BND306 com.example:a-build is declared in the snapshot 1.1-SNAPSHOT",
            f"{PORTAL}:23:33 BND306 com.example:a-build is declared in the snapshot 1.0-SNAPSHOT",
        ),
    ),
    Case(
        rule="BND306", name="a snapshot for development", files=_and("devbundle 'com.example:a-build:1.0-SNAPSHOT@jar'")
    ),
    Case(rule="BND306", name="a version that is not known", files=_and('bundle "com.example:a-build:$later@jar"')),
]
