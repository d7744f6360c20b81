"""Cases of the rules on projects: build profiles, module folders and package files that fit together."""

from __future__ import annotations

from plugins.harmony.cases import Case, Json

APP = "AppScope/app.json5"
PROFILE = "build-profile.json5"
ENTRY = "entry/src/main/module.json5"
OWN = "entry/build-profile.json5"
OHPM = "entry/oh-package.json5"
HVIGOR = "entry/hvigorfile.ts"
STORE = "entry/src/main/ets/Store.ets"


def _modules(*listed: Json) -> Json:
    """The sample's modules, with further ones or others in their place."""
    every = {name: {"name": name, "srcPath": f"./{name}"} for name in ("entry", "feat", "lib", "util")}
    for one in listed:
        every[str(one.get("name"))] = one
    return {"modules": list(every.values())}


def _targets(*targets: Json, products: tuple[Json, ...] = ({"name": "default"},)) -> Json:
    """The profile with these targets of the entry, and with these products."""
    entry = {"name": "entry", "srcPath": "./entry", "targets": list(targets)}
    return {"app": {"products": list(products)}, **_modules(entry)}


def _for(*devices: str) -> Json:
    return {"config": {"deviceType": list(devices)}}


def _code(line: str) -> Json:
    return {"text": f"const a = 1;\n{line}\n"}


_WIDE = "{ module: { deviceTypes: ['phone', 'tablet'] } }"

