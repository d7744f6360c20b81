"""Cases of the rules on settings of one module that exclude or require each other."""

from __future__ import annotations

from typing import Any

from plugins.harmony.cases import Case, Json

ENTRY = "entry/src/main/module.json5"
LIB = "lib/src/main/module.json5"
UTIL = "util/src/main/module.json5"
APP_JSON = "AppScope/app.json5"
SUPPORT_PLUGIN = "ohos.permission.kernel.SUPPORT_PLUGIN"


def app(**values: Any) -> Json:  # noqa: ANN401 JSON
    """A package or app.json5 with these values of ``app``."""
    return {"app": values}


def module(**values: Any) -> Json:  # noqa: ANN401 JSON
    """A package or module.json5 with these values of ``module``."""
    return {"module": values}


def schemes(count: int, level: int | str = 50000020) -> Json:
    """A package with so many querySchemes for devices from this API level on."""
    return {"app": {"minAPIVersion": level}, "module": {"querySchemes": [f"s{number}" for number in range(count)]}}


def plugin(**values: Any) -> Json:  # noqa: ANN401 JSON
    """A package of a plugin."""
    return {
        "app": {"bundleType": "appPlugin"},
        "module": {"installationFree": False, **values},
        "entries": {"pkgContextInfo.json": "{}"},
    }


def skills(*names: object) -> list[object]:
    """The ``skillProfiles`` of these names."""
    return [{"name": name} for name in names]


