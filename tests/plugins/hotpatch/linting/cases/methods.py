"""Cases of the source lint on the code of methods."""

from __future__ import annotations

from plugins.hotpatch.linting.cases.case import ADD as _A
from plugins.hotpatch.linting.cases.case import CALL as _CALL
from plugins.hotpatch.linting.cases.case import MODIFY as _M
from plugins.hotpatch.linting.cases.case import Case
from plugins.hotpatch.linting.repositories import FOLDER, UNREFLECTED

CASES = (
    Case(
        rule="HOT407",
        name="kotlin getter of the compiler",
        kotlin=("class P {\n    val x: Int = 1\n}", f"class P {{\n    val x: Int\n        {_M} get() = b()\n}}"),
        expect=("Prices.kt:5:55 HOT407 P.getX calls no method in the release, so nothing was put in to patch it by",),
    ),
    Case(
        rule="HOT407",
        name="kotlin setter that the compiler did not make",
        kotlin=(
            "class P {\n    val x: Int = 1\n}",
            f"class P {{\n    var x: Int = 1\n        {_A} set(value) {{ b(value) }}\n}}",
        ),
    ),
    Case(
        rule="HOT407",
        name="java",
        java=("int x;\nint a() { return x; }", f"int x;\n{_M} int a() {{ return b(); }}"),
        expect=("Cart.java:5:51 HOT407 Cart.a calls no method in the release, so nothing was put in to patch it by",),
    ),
    Case(
        rule="HOT407",
        name="java calls",
        java=("int x;\nint a() { return b(); }", f"int x;\n{_M} int a() {{ return x; }}"),
    ),
    Case(
        rule="HOT407",
        name="java joins text",
        java=("String x;\nString a() { return x + 1; }", f"String x;\n{_M} String a() {{ return x + 2; }}"),
    ),
    Case(
        rule="HOT407",
        name="java boxes",
        java=("int x;\nInteger a() { return x; }", f"int x;\n{_M} Integer a() {{ return b(); }}"),
    ),
    Case(
        rule="HOT407",
        name="java loops",
        java=("void a() { for (int x : y) { z = x; } }", f"{_M} void a() {{ for (int x : y) {{ z = 1; }} }}"),
    ),
    Case(
        rule="HOT407",
        name="java makes an array",
        java=("int[] a() { return new int[] {1}; }", f"{_M} int[] a() {{ return new int[] {{2}}; }}"),
        expect=("Cart.java:4:53 HOT407 Cart.a calls no method in the release, so nothing was put in to patch it by",),
    ),
    Case(
        rule="HOT407", name="java adds", java=("int x;\nvoid a() { x += 1; }", f"int x;\n{_M} void a() {{ x += 2; }}")
    ),
    Case(rule="HOT407", name="java new", java=("", f"{_A} int a() {{ return 1; }}")),
    Case(
        rule="HOT407",
        name="kotlin",
        kotlin=(
            "class P(private val x: Int) { fun a(): Int = x }",
            f"class P(private val x: Int) {{ {_M} fun a(): Int = b() }}",
        ),
        expect=("Prices.kt:3:81 HOT407 P.a calls no method in the release, so nothing was put in to patch it by",),
    ),
    Case(
        rule="HOT407",
        name="kotlin getter",
        kotlin=("class P { var x = 1\n get() = field }", f"class P {{ var x = 1\n {_M} get() = b(field) }}"),
        expect=("Prices.kt:4:48 HOT407 P.getX calls no method in the release, so nothing was put in to patch it by",),
    ),
    Case(
        rule="HOT407",
        name="kotlin checks a parameter",
        kotlin=("class P { fun a(x: String): String = x }", f"class P {{ {_M} fun a(x: String): String = b(x) }}"),
    ),
    Case(
        rule="HOT407",
        name="kotlin name from elsewhere",
        kotlin=("class P { fun a(): Int = x }", f"class P {{ {_M} fun a(): Int = y }}"),
    ),
    Case(
        rule="HOT407",
        name="kotlin compares",
        kotlin=("class P(val x: Int) { fun a() = x == x }", f"class P(val x: Int) {{ {_M} fun a() = x != x }}"),
    ),
    Case(
        rule="HOT408",
        name="kotlin compiled into the method behind arguments",
        kotlin=(
            "fun a(x: Int) {\n    require(x > b(1.0)) { c(1) }\n    x.repeat(3, 4) { d(1) }\n}",
            f"{_M}\nfun a(x: Int) {{\n    require(x > b(1.0)) {{ c(2) }}\n    x.repeat(3, 4) {{ d(2) }}\n}}",
        ),
    ),
    Case(
        rule="HOT408",
        name="kotlin new class with lambdas compiled in behind arguments",
        kotlin=("", f"{_A} class P {{ fun a() {{ require(b) {{ c() }}; d(1) {{ e() }} }} }}"),
        expect=("Prices.kt:3:89 HOT408 the new class P has a lambda in it: patches do not support lambdas",),
    ),
    Case(
        rule="HOT408",
        name="kotlin classes and fields are no functions",
        kotlin=(
            "class P {\n    lateinit var x: Q\n    fun a() { b(P::class.java, 1) }\n}",
            f"class P {{\n    lateinit var x: Q\n    {_M} fun a() {{ if (!::x.isInitialized) b(it::class, 2) }}\n}}",
        ),
    ),
    Case(
        rule="HOT408",
        name="kotlin new class with references",
        kotlin=("", f"{_A} class P {{ fun a() {{ b(P::class); if (::x.isInitialized) c(); d(x::e); f(::g) }} }}"),
        expect=("Prices.kt:3:107 HOT408 the new class P has 2 lambdas in it: patches do not support lambdas",),
    ),
    Case(
        rule="HOT408",
        name="java changed",
        java=("void a() { b(() -> c(1)); }", f"{_M} void a() {{ b(() -> c(2)); }}"),
        expect=(
            (
                "Cart.java:4:60 HOT408 a lambda in Cart.a has changed, and the method does not call "
                "InstantRunModify.modify()"
            ),
        ),
    ),
    Case(
        rule="HOT408",
        name="java changed and called",
        java=("void a() { b(() -> c(1)); }", f"void a() {{ {_CALL} b(() -> c(2)); }}"),
        expect=("Cart.java:4:69 HOT408 a lambda in Cart.a has changed: patches do not support lambdas",),
    ),
    Case(
        rule="HOT408",
        name="java kept",
        java=("void a() { b(1, () -> c(1)); }", f"{_M} void a() {{ b(2, () -> c(1)); }}"),
        expect=("Cart.java:4:63 HOT408 Cart.a is patched, has a lambda and does not call InstantRunModify.modify()",),
    ),
    Case(
        rule="HOT408",
        name="java kept and called",
        java=("void a() { b(1, () -> c(1)); }", f"void a() {{ {_CALL} b(2, () -> c(1)); }}"),
    ),
    Case(
        rule="HOT408",
        name="java kept and unmarked",
        java=("void a() { b(1, () -> c(1)); }", "void a() { b(2, () -> c(1)); }"),
    ),
    Case(
        rule="HOT408",
        name="java reference",
        java=("void a() { b(this::c); }", f"{_M} void a() {{ b(this::d); }}"),
        expect=(
            (
                "Cart.java:4:60 HOT408 a lambda in Cart.a has changed, and the method does not call "
                "InstantRunModify.modify()"
            ),
        ),
    ),
    Case(
        rule="HOT408",
        name="java in a new method",
        java=("", f"{_A} void a() {{ b(() -> c(1)); }}"),
        expect=("Cart.java:4:57 HOT408 Cart.a is new and has a lambda: patches do not support lambdas",),
    ),
    Case(
        rule="HOT408",
        name="java in a new class",
        now={f"{FOLDER}N.java": f"{_A} class N {{ void a() {{ b(() -> c(1)); b(this::d); }} }}\n"},
        expect=("N.java:1:67 HOT408 the new class N has 2 lambdas in it: patches do not support lambdas",),
    ),
    Case(
        rule="HOT408",
        name="java new class without",
        now={f"{FOLDER}N.java": f'{_A} class N {{ void a() {{ b("->"); }} }}\n'},
    ),
    Case(
        rule="HOT408",
        name="java one of two alike",
        java=("void a() { b(() -> c(1)); b(() -> c(1)); }", f"{_M} void a() {{ b(() -> c(1)); b(() -> c(2)); }}"),
        expect=(
            (
                "Cart.java:4:75 HOT408 a lambda in Cart.a has changed, and the method does not call "
                "InstantRunModify.modify()"
            ),
        ),
    ),
    Case(rule="HOT408", name="java none", java=("void a() { b(1); }", f"{_M} void a() {{ b(2); }}")),
    Case(
        rule="HOT408",
        name="kotlin changed",
        kotlin=("fun a() { b { c(1) } }", f"{_M}\nfun a() {{ b {{ c(2) }} }}"),
        expect=(
            (
                "Prices.kt:4:13 HOT408 a lambda in PricesKt.a has changed, and the method does not call "
                "InstantRunModify.modify()"
            ),
        ),
    ),
    Case(
        rule="HOT408",
        name="kotlin compiled into the function",
        kotlin=("fun a() { x.let { c(1) } }", f"{_M}\nfun a() {{ x.let {{ c(2) }} }}"),
    ),
    Case(
        rule="HOT408",
        name="kotlin handed in brackets",
        kotlin=("fun a() { b(1, { c(1) }) }", f"{_M}\nfun a() {{ b(1, {{ c(2) }}) }}"),
        expect=(
            (
                "Prices.kt:4:16 HOT408 a lambda in PricesKt.a has changed, and the method does not call "
                "InstantRunModify.modify()"
            ),
        ),
    ),
    Case(
        rule="HOT408",
        name="kotlin reference",
        kotlin=("fun a() { b(String::length) }", f"{_M}\nfun a() {{ b(String::size) }}"),
        expect=(
            (
                "Prices.kt:4:13 HOT408 a lambda in PricesKt.a has changed, and the method does not call "
                "InstantRunModify.modify()"
            ),
        ),
    ),
    Case(
        rule="HOT408",
        name="kotlin function in a function",
        kotlin=("fun a() { fun b() = c(1)\n b() }", f"{_M}\nfun a() {{ fun b() = c(2)\n b() }}"),
        expect=(
            (
                "Prices.kt:4:11 HOT408 a lambda in PricesKt.a has changed, and the method does not call "
                "InstantRunModify.modify()"
            ),
        ),
    ),
    Case(
        rule="HOT408",
        name="kotlin in a new class",
        now={f"{FOLDER}N.kt": f"{_A}\nclass N {{ fun a() {{ x.map {{ 1 }}; b {{ 2 }} }} }}\n"},
        expect=("N.kt:2:36 HOT408 the new class N has a lambda in it: patches do not support lambdas",),
    ),
    Case(
        rule="HOT410",
        name="kotlin extensions",
        kotlin=("", f"{_A} fun String.a(): String = this\nclass P {{ {_A} fun Int.b(): Int {{ c(); return this }} }}"),
    ),
    Case(
        rule="HOT410",
        name="java",
        java=("Cart a() { b(1); return this; }", f"{_M} Cart a() {{ b(2); return this; }}"),
        expect=("Cart.java:4:64 HOT410 Cart.a is patched and returns this",),
    ),
    Case(
        rule="HOT410",
        name="java something else",
        java=("Cart a() { b(1); return this.c; }", f"{_M} Cart a() {{ b(2); return this.c; }}"),
    ),
    Case(
        rule="HOT410",
        name="java marked all the same",
        java=(
            "Cart a() { b(1); return this; }\nvoid c() { d(1); }",
            f"{_M} Cart a() {{ b(1); return this; }}\nvoid c() {{ d(2); }}",
        ),
        expect=("Cart.java:4:64 HOT410 Cart.a is patched and returns this",),
    ),
    Case(
        rule="HOT410",
        name="kotlin",
        kotlin=(
            "class P { fun a(): P { b(1)\n return this } }",
            f"class P {{ {_M} fun a(): P {{ b(2)\n return this }} }}",
        ),
        expect=("Prices.kt:4:2 HOT410 P.a is patched and returns this",),
    ),
    Case(
        rule="HOT410",
        name="kotlin apply",
        kotlin=("class P { fun a() = apply { b(1) } }", f"class P {{ {_M} fun a() = apply {{ b(2) }} }}"),
        expect=("Prices.kt:3:65 HOT410 P.a is patched and returns this",),
    ),
    Case(
        rule="HOT410",
        name="kotlin elvis",
        kotlin=(
            "class P { fun a(): P { return b(1) ?: this } }",
            f"class P {{ {_M} fun a(): P {{ return b(2) ?: Q }} }}",
        ),
    ),
    Case(
        rule="HOT411",
        name="java private constructor",
        java=(
            "void a() { b(1); }\nstatic class I { private I() { } }",
            f"{_M} void a() {{ b(new I()); }}\nstatic class I {{ private I() {{ }} }}",
        ),
        expect=("Cart.java:4:60 HOT411 Cart.a is patched and makes a Cart.I, whose constructor is private",),
    ),
    Case(
        rule="HOT411",
        name="java private class",
        java=(
            "void a() { b(1); }\nprivate static class I { }",
            f"{_M} void a() {{ b(new I()); }}\nprivate static class I {{ }}",
        ),
        expect=(
            (
                "Cart.java:4:60 HOT411 Cart.a is patched and makes a Cart.I, which is private and has no "
                "constructor of its own"
            ),
        ),
    ),
    Case(
        rule="HOT411",
        name="java public constructor",
        java=(
            "void a() { b(1); }\nprivate static class I { public I() { } }",
            f"{_M} void a() {{ b(new I()); }}\nprivate static class I {{ public I() {{ }} }}",
        ),
    ),
    Case(
        rule="HOT411",
        name="java of its own",
        java=(
            "static class I { private I() { } void a() { b(1); } }",
            f"static class I {{ private I() {{ }} {_M} void a() {{ b(new I()); }} }}",
        ),
    ),
    Case(rule="HOT411", name="java of another file", java=("void a() { b(1); }", f"{_M} void a() {{ b(new I()); }}")),
    Case(
        rule="HOT411",
        name="kotlin",
        kotlin=(
            "class O { class I private constructor()\n fun a() = b(1) }",
            f"class O {{ class I private constructor()\n {_M} fun a() = b(I()) }}",
        ),
        expect=("Prices.kt:4:60 HOT411 O.a is patched and makes a O.I, whose constructor is private",),
    ),
    Case(
        rule="HOT414",
        name="java",
        java=("void a() { b(1); }", f"{_M} void a() {{ System.arraycopy(a, 0, b, 0, 1); }}"),
        expect=("Cart.java:4:58 HOT414 Cart.a is patched and calls System.arraycopy",),
    ),
    Case(
        rule="HOT414",
        name="java left alone",
        java=("void a() { b(1); }", f"{_M} void a() {{ System.arraycopy(a, 0, b, 0, 1); }}"),
        before={"app/instantrun.xml": UNREFLECTED},
    ),
    Case(
        rule="HOT414",
        name="java somebody else's",
        java=("void a() { b(1); }", f"{_M} void a() {{ Other.arraycopy(a); System.exit(1); }}"),
    ),
    Case(
        rule="HOT414",
        name="kotlin",
        kotlin=("fun a() { b(1) }", f"{_M}\nfun a() {{ System.arraycopy(a, 0, b, 0, 1) }}"),
        expect=("Prices.kt:4:11 HOT414 PricesKt.a is patched and calls System.arraycopy",),
    ),
    Case(
        rule="HOT415",
        name="java interface",
        before={f"{FOLDER}I.java": "interface I { default void a() { b(1); } }\n"},
        now={f"{FOLDER}I.java": "interface I { default void a() { b(2); } }\n"},
        expect=("I.java:1:28 HOT415 I.a has changed, and it is a method of an interface",),
    ),
    Case(
        rule="HOT415",
        name="java native",
        java=("native int a();", "native long a();"),
        expect=("Cart.java:4:13 HOT415 Cart.a has changed, and it is native",),
    ),
    Case(
        rule="HOT415",
        name="java abstract",
        java=("abstract void a();", "void a() { b(); }"),
        expect=("Cart.java:4:6 HOT415 Cart.a has changed, and it has no code in the release",),
    ),
    Case(
        rule="HOT415",
        name="java deprecated",
        java=("@Deprecated void a() { b(1); }", f"@Deprecated {_M} void a() {{ b(2); }}"),
        expect=("Cart.java:4:64 HOT415 Cart.a has changed, and it is deprecated in the release",),
    ),
    Case(
        rule="HOT415", name="java deprecated now", java=("void a() { b(1); }", f"@Deprecated {_M} void a() {{ b(2); }}")
    ),
    Case(
        rule="HOT415",
        name="java field only",
        java=("int x;\nint a() { return x; }", f"int x;\n{_M} int a() {{ return b(); }}"),
    ),
    Case(rule="HOT415", name="java new", java=("", f"{_A} void a() {{ b(); }}")),
    Case(rule="HOT415", name="java removed", java=("native void a();", "")),
    Case(
        rule="HOT415",
        name="kotlin interface",
        kotlin=("interface I { fun a() = b(1) }", "interface I { fun a() = b(2) }"),
        expect=("Prices.kt:3:19 HOT415 I.a has changed, and it is a method of an interface",),
    ),
    Case(
        rule="HOT415",
        name="kotlin external",
        kotlin=("class P { external fun a(x: Int): Int }", "class P { external fun a(x: Int): Long }"),
        expect=("Prices.kt:3:24 HOT415 P.a has changed, and it is native",),
    ),
    Case(
        rule="HOT416",
        name="java in the file",
        before={f"{FOLDER}A.java": "class A { void x() { } }\nclass B extends A { void a() { b(1); } }\n"},
        now={
            f"{FOLDER}A.java": f"class A {{ void x() {{ }} }}\nclass B extends A {{ {_M} void a() {{ super.x(); }} }}\n"
        },
        expect=("A.java:2:78 HOT416 B.a is patched and calls super.x, which is private to its package",),
    ),
    Case(
        rule="HOT416",
        name="java in the folder",
        before={
            f"{FOLDER}B.java": "package com.example.shop;\nclass B extends Bag { void a() { b(1); } }\n",
            f"{FOLDER}Bag.java": "package com.example.shop;\nclass Bag { void x() { } protected void y() { } }\n",
        },
        now={
            f"{FOLDER}B.java": f"package com.example.shop;\nclass B extends Bag {{ {_M} void a() {{ super.y(); "
            f"super.x(); super.z(); }} }}\n"
        },
        expect=("B.java:2:91 HOT416 B.a is patched and calls super.x, which is private to its package",),
    ),
    Case(
        rule="HOT416",
        name="java further up",
        before={
            f"{FOLDER}A.java": "class A { void x() { } }\nclass B extends A { }\nclass C extends B { void a() "
            "{ b(1); } }\n"
        },
        now={
            f"{FOLDER}A.java": f"class A {{ void x() {{ }} }}\nclass B extends A {{ }}\nclass C extends B {{ "
            f"{_M} void a() {{ super.x(); }} }}\n"
        },
        expect=("A.java:3:78 HOT416 C.a is patched and calls super.x, which is private to its package",),
    ),
    Case(
        rule="HOT416",
        name="java out of sight",
        before={f"{FOLDER}B.java": "import org.other.Bag;\nclass B extends Bag { void a() { b(1); } }\n"},
        now={f"{FOLDER}B.java": f"import org.other.Bag;\nclass B extends Bag {{ {_M} void a() {{ super.x(); }} }}\n"},
    ),
    Case(
        rule="HOT416",
        name="java overridden in between",
        before={
            f"{FOLDER}A.java": "class A { void x() { } }\nclass B extends A { public void x() { } }\nclass C "
            "extends B { void a() { b(1); } }\n"
        },
        now={
            f"{FOLDER}A.java": f"class A {{ void x() {{ }} }}\nclass B extends A {{ public void x() {{ }} "
            f"}}\nclass C extends B {{ {_M} void a() {{ super.x(); }} }}\n"
        },
    ),
)
