"""Cases of the source lint on what a patch cannot change of a class."""

from __future__ import annotations

from plugins.hotpatch.linting.cases.case import ADD as _A
from plugins.hotpatch.linting.cases.case import MODIFY as _M
from plugins.hotpatch.linting.cases.case import Case
from plugins.hotpatch.linting.repositories import FOLDER

_TYPED = """package com.example.shop;
import {0}.Item;
class A extends {1} {{
    {2} item;
    A({2} x) {{ b(x); }}
    void a({2} x) {{ b(x); }}
    {2} c() {{ return d(); }}
}}
"""
_IN_KOTLIN = """package com.example.shop
import {0}.Item
class A : {1}() {{
    val item: {2} = b()
    fun a(x: {2}) {{ b(x) }}
    fun {2}.c() = d()
}}
"""
_MOVED = (
    ("one", "Item", "Item", "two", "Item", "Item"),
    ("one", "Item", "Item", "one", "two.Item", "two.Item"),
    ("one", "one.Item", "one.Item", "two", "two.Item", "two.Item"),
)
_NOT_MOVED = (
    ("one", "Item", "Item", "one", "one.Item", "one.Item"),
    ("one", "one.Item", "one . Item", "two", "one.Item", "one.Item"),
    ("one", "Item", "Item<a.B>", "one", "Item", "Item<a.C>"),
)


def _moved(rule: str, name: str, text: str, given: tuple[str, ...], *expect: str) -> Case:
    path = f"{FOLDER}A.{'java' if text is _TYPED else 'kt'}"
    return Case(
        rule=rule,
        name=f"{path[-4:].strip('.')} {name}",
        before={path: text.format(*given[:3])},
        now={path: text.format(*given[3:])},
        expect=expect,
    )


