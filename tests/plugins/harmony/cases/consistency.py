"""Cases of the rules on values that all modules of an app share."""

from __future__ import annotations

from typing import Any

from plugins.harmony.cases import Case, Json

APP_JSON = "AppScope/app.json5"


def app(**values: Any) -> Json:  # noqa: ANN401 JSON
    """A package whose ``app`` has these values."""
    return {"app": values}


def module(**values: Any) -> Json:  # noqa: ANN401 JSON
    """A package whose ``module`` has these values."""
    return {"module": values}


def service(*, free: bool, **values: Any) -> Json:  # noqa: ANN401 JSON
    """A package of an appService, which may be free of installation or not."""
    return {"app": {"bundleType": "appService"}, "module": {"installationFree": free, **values}}


def fa(*, free: bool = True, **values: Any) -> Json:  # noqa: ANN401 JSON
    """A package of the FA model."""
    return {"fa": {"distro": {"installationFree": free}, **values}}


def abilities(*names: str | None, key: str = "abilities", **more: Any) -> Json:  # noqa: ANN401 JSON
    """A package with abilities of these names; None for one without."""
    return module(**{key: [{} if name is None else {"name": name} for name in names]}, **more)


def carried_on(*types: tuple[str, list[str]], **more: Any) -> Json:  # noqa: ANN401 JSON
    """A package with abilities of these names and continueTypes."""
    return module(abilities=[{"name": name, "continueType": own} for name, own in types], **more)


def uris(*values: str | None, key: str = "proxyData", **more: Any) -> Json:  # noqa: ANN401 JSON
    """A package that declares these uris."""
    return module(**{key: [{"uri": value} for value in values]}, **more)


