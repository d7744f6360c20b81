"""Statements of Gradle scripts: every form, in both languages, what it gives and under which conditions it stands."""

from __future__ import annotations

import pytest

from hapline.documents import DocumentError, GradleScript

from .gradle_samples import BUILD_KTS, BUNDLE

FORMS = [
    ("apply plugin: 'x'", "call", "apply", [("plugin", "'x'")]),
    ("bundle 'g:a:v@jar'", "call", "bundle", [("", "'g:a:v@jar'")]),
    ("include ':a', ':b-build'", "call", "include", [("", "':a'"), ("", "':b-build'")]),
    ("include ':a',\n  ':b'", "call", "include", [("", "':a'"), ("", "':b'")]),
    ("compile('x') { transitive = false }", "call", "compile", [("", "'x'")]),
    ("compile ('x')", "call", "compile", [("", "'x'")]),
    ("id 'x' version 'y' apply false", "call", "id", [("", "'x'")]),
    ("f()", "call", "f", []),
    ("f g('x')", "call", "f", [("", "g('x')")]),
    ("f g.h", "call", "f", [("", "g.h")]),
    ("f [a: 1]", "call", "f", [("", "[a: 1]")]),
    ("f -1", "call", "f", [("", "-1")]),
    ("a.b.c 1", "call", "a.b.c", [("", "1")]),
    ("a.b(1).c(2)", "call", "a.b", [("", "1")]),
    ("version = '1'", "assignment", "version", []),
    ("ext.foo = 1", "assignment", "ext.foo", []),
    ("ext['foo'] = 1", "assignment", "ext.foo", []),
    ("def x = 1", "assignment", "x", []),
    ("String x = 'a'", "assignment", "x", []),
    ("Map<String, List<String>> x = [:]", "assignment", "x", []),
    ("final def x = 1", "assignment", "x", []),
    ("x += 'a'", "assignment", "x", []),
    ("project(':x').projectDir = new File('app')", "assignment", "project.projectDir", []),
    ("task clean(type: Delete) { delete 1 }", "call", "clean", [("type", "Delete")]),
    ("def f(String a) { return 1 }", "definition", "f", []),
    ("void f() { }", "definition", "f", []),
    ("class A { }", "definition", "A", []),
    ("import a.b", "other", "", []),
    ("@Field def x = 1", "assignment", "x", []),
    ("println 'a' +\n 'b'", "call", "println", [("", "'a' +\n 'b'")]),
]
KOTLIN_FORMS = [
    ('id("x") version "y" apply false', "call", "id", [("", '"x"')]),
    ("`kotlin-dsl`", "other", "kotlin-dsl", []),
    ('"impl"("a:b:1")', "call", "impl", [("", '"a:b:1"')]),
    ("implementation(libs.a.b)", "call", "implementation", [("", "libs.a.b")]),
    ('apply(plugin = "x")', "call", "apply", [("plugin", '"x"')]),
    ("configure<A<B>> { }", "call", "configure", []),
    ('val x by extra("v")', "assignment", "x", []),
    ("val x: String by project", "assignment", "x", []),
    ("val x: Map<String, Int> = f()", "assignment", "x", []),
    ('extra["x"] = "v"', "assignment", "extra.x", []),
    ("fun f(a: String): String { return a }", "definition", "f", []),
    ("val x = if (a)\n 1\nelse\n 2", "assignment", "x", []),
    ('f("a" to "b")', "call", "f", [("", '"a" to "b"')]),
]


@pytest.mark.parametrize(("text", "kind", "name", "args"), FORMS)
def test_groovy(text: str, kind: str, name: str, args: list[tuple[str, str]]) -> None:
    _check(text, kind, name, args, kotlin=False)


@pytest.mark.parametrize(("text", "kind", "name", "args"), KOTLIN_FORMS)
def test_kotlin(text: str, kind: str, name: str, args: list[tuple[str, str]]) -> None:
    _check(text, kind, name, args, kotlin=True)


def _check(text: str, kind: str, name: str, args: list[tuple[str, str]], *, kotlin: bool) -> None:
    for before, after in (("", ""), ("a 1\n", "\nb 2"), ("x { ", "\n}\n"), ("// c\n", " // d")):
        script = GradleScript((before + text + after).encode(), kotlin=kotlin)
        one = next(one for one in script.walk() if one.text == text)
        assert (one.kind, one.name) == (kind, name)
        assert [(arg.name, arg.value.text) for arg in one.args] == args
        assert script.errors == ()


def test_values_of_assignments() -> None:
    script = GradleScript(
        b"a = 1\nb = [x: 'y', \"z\": [1, -2]]\nc = d ? 'e' : f\ng = 'h' + i\nj = { k 1 }\nl = null\nm = 0x10L"
    )
    kinds = {one.name: (one.value.kind, one.value.plain) for one in script.statements if one.value is not None}
    assert kinds == {
        "a": ("number", 1),
        "b": ("map", None),
        "c": ("choice", None),
        "g": ("operation", None),
        "j": ("closure", None),
        "l": ("literal", None),
        "m": ("number", 16),
    }
    listed = script.value("b")
    assert listed is not None
    entries = listed.entries
    assert [(entry.name, entry.value.text) for entry in entries] == [("x", "'y'"), ("z", "[1, -2]")]
    assert [item.plain for item in entries[1].value.items] == [1, -2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"'a\tb\u0041\'\\'", "a\tbA'\\"),
        ("'$a'", "$a"),
        (r'"\$a"', "$a"),
        ("'''a\\\nb'''", "ab"),
        (r"/a\/b\d/", r"a/b\d"),
        ("$/a$$b/c/$", "a$b/c"),
        ('"$a"', None),
        ('"${a}"', None),
        ('"100$"', "100$"),
    ],
)
def test_what_strings_say(text: str, said: str | None) -> None:
    value = GradleScript(f"x = {text}".encode()).value("x")
    assert value is not None
    assert value.string == said