_SUPERS = "HOT419 A extends or implements something else than in the release (one.Item before, two.Item now)"
_TYPE = "HOT405 the field A.item is of another type: in the app it is still of the old one"
_SIGNATURE = (
    "has another signature than in the release, so for the app it is a new method, and it is not marked; what calls "
    "the old one, which stays, has to change too"
)
_TYPES = (
    *(
        case
        for number, given in enumerate(_MOVED)
        for case in (
            _moved("HOT419", f"moved {number}", _TYPED, given, f"A.java:3:7 {_SUPERS}"),
            _moved("HOT419", f"moved {number}", _IN_KOTLIN, given, f"A.kt:3:7 {_SUPERS}"),
            _moved("HOT405", f"moved {number}", _TYPED, given, f"A.java:4:{len(given[5]) + 6} {_TYPE}"),
            _moved("HOT405", f"moved {number}", _IN_KOTLIN, given, f"A.kt:4:9 {_TYPE}"),
            _moved("HOT401", f"moved {number}", _TYPED, given),
            _moved("HOT401", f"moved {number}", _IN_KOTLIN, given),
            _moved(
                "HOT402",
                f"moved {number}",
                _TYPED,
                given,
                f"A.java:6:10 HOT402 A.a {_SIGNATURE}",
                f"A.java:7:{len(given[5]) + 6} HOT402 A.c {_SIGNATURE}",
            ),
            _moved(
                "HOT402",
                f"moved {number}",
                _IN_KOTLIN,
                given,
                f"A.kt:5:9 HOT402 A.a {_SIGNATURE}",
                f"A.kt:6:{len(given[5]) + 10} HOT402 A.c {_SIGNATURE}",
            ),
            _moved(
                "HOT406",
                f"moved {number}",
                _TYPED,
                given,
                "A.java:5:5 HOT406 a constructor of A has changed, and constructors cannot be patched",
            ),
        )
    ),
    *(
        _moved(rule, f"not moved {number}", text, given)
        for rule in ("HOT401", "HOT402", "HOT405", "HOT406", "HOT419")
        for text in (_TYPED, _IN_KOTLIN)
        for number, given in enumerate(_NOT_MOVED)
    ),
)
CASES = (
    *_TYPES,
    Case(
        rule="HOT419",
        name="kotlin in place of java",
        before={f"{FOLDER}A.java": "package com.example.shop;\nclass A { int a() { return b(1); } }\n"},
        now={
            f"{FOLDER}A.java": None,
            f"{FOLDER}A.kt": "package com.example.shop\nclass A { fun a() = b(2) }\n",
        },
        expect=(
            (
                "A.kt:2:7 HOT419 A is written in another language than in the release: what changed in it is not "
                "compared"
            ),
        ),
    ),
    Case(
        rule="HOT405",
        name="java added",
        java=("", "int a;"),
        expect=("Cart.java:4:5 HOT405 the field Cart.a is new: the class in the app does not have it",),
    ),
    Case(
        rule="HOT405",
        name="java added beside another",
        java=("int a;", "int a, b;"),
        expect=("Cart.java:4:8 HOT405 the field Cart.b is new: the class in the app does not have it",),
    ),
    Case(
        rule="HOT405",
        name="java removed",
        java=("int a;", ""),
        expect=("Cart.java:3:14 HOT405 the field Cart.a is gone: the class in the app still has it",),
    ),
    Case(
        rule="HOT405",
        name="java type",
        java=("int a;", "long a;"),
        expect=("Cart.java:4:6 HOT405 the field Cart.a is of another type: in the app it is still of the old one",),
    ),
    Case(
        rule="HOT405",
        name="java array",
        java=("int a;", "int a[];"),
        expect=("Cart.java:4:5 HOT405 the field Cart.a is of another type: in the app it is still of the old one",),
    ),
    Case(
        rule="HOT405",
        name="java static",
        java=("int a;", "static int a;"),
        expect=("Cart.java:4:12 HOT405 the field Cart.a is declared otherwise (static): in the app it is as it was",),
    ),
    Case(
        rule="HOT405",
        name="java volatile",
        java=("int a;", "volatile int a;"),
        expect=("Cart.java:4:14 HOT405 the field Cart.a is declared otherwise (volatile): in the app it is as it was",),
    ),
    Case(
        rule="HOT405",
        name="java constant",
        java=("static final int A = 1;", "static final int A = 2;"),
        expect=(
            (
                "Cart.java:4:18 HOT405 the value of Cart.A is compiled into whoever reads it, and the field in the "
                "app keeps the old one: mark each method that reads it, or return the value from a new method"
            ),
        ),
    ),
    Case(
        rule="HOT405",
        name="java constant from a method",
        java=("static final int A = a(1);", "static final int A = a(2);"),
    ),
    Case(rule="HOT405", name="java access and order", java=("int a;\nint b;", "public int b;\n@Nullable int a;")),
    Case(rule="HOT405", name="java new class", java=("", f"{_A} static class N {{ int a; }}")),
    Case(
        rule="HOT405",
        name="java of a record",
        before={f"{FOLDER}P.java": "record P(int x) { }\n"},
        now={f"{FOLDER}P.java": "record P(int x, int y) { }\n"},
        expect=("P.java:1:21 HOT405 the field P.y is new: the class in the app does not have it",),
    ),
    Case(
        rule="HOT405",
        name="java in an interface",
        before={f"{FOLDER}I.java": "interface I { int A = 1; }\n"},
        now={f"{FOLDER}I.java": "interface I { int A = 2; }\n"},
        expect=(
            (
                "I.java:1:19 HOT405 the value of I.A is compiled into whoever reads it, and the field in the app "
                "keeps the old one: mark each method that reads it, or return the value from a new method"
            ),
        ),
    ),
    Case(
        rule="HOT405",
        name="kotlin added",
        kotlin=("class P", "class P { val x = b() }"),
        expect=("Prices.kt:3:15 HOT405 the field P.x is new: the class in the app does not have it",),
    ),
    Case(
        rule="HOT405",
        name="kotlin of a constructor",
        kotlin=("class P(val x: Int)", "class P(val x: Int, var y: Int)"),
        expect=("Prices.kt:3:25 HOT405 the field P.y is new: the class in the app does not have it",),
    ),
    Case(
        rule="HOT405",
        name="kotlin of a file",
        kotlin=("val x = 1", "val x = 1\nprivate val y = 2"),
        expect=("Prices.kt:4:13 HOT405 the field PricesKt.y is new: the class in the app does not have it",),
    ),
    Case(
        rule="HOT405",
        name="kotlin property without a field",
        kotlin=("class P", f"class P {{ val x: Int\n {_A} get() = b() }}"),
    ),
    Case(
        rule="HOT405",
        name="kotlin constant",
        kotlin=("const val X = 1", "const val X = 2"),
        expect=(
            (
                "Prices.kt:3:11 HOT405 the value of PricesKt.X is compiled into whoever reads it, and the field in "
                "the app keeps the old one: mark each method that reads it, or return the value from a new method"
            ),
        ),
    ),
    Case(
        rule="HOT405",
        name="kotlin val and var",
        kotlin=("class P { val x: Int = b() }", "class P { var x: Int = b() }"),
        expect=("Prices.kt:3:15 HOT405 the field P.x is declared otherwise (val, var): in the app it is as it was",),
    ),
    Case(
        rule="HOT405",
        name="kotlin no longer private",
        kotlin=("class P { private val x = b() }", "class P { val x = b() }"),
        expect=(
            "Prices.kt:3:15 HOT405 P.x can be read or set from outside now, by methods that the app does not have",
        ),
    ),
    Case(
        rule="HOT405", name="kotlin private now", kotlin=("class P { val x = b() }", "class P { private val x = b() }")
    ),
    Case(
        rule="HOT405",
        name="kotlin delegated",
        kotlin=("class P { val x: Int = b() }", "class P { val x: Int by lazy { b() } }"),
        expect=("Prices.kt:3:15 HOT405 the field P.x is declared otherwise (by): in the app it is as it was",),
    ),
    Case(
        rule="HOT405", name="kotlin type left out", kotlin=("class P { val x: Int = b() }", "class P { val x = b() }")
    ),
    Case(
        rule="HOT406",
        name="java constructor",
        java=("Cart() { b(1); }", "Cart() { b(2); }"),
        expect=("Cart.java:4:1 HOT406 a constructor of Cart has changed, and constructors cannot be patched",),
    ),
    Case(
        rule="HOT406",
        name="java constructor added",
        java=("", "Cart() { b(1); }"),
        expect=("Cart.java:4:1 HOT406 Cart has a new constructor, and the class in the app cannot be given one",),
    ),
    Case(
        rule="HOT406",
        name="java constructor removed",
        java=("Cart() { b(1); }", ""),
        expect=("Cart.java:3:14 HOT406 a constructor of Cart is gone, and the class in the app still has it",),
    ),
    Case(rule="HOT406", name="java empty constructor", java=("", "Cart() { }")),
    Case(
        rule="HOT406",
        name="java empty constructor with a parameter",
        java=("", "Cart(int x) { }"),
        expect=("Cart.java:4:1 HOT406 Cart has a new constructor, and the class in the app cannot be given one",),
    ),
    Case(rule="HOT406", name="java empty constructor removed", java=("Cart() { }", "")),
    Case(
        rule="HOT406",
        name="java constructor made public",
        java=("static class I { private I() { b(); } }", "static class I { public I() { b(); } }"),
    ),
    Case(
        rule="HOT406",
        name="java static block",
        java=("static { b(1); }", "static { b(2); }"),
        expect=(
            (
                "Cart.java:4:1 HOT406 the static initialiser of Cart has changed, and it cannot be patched: it has "
                "run already"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="java static block removed",
        java=("static { b(1); }", ""),
        expect=(
            (
                "Cart.java:3:14 HOT406 the static initialiser of Cart has changed, and it cannot be patched: it "
                "has run already"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="java block",
        java=("{ b(1); }", "{ b(2); }"),
        expect=(
            (
                "Cart.java:4:1 HOT406 an initialiser of Cart has changed: it is compiled into constructors, which "
                "stay as they are"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="java block added",
        java=("", "{ b(2); }"),
        expect=(
            (
                "Cart.java:4:1 HOT406 an initialiser of Cart has changed: it is compiled into constructors, which "
                "stay as they are"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="java value",
        java=("int a = b(1);", "int a = b(2);"),
        expect=(
            (
                "Cart.java:4:5 HOT406 the initial value of Cart.a has changed: it is compiled into a constructor "
                "or the static initialiser, which cannot be patched"
            ),
        ),
    ),
    Case(rule="HOT406", name="java value formatted", java=("int a = b(1);", "int a =\n    b( 1 );")),
    Case(
        rule="HOT406",
        name="java constant of an enum",
        before={f"{FOLDER}E.java": "enum E { A(1); E(int x) { } }\n"},
        now={f"{FOLDER}E.java": "enum E { A(2); E(int x) { } }\n"},
        expect=(
            (
                "E.java:1:10 HOT406 the initial value of E.A has changed: it is compiled into a constructor or the "
                "static initialiser, which cannot be patched"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="kotlin primary",
        kotlin=("class P(x: Int)", "class P(x: Int, y: Int)"),
        expect=("Prices.kt:3:8 HOT406 a constructor of P has changed, and constructors cannot be patched",),
    ),
    Case(
        rule="HOT406",
        name="kotlin default of the primary",
        kotlin=("class P(x: Int = 1)", "class P(x: Int = 2)"),
        expect=("Prices.kt:3:8 HOT406 a constructor of P has changed, and constructors cannot be patched",),
    ),
    Case(
        rule="HOT406",
        name="kotlin arguments of the super class",
        kotlin=("class P : Q(1)", "class P : Q(2)"),
        expect=("Prices.kt:3:7 HOT406 a constructor of P has changed, and constructors cannot be patched",),
    ),
    Case(
        rule="HOT406",
        name="kotlin secondary",
        kotlin=("class P { constructor(x: Int) { b(1) } }", "class P { constructor(x: Int) { b(2) } }"),
        expect=("Prices.kt:3:11 HOT406 a constructor of P has changed, and constructors cannot be patched",),
    ),
    Case(
        rule="HOT406",
        name="kotlin init",
        kotlin=("class P { init { b(1) } }", "class P { init { b(2) } }"),
        expect=(
            (
                "Prices.kt:3:11 HOT406 an initialiser of P has changed: it is compiled into constructors, which "
                "stay as they are"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="kotlin init of an object",
        kotlin=("object P { init { b(1) } }", "object P { init { b(2) } }"),
        expect=(
            (
                "Prices.kt:3:12 HOT406 the static initialiser of P has changed, and it cannot be patched: it has "
                "run already"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="kotlin value",
        kotlin=("class P { val x = b(1) }", "class P { val x = b(2) }"),
        expect=(
            (
                "Prices.kt:3:15 HOT406 the initial value of P.x has changed: it is compiled into a constructor or "
                "the static initialiser, which cannot be patched"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="kotlin value of a file",
        kotlin=("val x = b(1)", "val x = b(2)"),
        expect=(
            (
                "Prices.kt:3:5 HOT406 the initial value of PricesKt.x has changed: it is compiled into a "
                "constructor or the static initialiser, which cannot be patched"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="kotlin delegate",
        kotlin=("val x by lazy { b(1) }", "val x by lazy { b(2) }"),
        expect=(
            (
                "Prices.kt:3:5 HOT406 the initial value of PricesKt.x has changed: it is compiled into a "
                "constructor or the static initialiser, which cannot be patched"
            ),
        ),
    ),
    Case(
        rule="HOT406",
        name="kotlin public constructor",
        kotlin=("class O { class P private constructor(x: Int) }", "class O { class P(x: Int) }"),
    ),
    Case(rule="HOT406", name="kotlin trailing comma", kotlin=("class P(x: Int)", "class P(\n    x: Int,\n)")),
    Case(
        rule="HOT412",
        name="java inner class",
        java=("", f"{_A} class I {{ }}"),
        expect=("Cart.java:4:50 HOT412 Cart.I is a new inner class that is not static",),
    ),
    Case(rule="HOT412", name="java static class", java=("", f"{_A} static class I {{ }}")),
    Case(
        rule="HOT412",
        name="java enum and record and interface",
        java=("", f"{_A} enum E {{ X }}\n{_A} record P(int x) {{ }}\n{_A} interface I {{ }}"),
    ),
    Case(
        rule="HOT412",
        name="java anonymous class",
        java=("void a() { b(); }", f"{_M} void a() {{ b(new R() {{ }}); }}"),
        expect=(
            (
                "Cart.java:4:64 HOT412 Cart.a/new R is a new anonymous class: an inner class that is not static, "
                "which no annotation can be put on; it also takes the number of those behind it"
            ),
        ),
    ),
    Case(
        rule="HOT412",
        name="java local class",
        java=("void a() { b(); }", f"{_M} void a() {{ class L {{ }} b(); }}"),
        expect=(
            "Cart.java:4:64 HOT412 Cart.a/L is a new class in the code of a method: an inner class that is not static",
        ),
    ),
    Case(
        rule="HOT412",
        name="java in a new class",
        now={f"{FOLDER}N.java": f"{_A} class N {{ void a() {{ b(new R() {{ }}); b(new R() {{ }}); }} }}\n"},
        expect=(
            (
                "N.java:1:67 HOT412 the new class N has 2 anonymous classes in it, which no annotation can be "
                "put on: the patch may lack them"
            ),
        ),
    ),
    Case(
        rule="HOT412",
        name="java anonymous class that was there",
        java=("void a() { b(1, new R() { }); }", f"{_M} void a() {{ b(2, new R() {{ }}); }}"),
    ),
    Case(rule="HOT412", name="java anonymous class of a field", java=("R r = null;", "R r = new R() { };")),
    Case(
        rule="HOT412",
        name="kotlin inner class",
        kotlin=("class P", f"class P {{ {_A} inner class I }}"),
        expect=("Prices.kt:3:66 HOT412 P.I is a new inner class that is not static",),
    ),
    Case(rule="HOT412", name="kotlin nested class", kotlin=("class P", f"class P {{ {_A} class I }}")),
    Case(
        rule="HOT412",
        name="kotlin object expression",
        kotlin=("fun a() { b() }", f"{_M}\nfun a() {{ b(object : R {{ }}) }}"),
        expect=(
            (
                "Prices.kt:4:13 HOT412 PricesKt.a/object : R is a new anonymous class: an inner class that is not "
                "static, which no annotation can be put on; it also takes the number of those behind it"
            ),
        ),
    ),
    Case(
        rule="HOT419",
        name="java interface more",
        before={f"{FOLDER}A.java": "class A extends B { }\n"},
        now={f"{FOLDER}A.java": "class A extends B implements C { }\n"},
        expect=("A.java:1:7 HOT419 A extends or implements something else than in the release (B before, B, C now)",),
    ),
    Case(
        rule="HOT419",
        name="java interfaces in another order",
        before={f"{FOLDER}A.java": "class A implements B, C { }\n"},
        now={f"{FOLDER}A.java": "final class A\n    implements B, C { }\n"},
    ),
    Case(
        rule="HOT419",
        name="java something else",
        before={f"{FOLDER}A.java": "class A { void a() { b(1); } }\n"},
        now={f"{FOLDER}A.java": "interface A { default void a() { b(2); } }\n"},
        expect=("A.java:1:11 HOT419 A is something else than in the release: a class before, an interface now",),
    ),
    Case(
        rule="HOT419",
        name="java static",
        java=("class I { }", "static class I { }"),
        expect=("Cart.java:4:14 HOT419 Cart.I is declared otherwise than in the release (static)",),
    ),
    Case(
        rule="HOT419",
        name="java constant added",
        before={f"{FOLDER}E.java": "enum E { A }\n"},
        now={f"{FOLDER}E.java": "enum E { A, B }\n"},
        expect=("E.java:1:13 HOT419 the constant E.B is new: the enum in the app does not have it",),
    ),
    Case(
        rule="HOT419",
        name="java constant removed",
        before={f"{FOLDER}E.java": "enum E { A, B }\n"},
        now={f"{FOLDER}E.java": "enum E { A }\n"},
        expect=("E.java:1:6 HOT419 the constant E.B is gone: the enum in the app still has it",),
    ),
    Case(
        rule="HOT419",
        name="java constants in another order",
        before={f"{FOLDER}E.java": "enum E { A, B }\n"},
        now={f"{FOLDER}E.java": "enum E { B, A }\n"},
        expect=(
            (
                "E.java:1:6 HOT419 the constants of E are in another order: their numbers are compiled into "
                "whoever uses them"
            ),
        ),
    ),
    Case(
        rule="HOT419",
        name="java trailing comma",
        before={f"{FOLDER}E.java": "enum E { A, B }\n"},
        now={f"{FOLDER}E.java": "enum E {\n    A,\n    B,\n}\n"},
    ),
    Case(
        rule="HOT419",
        name="java interface demands",
        before={f"{FOLDER}I.java": "interface I { }\n"},
        now={f"{FOLDER}I.java": "interface I { void a(); }\n"},
        expect=(
            "I.java:1:20 HOT419 I.a is new and has no code: classes of the app do not have what it demands of them",
        ),
    ),
    Case(
        rule="HOT419",
        name="java abstract class demands",
        before={f"{FOLDER}A.java": "abstract class A { }\n"},
        now={f"{FOLDER}A.java": "abstract class A { abstract void a(); }\n"},
        expect=(
            "A.java:1:34 HOT419 A.a is new and has no code: classes of the app do not have what it demands of them",
        ),
    ),
    Case(
        rule="HOT419",
        name="java interface offers",
        before={f"{FOLDER}I.java": "interface I { }\n"},
        now={f"{FOLDER}I.java": "interface I { default void a() { } }\n"},
    ),
    Case(rule="HOT419", name="java native method", java=("", "native void a();")),
    Case(
        rule="HOT419",
        name="kotlin super type",
        kotlin=("class P : Q()", "class P : Q(), R"),
        expect=(
            "Prices.kt:3:7 HOT419 P extends or implements something else than in the release (Q before, Q, R now)",
        ),
    ),
    Case(
        rule="HOT419",
        name="kotlin data",
        kotlin=("class P(val x: Int)", "data class P(val x: Int)"),
        expect=("Prices.kt:3:12 HOT419 P is declared otherwise than in the release (data)",),
    ),
    Case(
        rule="HOT419",
        name="kotlin entry",
        kotlin=("enum class E {\n    A\n}", "enum class E {\n    A, B\n}"),
        expect=("Prices.kt:4:8 HOT419 the constant E.B is new: the enum in the app does not have it",),
    ),
    Case(
        rule="HOT419",
        name="kotlin property demanded",
        kotlin=("interface I", "interface I { val x: Int }"),
        expect=(
            (
                "Prices.kt:3:19 HOT419 I.getX is new and has no code: classes of the app do not have what it "
                "demands of them"
            ),
        ),
    ),
)
