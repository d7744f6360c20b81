"""Cases of the rules on what the modules of one app must be together."""

from __future__ import annotations

from plugins.harmony.cases import Case, Json

APP = "AppScope/app.json5"
ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
LIB = "lib/src/main/module.json5"
UTIL = "util/src/main/module.json5"


def _module(**content: object) -> Json:
    return {"module": content}


def _filter(policy: object, *values: str, key: str = "screenShape", **module: object) -> Json:
    return {"filter": {key: {"policy": policy, "value": list(values)}}, "module": module}


def _bundle(kind: object, **module: object) -> Json:
    return {"app": {"bundleType": kind}, "module": {"installationFree": False, **module}}


def _fa(package: str | None, name: str = "fa", **module: object) -> Json:
    return {"fa": {"package": package, "distro": {"moduleName": name, "moduleType": "feature"}, **module}}


def _target(*shapes: str) -> Json:
    config = {"distroFilter": {"screenShape": {"policy": "include", "value": list(shapes)}}}
    return {"targets": [{"name": "default", "config": config}]}


ROUND = _filter("include", "circle")
SQUARE = _filter("include", "rect")

CASES = [
    Case(
        rule="HOS351",
        name="three entries of which two share a device type",
        source={
            ENTRY: _module(deviceTypes=["phone", "tablet"]),
            FEAT: _module(type="entry", deviceTypes=["2in1", "tablet"]),
            LIB: _module(type="entry", deviceTypes=["tv"]),
        },
        expect=("feat/src/main/module.json5:4:13 HOS351 entry and feat are both entry for tablet",),
        official=("10016007", "AGC 11"),
    ),
    Case(rule="HOS351", name="an entry and a feature", source={}),
    Case(
        rule="HOS351",
        name="entries that a filter keeps apart",
        packages={"a.hap": {**ROUND, **_module(type="entry")}, "b.hap": {**SQUARE, **_module(type="entry")}},
    ),
    Case(
        rule="HOS351",
        name="a filter that cannot be compared is another finding",
        packages={
            "a.hap": _filter("only", "circle", type="entry"),
            "b.hap": _filter("include", "circle", type="entry"),
        },
    ),
    Case(
        rule="HOS351",
        name="the same package twice is another finding",
        packages={"a/entry.hap": {}, "b/entry.hap": {}},
    ),
    Case(
        rule="HOS352",
        name="a service without an entry",
        source={ENTRY: _module(type="feature")},
        expect=("AppScope/app.json5:2:10 HOS352 this app has no entry module",),
        official=(),
    ),
    Case(
        rule="HOS352",
        name="a feature for more device types",
        source={FEAT: _module(deviceTypes=["phone", "tv"])},
        expect=("feat/src/main/module.json5:5:20 HOS352 feat ships for tv, where there is no entry",),
    ),
    Case(
        rule="HOS352",
        name="an HSP for more device types",
        source={LIB: _module(deviceTypes=["tablet", "phone", "tv"])},
        expect=("lib/src/main/module.json5:5:20 HOS352 lib ships for tablet, tv, where there is no entry",),
    ),
    Case(rule="HOS352", name="an entry for each device type", source={}),
    Case(rule="HOS352", name="a HAR for more device types", source={UTIL: _module(deviceTypes=["tv"])}),
    Case(
        rule="HOS352",
        name="a packed HAR for more device types",
        packages={"entry.hap": {}, "util.hap": _module(type="har", deviceTypes=["tv"])},
    ),
    Case(
        rule="HOS352",
        name="two entries for two device types",
        packages={
            "a.hap": _module(type="entry", deviceTypes=["phone"]),
            "b.hap": _module(type="entry", deviceTypes=["tv"]),
            "lib.hsp": _module(deviceTypes=["phone", "tv"]),
        },
    ),
    Case(rule="HOS352", name="a lone package whose app is not here", packages={"feat.hap": {}}),
    Case(rule="HOS352", name="a shared bundle", packages={"lib.hsp": _bundle("shared")}, as_="app"),
    Case(rule="HOS352", name="a type that is misspelt may be the entry", source={ENTRY: _module(type="Entry")}),
    Case(
        rule="HOS353",
        name="the same name three times",
        source={FEAT: _module(name="entry"), LIB: _module(name="entry")},
        expect=(
            "feat/src/main/module.json5:3:13 HOS353 entry and feat are both named entry",
            "lib/src/main/module.json5:3:13 HOS353 entry and lib are both named entry",
        ),
        official=("10016004", "10016004"),
    ),
    Case(rule="HOS353", name="different names", source={}),
    Case(
        rule="HOS353",
        name="the same name for different device types",
        source={FEAT: _module(name="entry", deviceTypes=["tv"])},
    ),
    Case(
        rule="HOS353",
        name="the same name for different screens",
        packages={"a.hap": {**ROUND, **_module(name="x")}, "b.hap": {**SQUARE, **_module(name="x")}},
    ),
    Case(rule="HOS353", name="the name of a HAR", source={UTIL: _module(name="lib")}),
    Case(
        rule="HOS353",
        name="an empty name",
        source={ENTRY: _module(name=""), LIB: _module(name="")},
        expect=(
            "entry/src/main/module.json5:3:13 HOS353 entry has an empty module name",
            "lib/src/main/module.json5:3:13 HOS353 lib has an empty module name",
        ),
        official=("10016004",),
    ),
    Case(
        rule="HOS353",
        name="null",
        source={ENTRY: _module(name=None)},
        expect=("entry/src/main/module.json5:3:13 HOS353 the module name of entry is null",),
        official=("java:java.lang.NullPointerException",),
    ),
    Case(
        rule="HOS353",
        name="null in the last package, which the packing tool does not look at",
        packages={"lib.hsp": _module(name=None)},
        as_="app",
        expect=("lib.hsp!module.json:1:360 HOS353 the module name of lib.hsp is null",),
        official=(),
    ),
    Case(
        rule="HOS353",
        name="null in the last package, on which another depends",
        packages={"a.hsp": _module(dependencies=[{"moduleName": None}]), "lib.hsp": _module(name=None)},
        expect=("lib.hsp!module.json:1:360 HOS353 the module name of lib.hsp is null",),
        official=("java:java.lang.NullPointerException",),
    ),
    Case(
        rule="HOS353",
        name="null in a lone shared bundle",
        packages={"lib.hsp": _bundle("shared", name=None)},
        as_="app",
        expect=("lib.hsp!module.json:1:353 HOS353 the module name of lib.hsp is null",),
        official=("java:java.lang.NullPointerException",),
    ),
    Case(
        rule="HOS353",
        name="a name that is missing is another finding",
        packages={"a.hap": {"remove": ["module.name"]}, "b.hsp": {}},
    ),
    Case(
        rule="HOS354",
        name="the same package name",
        packages={"a.hap": _fa("com.a", "a"), "b.hap": _fa("com.a", "b")},
        expect=("b.hap!config.json:1:206 HOS354 a and b both have the package name com.a",),
        official=("10016005",),
    ),
    Case(
        rule="HOS354", name="different package names", packages={"a.hap": _fa("com.a", "a"), "b.hap": _fa("com.b", "b")}
    ),
    Case(rule="HOS354", name="empty package names", packages={"a.hap": _fa("", "a"), "b.hap": _fa("", "b")}),
    Case(
        rule="HOS354",
        name="the same package name for different device types",
        packages={"a.hap": _fa("com.a", "a"), "b.hap": _fa("com.a", "b", deviceType=["tv"])},
    ),
    Case(
        rule="HOS354",
        name="null",
        packages={"a.hap": _fa(None, "a"), "b.hap": _fa(None, "b")},
        expect=("a.hap!config.json:1:206 HOS354 the package name of a is null",),
        official=("java:java.lang.NullPointerException",),
    ),
    Case(
        rule="HOS354",
        name="a package of the stage model has no package name",
        packages={"a.hap": _module(package=None), "b.hap": _module(package=None)},
    ),
    Case(
        rule="HOS355",
        name="a policy that there is not",
        packages={"entry.hap": _filter("only", "circle")},
        as_="app",
        expect=(
            (
                "entry.hap!module.json:1:671 HOS355 in the filter of entry the policy of screenShape must be include "
                "or exclude"
            ),
        ),
        official=(),
    ),
    Case(
        rule="HOS355",
        name="two entries that have to be compared",
        packages={
            "a.hap": _filter("only", "circle", type="entry"),
            "b.hap": _filter("include", "circle", type="entry"),
        },
        expect=(
            "a.hap!module.json:1:507 HOS355 in the filter of a the policy of screenShape must be include or exclude",
        ),
        official=("10016003",),
    ),
    Case(
        rule="HOS355",
        name="no value of the second of two modules of one name",
        packages={
            "a.hap": _filter("include", "circle", name="x"),
            "b.hap": {"filter": {"screenShape": {"policy": "include"}}, **_module(name="x")},
        },
        expect=("b.hap!module.json:1:509 HOS355 in the filter of x screenShape has no value",),
        official=("10016003",),
    ),
    Case(
        rule="HOS355",
        name="neither policy nor value of what another depends on",
        packages={
            "a.hsp": {**ROUND, **_module(dependencies=[{"moduleName": "b"}])},
            "b.hsp": {"filter": {"screenShape": {}}},
        },
        expect=(
            "b.hsp!module.json:1:508 HOS355 in the filter of b the policy of screenShape must be include or exclude",
            "b.hsp!module.json:1:508 HOS355 in the filter of b screenShape has no value",
        ),
        official=("10016003", "10016003"),
    ),
    Case(
        rule="HOS355",
        name="modules with an ability of one name",
        packages={
            "a.hap": _filter("only", "circle", abilities=[{"name": "A"}]),
            "b.hap": _filter("include", "circle", abilities=[{"name": "A"}]),
        },
        expect=(
            "a.hap!module.json:1:509 HOS355 in the filter of a the policy of screenShape must be include or exclude",
        ),
        official=("10016003",),
    ),
    Case(
        rule="HOS355",
        name="an entry against which a feature is held",
        packages={"entry.hap": _filter("only", "circle"), "feat.hap": {}},
        expect=(
            (
                "entry.hap!module.json:1:671 HOS355 in the filter of entry the policy of screenShape must be include "
                "or exclude"
            ),
        ),
        official=("10016019",),
    ),
    Case(
        rule="HOS355", name="include and exclude", packages={"entry.hap": ROUND, "feat.hap": _filter("exclude", "rect")}
    ),
    Case(
        rule="HOS356",
        name="a filter that is wider than that of the entry",
        source={"entry/build-profile.json5": _target("circle"), "feat/build-profile.json5": _target("circle", "rect")},
        expect=("feat/build-profile.json5:7:25 HOS356 the filter of feat reaches phone devices that no entry reaches",),
        official=(),
    ),
    Case(
        rule="HOS356",
        name="no filter on two device types",
        source={
            ENTRY: _module(deviceTypes=["phone", "tv"]),
            "entry/build-profile.json5": _target("circle"),
            FEAT: _module(deviceTypes=["tv", "phone", "tablet"]),
        },
        expect=(
            (
                "feat/src/main/module.json5:5:20 HOS356 feat has no filter and reaches tv, phone devices that no "
                "entry reaches"
            ),
        ),
    ),
    Case(
        rule="HOS356",
        name="a filter that is narrower",
        packages={"entry.hap": _filter("exclude", "rect"), "feat.hap": ROUND},
    ),
    Case(rule="HOS356", name="an HSP without a filter", packages={"entry.hap": ROUND, "lib.hsp": {}}),
    Case(
        rule="HOS356",
        name="a second entry reaches the rest",
        packages={
            "a.hap": _filter("include", "circle", type="entry"),
            "b.hap": _filter("exclude", "circle", type="entry"),
            "feat.hap": {},
        },
    ),
    Case(
        rule="HOS356",
        name="a broken filter is another finding",
        packages={"entry.hap": _filter(None, "circle"), "feat.hap": {}},
    ),
    Case(
        rule="HOS356",
        name="no entry at all is another finding",
        packages={"a.hap": {}, "b.hap": {}},
    ),
    Case(
        rule="HOS357",
        name="two HSPs",
        packages={"a.hsp": _bundle("shared"), "b.hsp": _bundle("shared")},
        expect=("a.hsp!module.json:1:1 HOS357 a shared bundle holds one HSP, and here are 2",),
        official=("10012017",),
    ),
    Case(
        rule="HOS357",
        name="a dependency",
        packages={"a.hsp": _bundle("shared", dependencies=[{"moduleName": "b"}])},
        as_="app",
        expect=("a.hsp!module.json:1:458 HOS357 a is a shared bundle and depends on other modules",),
        official=("10012017",),
    ),
    Case(
        rule="HOS357",
        name="a dependency of an overlay for another app",
        packages={
            "a.hsp": {
                "app": {"bundleType": "shared", "targetBundleName": "com.other"},
                **_module(installationFree=False, dependencies=[{"moduleName": "b"}]),
            }
        },
        as_="app",
    ),
    Case(rule="HOS357", name="one HSP", packages={"a.hsp": _bundle("shared")}, as_="app"),
    Case(
        rule="HOS357",
        name="a shared HAP",
        packages={"a.hap": _bundle("shared", type="shared"), "b.hsp": _bundle("shared")},
        expect=("a.hap!module.json:1:66 HOS357 a has bundleType shared and is packed together with HAPs",),
        official=("10012018",),
    ),
    Case(
        rule="HOS357",
        name="beside a package of the FA model",
        packages={"a.hap": _fa("com.a"), "b.hsp": _bundle("shared")},
        expect=("b.hsp!module.json:1:66 HOS357 b has bundleType shared and is packed together with HAPs",),
        official=("10012018",),
    ),
    Case(
        rule="HOS357",
        name="an entry in a shared bundle is another finding",
        packages={"entry.hap": _bundle("shared"), "b.hsp": _bundle("shared")},
    ),
    Case(
        rule="HOS357",
        name="other bundle types are another finding",
        packages={"entry.hap": {}, "b.hsp": _bundle("shared")},
    ),
    Case(rule="HOS357", name="an atomic service", source={}),
    Case(
        rule="HOS358",
        name="two HSPs",
        packages={"a.hsp": _bundle("appPlugin"), "b.hsp": _bundle("appPlugin")},
        expect=("a.hsp!module.json:1:1 HOS358 a bundle with an appPlugin module holds just that one, and here are 2",),
        official=("uncoded",),
    ),
    Case(
        rule="HOS358",
        name="a shared HAP",
        packages={"a.hap": _bundle("appPlugin", type="shared")},
        as_="app",
        expect=("a.hap!module.json:1:66 HOS358 a is an appPlugin, which is packed as an HSP",),
        official=("uncoded",),
    ),
    Case(rule="HOS358", name="an entry is another finding", packages={"entry.hap": _bundle("appPlugin")}, as_="app"),
    Case(rule="HOS358", name="one HSP", packages={"a.hsp": _bundle("appPlugin")}, as_="app"),
    Case(rule="HOS358", name="an atomic service", source={}),
    Case(
        rule="HOS359",
        name="two HSPs",
        packages={"a.hsp": _bundle("skill", type="skill"), "b.hsp": _bundle("skill", type="skill")},
        expect=("a.hsp!module.json:1:1 HOS359 a skill bundle holds one HSP, and here are 2",),
        official=("10011003",),
    ),
    Case(
        rule="HOS359",
        name="a HAP of the FA model",
        packages={"a.hap": _fa("com.a"), "b.hsp": _bundle("skill", type="skill")},
        expect=("a.hap!config.json:1:2 HOS359 fa is a HAP, and the bundle of b is a skill, which holds one HSP",),
        official=("10011003",),
    ),
    Case(
        rule="HOS359",
        name="a HAP",
        packages={"a.hap": _bundle("skill", type="skill"), "b.hsp": _bundle("skill", type="skill")},
        expect=("a.hap!module.json:1:66 HOS359 a is a HAP, and the bundle of b is a skill, which holds one HSP",),
        official=("10011003",),
    ),
    Case(rule="HOS359", name="one HSP", packages={"a.hsp": _bundle("skill", type="skill")}, as_="app"),
    Case(
        rule="HOS359",
        name="other bundle types are another finding",
        packages={"entry.hap": {}, "b.hsp": _bundle("skill", type="skill")},
    ),
    Case(rule="HOS359", name="an atomic service", source={}),
    Case(
        rule="HOS359",
        name="HAPs only",
        packages={"a.hap": _bundle("skill", type="skill"), "b.hap": _bundle("skill", type="skill")},
    ),
]
