"""Cases of the rules on what the platform asks of atomic services."""

from __future__ import annotations

from plugins.harmony.cases import Case, Json

APP = "AppScope/app.json5"
ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
LIB = "lib/src/main/module.json5"
UTIL = "util/src/main/module.json5"
PAGES = "entry/src/main/resources/base/profile/main_pages.json"
NO_SERVICE: Json = {"app": {"bundleType": "app"}}


def _module(**content: object) -> Json:
    return {"module": content}


def _abilities(*names: str, **module: object) -> Json:
    return _module(abilities=[{"name": name} if name else {} for name in names], **module)


def _runs_on(level: object) -> Json:
    return {"app": {"products": [{"name": "default", "compatibleSdkVersion": level}]}}


def _round(value: str, *abilities: str) -> Json:
    return {
        "filter": {"screenShape": {"policy": "include", "value": [value]}},
        **_abilities(*abilities, type="entry"),
    }


OLD = {"build-profile.json5": _runs_on("4.0.0(10)")}
LIBRARY = {"libs/arm64-v8a/libapp.so": "native"}

CASES = [
    Case(
        rule="HOS371",
        name="two in one module",
        source={ENTRY: _abilities("EntryAbility", "")},
        expect=(
            "entry/src/main/module.json5:16:7 HOS371 the service has 2 abilities on phone: entry.EntryAbility, entry.?",
        ),
        official=(),
    ),
    Case(
        rule="HOS371",
        name="one in the entry and one in an HSP on two device types",
        source={
            ENTRY: _module(deviceTypes=["phone", "tablet"]),
            LIB: _abilities("LibAbility", deviceTypes=["phone", "tablet"]),
        },
        expect=(
            (
                "lib/src/main/module.json5:12:7 HOS371 the service has 2 abilities on phone: entry.EntryAbility, "
                "lib.LibAbility"
            ),
        ),
    ),
    Case(rule="HOS371", name="one", source={}),
    Case(rule="HOS371", name="a feature is another finding", source={FEAT: _abilities("A", "B")}),
    Case(rule="HOS371", name="extension abilities", source={ENTRY: _module(extensionAbilities=[{"name": "Form"}])}),
    Case(
        rule="HOS371",
        name="on different device types",
        source={LIB: _abilities("LibAbility", deviceTypes=["tablet"])},
    ),
    Case(
        rule="HOS371",
        name="on different screens",
        packages={"a.hap": _round("circle", "A"), "b.hap": _round("rect", "B")},
    ),
    Case(rule="HOS371", name="before API 11", source={ENTRY: _abilities("EntryAbility", "B"), **OLD}),
    Case(
        rule="HOS371",
        name="an app that is no atomic service",
        source={APP: NO_SERVICE, ENTRY: _abilities("EntryAbility", "B")},
    ),
    Case(
        rule="HOS372",
        name="a feature",
        source={},
        expect=(
            (
                "feat/src/main/module.json5:4:13 HOS372 feat is a feature module in an atomic service of API 12, "
                "where subpackages are shared"
            ),
        ),
        official=(),
    ),
    Case(rule="HOS372", name="an HSP instead", source={FEAT: _module(type="shared")}),
    Case(rule="HOS372", name="before API 11", source=OLD),
    Case(rule="HOS372", name="nobody knows on what it runs", packages={"feat.hap": {"remove": ["app.minAPIVersion"]}}),
    Case(rule="HOS372", name="an app that is no atomic service", source={APP: NO_SERVICE}),
    Case(
        rule="HOS373",
        name="in a package",
        packages={"entry.hap": {"entries": {**LIBRARY, "libs/x86_64/libapp.so": "native"}}},
        expect=("entry.hap HOS373 entry contains native libraries: libs/arm64-v8a/libapp.so, libs/x86_64/libapp.so",),
        official=(),
    ),
    Case(
        rule="HOS373",
        name="in the libs folder of a HAR",
        source={"util/libs/arm64-v8a/liba.so": {"text": "native"}, "util/libs/README": {"text": "liba.so"}},
        expect=("util/src/main/module.json5:2:3 HOS373 util contains native libraries: libs/arm64-v8a/liba.so",),
    ),
    Case(
        rule="HOS373",
        name="compiled from C++",
        source={"entry/build-profile.json5": {"buildOption": {"externalNativeOptions": {"path": "CMakeLists.txt"}}}},
        expect=(
            "entry/src/main/module.json5:2:3 HOS373 entry contains native libraries: buildOption.externalNativeOptions",
        ),
    ),
    Case(rule="HOS373", name="none", source={}),
    Case(
        rule="HOS373", name="before API 11", packages={"entry.hap": {"app": {"minAPIVersion": 10}, "entries": LIBRARY}}
    ),
    Case(
        rule="HOS373",
        name="an app that is no atomic service",
        packages={"entry.hap": {**NO_SERVICE, **_module(installationFree=False), "entries": LIBRARY}},
    ),
    Case(
        rule="HOS374",
        name="in one module",
        source={ENTRY: _module(deviceTypes=["tablet", "phone", "default"])},
        expect=("entry/src/main/module.json5:8:7 HOS374 entry ships for default and for phone",),
        official=("AGC 12",),
    ),
    Case(
        rule="HOS374",
        name="in two modules",
        source={LIB: _module(deviceTypes=["default"])},
        expect=("lib/src/main/module.json5:6:7 HOS374 lib ships for default, and entry for phone",),
    ),
    Case(
        rule="HOS374",
        name="default alone",
        source={path: _module(deviceTypes=["default", "tablet"]) for path in (ENTRY, FEAT, LIB)},
    ),
    Case(rule="HOS374", name="in a HAR, which is not packed", source={UTIL: _module(deviceTypes=["default"])}),
    Case(
        rule="HOS375",
        name="a main ability that there is not",
        source={ENTRY: _module(mainElement="MainAbility")},
        expect=(
            (
                "entry/src/main/module.json5:10:20 HOS375 mainElement names MainAbility, and entry has no ability of "
                "that name"
            ),
        ),
        official=(),
    ),
    Case(rule="HOS375", name="all is there", source={}),
    Case(
        rule="HOS375",
        name="an extension ability",
        source={ENTRY: _module(mainElement="Form", extensionAbilities=[{"name": "Form"}])},
    ),
    Case(rule="HOS375", name="no ability at all is another finding", source={ENTRY: _abilities("", mainElement="A")}),
    Case(rule="HOS375", name="a list is another finding", source={ENTRY: _module(mainElement=["A"])}),
    Case(
        rule="HOS375",
        name="no pages named",
        source={ENTRY: _module(pages=None)},
        expect=("entry/src/main/module.json5:11:5 HOS375 entry is the entry and names no pages",),
    ),
    Case(
        rule="HOS375",
        name="a profile that there is not",
        source={ENTRY: _module(pages="$profile:pages")},
        expect=("entry/src/main/module.json5:11:14 HOS375 pages names $profile:pages, and entry has no such profile",),
    ),
    Case(
        rule="HOS375",
        name="a profile that may be in a package from elsewhere",
        source={
            ENTRY: _module(pages="$profile:pages"),
            "entry/oh-package.json5": {"dependencies": {"@ohos/axios": "^2.0.0"}},
        },
    ),
    Case(
        rule="HOS375",
        name="a profile without pages",
        source={PAGES: {"src": []}},
        expect=(
            "entry/src/main/module.json5:11:14 HOS375 the profile $profile:main_pages of entry lists no page in src",
        ),
    ),
    Case(rule="HOS375", name="a profile that does not parse", source={PAGES: {"raw": "{"}}),
    Case(rule="HOS375", name="a profile that is a list", source={PAGES: {"raw": "[]"}}),
    Case(rule="HOS375", name="pages that are no resource", source={ENTRY: _module(pages="pages/Index")}),
    Case(rule="HOS375", name="pages of a wrong type", source={ENTRY: _module(pages=["$profile:pages"])}),
    Case(rule="HOS375", name="a feature", source={FEAT: _module(mainElement="A", abilities=[{"name": "B"}])}),
    Case(rule="HOS375", name="an app that is no atomic service", source={APP: NO_SERVICE, ENTRY: _module(pages=None)}),
    Case(
        rule="HOS375",
        name="a package of the FA model",
        packages={"a.hap": {"fa": {"distro": {"moduleType": "entry", "installationFree": True}}}},
    ),
    Case(
        rule="HOS376",
        name="a module that does not say it",
        packages={
            "entry.hap": {"remove": ["module.deliveryWithInstall"]},
            "lib.hsp": _module(deliveryWithInstall=None),
        },
        expect=(
            "entry.hap!module.json:1:341 HOS376 entry does not say deliveryWithInstall",
            "lib.hsp!module.json:1:434 HOS376 lib does not say deliveryWithInstall",
        ),
        official=(),
    ),
    Case(
        rule="HOS376",
        name="an entry that is not delivered",
        source={ENTRY: _module(deliveryWithInstall=False)},
        expect=(
            "entry/src/main/module.json5:8:28 HOS376 entry is the entry and is not delivered with the installation",
        ),
    ),
    Case(rule="HOS376", name="an HSP that is not delivered", source={LIB: _module(deliveryWithInstall=False)}),
    Case(rule="HOS376", name="a HAR does not say it", source={}),
    Case(
        rule="HOS376", name="a package of the FA model", packages={"a.hap": {"fa": {"distro": {"moduleType": "entry"}}}}
    ),
    Case(
        rule="HOS377",
        name="a name of one's own",
        source={APP: {"app": {"bundleName": "com.example.shop"}}},
        expect=("AppScope/app.json5:3:19 HOS377 com.example.shop is not of the form com.atomicservice.<app id>",),
        official=(),
    ),
    Case(rule="HOS377", name="as assigned", source={}),
    Case(rule="HOS377", name="as assigned before", source={APP: {"app": {"bundleName": "com.example.hmservice"}}}),
    Case(
        rule="HOS377",
        name="an app",
        packages={"entry.hap": {"app": {"bundleName": "com.example.shop", "bundleType": "app"}}},
    ),
    Case(rule="HOS377", name="no name is another finding", packages={"entry.hap": {"remove": ["app.bundleName"]}}),
]
