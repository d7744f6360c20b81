"""Cases of the source lint on where a change is."""

from __future__ import annotations

from plugins.hotpatch.linting.cases.case import ADD as _A
from plugins.hotpatch.linting.cases.case import MODIFY as _M
from plugins.hotpatch.linting.cases.case import Case
from plugins.hotpatch.linting.repositories import FOLDER, INSTANTRUN

_TORN = "{} HOT400 the source is not understood from here on: nothing that changed in this file is judged"
_CODE = "{} HOT400 Cart.a does not compile: it is not judged whether what changed is what was meant"
_NOT_INSTRUMENTED = (
    "{} HOT425 v1 is not set up for InstantRun: nothing in that release was instrumented, and no patch of InstantRun "
    "can mend it"
)
_APP = "apply plugin: 'com.android.application'\n"
_NESTED = """class K {
    fun a(x: Int): Int {
        if (x > 1) {
            return b(x)
        }
        return 1
    }

    fun price(x: Int): Int {
        return listOf(1).sortedWith { a, b -> a - b }[x]
    }

    fun c() = d(1)
}"""

CASES = (
    Case(
        rule="HOT400",
        name="java",
        java=("void a() { b(1); }", "void a() { b(2 + ); }"),
        expect=("Cart.java:4:17 HOT400 the source is not understood from here on: what changed in it is not judged",),
    ),
    Case(
        rule="HOT400",
        name="java bracket",
        java=("void a() { b(1); }", "void a() { b(2; }"),
        expect=(_TORN.format("Cart.java:4:15"),),
    ),
    Case(
        rule="HOT400",
        name="java word that is misspelt",
        java=("int a(int x) { return b(x); }", f"{_M} int a(int x) {{ retrun b(x); }}"),
        expect=("Cart.java:4:70 HOT400 the source is not understood from here on: what changed in it is not judged",),
    ),
    Case(
        rule="HOT400",
        name="java word that is misspelt before a name",
        java=("void a(int x) { b(x); }", f"{_M} void a(int x) {{ retrun x; }}"),
        expect=(_CODE.format("Cart.java:4:63"),),
    ),
    Case(
        rule="HOT400",
        name="java result that is never returned",
        java=("int a(X x) { return b(x); }", f"{_M} int a(X x) {{ retrun y; }}"),
        expect=(_CODE.format("Cart.java:4:51"),),
    ),
    Case(
        rule="HOT400",
        name="java methods that end otherwise",
        java=(
            "int a() { return 1; }\nint b() { return 1; }\nvoid c(int x) { e(1); }\nint d() { return 1; }",
            (
                f"{_M} int a() {{ throw e(1); }}\n{_M} int b() {{ while (true) {{ e(1); }} }}\n"
                f"{_M} void c(int x) {{ new R() {{ void f() {{ int x = 1; }} }}; }}\n{_M} native int d();"
            ),
        ),
    ),
    Case(
        rule="HOT400",
        name="java class that is not closed",
        before={f"{FOLDER}A.java": "class A {\n    void a() { b(1); }\n}\n"},
        now={f"{FOLDER}A.java": f"class A {{\n    {_M} void a() {{ b(2); }}\n"},
        expect=(_TORN.format("A.java:2:69"),),
    ),
    Case(
        rule="HOT400",
        name="kotlin function that is not closed",
        kotlin=(_NESTED, _NESTED.replace("b(x)\n        }", "b(x)")),
        expect=(_TORN.format("Prices.kt:15:2"),),
    ),
    Case(
        rule="HOT400",
        name="kotlin that the grammar does not know",
        kotlin=('fun a() = b("1")', 'fun a() = b($$"2")'),
        expect=(_TORN.format("Prices.kt:3:12"),),
    ),
    Case(
        rule="HOT400",
        name="kotlin that the grammar did not know either",
        kotlin=('fun a() = b($$"1")', 'fun a() = b($$"2")'),
        expect=("Prices.kt:3:12 HOT400 the source is not understood from here on: what changed in it is not judged",),
    ),
    Case(
        rule="HOT400",
        name="kotlin that the grammar did not know either and that did not change",
        kotlin=('fun a() = b(1)\nfun c() = d($$"1")', 'fun a() = b(2)\nfun c() = d($$"1")'),
    ),
    Case(
        rule="HOT400",
        name="java as little understood as in the release",
        java=("void a() { b(1 + ); }", f"{_M} void a() {{ b(2 - ); }}"),
        expect=(
            (
                "Cart.java:4:63 HOT400 the source is not understood from here on, nor was that of the release: it is "
                "only judged whether it changed"
            ),
        ),
    ),
    Case(
        rule="HOT400",
        name="kotlin that the grammar does not know and that moved",
        before={f"{FOLDER}A.kt": 'fun a() = b($$"1")\n'},
        now={f"{FOLDER}A.kt": None, f"{FOLDER}c/A.kt": 'fun a() = b($$"1")\n'},
    ),
    Case(
        rule="HOT400",
        name="new file",
        now={f"{FOLDER}A.java": "class A { void a() { b(1 + ); } }\n"},
        expect=("A.java:1:27 HOT400 the source is not understood from here on: what changed in it is not judged",),
    ),
    Case(
        rule="HOT425",
        name="plugin",
        before={"settings.gradle": "include ':app'\n", "app/build.gradle": _APP},
        now={"app/build.gradle": f"{_APP}apply plugin: 'com.alipay.instantrun'\n", "app/instantrun.xml": INSTANTRUN},
        expect=(_NOT_INSTRUMENTED.format("app/build.gradle:2:16"),),
    ),
    Case(
        rule="HOT425",
        name="configuration alone",
        before={"settings.gradle": "include ':app'\n", "app/build.gradle": _APP},
        now={"app/instantrun.xml": INSTANTRUN},
        expect=(_NOT_INSTRUMENTED.format("app/instantrun.xml"),),
    ),
    Case(
        rule="HOT425",
        name="set up before too",
        before={
            "settings.gradle": "include ':app'\n",
            "app/build.gradle": f"{_APP}apply plugin: 'com.alipay.instantrun'\n",
        },
        now={"app/instantrun.xml": INSTANTRUN, "app/build.gradle": f"{_APP}\napply plugin: 'com.alipay.instantrun'\n"},
    ),
    Case(rule="HOT425", name="no build in sight", now={"app/instantrun.xml": INSTANTRUN}),
    Case(
        rule="HOT400",
        name="java as in the release",
        java=("void a() { b(1; }\nvoid c() { d(1); }", f"void a() {{ b(1; }}\n{_M} void c() {{ d(2); }}"),
    ),
    Case(
        rule="HOT400",
        name="kotlin",
        kotlin=("fun a() = b(1)", "fun a( = b(1)"),
        expect=(_TORN.format("Prices.kt:3:8"),),
    ),
    Case(
        rule="HOT400",
        name="no text",
        now={f"{FOLDER}A.java": "class A \x00 \udcff { }\n"},
        expect=("A.java:1:1 HOT400 A.java is not judged: the file is no text",),
    ),
    Case(rule="HOT400", name="java understood", java=("void a() { b(1); }", f"{_M} void a() {{ b(2); }}")),
    Case(
        rule="HOT409",
        name="java",
        java=(
            "static { LauncherApplicationAgent.getInstance().x(); }\nvoid a() { b(1); }",
            f"static {{ LauncherApplicationAgent.getInstance().x(); }}\n{_M} void a() {{ b(2); }}",
        ),
        expect=("Cart.java:4:1 HOT409 Cart is patched, and its static initialiser waits for the framework",),
    ),
    Case(
        rule="HOT409",
        name="java static field",
        java=(
            "static X x = LauncherApplicationAgent.getInstance().x();\nvoid a() { b(new R() { void c() { d(1); } }); }",
            (
                f"static X x = LauncherApplicationAgent.getInstance().x();\nvoid a() {{ b(new R() {{ {_M} void c() "
                f"{{ d(2); }} }}); }}"
            ),
        ),
        expect=("Cart.java:4:10 HOT409 Cart is patched, and its static initialiser waits for the framework",),
    ),
    Case(
        rule="HOT409",
        name="java not static",
        java=(
            "X x = LauncherApplicationAgent.getInstance().x();\nvoid a() { b(1); }",
            f"X x = LauncherApplicationAgent.getInstance().x();\n{_M} void a() {{ b(2); }}",
        ),
    ),
    Case(
        rule="HOT409",
        name="java not patched",
        java=(
            "static { LauncherApplicationAgent.getInstance().x(); }",
            "static { LauncherApplicationAgent.getInstance().x(); }\n// nothing",
        ),
    ),
    Case(
        rule="HOT409",
        name="java said once",
        java=(
            "static { LauncherApplicationAgent.getInstance().x(); }\nvoid a() { b(1); }\nvoid c() { b(1); }",
            (
                f"static {{ LauncherApplicationAgent.getInstance().x(); }}\n{_M} void a() {{ b(2); }}\n{_M} void "
                f"c() {{ b(2); }}"
            ),
        ),
        expect=("Cart.java:4:1 HOT409 Cart is patched, and its static initialiser waits for the framework",),
    ),
    Case(
        rule="HOT409",
        name="kotlin companion",
        kotlin=(
            "class P { companion object { val x = LauncherApplicationAgent.getInstance() }\n fun a() = b(1) }",
            (
                f"class P {{ companion object {{ val x = LauncherApplicationAgent.getInstance() }}\n {_M} fun a() "
                f"= b(2) }}"
            ),
        ),
        expect=("Prices.kt:3:34 HOT409 P is patched, and its static initialiser waits for the framework",),
    ),
    Case(
        rule="HOT409",
        name="kotlin lazy",
        kotlin=(
            (
                "class P { companion object { val x by lazy { LauncherApplicationAgent.getInstance() } }\n fun a() "
                "= b(1) }"
            ),
            (
                f"class P {{ companion object {{ val x by lazy {{ LauncherApplicationAgent.getInstance() }} }}\n "
                f"{_M} fun a() = b(2) }}"
            ),
        ),
    ),
    Case(
        rule="HOT413",
        name="java advice",
        java=(
            '@org.aspectj.lang.annotation.Around("x()") Object a() { return b(1); }',
            f'@org.aspectj.lang.annotation.Around("x()") {_M} Object a() {{ return b(2); }}',
        ),
        expect=("Cart.java:4:97 HOT413 Cart.a is advice of an aspect",),
    ),
    Case(
        rule="HOT413",
        name="java advice imported",
        before={
            f"{FOLDER}A.java": 'import org.aspectj.lang.annotation.*;\nclass A { @Before("x()") void a() { b(1); } }\n'
        },
        now={
            f"{FOLDER}A.java": f'import org.aspectj.lang.annotation.*;\nclass A {{ @Before("x()") {_M} void '
            f"a() {{ b(2); }} }}\n"
        },
        expect=("A.java:2:77 HOT413 A.a is advice of an aspect",),
    ),
    Case(
        rule="HOT413",
        name="java another Before",
        before={f"{FOLDER}A.java": "import org.junit.Before;\nclass A { @Before void a() { b(1); } }\n"},
        now={f"{FOLDER}A.java": f"import org.junit.Before;\nclass A {{ @Before {_M} void a() {{ b(2); }} }}\n"},
    ),
    Case(
        rule="HOT413",
        name="java advised by an annotation",
        java=(
            "@Log void a() { b(1); }\nvoid c() { b(1); }",
            f"@Log {_M} void a() {{ b(2); }}\n{_M} void c() {{ b(2); }}",
        ),
        before={
            f"{FOLDER}L.java": "import org.aspectj.lang.annotation.Around;\nclass L { "
            '@Around("execution(@com.example.Log * *(..))") Object x() { return 1; } }\n'
        },
        expect=("Cart.java:4:57 HOT413 Cart.a is advised by the aspect in L.java",),
    ),
    Case(
        rule="HOT413",
        name="java advised by name",
        java=(
            "void onPay() { b(1); }\nvoid pay() { b(1); }",
            f"{_M} void onPay() {{ b(2); }}\n{_M} void pay() {{ b(2); }}",
        ),
        before={
            f"{FOLDER}L.java": 'import org.aspectj.lang.annotation.Pointcut;\nclass L { @Pointcut("execution(* '
            'com.example..Cart.on*(..))") void x() { } }\n'
        },
        expect=("Cart.java:4:52 HOT413 Cart.onPay is advised by the aspect in L.java",),
    ),
    Case(
        rule="HOT413",
        name="aspect",
        before={"app/src/main/aspectj/L.aj": "aspect L { }\n"},
        now={"app/src/main/aspectj/L.aj": "aspect L { pointcut x(); }\n"},
        expect=("app/src/main/aspectj/L.aj HOT413 app/src/main/aspectj/L.aj is an aspect, and has changed",),
    ),
    Case(
        rule="HOT417",
        name="java outside",
        before={
            "app/instantrun.xml": INSTANTRUN,
            "app/src/main/java/org/A.java": "package org.other;\nclass A { void a() { b(1); } }\n",
        },
        now={"app/src/main/java/org/A.java": f"package org.other;\nclass A {{ {_M} void a() {{ b(2); }} }}\n"},
        expect=(
            (
                "app/src/main/java/org/A.java:2:62 HOT417 A.a has changed, and org.other.A is not instrumented by "
                "app/instantrun.xml of the release"
            ),
        ),
    ),
    Case(
        rule="HOT417",
        name="java excepted",
        before={
            "app/instantrun.xml": INSTANTRUN,
            "app/src/main/java/A.java": "package com.example.keptthings;\nclass A { void a() { b(1); } }\n",
        },
        now={"app/src/main/java/A.java": f"package com.example.keptthings;\nclass A {{ {_M} void a() {{ b(2); }} }}\n"},
        expect=(
            (
                "app/src/main/java/A.java:2:62 HOT417 A.a has changed, and com.example.keptthings.A is not "
                "instrumented by app/instantrun.xml of the release"
            ),
        ),
    ),
    Case(
        rule="HOT417",
        name="java private methods",
        before={
            "app/instantrun.xml": INSTANTRUN,
            "app/src/main/java/A.java": "package com.example.shop.quiet;\nclass A { private void a() { b(1); } "
            "void c() { b(1); } }\n",
        },
        now={
            "app/src/main/java/A.java": f"package com.example.shop.quiet;\nclass A {{ {_M} private void a() {{ "
            f"b(2); }} {_M} void c() {{ b(2); }} }}\n"
        },
        expect=(
            (
                "app/src/main/java/A.java:2:70 HOT417 A.a has changed, and methods of com.example.shop.quiet.A "
                "that are private are not instrumented by app/instantrun.xml of the release"
            ),
        ),
    ),
    Case(
        rule="HOT417",
        name="java inside",
        java=("void a() { b(1); }", f"{_M} void a() {{ b(2); }}"),
        before={"app/instantrun.xml": INSTANTRUN},
    ),
    Case(rule="HOT417", name="java without configuration", java=("void a() { b(1); }", f"{_M} void a() {{ b(2); }}")),
    Case(
        rule="HOT417",
        name="java interface outside",
        before={
            "app/instantrun.xml": INSTANTRUN,
            "app/src/main/java/org/A.java": "package org.other;\ninterface A { default void a() { b(1); } }\n",
        },
        now={"app/src/main/java/org/A.java": "package org.other;\ninterface A { default void a() { b(2); } }\n"},
    ),
    Case(
        rule="HOT422",
        name="version",
        before={
            "app/build.gradle": "dependencies {\n    implementation 'a.b:c:1.0'\n    testImplementation 'a.b:t:1'\n}\n"
        },
        now={
            "app/build.gradle": "dependencies {\n    implementation 'a.b:c:1.1'\n    testImplementation 'a.b:t:2'\n}\n"
        },
        expect=(
            (
                "app/build.gradle:2:27 HOT422 a.b:c is 1.1 now and was 1.0 in the release: a patch does not hold "
                "the difference"
            ),
        ),
    ),
    Case(
        rule="HOT422",
        name="added and removed",
        before={"app/build.gradle.kts": 'dependencies {\n    implementation("a.b:c:1.0")\n}\n'},
        now={"app/build.gradle.kts": 'dependencies {\n    implementation("a.b:d:1.0")\n}\n'},
        expect=(
            "app/build.gradle.kts HOT422 a.b:c 1.0 is gone: the app still has it",
            "app/build.gradle.kts:2:27 HOT422 a.b:d 1.0 is new: a patch does not hold it",
        ),
    ),
    Case(
        rule="HOT422",
        name="catalogue",
        before={
            "gradle/libs.versions.toml": '[versions]\nc = "1"\n[libraries]\nc = { module = "a.b:c", '
            'version.ref = "c" }\n'
        },
        now={
            "gradle/libs.versions.toml": '[versions]\nc = "2"\n[libraries]\nc = { module = "a.b:c", '
            'version.ref = "c" }\n'
        },
        expect=(
            (
                "gradle/libs.versions.toml:2:5 HOT422 a.b:c is 2 now and was 1 in the release: a patch does not "
                "hold the difference"
            ),
        ),
    ),
    Case(
        rule="HOT422",
        name="file",
        now={"app/libs/pay.jar": "PK\n"},
        expect=("app/libs/pay.jar HOT422 the library pay.jar has changed: a patch does not hold it",),
    ),
    Case(
        rule="HOT422",
        name="wrapper and settings",
        before={"build.gradle": "ext.x = 1\n"},
        now={"build.gradle": "ext.x = 2\n", "gradle/wrapper/gradle-wrapper.jar": "PK\n"},
    ),
    Case(rule="HOT422", name="file gone", before={"app/libs/pay.jar": "PK\n"}, now={"app/libs/pay.jar": None}),
    Case(
        rule="HOT423",
        name="changed",
        java=("void a() { b(R.layout.cart_view); }", "void a() { b(R.layout.cart_view); }"),
        before={"app/src/main/res/layout/cart_view.xml": "<a/>\n"},
        now={"app/src/main/res/layout/cart_view.xml": "<b/>\n"},
        expect=(
            (
                "app/src/main/res/layout/cart_view.xml HOT423 the layout cart_view has changed, and no code of the "
                "patch loads it"
            ),
        ),
    ),
    Case(
        rule="HOT423",
        name="added",
        now={"app/src/main/res/layout-land/cart_view.xml": "<a/>\n"},
        expect=(
            (
                "app/src/main/res/layout-land/cart_view.xml HOT423 the layout cart_view is new, and no code of the "
                "patch loads it"
            ),
        ),
    ),
    Case(
        rule="HOT423",
        name="loaded",
        java=("void a() { b(R.layout.cart_view); }", f"{_M} void a() {{ b(R.layout.cart_view); }}"),
        before={"app/src/main/res/layout/cart_view.xml": "<a/>\n"},
        now={"app/src/main/res/layout/cart_view.xml": "<b/>\n"},
    ),
    Case(
        rule="HOT423",
        name="loaded by another name",
        java=("void a() { b(R.layout.cart_view2); }", f"{_M} void a() {{ b(R.layout.cart_view2); }}"),
        before={"app/src/main/res/layout/cart_view.xml": "<a/>\n"},
        now={"app/src/main/res/layout/cart_view.xml": "<b/>\n"},
        expect=(
            (
                "app/src/main/res/layout/cart_view.xml HOT423 the layout cart_view has changed, and no code of the "
                "patch loads it"
            ),
        ),
    ),
    Case(
        rule="HOT423",
        name="bound in a new class",
        before={"app/src/main/res/layout/cart_view.xml": "<a/>\n"},
        now={
            f"{FOLDER}N.kt": f"{_A}\nclass N {{ val x = CartViewBinding.inflate(y) }}\n",
            "app/src/main/res/layout/cart_view.xml": "<b/>\n",
        },
    ),
    Case(
        rule="HOT423",
        name="formatted",
        before={"app/src/main/res/layout/cart_view.xml": '<a x="1" y="2"/>\n'},
        now={"app/src/main/res/layout/cart_view.xml": '<!-- one -->\n<a\n    y="2"\n    x="1" />\n'},
    ),
    Case(
        rule="HOT423",
        name="removed",
        before={"app/src/main/res/layout/cart_view.xml": "<a/>\n"},
        now={"app/src/main/res/layout/cart_view.xml": None},
    ),
    Case(
        rule="HOT423",
        name="value",
        before={"app/src/main/res/values/strings.xml": "<a/>\n"},
        now={"app/src/main/res/values/strings.xml": "<b/>\n"},
    ),
)
