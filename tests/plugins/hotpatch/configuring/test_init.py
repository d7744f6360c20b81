"""``hapline hotpatch init`` on whole projects: what is added, that the rest stays, that a second run has nothing."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended
from plugins.changing import Change
from plugins.hotpatch import sample
from plugins.hotpatch.configuring.projects import GROOVY, KOTLIN, PORTAL, init, read, write

APP = "app/build.gradle"
ROOT = "build.gradle"
FILE = "app/instantrun.xml"
LIKE = "app/src/main/java/com/example/shop/HotpatchApplicationLike"
MANIFEST = "app/src/main/AndroidManifest.xml"


def _added(before: bytes | None, after: bytes) -> str:
    """The lines that are new; fails where one is gone, but for the tag that is given an attribute."""
    old, new = (before or b"").decode().splitlines(), after.decode().splitlines()
    found = []
    for line in difflib.ndiff(old, new):
        assert not line.startswith("- ") or "<application" in line
        if line.startswith("+ "):
            found.append(line[2:])
    return "\n".join(found)


def _written(
    folder: Path, files: Mapping[str, str], *line: str, changes: Mapping[str, Change] | None = None
) -> tuple[Ended, dict[str, str]]:
    """Write a project, set it up, and see what is new in which file; a second run must find nothing."""
    write(folder, files, changes)
    before = read(folder)
    ended = init(folder, "--write", *line)
    assert ended.code == 0, ended.err
    after = read(folder)
    assert {path: after.get(path) for path in before}.keys() == before.keys()
    assert init(folder, "--check", *line).out == ""
    assert read(folder) == after
    return ended, {path: _added(before.get(path), data) for path, data in after.items() if data != before.get(path)}


def test_groovy(tmp_path: Path) -> None:
    ended, new = _written(tmp_path, GROOVY)
    assert ended.err == ""
    assert new[ROOT] == (
        "        maven { url 'https://mvn.cloud.alipay.com/nexus/content/repositories/open/' }\n"
        "        classpath 'com.mpaas.android.patch:patch-gradle-plugin:1.0.7'\n"
        "        maven { url 'https://mvn.cloud.alipay.com/nexus/content/repositories/open/' }"
    )
    assert new[APP] == (
        "apply plugin: 'com.alipay.instantrun'\n"
        "    aaptOptions {\n"
        "        def stableIds = rootProject.file('public.txt')\n"
        "        if (stableIds.exists()) {\n"
        "            additionalParameters '--stable-ids', stableIds.absolutePath\n"
        "        }\n"
        "    }\n"
        "    implementation 'com.mpaas.android:hotfix'"
    )
    assert (tmp_path / "app/rules.pro").read_text() == (
        "# rules\n-dontwarn com.example.**\n"
        "-keepclassmembers class ** {\n    public static com.alipay.instantrun.ChangeQuickRedirect *;\n}"
    )
    assert (tmp_path / MANIFEST).read_text() == (
        GROOVY[MANIFEST]
        .replace(
            'app_name">',
            'app_name" android:name="com.alipay.mobile.framework.quinoxless.QuinoxlessApplication">',
        )
        .replace(
            'MainActivity" />\n',
            'MainActivity" />\n'
            "        <meta-data\n"
            '            android:name="mpaas.quinoxless.extern.application"\n'
            '            android:value="com.example.shop.HotpatchApplicationLike" />\n'
            '        <uses-library android:name="org.apache.http.legacy" android:required="false" />\n',
        )
    )
    assert "import androidx.annotation.Keep;" in new[f"{LIKE}.java"]
    assert "@Keep\npublic class HotpatchApplicationLike extends QuinoxlessApplicationLike {" in new[f"{LIKE}.java"]
    assert sorted(new) == [
        "app/build.gradle",
        FILE,
        "app/instantrun/README.md",
        "app/rules.pro",
        MANIFEST,
        f"{LIKE}.java",
        ROOT,
    ]


def test_what_is_accepted(tmp_path: Path) -> None:
    _, new = _written(tmp_path, GROOVY)
    inside = new[FILE].partition('"acceptPackage">\n')[2].partition("    </")[0]
    assert inside == "        <name>com.example.cart.</name>\n        <name>com.example.shop.</name>\n"
    assert "<name>com.example.shop</name>\n    </patchPackageName>" in new[FILE]


def test_kotlin(tmp_path: Path) -> None:
    ended, new = _written(tmp_path, KOTLIN)
    assert new["build.gradle.kts"] == (
        "buildscript {\n    dependencies {\n"
        '        classpath("com.mpaas.android.patch:patch-gradle-plugin:1.0.8")\n    }\n}'
    )
    assert new["settings.gradle.kts"] == (
        '        maven { url = uri("https://mvn.cloud.alipay.com/nexus/content/repositories/open/") }'
    )
    assert (tmp_path / "app/build.gradle.kts").read_text() == (
        KOTLIN["app/build.gradle.kts"]
        .replace("}\n\nandroid {", '}\napply(plugin = "com.alipay.instantrun")\n\nandroid {')
        .replace("= true\n", '= true\n            proguardFiles("proguard-rules.pro")\n')
        .replace(
            "    }\n}\n\ndependencies",
            "    }\n    androidResources {\n"
            '        val stableIds = rootProject.file("public.txt")\n'
            "        if (stableIds.exists()) {\n"
            '            additionalParameters += listOf("--stable-ids", stableIds.absolutePath)\n'
            "        }\n    }\n}\n\ndependencies",
        )
        .replace('-59"))\n', '-59"))\n    implementation("com.mpaas.android:hotfix")\n')
    )
    assert "@Keep\nclass HotpatchApplicationLike : QuinoxlessApplicationLike() {" in new[f"{LIKE}.kt"]
    assert ended.err == (
        "left to you:\n"
        "- gradle.properties: set android.enableR8.fullMode=false: in full mode R8 merges classes, and patches of them "
        "fail\n"
        "to be looked at, since no file here says it:\n"
        "- sign releases with V1 (JAR signature) too: a phone compares a patch with the app by it\n"
    )


@pytest.mark.parametrize("files", [GROOVY, KOTLIN], ids=["groovy", "kotlin"])
def test_the_rules_have_nothing_to_say_then(files: Mapping[str, str], tmp_path: Path) -> None:
    _written(tmp_path, files)
    ended = Bench(options={"hotpatch.release": "true"}).run("check", "--select", "HOT", "-q", cwd=tmp_path)
    assert [line for line in ended.out.splitlines() if "HOT209" not in line] == []


def test_what_is_set_up_stays(tmp_path: Path) -> None:
    files = {**sample.FILES, "app/instantrun/mapping.txt": "a -> b:\n"}
    write(tmp_path, files)
    ended = init(tmp_path, "--diff")
    assert "instantrun.xml" not in ended.out
    assert [line for line in ended.out.splitlines() if line.startswith("+++")] == ["+++ b/app/build.gradle"]


@pytest.mark.parametrize("eol", ["\r\n", "\n"])
def test_line_ends_tabs_and_other_encodings_stay(tmp_path: Path, eol: str) -> None:
    def other(text: str) -> bytes:
        return text.replace("    ", "\t").replace("\n", eol).replace("the app", "应用").encode("gbk")

    changes: dict[str, Change] = {
        path: other(text) for path, text in GROOVY.items() if path.endswith((".gradle", ".pro"))
    }
    xml = '<?xml version="1.0" encoding="gbk"?>' + GROOVY[MANIFEST].partition("?>")[2].replace("\n", eol)
    changes[MANIFEST] = xml.replace("<application", "<!-- 应用 --><application").encode("gbk")
    write(tmp_path, GROOVY, changes)
    before = read(tmp_path)
    assert init(tmp_path, "--write").code == 0
    after = read(tmp_path)
    for path in (APP, ROOT, MANIFEST, "app/rules.pro"):
        assert after[path] != before[path]
        assert (b"\r\n" in after[path]) == (eol == "\r\n")
        assert after[path].count(b"\n") == after[path].count(eol.encode())
        kept = after[path].splitlines(keepends=True)
        gone = [line for line in before[path].splitlines(keepends=True) if line not in kept]
        assert [line for line in gone if b"<application" not in line and b"-dontwarn" not in line] == []
        assert b"    " not in after[path] or path in {MANIFEST, "app/rules.pro"}
    assert init(tmp_path, "--check").code == 0


def test_dexpatch(tmp_path: Path) -> None:
    _, new = _written(tmp_path, GROOVY, "--method", "dexpatch")
    assert sorted(new) == [APP, MANIFEST, f"{LIKE}.java"]
    assert new[APP] == "    implementation 'com.mpaas.android:hotfix'"


def test_the_configured_method(tmp_path: Path) -> None:
    write(tmp_path, GROOVY)
    ended = init(tmp_path, "--diff", options={"hotpatch.method": "dexpatch"})
    assert (ended.code, "instantrun" in ended.out) == (0, False)


def test_a_portal(tmp_path: Path) -> None:
    write(tmp_path, PORTAL)
    before = read(tmp_path)
    refused = init(tmp_path, "--method", "instantrun", "--write")
    assert refused.code == 2
    assert (
        "app/build.gradle:2:16: error: InstantRun supports apps on native AARs only, and :app is component-based"
        in (refused.err)
    )
    assert "use DexPatch: --method dexpatch" in refused.err
    ended = init(tmp_path, "--write")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith(
        ":app needs no change for DexPatch: it is component-based\n"
        "to be looked at, since no file here says it:\n- :app: install"
    )
    assert init(tmp_path, "--check").code == 0
    assert read(tmp_path) == before


def test_a_portal_that_has_all_of_it(tmp_path: Path) -> None:
    start = "package a;\nclass Start {\n    void begin() {\n        MPHotpatch.init();\n    }\n}\n"
    code = "app/src/main/java/a/Start.java"
    write(tmp_path, {**PORTAL, "mpaas_packages.json": '{"components": ["HOTFIX"]}', code: start})
    said = init(tmp_path, "--diff").err
    assert ("Component Management" in said, "MPHotpatch" in said, "-raw.jar" in said) == (False, False, True)
    write(tmp_path, {"mpaas_packages.json": '{"components": ["NEBULA"]}', code: start.replace("MP", "// MP")})
    said = init(tmp_path, "--diff").err
    assert ("Component Management" in said, "MPHotpatch" in said) == (True, True)


def test_the_component_by_component_management(tmp_path: Path) -> None:
    files = {**GROOVY, "mpaas_packages.json": '{"components": ["HOTFIX"]}'}
    write(tmp_path, files)
    ended = init(tmp_path, "--diff")
    assert "+    implementation 'com.mpaas.android:hotfix'" not in ended.out


def test_one_that_may_be_either(tmp_path: Path) -> None:
    script = GROOVY[APP].replace(
        "apply plugin: 'com.alipay.apollo.baseline.config'",
        "if (kind == 'inside') {\n    apply plugin: 'com.alipay.portal'\n}",
    )
    write(tmp_path, GROOVY, {APP: script})
    for method in ([], ["--method", "instantrun"]):
        ended = init(tmp_path, "--write", *method)
        assert ended.code == 2
        assert "whether :app is component-based depends on a condition (kind == 'inside')" in ended.err
    assert init(tmp_path, "--method", "dexpatch").code == 0


def test_check_diff_and_json(tmp_path: Path) -> None:
    write(tmp_path, GROOVY)
    before = read(tmp_path)
    ended = init(tmp_path, "--check")
    assert (ended.code, "stale: app/instantrun.xml (hotpatch init)\n" in ended.out) == (1, True)
    ended = init(tmp_path)
    assert (ended.code, "+++ b/app/instantrun.xml\n" in ended.out) == (0, True)
    ended = init(tmp_path, "--format", "json", "--check")
    assert ended.code == 1
    said = json.loads(ended.out)
    assert (said["module"], said["method"], said["left"]) == (":app", "instantrun", [])
    assert FILE in said["stale"]
    assert read(tmp_path) == before
    assert init(tmp_path, "--format", "json", "--write").code == 0
    assert json.loads(init(tmp_path, "--format", "json", "--check").out)["stale"] == []


def test_values_for_tests(tmp_path: Path) -> None:
    write(tmp_path, GROOVY)
    assert init(tmp_path, "--for", "test", "--write").code == 0
    text = (tmp_path / FILE).read_text()
    assert "<catchReflectException>false<" in text
    assert "<patchLog>true<" in text
    assert init(tmp_path, "--check").code == 0  # what is there stays, unless it is asked for
    assert init(tmp_path, "--for", "release", "--check").code == 1
    assert init(tmp_path, "--for", "release", "--write").code == 0
    text = (tmp_path / FILE).read_text()
    assert "<catchReflectException>true<" in text
    assert "<patchLog>false<" in text


def test_chinese(tmp_path: Path) -> None:
    write(tmp_path, GROOVY)
    assert init(tmp_path, "--write", "--lang", "zh").code == 0
    assert "插桩" in (tmp_path / FILE).read_text(encoding="utf-8")
    assert init(tmp_path, "--check").code == 0
