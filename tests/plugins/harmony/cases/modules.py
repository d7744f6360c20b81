"""Cases of the rules on what each module must be by itself."""

from __future__ import annotations

from plugins.harmony.cases import Case, Json

APP = "AppScope/app.json5"
ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
LIB = "lib/src/main/module.json5"
UTIL = "util/src/main/module.json5"
HOME: Json = {"entities": ["entity.system.home"], "actions": ["ohos.want.action.home"]}
OLD_HOME: Json = {"entities": ["entity.system.home"], "actions": ["action.system.home"]}
NO_HOME: list[Json] = [
    {"entities": ["entity.system.home"], "actions": ["ohos.want.action.viewData"]},
    {"entities": ["entity.system.browsable"], "actions": ["ohos.want.action.home"]},
    {},
]


def _module(**content: object) -> Json:
    return {"module": content}


def _bundle(kind: object, **module: object) -> Json:
    return {"app": {"bundleType": kind}, "module": {"installationFree": False, **module}}


CASES = [
    Case(
        rule="HOS301",
        name="false in an atomic service",
        source={LIB: _module(installationFree=False)},
        expect=(
            "lib/src/main/module.json5:9:25 HOS301 lib is part of an atomic service, so installationFree must be true",
        ),
        official=("10013005",),
    ),
    Case(rule="HOS301", name="one is true", source={LIB: _module(installationFree=1)}),
    Case(rule="HOS301", name="null is no value and another finding", source={LIB: _module(installationFree=None)}),
    Case(rule="HOS301", name="a list is another finding", packages={"entry.hap": _module(installationFree=[True])}),
    Case(
        rule="HOS301",
        name="null while a HAP is packed",
        packages={"entry.hap": _module(installationFree=None)},
        expect=(
            "entry.hap!module.json:1:461 HOS301 entry is part of an atomic service, so installationFree must be true",
        ),
        official=("10013005",),
    ),
    Case(
        rule="HOS301",
        name="true in an app",
        source={
            APP: {"app": {"bundleType": "app"}},
            ENTRY: _module(installationFree=False),
            FEAT: _module(installationFree=True),
            LIB: _module(installationFree=False),
        },
        expect=(
            (
                "feat/src/main/module.json5:9:25 HOS301 feat is part of a bundle of type app, so installationFree "
                "must be false"
            ),
        ),
        official=("10013005",),
    ),
    Case(
        rule="HOS301",
        name="true without a bundle type",
        packages={"entry.hap": {"remove": ["app.bundleType"]}},
        expect=(
            (
                "entry.hap!module.json:1:430 HOS301 entry is part of a bundle of type app, so installationFree must "
                "be false"
            ),
        ),
        official=("10013005",),
    ),
    Case(
        rule="HOS301",
        name="false without a bundle type",
        packages={"entry.hap": {"remove": ["app.bundleType"], **_module(installationFree=False)}},
    ),
    Case(
        rule="HOS301",
        name="true in a shared bundle",
        packages={"lib.hsp": _bundle("shared", installationFree=True)},
        expect=(
            (
                "lib.hsp!module.json:1:453 HOS301 lib is part of a bundle of type shared, so installationFree must "
                "be false"
            ),
        ),
        official=("10013007",),
    ),
    Case(
        rule="HOS301",
        name="true in a shared bundle that is packed already",
        packages={"lib.hsp": _bundle("shared", installationFree=True)},
        as_="app",
        expect=(
            (
                "lib.hsp!module.json:1:453 HOS301 lib is part of a bundle of type shared, so installationFree must "
                "be false"
            ),
        ),
        official=(),
    ),
    Case(rule="HOS301", name="false in a shared bundle", packages={"lib.hsp": _bundle("shared")}),
    Case(
        rule="HOS301", name="true in a skill", packages={"s.hsp": _bundle("skill", type="skill", installationFree=True)}
    ),
    Case(
        rule="HOS301",
        name="unknown bundle type is another finding",
        packages={"entry.hap": _bundle("service", installationFree=True)},
    ),
    Case(
        rule="HOS301",
        name="the wrong module type comes first",
        packages={"entry.hap": _module(type="skill", installationFree=False)},
    ),
    Case(rule="HOS301", name="a HAR is never packed", source={UTIL: _module(installationFree=False)}),
    Case(
        rule="HOS301",
        name="a HAR that is packed as a HAP",
        packages={"util.hap": _module(type="har", installationFree=False)},
        expect=(
            "util.hap!module.json:1:458 HOS301 util is part of an atomic service, so installationFree must be true",
        ),
    ),
    Case(
        rule="HOS301",
        name="a package of the FA model",
        packages={"a.hap": {"fa": {"distro": {"installationFree": True}}}},
    ),
    Case(
        rule="HOS302",
        name="a bundle type that there is not",
        source={APP: {"app": {"bundleType": "atomic-service"}}},
        expect=("AppScope/app.json5:4:19 HOS302 atomic-service is no bundleType",),
        official=("10013005",),
    ),
    Case(
        rule="HOS302",
        name="an empty bundle type",
        packages={"entry.hap": _bundle("")},
        expect=('entry.hap!module.json:1:66 HOS302 "" is no bundleType',),
    ),
    Case(
        rule="HOS302",
        name="a feature in a shared bundle",
        packages={"lib.hsp": _bundle("shared", type="feature")},
        expect=(
            (
                "lib.hsp!module.json:1:368 HOS302 in a bundle of type shared the module type must be shared, and "
                "that of lib is feature"
            ),
        ),
        official=("10013005",),
    ),
    Case(rule="HOS302", name="a shared module in a shared bundle", packages={"lib.hsp": _bundle("shared")}),
    Case(
        rule="HOS302",
        name="a skill in an atomic service",
        packages={"lib.hsp": _module(type="skill")},
        expect=(
            (
                "lib.hsp!module.json:1:375 HOS302 bundleType and module type must both be skill, or neither: they "
                "are atomicService and skill"
            ),
        ),
    ),
    Case(rule="HOS302", name="a skill in a skill bundle", packages={"s.hsp": _bundle("skill", type="skill")}),
    Case(
        rule="HOS302",
        name="a skill without a bundle type",
        packages={"s.hsp": {"remove": ["app.bundleType"], **_module(type="skill")}},
    ),
    Case(
        rule="HOS302",
        name="no module type",
        packages={"entry.hap": {"remove": ["module.type"]}},
        expect=("entry.hap!module.json:1:341 HOS302 entry has no type",),
        official=("10013005",),
    ),
    Case(
        rule="HOS302",
        name="an empty module",
        packages={"entry.hap": {"raw": '{"app": {}, "module": {}}'}},
        expect=("entry.hap!module.json:1:13 HOS302 entry.hap has no type",),
    ),
    Case(rule="HOS302", name="no module at all", packages={"entry.hap": {"raw": '{"app": {}}'}}),
    Case(
        rule="HOS302",
        name="a HAR of a shared bundle",
        source={APP: {"app": {"bundleType": "shared"}}, ENTRY: _module(type="shared"), FEAT: _module(type="shared")},
    ),
    Case(rule="HOS302", name="a package of the FA model", packages={"a.hap": {"fa": {"distro": {}}}}),
    Case(
        rule="HOS303",
        name="in upper case",
        source={FEAT: _module(type="Feature")},
        expect=("feat/src/main/module.json5:4:13 HOS303 Feature is no module type",),
        official=(),
    ),
    Case(
        rule="HOS303",
        name="an HSP of no type",
        packages={"lib.hsp": _module(type="")},
        expect=('lib.hsp!module.json:1:375 HOS303 "" is no module type',),
        official=("10012022",),
    ),
    Case(
        rule="HOS303",
        name="the file suffix",
        packages={"a.hap": _module(type=["hap"])},
        expect=('a.hap!module.json:1:373 HOS303 ["hap"] is no module type',),
        official=(),
    ),
    Case(rule="HOS303", name="no type is another finding", packages={"entry.hap": {"remove": ["module.type"]}}),
    Case(rule="HOS303", name="each that there is", source={}),
    Case(
        rule="HOS303", name="a package of the FA model", packages={"a.hap": {"fa": {"distro": {"moduleType": "hap"}}}}
    ),
    Case(
        rule="HOS304",
        name="in an app",
        source={APP: {"app": {"bundleType": "app"}}},
        expect=("entry/src/main/module.json5:19:5 HOS304 entry has an atomicService block, but the bundleType is app",),
        official=("10013003",),
    ),
    Case(
        rule="HOS304",
        name="without a bundle type",
        packages={"entry.hap": {"remove": ["app.bundleType"], **_module(atomicService=None)}},
        expect=(
            "entry.hap!module.json:1:596 HOS304 entry has an atomicService block, but app.json5 has no bundleType",
        ),
        official=("10013003",),
    ),
    Case(
        rule="HOS304",
        name="no code when the app is packed",
        packages={"entry.hap": _bundle("app", atomicService={})},
        as_="app",
        expect=("entry.hap!module.json:1:618 HOS304 entry has an atomicService block, but the bundleType is app",),
        official=(),
    ),
    Case(rule="HOS304", name="in an atomic service", source={LIB: _module(atomicService={})}),
    Case(rule="HOS304", name="no block in an app", packages={"entry.hap": _bundle("app")}),
    Case(
        rule="HOS304",
        name="in a HAR",
        source={UTIL: _module(atomicService={})},
        expect=("util/src/main/module.json5:8:5 HOS304 util is a HAR, which has no atomicService block of its own",),
        official=(),
    ),
    Case(
        rule="HOS305",
        name="an entry without abilities",
        source={ENTRY: _module(abilities=[])},
        expect=(
            (
                "entry/src/main/module.json5:12:5 HOS305 entry is the entry of an atomic service and has no ability "
                "with a name"
            ),
        ),
        official=("10013006",),
    ),
    Case(
        rule="HOS305",
        name="an ability without a name",
        source={ENTRY: _module(abilities=[{}])},
        expect=(
            (
                "entry/src/main/module.json5:12:5 HOS305 entry is the entry of an atomic service and has no ability "
                "with a name"
            ),
        ),
    ),
    Case(rule="HOS305", name="the second has a name", source={ENTRY: _module(abilities=[{}, {"name": "A"}])}),
    Case(rule="HOS305", name="null is another finding", source={ENTRY: _module(abilities=None)}),
    Case(rule="HOS305", name="a list of texts is another finding", source={ENTRY: _module(abilities=["A"])}),
    Case(rule="HOS305", name="a feature without abilities", source={FEAT: _module(abilities=[])}),
    Case(rule="HOS305", name="the entry of an app", packages={"entry.hap": _bundle("app", abilities=[])}),
    Case(
        rule="HOS305",
        name="a package of the FA model",
        packages={"a.hap": {"fa": {"distro": {"moduleType": "entry", "moduleName": "a", "installationFree": True}}}},
    ),
    Case(
        rule="HOS306",
        name="an ability of the home screen",
        source={LIB: _module(abilities=[{"name": "A", "skills": [{}, HOME, OLD_HOME]}])},
        expect=(
            "lib/src/main/module.json5:15:11 HOS306 the ability A of the HSP lib is one of the home screen",
            "lib/src/main/module.json5:23:11 HOS306 the ability A of the HSP lib is one of the home screen",
        ),
        official=("10011002", "10011002"),
    ),
    Case(
        rule="HOS306",
        name="an extension ability of the home screen",
        source={LIB: _module(extensionAbilities=[{"name": "A", "skills": [HOME]}])},
        expect=("lib/src/main/module.json5:14:11 HOS306 the ability A of the HSP lib is one of the home screen",),
    ),
    Case(
        rule="HOS306",
        name="half of what makes the home screen",
        source={LIB: _module(abilities=[{"name": "A", "skills": NO_HOME}])},
    ),
    Case(
        rule="HOS306",
        name="an ability of the home screen in a HAP",
        source={FEAT: _module(abilities=[{"name": "A", "skills": [HOME]}])},
    ),
    Case(
        rule="HOS306",
        name="of equal names the last one counts",
        source={LIB: _module(abilities=[{"name": "A", "skills": [HOME]}, {"name": "A"}])},
    ),
    Case(
        rule="HOS306",
        name="skills of wrong types",
        source={LIB: _module(abilities=[{"name": "A", "skills": [7, ["x"]]}, {"name": "B", "skills": {}}])},
    ),
    Case(
        rule="HOS307",
        name="an ability and an extension ability",
        packages={"lib.hsp": _bundle("shared", abilities=[{"name": "A"}], extensionAbilities=[{"name": "B"}])},
        expect=(
            "lib.hsp!module.json:1:460 HOS307 the HSP lib of a bundle of type shared has abilities",
            "lib.hsp!module.json:1:490 HOS307 the HSP lib of a bundle of type shared has extensionAbilities",
        ),
        official=("10011002", "10011002"),
    ),
    Case(
        rule="HOS307",
        name="in an appService bundle",
        packages={"lib.hsp": _bundle("appService", extensionAbilities=[{"name": "B"}])},
        expect=("lib.hsp!module.json:1:464 HOS307 the HSP lib of a bundle of type appService has extensionAbilities",),
    ),
    Case(rule="HOS307", name="without a name", packages={"lib.hsp": _bundle("shared", abilities=[{}])}),
    Case(rule="HOS307", name="in an atomic service", packages={"lib.hsp": _module(abilities=[{"name": "A"}])}),
    Case(
        rule="HOS307",
        name="a module that is not shared",
        packages={"lib.hsp": _bundle("appService", type="feature", abilities=[{"name": "A"}])},
    ),
    Case(
        rule="HOS307", name="a HAP", packages={"a.hap": _bundle("appService", type="shared", abilities=[{"name": "A"}])}
    ),
    Case(
        rule="HOS308",
        name="a feature in an HSP",
        packages={"lib.hsp": _module(type="feature")},
        expect=("lib.hsp!module.json:1:375 HOS308 lib is packed as an HSP, and its type is feature, not shared",),
        official=("10012022",),
    ),
    Case(
        rule="HOS308",
        name="a skill in a HAP",
        packages={"a.hap": _bundle("skill", type="skill")},
        expect=("a.hap!module.json:1:365 HOS308 a is a skill, which is packed as an HSP, not as a HAP",),
        official=("10011001",),
    ),
    Case(
        rule="HOS308",
        name="a shared module in a HAP",
        packages={"a.hap": _module(type="shared")},
        expect=("a.hap!module.json:1:373 HOS308 a is packed as a HAP, and its type is shared",),
        official=(),
    ),
    Case(rule="HOS308", name="a skill in an HSP", packages={"a.hsp": _bundle("skill", type="skill")}),
    Case(rule="HOS308", name="a shared module in an HSP", packages={"a.hsp": {}}),
    Case(
        rule="HOS308",
        name="a feature in a shared bundle is another finding",
        packages={"lib.hsp": _bundle("shared", type="feature")},
    ),
    Case(rule="HOS308", name="a feature in a HAP", packages={"a.hap": {}}),
    Case(
        rule="HOS308",
        name="a type that there is not is another finding",
        packages={"a.hsp": _module(type="hsp"), "a.hap": _module(type="x")},
    ),
    Case(
        rule="HOS309",
        name="a hyphen",
        source={FEAT: _module(name="my-feat")},
        expect=(
            (
                "feat/src/main/module.json5:3:13 HOS309 my-feat is no module name: it is a letter, and then letters, "
                "digits, _ and ."
            ),
        ),
        official=(),
    ),
    Case(
        rule="HOS309",
        name="a digit first",
        packages={"entry.hap": _module(name="2nd")},
        expect=(
            (
                "entry.hap!module.json:1:360 HOS309 2nd is no module name: it is a letter, and then letters, digits, "
                "_ and ."
            ),
        ),
    ),
    Case(
        rule="HOS309",
        name="129 letters",
        packages={"entry.hap": _module(name="n" * 129)},
        expect=("entry.hap!module.json:1:360 HOS309 the module name has 129 characters, and may have 128",),
    ),
    Case(rule="HOS309", name="128 letters", packages={"entry.hap": _module(name="n" * 128)}),
    Case(rule="HOS309", name="digits and dots and underscores", packages={"entry.hap": _module(name="my.feat_2")}),
    Case(rule="HOS309", name="an empty name is another finding", packages={"entry.hap": _module(name="")}),
    Case(rule="HOS309", name="null is another finding", packages={"entry.hap": _module(name=None)}),
]
