"""Cases of the rules on Bundles together, and on a Portal's apk."""

from __future__ import annotations

from plugins.portal.cases import Case, Json

APK = "portal.apk"
FILE = f"{APK}!lib/armeabi/libcom-example-cashier.so"
MF = "META-INF/BUNDLE.MF"
CFG = f"{APK}!assets/bundles.cfg"
_OFFICIAL = "android-phone-wallet-nebula"


def _cashier(manifest: Json | None = None, **more: object) -> dict[str, str | Json]:
    """An apk whose Bundle in armeabi is another one."""
    inside = {key: more.pop(key) for key in ("classes", "entries") if key in more}
    return {APK: {"bundles": {"armeabi": {"cashier": {"manifest": manifest or {}, **inside}}}, **more}}


def _two(one: Json, other: Json, **more: object) -> dict[str, str | Json]:
    """Two jars by what they say, with the same further changes."""
    return {"a.jar": {"manifest": one, **more}, "b.jar": {"manifest": other, **more}}


def _listed(*records: Json) -> dict[str, str | Json]:
    """An apk whose Bundles are all listed and no files."""
    return {APK: {"bundles": {}, "listed": [*records]}}


def _record(name: str, **values: object) -> Json:
    return {"name": f"com-example-{name}", **values}


CASES = [
    Case(
        rule="BND706",
        name="a provider by BUNDLE.MF",
        built=_cashier({"Provider-Name": "com.example.cashier.Files"}),
        expect=(
            (
                f"{FILE}!{MF}:9:1 BND706 com-example-cashier has its code in a file of its own and declares the "
                "ContentProvider com.example.cashier.Files"
            ),
        ),
    ),
    Case(
        rule="BND706",
        name="a provider by the merged manifest",
        built=_cashier(
            classes=["com.example.cashier.Files"],
            components=[["provider", "com.example.cashier.Files"], ["provider", "com.example.Other"]],
        ),
        expect=(
            (
                f"{FILE}!{MF} BND706 com-example-cashier has its code in a file of its own and declares the "
                "ContentProvider com.example.cashier.Files"
            ),
        ),
    ),
    Case(
        rule="BND706",
        name="no exports",
        built=_cashier({"Export-Package": ""}),
        expect=(f"{FILE}!{MF}:8:1 BND706 com-example-cashier has its code in a file of its own and exports nothing",),
    ),
    Case(
        rule="BND706",
        name="beside a manifest that is broken",
        built={APK: {"entries": {"AndroidManifest.xml": "x"}, "bundles": {"armeabi": {"cashier": {"text": ""}}}}},
        expect=(f"{FILE}!{MF} BND706  has its code in a file of its own and exports nothing",),
    ),
    Case(
        rule="BND706",
        name="an activity in the Bundle",
        built=_cashier(components=[["activity", "com.example.cashier.Main"]]),
    ),
    Case(
        rule="BND706",
        name="static with its resources in a file",
        built=_cashier({"Provider-Name": "com.example.cashier.Files", "Export-Package": ""}, classes=[]),
    ),
    Case(rule="BND706", name="of mPaaS", built=_cashier({"Bundle-Name": _OFFICIAL, "Export-Package": ""})),
    Case(
        rule="BND706",
        name="without BUNDLE.MF",
        built={APK: {"bundles": {"armeabi": {"cashier": {"without": [MF]}}}}},
    ),
    # Ids.
    Case(
        rule="BND707",
        name="one id for two",
        built=_two({"Package-Id": "40"}, {"Package-Id": "40"}, resources=[40]),
        expect=(f"b.jar!{MF}:5:1 BND707 com-example-b and com-example-a both have the package id 40",),
    ),
    Case(
        rule="BND707",
        name="one id for two of which one has resources",
        built={
            "a.jar": {"manifest": {"Package-Id": "40"}},
            "b.jar": {"manifest": {"Package-Id": "40"}, "resources": [40]},
        },
        expect=(f"b.jar!{MF}:5:1 BND707 com-example-b and com-example-a both have the package id 40",),
    ),
    Case(
        rule="BND707",
        name="the id of a Bundle of mPaaS that is there",
        built=_two({"Package-Id": "76"}, {"Package-Id": "76", "Bundle-Name": _OFFICIAL}, resources=[76]),
        expect=(f"a.jar!{MF}:5:1 BND707 com-example-a and {_OFFICIAL} both have the package id 76",),
    ),
    Case(
        rule="BND707",
        name="the id of a Bundle of mPaaS that is not there",
        built=_two({"Package-Id": "76"}, {}),
        expect=(
            (
                f"a.jar!{MF}:5:1 BND707 com-example-a has the package id 76, which is that of mPaaS's "
                "com.alipay.android.phone.wallet:nebula-build"
            ),
        ),
    ),
    Case(
        rule="BND707",
        name="one id for two that are listed",
        built=_listed(_record("a", package_id=40, res=1), _record("b", package_id=40, res=1)),
        expect=(f"{CFG} BND707 com-example-b and com-example-a both have the package id 40",),
    ),
    Case(
        rule="BND707",
        name="an id of one that is there as a jar and in the apk",
        built={**_cashier({"Package-Id": "40"}), "cashier.jar": {"manifest": {"Package-Id": "40"}}},
    ),
    Case(
        rule="BND707",
        name="ids of mPaaS",
        built=_two(
            {"Package-Id": "77", "Bundle-Name": f"{_OFFICIAL}x"}, {"Package-Id": "77", "Bundle-Name": _OFFICIAL}
        ),
    ),
    # Versions.
    Case(
        rule="BND707",
        name="two versions",
        built=_two({"Bundle-Name": "a"}, {"Bundle-Name": "a", "Bundle-Version": "2.0"}, classes=[]),
        expect=(f"b.jar!{MF}:3:1 BND707 a is there in version 2.0 and in version 1.0.0",),
    ),
    Case(
        rule="BND707",
        name="two versions of mPaaS",
        built=_two({"Bundle-Name": _OFFICIAL}, {"Bundle-Name": _OFFICIAL, "Bundle-Version": "2.0"}),
    ),
    # Exports.
    Case(
        rule="BND707",
        name="the same export",
        built=_two({"Export-Package": "org.x.a, org.x.y."}, {"Export-Package": "org.x.y"}),
        expect=(f"b.jar!{MF}:8:1 BND707 com-example-b exports org.x.y, and so does com-example-a",),
    ),
    Case(
        rule="BND707",
        name="an export inside another",
        built=_two({"Export-Package": "org.x.y.z.a,org.x.y.z"}, {"Export-Package": "org.x.y"}),
        expect=(
            f"a.jar!{MF}:8:1 BND707 com-example-a exports org.x.y.z, which is inside org.x.y of com-example-b",
            f"a.jar!{MF}:8:1 BND707 com-example-a exports org.x.y.z.a, which is inside org.x.y of com-example-b",
        ),
    ),
    Case(
        rule="BND707",
        name="exports of those whose code is in the app",
        built={
            APK: {
                "bundles": {"armeabi": {"cashier": {"classes": []}}},
                "listed": [_record("b", exports=["com.example.cashier"]), _record("cashier")],
            }
        },
    ),
    Case(
        rule="BND707",
        name="exports of those that are listed with code",
        built=_listed(_record("a", exports=["org.x.y"], code=1), _record("b", exports=["org.x.y"], code=1)),
        expect=(f"{CFG} BND707 com-example-b exports org.x.y, and so does com-example-a",),
    ),
    Case(
        rule="BND707",
        name="exports that begin alike",
        built=_two({"Export-Package": "org.x.y"}, {"Export-Package": "org.x.yy"}),
    ),
    # Classes.
    Case(
        rule="BND707",
        name="the same classes",
        built=_two({}, {}, classes=["org.d", "org.c", "org.b", "org.a"]),
        expect=("b.jar BND707 com-example-b and com-example-a have classes of the same name (4): org.a, org.b, org.c",),
    ),
    Case(
        rule="BND707",
        name="the same class as one of mPaaS",
        built=_two({}, {"Bundle-Name": _OFFICIAL}, classes=["org.a"]),
        expect=(f"a.jar BND707 com-example-a and {_OFFICIAL} have classes of the same name (1): org.a",),
    ),
    Case(
        rule="BND707",
        name="the same class in two of mPaaS",
        built=_two({"Bundle-Name": f"{_OFFICIAL}x"}, {"Bundle-Name": _OFFICIAL}, classes=["org.a"]),
    ),
    Case(
        rule="BND707",
        name="a class of the app",
        built=_cashier(classes=["com.example.launcher.Main"]),
        expect=(
            (
                f"{FILE} BND707 com-example-cashier has classes that the app's own code has too (1): "
                "com.example.launcher.Main"
            ),
        ),
    ),
    Case(
        rule="BND707",
        name="a class of the app in a Bundle of mPaaS",
        built=_cashier({"Bundle-Name": _OFFICIAL}, classes=["com.example.launcher.Main"]),
    ),
    # Needed Bundles.
    Case(
        rule="BND707",
        name="a Bundle that is not in the app",
        built=_cashier({"Require-Bundle": "com-example-launcher@1.0.0,com-example-gone@1.0.0,com-example-gone@1"}),
        expect=(
            f"{FILE}!{MF}:9:1 BND707 com-example-cashier requires com-example-gone, and the app does not list that",
        ),
    ),
    Case(
        rule="BND707",
        name="a static one needs one that is not in the app",
        built=_listed(_record("a", requires=["com-example-gone@1.0"]), _record("b", requires=["com-example-a@1.0"])),
        expect=(f"{CFG} BND707 com-example-a requires com-example-gone, and the app does not list that",),
    ),
    Case(
        rule="BND707",
        name="what the build makes of resources",
        built=_cashier({"Require-Bundle": "merged-bundles-res-127@1.0.0"}),
    ),
    Case(
        rule="BND707",
        name="a Bundle of mPaaS needs one that is not there",
        built=_listed({"name": _OFFICIAL, "requires": ["com-example-gone@1.0"]}),
    ),
    Case(
        rule="BND707",
        name="a Bundle that is given beside the app",
        built={**_cashier({"Require-Bundle": "com-example-a@1.0"}), "a.jar": {}},
    ),
    Case(rule="BND707", name="a jar by itself", built={"a.jar": {"manifest": {"Require-Bundle": "com-example-b@1"}}}),
    Case(
        rule="BND707",
        name="a list that is not known to its end",
        built=_cashier({"Require-Bundle": "com-example-gone@1"}, without=["assets/bundles.cfg"]),
    ),
    # Folders.
    Case(
        rule="BND708",
        name="other folders without the Bundle",
        built=_cashier(libraries=["arm64-v8a/liba.so", "x86/liba.so", "armeabi/liba.so"]),
        expect=(f"{FILE} BND708 Bundles lie in armeabi that are not in arm64-v8a, x86 (1): libcom-example-cashier.so",),
    ),
    Case(
        rule="BND708",
        name="a Bundle of two in one folder only",
        built={APK: {"bundles": {"armeabi": {"cashier": {}, "b": {}}, "armeabi-v7a": {"cashier": {}}}}},
        expect=(
            (
                f"{APK}!lib/armeabi/libcom-example-b.so BND708 Bundles lie in armeabi that are not in armeabi-v7a (1): "
                "libcom-example-b.so"
            ),
        ),
    ),
    Case(
        rule="BND708",
        name="a Bundle in each folder",
        built={APK: {"bundles": {"armeabi": {"cashier": {}}, "arm64-v8a": {"cashier": {}}}}},
    ),
    Case(rule="BND708", name="one folder", built=_cashier(libraries=["armeabi/liba.so"])),
    Case(
        rule="BND708",
        name="no Bundle in a file",
        built={APK: {"bundles": {}, "libraries": ["arm64-v8a/liba.so", "armeabi/liba.so"]}},
    ),
    # The merged manifest.
    Case(
        rule="BND709",
        name="a component twice",
        built={APK: {"components": [["activity", "com.a.B"], ["activity", "com.a.B"], ["service", "com.a.B"]]}},
        expect=(f"{APK}!AndroidManifest.xml BND709 the activity com.a.B is declared 2 times",),
    ),
    Case(
        rule="BND709",
        name="an authority twice",
        built={APK: {"components": [["provider", "com.a.B", "a;b"], ["provider", "com.a.C", "b;c"]]}},
        expect=(f"{APK}!AndroidManifest.xml BND709 com.a.C and com.a.B both have the authority b",),
    ),
    Case(
        rule="BND709",
        name="debuggable",
        built={APK: {"debuggable": True}},
        expect=(f"{APK}!AndroidManifest.xml BND709 the app can be debugged",),
    ),
    Case(
        rule="BND709",
        name="debuggable in a release",
        built={APK: {"debuggable": True}},
        options={"portal.release": "true"},
        expect=(f"{APK}!AndroidManifest.xml BND709 the app can be debugged",),
    ),
    Case(
        rule="BND709",
        name="a debug package",
        built={"launcher-build-1.0-raw.jar": {}},
        expect=("launcher-build-1.0-raw.jar BND709 launcher-build-1.0-raw.jar is a debug package (raw)",),
    ),
    Case(rule="BND709", name="none of this", built={APK: {"debuggable": False}, "draw.jar": {}}),
    Case(rule="BND709", name="a manifest that is broken", built={APK: {"entries": {"AndroidManifest.xml": "x"}}}),
]
