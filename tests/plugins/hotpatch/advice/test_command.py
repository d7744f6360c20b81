"""``hapline hotpatch advise OLD NEW`` on small apks; what is damaged ends in one sentence."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from core.android.making import Element, Package, dex, table, xml
from hapline.testing import Bench, Ended
from plugins.hotpatch import sample

MAIN = Element("activity", {"name": ".Main"}, (Element("meta-data", {"name": "a", "value": "b"}),))


def manifest(*components: Element, version: int = 1, min_sdk: int = 24) -> bytes:
    root = Element(
        "manifest",
        {"package": "com.example.shop", "versionCode": version},
        (Element("uses-sdk", {"minSdkVersion": min_sdk}), Element("application", {}, (MAIN, *components))),
    )
    return xml(root)


OLD: dict[str, bytes] = {
    "AndroidManifest.xml": manifest(),
    "classes.dex": dex(["com.example.Main"]),
    "resources.arsc": table([Package(127, "com.example.shop", {"string": ["a", "b"]})]),
    "res/layout/main.xml": b"1",
    "res/drawable/a.png": b"2",
    "lib/arm64-v8a/libpay.so": b"3",
    "assets/city.json": b"4",
}


def apk(path: Path, changes: dict[str, bytes | None] | None = None) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**OLD, **(changes or {})}.items():
            if data is not None:
                archive.writestr(name, data)
    return path


def run(folder: Path, changes: dict[str, bytes | None], *line: str) -> Ended:
    old, new = apk(folder / "old.apk"), apk(folder / "new.apk", changes)
    return Bench().run("hotpatch", "advise", str(old), str(new), *line)


def document(folder: Path, changes: dict[str, bytes | None], *line: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(folder, changes, "--format", "json", *line).out)
    return found


def reasons(found: dict[str, Any], method: str) -> dict[str, str]:
    one = next(one for one in found["methods"] if one["method"] == method)
    return {reason["id"]: reason["text"] for reason in one["reasons"] if reason["level"] != "note"}


def test_nothing_changed(tmp_path: Path) -> None:
    ended = run(tmp_path, {})
    assert (ended.code, ended.out) == (0, "nothing changed that a patch could deliver\n")


@pytest.mark.parametrize(
    "changes",
    [
        {"META-INF/CERT.SF": b"other"},
        {"AndroidManifest.xml": manifest(version=2)},
        {"META-INF/services/x": b"new"},
    ],
)
def test_signatures_and_versions_are_no_change(tmp_path: Path, changes: dict[str, bytes | None]) -> None:
    assert run(tmp_path, changes).out == "nothing changed that a patch could deliver\n"


@pytest.mark.parametrize(
    ("changes", "method", "reason", "names"),
    [
        ({"lib/arm64-v8a/libpay.so": b"33"}, "dexpatch", "libraries", "lib/arm64-v8a/libpay.so"),
        ({"lib/arm64-v8a/libnew.so": b"33"}, "instantrun", "libraries-added", "lib/arm64-v8a/libnew.so"),
        ({"lib/arm64-v8a/libpay.so": None}, "instantrun", "libraries-removed", "lib/arm64-v8a/libpay.so"),
        (
            {"lib/arm64-v8a/libpay.so": None, "lib/arm64-v8a/libpay2.so": b"3"},
            "instantrun",
            "libraries-renamed",
            "lib/arm64-v8a/libpay.so → lib/arm64-v8a/libpay2.so",
        ),
        ({"res/drawable/a.png": b"22"}, "dexpatch", "resources", "res/drawable/a.png"),
        ({"res/drawable/b.png": b"22"}, "dexpatch", "resources", "res/drawable/b.png"),
        (
            {"resources.arsc": table([Package(127, "com.example.shop", {"string": ["0", "a", "b"]})])},
            "instantrun",
            "ids-moved",
            "string/a, string/b",
        ),
        (
            {"resources.arsc": table([Package(127, "com.example.shop", {"string": ["a"]})])},
            "instantrun",
            "resources-removed",
            "string/b",
        ),
        ({"assets/city.json": b"44"}, "dexpatch", "assets", "assets/city.json"),
        ({"AndroidManifest.xml": manifest(min_sdk=26)}, "instantrun", "manifest", "uses-sdk android:minSdkVersion"),
        (
            {"AndroidManifest.xml": manifest(Element("service", {"name": ".Work"}))},
            "instantrun",
            "components",
            "com.example.shop.Work",
        ),
    ],
)
def test_what_is_seen(tmp_path: Path, changes: dict[str, bytes | None], method: str, reason: str, names: str) -> None:
    found = reasons(document(tmp_path, changes), method)
    assert names in found[reason]


def test_values_of_a_table_that_differ_are_resources(tmp_path: Path) -> None:
    data = bytearray(OLD["resources.arsc"])
    at = data.index(b"a value")
    data[at : at + 7] = b"A VALUE"
    found = document(tmp_path, {"resources.arsc": bytes(data)})
    assert "string/a, string/b" in reasons(found, "dexpatch")["resources"]
    assert reasons(found, "instantrun") == {}


def test_a_manifest_that_is_gone_is_an_error(tmp_path: Path) -> None:
    ended = run(tmp_path, {"AndroidManifest.xml": None})
    assert (ended.code, "AndroidManifest.xml" in ended.err) == (2, True)


def test_a_renamed_library_of_another_processor_is_none(tmp_path: Path) -> None:
    changes: dict[str, bytes | None] = {"lib/arm64-v8a/libpay.so": None, "lib/x86/libpay2.so": b"3"}
    assert {"libraries-added", "libraries-removed"} <= reasons(document(tmp_path, changes), "instantrun").keys()


def test_a_layout_asks_for_code(tmp_path: Path) -> None:
    found = document(tmp_path, {"res/layout/main.xml": b"11", "classes.dex": dex(["com.example.B"])})
    needed = {one["id"]: one["text"] for one in found["methods"][0]["preparations"]}
    assert "res/layout/main.xml" in needed["layouts"]
    assert [one["id"] for one in found["methods"][0]["reasons"]][-1] == "devices"


def test_code_that_was_not_looked_at_is_said(tmp_path: Path) -> None:
    ended = run(tmp_path, {"classes.dex": None})
    assert ended.code == 1
    assert ended.out.startswith("it cannot be judged: what may have changed in the code could not be read\n")
    assert "not everything that changed in the code was looked at" in ended.out
    ended = run(tmp_path, {"classes.dex": None, "res/drawable/a.png": b"22"})
    assert (ended.code, ended.out.splitlines()[0]) == (0, "InstantRun fits, as far as it was looked at")


def test_what_changed_in_the_code_is_told_apart() -> None:
    stand_in = Path(__file__).parents[4] / "examples/hotpatch-instantrun/stand-in"
    ended = Bench().run("hotpatch", "advise", str(stand_in / "before.apk"), str(stand_in / "after.apk"))
    assert ended.code == 0
    assert ended.out.startswith("InstantRun fits\n")
    assert "@Modify on every changed method" in ended.out


@pytest.mark.parametrize(
    ("line", "method"),
    [
        (["--released", "dexpatch"], "dexpatch"),
        (["--released", "none"], "release"),
        (["--kind", "component"], "dexpatch"),
        (["--baseline", "10.1.68"], "dexpatch"),
        (["--set", "hotpatch.method=dexpatch"], "dexpatch"),
        ([], "instantrun"),
    ],
)
def test_what_is_said_of_the_app(tmp_path: Path, line: list[str], method: str) -> None:
    changes: dict[str, bytes | None] = {"classes.dex": dex(["com.example.B"])}
    found = document(tmp_path, changes, *line)
    assert found["method"] == method
    assert run(tmp_path, changes, *line).code == (1 if method == "release" else 0)


def test_a_portal_is_known_by_its_file(tmp_path: Path) -> None:
    old = apk(tmp_path / "old.apk", {"assets/bundles.cfg": b"\x30"})
    new = apk(tmp_path / "new.apk", {"assets/bundles.cfg": b"\x30", "classes.dex": dex(["com.example.B"])})
    ended = Bench().run("hotpatch", "advise", str(old), str(new))
    assert ended.out.startswith("DexPatch fits\n")
    assert "ruleElement osVersion, operation 4, value 11-11.99; all devices" in ended.out
    together = ended.out[ended.out.index("all of them together") :].splitlines()
    assert "    ruleElement osVersion, operation 4, value 11-11.99 (outside the range)" in together
    models = Bench().run("hotpatch", "advise", str(old), str(new), "--models", "OPPO=PCLM10, PEGM00")
    assert "ruleElement mobileModel, operation 2, value PCLM10,PEGM00 (does not contain)" in models.out


def signed(apk_: Path, name: str) -> Path:
    """The apk, signed by a key of that name, which is made where it is not there."""
    store = apk_.parent / f"{name}.jks"
    if not store.exists():
        line = ["keytool", "-genkeypair", "-keystore", str(store), "-storepass", "secret", "-keypass", "secret"]
        line += ["-alias", "a", "-keyalg", "RSA", "-dname", f"CN={name}"]
        subprocess.run(line, check=True, capture_output=True)
    line = ["apksigner", "sign", "--ks", str(store), "--ks-pass", "pass:secret", "--min-sdk-version", "24", str(apk_)]
    subprocess.run(line, check=True, capture_output=True)
    return apk_


@pytest.mark.skipif(
    not (shutil.which("apksigner") and shutil.which("keytool")), reason="apksigner or keytool is not installed"
)
def test_signers_of_two_keys(tmp_path: Path) -> None:
    changes: dict[str, bytes | None] = {"classes.dex": dex(["com.example.B"])}
    old = signed(apk(tmp_path / "old.apk"), "one")
    for name, code in (("one", 0), ("two", 1)):
        new = signed(apk(tmp_path / f"{name}.apk", changes), name)
        ended = Bench().run("hotpatch", "advise", str(old), str(new))
        assert ended.code == code
        assert ("signed by different certificates" in ended.out) == bool(code)
        assert "the signers were not compared" not in ended.out


@pytest.mark.parametrize("given", ["abc", "10", "10.x", "v10.2.3", "10.2.3 ", "10..2"])
def test_a_baseline_that_is_none(tmp_path: Path, given: str) -> None:
    ended = run(tmp_path, {}, "--baseline", given)
    assert (ended.code, f"{given} is no version of a baseline" in ended.err) == (2, True)


def test_an_apk_with_instantrun_was_made_for_it(tmp_path: Path) -> None:
    runtime = "com.alipay.instantrun.ChangeQuickRedirect"
    old = apk(tmp_path / "old.apk", {"classes.dex": dex(["com.example.Main", runtime])})
    new = apk(tmp_path / "new.apk", {"classes.dex": dex(["com.example.Main", "com.example.B", runtime])})
    found = json.loads(Bench().run("hotpatch", "advise", str(old), str(new), "--format", "json").out)
    assert "other-method" in reasons(found, "dexpatch")


def test_the_folder_says_what_its_app_is_made_for(tmp_path: Path) -> None:
    for name, content in sample.files().items():
        file = tmp_path / "shop" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(content))
    old, new = apk(tmp_path / "old.apk"), apk(tmp_path / "new.apk", {"classes.dex": dex(["com.example.B"])})
    line = ("hotpatch", "advise", str(old), str(new), "--format", "json")
    assert "other-method" in reasons(json.loads(Bench().run(*line, cwd=tmp_path / "shop").out), "dexpatch")
    (tmp_path / "empty").mkdir()
    assert "other-method" not in reasons(json.loads(Bench().run(*line, cwd=tmp_path / "empty").out), "dexpatch")


@pytest.mark.parametrize("given", ["OPPO", "OPPO=", "=A", "", "OPPO=,"])
def test_models_that_are_none(tmp_path: Path, given: str) -> None:
    ended = run(tmp_path, {}, "--models", given)
    assert ended.code == 2
    assert "BRAND=MODEL" in ended.err


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    good = apk(tmp_path / "old.apk")
    for name, data in {"none.apk": None, "text.apk": b"text", "empty.apk": b""}.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
        for pair in ([good, tmp_path / name], [tmp_path / name, good]):
            ended = Bench().run("hotpatch", "advise", *map(str, pair))
            assert ended.code in {2, 4}
            assert str(tmp_path / name) in ended.err


@pytest.mark.timeout(120)
@pytest.mark.parametrize("entry", ["AndroidManifest.xml", "resources.arsc"])
def test_broken_parts_never_crash(tmp_path: Path, entry: str) -> None:
    dice = random.Random(7)
    for _ in range(60):
        data = bytearray(OLD[entry])
        for _ in range(dice.randrange(1, 5)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        ended = run(tmp_path, {entry: bytes(data)})
        assert ended.code in {0, 1, 2}, ended.err
        assert "Traceback" not in ended.err
