"""Code that is cut into tokens as it stands has the tokens, lambdas and classes that its tree has."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline_plugins.hotpatch.linting import java_bodies, kotlin_bodies
from hapline_plugins.hotpatch.linting.bodies import read_body
from hapline_plugins.hotpatch.linting.declarations import Class
from hapline_plugins.hotpatch.linting.units import Unit
from plugins.hotpatch.linting.test_untouched import JAVA, KOTLIN

_NOTHING = re.compile(rb"(?!)")
_IN_JAVA = (
    "final int x = 1;",
    "return this;",
    "return this . x;",
    "if (new A().b()) { c(); }",
    "x = new A(new int[] {1}) { void b() { } };",
    "x = new int[] {1, 2, };",
    'switch (x) { case \'a\': b("c\\"d"); default: }',
    "a(b -> c); d(E::f);",
    "/* a */ b(1 /* c */, 2); // d",
    "modify();",
    "com.alipay.instantrun.patch.InstantRunModify . modify ( ) ;",
    "class B { } interface C { } new B();",
    "record R(int x) { }",
    "List<Map<String, int[]>> x = y >>> 1 < 2 ? z : null;",
    "@Deprecated int x = A.class.hashCode();",
    "for (int i = 0, j = 1; i < 2; i++, --j) { a$b(); synchronized (this) { break; } }",
    'String s = """\n  a -> b\n  """;',
    "x = a - -b + +c; y = é(1);",
    "int classy = renew(newer, finally_);",
)
_IN_KOTLIN = (
    "val x = a(1, b[2, ], 'c', \"d\")",
    "if (a !is B && c !in d) e() else f()",
    "return this",
    "return apply(x)",
    "a.b { it + 1 }.c(::d, e::f, G::class)",
    'x = "a$b ${c("d")} \\$e" + "f"',
    "modify()",
    "com.alipay.instantrun.patch.InstantRunModify.modify()",
    "val o = object : A() { }",
    "fun a() = this",
    "x = y?.z ?: w!!.v as? U",
    "a@ for (i in 1..2 step 3) { continue@a }",
    "val f = fun(x: Int) = x",
    "/* a */ b(1 /* c */, 2) // d",
    'x = """a\n{ b }"""',
    "a<B, C>(d = 1, *e)",
    "val (a, b) = c; d = -e - -f",
)


def _read(unit: Unit) -> Iterator[tuple[object, ...]]:
    stack = list(unit.contents.classes)
    while stack:
        one = stack.pop()
        stack += one.inside.classes
        for member in one.inside.members:
            yield from _of(unit, one, [*member.heads, *member.values, *((member.body,) if member.body else ())])


def _of(unit: Unit, one: Class, nodes: list[object]) -> Iterator[tuple[object, ...]]:
    body = read_body(unit, nodes, one)  # type: ignore[arg-type]
    yield (
        body.tokens,
        [(each.node.start_byte, each.tokens, each.within) for each in body.lambdas],
        [node.start_byte for node in (*body.returns_this, *body.marks)],
        [each.name for each in body.classes],
    )
    for inner in body.classes:
        for member in inner.inside.members:
            yield from _of(unit, inner, [member.body] if member.body else [])


def _both(path: str, text: str) -> None:
    module, grammar = (java_bodies, "java") if path.endswith(".java") else (kotlin_bodies, "kotlin")
    unit = Unit(path, grammar, text.encode())  # type: ignore[arg-type]
    quick = list(_read(unit))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "READING", module.READING._replace(plain=_NOTHING))
        assert quick == list(_read(unit))


def test_the_samples() -> None:
    _both("A.java", JAVA)
    _both("A.kt", KOTLIN)


@pytest.mark.parametrize("code", _IN_JAVA)
def test_java(code: str) -> None:
    _both("A.java", f"class A {{ void a() {{ {{ {code} }} if (x) {{ {code} }} }} }}")


@pytest.mark.parametrize("code", _IN_KOTLIN)
def test_kotlin(code: str) -> None:
    _both("A.kt", f"class A {{ fun a() {{\n if (x) {{\n{code}\n}}\n{code}\n }} }}")


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_mixed_code(data: st.DataObject) -> None:
    name, known = data.draw(st.sampled_from([("A.java", _IN_JAVA), ("A.kt", _IN_KOTLIN)]))
    code = "\n".join(data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=6)))
    size = data.draw(st.integers(1, len(code)))
    head, end = ("void a() {", "") if name == "A.java" else ("fun a() {", "")
    _both(name, f"class A {{ {head}\n{code}\n}}{end} }}")
    _both(name, f"class A {{ {head}\n{code[:size]}\n}}{end} }}")