CASES = [
    Case(
        rule="HOS541",
        name="every pair that is refused",
        packages={
            "entry.hap": app(
                asanEnabled=True, tsanEnabled=1, GWPAsanEnabled="true", hwasanEnabled="T", ubsanEnabled=True
            )
        },
        expect=(
            "entry.hap!module.json:1:355 HOS541 hwasanEnabled and asanEnabled cannot both be true",
            "entry.hap!module.json:1:355 HOS541 ubsanEnabled and asanEnabled cannot both be true",
            "entry.hap!module.json:1:376 HOS541 asanEnabled and tsanEnabled cannot both be true",
            "entry.hap!module.json:1:376 HOS541 hwasanEnabled and tsanEnabled cannot both be true",
            "entry.hap!module.json:1:376 HOS541 ubsanEnabled and tsanEnabled cannot both be true",
            "entry.hap!module.json:1:397 HOS541 hwasanEnabled and GWPAsanEnabled cannot both be true",
            "entry.hap!module.json:1:422 HOS541 ubsanEnabled and hwasanEnabled cannot both be true",
        ),
    ),
    Case(
        rule="HOS541",
        name="in source, once for all modules",
        source={APP_JSON: app(asanEnabled=True, tsanEnabled=True)},
        expect=("AppScope/app.json5:11:20 HOS541 asanEnabled and tsanEnabled cannot both be true",),
        official=("10012004",),
    ),
    Case(
        rule="HOS541",
        name="pairs that go together",
        packages={"entry.hap": app(asanEnabled=True, GWPAsanEnabled=True, tsanEnabled=False)},
    ),
    Case(
        rule="HOS541",
        name="nobody looks at it when the app is packed",
        packages={"entry.hap": app(hwasanEnabled=True, GWPAsanEnabled=True), "lib.hsp": "{}"},
        expect=("entry.hap!module.json:1:381 HOS541 hwasanEnabled and GWPAsanEnabled cannot both be true",),
        official=(),
    ),
    Case(
        rule="HOS541",
        name="values that cannot be read, which another rule says",
        packages={"entry.hap": app(asanEnabled="yes", tsanEnabled=[True])},
    ),
    Case(
        rule="HOS542",
        name="51 before API 21",
        packages={"entry.hap": schemes(51)},
        expect=("entry.hap!module.json:1:643 HOS542 entry lists 51 querySchemes, and before API 21 there may be 50",),
        official=("10012003",),
    ),
    Case(rule="HOS542", name="50 before API 21", packages={"entry.hap": schemes(50)}),
    Case(rule="HOS542", name="51 from API 21 on", packages={"entry.hap": schemes(51, 60000021)}),
    Case(rule="HOS542", name="51 where no level is given", packages={"entry.hap": schemes(51, -1)}),
    Case(
        rule="HOS542",
        name="an HSP may list more",
        packages={"lib.hsp": schemes(51)},
    ),
    Case(
        rule="HOS542",
        name="in source, by compatibleSdkVersion",
        source={ENTRY: module(querySchemes=["s"] * 60)},
        expect=(f"{ENTRY}:26:21 HOS542 entry lists 60 querySchemes, and before API 21 there may be 50",),
        official=("10012003",),
    ),
    Case(
        rule="HOS542",
        name="no list, which another rule says",
        packages={"entry.hap": module(querySchemes="a" * 60)},
    ),
    Case(
        rule="HOS543",
        name="in a HAP and an HSP before API 21",
        packages={"entry.hap": module(deduplicateHar=True), "lib.hsp": module(deduplicateHar="true")},
        expect=(
            "entry.hap!module.json:1:645 HOS543 entry sets deduplicateHar and runs before API 21",
            "lib.hsp!module.json:1:484 HOS543 lib sets deduplicateHar and runs before API 21",
        ),
        official=(),
    ),
    Case(
        rule="HOS543",
        name="when the package itself is made",
        packages={"lib.hsp": module(deduplicateHar=True)},
        expect=("lib.hsp!module.json:1:484 HOS543 lib sets deduplicateHar and runs before API 21",),
        official=("10012054",),
    ),
    Case(
        rule="HOS543",
        name="from API 21 on",
        packages={"entry.hap": {**app(minAPIVersion=60000021), **module(deduplicateHar=True)}},
    ),
    Case(rule="HOS543", name="switched off", packages={"entry.hap": module(deduplicateHar=False)}),
    Case(rule="HOS543", name="a HAR is not packed", source={UTIL: module(deduplicateHar=True)}),
    Case(
        rule="HOS544",
        name="neither compressed nor extracted",
        packages={"entry.hap": module(executableBinaryPaths=["bin/a"], extractNativeLibs=False)},
        expect=(
            (
                "entry.hap!module.json:1:627 HOS544 entry has executableBinaryPaths, "
                "and neither compresses nor extracts native libraries"
            ),
        ),
        official=("10012055",),
    ),
    Case(
        rule="HOS544",
        name="native libraries are extracted unless the module says otherwise",
        packages={"entry.hap": module(executableBinaryPaths=["bin/a"])},
    ),
    Case(
        rule="HOS544",
        name="compressed",
        packages={
            "entry.hap": module(executableBinaryPaths=["a"], extractNativeLibs=False, compressNativeLibs=True),
        },
    ),
    Case(
        rule="HOS544",
        name="no paths",
        packages={"entry.hap": module(executableBinaryPaths=[], extractNativeLibs=False)},
    ),
    Case(
        rule="HOS544",
        name="a HAR is not packed",
        source={UTIL: module(executableBinaryPaths=["bin/a"], extractNativeLibs=False)},
    ),
    Case(
        rule="HOS545",
        name="the own name among others, twice",
        packages={
            "entry.hap": module(
                abilities=[
                    {
                        "name": "A",
                        "continueBundleName": ["com.other", "com.atomicservice.sample", "com.atomicservice.sample"],
                    }
                ]
            )
        },
        expect=(
            "entry.hap!module.json:1:594 HOS545 the ability A of entry has its own bundle in continueBundleName",
            "entry.hap!module.json:1:622 HOS545 the ability A of entry has its own bundle in continueBundleName",
        ),
        official=("10012007", "10012007"),
    ),
    Case(
        rule="HOS545",
        name="other bundles",
        packages={"entry.hap": module(abilities=[{"name": "A", "continueBundleName": ["com.other"]}])},
    ),
    Case(
        rule="HOS545",
        name="of two abilities of one name the packing tool sees the second",
        packages={
            "entry.hap": module(
                abilities=[
                    {"continueBundleName": ["com.atomicservice.sample"]},
                    {"name": "", "continueBundleName": ["com.other"]},
                ]
            )
        },
        expect=("entry.hap!module.json:1:568 HOS545 the ability ? of entry has its own bundle in continueBundleName",),
        official=(),
    ),
    Case(
        rule="HOS545",
        name="no bundle name, and null in the list",
        packages={
            "entry.hap": {
                "remove": ["app.bundleName"],
                **module(abilities=[{"name": "A", "continueBundleName": [None]}]),
            }
        },
    ),
    Case(
        rule="HOS545",
        name="the FA model knows no such list",
        packages={
            "entry.hap": {"fa": {"abilities": [{"name": "A", "continueBundleName": ["com.atomicservice.sample"]}]}}
        },
    ),
    Case(
        rule="HOS545",
        name="the name that one product has",
        source={
            "build-profile.json5": {
                "app": {"products": [{"name": "default"}, {"name": "other", "bundleName": "com.other"}]},
                "modules": [{"name": "entry", "srcPath": "./entry"}, {"name": "feat", "srcPath": "./feat"}],
            },
            ENTRY: module(abilities=[{"name": "EntryAbility", "continueBundleName": ["com.other"]}]),
        },
        expect=(f"{ENTRY}:16:11 HOS545 the ability EntryAbility of entry has its own bundle in continueBundleName",),
    ),
    Case(
        rule="HOS546",
        name="an overlay of itself that requests permissions",
        packages={"lib.hsp": module(targetModuleName="lib", requestPermissions=None)},
        expect=(
            "lib.hsp!module.json:1:486 HOS546 lib is an overlay of itself",
            "lib.hsp!module.json:1:515 HOS546 the overlay lib requests permissions",
        ),
        official=("10012008", "10012008"),
    ),
    Case(
        rule="HOS546",
        name="an overlay of the entry",
        packages={"lib.hsp": module(targetModuleName="entry", targetPriority=2)},
    ),
    Case(
        rule="HOS546",
        name="an overlay of another app",
        packages={
            "lib.hsp": {
                **app(targetBundleName="com.target", targetPriority=2),
                **module(targetModuleName="entry", targetPriority=2),
            }
        },
    ),
    Case(
        rule="HOS546",
        name="priorities without a target",
        packages={"lib.hsp": {**app(targetPriority=2), **module(targetPriority=2)}},
        expect=(
            "lib.hsp!module.json:1:358 HOS546 targetPriority of the app is refused without targetBundleName",
            "lib.hsp!module.json:1:505 HOS546 targetPriority of lib is refused without targetModuleName",
        ),
        official=("10012008", "10012008"),
    ),
    Case(
        rule="HOS546",
        name="another app without a module of it, and the own app",
        packages={"lib.hsp": app(targetBundleName="com.atomicservice.sample")},
        expect=(
            "lib.hsp!module.json:1:360 HOS546 targetBundleName is the app's own bundle name",
            "lib.hsp!module.json:1:389 HOS546 lib needs targetModuleName, since the app has targetBundleName",
        ),
        official=("10012008", "10012008"),
    ),
    Case(
        rule="HOS546",
        name="in source, what the app says is said once",
        source={
            APP_JSON: app(targetPriority=1),
            "feat/src/main/module.json5": module(type="shared"),
        },
        expect=("AppScope/app.json5:10:23 HOS546 targetPriority of the app is refused without targetBundleName",),
        official=("10012008",),
    ),
    Case(
        rule="HOS546",
        name="a HAP is no overlay",
        packages={"entry.hap": {**app(targetPriority=2), **module(targetPriority=2, targetModuleName="entry")}},
    ),
    Case(
        rule="HOS547",
        name="a plugin in a HAP",
        packages={"entry.hap": plugin(type="shared")},
        expect=("entry.hap!module.json:1:66 HOS547 entry is an appPlugin and is packed as a HAP",),
        official=("10012002",),
    ),
    Case(
        rule="HOS547",
        name="extensions of other types, and a permission of hosts",
        packages={
            "lib.hsp": plugin(
                extensionAbilities=[{"name": "A", "type": "form"}, {"name": "B", "type": "embeddedUI"}, {"type": None}],
                requestPermissions=[{"name": "p"}, {"name": SUPPORT_PLUGIN}],
            )
        },
        expect=(
            "lib.hsp!module.json:1:508 HOS547 the extension ability A of the plugin lib is form, not embeddedUI",
            "lib.hsp!module.json:1:563 HOS547 the extension ability ? of the plugin lib is null, not embeddedUI",
            "lib.hsp!module.json:1:609 HOS547 the plugin lib requests the permission of a plugin host",
        ),
        official=("10012053", "10012053", "10012053"),
    ),
    Case(rule="HOS547", name="a plugin as it should be", packages={"lib.hsp": plugin()}),
    Case(
        rule="HOS547",
        name="a plugin without pkgContextInfo.json",
        packages={"lib.hsp": {**plugin(), "entries": {}}},
        expect=("lib.hsp HOS547 lib needs pkgContextInfo.json in its package",),
        official=("10012052",),
    ),
    Case(
        rule="HOS547",
        name="a host without pkgContextInfo.json",
        packages={"entry.hap": module(requestPermissions=[{"name": SUPPORT_PLUGIN}])},
        expect=("entry.hap HOS547 entry needs pkgContextInfo.json in its package",),
        official=("10012052",),
    ),
    Case(
        rule="HOS547",
        name="a host as it should be",
        packages={
            "entry.hap": {
                **module(requestPermissions=[{"name": SUPPORT_PLUGIN}]),
                "entries": {"pkgContextInfo.json": "{}"},
            }
        },
    ),
    Case(
        rule="HOS547",
        name="other permissions, and what is none",
        packages={"entry.hap": module(requestPermissions=[{"name": "p"}, {}, None])},
    ),
    Case(
        rule="HOS547",
        name="source has no package to look into",
        source={ENTRY: module(requestPermissions=[{"name": SUPPORT_PLUGIN}])},
    ),
    Case(
        rule="HOS547",
        name="a HAR of a plugin is not packed",
        source={
            APP_JSON: app(bundleType="appPlugin"),
            UTIL: module(extensionAbilities=[{"name": "A", "type": "form"}]),
            ENTRY: module(type="shared"),
            "feat/src/main/module.json5": module(type="shared"),
        },
    ),
    Case(
        rule="HOS548",
        name="no folder, no file, and the file in lower case",
        packages={
            "entry.hap": {
                **module(skillProfiles=skills("a", "b", "c", "d")),
                "entries": {
                    "skills/b/notes.md": "x",
                    "skills/c/skill.md": "x",
                    "skills/d/SKILL.md": "x",
                },
            }
        },
        expect=(
            "entry.hap!module.json:1:654 HOS548 entry declares the skill a, and its package has no skills/a/SKILL.md",
            "entry.hap!module.json:1:669 HOS548 entry declares the skill b, and its package has no skills/b/SKILL.md",
            "entry.hap!module.json:1:684 HOS548 entry declares the skill c, and its package has no skills/c/SKILL.md",
        ),
        official=("10011001", "10011001", "10011001"),
    ),
    Case(
        rule="HOS548",
        name="the folder is there",
        packages={
            "entry.hap": {**module(skillProfiles=skills("a")), "entries": {"skills/a/SKILL.md": "x"}},
        },
    ),
    Case(
        rule="HOS548",
        name="names that are no folders",
        packages={"lib.hsp": module(skillProfiles=skills("a/b", "a\\b", ".", ".."))},
        expect=(
            "lib.hsp!module.json:1:493 HOS548 a/b is no name of a folder",
            "lib.hsp!module.json:1:510 HOS548 a\\b is no name of a folder",
            "lib.hsp!module.json:1:528 HOS548 . is no name of a folder",
            "lib.hsp!module.json:1:543 HOS548 .. is no name of a folder",
        ),
        official=("10011002", "10011002", "10011002", "10011002"),
    ),
    Case(
        rule="HOS548",
        name="entries without a name, or that are none",
        packages={"entry.hap": module(skillProfiles=[{}, {"name": None}, "a"])},
    ),
    Case(
        rule="HOS548",
        name="in a shared bundle",
        packages={
            "lib.hsp": {
                **app(bundleType="shared"),
                **module(installationFree=False, skillProfiles=skills("a")),
            }
        },
        expect=("lib.hsp!module.json:1:460 HOS548 a bundle of type shared cannot have skillProfiles",),
        official=("10011002",),
    ),
    Case(
        rule="HOS548",
        name="a shared bundle without them",
        packages={"lib.hsp": {**app(bundleType="shared"), **module(installationFree=False, skillProfiles=[])}},
    ),
    Case(rule="HOS548", name="source has no package to look into", source={LIB: module(skillProfiles=skills("a"))}),
    Case(rule="HOS548", name="a HAR is not packed", source={UTIL: module(skillProfiles=skills("a/b"))}),
]
