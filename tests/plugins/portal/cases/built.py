"""Cases of the rules on Bundle jars, and on the Bundles in a Portal's apk by themselves."""

from __future__ import annotations

from core.android.making import dex
from plugins.portal.built_sample import built
from plugins.portal.cases import Case, Json

MF = "launcher.jar!META-INF/BUNDLE.MF"
_OFFICIAL = {"Bundle-Name": "android-phone-wallet-nebula"}


def _jar(manifest: Json | None = None, **more: object) -> dict[str, str | Json]:
    return {"launcher.jar": {"manifest": manifest or {}, **more}}


def _text(*lines: str) -> dict[str, str | Json]:
    """A BUNDLE.MF line by line."""
    return _jar(text="".join(f"{line}\n" for line in ("Bundle-Name: com-example-launcher", *lines)))


def _damaged(jar: bytes) -> bytes:
    """A jar whose first entry, BUNDLE.MF, does not inflate."""
    at = jar.index(b"META-INF/BUNDLE.MF") + len("META-INF/BUNDLE.MF")
    return jar[:at] + b"\xff" * 4 + jar[at + 4 :]


CASES = [
    Case(rule="BND701", name="nothing is wrong", built=_jar()),
    Case(
        rule="BND701",
        name="built like a Bundle without BUNDLE.MF",
        built=_jar(without=["META-INF/BUNDLE.MF"]),
        expect=("launcher.jar BND701 it is built like a Bundle and has no META-INF/BUNDLE.MF",),
    ),
    Case(
        rule="BND701",
        name="wrong types",
        built=_text("Init-Level: early", "Package-Id: 0x24", "Contains-Res: yes", "Require-Bundle: a@1,b"),
        expect=(
            f"{MF}:2:1 BND701 Init-Level is early, and the framework reads a decimal number",
            f"{MF}:3:1 BND701 Package-Id is 0x24, and the framework reads a decimal number",
            f"{MF}:4:1 BND701 Contains-Res is yes, which the framework reads as false",
            f"{MF}:5:1 BND701 b is not name@version: the framework stops at it",
        ),
    ),
    Case(
        rule="BND701",
        name="malformed lines",
        built=_jar(text=b" lost\nBundle-Name: a\nno colon\nIn it: x\nBundle-Name: b\nExport-Package: \xff\n"),
        expect=(
            f"{MF}:1:1 BND701 the line continues nothing: lost",
            f"{MF}:3:1 BND701 no colon is no line of a manifest: it has no colon",
            f"{MF}:4:1 BND701 In it is no key of a manifest",
            f"{MF}:5:1 BND701 Bundle-Name stands here again; the last one counts",
            f"{MF}:6:1 BND701 Export-Package is not UTF-8",
        ),
    ),
    Case(
        rule="BND701",
        name="without a name",
        built=_jar({"Bundle-Name": None}),
        expect=(f"{MF} BND701 the Bundle has no Bundle-Name",),
    ),
    Case(rule="BND701", name="a wrong type of mPaaS", built=_jar({**_OFFICIAL, "Init-Level": "early"})),
    Case(
        rule="BND701",
        name="BUNDLE.MF that cannot be read",
        built={"launcher.jar": {"rawFile": _damaged(built("launcher.jar"))}},
        expect=(
            (
                f"{MF} BND701 META-INF/BUNDLE.MF cannot be read "
                "(its deflated content is damaged (Error -3 while decompressing data: invalid block type))"
            ),
        ),
    ),
    Case(
        rule="BND701",
        name="parts that are broken",
        built=_jar(entries={"classes.dex": "x", "resources.arsc": "x", "AndroidManifest.xml": "<manifest/>"}),
        expect=(
            (
                "launcher.jar!AndroidManifest.xml BND701 AndroidManifest.xml cannot be read "
                "(the file is not in the format binary XML)"
            ),
            "launcher.jar!classes.dex BND701 classes.dex cannot be read (the file is not in the format DEX)",
            (
                "launcher.jar!resources.arsc BND701 resources.arsc cannot be read "
                "(the file is not in the format resource table)"
            ),
        ),
    ),
    Case(
        rule="BND701",
        name="cut short",
        built={"launcher.jar": {"rawFile": built("launcher.jar")[:-30]}},
        expect=(
            (
                "launcher.jar BND701 the archive cannot be read (begins like a ZIP archive, but the record that ends "
                "one is missing); build or download the file again: its end is missing"
            ),
        ),
    ),
    Case(
        rule="BND701",
        name="a Bundle in an apk that is broken",
        built={"portal.apk": {"entries": {"lib/armeabi/libx.so": "PK, not"}}},
        expect=(
            (
                "portal.apk!lib/armeabi/libx.so BND701 the archive cannot be read (is not a ZIP archive); "
                "check that the right file was named: packages are ZIP archives"
            ),
        ),
    ),
    Case(
        rule="BND701",
        name="an archive among the libraries that is no Bundle",
        built={"portal.apk": {"bundles": {"armeabi": {"x": {"without": ["META-INF/BUNDLE.MF"]}}}}},
    ),
    Case(
        rule="BND701",
        name="a Bundle that is listed and has no BUNDLE.MF",
        built={"portal.apk": {"bundles": {"armeabi": {"cashier": {"without": ["META-INF/BUNDLE.MF"]}}}}},
        expect=(
            (
                "portal.apk!lib/armeabi/libcom-example-cashier.so BND701 "
                "it is built like a Bundle and has no META-INF/BUNDLE.MF"
            ),
        ),
    ),
    Case(
        rule="BND701",
        name="a list that is cut",
        built={"portal.apk": {"entries": {"assets/bundles.cfg": "\x01\x01a"}}},
        expect=(
            (
                "portal.apk!assets/bundles.cfg BND701 assets/bundles.cfg is read up to byte 3 only (truncated): "
                "Bundles after it are not known"
            ),
        ),
    ),
    Case(
        rule="BND701",
        name="a list of another format",
        built={"portal.apk": {"entries": {"assets/bundles.cfg": "\x01\x01a\0\0\0\x01\0\0\0\x09"}}},
        expect=(
            (
                "portal.apk!assets/bundles.cfg BND701 assets/bundles.cfg is read up to byte 7 only (format): "
                "Bundles after it are not known"
            ),
        ),
    ),
    Case(
        rule="BND701",
        name="bytes before and behind the archive",
        built={"launcher.jar": {"rawFile": b"PK, and" + built("launcher.jar") + b"more"}},
        expect=(
            "launcher.jar BND701 4 bytes stand behind the end of the archive: it was joined with something",
            "launcher.jar BND701 7 bytes stand before the first entry: the file was cut, or joined with something",
        ),
    ),
    Case(
        rule="BND701",
        name="an entry twice",
        built={"launcher.jar": {"twice": "classes.dex"}},
        expect=("launcher.jar!classes.dex BND701 classes.dex is in the archive 2 times",),
    ),
    # Package ids.
    Case(
        rule="BND702",
        name="an id that no Bundle may hold",
        built=_jar({"Package-Id": "300"}, resources=[40]),
        expect=(f"{MF}:5:1 BND702 300 can be no package id: 300 is not between 2 and 126",),
    ),
    Case(
        rule="BND702",
        name="the id of which nobody may depend",
        built=_jar({"Package-Id": "27"}, resources=[27]),
        expect=(
            f"{MF}:5:1 BND702 the package id 27: the Portal plugin lets no Bundle depend on the one with the id 27",
        ),
    ),
    Case(
        rule="BND702",
        name="another id than that of the resources",
        built=_jar({"Package-Id": "41"}, resources=[40, -41]),
        expect=(f"{MF}:5:1 BND702 Package-Id is 41, and the resources are packed with 40",),
    ),
    Case(
        rule="BND702",
        name="no id where the resources have one",
        built=_jar({"Package-Id": None}, resources=[40]),
        expect=(f"{MF} BND702 Package-Id is 127, and the resources are packed with 40",),
    ),
    Case(
        rule="BND702",
        name="resources without an id",
        built=_jar(resources=[127]),
        expect=(f"{MF}:5:1 BND702 the Bundle has resources and no package id of its own",),
    ),
    Case(
        rule="BND702",
        name="resources by what it says",
        built=_jar({"Contains-Res": "true"}),
        expect=(f"{MF}:5:1 BND702 the Bundle has resources and no package id of its own",),
    ),
    Case(
        rule="BND702",
        name="an id without resources",
        built=_jar({"Package-Id": "40"}, resources=[-40]),
        expect=(f"{MF}:5:1 BND702 the Bundle has the package id 40 and no resources",),
    ),
    Case(rule="BND702", name="the id of the resources", built=_jar({"Package-Id": "40"}, resources=[40])),
    Case(rule="BND702", name="the wizard's id", built=_jar({"Package-Id": "36"}, resources=[36])),
    Case(rule="BND702", name="a table without resources", built=_jar(resources=[-127])),
    Case(rule="BND702", name="no number", built=_jar({"Package-Id": "0x24"}, resources=[40])),
    Case(rule="BND702", name="a broken table", built=_jar({"Package-Id": "40"}, entries={"resources.arsc": "x"})),
    Case(rule="BND702", name="of mPaaS", built=_jar({**_OFFICIAL, "Package-Id": "40"})),
    # Classes outside.
    Case(
        rule="BND703",
        name="four classes outside",
        built=_jar(classes=["com.example.launchers.A", "okio.B", "okio.A", "Top", "com.example.launcher.A$B"]),
        expect=(
            f"{MF}:8:1 BND703 4 classes lie outside of Export-Package, among them Top, com.example.launchers.A, okio.A",
        ),
    ),
    Case(
        rule="BND703",
        name="in the second DEX file beside a broken one",
        built=_jar(entries={"classes.dex": "x", "classes2.dex": dex(["okio.A"])}),
        expect=(f"{MF}:8:1 BND703 outside of Export-Package lies okio.A",),
    ),
    Case(
        rule="BND703",
        name="a Bundle in an apk",
        built={"portal.apk": {"bundles": {"armeabi": {"cashier": {"classes": ["okio.A"]}}}}},
        expect=(
            (
                "portal.apk!lib/armeabi/libcom-example-cashier.so!META-INF/BUNDLE.MF:8:1 BND703 "
                "outside of Export-Package lies okio.A"
            ),
        ),
    ),
    Case(
        rule="BND703",
        name="each under one of several exports",
        built=_jar(
            {"Export-Package": "com.example.launcher., okio.A ,org.a"}, classes=["com.example.launcher.A", "okio.A"]
        ),
    ),
    Case(rule="BND703", name="no export", built=_jar({"Export-Package": ""}, classes=["okio.A"])),
    Case(rule="BND703", name="of mPaaS", built=_jar(_OFFICIAL, classes=["okio.A"])),
    # Exports.
    Case(
        rule="BND704",
        name="two of three are too short",
        built=_jar({"Export-Package": "com.example,com.example.launcher,com.alipay.mobile"}),
        expect=(
            f"{MF}:8:1 BND704 com.alipay.mobile matches classes of other Bundles too",
            f"{MF}:8:1 BND704 com.example matches classes of other Bundles too",
        ),
    ),
    Case(
        rule="BND704",
        name="of mPaaS by its group",
        built=_jar({"Export-Package": "com", "GAV": "com.mpaas.push:a-build:1.0"}),
    ),
    Case(
        rule="BND704",
        name="of another group with a name like that of mPaaS",
        built=_jar({**_OFFICIAL, "Export-Package": "com", "GAV": "android.phone:a-build:1.0"}),
        expect=(f"{MF}:8:1 BND704 com matches classes of other Bundles too",),
    ),
    Case(rule="BND704", name="long enough", built=_jar()),
    # Levels.
    Case(
        rule="BND705",
        name="a digit is missing",
        built=_jar({"Init-Level": "1111000"}),
        expect=(f"{MF}:4:1 BND705 1111000 is neither from 0 to 100 nor 11110000",),
    ),
    Case(
        rule="BND705",
        name="a negative one",
        built=_jar({"Init-Level": "-1"}),
        expect=(f"{MF}:4:1 BND705 -1 is neither from 0 to 100 nor 11110000",),
    ),
    Case(rule="BND705", name="the last of all", built=_jar({"Init-Level": "100"})),
    Case(rule="BND705", name="none", built=_jar({"Init-Level": None})),
    Case(rule="BND705", name="lazy", built=_jar()),
]
