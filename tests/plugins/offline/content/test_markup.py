"""References in HTML: what is found, where, and that lxml sees the same in pages that are as they should be."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html  # type: ignore[import-untyped]

from hapline_plugins.offline.pages import script
from hapline_plugins.offline.pages.markup import tags
from hapline_plugins.offline.pages.markup_references import found
from hapline_plugins.offline.pages.reference import MOST

_SCRIPT = script.finder(["mds.example.com"])
_PIECES = st.sampled_from(
    [
        '<img src="{v}">',
        "<img src='{v}'/>",
        "<IMG SRC={v}>",
        '<script src="{v}"></script>',
        '<link rel="stylesheet" href = "{v}">',
        '<a title="a>b" href="{v}">x</a>',
        "<!-- <img src='{v}'> -->",
        '<p class="{v}">text {v}</p>',
        "<div><span>",
        "</span></div>",
        '<script>var a = "<img src={v}>"</script>',
        "<style>.{v} > a {{ color: red }}</style>",
        "<br>",
        "1 < 2",
        '<video poster="{v}"><source src="{v}"></video>',
        '<iframe src="{v}"></iframe>',
    ]
)
_VALUES = st.text(string.ascii_letters + string.digits + "/.-_", min_size=1, max_size=8)


def _values(text: str) -> list[str]:
    return [one.value for one in found(text, _SCRIPT).references]


@given(st.lists(st.tuples(_PIECES, _VALUES), max_size=12))
def test_lxml_sees_the_same(pieces: list[tuple[str, str]]) -> None:
    text = "<!DOCTYPE html><html><body>" + "\n".join(piece.format(v=value) for piece, value in pieces)
    wanted = []
    for element in html.document_fromstring(f"{text}</body></html>").iter(
        "img", "script", "link", "a", "source", "video", "iframe"
    ):
        wanted += [element.get(name) for name in ("src", "poster", "href") if element.get(name) is not None]
    assert _values(text) == wanted


@given(st.text("<>!-/=\"' asrciptylemgo&#;{}\n", max_size=80))
def test_places_are_in_the_text_and_in_order_of_tags(text: str) -> None:
    starts = []
    for tag in tags(text):
        for place in tag.attributes.values():
            assert 0 <= place.start <= place.end <= len(text)
            starts.append(place.start)
    assert starts == sorted(starts)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for one in found(text, _SCRIPT).references:
        assert 0 <= one.start <= one.end <= len(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<!--><img src=a>", ["a"]),
        ("<!---><img src=a>", ["a"]),
        ("<!-- x --!><img src=a>", ["a"]),
        ("<!-- x -- ><img src=a>", []),
        ("<![if !IE]><img src=a><![endif]>", ["a"]),
        ("<?xml version='1'?><img src=a>", ["a"]),
        ("</ img src=x><img src=a>", ["a"]),
        ("<img src=a src=b SRC=c>", ["a"]),
        ("<img alt='it''s' src=a>", ["a"]),
        ("<img src='a><img src=b>", []),
        ("<img/src=a/><img src=b/ >", ["a/", "b/"]),
        ("<img src = \n 'a'>", ["a"]),
        ("<img src=><img src=a>", ["", "a"]),
        ("<img =src=a src=b>", ["b"]),
        ("<script><img src=x></script ><img src=a>", ["a"]),
        ("<script><img src=x></scripts><img src=a>", []),
        ("<svg><script/><image href=a /></svg><script/><img src=x>", ["a"]),
        ("<svg/><style/><img src=x>", []),
        ("<template><template></template><img src=x></template><img src=a>", ["a"]),
        ("</template><img src=a>", ["a"]),
        ("<textarea><img src=x></textarea><title><img src=x></title><img src=a>", ["a"]),
        ("<input type=IMAGE src=a><input src=x>", ["a"]),
        ("<meta http-equiv=refresh content='5'><meta http-equiv=refresh content='5;URL=\"a\"'>", ["a"]),
        ("<meta name=refresh content='5;url=x'>", []),
        ("<img srcset='a, b 2x,c d'>", ["a", "b", "c"]),
        ("<source srcset=' a 1x , , data:x,y 2x'>", ["a", "data:x,y"]),
        ("<link imagesrcset='a 1x' rel=preload href=b>", ["a", "b"]),
        ("<link rel='Alternate StyleSheet' href=a><link href=x><link rel=next href=x>", ["a"]),
        ("<object data=a></object><embed src=b><body background=c><html manifest=d>", ["a", "b", "c", "d"]),
        ("<script type=module src=a></script><script type='text/x-template' src=x></script>", ["a"]),
        ("<p style='background: url(a) /* url(x) */'>", ["a"]),
        ("<style>p { background: url(a) } </style>", ["a"]),
        ("<style type=text/css>@import 'a';</style >", ["a"]),
        ("<a href='a&amp;b&#x41;&copy;'>", ["a&bA\xa9"]),
        ("<script>f('//mds.example.com/a')</script>", ["//mds.example.com/a"]),
        ("<script type=text/plain>'//mds.example.com/x'</script>", []),
    ],
)  # fmt: skip
def test_as_browsers_read_it(text: str, wanted: list[str]) -> None:
    assert _values(text) == wanted


def test_places_are_those_of_the_values() -> None:
    text = (
        "<img srcset='a.png 1x,\n b.png 2x' style=\"background: url('c.png')\"><style>q { src: url( d.png ) }</style>"
    )
    assert [text[one.start : one.end] for one in found(text, _SCRIPT).references] == [
        "a.png",
        "b.png",
        "c.png",
        "d.png",
    ]


def test_what_is_escaped_has_the_place_of_the_whole_value() -> None:
    text = '<p style="background: url(&quot;a.png&quot;)">'
    [one] = found(text, _SCRIPT).references
    assert (one.value, text[one.start : one.end]) == ("a.png", "background: url(&quot;a.png&quot;)")


def test_the_first_base_counts() -> None:
    assert found("<base target=_blank><base href=' a/ '><base href=b/>", _SCRIPT).base == "a/"
    assert found("<img src=a>", _SCRIPT).base == ""


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 200_000,
        "<" * 1000_000,
        "<a" * 500_000,
        "<a " + "a='" * 250_000,
        "<a " + "a " * 500_000,
        "<!--" * 250_000,
        "<!-- --!" * 125_000,
        "<script>" * 125_000,
        "<img srcset='" + "a," * 250_000 + "'>",
        "<img srcset='" + "a(" * 250_000 + "'>",
        "<img srcset='" + ", " * 500_000 + "'>",
        "<meta http-equiv=refresh content='" + "url=" * 250_000 + "'>",
        "<img src='" + "&" * 1000_000 + "'>",
        "<svg>" * 200_000,
        "<script>" + '"a/' * 250_000,
    ],
    ids=range(15),
)
def test_hostile_pages_end(text: str) -> None:
    assert len(found(text, _SCRIPT).references) <= MOST
