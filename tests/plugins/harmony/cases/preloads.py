"""Cases of the rules on preloads."""

from __future__ import annotations

from plugins.harmony.cases import Case, Json

APP = "AppScope/app.json5"
ENTRY = "entry/src/main/module.json5"
FEAT = "feat/src/main/module.json5"
LIB = "lib/src/main/module.json5"
UTIL = "util/src/main/module.json5"
TARGETS = "entry/build-profile.json5"
NO_SERVICE: Json = {"app": {"bundleType": "app"}}


def _list(*names: str | None) -> list[Json]:
    return [{} if name is None else {"moduleName": name} for name in names]


def _preloads(*names: str | None, **module: object) -> Json:
    return {"module": {"atomicService": {"preloads": _list(*names)}, **module}}


CASES = [
    Case(
        rule="HOS201",
        name="the same module twice",
        source={ENTRY: _preloads("feat", "lib", "feat")},
        expect=("entry/src/main/module.json5:27:9 HOS201 entry preloads feat twice",),
        official=("10016011",),
    ),
    Case(rule="HOS201", name="two modules once each", source={ENTRY: _preloads("feat", "lib")}),
    Case(
        rule="HOS201",
        name="twice in an app that is no atomic service",
        source={APP: NO_SERVICE, ENTRY: _preloads("feat", "feat")},
    ),
    Case(
        rule="HOS201",
        name="twice in a target",
        source={
            TARGETS: {"targets": [{"name": "default", "config": _preloads("feat", "feat")["module"]}]},
        },
        expect=("entry/build-profile.json5:12:13 HOS201 entry preloads feat twice",),
    ),
    Case(
        rule="HOS201",
        name="no code where there are no device types",
        packages={"entry.hap": _preloads("a", "a", deviceTypes=[]), "a.hsp": {}},
        expect=("entry.hap!module.json:1:672 HOS201 entry preloads a twice",),
        official=(),
    ),
    Case(rule="HOS201", name="without names", source={ENTRY: _preloads(None, None, "", "")}),
    Case(
        rule="HOS202",
        name="itself",
        source={FEAT: _preloads("feat")},
        expect=("feat/src/main/module.json5:13:25 HOS202 feat preloads itself",),
        official=("10016011",),
    ),
    Case(
        rule="HOS202",
        name="itself twice is one mistake of each kind",
        source={FEAT: _preloads("feat", "feat")},
        expect=("feat/src/main/module.json5:13:25 HOS202 feat preloads itself",),
    ),
    Case(rule="HOS202", name="another", source={FEAT: _preloads("lib")}),
    Case(
        rule="HOS202",
        name="itself in an app that is no atomic service",
        source={APP: NO_SERVICE, FEAT: _preloads("feat")},
    ),
    Case(rule="HOS202", name="nothing in a module without a name", source={FEAT: _preloads("", name="")}),
    Case(
        rule="HOS203",
        name="no such module",
        source={ENTRY: _preloads("Feat")},
        expect=(
            "entry/src/main/module.json5:22:25 HOS203 entry preloads Feat, but this app has no module of that name",
        ),
        official=("10016011", "AGC 6"),
    ),
    Case(
        rule="HOS203",
        name="no such module twice",
        source={ENTRY: _preloads("nope", "nope")},
        expect=(
            "entry/src/main/module.json5:22:25 HOS203 entry preloads nope, but this app has no module of that name",
        ),
    ),
    Case(
        rule="HOS203",
        name="not on one of the device types",
        source={ENTRY: _preloads("feat", deviceTypes=["phone", "tablet"])},
        expect=("entry/src/main/module.json5:23:25 HOS203 entry preloads feat, which does not ship for tablet",),
        official=("10016011", "AGC 6"),
    ),
    Case(
        rule="HOS203",
        name="more device types than needed",
        source={ENTRY: _preloads("feat"), FEAT: {"module": {"deviceTypes": ["phone", "tablet"]}}},
    ),
    Case(
        rule="HOS203",
        name="without a name",
        source={ENTRY: _preloads(None)},
        expect=("entry/src/main/module.json5:21:9 HOS203 entry has a preload without moduleName",),
        official=("10016011", "AGC 6"),
    ),
    Case(
        rule="HOS203",
        name="without a name in a lone package",
        packages={"entry.hap": _preloads("")},
        expect=("entry.hap!module.json:1:658 HOS203 entry has a preload without moduleName",),
        official=("AGC 6",),
    ),
    Case(rule="HOS203", name="a lone package whose app is not here", packages={"entry.hap": _preloads("feat")}),
    Case(rule="HOS203", name="a HAR has a rule of its own", source={ENTRY: _preloads("util")}),
    Case(rule="HOS203", name="itself has a rule of its own", source={FEAT: _preloads("feat")}),
    Case(
        rule="HOS203",
        name="no such module from a module without device types",
        source={LIB: _preloads("nope", deviceTypes=[])},
        expect=("lib/src/main/module.json5:11:25 HOS203 lib preloads nope, but this app has no module of that name",),
        official=("AGC 6",),
    ),
    Case(
        rule="HOS203",
        name="in a target that ships for more devices",
        source={
            ENTRY: {"module": {"deviceTypes": ["phone", "tablet"]}},
            TARGETS: {
                "targets": [{"name": "default", "config": {"deviceType": ["tablet"], **_preloads("feat")["module"]}}]
            },
        },
        expect=("entry/build-profile.json5:13:29 HOS203 entry preloads feat, which does not ship for tablet",),
    ),
    Case(
        rule="HOS204",
        name="the entry",
        source={FEAT: _preloads("entry")},
        expect=("feat/src/main/module.json5:13:25 HOS204 feat preloads entry, which is the entry",),
        official=("10016011",),
    ),
    Case(rule="HOS204", name="a feature and an HSP", source={ENTRY: _preloads("feat", "lib")}),
    Case(rule="HOS204", name="the entry preloads itself", source={ENTRY: _preloads("entry")}),
    Case(
        rule="HOS204",
        name="the entry that ships for other devices",
        packages={
            "entry.hap": {"module": {"deviceTypes": ["tablet"]}},
            "feat.hap": _preloads("entry"),
        },
    ),
    Case(
        rule="HOS204",
        name="of several modules of one name the last counts",
        packages={
            "entry.hap": {"module": {"name": "lib"}},
            "feat.hap": _preloads("lib"),
            "lib.hsp": {},
        },
    ),
    Case(
        rule="HOS205",
        name="a HAR",
        source={ENTRY: _preloads("util", "lib")},
        expect=("entry/src/main/module.json5:22:25 HOS205 entry preloads util, which is a HAR",),
        official=("10016011",),
    ),
    Case(
        rule="HOS205",
        name="a HAR that is packed as a HAP",
        packages={"entry.hap": _preloads("util"), "util.hap": {"module": {"type": "har"}}},
        expect=("entry.hap!module.json:1:673 HOS205 entry preloads util, which is a HAR",),
    ),
    Case(rule="HOS205", name="an HSP", source={ENTRY: _preloads("lib")}),
    Case(
        rule="HOS205",
        name="a module whose type is misspelt",
        source={ENTRY: _preloads("lib"), LIB: {"module": {"type": "Shared"}}},
    ),
    Case(
        rule="HOS206",
        name="block in lower case",
        source={ENTRY: {"module": {"atomicservice": {"preloads": _list("lib")}}}},
        expect=("entry/src/main/module.json5:26:5 HOS206 atomicservice has no effect: did you mean atomicService?",),
        official=(),
    ),
    Case(
        rule="HOS206",
        name="list in the singular and in upper case",
        source={ENTRY: {"module": {"atomicService": {"preload": [], "preLoads": []}}}},
        expect=(
            "entry/src/main/module.json5:25:7 HOS206 preload has no effect: did you mean preloads?",
            "entry/src/main/module.json5:26:7 HOS206 preLoads has no effect: did you mean preloads?",
        ),
    ),
    Case(
        rule="HOS206",
        name="list outside the block",
        source={ENTRY: {"module": {"preloads": _list("lib")}}},
        expect=(
            "entry/src/main/module.json5:26:5 HOS206 preloads has no effect here: it belongs into module.atomicService",
        ),
    ),
    Case(
        rule="HOS206",
        name="both in app.json5",
        source={APP: {"app": {"preloads": [], "atomicService": {"preloads": []}}}},
        expect=(
            "AppScope/app.json5:10:5 HOS206 preloads has no effect here: it belongs into module.atomicService",
            "AppScope/app.json5:11:5 HOS206 atomicService has no effect here: it belongs into module",
        ),
    ),
    Case(
        rule="HOS206",
        name="at the top of module.json",
        packages={"entry.hap": {"raw": '{"app": {"bundleType": "atomicService"}, "module": {}, "preloads": []}'}},
        expect=("entry.hap!module.json:1:56 HOS206 preloads has no effect here: it belongs into module.atomicService",),
    ),
    Case(rule="HOS206", name="where it belongs", source={ENTRY: _preloads("lib")}),
    Case(
        rule="HOS206",
        name="a block that is no object",
        source={ENTRY: {"module": {"atomicService": ["preload"]}}},
    ),
    Case(
        rule="HOS206",
        name="in an app that is no atomic service",
        source={APP: NO_SERVICE, ENTRY: {"module": {"preload": True}}},
    ),
]