CASES = [
    # Folders.
    Case(
        rule="HOS801",
        name="a module that is not there",
        source={PROFILE: _modules({"name": "gone", "srcPath": "./gone"})},
        expect=(f"{PROFILE}:39:18 HOS801 the module gone has no gone/src/main/module.json5",),
    ),
    Case(rule="HOS801", name="no app json5 and no build profile", source={APP: None, PROFILE: None}),
    Case(
        rule="HOS801",
        name="no app json5",
        source={APP: None},
        expect=(f"{APP} HOS801 the project has no AppScope/app.json5",),
    ),
    Case(
        rule="HOS801",
        name="no build profile",
        source={PROFILE: None},
        expect=(f"{PROFILE} HOS801 the project has no build-profile.json5",),
    ),
    Case(
        rule="HOS801",
        name="no path",
        source={PROFILE: _modules({"name": "a"}, {"name": "b", "srcPath": ""}, {"srcPath": None})},
        expect=(
            f"{PROFILE}:37:5 HOS801 the module a has no srcPath",
            f"{PROFILE}:42:18 HOS801 the module b has no srcPath",
            f"{PROFILE}:45:18 HOS801 the module 6 has no srcPath",
        ),
    ),
    Case(
        rule="HOS801",
        name="paths of another type are said by the rule on types",
        source={PROFILE: _modules({"name": "a", "srcPath": 5}, {"name": "entry", "srcPath": "entry"})},
    ),
    Case(
        rule="HOS801",
        name="outside",
        source={
            PROFILE: _modules(
                {"name": "a", "srcPath": "../a"}, {"name": "b", "srcPath": "/b"}, {"name": "c", "srcPath": ".."}
            )
        },
        expect=(
            f"{PROFILE}:39:18 HOS801 the module a lies outside what is checked here, and is not judged: ../a",
            f"{PROFILE}:43:18 HOS801 the module b lies outside what is checked here, and is not judged: /b",
            f"{PROFILE}:47:18 HOS801 the module c lies outside what is checked here, and is not judged: ..",
        ),
    ),
    Case(
        rule="HOS801",
        name="the same folder twice",
        source={PROFILE: _modules({"name": "again", "srcPath": "./feat/../entry/"})},
        expect=(f"{PROFILE}:39:18 HOS801 entry is listed as a module twice",),
    ),
    Case(
        rule="HOS801",
        name="the FA model",
        source={APP: None, ENTRY: None, "entry/src/main/config.json": "{}"},
        expect=(
            (
                f"{PROFILE}:20:14 HOS801 the project is of the FA model (config.json): "
                "only its built packages are judged"
            ),
        ),
    ),
    Case(
        rule="HOS801",
        name="items of another type",
        source={PROFILE: {"raw": "{ app: {}, modules: [5, null, 'entry', { name: 'entry', srcPath: '.\\\\entry' }] }"}},
    ),
    Case(
        rule="HOS801",
        name="modules of another type",
        source={PROFILE: {"raw": "{ app: {}, modules: { entry: './entry' } }"}},
    ),
    # Names.
    Case(
        rule="HOS802",
        name="another name",
        source={PROFILE: {"modules": [{"name": "main", "srcPath": "./entry"}]}},
        expect=(f"{PROFILE}:22:15 HOS802 listed as main, and named entry in its module.json5",),
    ),
    Case(
        rule="HOS802",
        name="no name",
        source={
            PROFILE: {"modules": [{"srcPath": "./entry"}, {"name": "feat", "srcPath": "./feat"}]},
            "feat/src/main/module.json5": "{ module: { name: 5 } }",
        },
    ),
    Case(
        rule="HOS802",
        name="a module that cannot be read",
        source={PROFILE: _modules({"name": "other", "srcPath": "./gone"})},
    ),
    # Products and targets.
    Case(
        rule="HOS803",
        name="a misspelt product",
        source={PROFILE: _targets({"name": "default", "applyToProducts": ["defualt", 5]})},
        expect=(
            f"{PROFILE}:26:13 HOS803 the target default of entry applies to defualt, which is no product",
            f"{PROFILE}:27:13 HOS803 the target default of entry applies to 5, which is no product",
        ),
    ),
    Case(
        rule="HOS803",
        name="no product named default",
        source={PROFILE: {"app": {"products": [{"name": "release"}]}, **_modules()}},
        expect=(f"{PROFILE}:4:17 HOS803 there is no product named default",),
    ),
    Case(
        rule="HOS803",
        name="an unknown signing configuration",
        source={
            PROFILE: {
                "app": {
                    "signingConfigs": [{"name": "debug"}, 5],
                    "products": [
                        {"name": "default", "signingConfig": "release"},
                        {"name": "a", "signingConfig": "debug"},
                        {"name": "b", "signingConfig": ""},
                        {"name": "c", "signingConfig": 5},
                    ],
                },
                **_modules(),
            }
        },
        expect=(f"{PROFILE}:12:26 HOS803 the product default is signed by release, which is no signing configuration",),
    ),
    Case(
        rule="HOS803",
        name="no signing configuration at all",
        source={PROFILE: {"app": {"products": [{"name": "default", "signingConfig": "default"}]}}},
    ),
    Case(
        rule="HOS803",
        name="a target that the module does not have",
        source={PROFILE: _targets({"name": "default"}, {"name": "free"})},
        expect=(
            f"{PROFILE}:27:19 HOS803 entry lists the target free, which its own build-profile.json5 does not have",
        ),
    ),
    Case(
        rule="HOS803",
        name="a module without a profile of its own",
        source={PROFILE: _targets({"name": "free"}), OWN: None},
    ),
    Case(
        rule="HOS803",
        name="two targets for the same devices",
        source={
            PROFILE: _targets({"name": "default"}, {"name": "free"}),
            OWN: {"targets": [{"name": "default"}, {"name": "free"}]},
        },
        expect=(
            f"{PROFILE}:22:18 HOS803 the targets default and free of entry both go into default for the same devices",
        ),
    ),
    Case(
        rule="HOS803",
        name="two targets for different devices",
        source={
            ENTRY: _WIDE,
            PROFILE: _targets({"name": "default"}, {"name": "wide"}),
            OWN: {"targets": [{"name": "default", **_for("phone")}, {"name": "wide", **_for("tablet")}]},
        },
    ),
    Case(
        rule="HOS803",
        name="two targets with filters that never meet",
        source={
            PROFILE: _targets({"name": "default"}, {"name": "round"}),
            OWN: {
                "targets": [
                    {
                        "name": "default",
                        "config": {"distroFilter": {"screenShape": {"policy": "exclude", "value": ["circle"]}}},
                    },
                    {
                        "name": "round",
                        "config": {"distributionFilter": {"screenShape": {"policy": "include", "value": ["circle"]}}},
                    },
                ]
            },
        },
    ),
    Case(
        rule="HOS803",
        name="two targets of a har",
        source={
            PROFILE: _modules({"name": "util", "srcPath": "./util", "targets": [{"name": "default"}, {"name": "b"}]}),
            "util/build-profile.json5": {"targets": [{"name": "default"}, {"name": "b"}]},
        },
    ),
    Case(
        rule="HOS803",
        name="a product without anything",
        source={PROFILE: {"app": {"products": [{"name": "default"}, {"name": "pro"}]}}},
        expect=(f"{PROFILE}:9:17 HOS803 no target of any module goes into the product pro",),
    ),
    Case(
        rule="HOS803",
        name="products and targets that fit",
        source={
            PROFILE: _targets(
                {"name": "default", "applyToProducts": ["default"]},
                {"name": "pro", "applyToProducts": ["pro"]},
                {"name": "ohosTest", "applyToProducts": ["default"]},
                products=({"name": "default"}, {"name": "pro"}),
            ),
            OWN: {"targets": [{"name": "pro"}, {"name": "ohosTest"}]},
        },
    ),
    Case(
        rule="HOS803",
        name="odd types",
        source={
            PROFILE: _targets(
                {"name": 5},
                {"name": "default", "applyToProducts": "default"},
                products=({"name": "default"}, {"name": 7}),
            ),
            OWN: {"targets": "x"},
        },
    ),
    Case(
        rule="HOS803",
        name="targets of another type",
        source={PROFILE: _modules({"name": "entry", "srcPath": "./entry", "targets": {"name": "x"}})},
    ),
    Case(
        rule="HOS803",
        name="no modules",
        source={PROFILE: {"raw": "{ app: { products: [{ name: 'default' }] }, modules: [] }"}},
    ),
    # Devices of targets.
    Case(
        rule="HOS804",
        name="more devices than the module has",
        source={OWN: {"targets": [{"name": "default", **_for("phone", "tv")}, {"name": "wide", **_for("tablet")}]}},
        expect=(
            f"{OWN}:9:11 HOS804 the target default of entry ships for tv, which its module.json5 does not list",
            f"{OWN}:17:11 HOS804 the target wide of entry ships for tablet, which its module.json5 does not list",
        ),
    ),
    Case(
        rule="HOS804",
        name="fewer devices",
        source={ENTRY: _WIDE, OWN: {"targets": [{"name": "default", **_for("phone")}]}},
    ),
    Case(
        rule="HOS804",
        name="odd types",
        source={OWN: {"targets": [5, {"name": "a", "config": 5}, {"name": "b", "config": {"deviceType": "tv"}}]}},
    ),
    Case(
        rule="HOS804",
        name="no devices to compare with",
        source={ENTRY: "{ module: { deviceTypes: 'tv' } }", OWN: {"targets": [{"name": "default", **_for("tablet")}]}},
    ),
    # Paths of dependencies.
    Case(
        rule="HOS805",
        name="a folder that is not there",
        source={OHPM: '{ dependencies: { a: "file:../nowhere" }, dynamicDependencies: { b: "./b" } }'},
        expect=(
            f"{OHPM}:6:10 HOS805 a leads to nowhere, where there is no oh-package.json5",
            f"{OHPM}:9:10 HOS805 b leads to entry/b, where there is no oh-package.json5",
        ),
    ),
    Case(
        rule="HOS805",
        name="types of a native library",
        source={OHPM: '{ dependencies: { "liba.so": "file:./src/main/cpp/types/liba" } }'},
        expect=(
            (
                f"{OHPM}:6:16 HOS805 liba.so leads to entry/src/main/cpp/types/liba, "
                "where there is no oh-package.json5 unless the native build makes it"
            ),
        ),
    ),
    Case(
        rule="HOS805",
        name="itself",
        source={
            OHPM: '{ dependencies: { me: "file:../entry" } }',
            "util/oh-package.json5": '{ dependencies: { me: "./" } }',
        },
        expect=("util/oh-package.json5:5:11 HOS805 me leads back to its own module",),
    ),
    Case(
        rule="HOS805",
        name="an HSP that is not listed",
        source={
            OHPM: '{ dependencies: { more: "file:../more" } }',
            "more/oh-package.json5": "{}",
            "more/src/main/module.json5": "{ module: { name: 'more', type: 'shared' } }",
        },
        expect=(f"{OHPM}:6:13 HOS805 more leads to more, which build-profile.json5 does not list as a module",),
    ),
    Case(
        rule="HOS805",
        name="a HAR that is not listed",
        source={
            OHPM: '{ dependencies: { more: "file:../more" } }',
            "more/oh-package.json5": "{}",
            "more/src/main/module.json5": "{ module: { name: 'more', type: 'har' } }",
        },
        expect=(f"{OHPM}:6:13 HOS805 more leads to more, which build-profile.json5 does not list as a module",),
    ),
    Case(
        rule="HOS805",
        name="what is fine",
        source={
            OHPM: '{ dependencies: { lib: "file:../lib", types: "./types", outside: "../../x", version: "^1.0.0", '
            'har: "file:./libs/x.har", number: 5, tag: "tag:beta" }, devDependencies: { a: "file:../a" } }',
            "entry/types/oh-package.json5": "{}",
        },
    ),
    Case(rule="HOS805", name="dependencies of another type", source={OHPM: "{ dependencies: ['file:../nowhere'] }"}),
    # Tasks of hvigor.
    Case(
        rule="HOS806",
        name="tasks of another type",
        source={
            HVIGOR: {
                "text": "// was hapTasks\nimport { harTasks, hspTasks } from '@ohos/hvigor-ohos-plugin';\n/* hapTasks */"
            }
        },
        expect=(
            f"{HVIGOR}:2:10 HOS806 entry is of type entry, and its hvigorfile.ts uses harTasks, hspTasks, not hapTasks",
        ),
    ),
    Case(
        rule="HOS806",
        name="two slashes in a string begin no comment",
        source={HVIGOR: {"text": "const site = 'https://example.com'; export default { system: harTasks };"}},
        expect=(f"{HVIGOR}:1:62 HOS806 entry is of type entry, and its hvigorfile.ts uses harTasks, not hapTasks",),
    ),
    Case(
        rule="HOS806",
        name="tasks of the type",
        source={HVIGOR: {"text": "import { hapTasks, harTasks } from '@ohos/hvigor-ohos-plugin';"}},
    ),
    Case(rule="HOS806", name="none of the tasks", source={HVIGOR: {"text": "export default { system: myhapTasks2 };"}}),
    Case(rule="HOS806", name="no hvigorfile", source={HVIGOR: None}),
    Case(
        rule="HOS806", name="an unknown type", source={ENTRY: "{ module: { type: 'x' } }", HVIGOR: {"text": "harTasks"}}
    ),
    # The cache.
    Case(
        rule="HOS807",
        name="a database and a token",
        source={
            STORE: _code("const path = context.cacheDir + '/token.db';"),
            "entry/src/main/ets/a/b/More.ts": _code("  save(this.context.cacheDir, 'userPreferences');"),
        },
        expect=(
            f"{STORE}:2:22 HOS807 token.db is kept in the cache directory",
            "entry/src/main/ets/a/b/More.ts:2:21 HOS807 userPreferences is kept in the cache directory",
        ),
    ),
    Case(
        rule="HOS807",
        name="a product that is an atomic service",
        source={
            APP: "{ app: { bundleType: 'app' } }",
            PROFILE: {"app": {"products": [{"name": "default"}, 5, {"name": "as", "bundleType": "atomicService"}]}},
            STORE: _code("let p = cacheDir + '/a.db'"),
        },
        expect=(f"{STORE}:2:9 HOS807 a.db is kept in the cache directory",),
    ),
    Case(
        rule="HOS807",
        name="an app",
        source={APP: "{ app: { bundleType: 'app' } }", STORE: _code("let p = cacheDir + '/a.db'")},
    ),
    Case(
        rule="HOS807",
        name="what may be in the cache",
        source={
            STORE: _code(
                "// cacheDir + '/token.db'\n * cacheDir password\nlet a = cacheDir + '/tokenizer.bin';\nlet b = [c.cacheDir, c.databaseDir, c.preferencesDir];\nlet d = filesDir + '/a.db';"
            ),
            "entry/src/main/ets/a.json": _code("cacheDir + '/a.db'"),
        },
    ),
    Case(rule="HOS807", name="lines that do not name it", source={STORE: _code("let a = cacheDir;\nlet t = token;")}),
]