CASES = [
    Case(
        rule="HOS501",
        name="a plain HSP in an atomic service",
        packages={"entry.hap": "{}", "lib.hsp": {"app": {"bundleType": "app"}, "module": {"installationFree": False}}},
        expect=("lib.hsp!module.json:1:66 HOS501 the bundleType of lib is app, and that of entry is atomicService",),
        official=("10013010",),
    ),
    Case(rule="HOS501", name="the same in all modules", packages={"entry.hap": "{}", "lib.hsp": "{}"}),
    Case(
        rule="HOS501",
        name="no bundleType means app",
        packages={
            "entry.hap": {"app": {"bundleType": "app"}, "module": {"installationFree": False}},
            "lib.hsp": {"remove": ["app.bundleType"], "module": {"installationFree": False}},
        },
    ),
    Case(
        rule="HOS501",
        name="a bundleType of null is not app",
        packages={
            "entry.hap": {"app": {"bundleType": "app"}, "module": {"installationFree": False}},
            "lib.hsp": {"app": {"bundleType": None}, "module": {"installationFree": False}},
        },
        expect=('lib.hsp!module.json:1:66 HOS501 the bundleType of lib is "", and that of entry is app',),
    ),
    Case(
        rule="HOS501",
        name="beside an FA package the packing tool says it with another code",
        packages={"entry.hap": "{}", "old.hap": fa(free=False)},
        expect=("old.hap!config.json:1:2 HOS501 the bundleType of old is app, and that of entry is atomicService",),
        official=("10016002",),
    ),
    Case(
        rule="HOS501",
        name="a module without app, which another rule says",
        packages={"entry.hap": "{}", "lib.hsp": {"remove": ["app"]}},
    ),
    Case(
        rule="HOS501",
        name="compared with the first module that can be read",
        packages={"entry.hap": {"remove": ["app"]}, "lib.hsp": "{}"},
    ),
    Case(
        rule="HOS502",
        name="another versionCode",
        packages={"entry.hap": "{}", "lib.hsp": app(versionCode=7)},
        expect=("lib.hsp!module.json:1:118 HOS502 versionCode of lib is 7, and that of entry is 1000000",),
        official=("10016002",),
    ),
    Case(
        rule="HOS502",
        name="the same number written in other ways",
        packages={"entry.hap": "{}", "lib.hsp": app(versionCode="1,000,000.0")},
    ),
    Case(
        rule="HOS502",
        name="every field that is compared",
        packages={
            "entry.hap": "{}",
            "feat.hap": app(
                bundleName="com.atomicservice.other",
                buildVersion="1.2",
                apiReleaseType="Beta1",
                targetBundleName="com.target",
                targetPriority=3,
                multiAppMode={"multiAppModeType": "multiInstance", "maxCount": 2},
            ),
        },
        expect=(
            (
                "feat.hap!module.json:1:24 HOS502 bundleName of feat is com.atomicservice.other, and that of entry is "
                "com.atomicservice.sample"
            ),
            "feat.hap!module.json:1:281 HOS502 apiReleaseType of feat is Beta1, and that of entry is Release",
            'feat.hap!module.json:1:353 HOS502 buildVersion of feat is 1.2, and that of entry is ""',
            'feat.hap!module.json:1:380 HOS502 targetBundleName of feat is com.target, and that of entry is ""',
            "feat.hap!module.json:1:412 HOS502 targetPriority of feat is 3, and that of entry is 0",
            (
                "feat.hap!module.json:1:431 HOS502 multiAppMode of feat is multiInstance (maxCount 2), "
                "and that of entry is none (maxCount 0)"
            ),
        ),
    ),
    Case(
        rule="HOS502",
        name="an HSP may have another apiReleaseType and multiAppMode",
        packages={
            "entry.hap": "{}",
            "lib.hsp": app(apiReleaseType="Beta1", multiAppMode={"multiAppModeType": "multiInstance"}),
        },
    ),
    Case(
        rule="HOS502",
        name="fields that are not compared",
        packages={"entry.hap": "{}", "feat.hap": app(vendor="other", versionName="2.0.0", label="$string:other")},
    ),
    Case(
        rule="HOS502",
        name="compared with the first that is not shared, though an HSP says shared first",
        packages={"a.hap": {**app(versionCode=7), "module": {"type": "shared"}}, "entry.hap": "{}"},
        expect=("a.hap!module.json:1:118 HOS502 versionCode of a is 7, and that of entry is 1000000",),
    ),
    Case(
        rule="HOS502",
        name="an empty bundleName in source is said once",
        source={APP_JSON: '{ app: { bundleName: "" } }'},
        expect=("AppScope/app.json5:3:19 HOS502 bundleName is empty",),
        official=("10016002",),
    ),
    Case(
        rule="HOS502",
        name="an empty bundleName in one package only",
        packages={"entry.hap": "{}", "lib.hsp": app(bundleName="")},
        expect=("lib.hsp!module.json:1:24 HOS502 bundleName is empty",),
        official=("10016002",),
    ),
    Case(
        rule="HOS502",
        name="null where the others are compared with it",
        packages={"entry.hap": app(bundleName=None, apiReleaseType=None), "lib.hsp": "{}"},
        expect=(
            "entry.hap!module.json:1:24 HOS502 bundleName is null",
            "entry.hap!module.json:1:260 HOS502 apiReleaseType is null",
        ),
        official=("java:java.lang.NullPointerException", "java:java.lang.NullPointerException"),
    ),
    Case(
        rule="HOS502",
        name="null in another module",
        packages={"entry.hap": "{}", "lib.hsp": app(bundleName=None, buildVersion=None)},
        expect=(
            "lib.hsp!module.json:1:24 HOS502 bundleName of lib is null, and that of entry is com.atomicservice.sample",
            'lib.hsp!module.json:1:334 HOS502 buildVersion of lib is null, and that of entry is ""',
        ),
        official=("java:java.lang.NullPointerException", "10016002"),
    ),
    Case(
        rule="HOS502",
        name="what cannot be read or is missing, which other rules say",
        packages={
            "entry.hap": app(multiAppMode={"maxCount": "many"}),
            "feat.hap": {"remove": ["app.bundleName"], "app": {"versionCode": "abc", "multiAppMode": {"maxCount": 2}}},
            "lib.hsp": {"remove": ["app"]},
        },
    ),
    Case(
        rule="HOS502",
        name="the first module lacks a bundleName, which another rule says",
        packages={"entry.hap": {"remove": ["app.bundleName"]}, "lib.hsp": "{}"},
    ),
    Case(
        rule="HOS503",
        name="HAPs of two API levels",
        packages={"entry.hap": "{}", "feat.hap": app(minAPIVersion=50000011, targetAPIVersion=60000020)},
        expect=(
            "feat.hap!module.json:1:224 HOS503 minAPIVersion of feat is 50000011, and that of entry is 50000012",
            "feat.hap!module.json:1:254 HOS503 targetAPIVersion of feat is 60000020, and that of entry is 50000012",
        ),
        official=("10016001", "10016001"),
    ),
    Case(
        rule="HOS503",
        name="two HSPs above the HAP, and one below",
        packages={
            "entry.hap": "{}",
            "a.hsp": app(minAPIVersion=50000013),
            "b.hsp": app(minAPIVersion=50000014),
            "c.hsp": app(minAPIVersion=50000011),
        },
        expect=(
            (
                "a.hsp!module.json:1:224 HOS503 minAPIVersion of the HSP a is 50000013, more than that of the "
                "HAP entry: 50000012"
            ),
            (
                "b.hsp!module.json:1:224 HOS503 minAPIVersion of the HSP b is 50000014, more than that of the "
                "HAP entry: 50000012"
            ),
        ),
    ),
    Case(
        rule="HOS503",
        name="HSPs alone are not compared",
        packages={"a.hsp": app(minAPIVersion=1), "b.hsp": app(minAPIVersion=2)},
    ),
    Case(
        rule="HOS503",
        name="FA packages are not compared",
        packages={"entry.hap": "{}", "old.hap": fa()},
    ),
    Case(
        rule="HOS503",
        name="minCompatibleVersionCode of its own",
        packages={
            "entry.hap": app(minCompatibleVersionCode=5),
            "feat.hap": app(minCompatibleVersionCode=6, versionCode=7),
            "lib.hsp": "{}",
        },
        expect=(
            "feat.hap!module.json:1:362 HOS503 minCompatibleVersionCode of feat is 6, and that of entry is 5",
            (
                "lib.hsp!module.json:1:2 HOS503 minCompatibleVersionCode of the HSP lib is 1000000, "
                "more than that of the HAP entry: 5"
            ),
        ),
    ),
    Case(
        rule="HOS503",
        name="only the versionCode differs, which another rule says",
        packages={"entry.hap": "{}", "feat.hap": app(versionCode=7), "lib.hsp": app(versionCode=2000000)},
    ),
    Case(
        rule="HOS503",
        name="a negative level, without an HSP to compare with",
        packages={"entry.hap": app(minAPIVersion=-2)},
        as_="app",
        expect=("entry.hap!module.json:1:224 HOS503 minAPIVersion of the HAP entry is -2, and must not be negative",),
        official=("10016001",),
    ),
    Case(
        rule="HOS503",
        name="a negative level, and an HSP above it",
        packages={"entry.hap": app(minAPIVersion=-2), "lib.hsp": "{}"},
        expect=(
            (
                "lib.hsp!module.json:1:224 HOS503 minAPIVersion of the HSP lib is 50000012, "
                "more than that of the HAP entry: -2"
            ),
        ),
    ),
    Case(
        rule="HOS503",
        name="levels that cannot be read, which another rule says",
        packages={"entry.hap": app(minAPIVersion="x"), "feat.hap": app(targetAPIVersion="12.1"), "lib.hsp": "{}"},
    ),
    Case(
        rule="HOS504",
        name="one HAP is a debug build",
        packages={"entry.hap": "{}", "feat.hap": app(debug=True)},
        expect=("feat.hap!module.json:1:333 HOS504 debug of feat is true, and that of entry is not",),
        official=("10016001",),
    ),
    Case(
        rule="HOS504",
        name="a debug HSP in a release app",
        packages={"entry.hap": "{}", "lib.hsp": app(debug=1)},
        expect=("lib.hsp!module.json:1:333 HOS504 the HSP lib is a debug build, and the HAP entry is a release build",),
        official=("10016001",),
    ),
    Case(rule="HOS504", name="a release HSP in a debug app", packages={"entry.hap": app(debug=True), "lib.hsp": "{}"}),
    Case(rule="HOS504", name="HSPs alone", packages={"a.hsp": "{}", "b.hsp": app(debug=True)}),
    Case(
        rule="HOS504",
        name="a debug that cannot be read, which another rule says",
        packages={"entry.hap": app(debug="maybe"), "feat.hap": app(debug=True)},
    ),
    Case(
        rule="HOS505",
        name="two modules of an appService",
        packages={"entry.hap": service(free=True), "lib.hsp": service(free=False)},
        expect=("lib.hsp!module.json:1:457 HOS505 installationFree of lib is false, and that of entry is not",),
        official=("10016008",),
    ),
    Case(
        rule="HOS505",
        name="the same in all modules of an appService",
        packages={"entry.hap": service(free=True), "lib.hsp": service(free=True)},
    ),
    Case(
        rule="HOS505",
        name="wrong for an atomic service, which another rule says",
        packages={"entry.hap": "{}", "lib.hsp": module(installationFree=False)},
    ),
    Case(
        rule="HOS506",
        name="an HSP for OpenHarmony",
        packages={"entry.hap": "{}", "lib.hsp": app(compileSdkType="OpenHarmony")},
        expect=(
            "lib.hsp!module.json:1:311 HOS506 compileSdkType of lib is OpenHarmony, and that of entry is HarmonyOS",
        ),
        official=("10016013",),
    ),
    Case(rule="HOS506", name="all for HarmonyOS", packages={"entry.hap": "{}", "lib.hsp": "{}"}),
    Case(
        rule="HOS506",
        name="one says nothing",
        packages={"entry.hap": "{}", "lib.hsp": {"remove": ["app.compileSdkType"]}},
        expect=('lib.hsp!module.json:1:2 HOS506 compileSdkType of lib is "", and that of entry is HarmonyOS',),
    ),
    Case(
        rule="HOS506",
        name="null in the first module",
        packages={"entry.hap": app(compileSdkType=None), "lib.hsp": "{}"},
        expect=("entry.hap!module.json:1:311 HOS506 compileSdkType of entry is null",),
        official=("java:java.lang.NullPointerException",),
    ),
    Case(
        rule="HOS506",
        name="null in another module",
        packages={"entry.hap": "{}", "lib.hsp": app(compileSdkType=None)},
        expect=("lib.hsp!module.json:1:311 HOS506 compileSdkType of lib is null, and that of entry is HarmonyOS",),
        official=("10016013",),
    ),
    Case(
        rule="HOS506",
        name="no app to compare, which another rule says",
        packages={"entry.hap": "{}", "lib.hsp": {"remove": ["app"]}},
    ),
    Case(
        rule="HOS507",
        name="an HSP with groups of its own",
        packages={"entry.hap": app(assetAccessGroups=["a"]), "lib.hsp": app(assetAccessGroups=["b"])},
        expect=("lib.hsp!module.json:1:361 HOS507 assetAccessGroups of lib differ from those of entry",),
        official=(),
    ),
    Case(
        rule="HOS507",
        name="the order does not matter",
        packages={"entry.hap": app(assetAccessGroups=["a", "b"]), "lib.hsp": app(assetAccessGroups=["b", "a", "a"])},
    ),
    Case(
        rule="HOS507",
        name="compared with the entry, though a feature comes first",
        packages={"a.hap": app(assetAccessGroups=["a"]), "entry.hap": "{}"},
        expect=("a.hap!module.json:1:361 HOS507 assetAccessGroups of a differ from those of entry",),
    ),
    Case(
        rule="HOS507",
        name="groups that cannot be read, which another rule says",
        packages={"entry.hap": app(assetAccessGroups=["a"]), "lib.hsp": app(assetAccessGroups=7)},
    ),
    Case(
        rule="HOS508",
        name="twice in one module, as ability and as extension ability",
        packages={"entry.hap": abilities("A", "A", extensionAbilities=[{"name": "A"}])},
        expect=(
            "entry.hap!module.json:1:568 HOS508 entry has two abilities named A",
            "entry.hap!module.json:1:607 HOS508 entry has two abilities named A",
        ),
        official=(),
    ),
    Case(
        rule="HOS508",
        name="in two modules of a project",
        source={
            "feat/src/main/module.json5": abilities("EntryAbility"),
        },
        expect=("feat/src/main/module.json5:12:17 HOS508 feat and entry both have an ability EntryAbility",),
    ),
    Case(
        rule="HOS508",
        name="in two modules that never meet",
        packages={"entry.hap": abilities("A"), "feat.hap": abilities("A", deviceTypes=["tablet"])},
    ),
    Case(
        rule="HOS508",
        name="a third module meets only the first",
        packages={
            "entry.hap": abilities("A"),
            "a.hap": abilities("A", deviceTypes=["tablet"]),
            "b.hap": abilities("A"),
        },
        expect=("b.hap!module.json:1:488 HOS508 b and entry both have an ability A",),
    ),
    Case(
        rule="HOS508",
        name="abilities without names",
        packages={"entry.hap": abilities("A", None, None), "feat.hap": abilities(None)},
    ),
    Case(
        rule="HOS508",
        name="in two modules of one name, which another rule says",
        packages={"entry.hap": abilities("A"), "feat.hap": abilities("A", name="entry")},
    ),
    Case(
        rule="HOS508",
        name="an empty name",
        packages={"entry.hap": abilities("", "")},
        expect=('entry.hap!module.json:1:567 HOS508 entry has two abilities named ""',),
    ),
    Case(
        rule="HOS509",
        name="over a module that is not there, a shared one, and an overlay",
        packages={
            "entry.hap": "{}",
            "a.hsp": module(targetModuleName="nope"),
            "b.hsp": module(targetModuleName="lib"),
            "c.hsp": module(targetModuleName="a"),
            "lib.hsp": "{}",
        },
        expect=(
            "a.hsp!module.json:1:484 HOS509 a is an overlay of nope, and this app has no entry or feature of that name",
            "b.hsp!module.json:1:484 HOS509 b is an overlay of lib, and this app has no entry or feature of that name",
            "c.hsp!module.json:1:484 HOS509 c is an overlay of a, and this app has no entry or feature of that name",
        ),
        official=("10016012", "10016012", "10016012"),
    ),
    Case(
        rule="HOS509",
        name="over the entry, whatever comes first",
        packages={"entry.hap": "{}", "a.hsp": module(targetModuleName="entry")},
    ),
    Case(
        rule="HOS509",
        name="nothing but overlays",
        packages={"a.hsp": module(targetModuleName="entry"), "b.hsp": module(targetModuleName="entry")},
        expect=(
            "a.hsp!module.json:1:484 HOS509 a is an overlay, and this app has no module that it could lie over",
            "b.hsp!module.json:1:484 HOS509 b is an overlay, and this app has no module that it could lie over",
        ),
    ),
    Case(
        rule="HOS509",
        name="a single package does not show what else is in the app",
        packages={"a.hsp": module(targetModuleName="entry")},
    ),
    Case(
        rule="HOS509",
        name="over another bundle",
        packages={
            "a.hsp": {**module(targetModuleName="nope"), "app": {"targetBundleName": "com.target"}},
            "b.hsp": {**module(targetModuleName=None), "app": {"targetBundleName": "com.target"}},
        },
    ),
    Case(
        rule="HOS509",
        name="over null",
        packages={
            "entry.hap": "{}",
            "a.hsp": module(targetModuleName=None),
            "b.hsp": module(targetModuleName="nope"),
        },
        expect=("a.hsp!module.json:1:484 HOS509 targetModuleName of a is null",),
        official=("java:java.lang.NullPointerException",),
    ),
    Case(
        rule="HOS510",
        name="twice in one module, on two device types",
        packages={"entry.hap": uris("u", "u", deviceTypes=["phone", "tablet"])},
        as_="app",
        expect=("entry.hap!module.json:1:673 HOS510 entry declares the uri u twice",),
        official=("10016014",),
    ),
    Case(rule="HOS510", name="two uris of one module", packages={"entry.hap": uris("u", "v")}),
    Case(
        rule="HOS510",
        name="in two modules that share two device types",
        packages={
            "entry.hap": uris("u", deviceTypes=["phone", "tv", "tablet"]),
            "lib.hsp": uris("u", deviceTypes=["tablet", "2in1", "phone"], key="proxyDatas"),
        },
        expect=(
            "lib.hsp!module.json:1:507 HOS510 lib declares the uri u, which entry declares too, both for tablet, phone",
        ),
        official=("10016014",),
    ),
    Case(
        rule="HOS510",
        name="in two modules for different device types",
        packages={"entry.hap": uris("u"), "lib.hsp": uris("u", deviceTypes=["tablet"])},
    ),
    Case(
        rule="HOS510",
        name="filters do not part them for the packing tool",
        packages={
            "entry.hap": {**uris("u"), "filter": {"screenShape": {"policy": "include", "value": ["circle"]}}},
            "lib.hsp": {**uris("u"), "filter": {"screenShape": {"policy": "include", "value": ["rect"]}}},
        },
        expect=("lib.hsp!module.json:1:553 HOS510 lib declares the uri u, which entry declares too, both for phone",),
    ),
    Case(
        rule="HOS510",
        name="a module without device types clashes with all",
        packages={"entry.hap": uris("u", deviceTypes=[]), "a.hsp": uris("u"), "b.hsp": uris("v")},
        expect=(
            (
                "a.hsp!module.json:1:486 HOS510 a declares the uri u, which entry declares too, "
                "and entry has no deviceTypes"
            ),
        ),
        official=("10016014",),
    ),
    Case(
        rule="HOS510",
        name="a later module without device types",
        packages={"entry.hap": uris("u"), "a.hsp": uris("u", "u", deviceTypes=[])},
        expect=(
            "a.hsp!module.json:1:479 HOS510 a declares the uri u, which entry declares too, and a has no deviceTypes",
            "a.hsp!module.json:1:493 HOS510 a declares the uri u twice",
        ),
    ),
    Case(
        rule="HOS510",
        name="a device type that is listed twice",
        packages={"entry.hap": uris("u", "v", deviceTypes=["phone", "tv", "phone"])},
        as_="app",
        expect=(
            (
                "entry.hap!module.json:1:401 HOS510 entry lists the device type phone twice, so that the packing tool "
                "takes its uris of proxyData as declared twice"
            ),
        ),
        official=("10016014",),
    ),
    Case(
        rule="HOS510",
        name="null is a uri too, and a device type too",
        packages={"entry.hap": uris(None, deviceTypes=[None]), "lib.hsp": uris(None, deviceTypes=[None])},
        expect=("lib.hsp!module.json:1:485 HOS510 lib declares the uri null, which entry declares too, both for null",),
    ),
    Case(
        rule="HOS510",
        name="the packing tool does not notice it of a module whose name is null",
        packages={"entry.hap": uris("u", name=None), "lib.hsp": uris("u")},
        expect=(
            "lib.hsp!module.json:1:488 HOS510 lib declares the uri u, which entry.hap declares too, both for phone",
        ),
        official=(),
    ),
    Case(
        rule="HOS510",
        name="proxyDatas counts only without proxyData",
        packages={
            "entry.hap": uris("u"),
            "lib.hsp": '{ module: { proxyData: [{ uri: "v" }], proxyDatas: [{ uri: "u" }] } }',
        },
    ),
    Case(
        rule="HOS511",
        name="two abilities of one module",
        packages={"entry.hap": carried_on(("A", ["x", "y"]), ("B", ["z", "y", "x"]))},
        as_="app",
        expect=("entry.hap!module.json:1:617 HOS511 the abilities A and B of entry share the continueType x, y",),
        official=("10016015",),
    ),
    Case(
        rule="HOS511",
        name="two abilities with types of their own",
        packages={"entry.hap": carried_on(("A", ["x"]), ("B", ["y"]))},
    ),
    Case(
        rule="HOS511",
        name="two abilities of one name",
        packages={"entry.hap": carried_on(("A", ["x"]), ("A", ["y"]))},
        as_="app",
        expect=(
            (
                "entry.hap!module.json:1:612 HOS511 entry has two abilities named A, and the later one's "
                "continueType y counts for both"
            ),
        ),
        official=("10016015",),
    ),
    Case(
        rule="HOS511",
        name="two abilities of one name, the later one without types",
        packages={"entry.hap": '{ module: { abilities: [{ name: "A", continueType: ["x"] }, { name: "A" }] } }'},
        as_="app",
    ),
    Case(
        rule="HOS511",
        name="two modules of a project",
        source={
            "entry/src/main/module.json5": carried_on(("A", ["x"])),
            "feat/src/main/module.json5": carried_on(("B", []), ("C", ["x"])),
        },
        expect=("feat/src/main/module.json5:17:25 HOS511 feat and entry share the continueType x",),
        official=("10016015",),
    ),
    Case(
        rule="HOS511",
        name="two modules without a common device type",
        packages={
            "entry.hap": carried_on(("A", ["x"])),
            "feat.hap": carried_on(("B", ["x"]), deviceTypes=["tablet"]),
        },
    ),
    Case(
        rule="HOS511",
        name="a type of null, and an ability without a name",
        packages={
            "entry.hap": "{ module: { abilities: [{ continueType: [null] }] } }",
            "feat.hap": "{ module: { abilities: [{ name: null, continueType: [null] }] } }",
        },
        expect=("feat.hap!module.json:1:513 HOS511 feat and entry share the continueType null",),
    ),
    Case(
        rule="HOS512",
        name="lower than before",
        packages={"entry.hap": app(versionCode=999999)},
        base={"entry.hap": "{}"},
        expect=(
            "entry.hap!module.json:1:118 HOS512 versionCode is 999999, lower than that of the earlier build: 1000000",
        ),
        official=(),
    ),
    Case(
        rule="HOS512",
        name="the same as before",
        packages={"entry.hap": "{}", "lib.hsp": "{}"},
        base={"entry.hap": "{}"},
        expect=("entry.hap!module.json:1:118 HOS512 versionCode is 1000000, as in the earlier build",),
    ),
    Case(
        rule="HOS512",
        name="higher than before",
        packages={"entry.hap": app(versionCode=1000001)},
        base={"entry.hap": "{}"},
    ),
    Case(
        rule="HOS512",
        name="another app",
        packages={"entry.hap": app(bundleName="com.atomicservice.other", versionCode=1)},
        base={"entry.hap": "{}"},
        expect=("entry.hap!module.json:1:24 HOS512 the earlier build is of another bundle: com.atomicservice.sample",),
    ),
    Case(
        rule="HOS512",
        name="a versionCode that cannot be read, which another rule says",
        packages={"entry.hap": app(versionCode="one")},
        base={"entry.hap": "{}"},
    ),
]
