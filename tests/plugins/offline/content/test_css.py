"""References in CSS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline_plugins.offline.pages.css import references, unescaped


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a { background: url(a.png) }", ["a.png"]),
        ("a { background: URL( 'a.png' ), url(\"b.png\") }", ["a.png", "b.png"]),
        ("@import 'a.css'; @import \"b.css\" screen; @IMPORT url(c.css);", ["a.css", "b.css", "c.css"]),
        ("/* url(x) */ a { } /* * / url(x)", []),
        ("/**/ a { src: url(a) } /***/", ["a"]),
        ('a { content: \'url(x)\' } b { content: "\\"url(x)" }', []),
        ("a { content: 'open\n} b { src: url(a) }", ["a"]),
        (".a\\:url\\(x\\) { src: url(a) } .bg-\\[url\\(\\'x\\'\\)\\] { src: url('b') }", ["a", "b"]),
        ("a { src: url(a\\ b\\29.png) }", ["a b).png"]),
        ("a { src: url('\\61 .png') }", ["a.png"]),
        ("a { src: url('a\\\nb') }", ["ab"]),
        ("a { src: curl(x), my-url(x) }", []),
        ("a { src: url() url('') }", []),
        ("a { src: url(a b) url(a'b) }", []),
        ("@namespace svg url(http://www.w3.org/2000/svg); a { src: url(a) }", ["a"]),
        ("@-moz-document url(http://x) { a { src: url(a) } }", ["a"]),
        ("a { filter: progid:X(src='x.png') }", []),
        ("a { src: url(data:image/png;base64,AA//==) }", ["data:image/png;base64,AA//=="]),
        ("a{src:url(a)}b{src:url(b)}", ["a", "b"]),
        ("a { src: url(#a) }", ["#a"]),
        ("a { src: url(", []),
        ("@import", []),
    ],
)
def test_found(text: str, wanted: list[str]) -> None:
    assert [one.value for one in references(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain", "plain"),
        ("\\41 b", "Ab"),
        ("\\000041b", "Ab"),
        ("\\0 \\d800 \\110000 x", "\ufffd\ufffd\ufffdx"),
        ("\\{", "{"),
    ],
)
def test_escapes(text: str, wanted: str) -> None:
    assert unescaped(text) == wanted


def test_fonts_for_old_browsers_are_no_more_than_hints() -> None:
    assert [one.use for one in references("a { src: url(a.eot?#iefix), url(a.woff), url(eot.png) }")] == [
        "hint",
        "load",
        "load",
    ]


@given(st.text("url(ab\"'\\/*)@import {};\n", max_size=60))
def test_places_are_those_of_the_values(text: str) -> None:
    for one in references(text, 7):
        assert unescaped(text[one.start - 7 : one.end - 7]) == one.value


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "/*" * 500_000,
        "url(" * 250_000,
        "url('" * 200_000,
        '"\\' * 500_000,
        "@import " * 125_000,
        "\\" * 1000_000,
        "url(" + "a" * 1000_000,
        "@namespace " * 75_000,
        "url(" + " " * 1000_000,
        "'" * 1000_000,
    ],
    ids=range(10),
)
def test_hostile_style_sheets_end(text: str) -> None:
    assert sum(1 for _ in references(text)) < len(text)
