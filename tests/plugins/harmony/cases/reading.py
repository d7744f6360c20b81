"""Cases of the rules on what the packing tool cannot read."""

from __future__ import annotations

from typing import Any

from plugins.harmony.cases import Case, Json

ENTRY = "entry/src/main/module.json5"
UTIL = "util/src/main/module.json5"
APP_JSON = "AppScope/app.json5"
TARGETS = "entry/build-profile.json5"
NULL = "java:java.lang.NullPointerException"
CAST = "java:java.lang.ClassCastException"
JSON = "java:com.alibaba.fastjson.JSONException"
NUMBER = "java:java.lang.NumberFormatException"


def app(**values: Any) -> Json:  # noqa: ANN401 JSON
    """A package or app.json5 with these values of ``app``."""
    return {"app": values}


def module(**values: Any) -> Json:  # noqa: ANN401 JSON
    """A package or module.json5 with these values of ``module``."""
    return {"module": values}


def without(*keys: str) -> Json:
    """A package that lacks these keys."""
    return {"remove": list(keys)}


def fails(line: str, exception: str) -> str:
    """A line of HOS602 to its end."""
    return f"{line}; the packing tool fails on this value ({exception})"


CASES = [
    Case(
        rule="HOS601",
        name="keys of app and module in an app",
        packages={
            "entry.hap": without("app.versionCode", "app.versionName", "module.name"),
            "lib.hsp": without("app.bundleName"),
        },
        expect=(
            "entry.hap!module.json:1:2 HOS601 app.versionCode is missing",
            "entry.hap!module.json:1:2 HOS601 app.versionName is missing",
            "entry.hap!module.json:1:293 HOS601 module.name is missing",
            "lib.hsp!module.json:1:2 HOS601 app.bundleName is missing",
        ),
        official=("10013004", "10013004", "10013004", "10013008"),
    ),
    Case(
        rule="HOS601",
        name="nobody needs the version when a single package is made",
        packages={"entry.hap": without("app.versionCode", "app.versionName")},
        expect=(
            "entry.hap!module.json:1:2 HOS601 app.versionCode is missing",
            "entry.hap!module.json:1:2 HOS601 app.versionName is missing",
        ),
        official=(),
    ),
    Case(rule="HOS601", name="null is there", packages={"entry.hap": app(versionName=None), "lib.hsp": "{}"}),
    Case(
        rule="HOS601",
        name="no app, and a module of null",
        packages={"entry.hap": without("app"), "lib.hsp": {"module": None}},
        expect=(
            "entry.hap!module.json:1:1 HOS601 app is missing",
            "lib.hsp!module.json:1:341 HOS601 module is missing",
        ),
        official=("10013002", "10012010", "10013002", "10012010"),
    ),
    Case(
        rule="HOS601",
        name="a uri of proxyData",
        packages={"entry.hap": module(proxyData=[{"uri": "u"}, {}]), "lib.hsp": "{}"},
        expect=("entry.hap!module.json:1:655 HOS601 module.proxyData.uri is missing",),
        official=("10013009",),
    ),
    Case(
        rule="HOS601",
        name="an FA package, in the words of its config.json",
        packages={"entry.hap": {"fa": {"distro": None}}, "lib.hsp": "{}"},
        expect=("entry.hap!config.json:1:226 HOS601 module.distro.moduleName is missing",),
        official=("10013013",),
    ),
    Case(
        rule="HOS601",
        name="app.json5, once for all modules",
        source={APP_JSON: {"raw": '{ app: { bundleType: "atomicService" } }'}},
        expect=(
            f"{APP_JSON}:1:3 HOS601 app.bundleName is missing",
            f"{APP_JSON}:1:3 HOS601 app.versionCode is missing",
            f"{APP_JSON}:1:3 HOS601 app.versionName is missing",
        ),
        official=("10013008", "10013004", "10013004"),
    ),
    Case(rule="HOS601", name="no app.json5, which another rule says", source={APP_JSON: {"raw": None}}),
    Case(rule="HOS601", name="a broken app.json5, which another rule says", source={APP_JSON: {"raw": "{ app: "}}),
    Case(
        rule="HOS601",
        name="a module.json that only the packing tool can read",
        packages={
            "entry.hap": {"raw": "{'app': {'bundleName': 'com.sample'}, /* own */ 'module': {'name': 'entry'}}"},
            "lib.hsp": "{}",
        },
        expect=(
            "entry.hap!module.json:1:2 HOS601 app.versionCode is missing",
            "entry.hap!module.json:1:2 HOS601 app.versionName is missing",
        ),
    ),
    Case(
        rule="HOS601",
        name="a module.json that no JSON5 reader can read",
        packages={
            "entry.hap": {"raw": '{"app": {"bundleName": "com.sample", "versionCode": 1L},, "module": {"name": "a"}}'},
            "lib.hsp": "{}",
        },
        expect=("entry.hap!module.json HOS601 app.versionName is missing",),
    ),
    Case(
        rule="HOS601",
        name="the bundleName comes from the product",
        source={
            APP_JSON: {"raw": '{ app: { bundleType: "atomicService", versionCode: 1 } }'},
            "build-profile.json5": {
                "app": {
                    "products": [{"name": "default", "bundleName": "com.atomicservice.sample", "versionName": "1"}],
                }
            },
        },
    ),
    Case(
        rule="HOS602",
        name="truth values",
        packages={
            "entry.hap": {
                **app(debug="yes"),
                **module(installationFree=None, compressNativeLibs="on", extractNativeLibs=[]),
            },
            "lib.hsp": "{}",
        },
        expect=(
            fails("entry.hap!module.json:1:333 HOS602 app.debug must be true or false", "JSONException"),
            fails(
                "entry.hap!module.json:1:461 HOS602 module.installationFree must be true or false",
                "NullPointerException",
            ),
            fails(
                "entry.hap!module.json:1:649 HOS602 module.compressNativeLibs must be true or false", "JSONException"
            ),
            fails("entry.hap!module.json:1:676 HOS602 module.extractNativeLibs must be true or false", "JSONException"),
        ),
        official=(JSON, NULL, JSON, JSON),
    ),
    Case(
        rule="HOS602",
        name="truth values that the packing tool takes",
        packages={
            "entry.hap": {**app(debug=None), **module(installationFree="TRUE", compressNativeLibs=1)},
            "lib.hsp": "{}",
        },
    ),
    Case(
        rule="HOS602",
        name="numbers",
        packages={
            "entry.hap": app(
                versionCode="1.5", minAPIVersion="12.", targetAPIVersion={}, targetPriority="high", debug=[]
            ),
            "lib.hsp": "{}",
        },
        expect=(
            fails("entry.hap!module.json:1:118 HOS602 app.versionCode must be an integer", "NumberFormatException"),
            fails("entry.hap!module.json:1:249 HOS602 app.targetAPIVersion must be an integer", "JSONException"),
            fails("entry.hap!module.json:1:322 HOS602 app.debug must be true or false", "JSONException"),
            fails("entry.hap!module.json:1:344 HOS602 app.targetPriority must be an integer", "NumberFormatException"),
        ),
        official=(NUMBER, JSON, JSON, NUMBER),
    ),
    Case(
        rule="HOS602",
        name="lists",
        packages={
            "entry.hap": {
                **app(assetAccessGroups=None),
                **module(
                    deviceTypes="phone",
                    abilities={},
                    extensionAbilities=None,
                    metadata=True,
                    dependencies="lib",
                    proxyDatas=7,
                    executableBinaryPaths=1,
                ),
            },
            "lib.hsp": "{}",
        },
        expect=(
            fails("entry.hap!module.json:1:361 HOS602 app.assetAccessGroups must be an array", "NullPointerException"),
            fails("entry.hap!module.json:1:428 HOS602 module.deviceTypes must be an array", "JSONException"),
            fails("entry.hap!module.json:1:568 HOS602 module.abilities must be an array", "ClassCastException"),
            fails(
                "entry.hap!module.json:1:594 HOS602 module.extensionAbilities must be an array", "NullPointerException"
            ),
            fails("entry.hap!module.json:1:612 HOS602 module.metadata must be an array", "ClassCastException"),
            fails("entry.hap!module.json:1:634 HOS602 module.dependencies must be an array", "JSONException"),
            fails("entry.hap!module.json:1:655 HOS602 module.proxyDatas must be an array", "ClassCastException"),
            fails(
                "entry.hap!module.json:1:683 HOS602 module.executableBinaryPaths must be an array", "ClassCastException"
            ),
        ),
    ),
    Case(
        rule="HOS602",
        name="lists that the packing tool takes",
        packages={
            "entry.hap": module(deviceTypes='["phone"]', abilities="[]", executableBinaryPaths=None, querySchemes=""),
            "lib.hsp": "{}",
        },
    ),
    Case(
        rule="HOS602",
        name="objects",
        packages={"entry.hap": {**app(multiAppMode=[]), **module(atomicService=None)}, "lib.hsp": "{}"},
        expect=(
            fails("entry.hap!module.json:1:356 HOS602 app.multiAppMode must be an object", "ClassCastException"),
            fails("entry.hap!module.json:1:664 HOS602 module.atomicService must be an object", "NullPointerException"),
        ),
        official=(CAST, NULL),
    ),
    Case(
        rule="HOS602",
        name="app and module themselves",
        packages={"entry.hap": {"app": 5}, "lib.hsp": {"module": "[]"}},
        expect=(
            fails("entry.hap!module.json:1:9 HOS602 app must be an object", "ClassCastException"),
            fails("lib.hsp!module.json:1:351 HOS602 module must be an object", "JSONException"),
        ),
        official=(CAST, "10012010", JSON, "10012010"),
    ),
    Case(
        rule="HOS602",
        name="items",
        packages={
            "entry.hap": module(
                dependencies=["lib"],
                metadata=[None],
                atomicService={"preloads": [["lib"]]},
                abilities=[None, {"name": "A", "continueType": "x"}],
            ),
            "lib.hsp": "{}",
        },
        expect=(
            fails(
                "entry.hap!module.json:1:544 HOS602 every item of module.abilities must be an object",
                "NullPointerException",
            ),
            fails("entry.hap!module.json:1:580 HOS602 module.abilities.continueType must be an array", "JSONException"),
            fails(
                "entry.hap!module.json:1:604 HOS602 every item of module.dependencies must be an object",
                "ClassCastException",
            ),
            fails("entry.hap!module.json:1:625 HOS602 every item of module.metadata must be an object", "10012015"),
            fails(
                "entry.hap!module.json:1:663 HOS602 every item of module.atomicService.preloads must be an object",
                "ClassCastException",
            ),
        ),
    ),
    Case(
        rule="HOS602",
        name="what is read only when the HAP is made",
        packages={
            "entry.hap": {
                **app(asanEnabled=None, bundleName=None),
                **module(
                    abilities=[{"name": "A", "continueBundleName": ["com.other"]}],
                    querySchemes=["a", None],
                    requestPermissions=["p"],
                    skillProfiles=[None],
                    deduplicateHar="maybe",
                ),
            }
        },
        expect=(
            fails("entry.hap!module.json:1:24 HOS602 app.bundleName must be a string", "NullPointerException"),
            fails("entry.hap!module.json:1:333 HOS602 app.asanEnabled must be true or false", "NullPointerException"),
            fails(
                "entry.hap!module.json:1:618 HOS602 every item of module.querySchemes must be a string",
                "NullPointerException",
            ),
            fails(
                "entry.hap!module.json:1:648 HOS602 every item of module.requestPermissions must be an object",
                "ClassCastException",
            ),
            fails(
                "entry.hap!module.json:1:672 HOS602 every item of module.skillProfiles must be an object",
                "NullPointerException",
            ),
            fails("entry.hap!module.json:1:697 HOS602 module.deduplicateHar must be true or false", "JSONException"),
        ),
        official=(NULL, NULL, NULL, CAST, NULL, JSON),
    ),
    Case(
        rule="HOS602",
        name="what is read in every mode is said once, with its code",
        packages={"entry.hap": module(compressNativeLibs=None, executableBinaryPaths=["a"])},
        expect=(
            fails(
                "entry.hap!module.json:1:649 HOS602 module.compressNativeLibs must be true or false",
                "NullPointerException",
            ),
        ),
        official=(NULL,),
    ),
    Case(
        rule="HOS602",
        name="a profile that is not in the package",
        packages={
            "entry.hap": module(metadata=[{"name": "m", "resource": "$profile:gone"}, {"name": "n"}]),
            "lib.hsp": "{}",
        },
        expect=(
            (
                "entry.hap!module.json:1:666 HOS602 module.metadata.resource names a profile that does not exist; "
                "the packing tool fails on it"
            ),
        ),
        official=(NULL,),
    ),
    Case(
        rule="HOS602",
        name="a profile whose filter is no object",
        packages={"entry.hap": {"filter": 5}, "lib.hsp": "{}"},
        expect=(
            (
                "entry.hap!module.json:1:671 HOS602 module.metadata.resource names a profile whose distribution "
                "filter is no object; the packing tool fails on it"
            ),
        ),
        official=(JSON,),
    ),
    Case(
        rule="HOS602",
        name="an FA package",
        packages={
            "entry.hap": {"fa": {"distroFilter": 5, "deviceType": "phone", "distro": {"installationFree": None}}},
            "lib.hsp": "{}",
        },
        expect=(
            fails(
                "entry.hap!config.json:1:305 HOS602 module.distro.installationFree must be true or false",
                "NullPointerException",
            ),
            fails("entry.hap!config.json:1:326 HOS602 module.deviceType must be an array", "JSONException"),
            fails("entry.hap!config.json:1:351 HOS602 module.distroFilter must be an object", "10013001"),
        ),
    ),
    Case(
        rule="HOS602",
        name="preloads as texts, in source",
        source={ENTRY: module(atomicService={"preloads": ["feat"]})},
        expect=(
            fails(
                f"{ENTRY}:21:9 HOS602 every item of module.atomicService.preloads must be an object",
                "ClassCastException",
            ),
        ),
        official=(CAST,),
    ),
    Case(
        rule="HOS602",
        name="preloads as texts, in a target",
        source={TARGETS: {"targets": [{"name": "default", "config": {"atomicService": {"preloads": ["feat"]}}}]}},
        expect=(
            fails(
                f"{TARGETS}:9:13 HOS602 every item of targets.config.atomicService.preloads must be an object",
                "ClassCastException",
            ),
        ),
    ),
    Case(rule="HOS602", name="a HAR is not read by the packing tool", source={UTIL: module(deviceTypes="phone")}),
]