def test_kotlin_raw_strings_have_no_escapes() -> None:
    value = GradleScript(b'x = """a\\n"b" $c"""', kotlin=True).value("x")
    assert value is not None
    assert [(part.text, part.is_reference) for part in value.parts] == [('a\\n"b" ', False), ("c", True)]


def test_conditions() -> None:
    text = """
if (kind == 'inside') {
    dependencies { if (debug) a 1 }
} else if (kind == 'aar') b 2
else {
    c 3
}
switch (kind) { case 'x': case 'y': d 4; break
  default: e 5 }
for (one in list) { f 6 }
try { g 7 } catch (Exception e) { h 8 } finally { i 9 }
if (one) j 10 else k 11
"""
    script = GradleScript(text.encode())
    found = {one.name: [str(each) for each in one.conditions] for one in script.walk() if len(one.name) == 1}
    assert found == {
        "a": ["kind == 'inside'", "debug"],
        "b": ["not (kind == 'inside')", "kind == 'aar'"],
        "c": ["not (kind == 'inside')", "not (kind == 'aar')"],
        "d": ["kind is 'x': case 'y'"],
        "e": ["not (kind is 'x': case 'y')"],
        "f": ["for (one in list)"],
        "g": [],
        "h": ["catch (Exception e)"],
        "i": [],
        "j": ["one"],
        "k": ["not (one)"],
    }
    for one in script.walk():
        for condition in one.conditions:
            assert condition.text.removesuffix(")") in script.text[: condition.end]
    assert script.calls("a", ("dependencies",)) != []


def test_when() -> None:
    script = GradleScript(BUILD_KTS.encode(), "build.gradle.kts")
    found = [(one.args[0].value.text, [str(each) for each in one.conditions]) for one in script.calls("api")]
    assert found == [('project(":x")', ['kind is "a", "b"']), ('project(path = ":y")', ['not (kind is "a", "b")'])]


def test_finding() -> None:
    script = GradleScript(BUNDLE.encode())
    assert script.errors == ()
    value = script.value("bundle", "packageId")
    assert value is not None
    assert (value.plain, script.position(value.start)) == (36, (19, 15))
    assert len(script.blocks("bundle")) == 1
    assert [one.text for one in script.blocks("android", "defaultConfig")[0].statements] == [
        'applicationId "com.example.shop"',
        "minSdkVersion 15",
    ]
    assert [str(one.value) for one in script.values("version")] == ["Value(string, '\"1.0.0-SNAPSHOT\"')"]
    assert len(script.calls("compile", ("dependencies",))) == 6
    assert script.calls("compile", ("buildscript", "dependencies")) == []
    assert [one.text for one in script.calls("mavenLocal", ("**", "repositories"))] == ["mavenLocal()"]
    assert [one.name for one in script.select("android", "*", "minSdkVersion")] == ["minSdkVersion"]
    assert script.select("android", "ndk", "abiFilters", conditional=False) == []
    assert [item.plain for item in script.value("excludes", "more").items] == ["a", "b"]  # type: ignore[union-attr]
    dotted = GradleScript(b"android.defaultConfig.minSdk = 1\nandroid\n{\n  defaultConfig { minSdk 2 } }")
    assert [one.value.plain for one in dotted.values("android", "defaultConfig", "minSdk") if one.value] == [1, 2]


def test_what_stands_around_an_error_is_read() -> None:
    script = GradleScript(b"a 1\nb {\n  c 'x\n  d 2\n}\ne(3\nf 4\n")
    assert [str(error) for error in script.errors] == ["the string is not closed", "( is not closed"]
    assert [one.name for one in script.walk()] == ["a", "b", "c", "d", "e"]
    with pytest.raises(DocumentError, match="the string is not closed"):
        script.check()


def test_encodings() -> None:
    data = "// 中文\nversion = '1'\r\n".encode("gbk")
    script = GradleScript(data)
    assert script.undecoded is not None
    assert (script.undecoded.line, script.value("version").plain) == (1, "1")  # type: ignore[union-attr]
    assert script.edited([]) == data
    marked = GradleScript(b"\xef\xbb\xbfa 1")
    assert (marked.statements[0].start, marked.edited([])) == (0, b"\xef\xbb\xbfa 1")
    with pytest.raises(DocumentError, match="zero byte") as caught:
        GradleScript(b"a\nPK\x03\x04\0")
    assert (caught.value.line, caught.value.column) == (2, 5)
    with pytest.raises(DocumentError, match="more than"):
        GradleScript(b"x" * (50 * 1024 * 1024))
