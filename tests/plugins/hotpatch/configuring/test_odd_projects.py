"""Unusual layouts, and what is not understood: an error with its place, or a word on what to do; never a half."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hapline.testing import Bench, codes
from plugins.changing import Change
from plugins.hotpatch.configuring.projects import GROOVY, KOTLIN, init, read, write

APP = "app/build.gradle"
ROOT = "build.gradle"
MANIFEST = "app/src/main/AndroidManifest.xml"
APPLIED = "apply plugin: 'com.android.application' // the app\n"
TOOL = "        classpath 'com.android.tools.build:gradle:4.1.3' // the Android plugin\n"
ARTIFACT = "com.mpaas.android.patch:patch-gradle-plugin"
BASELINE = "    implementation platform('com.mpaas.android:mpaas-baseline:10.2.3-35')\n"
RULES = "            proguardFiles getDefaultProguardFile('proguard-android.txt'), 'rules.pro'\n"
NAMED = "    <application android:"
OWN = ((NAMED, '    <application android:name=".Shop" android:'),)
SIGNING = "    signingConfigs {\n"
FLAVORS = (
    (
        SIGNING,
        f"    productFlavors {{\n        free {{ applicationIdSuffix '.free' }}\n        paid {{ }}\n    }}\n{SIGNING}",
    ),
)
TYPES = "    buildTypes {"
PARAMETERS = ((TYPES, f"    aaptOptions {{\n        additionalParameters '--x'\n    }}\n{TYPES}"),)
V1 = "            v1SigningEnabled true\n"
UNKNOWN = "the rules of the release are named in a way that is not followed"
EXTERN = "mpaas.quinoxless.extern.application"


def _kotlin_class(name: str, above: str) -> dict[str, Change]:
    text = f"package com.example.shop\n\nclass {name} : {above}() {{\n}}\n"
    return {f"app/src/main/java/com/example/shop/{name}.kt": text}


@pytest.mark.parametrize(
    ("changes", "line", "said"),
    [
        (
            {
                APP: (("apply plugin: 'com.android.application' // the app\n", ""),),
                ROOT: (("allprojects {\n", "subprojects {\n    apply plugin: 'com.android.application'\n"),),
            },
            (),
            "build.gradle:11:20: error: no module applies com.android.application in its own script; here another",
        ),
        (
            {APP: ((APPLIED, "plugins {\n    id 'com.example.conventions'\n}\n"),)},
            (),
            "no module applies com.android.application in its own script",
        ),
        ({}, ("--module", "shop"), "no app here is shop; there are app (:app)"),
        (
            {"cart/build.gradle": APPLIED},
            (),
            "error: there are several apps: app (:app), cart (:cart)\n  help: name one by its folder: --module app",
        ),
        ({ROOT: (("buildscript {", "buildscript {{"),)}, (), "build.gradle:1:13: error: "),
        ({ROOT: b"a\0b"}, (), "build.gradle:1:2: error: a zero byte: the file is no text"),
        ({APP: (("dependencies {", "dependencies {{"),)}, (), "app/build.gradle:22:14: error: "),
        ({"cart/build.gradle": "a {\n"}, (), "cart/build.gradle:1:3: error: "),
        (
            {ROOT: (("gradle:4.1.3'", "gradle:' + agp"),)},
            (),
            "build.gradle: error: the version of the Android Gradle plugin is not said in a way that can be read",
        ),
        ({}, ("--agp", "new"), "error: new is no version"),
        ({}, ("--application-id", "a<&b"), "error: a<&b is no applicationId"),
        (
            {APP: (("'com.example.shop'", "'com.example-shop'"),)},
            (),
            "app/build.gradle: error: com.example-shop is no applicationId",
        ),
        ({"app/instantrun": "notes"}, (), "app/instantrun: error: this is a file, and a folder of this name is needed"),
        (
            {APP: FLAVORS},
            (),
            "app/build.gradle: error: the flavors have several applicationIds: com.example.shop, com.example.shop.free",
        ),
        (
            {APP: (("'com.example.shop'", "chosen()"),)},
            (),
            "app/build.gradle: error: the applicationId is not said in a way that can be read",
        ),
        (
            {ROOT: ((TOOL, f'{TOOL}        classpath "{ARTIFACT}:$patch"\n'),)},
            (),
            f"build.gradle:7:9: error: the version of {ARTIFACT} is said elsewhere; it must be 1.0.7",
        ),
        (
            {ROOT: ((TOOL, f"{TOOL}        if (release) {{ classpath '{ARTIFACT}:1.0.7' }}\n"),)},
            (),
            f"build.gradle:7:24: error: {ARTIFACT} is on the class path under a condition",
        ),
        (
            {ROOT: (("allprojects {", f"def patch = '{ARTIFACT}:1.0.7'\nallprojects {{"),)},
            (),
            f"build.gradle: error: {ARTIFACT} is named in a script, and not where it is looked for",
        ),
        (
            {APP: ((APPLIED, f"{APPLIED}if (release) {{ apply plugin: 'com.alipay.instantrun' }}\n"),)},
            (),
            "app/build.gradle:2:31: error: com.alipay.instantrun is applied under a condition: release",
        ),
        (
            {APP: ((APPLIED, "if (alone) { apply plugin: 'com.android.application' }\n"),)},
            (),
            "app/build.gradle:1:29: error: com.android.application is applied under a condition: alone",
        ),
        (
            {APP: "// mpaas, one day\napply plugin: 'com.android.application'\n"},
            (),
            "app/build.gradle: error: :app does not use mPaaS",
        ),
        ({MANIFEST: None}, ("--application-id", "a.b"), f"{MANIFEST}: error: there is no such file"),
        ({MANIFEST: '<manifest package="a.b"/>'}, (), f"{MANIFEST}: error: the manifest has no application"),
        (
            {MANIFEST: GROOVY[MANIFEST].replace("res/android", "res/and")},
            (),
            f"{MANIFEST}: error: the prefix android means http://schemas.android.com/apk/res/and, and not the",
        ),
        ({MANIFEST: "<manifest>"}, (), f"{MANIFEST}:1:1: error: <manifest> is not closed"),
        (
            {**_kotlin_class("One", "QuinoxlessApplicationLike"), **_kotlin_class("Two", "QuinoxlessApplicationLike")},
            (),
            "app: error: several classes derive from QuinoxlessApplicationLike: com.example.shop.One, com.example",
        ),
        (
            {"app/src/main/java/com/example/shop/HotpatchApplicationLike.java": "class X {}\n"},
            (),
            "HotpatchApplicationLike.java: error: HotpatchApplicationLike does not derive from Quinoxless",
        ),
        ({"app/instantrun.xml": "<config/>"}, (), "app/instantrun.xml:1:1: error: the file begins with <config>"),
        ({"app/instantrun.xml": "<resources>"}, (), "app/instantrun.xml:1:1: error: <resources> is not closed"),
    ],
)
def test_refused(changes: dict[str, Change], line: tuple[str, ...], said: str, tmp_path: Path) -> None:
    write(tmp_path, GROOVY, changes)
    before = read(tmp_path)
    ended = init(tmp_path, "--write", *line)
    assert said in ended.err
    assert ended.code in {2, 3}
    assert (ended.out, read(tmp_path)) == ("", before)


def test_nothing_of_mpaas(tmp_path: Path) -> None:
    write(tmp_path, {"settings.gradle": "include ':app'\n", APP: APPLIED})
    ended = init(tmp_path)
    assert (ended.code, "no Gradle build that uses mPaaS found here" in ended.err) == (3, True)


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        (
            {APP: (("10.2.3-35", "10.1.68-20"),)},
            "upgrade the baseline: InstantRun needs 10.2.3-20 or later, and this is 10.1.68-20",
        ),
        ({APP: ((BASELINE, ""),)}, "app/build.gradle: the app declares no baseline by itself"),
        ({APP: (("v1SigningEnabled true", "v1SigningEnabled false"),)}, "app/build.gradle:10: switch V1 signing on"),
        ({APP: ((V1, ""), ("minSdkVersion 21", "minSdkVersion 24"))}, "app/build.gradle:10: switch V1 signing on"),
        (
            {APP: PARAMETERS},
            "app/build.gradle:16: add --stable-ids and the path of public.txt, where that is there, to",
        ),
        (
            {APP: ((APPLIED, f"apply plugin: 'com.alipay.instantrun'\n{APPLIED}"),)},
            "app/build.gradle: apply com.alipay.instantrun behind com.android.application",
        ),
        (
            {MANIFEST: OWN, **_kotlin_class("Shop", "MultiDexApplication")},
            f"{MANIFEST}: com.example.shop.Shop derives from MultiDexApplication: make it a QuinoxlessApplicationLike",
        ),
        (
            {MANIFEST: OWN},
            f"{MANIFEST}: com.example.shop.Shop is the application, and its source is not found: make it",
        ),
    ],
)
def test_left_to_people(changes: dict[str, Change], left: str, tmp_path: Path) -> None:
    write(tmp_path, GROOVY, changes)
    ended = init(tmp_path, "--write")
    assert ended.code == 0
    assert left in ended.err.partition("left to you:\n")[2].partition("to be looked at")[0]
    ended = init(tmp_path, "--check")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(":app is set up for InstantRun but for what is left to you\n")


@pytest.mark.parametrize(
    ("changes", "unknown"),
    [
        (
            {APP: ((BASELINE, "    implementation libraries.mpaas\n"),)},
            "app/build.gradle: the app declares no baseline by itself",
        ),
        ({APP: (("'rules.pro'", "rules()"),)}, UNKNOWN),
        ({APP: (("'rules.pro'", "'../../rules.pro'"),)}, UNKNOWN),
        ({APP: (("'rules.pro'", "'/etc/rules.pro'"),)}, UNKNOWN),
        (
            {ROOT: (("allprojects {\n    repositories {\n        google()\n    }\n}\n", ""),)},
            "no script says where dependencies come from: add the Maven repository https://mvn.cloud.alipay.com",
        ),
    ],
)
def test_not_known_here(changes: dict[str, Change], unknown: str, tmp_path: Path) -> None:
    write(tmp_path, GROOVY, changes)
    ended = init(tmp_path, "--write")
    assert ended.code == 0
    assert unknown in ended.err.partition("to be looked at, since no file here says it:\n")[2]
    ended = init(tmp_path, "--check")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith(":app is set up for InstantRun, as far as is known here\n")


def test_what_the_rules_still_have(tmp_path: Path) -> None:
    client = f"{BASELINE}    implementation 'commons-httpclient:commons-httpclient:3.1'\n"
    write(tmp_path, GROOVY, {APP: ((BASELINE, client),)})
    assert init(tmp_path, "--write").code == 0
    ended = init(tmp_path, "--check")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        ":app is set up for InstantRun but for what is left to you\n"
        "left to you:\n- mend what hapline check says: HOT211\n"
    )
    assert json.loads(init(tmp_path, "--check", "--format", "json").out)["left"] == [
        "mend what hapline check says: HOT211"
    ]


def test_a_version_that_is_wrong_is_changed(tmp_path: Path) -> None:
    line = f'        classpath "{ARTIFACT}:1.0.8" // patches\n'
    write(tmp_path, GROOVY, {ROOT: ((TOOL, TOOL + line),)})
    assert init(tmp_path, "--write").code == 0
    assert f'classpath "{ARTIFACT}:1.0.7" // patches\n' in (tmp_path / ROOT).read_text()
    newer = (tmp_path / ROOT).read_text().replace("gradle:4.1.3", "gradle:8.1.0")
    (tmp_path / ROOT).write_text(newer)
    assert init(tmp_path, "--write").code == 0
    assert f'classpath "{ARTIFACT}:1.0.8" // patches\n' in (tmp_path / ROOT).read_text()


def test_another_version_than_the_script_says(tmp_path: Path) -> None:
    write(tmp_path, GROOVY)
    before = read(tmp_path)
    ended = init(tmp_path, "--agp", "7.4.2", "--write")
    assert ended.code == 2
    assert "build.gradle:6:51: error: the Android plugin is 4.1.3 here, not 7.4.2\n" in ended.err
    assert read(tmp_path) == before
    assert init(tmp_path, "--agp", "4.1.3", "--write").code == 0


def test_what_was_said_counts(tmp_path: Path) -> None:
    write(tmp_path, GROOVY, {ROOT: ((TOOL, ""),), APP: (("'com.example.shop'", "chosen()"),)})
    assert init(tmp_path, "--agp", "7.4", "--application-id", "com.example.city", "--write").code == 0
    assert "<name>com.example.city</name>" in (tmp_path / "app/instantrun.xml").read_text()
    assert "    androidResources {\n" in (tmp_path / APP).read_text()


def test_one_of_several_apps(tmp_path: Path) -> None:
    other = (
        GROOVY[APP].replace("com.example.shop", "com.example.cart").replace("    implementation project(':cart')\n", "")
    )
    changes: dict[str, Change] = {"cart/build.gradle": other, "cart/src/main/AndroidManifest.xml": GROOVY[MANIFEST]}
    write(tmp_path, GROOVY, changes)
    assert init(tmp_path, "--module", ":cart", "--write").code == 0
    assert (tmp_path / "cart/instantrun.xml").is_file()
    assert not (tmp_path / "app/instantrun.xml").exists()
    assert "com.example.cart.ui." in (tmp_path / "cart/instantrun.xml").read_text()


@pytest.mark.parametrize("name", [":cart", "cart", "cart/", "./cart"])
def test_an_app_is_named_as_gradle_does_or_by_its_folder(name: str, tmp_path: Path) -> None:
    write(tmp_path, GROOVY, {"cart/build.gradle": APPLIED, "cart/src/main/AndroidManifest.xml": GROOVY[MANIFEST]})
    ended = init(tmp_path, "--module", name)
    assert "cart/build.gradle: error: :cart does not use mPaaS" in ended.err


def test_apps_of_one_name(tmp_path: Path) -> None:
    for build in ("inside", "outside/deep"):
        write(tmp_path / build, GROOVY)
    ended = init(tmp_path, "--write", "--module", ":app")
    assert (ended.code, ended.out) == (2, "")
    assert "there are several apps: inside/app (:app), outside/deep/app (:app)" in ended.err
    assert "name one by its folder: --module inside/app" in ended.err
    assert init(tmp_path, "--write", "--module", "outside/deep/app").code == 0
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("instantrun.xml")] == [
        "outside/deep/app/instantrun.xml"
    ]


def test_a_module_of_a_build(tmp_path: Path) -> None:
    write(tmp_path, GROOVY)
    ended = init(tmp_path / "app", "--check")
    assert (ended.code, ended.out) == (2, "")
    assert ".: error: this folder is a module of the build in ..\n" in ended.err
    assert "run hapline hotpatch init .. --module app" in ended.err


def test_settings_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "settings.gradle").write_text("include ':other'\n")
    project = tmp_path / "app"
    script = GROOVY[ROOT] + GROOVY[APP].replace("    implementation project(':cart')\n", "")
    write(project, {ROOT: script, "src/main/AndroidManifest.xml": GROOVY[MANIFEST], "rules.pro": ""})
    assert "is a module of" in init(project).err
    (project / ".git").mkdir()
    assert init(project, "--write").code == 0


def test_the_root_is_the_app(tmp_path: Path) -> None:
    script = GROOVY[ROOT] + GROOVY[APP].replace("    implementation project(':cart')\n", "")
    write(tmp_path, {ROOT: script, "src/main/AndroidManifest.xml": GROOVY[MANIFEST], "rules.pro": ""})
    assert init(tmp_path, "--write").code == 0
    text = (tmp_path / ROOT).read_text()
    assert text.count("patch-gradle-plugin") == text.count("'com.alipay.instantrun'") == 1
    assert (tmp_path / "instantrun/README.md").is_file()
    assert init(tmp_path, "--check").code == 0


def test_a_build_without_script_in_its_root(tmp_path: Path) -> None:
    write(tmp_path, KOTLIN, {"build.gradle.kts": None})
    assert init(tmp_path, "--write").code == 0
    assert (tmp_path / "build.gradle.kts").read_text() == (
        "buildscript {\n    repositories {\n        google()\n        mavenCentral()\n"
        '        maven { url = uri("https://mvn.cloud.alipay.com/nexus/content/repositories/open/") }\n    }\n'
        "    dependencies {\n"
        '        classpath("com.mpaas.android.patch:patch-gradle-plugin:1.0.8")\n    }\n}\n'
    )
    assert init(tmp_path, "--check").out == ""


@pytest.mark.parametrize(
    "line",
    [
        "maven { url 'http://mvn.cloud.alipay.com/nexus/content/repositories/open' }",
        'maven { url "$mpaas/open/" }',
        "maven { setUrl('HTTPS://mvn.cloud.alipay.com/nexus/content/repositories/open/') }",
    ],
)
def test_a_repository_that_is_there(line: str, tmp_path: Path) -> None:
    text = GROOVY[ROOT].replace("google()", f"google()\n        {line}")
    text = f"ext.mpaas = 'https://mvn.cloud.alipay.com/nexus/content/repositories'\n{text}"
    write(tmp_path, GROOVY, {ROOT: text})
    assert init(tmp_path, "--write").code == 0
    assert "maven { url 'https" not in (tmp_path / ROOT).read_text()


def test_repositories_in_settings(tmp_path: Path) -> None:
    settings = "dependencyResolutionManagement {\n    repositories {\n        google()\n    }\n}\n"
    write(tmp_path, GROOVY, {"settings.gradle": settings + GROOVY["settings.gradle"]})
    assert init(tmp_path, "--write").code == 0
    assert "mvn.cloud.alipay.com" in (tmp_path / "settings.gradle").read_text()
    assert (tmp_path / ROOT).read_text().count("mvn.cloud.alipay.com") == 1  # that of the plugin


def test_options_that_are_there(tmp_path: Path) -> None:
    script = GROOVY[APP].replace(
        "    buildTypes {", "    aaptOptions {\n        noCompress 'so'\n    }\n    buildTypes {"
    )
    write(tmp_path, GROOVY, {APP: script})
    assert init(tmp_path, "--write").code == 0
    text = (tmp_path / APP).read_text()
    assert "        noCompress 'so'\n        def stableIds = " in text
    assert text.count("aaptOptions") == 1


def test_a_component_that_is_there(tmp_path: Path) -> None:
    cart = f"{GROOVY['cart/build.gradle']}dependencies {{\n    api 'com.mpaas.android:hotfix'\n}}\n"
    write(tmp_path, GROOVY, {"cart/build.gradle": cart})
    assert init(tmp_path, "--write").code == 0
    assert "hotfix" not in (tmp_path / APP).read_text()


def test_rules_that_are_there(tmp_path: Path) -> None:
    rules = "-keepclassmembers class **{\n    public static com.alipay.instantrun.ChangeQuickRedirect *;\n}"
    write(tmp_path, GROOVY, {"app/rules.pro": rules})
    assert init(tmp_path, "--write").code == 0
    assert (tmp_path / "app/rules.pro").read_text() == rules


def test_a_release_that_is_not_shrunk_has_no_rules(tmp_path: Path) -> None:
    write(tmp_path, GROOVY, {APP: ((RULES, ""), ("minifyEnabled true", "minifyEnabled false")), "app/rules.pro": None})
    assert init(tmp_path, "--write").code == 0
    assert list(tmp_path.rglob("*.pro")) == []


def test_a_named_file_that_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, GROOVY, {"app/rules.pro": None})
    assert init(tmp_path, "--write").code == 0
    assert (tmp_path / "app/rules.pro").read_text().startswith("-keepclassmembers class ** {\n")


def test_a_class_without_annotations_is_kept_by_a_rule(tmp_path: Path) -> None:
    write(tmp_path, GROOVY, {"gradle.properties": None})
    assert init(tmp_path, "--write").code == 0
    assert "Keep" not in (tmp_path / "app/src/main/java/com/example/shop/HotpatchApplicationLike.java").read_text()
    assert (tmp_path / "app/rules.pro").read_text().endswith("\n-keep class com.example.shop.HotpatchApplicationLike")
    assert init(tmp_path, "--check").code == 0


def test_the_support_library(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        "gradle.properties": None,
        APP: ((BASELINE, f"{BASELINE}    implementation 'com.android.support:support-v4:26.0.0'\n"),),
    }
    write(tmp_path, GROOVY, changes)
    assert init(tmp_path, "--write").code == 0
    text = (tmp_path / "app/src/main/java/com/example/shop/HotpatchApplicationLike.java").read_text()
    assert "import android.support.annotation.Keep;" in text


def test_a_class_that_is_there(tmp_path: Path) -> None:
    write(tmp_path, GROOVY, _kotlin_class("Start", "QuinoxlessApplicationLike"))
    ended = init(tmp_path, "--write")
    assert 'android:value="com.example.shop.Start" />' in (tmp_path / MANIFEST).read_text()
    assert "Start.kt: call MPHotpatch.init() in onMPaaSFrameworkInitFinished of com.example.shop.Start\n" in ended.err
    assert "Start.kt: annotate com.example.shop.Start with @Keep\n" in ended.err
    assert not list(tmp_path.rglob("HotpatchApplicationLike*"))
    assert (init(tmp_path, "--check").code, init(tmp_path, "--check").out) == (1, "")


def test_a_class_in_the_place_of_the_application(tmp_path: Path) -> None:
    changes = {MANIFEST: ((NAMED, '    <application android:name=".Start" android:'),)}
    write(tmp_path, GROOVY, {**changes, **_kotlin_class("Start", "QuinoxlessApplicationLike")})
    assert init(tmp_path, "--write").code == 0
    text = (tmp_path / MANIFEST).read_text()
    assert 'android:name="com.alipay.mobile.framework.quinoxless.QuinoxlessApplication" android:label' in text
    assert f'android:name="{EXTERN}"\n            android:value="com.example.shop.Start" />' in text


def test_a_manifest_that_names_a_class(tmp_path: Path) -> None:
    meta = f'<meta-data android:name="{EXTERN}" android:value=".Gone" />'
    write(tmp_path, GROOVY, {MANIFEST: (("        <activity", f"        {meta}\n        <activity"),)})
    ended = init(tmp_path, "--write")
    assert "the source of com.example.shop.Gone, which the manifest names, is not found in the app" in ended.err
    assert meta in (tmp_path / MANIFEST).read_text()


def test_a_library_that_is_required(tmp_path: Path) -> None:
    library = '<uses-library android:name="org.apache.http.legacy" android:required="true" />'
    write(tmp_path, GROOVY, {MANIFEST: (("        <activity", f"        {library}\n        <activity"),)})
    assert init(tmp_path, "--write").code == 0
    assert library.replace("true", "false") in (tmp_path / MANIFEST).read_text()


def test_a_link_that_leads_outside(tmp_path: Path) -> None:
    outside = tmp_path / "outside.pro"
    outside.write_text("# mine\n")
    project = tmp_path / "project"
    write(project, GROOVY, {"app/rules.pro": None})
    (project / "app/rules.pro").symlink_to(outside)
    ended = init(project, "--write")
    assert ended.code == 4
    assert outside.read_text() == "# mine\n"
    assert not (project / "app/instantrun.xml").exists()


def test_a_folder_that_leads_outside(tmp_path: Path) -> None:
    outside, project = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    write(project, GROOVY)
    (project / "app/instantrun").symlink_to(outside)
    before = read(project)
    ended = init(project, "--write")
    assert ended.code == 2
    assert "app/instantrun/README.md: error: a symbolic link leads this file out of the project" in ended.err
    assert (read(project), [*outside.iterdir()]) == (before, [])


def test_packages_that_are_no_names(tmp_path: Path) -> None:
    write(tmp_path, GROOVY, {"app/src/main/java/Odd.kt": "package com.`a<b`\n\nclass Odd\n"})
    assert init(tmp_path, "--write").code == 0
    assert init(tmp_path, "--check").code == 0
    assert "a<b" not in (tmp_path / "app/instantrun.xml").read_text()


def test_a_plugin_applied_in_a_block(tmp_path: Path) -> None:
    write(tmp_path, GROOVY, {APP: ((APPLIED, "apply {\n    plugin 'com.android.application'\n}\n"),)})
    assert init(tmp_path, "--write").code == 0
    assert "}\napply plugin: 'com.alipay.instantrun'\n" in (tmp_path / APP).read_text()
    assert init(tmp_path, "--check").code == 0


def test_what_is_left_is_no_success(tmp_path: Path) -> None:
    write(tmp_path, GROOVY, {APP: (("10.2.3-35", "10.1.68-20"),)})
    init(tmp_path, "--write")
    assert init(tmp_path, "--check").err.startswith(
        ":app is set up for InstantRun but for what is left to you\nleft to you"
    )
    write(tmp_path, GROOVY)
    init(tmp_path, "--write")
    assert init(tmp_path, "--check").err == ":app is set up for InstantRun\n"


def test_another_prefix(tmp_path: Path) -> None:
    text = GROOVY[MANIFEST].replace("android:", "a:").replace("xmlns:android", "xmlns:a")
    write(tmp_path, GROOVY, {MANIFEST: text})
    assert init(tmp_path, "--write").code == 0
    assert init(tmp_path, "--check").code == 0
    assert codes(Bench().check(read(tmp_path))) == []


@pytest.mark.parametrize(
    ("changes", "method"),
    [
        ({"app/white.txt": "Lcom.example.shop.Cart\nPatchType: dexpatch\n"}, "DexPatch"),
        ({"app/white.txt": "Lcom.example.shop.Cart\n"}, "InstantRun"),
    ],
)
def test_the_method_of_an_app_with_a_whitelist(changes: dict[str, Change], method: str, tmp_path: Path) -> None:
    write(tmp_path, GROOVY, changes)
    assert init(tmp_path, "--write").code == 0
    assert init(tmp_path, "--check").err == f":app is set up for {method}\n"
