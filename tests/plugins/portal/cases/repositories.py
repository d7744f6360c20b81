"""Cases of the rule on repositories that cannot hold what a Portal declares."""

from __future__ import annotations

from plugins.changing import Change
from plugins.portal.cases import Case
from plugins.portal.sample import REPOSITORIES, ROOT

PORTAL = "portal/app/build.gradle"
SETTINGS = "portal/settings.gradle"
BUNDLE = "bundle 'com.example:launcher-build:1.0.0@jar'"
SNAPSHOT = "bundle 'com.example:launcher-build:1.0-SNAPSHOT@jar'"
AT = "com/example/launcher-build"
_NONE = (
    "BND611 com.example:launcher-build:1.0-SNAPSHOT@jar is a snapshot, and no repository that may have it holds "
    "snapshots"
)
_LAUNCHER = (
    f"{PORTAL}:20:12 BND611 the filters of all repositories leave com.example:launcher-build:1.0.0@jar out",
    (
        f"{PORTAL}:21:14 BND611 the filters of all repositories leave "
        "com.example:launcher-build:1.0.0:AndroidManifest@xml out"
    ),
)
_OTHER = "maven { url 'https://o.example.com'; content { includeGroup 'com.example.pay' } }"


def _from(*repositories: str, declared: str = BUNDLE, **files: Change) -> dict[str, Change]:
    """The Portal with other repositories for all modules."""
    lines = "".join(f"        {one}\n" for one in repositories)
    root = ROOT.replace(f"allprojects {{\n{REPOSITORIES}", f"allprojects {{\n    repositories {{\n{lines}    }}\n")
    return {"portal/build.gradle": root, PORTAL: ((BUNDLE, declared),) if declared != BUNDLE else (), **files}


def _maven(inside: str) -> str:
    return f"maven {{ url 'https://m.example.com'; {inside} }}"


_RELEASES = _maven("mavenContent { releasesOnly() }")
_LOCAL = {
    f"{AT}/{version}/launcher-build-{version}.jar": b"PK" for version in ("0.9", "1.0.1", "1.0.2", "1.1", "2.0")
} | {
    f"{AT}/1.0.0/launcher-build-1.0.0-AndroidManifest.xml": b"<manifest/>",
    "com/example/pay/cashier-build/2.1.0/cashier-build-2.1.0.jar": b"PK",
    "com/example/pay/cashier-build/2.1.0/cashier-build-2.1.0-AndroidManifest.xml": b"<manifest/>",
}

