"""Cases of the rules on built patches and their apps."""

from __future__ import annotations

import hashlib

from plugins.hotpatch.built_sample import STAND_IN
from plugins.hotpatch.cases import Case

_JAR = {"patch.jar": "{}"}
_FIX = "['com.example.shop.PatchesInfoImpl', 'com.example.shop.CartPatch', 'com.example.shop.CartPatchControl']"

_MD5 = hashlib.md5((STAND_IN / "patch.jar").read_bytes(), usedforsecurity=False).hexdigest()

CASES = [
    Case(rule="HOT501", name="sound", built=_JAR),
    Case(
        rule="HOT501",
        name="no classes",
        built={"patch.jar": "{ classes: [] }"},
        expect=("patch.jar HOT501 the patch is empty: its DEX files define no class",),
    ),
    Case(
        rule="HOT501",
        name="nothing mended",
        built={"patch.jar": "{ classes: ['com.example.shop.PatchesInfoImpl'] }"},
        expect=("patch.jar HOT501 the patch is empty: it changes no class of the app and adds none",),
    ),
    Case(
        rule="HOT501",
        name="no DEX",
        built={"patch.jar": "{ dex: 'dex no more' }"},
        expect=("patch.jar HOT501 cannot be read: classes.dex: the file is not in the format DEX",),
    ),
    Case(
        rule="HOT501",
        name="larger than allowed",
        built=_JAR,
        options={"hotpatch.maxPatchSize": "500"},
        expect=("patch.jar HOT501 the patch has 790 B; 500 B are allowed",),
    ),
    Case(rule="HOT502", name="right", built={**_JAR, "patch.json": "{}"}),
    Case(rule="HOT502", name="none", built=_JAR),
    Case(
        rule="HOT502",
        name="of another file",
        built={**_JAR, "patch.json": "{ md5: '00000000000000000000000000000000' }"},
        expect=(f"patch.json:1:1 HOT502 md5 is {'0' * 32}, and that of patch.jar is {_MD5}",),
    ),
    Case(
        rule="HOT502",
        name="broken",
        built={**_JAR, "patch.json": '["no manifest"]'},
        expect=("patch.json:1:1 HOT502 a patch manifest is a JSON object",),
    ),
    Case(rule="HOT511", name="both", built={"app.apk": "{}"}),
    Case(
        rule="HOT511",
        name="without V1",
        built={"app.apk": "{ schemes: ['v2', 'v3'] }"},
        expect=("app.apk HOT511 the app is signed by v2, v3 alone",),
    ),
    Case(
        rule="HOT511",
        name="not signed",
        built={"app.apk": "{ schemes: [] }"},
        expect=("app.apk HOT511 the app is not signed",),
    ),
    Case(
        rule="HOT511",
        name="not hotpatched",
        built={"app.apk": "{ plain: true, schemes: [] }", **_JAR},
    ),
    Case(
        rule="HOT512",
        name="bare",
        built={"app.apk": "{ bare: true }"},
        expect=("app.apk HOT512 InstantRun is in the app, and no class has the field changeQuickRedirect",),
    ),
    Case(rule="HOT512", name="instrumented", built={"app.apk": "{}"}),
    Case(
        rule="HOT512",
        name="by DexPatch",
        built={"app.apk": "{ bare: true, runtime: 'com.alipay.dexpatch.DexPatchManager' }"},
    ),
    Case(
        rule="HOT514",
        name="not archived",
        built={"app.apk": "{}"},
        options={"hotpatch.archive": "no/such/archive"},
        expect=("app.apk HOT514 2.1.0 is not archived",),
    ),
    Case(rule="HOT514", name="nothing is said of an archive", built={"app.apk": "{}"}),
    Case(rule="HOT513", name="fits", built={**_JAR, "patch.json": "{}", "app.apk": "{}"}),
    Case(
        rule="HOT513",
        name="another version",
        built={**_JAR, "patch.json": "{}", "app.apk": "{ version: '2.1.1' }"},
        expect=("patch.json HOT513 the patch is for version 2.1.0, and this is 2.1.1",),
    ),
    Case(
        rule="HOT513",
        name="another app",
        built={**_JAR, "patch.json": "{}", "app.apk": "{ package: 'com.example.market' }"},
        expect=("patch.json HOT513 the patch is for the app com.example.shop, and this is com.example.market",),
    ),
    Case(
        rule="HOT513",
        name="a version that is not known",
        built={**_JAR, "patch.json": "{ target_version: '', application_id: '' }", "app.apk": "{}"},
    ),
    Case(
        rule="HOT513",
        name="an app that says no version",
        built={**_JAR, "patch.json": "{}", "app.apk": "{ version: '' }"},
    ),
    Case(rule="HOT513", name="without a manifest", built={**_JAR, "app.apk": "{ version: '2.1.1' }"}),
    Case(
        rule="HOT513",
        name="a class that is not there",
        built={"patch.jar": f"{{ classes: {_FIX} }}", "app.apk": "{}"},
        expect=("patch.jar HOT513 the patch mends Cart, and app.apk has no such class",),
    ),
    Case(
        rule="HOT513",
        name="DexPatch adds a class",
        built={"patch.jar": "{ classes: ['com.example.shop.Cart'] }", "app.apk": "{}"},
    ),
    Case(
        rule="HOT513",
        name="signed by another",
        built={"patch.jar": "{ signer: 'somebody' }", "app.apk": "{}"},
        expect=("patch.jar HOT513 the patch is not signed by the signer of app.apk",),
    ),
    Case(rule="HOT513", name="signed by the same", built={"patch.jar": "{ signer: 'shop' }", "app.apk": "{}"}),
    Case(
        rule="HOT513",
        name="an app that is not signed",
        built={"patch.jar": "{ signer: 'shop' }", "app.apk": "{ schemes: [] }"},
    ),
]
