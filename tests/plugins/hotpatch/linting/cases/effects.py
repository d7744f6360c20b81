"""Cases of the source lint on changes that reach further than they seem."""

from __future__ import annotations

from plugins.hotpatch.linting.cases.case import ADD as _A
from plugins.hotpatch.linting.cases.case import MODIFY as _M
from plugins.hotpatch.linting.cases.case import Case
from plugins.hotpatch.linting.repositories import FOLDER

CASES = (
    Case(
        rule="HOT418",
        name="java method",
        java=("public void a() { b(); }", ""),
        expect=("Cart.java:3:14 HOT418 Cart.a is gone: the app still has it, with its old code",),
    ),
    Case(
        rule="HOT418",
        name="java override",
        java=("@Override public void a() { b(); }", ""),
        expect=("Cart.java:3:14 HOT418 Cart.a is gone, and the app still calls it in place of what it overrides",),
    ),
    Case(rule="HOT418", name="java private", java=("private void a() { b(); }", "")),
    Case(
        rule="HOT418",
        name="java other signature",
        java=("public void a() { b(); }", f"{_A} public void a(int x) {{ b(); }}"),
    ),
    Case(
        rule="HOT418",
        name="java class",
        java=("static class I { }", ""),
        expect=("Cart.java:3:14 HOT418 class Cart.I is gone: the app still has it, with its old code",),
    ),
    Case(
        rule="HOT418", name="java anonymous class", java=("void a() { b(new R() { }); }", f"{_M} void a() {{ b(); }}")
    ),
    Case(
        rule="HOT418",
        name="kotlin override",
        kotlin=("class P : Q() { override fun a() = b() }", "class P : Q()"),
        expect=("Prices.kt:3:7 HOT418 P.a is gone, and the app still calls it in place of what it overrides",),
    ),
    Case(
        rule="HOT418",
        name="kotlin file",
        before={f"{FOLDER}A.kt": "fun a() = b()\n"},
        now={f"{FOLDER}A.kt": None},
        expect=("A.kt HOT418 class AKt is gone: the app still has it, with its old code",),
    ),
    Case(
        rule="HOT418",
        name="java file",
        before={f"{FOLDER}A.java": "class A {\n    static class B { }\n}\n"},
        now={f"{FOLDER}A.java": None},
        expect=("A.java HOT418 class A is gone: the app still has it, with its old code",),
    ),
    Case(
        rule="HOT418",
        name="one of two classes of a file",
        before={f"{FOLDER}A.java": "class A { }\nclass B { }\n"},
        now={f"{FOLDER}A.java": "class A { }\n"},
        expect=("A.java HOT418 class B is gone: the app still has it, with its old code",),
    ),
    Case(
        rule="HOT418",
        name="java file that moved",
        before={f"{FOLDER}A.java": "class A { }\n"},
        now={f"{FOLDER}A.java": None, f"{FOLDER}b/A.java": "class A { }\n"},
    ),
    Case(
        rule="HOT418",
        name="a class in a file that is not understood as before",
        before={f"{FOLDER}A.kt": 'val x = $$"a"\nclass B\nclass C { fun d() = 1 }\n'},
        now={f"{FOLDER}A.kt": 'val x = $$"a" + "b"\nclass C { fun d() = 1 }\n'},
    ),
    Case(
        rule="HOT420",
        name="kotlin inline",
        kotlin=("inline fun a() = b(1)", f"{_M}\ninline fun a() = b(2)"),
        expect=(
            (
                "Prices.kt:4:12 HOT420 PricesKt.a is inline and has changed: each method that calls it has the old "
                "code in it"
            ),
        ),
    ),
    Case(
        rule="HOT420",
        name="kotlin inline unchanged",
        kotlin=("inline fun a() = b(1)\nfun c() = d(1)", f"inline fun a() = b(1)\n{_M}\nfun c() = d(2)"),
    ),
    Case(
        rule="HOT420",
        name="kotlin default",
        kotlin=("fun a(x: Int = 1) = b(x)", "fun a(x: Int = 2) = b(x)"),
        expect=(
            (
                "Prices.kt:3:5 HOT420 a default value of PricesKt.a has changed: it is compiled into a method that "
                "is not instrumented"
            ),
        ),
    ),
    Case(
        rule="HOT420",
        name="kotlin default formatted",
        kotlin=("fun a(x: Int = c(1)) = b(x)", "fun a(x: Int = c( 1 )) = b(x)"),
    ),
    Case(rule="HOT420", name="java", java=("void a() { b(1); }", f"{_M} void a() {{ b(2); }}")),
    Case(
        rule="HOT420",
        name="kotlin new",
        kotlin=("fun c() = d()", f"fun c() = d()\n{_A}\ninline fun a(x: Int = 1) = b(x)"),
    ),
    Case(
        rule="HOT421",
        name="kotlin changed",
        kotlin=("suspend fun a() = b(1)", f"{_M}\nsuspend fun a() = b(2)"),
        expect=("Prices.kt:4:13 HOT421 PricesKt.a is patched, and it suspends",),
    ),
    Case(
        rule="HOT421",
        name="kotlin unchanged",
        kotlin=("suspend fun a() = b(1)\nfun c() = d(1)", f"suspend fun a() = b(1)\n{_M}\nfun c() = d(2)"),
    ),
    Case(
        rule="HOT424",
        name="java annotation",
        java=("void a() { b(); }", '@Route("x") void a() { b(); }'),
        expect=(
            (
                "Cart.java:4:18 HOT424 the annotations of Cart.a have changed: what reads them when the app runs "
                "finds the old ones"
            ),
        ),
    ),
    Case(
        rule="HOT424",
        name="java annotation of the source",
        java=("void a() { b(); }", '@Override @SuppressWarnings("x") void a() { b(); }'),
    ),
    Case(
        rule="HOT424",
        name="java synchronized",
        java=("void a() { b(); }", "synchronized void a() { b(); }"),
        expect=("Cart.java:4:19 HOT424 Cart.a is declared otherwise (synchronized): in the app it locks as it did",),
    ),
    Case(
        rule="HOT424",
        name="java access",
        java=("void a() { b(); }", "public void a() { b(); }"),
        expect=(
            (
                "Cart.java:4:13 HOT424 Cart.a is public now and was package in the release: for code that is not "
                "patched it still is"
            ),
        ),
    ),
    Case(rule="HOT424", name="java final", java=("void a() { b(); }", "final void a() { b(); }")),
    Case(rule="HOT424", name="java new", java=("", f'{_A} @Route("x") synchronized void a() {{ b(); }}')),
    Case(rule="HOT424", name="java static", java=("void a() { b(); }", f"{_A} public static void a() {{ b(); }}")),
    Case(rule="HOT424", name="kotlin public", kotlin=("fun a() = b()", "public fun a() = b()")),
    Case(
        rule="HOT424",
        name="kotlin annotations that nothing reads",
        kotlin=("fun a() = b()", "@OptIn(Experimental::class) @MainThread fun a() = b()"),
    ),
    Case(
        rule="HOT424",
        name="kotlin annotation that the grammar takes for an expression",
        kotlin=(
            '@JvmName("c")\nfun a() = B(\n    x = { c() },\n)\n\nfun d() = 1',
            '@JvmName("c")\n@Deprecated("e")\nfun a() = B(\n    x = { c() },\n)\n\nfun d() = 2',
        ),
    ),
    Case(
        rule="HOT424",
        name="kotlin static",
        kotlin=("object P { fun a() = b() }", "object P { @JvmStatic fun a() = b() }"),
        expect=(
            (
                "Prices.kt:3:27 HOT424 the annotations of P.a have changed: what reads them when the app runs "
                "finds the old ones"
            ),
        ),
    ),
)