CASES = [
    # Snapshots and releases.
    Case(
        rule="BND611",
        name="a snapshot where there are releases only",
        files=_from(_RELEASES, "mavenCentral()", declared=SNAPSHOT),
        expect=(f"{PORTAL}:20:12 {_NONE}",),
    ),
    Case(
        rule="BND611",
        name="a snapshot in the local repository",
        files=_from(_RELEASES, "mavenLocal()", declared=SNAPSHOT),
    ),
    Case(
        rule="BND611",
        name="a snapshot in a folder",
        files=_from(_RELEASES, "flatDir { dirs 'libs' }", declared=SNAPSHOT),
    ),
    Case(
        rule="BND611",
        name="a snapshot in a repository of the settings",
        files=_from(
            _RELEASES,
            declared=SNAPSHOT,
            **{SETTINGS: "include ':app'\ndependencyResolutionManagement { repositories { mavenLocal() } }\n"},
        ),
    ),
    Case(
        rule="BND611",
        name="a snapshot in a repository of the plugins",
        files=_from(
            _RELEASES,
            declared=SNAPSHOT,
            **{SETTINGS: "include ':app'\npluginManagement { repositories { mavenLocal() } }\n"},
        ),
        expect=(f"{PORTAL}:20:12 {_NONE}",),
    ),
    Case(
        rule="BND611",
        name="a snapshot in a repository of the module",
        files=_from(_RELEASES, declared=f"{SNAPSHOT}\n}}\nrepositories {{\n    mavenLocal()"),
    ),
    Case(
        rule="BND611",
        name="a snapshot where conditions decide",
        files=_from(_RELEASES, "if (x) { mavenCentral() }", declared=SNAPSHOT),
    ),
    Case(
        rule="BND611",
        name="a release where there are snapshots only",
        files=_from(_maven("mavenContent { snapshotsOnly() }"), _OTHER),
        expect=(
            (
                f"{PORTAL}:20:12 BND611 com.example:launcher-build:1.0.0@jar is a release, and the repositories that "
                "may have it hold snapshots only"
            ),
            (
                f"{PORTAL}:21:14 BND611 com.example:launcher-build:1.0.0:AndroidManifest@xml is a release, and the "
                "repositories that may have it hold snapshots only"
            ),
        ),
    ),
    Case(
        rule="BND611",
        name="a snapshot that is filtered too",
        files=_from(_OTHER, declared=SNAPSHOT),
        expect=(
            (
                f"{PORTAL}:20:12 BND611 the filters of all repositories leave "
                "com.example:launcher-build:1.0-SNAPSHOT@jar out"
            ),
            _LAUNCHER[1],
        ),
    ),
    Case(rule="BND611", name="no repositories", files=_from(declared=SNAPSHOT)),
    Case(
        rule="BND611",
        name="repositories in another script",
        files={**_from(_RELEASES, declared=SNAPSHOT), SETTINGS: "include ':app'\napply from: 'repositories.gradle'\n"},
    ),
    # Filters.
    Case(rule="BND611", name="another group", files=_from(_OTHER), expect=_LAUNCHER),
    Case(
        rule="BND611",
        name="another module",
        files=_from(_OTHER, _maven("content { includeModule 'com.example', 'other-build' }")),
        expect=_LAUNCHER,
    ),
    Case(
        rule="BND611",
        name="another pattern",
        files=_from(_OTHER, _maven("content { includeGroupByRegex 'com\\\\.exam\\\\..*' }")),
        expect=_LAUNCHER,
    ),
    Case(
        rule="BND611",
        name="the group taken out",
        files=_from(
            _OTHER,
            _maven("content { excludeGroup 'com.example' }"),
            "mavenCentral { content { excludeModule('com.example', 'launcher-build') } }",
        ),
        expect=_LAUNCHER,
    ),
    Case(
        rule="BND611",
        name="exclusive in one that has no snapshots",
        files=_from(
            "mavenLocal()",
            "exclusiveContent { forRepository { mavenCentral() }; filter { includeGroup 'com.example' } }",
            declared=SNAPSHOT,
        ),
        expect=(f"{PORTAL}:20:12 {_NONE}",),
    ),
    Case(
        rule="BND611",
        name="exclusive in another one",
        files=_from(
            _RELEASES,
            "exclusiveContent { forRepository { mavenLocal() }; filter { includeGroup 'com.example' } }",
            declared=SNAPSHOT,
        ),
    ),
    Case(
        rule="BND611",
        name="exclusive for others",
        files=_from(
            "mavenLocal()", "exclusiveContent { forRepository { mavenCentral() }; filter { includeGroup 'org.x' } }"
        ),
    ),
    Case(
        rule="BND611",
        name="the module",
        files=_from(_OTHER, _maven("content { includeModule 'com.example', 'launcher-build' }")),
    ),
    Case(rule="BND611", name="the pattern", files=_from(_maven("content { includeGroupByRegex 'com\\\\.example.*' }"))),
    Case(
        rule="BND611",
        name="a group and those below",
        files=_from(_maven("content { includeGroupAndSubgroups 'com.example' }")),
    ),
    Case(
        rule="BND611",
        name="a pattern that is not tried",
        files=_from(_maven("content { includeGroupByRegex '(x+)+y' }")),
    ),
    Case(rule="BND611", name="a filter that is computed", files=_from(_maven("content { includeGroup chosen() }"))),
    Case(
        rule="BND611", name="a filter under a condition", files=_from(_maven("content { if (x) { includeGroup 'x' } }"))
    ),
    Case(rule="BND611", name="a filter that is not known", files=_from(_maven("content { onlyForAttribute(x, y) }"))),
    Case(
        rule="BND611",
        name="a Bundle under a condition",
        files=_from(_OTHER, declared=f"if (x) {{ {BUNDLE} }}"),
        expect=_LAUNCHER[1:],
    ),
    Case(
        rule="BND611",
        name="a Bundle that is not known",
        files=_from(_OTHER, declared='bundle "$launcher:1.0.0@jar"'),
        expect=_LAUNCHER[1:],
    ),
    # The local repository.
    Case(
        rule="BND611",
        name="another version in the local repository",
        files=_from("mavenLocal()"),
        repository=_LOCAL,
        expect=(
            (
                f"{PORTAL}:20:12 BND611 com.example:launcher-build:1.0.0@jar is not in the local Maven repository, the "
                "only one that is declared; 1.0.2 is"
            ),
        ),
    ),
    Case(
        rule="BND611",
        name="nothing in the local repository",
        files=_from("mavenLocal()", declared="bundle 'com.example:gone-build:1.0.0@jar'"),
        repository=_LOCAL,
        expect=(
            (
                f"{PORTAL}:20:12 BND611 com.example:gone-build:1.0.0@jar is not in the local Maven repository, the "
                "only one that is declared"
            ),
        ),
    ),
    Case(
        rule="BND611",
        name="a version that Gradle chooses",
        files=_from("mavenLocal()", declared="bundle 'com.example:launcher-build:1.+@jar'"),
        repository=_LOCAL,
    ),
    Case(rule="BND611", name="other repositories too", files=_from("mavenLocal()", _maven("")), repository=_LOCAL),
    Case(rule="BND611", name="no repository that is looked into", files=_from("mavenLocal()")),
]
