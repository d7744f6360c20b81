"""Cases of the source lint on the marks of a patch."""

from __future__ import annotations

from plugins.hotpatch.linting.cases.case import ADD as _A
from plugins.hotpatch.linting.cases.case import CALL as _CALL
from plugins.hotpatch.linting.cases.case import MODIFY as _M
from plugins.hotpatch.linting.cases.case import Case
from plugins.hotpatch.linting.repositories import FOLDER

CASES = (
    Case(
        rule="HOT402",
        name="kotlin getter of the compiler",
        kotlin=("class P {\n    val x: Int = 1\n}", "class P {\n    val x: Int\n        get() = b()\n}"),
    ),
    Case(
        rule="HOT401",
        name="java unmarked",
        java=("int a() { return b(1); }", "int a() { return b(2); }"),
        expect=("Cart.java:4:5 HOT401 Cart.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401", name="java marked in full", java=("int a() { return b(1); }", f"{_M} int a() {{ return b(2); }}")
    ),
    Case(rule="HOT401", name="java marked by the call", java=("void a() { b(1); }", f"void a() {{ {_CALL} b(2); }}")),
    Case(
        rule="HOT401",
        name="java class marked",
        before={f"{FOLDER}A.java": "package com.example.shop;\nclass A { void a() { b(1); } }\n"},
        now={f"{FOLDER}A.java": f"package com.example.shop;\n{_M} class A {{ void a() {{ b(2); }} }}\n"},
    ),
    Case(
        rule="HOT401",
        name="java class marked and another method",
        before={f"{FOLDER}A.java": "package com.example.shop;\nclass A { void a() { b(1); } void c() { b(1); } }\n"},
        now={
            f"{FOLDER}A.java": f"package com.example.shop;\n{_M} class A {{ {_M} void a() {{ b(2); }} void c() "
            f"{{ b(2); }} }}\n"
        },
        expect=("A.java:2:127 HOT401 A.c has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="java imported mark",
        before={f"{FOLDER}A.java": "class A { void a() { b(1); } }\n"},
        now={
            f"{FOLDER}A.java": "import com.alipay.instantrun.patch.annotaion.Modify;\nclass A { @Modify void "
            "a() { b(2); } }\n"
        },
    ),
    Case(
        rule="HOT401",
        name="java mark of a package imported whole",
        before={f"{FOLDER}A.java": "class A { void a() { b(1); } }\n"},
        now={
            f"{FOLDER}A.java": "import com.alipay.instantrun.patch.annotaion.*;\nclass A { @Modify void a() { "
            "b(2); } }\n"
        },
    ),
    Case(
        rule="HOT401",
        name="java somebody else's Modify",
        before={f"{FOLDER}A.java": "import org.other.Modify;\nclass A { void a() { b(1); } }\n"},
        now={f"{FOLDER}A.java": "import org.other.Modify;\nclass A { @Modify void a() { b(2); } }\n"},
        expect=("A.java:2:24 HOT401 A.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="java formatting and comments",
        java=(
            "int a(final int x) { return b(1); }",
            "/** Says a. */\n@Override\nint a(int x)\n{\n    // one\n    return b( 1 ); /* two */\n}",
        ),
    ),
    Case(
        rule="HOT401",
        name="java methods in another order",
        java=("void a() { b(1); }\nvoid c() { d(2); }", "void c() { d(2); }\nvoid a() { b(1); }"),
    ),
    Case(
        rule="HOT401",
        name="java text with other spaces",
        java=('void a() { b("x y"); }', 'void a() { b("x  y"); }'),
        expect=("Cart.java:4:6 HOT401 Cart.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="java character",
        java=("void a() { b('x'); }", "void a() { b('y'); }"),
        expect=("Cart.java:4:6 HOT401 Cart.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="java generic arguments only",
        java=("void a(List<String> x) { b(x); }", "void a(List<Integer> x) { b(x); }"),
    ),
    Case(
        rule="HOT401",
        name="java anonymous class",
        java=(
            "void a() { b(new R() { public void run() { c(1); } }); }",
            "void a() { b(new R() { public void run() { c(2); } }); }",
        ),
        expect=(
            "Cart.java:4:36 HOT401 Cart.a/new R.run has changed and is not marked: the patch will not hold the change",
        ),
    ),
    Case(
        rule="HOT401",
        name="java anonymous class marked",
        java=(
            "void a() { b(new R() { public void run() { c(1); } }); }",
            f"void a() {{ b(new R() {{ {_M} public void run() {{ c(2); }} }}); }}",
        ),
    ),
    Case(
        rule="HOT401",
        name="java anonymous class of a field",
        java=("R r = new R() { public void run() { c(1); } };", "R r = new R() { public void run() { c(2); } };"),
        expect=(
            "Cart.java:4:29 HOT401 Cart.r/new R.run has changed and is not marked: the patch will not hold the change",
        ),
    ),
    Case(
        rule="HOT401",
        name="java class of an enum constant",
        before={f"{FOLDER}E.java": "enum E { A { void x() { y(1); } }; void x() { } }\n"},
        now={f"{FOLDER}E.java": "enum E { A { void x() { y(2); } }; void x() { } }\n"},
        expect=("E.java:1:19 HOT401 E.A/A.x has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="java method of a record",
        before={f"{FOLDER}P.java": "record P(int x) { int y() { return z(1); } }\n"},
        now={f"{FOLDER}P.java": "record P(int x) { int y() { return z(2); } }\n"},
        expect=("P.java:1:23 HOT401 P.y has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="java overloads",
        java=(
            "void a(int x) { b(1); }\nvoid a(String x) { b(1); }",
            "void a(int x) { b(1); }\nvoid a(String x) { b(2); }",
        ),
        expect=("Cart.java:5:6 HOT401 Cart.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="java import of another class",
        before={f"{FOLDER}A.java": "import one.Log;\nclass A { void a() { Log.d(); } void b() { c(); } }\n"},
        now={f"{FOLDER}A.java": "import two.Log;\nclass A { void a() { Log.d(); } void b() { c(); } }\n"},
        expect=("A.java:2:16 HOT401 A.a has changed and is not marked: what it names is imported from elsewhere now",),
    ),
    Case(
        rule="HOT401",
        name="java import of an annotation or of what a comment names",
        before={
            f"{FOLDER}A.java": "import one.Log;\nimport one.NonNull;\nclass A {\n    @NonNull int a(@NonNull int x) { "
            'return b(x); }\n    void c() { /* Log */ d("Log", e.Log); }\n    void f(g.Log x) { h(x); }\n}\n'
        },
        now={
            f"{FOLDER}A.java": "import two.Log;\nimport two.NonNull;\nclass A {\n    @NonNull int a(@NonNull int x) { "
            'return b(x); }\n    void c() { /* Log */ d("Log", e.Log); }\n    void f(g.Log x) { h(x); }\n}\n'
        },
    ),
    Case(
        rule="HOT401",
        name="kotlin import of an extension",
        before={f"{FOLDER}A.kt": "import one.log\nclass A { fun a(x: Int) { x.log() } }\n"},
        now={f"{FOLDER}A.kt": "import two.log\nclass A { fun a(x: Int) { x.log() } }\n"},
        expect=("A.kt:2:15 HOT401 A.a has changed and is not marked: what it names is imported from elsewhere now",),
    ),
    Case(
        rule="HOT401",
        name="java import of what an anonymous class names",
        before={f"{FOLDER}A.java": "import one.Log;\nclass A { void a() { b(new C() { void d() { Log.e(); } }); } }\n"},
        now={f"{FOLDER}A.java": "import two.Log;\nclass A { void a() { b(new C() { void d() { Log.e(); } }); } }\n"},
        expect=("A.java:2:16 HOT401 A.a has changed and is not marked: what it names is imported from elsewhere now",),
    ),
    Case(
        rule="HOT401",
        name="java text cut otherwise",
        java=(
            'void a() { b("one two " + "three" + x); }',
            'void a() { b("one" + " two" +\n        " three" + x); }',
        ),
    ),
    Case(
        rule="HOT401",
        name="java text that is no constant",
        java=(
            'void a() { b("a" + "b".trim(), "c"); }\nvoid d() { e("\\1" + "2"); }\nvoid f() { g("h", "i"); }',
            'void a() { b("ab".trim(), "c"); }\nvoid d() { e("\\12"); }\nvoid f() { g("hi"); }',
        ),
        expect=tuple(
            f"Cart.java:{line}:6 HOT401 Cart.{name} has changed and is not marked: the patch will not hold the change"
            for line, name in ((4, "a"), (5, "d"), (6, "f"))
        ),
    ),
    Case(
        rule="HOT401",
        name="java imports in order",
        before={f"{FOLDER}A.java": "import one.Log;\nimport java.util.*;\nclass A { void a() { Log.d(); } }\n"},
        now={f"{FOLDER}A.java": "import java.util.List;\nimport one.Log;\nclass A { void a() { Log.d(); } }\n"},
    ),
    Case(
        rule="HOT401",
        name="java file moved",
        before={f"{FOLDER}A.java": "package com.example.shop;\nclass A { void a() { b(1); } }\n"},
        now={
            "lib/src/main/java/com/example/shop/A.java": "package com.example.shop;\nclass A { void a() { b(1); } }\n",
            f"{FOLDER}A.java": None,
        },
    ),
    Case(
        rule="HOT401",
        name="java file moved and changed",
        before={f"{FOLDER}A.java": "package com.example.shop;\nclass A { void a() { b(1); } }\n"},
        now={
            "lib/src/main/java/com/example/shop/A.java": "package com.example.shop;\nclass A { void a() { b(2); } }\n",
            f"{FOLDER}A.java": None,
        },
        expect=(
            (
                "lib/src/main/java/com/example/shop/A.java:2:16 HOT401 A.a has changed and is not marked: the "
                "patch will not hold the change"
            ),
        ),
    ),
    Case(
        rule="HOT401",
        name="java test",
        before={"app/src/test/java/A.java": "class A { void a() { b(1); } }\n"},
        now={"app/src/test/java/A.java": "class A { void a() { b(2); } }\n"},
    ),
    Case(
        rule="HOT401",
        name="java code around a lambda",
        java=("void a() { b(() -> c(1)); d(1); }", "void a() { b(() -> c(1)); d(2); }"),
        expect=("Cart.java:4:6 HOT401 Cart.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(rule="HOT401", name="java in a lambda", java=("void a() { b(() -> c(1)); }", "void a() { b(() -> c(2)); }")),
    Case(rule="HOT401", name="java constructor", java=("Cart() { b(1); }", "Cart() { b(2); }")),
    Case(
        rule="HOT401",
        name="java interface",
        before={f"{FOLDER}I.java": "interface I { default void a() { b(1); } }\n"},
        now={f"{FOLDER}I.java": "interface I { default void a() { b(2); } }\n"},
    ),
    Case(
        rule="HOT401",
        name="kotlin unmarked",
        kotlin=("fun a() = b(1)", "fun a() = b(2)"),
        expect=("Prices.kt:3:5 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(rule="HOT401", name="kotlin marked", kotlin=("fun a() = b(1)", f"{_M}\nfun a() = b(2)")),
    Case(
        rule="HOT401",
        name="kotlin marked by the call",
        kotlin=(
            "fun a() { b(1) }",
            "fun a() {\n    com.alipay.instantrun.patch.InstantRunModify.modify()\n    b(2)\n}",
        ),
    ),
    Case(
        rule="HOT401",
        name="kotlin alias",
        before={f"{FOLDER}A.kt": "class A { fun a() = b(1) }\n"},
        now={
            f"{FOLDER}A.kt": "import com.alipay.instantrun.patch.annotaion.Modify as Changed\nclass A { "
            "@Changed fun a() = b(2) }\n"
        },
    ),
    Case(
        rule="HOT401",
        name="kotlin formatting",
        kotlin=(
            "fun a(x: Int) { b(x, 1); c() }",
            (
                '/** Says a. */\n@Suppress("X")\nfun a(\n    x: Int,\n) {\n    b(\n        x,\n        1,\n    ) '
                "// one\n    c()\n}"
            ),
        ),
    ),
    Case(
        rule="HOT401",
        name="kotlin line that ends a statement",
        kotlin=("fun a() { return\n b() }", "fun a() { return b() }"),
        expect=("Prices.kt:3:5 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin character",
        kotlin=("fun a() { b('x') }", "fun a() { b('y') }"),
        expect=("Prices.kt:3:5 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin is and is not",
        kotlin=("fun a(x: Any) { b(x is Int) }", "fun a(x: Any) { b(x !is Int) }"),
        expect=("Prices.kt:3:5 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin in and not in",
        kotlin=("fun a(x: Int) { b(x in 1..2) }", "fun a(x: Int) { b(x !in 1..2) }"),
        expect=("Prices.kt:3:5 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin in a branch",
        kotlin=("fun a(x: Any) { when (x) { is Int -> b() } }", "fun a(x: Any) { when (x) { !is Int -> b() } }"),
        expect=("Prices.kt:3:5 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin code in a text",
        kotlin=('fun a() = b("x ${c(1)}")', 'fun a() = b("x ${c(2)}")'),
        expect=("Prices.kt:3:5 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin spaces in code in a text",
        kotlin=('fun a() = b("x ${c(1)}")', 'fun a() = b("x ${ c( 1 ) }")'),
    ),
    Case(
        rule="HOT401",
        name="kotlin getter",
        kotlin=("class P { val x: Int get() = b(1) }", "class P { val x: Int get() = b(2) }"),
        expect=("Prices.kt:3:22 HOT401 P.getX has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin getter marked by its target",
        kotlin=(
            "class P { val x: Int get() = b(1) }",
            "class P {\n    @get:com.alipay.instantrun.patch.annotaion.Modify\n    val x: Int get() = b(2)\n}",
        ),
    ),
    Case(
        rule="HOT401",
        name="kotlin setter",
        kotlin=(
            "class P { var x = 1\n set(value) { field = b(1) } }",
            "class P { var x = 1\n set(value) { field = b(2) } }",
        ),
        expect=("Prices.kt:4:2 HOT401 P.setX has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin companion",
        kotlin=("class P { companion object { fun a() = b(1) } }", "class P { companion object { fun a() = b(2) } }"),
        expect=(
            "Prices.kt:3:34 HOT401 P.Companion.a has changed and is not marked: the patch will not hold the change",
        ),
    ),
    Case(
        rule="HOT401",
        name="kotlin object",
        kotlin=("object P { fun a() = b(1) }", "object P { fun a() = b(2) }"),
        expect=("Prices.kt:3:16 HOT401 P.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin extension",
        kotlin=("fun Int.a() = b(1)\nfun String.a() = b(1)", "fun Int.a() = b(1)\nfun String.a() = b(2)"),
        expect=("Prices.kt:4:12 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin lambda that is compiled into the function",
        kotlin=("fun a(x: List<Int>) = x.map { b(1) }", "fun a(x: List<Int>) = x.map { b(2) }"),
        expect=("Prices.kt:3:5 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT401",
        name="kotlin object expression",
        kotlin=(
            "fun a() = object : R { override fun run() { b(1) } }",
            "fun a() = object : R { override fun run() { b(2) } }",
        ),
        expect=(
            (
                "Prices.kt:3:37 HOT401 PricesKt.a/object : R.run has changed and is not marked: the patch will not "
                "hold the change"
            ),
        ),
    ),
    Case(
        rule="HOT401",
        name="kotlin file renamed",
        before={f"{FOLDER}A.kt": "package com.example.shop\nclass A { fun a() = b(1) }\n"},
        now={f"{FOLDER}B.kt": "package com.example.shop\nclass A { fun a() = b(1) }\n", f"{FOLDER}A.kt": None},
    ),
    Case(
        rule="HOT401",
        name="kotlin functional interface",
        kotlin=("fun interface F { fun x() }\nfun a() = b(1)", "fun interface F { fun x() }\nfun a() = b(2)"),
        expect=("Prices.kt:4:5 HOT401 PricesKt.a has changed and is not marked: the patch will not hold the change",),
    ),
    Case(
        rule="HOT402",
        name="java method",
        java=("", "void a() { b(); }"),
        expect=("Cart.java:4:6 HOT402 Cart.a is new and not marked: the patch will not hold it",),
    ),
    Case(rule="HOT402", name="java method marked", java=("", f"{_A} void a() {{ b(); }}")),
    Case(
        rule="HOT402",
        name="java other parameters",
        java=("void a(int x) { b(); }", "void a(long x) { b(); }"),
        expect=(
            (
                "Cart.java:4:6 HOT402 Cart.a has another signature than in the release, so for the app it is a new "
                "method, and it is not marked; what calls the old one, which stays, has to change too"
            ),
        ),
    ),
    Case(
        rule="HOT402",
        name="java other result",
        java=("int a() { return b(); }", "long a() { return b(); }"),
        expect=(
            (
                "Cart.java:4:6 HOT402 Cart.a has another signature than in the release, so for the app it is a new "
                "method, and it is not marked; what calls the old one, which stays, has to change too"
            ),
        ),
    ),
    Case(
        rule="HOT402",
        name="java static",
        java=("int a() { return b(); }", "static int a() { return b(); }"),
        expect=(
            (
                "Cart.java:4:12 HOT402 Cart.a has another signature than in the release, so for the app it is a "
                "new method, and it is not marked; what calls the old one, which stays, has to change too"
            ),
        ),
    ),
    Case(
        rule="HOT402",
        name="java package of a type written out",
        java=("void a(List x) { b(); }", "void a(java.util.List x) { b(); }"),
    ),
    Case(
        rule="HOT402",
        name="java class",
        now={f"{FOLDER}N.java": "class N { static class M { } void a() { } }\n"},
        expect=(
            "N.java:1:7 HOT402 class N is new and not marked: the patch will not hold it",
            "N.java:1:24 HOT402 class N.M is new and not marked: the patch will not hold it",
        ),
    ),
    Case(
        rule="HOT402",
        name="java class marked",
        now={f"{FOLDER}N.java": f"{_A} class N {{ {_A} static class M {{ }} void a() {{ }} }}\n"},
    ),
    Case(
        rule="HOT402",
        name="java nested class",
        java=("", "static class M { }"),
        expect=("Cart.java:4:14 HOT402 class Cart.M is new and not marked: the patch will not hold it",),
    ),
    Case(rule="HOT402", name="java abstract method", java=("", "abstract void a();")),
    Case(
        rule="HOT402",
        name="java interface method",
        before={f"{FOLDER}I.java": "interface I { }\n"},
        now={f"{FOLDER}I.java": "interface I { default void a() { b(); } }\n"},
    ),
    Case(
        rule="HOT402",
        name="kotlin function",
        kotlin=("fun a() = b()", "fun a() = b()\nfun c() = b()"),
        expect=("Prices.kt:4:5 HOT402 PricesKt.c is new and not marked: the patch will not hold it",),
    ),
    Case(rule="HOT402", name="kotlin function marked", kotlin=("fun a() = b()", f"fun a() = b()\n{_A}\nfun c() = b()")),
    Case(
        rule="HOT402",
        name="kotlin class and object",
        kotlin=("fun a() = b()", "fun a() = b()\nclass C\nobject D\ninterface F\n"),
        expect=(
            "Prices.kt:4:7 HOT402 class C is new and not marked: the patch will not hold it",
            "Prices.kt:5:8 HOT402 class D is new and not marked: the patch will not hold it",
            "Prices.kt:6:11 HOT402 class F is new and not marked: the patch will not hold it",
        ),
    ),
    Case(
        rule="HOT402",
        name="kotlin file of functions",
        now={f"{FOLDER}N.kt": "fun a() = b()\n"},
        expect=(
            (
                "N.kt:1:5 HOT402 NKt, the class that Kotlin makes of the functions of this file, is new, and no "
                "annotation can be put on it: move them into an object that is marked with @Add"
            ),
        ),
    ),
    Case(rule="HOT402", name="kotlin file of constants", now={f"{FOLDER}N.kt": "const val A = 1\n"}),
    Case(
        rule="HOT402",
        name="kotlin getter",
        kotlin=("class P", "class P { val x: Int get() = b() }"),
        expect=("Prices.kt:3:22 HOT402 P.getX is new and not marked: the patch will not hold it",),
    ),
    Case(
        rule="HOT402", name="kotlin getter marked", kotlin=("class P", f"class P {{ val x: Int\n {_A} get() = b() }}")
    ),
    Case(
        rule="HOT402",
        name="kotlin suspending",
        kotlin=("fun a() = b()", "suspend fun a() = b()"),
        expect=(
            (
                "Prices.kt:3:13 HOT402 PricesKt.a has another signature than in the release, so for the app it is "
                "a new method, and it is not marked; what calls the old one, which stays, has to change too"
            ),
        ),
    ),
    Case(
        rule="HOT403",
        name="java unchanged",
        java=("void a() { b(); }", f"{_M} void a() {{ b(); }}"),
        expect=("Cart.java:4:1 HOT403 Cart.a is marked with @Modify and has not changed",),
    ),
    Case(
        rule="HOT403",
        name="java left from before",
        java=(f"{_M} void a() {{ b(); }}\nvoid c() {{ b(); }}", f"{_M} void a() {{ b(); }}\nvoid c() {{ b(2); }}"),
        expect=("Cart.java:4:1 HOT403 Cart.a is marked with @Modify and has not changed",),
    ),
    Case(
        rule="HOT403",
        name="java call in what is unchanged",
        java=("void a() { b(); }", f"void a() {{ {_CALL} b(); }}"),
        expect=("Cart.java:4:12 HOT403 Cart.a is marked with @Modify and has not changed",),
    ),
    Case(rule="HOT403", name="java changed", java=("void a() { b(1); }", f"{_M} void a() {{ b(2); }}")),
    Case(
        rule="HOT403",
        name="java new marked as changed",
        java=("", f"{_M} void a() {{ b(); }}"),
        expect=("Cart.java:4:1 HOT403 Cart.a is marked with @Modify, and the release does not have it",),
    ),
    Case(
        rule="HOT403",
        name="java changed marked as new",
        java=("void a() { b(1); }", f"{_A} void a() {{ b(2); }}"),
        expect=("Cart.java:4:1 HOT403 Cart.a is marked with @Add, and the release has it",),
    ),
    Case(
        rule="HOT403",
        name="java unchanged marked as new",
        java=("void a() { b(1); }", f"{_A} void a() {{ b(1); }}"),
        expect=("Cart.java:4:1 HOT403 Cart.a is marked with @Add, and the release has it",),
    ),
    Case(
        rule="HOT403",
        name="java class marked as new",
        before={f"{FOLDER}A.java": "class A { }\n"},
        now={f"{FOLDER}A.java": f"{_A} class A {{ }}\n"},
        expect=("A.java:1:1 HOT403 A is marked with @Add, and the release has it",),
    ),
    Case(
        rule="HOT403",
        name="java class marked as changed",
        before={f"{FOLDER}A.java": "class A { void a() { b(); } }\n"},
        now={f"{FOLDER}A.java": f"{_M} class A {{ void a() {{ b(); }} }}\n"},
        expect=("A.java:1:1 HOT403 A is marked with @Modify and has not changed",),
    ),
    Case(
        rule="HOT403",
        name="java new class marked as changed",
        now={f"{FOLDER}A.java": f"{_M} class A {{ }}\n"},
        expect=("A.java:1:1 HOT403 A is marked with @Modify, and the release does not have it",),
    ),
    Case(
        rule="HOT403",
        name="java loads a layout",
        java=("void a() { b(R.layout.cart); }", f"{_M} void a() {{ b(R.layout.cart); }}"),
        before={"app/src/main/res/layout/cart.xml": "<a/>\n"},
        now={"app/src/main/res/layout/cart.xml": "<b/>\n"},
    ),
    Case(
        rule="HOT403",
        name="java reads a constant",
        java=(
            "static final int N = 1;\nint a() { return b(N); }",
            f"static final int N = 2;\n{_M} int a() {{ return b(N); }}",
        ),
    ),
    Case(
        rule="HOT403",
        name="java same class left from before",
        before={f"{FOLDER}A.java": f"class A {{ {_M} void a() {{ b(); }} }}\nclass B {{ void c() {{ d(1); }} }}\n"},
        now={f"{FOLDER}A.java": f"class A {{ {_M} void a() {{ b(); }} }}\nclass B {{ void c() {{ d(2); }} }}\n"},
        expect=("A.java:1:11 HOT403 A.a is marked with @Modify and has not changed",),
    ),
    Case(
        rule="HOT403",
        name="java file left from before",
        java=("", "// a comment"),
        before={f"{FOLDER}A.java": f"class A {{\n    {_M}\n    void a() {{ b(); }}\n}}\n"},
        expect=("A.java:2:5 HOT403 A.java is as in the release and holds a mark of a patch",),
    ),
    Case(
        rule="HOT403",
        name="java comment left from before",
        java=("", "// a comment"),
        before={f"{FOLDER}A.java": f"class A {{\n    // {_M}\n    void a() {{ b(); }}\n}}\n"},
    ),
    Case(
        rule="HOT403",
        name="kotlin unchanged",
        kotlin=("fun a() = b()", f"{_M}\nfun a() = b()"),
        expect=("Prices.kt:3:1 HOT403 PricesKt.a is marked with @Modify and has not changed",),
    ),
    Case(
        rule="HOT403",
        name="kotlin calls what is inline",
        kotlin=("inline fun a() = b(1)\nfun c() = a()", f"{_M}\ninline fun a() = b(2)\n{_M}\nfun c() = a()"),
    ),
    Case(
        rule="HOT404",
        name="java wrong package",
        java=("void a() { b(1); }", "@com.alipay.instantrun.patch.annotation.Modify void a() { b(2); }"),
        expect=(
            (
                "Cart.java:4:1 HOT404 com.alipay.instantrun.patch.annotation is not the package of the marks, "
                "which is com.alipay.instantrun.patch.annotaion"
            ),
        ),
    ),
    Case(
        rule="HOT404",
        name="java wrong import",
        before={f"{FOLDER}A.java": "class A { void a() { b(1); } }\n"},
        now={
            f"{FOLDER}A.java": "import com.alipay.instantrun.patch.annotation.Modify;\nclass A { @Modify void "
            "a() { b(2); } }\n"
        },
        expect=(
            (
                "A.java:1:1 HOT404 com.alipay.instantrun.patch.annotation is not the package of the marks, which "
                "is com.alipay.instantrun.patch.annotaion"
            ),
        ),
    ),
    Case(
        rule="HOT404",
        name="java import of Robust",
        before={f"{FOLDER}A.java": "class A { void a() { b(1); } }\n"},
        now={
            f"{FOLDER}A.java": "import com.meituan.robust.patch.annotaion.*;\nclass A { @Modify void a() { b(2); } }\n"
        },
        expect=(
            (
                "A.java:1:1 HOT404 com.meituan.robust.patch.annotaion is not the package of the marks, which is "
                "com.alipay.instantrun.patch.annotaion"
            ),
        ),
    ),
    Case(
        rule="HOT404",
        name="java nothing imported",
        java=("void a() { b(1); }", "@Modify void a() { b(2); }"),
        expect=("Cart.java:4:1 HOT404 @Modify is neither imported nor written in full",),
    ),
    Case(
        rule="HOT404",
        name="java nothing imported on a class",
        now={f"{FOLDER}A.java": "@Add class A { }\n"},
        expect=("A.java:1:1 HOT404 @Add is neither imported nor written in full",),
    ),
    Case(
        rule="HOT404",
        name="java own annotation as in the release",
        before={f"{FOLDER}A.java": "import org.other.*;\nclass A { @Modify void a() { b(1); } }\n"},
        now={f"{FOLDER}A.java": f"import org.other.*;\nclass A {{ @Modify {_M} void a() {{ b(2); }} }}\n"},
    ),
    Case(rule="HOT404", name="java right", java=("void a() { b(1); }", f"{_M} void a() {{ b(2); }}")),
    Case(
        rule="HOT404",
        name="java wrong on what is unchanged",
        java=(
            "void a() { b(1); }\nvoid c() { d(1); }",
            "@com.alipay.instantrun.patch.annotation.Modify void a() { b(1); }\nvoid c() { d(2); }",
        ),
        expect=(
            (
                "Cart.java:4:1 HOT404 com.alipay.instantrun.patch.annotation is not the package of the marks, "
                "which is com.alipay.instantrun.patch.annotaion"
            ),
        ),
    ),
    Case(
        rule="HOT404",
        name="kotlin property",
        kotlin=("class P { val x: Int get() = b(1) }", f"class P {{\n {_M} val x: Int get() = b(2) }}"),
        expect=("Prices.kt:4:2 HOT404 @Modify is on the property P.getX, and so on none of its accessors",),
    ),
    Case(
        rule="HOT404",
        name="kotlin accessor",
        kotlin=("class P { val x: Int get() = b(1) }", f"class P {{ val x: Int\n {_M} get() = b(2) }}"),
    ),
)
