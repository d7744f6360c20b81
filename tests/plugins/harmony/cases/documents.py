"""Cases of the rules on JSON documents."""

from __future__ import annotations

from plugins.harmony.cases import Case

APP = "AppScope/app.json5"
PROFILE = "build-profile.json5"
ENTRY = "entry/src/main/module.json5"
OWN_PROFILE = "entry/build-profile.json5"
OHPM = "entry/oh-package.json5"


CASES = [
    Case(
        rule="HOS611",
        name="an object that is not closed",
        source={ENTRY: {"raw": '{\n  "module": {\n    "name": "a"\n'}},
        expect=(f"{ENTRY}:2:13 HOS611 the object is not closed; add the }} that belongs to it",),
    ),
    Case(
        rule="HOS611",
        name="no comma",
        source={PROFILE: {"raw": "{ app: {} modules: [] }"}},
        expect=(f"{PROFILE}:1:10 HOS611 comma missing between two members; write a comma",),
    ),
    Case(
        rule="HOS611",
        name="an empty file",
        source={OHPM: {"raw": ""}},
        expect=(f"{OHPM}:1:1 HOS611 the file is empty; write a value, such as {{}}",),
    ),
    Case(
        rule="HOS611",
        name="another encoding",
        source={APP: {"raw": "{ app: { vendor: '中' } }".encode("gbk")}},
        expect=(f"{APP}:1:19 HOS611 byte 18 (0xD6) is not UTF-8; the file looks like GBK; save it as UTF-8",),
    ),
    Case(
        rule="HOS611",
        name="a list at the top",
        source={APP: {"raw": "[]"}},
        expect=(f"{APP}:1:1 HOS611 the top level must be an object",),
    ),
    Case(
        rule="HOS611",
        name="null at the top",
        source={OHPM: {"raw": "null"}},
        expect=(f"{OHPM}:1:1 HOS611 the top level must be an object",),
    ),
    Case(
        rule="HOS611",
        name="nothing in it",
        source={APP: {"raw": "{}"}, ENTRY: {"raw": "{ modul: {} }"}},
        expect=(f"{APP}:1:1 HOS611 app is missing, which is what the file is for",),
    ),
    Case(
        rule="HOS611",
        name="null in it",
        source={ENTRY: {"raw": "{ module: null }"}},
        expect=(f"{ENTRY}:1:3 HOS611 module is missing, which is what the file is for",),
    ),
    Case(
        rule="HOS611",
        name="a build profile without modules",
        source={PROFILE: {"raw": "{ app: {} }"}},
        expect=(f"{PROFILE}:1:1 HOS611 modules is missing, which is what the file is for",),
    ),
    Case(rule="HOS611", name="sections of another type", source={ENTRY: {"raw": "{ module: [] }"}}),
    Case(rule="HOS611", name="packages", packages={"entry.hap": "{ raw: '[' }"}),
    Case(rule="HOS611", name="empty documents that may be", source={OHPM: {"raw": "{}"}, OWN_PROFILE: {"raw": "{}"}}),
    Case(
        rule="HOS612",
        name="the same key with two values",
        source={ENTRY: {"raw": '{\n  module: { name: "entry", type: "entry", name: "main" }\n}'}},
        expect=(f"{ENTRY}:2:43 HOS612 the key name is there twice, and the last value counts",),
    ),
    Case(
        rule="HOS612",
        name="three times",
        source={OHPM: {"raw": '{ name: "a", name: "b", "name": "c" }'}},
        expect=(
            f"{OHPM}:1:14 HOS612 the key name is there twice, and the last value counts",
            f"{OHPM}:1:25 HOS612 the key name is there twice, and the last value counts",
        ),
    ),
    Case(
        rule="HOS612",
        name="in a list and with an escape",
        source={PROFILE: {"raw": '{ app: {}, modules: [{ name: "a", "n\\u0061me": "a" }] }'}},
        expect=(f"{PROFILE}:1:35 HOS612 the key name is there twice, and the last value counts",),
    ),
    Case(
        rule="HOS612",
        name="in a package",
        packages={"entry.hap": '{ raw: \'{"app":{},"module":{"name":"a","name":"b"}}\' }'},
        expect=("entry.hap!module.json:1:32 HOS612 the key name is there twice, and the last value counts",),
    ),
    Case(
        rule="HOS612",
        name="the same key in two objects",
        source={ENTRY: {"raw": '{ module: { name: "entry", metadata: [{ name: "a" }, { name: "a" }], Name: 1 } }'}},
    ),
    Case(rule="HOS612", name="a file that does not parse", source={OHPM: {"raw": "{ name: 1, name: 2"}}),
    Case(
        rule="HOS613",
        name="texts for a boolean and an integer",
        source={
            ENTRY: '{ module: { installationFree: "TRUE", deliveryWithInstall: "no" } }',
            APP: '{ app: { minCompatibleVersionCode: "12", versionCode: "1,000" } }',
        },
        expect=(
            f"{APP}:6:20 HOS613 versionCode must be an integer, and is a string",
            f"{APP}:10:33 HOS613 minCompatibleVersionCode must be an integer, and is a string",
            f"{ENTRY}:8:28 HOS613 deliveryWithInstall must be a boolean, and is a string",
            f"{ENTRY}:9:25 HOS613 installationFree must be a boolean, and is a string",
        ),
    ),
    Case(
        rule="HOS613",
        name="other types",
        source={
            ENTRY: "{ module: { name: 5, pages: {}, requestPermissions: [[]], metadata: [{ name: true }], "
            "abilities: [{ name: 'A', launchType: [], skills: [{ domainVerify: 1.5 }] }] } }"
        },
        expect=(
            f"{ENTRY}:3:13 HOS613 name must be a string, and is a number",
            f"{ENTRY}:11:14 HOS613 pages must be a string, and is an object",
            f"{ENTRY}:15:23 HOS613 launchType must be a string, and is an array",
            f"{ENTRY}:18:29 HOS613 domainVerify must be a boolean, and is a number",
            f"{ENTRY}:35:17 HOS613 name must be a string, and is a boolean",
        ),
    ),
    Case(
        rule="HOS613",
        name="in the other documents",
        source={
            APP: "{ app: { versionName: 1.0, multiAppMode: { maxCount: 1.5 }, label: null } }",
            PROFILE: "{ app: { products: { default: {} } } }",
            OWN_PROFILE: "{ targets: [{ name: 'default', config: { deviceType: 'phone' } }] }",
            OHPM: "{ dependencies: [] }",
        },
        expect=(
            f"{APP}:7:20 HOS613 versionName must be a string, and is a number",
            f"{APP}:11:19 HOS613 maxCount must be an integer, and is a number",
            f"{PROFILE}:4:17 HOS613 products must be an array, and is an object",
            f"{OWN_PROFILE}:7:23 HOS613 deviceType must be an array, and is a string",
            f"{OHPM}:4:19 HOS613 dependencies must be an object, and is an array",
        ),
    ),
    Case(
        rule="HOS613",
        name="whole sections",
        source={ENTRY: {"raw": "{ module: [] }"}, APP: {"raw": "{ app: 'x' }"}},
        expect=(
            f"{APP}:1:8 HOS613 app must be an object, and is a string",
            f"{ENTRY}:1:11 HOS613 module must be an object, and is an array",
        ),
    ),
    Case(
        rule="HOS613",
        name="what the packing tool dies of is said by another rule",
        source={
            ENTRY: "{ module: { deviceTypes: 'phone', installationFree: 'yes', "
            "atomicService: { preloads: ['feat'] } } }",
            APP: "{ app: { versionCode: 'abc' } }",
        },
    ),
    Case(
        rule="HOS613",
        name="a ratio with a fraction and null",
        source={
            ENTRY: "{ module: { description: null, abilities: [{ name: 'A', minWindowRatio: 0.5 }], newKey: {} } }"
        },
    ),
    Case(
        rule="HOS613",
        name="in a package",
        packages={"entry.hap": "{ module: { virtualMachine: 3 } }"},
        expect=("entry.hap!module.json:1:645 HOS613 virtualMachine must be a string, and is a number",),
    ),
    Case(rule="HOS613", name="an app file without the section", source={APP: {"raw": "{ ap: 'x' }"}}),
    Case(
        rule="HOS614",
        name="keys with a letter too few and in another case",
        source={
            ENTRY: "{ module: { deliverWithInstall: true, installationfree: true, "
            "abilities: [{ name: 'EntryAbility', skills: [{ action: [] }] }] } }"
        },
        expect=(
            f"{ENTRY}:17:13 HOS614 unknown key action: did you mean actions?",
            f"{ENTRY}:29:5 HOS614 unknown key deliverWithInstall: did you mean deliveryWithInstall?",
            f"{ENTRY}:30:5 HOS614 unknown key installationfree: did you mean installationFree?",
        ),
    ),
    Case(
        rule="HOS614",
        name="in the other documents",
        source={
            APP: "{ app: { versioncode: 1 } }",
            PROFILE: "{ modules: [{ name: 'entry', srcpath: './entry', srcPath: './entry' }] }",
            OHPM: "{ dependancies: {} }",
        },
        expect=(
            f"{APP}:10:5 HOS614 unknown key versioncode: did you mean versionCode?",
            f"{PROFILE}:23:7 HOS614 unknown key srcpath: did you mean srcPath?",
            f"{OHPM}:7:3 HOS614 unknown key dependancies: did you mean dependencies?",
        ),
    ),
    Case(
        rule="HOS614",
        name="unknown keys near to nothing and those of the rule on preloads",
        source={ENTRY: "{ module: { colour: 1, atomicservice: {}, preload: [] } }", APP: "{ app: { x: 1 } }"},
    ),
    Case(
        rule="HOS614", name="built by a newer tool", packages={"entry.hap": "{ module: { deliverWithInstall: true } }"}
    ),
    Case(
        rule="HOS614",
        name="items and keys of free objects",
        source={OHPM: "{ dependencies: { versio: '1.0.0' }, keywords: ['naame'] }"},
    ),
    Case(
        rule="HOS615",
        name="single quotes",
        packages={"entry.hap": {"raw": "{'app':{},'module':{}}"}},
        expect=(
            (
                "entry.hap!module.json:1:1 HOS615 this is no strict JSON: "
                "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
            ),
        ),
    ),
    Case(
        rule="HOS615",
        name="a byte order mark",
        packages={"entry.hap": {"raw": "\ufeff{}"}},
        expect=("entry.hap!module.json:1:1 HOS615 this is no strict JSON: byte order mark",),
    ),
    Case(
        rule="HOS615",
        name="NaN",
        packages={"entry.hap": {"raw": '{"app":{"x":NaN},"module":{}}'}},
        expect=("entry.hap!module.json:1:1 HOS615 this is no strict JSON: NaN is no JSON value",),
    ),
    Case(rule="HOS615", name="strict", packages={"entry.hap": "{}"}),
    Case(rule="HOS615", name="source may be lenient", source={ENTRY: {"raw": "{ module: {}, }"}}),
    Case(rule="HOS615", name="what cannot be read at all", packages={"entry.hap": "{ raw: '{' }"}),
    Case(
        rule="HOS616",
        name="two passwords and one",
        source={
            PROFILE: "{ app: { signingConfigs: ["
            "{ name: 'release', material: { keyPassword: '0000001A', storePassword: '0000001B' } }, "
            "{ name: 'debug', material: { keyPassword: 'x1' } }] } }"
        },
        expect=(
            f"{PROFILE}:8:11 HOS616 the signing configuration release is committed with its storePassword, keyPassword",
            f"{PROFILE}:14:11 HOS616 the signing configuration debug is committed with its keyPassword",
        ),
    ),
    Case(
        rule="HOS616",
        name="no name",
        source={PROFILE: "{ app: { signingConfigs: [{ material: { storePassword: '123456' } }] } }"},
        expect=(f"{PROFILE}:6:11 HOS616 the signing configuration 0 is committed with its storePassword",),
    ),
    Case(
        rule="HOS616",
        name="places for passwords",
        source={
            PROFILE: "{ app: { signingConfigs: [{ name: 'a', material: { keyPassword: '******', storePassword: '' } }, "
            "{ name: 'b' }, 5, { material: 'xxx1' }, { material: { keyPassword: 5 } }] } }"
        },
    ),
    Case(
        rule="HOS616",
        name="another document",
        source={OWN_PROFILE: "{ app: { signingConfigs: [{ material: { keyPassword: '0000001A' } }] } }"},
    ),
    Case(
        rule="HOS616",
        name="configurations of another type",
        source={PROFILE: "{ app: { signingConfigs: { material: { keyPassword: '0000001A' } } } }"},
    ),
]
