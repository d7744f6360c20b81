"""Of code that was only moved, formatted, commented or annotated for the source, nothing is said."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.hotpatch.linting.repositories import FOLDER, compared, said

JAVA = """package com.example.shop;

import java.util.List;

@Keep
public class Cart<T extends List<T>> extends Base<T> implements Runnable, Closeable {
    static final int MOST = 1 << 3;
    private final String name = "a b", other[] = {"x  y", "// no comment"};
    static { load("lib"); }
    { fill(); }
    public Cart(int x) { super(x); this.y = x; }
    @Deprecated protected <A> int total(final A a, int... more) throws IOException {
        for (int one : more) { if (one > 0 && !done) { continue; } else { sum += one; } }
        Runnable r = () -> { run("x"); };
        new Thread() { @Override public void run() { stop('\\''); } }.start();
        switch (more.length) { case 1: return 1; default: return list.size() >>> 1; }
    }
    enum Kind { ONE(1) { int x() { return y(); } }, TWO(2); Kind(int x) { } int x() { return 0; } }
    interface Shelf { int A = 1; default void b() { c(); } void d(); }
    static class Inner { char c = '"'; String t = "/* no */"; }
}
"""
KOTLIN = """package com.example.shop

import java.util.*

const val MOST = 1 shl 3
val lazy by lazy { load("a  b") }

data class Cart<T : Any>(val x: Int, private var y: String = "z") : Base<T>(x), Runnable by other {
    init { fill() }
    constructor(x: Long) : this(x.toInt(), "") { fill() }
    val size: Int get() = list.size
    var count: Int = 1
        private set(value) { field = value + 1 }
    override fun run() {
        list.map { it + 1 }.filter { x -> x !in 1..2 }
        val r = object : Runnable { override fun run() { stop('"') } }
        when (x) {
            is Int -> a("$x ${b("c")}")
            !is Long, 3 -> { b() }
            else -> return
        }
        for (i in 0 until 3) { if (i == 1) continue else c(i) }
    }
    companion object {
        @JvmStatic fun of(x: Int) = Cart<Int>(x)
    }
    enum class Kind(val n: Int) {
        ONE(1) { override fun f() { g() } },
        TWO(2);
        open fun f() { }
    }
}

fun String.twice(times: Int = 2): String = repeat(times)
suspend inline fun <reified T> load(block: () -> T): T = block()
"""
_TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\])+\'|\w+|>>>|<<|>>|->|&&|[<>!=+]=|\+\+|[^\w\s]|\s+')


def test_nothing_is_said_of_the_same_code() -> None:
    assert said(compared({f"{FOLDER}Cart.java": JAVA}, {f"{FOLDER}Cart.java": f"// one\n{JAVA}\n// two\n"})) == ()
    assert said(compared({f"{FOLDER}Cart.kt": KOTLIN}, {f"{FOLDER}Cart.kt": f"// one\n{KOTLIN}\n// two\n"})) == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_spaces_and_comments_of_java_change_nothing(data: st.DataObject) -> None:
    spaces = st.sampled_from([" ", "\n", "\r\n", "\t ", " /* x */ ", " // y\n", "\n\n"])
    pieces = [
        (data.draw(spaces) if piece.isspace() else piece) for piece in _TOKEN.findall(JAVA)
    ]  # where there is a space, another one
    assert said(compared({f"{FOLDER}Cart.java": JAVA}, {f"{FOLDER}Cart.java": "".join(pieces)})) == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_lines_and_comments_of_kotlin_change_nothing(data: st.DataObject) -> None:
    ends = st.sampled_from(["\n", "\r\n", "\n\n", " // y\n", "\n    /* x */\n", "  \n\t"])
    made = "".join(line + data.draw(ends) for line in KOTLIN.splitlines())
    assert said(compared({f"{FOLDER}Cart.kt": KOTLIN}, {f"{FOLDER}Cart.kt": made})) == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_another_number_is_found_wherever_it_is(data: st.DataObject) -> None:
    name, text = data.draw(st.sampled_from([("Cart.java", JAVA), ("Cart.kt", KOTLIN)]))
    places = list(re.finditer(r"\b[0-9]\b", text))
    place = data.draw(st.sampled_from(places))
    made = f"{text[: place.start()]}7{text[place.end() :]}"
    assert said(compared({f"{FOLDER}{name}": text}, {f"{FOLDER}{name}": made})) != ()
