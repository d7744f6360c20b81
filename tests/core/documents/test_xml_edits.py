"""Edits of XML: what is meant changes, all else stays byte for byte, and the result is read again."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest

from hapline.documents import (
    ANDROID,
    TOOLS,
    XmlDocument,
    XmlElement,
    insert_child,
    remove_attribute,
    remove_element,
    set_attribute,
    set_text,
)
from hapline_hooks import TextEdit

A = f'xmlns:android="{ANDROID}"'


def _edited(text: str, edit: Callable[[XmlElement], list[TextEdit]], tag: str = "b") -> str:
    document = XmlDocument(text.encode())
    data = document.edited(edit(document.find_all(tag)[0]))
    XmlDocument(data)
    return data.decode()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"<a {A}><b android:x = '1'/></a>", f"<a {A}><b android:x = '\"&amp;&lt;>&apos;&#10;'/></a>"),
        (f"<a {A}><b/></a>", f'<a {A}><b android:x="&quot;&amp;&lt;>\'&#10;"/></a>'),
        (f"<a {A}><b y='2' /></a>", f"<a {A}><b y='2' android:x='\"&amp;&lt;>&apos;&#10;' /></a>"),
        (
            f'<a {A}>\r\n\t<b\r\n\t\ty="1"\r\n\t\tz="2">\r\n\t</b></a>',
            f'<a {A}>\r\n\t<b\r\n\t\ty="1"\r\n\t\tz="2"\r\n\t\tandroid:x="&quot;&amp;&lt;>\'&#10;">\r\n\t</b></a>',
        ),
        (f'<a xmlns:q="{ANDROID}"><b/></a>', f'<a xmlns:q="{ANDROID}"><b q:x="&quot;&amp;&lt;>\'&#10;"/></a>'),
        ("<a y='1'><b/></a>", f"<a {A} y='1'><b android:x=\"&quot;&amp;&lt;>'&#10;\"/></a>"),
        (
            "<a\n  xmlns:c='u'\n  y='1'><b/></a>",
            f"<a\n  xmlns:c='u'\n  xmlns:android='{ANDROID}'\n  y='1'><b android:x=\"&quot;&amp;&lt;>'&#10;\"/></a>",
        ),
        (
            "<a xmlns:android='u'><b/></a>",
            f"<a xmlns:android='u' xmlns:android1='{ANDROID}'><b android1:x=\"&quot;&amp;&lt;>'&#10;\"/></a>",
        ),
    ],
)
def test_set_attribute(text: str, after: str) -> None:
    value = "\"&<>'\n"
    assert _edited(text, lambda one: set_attribute(one, "x", value, ANDROID)) == after
    element = XmlDocument(after.encode()).find_all("b")[0]
    assert element.get("x", ANDROID) == value
    assert set_attribute(element, "x", value, ANDROID) == []


def test_two_attributes_declare_one_prefix() -> None:
    document = XmlDocument(b"<a/>")
    edits = [*set_attribute(document.root, "x", "1", TOOLS), *set_attribute(document.root, "y", "2", TOOLS)]
    assert document.edited(edits).decode() == f'<a xmlns:tools="{TOOLS}" tools:x="1" tools:y="2"/>'


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("<b x='1'/>", "<b/>"),
        ("<b x='1' y='2'/>", "<b y='2'/>"),
        ("<b y='2' x='1' />", "<b y='2' />"),
        ("<b\n  x='1'\n  y='2'/>", "<b\n  y='2'/>"),
        ("<b y='2'\n  x='1'\n  z='3'>", "<b y='2'\n  z='3'>"),
        ("<b y='2'/>", "<b y='2'/>"),
    ],
)
def test_remove_attribute(text: str, after: str) -> None:
    rest = "" if text.endswith("/>") else "</b>"
    assert _edited(f"<a>{text}{rest}</a>", lambda one: remove_attribute(one, "x")) == f"<a>{after}{rest}</a>"


CHILDREN = [
    ("<a>\n    <b/>\n</a>", "<a>\n    <b>\n        <n/>\n    </b>\n</a>"),
    ("<a>\r\n\t<b />\r\n</a>", "<a>\r\n\t<b>\r\n\t\t<n/>\r\n\t</b>\r\n</a>"),
    ("<a>\n  <b></b>\n</a>", "<a>\n  <b>\n    <n/>\n  </b>\n</a>"),
    ("<a>\n  <b>\n  </b>\n</a>", "<a>\n  <b>\n    <n/>\n  </b>\n</a>"),
    ("<a>\n  <b>\n   <c/> <!-- d -->\n\n  </b>\n</a>", "<a>\n  <b>\n   <c/> <!-- d -->\n   <n/>\n\n  </b>\n</a>"),
    ("<a>\n  <b>\n   <c/></b>\n</a>", "<a>\n  <b>\n   <c/>\n   <n/>\n  </b>\n</a>"),
    ("<a><b><c/></b></a>", "<a><b><c/><n/></b></a>"),
    ("<a><b>t\n</b></a>", "<a><b>t\n<n/></b></a>"),
]


@pytest.mark.parametrize(("text", "after"), CHILDREN)
def test_insert_child(text: str, after: str) -> None:
    assert _edited(text, lambda one: insert_child(one, "<n/>")) == after


def test_insert_child_first() -> None:
    text = "<a>\n  <b>\n    <c/>\n  </b>\n</a>"
    after = "<a>\n  <b>\n    <n/>\n    <c/>\n  </b>\n</a>"
    assert _edited(text, lambda one: insert_child(one, "<n/>", first=True)) == after


def test_lines_are_indented_but_not_inside_of_texts_and_values() -> None:
    child = '<!-- c -->\n<n x="1\n2">\n  <m>t\nu</m>\n  <![CDATA[\n]]>\n</n>'
    after = (
        '<a>\n\t<b>\n\t\t<!-- c -->\n\t\t<n x="1\n2">\n\t\t  <m>t\nu</m>\n\t\t  <![CDATA[\n]]>\n\t\t</n>\n\t</b>\n</a>'
    )
    assert _edited("<a>\n\t<b/>\n</a>", lambda one: insert_child(one, child)) == after


def test_prefixes_of_a_new_child_are_declared() -> None:
    after = f'<a {A}><b><c/><n android:x="tools:y"/></b></a>'
    assert _edited("<a><b><c/></b></a>", lambda one: insert_child(one, '<n android:x="tools:y"/>')) == after


@pytest.mark.parametrize("child", ["", "text", "<n>", "<n/></x><x>", "<p:n/>", "</b><b>", "<!-- c -->", "<!DOCTYPE a>"])
def test_what_is_no_child(child: str) -> None:
    root = XmlDocument(b"<b/>").root
    with pytest.raises(ValueError, match=r"."):
        insert_child(root, child)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("<a>\n  <b/>\n  <c/>\n</a>", "<a>\n  <c/>\n</a>"),
        ("<a>\r\n  <b>\r\n  </b> \r\n</a>", "<a>\r\n</a>"),
        ("<a><b/><c/></a>", "<a><c/></a>"),
        ("<a>\n  <c/><b/>\n</a>", "<a>\n  <c/>\n</a>"),
        ("<a>\n  <b/> <!-- c -->\n</a>", "<a>\n   <!-- c -->\n</a>"),
        ("<a>t\n  <b/>\n</a>", "<a>t\n  \n</a>"),
    ],
)
def test_remove_element(text: str, after: str) -> None:
    assert _edited(text, remove_element) == after


def test_the_root_stays() -> None:
    with pytest.raises(ValueError, match="root"):
        remove_element(XmlDocument(b"<a/>").root)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("<b>true</b>", "<b>x&lt;&amp;]]&gt;</b>"),
        ("<b/>", "<b>x&lt;&amp;]]&gt;</b>"),
        ("<b></b>", "<b>x&lt;&amp;]]&gt;</b>"),
        ("<b> <!-- c --> true </b>", "<b><!-- c -->x&lt;&amp;]]&gt;</b>"),
        ("<b>x&lt;&amp;]]&gt;</b>", "<b>x&lt;&amp;]]&gt;</b>"),
    ],
)
def test_set_text(text: str, after: str) -> None:
    assert _edited(f"<a>{text}</a>", lambda one: set_text(one, "x<&]]>")) == f"<a>{after}</a>"


def test_a_section_stays_one() -> None:
    assert _edited("<a><b><![CDATA[x]]></b></a>", lambda one: set_text(one, "<y>")) == "<a><b><![CDATA[<y>]]></b></a>"


def test_what_cannot_be_written() -> None:
    root = XmlDocument(b"<a><b/></a>").root
    with pytest.raises(ValueError, match="holds elements"):
        set_text(root, "x")
    with pytest.raises(ValueError, match=r"U\+0001"):
        set_text(root.children[0], "\x01")
    with pytest.raises(ValueError, match=r"U\+0000"):
        set_attribute(root, "x", "\0")
    for name in ("x y", "p:x", "xmlns", ""):
        with pytest.raises(ValueError, match="no name"):
            set_attribute(root, name, "1")


def test_encodings_are_kept() -> None:
    for data in (
        "<?xml version='1.0' encoding='GBK'?>\r\n<a>中<b x='中'/></a>".encode("gbk"),
        codecs.BOM_UTF16_LE + "<a>\r\n中<b x='中'/></a>".encode("utf-16-le"),
        codecs.BOM_UTF8 + "<a>\r中<b x='中'/></a>".encode(),
    ):
        document = XmlDocument(data)
        again = XmlDocument(document.edited(set_attribute(document.find_all("b")[0], "x", "文\U0001f600")))
        assert again.encoding == document.encoding
        assert again.find_all("b")[0].get("x") == "文\U0001f600"
        assert again.text.startswith(document.text[: document.find_all("b")[0].start])
