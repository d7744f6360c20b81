"""Generated XML: names, attributes and nesting are those of lxml, and an edit makes its difference and no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

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
from hapline.documents.xml_writing import value_said

from .writer import SETTINGS

SPACES = st.sampled_from([" ", "\n  ", "\r\n\t", "  "])
NAMES = st.sampled_from(["a", "activity", "中", "x-y.z", "_b", "p:c", "android:d"])
VALUES = st.text(st.sampled_from("ab<>&\"'\n\t 中\U0001f600]"), max_size=6)
TEXTS = st.one_of(
    VALUES.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    st.sampled_from(["<!-- <a b='c'> -->", "<![CDATA[<a>]]>", "<?pi <a>?>", "&#65;&#x4e2d;", "\r\n    ", "\n  "]),
)


@st.composite
def attributes(draw: st.DrawFn) -> str:
    written = ""
    for name in draw(st.lists(NAMES, max_size=4, unique=True)):
        quote = draw(st.sampled_from("\"'"))
        value = draw(VALUES).replace("&", "&amp;").replace("<", "&lt;")
        value = value.replace(quote, "&quot;" if quote == '"' else "&#39;")
        equals = draw(st.sampled_from(["=", " = ", "\n="]))
        written += f"{draw(SPACES)}{name}{equals}{quote}{value}{quote}"
    return written


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(NAMES)
    head = f"<{name}{draw(attributes())}"
    if depth == 0 or draw(st.booleans()):
        return head + draw(st.sampled_from(["/>", " />", f"></{name}>", f" >\n</{name} >"]))
    inside = draw(st.lists(st.one_of(TEXTS, elements(depth - 1)), max_size=4))
    return f"{head}>{''.join(inside)}</{name}>"


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    head = draw(st.sampled_from(["", '<?xml version="1.0" encoding="utf-8"?>\r\n', "<!-- <x> -->\n", "\ufeff"]))
    android = draw(st.sampled_from([f" xmlns:android='{ANDROID}'", "\n  xmlns:android='urn:other'"]))
    default = draw(st.sampled_from(["", " xmlns='urn:d'"]))
    inside = "".join(draw(st.lists(st.one_of(TEXTS, elements()), max_size=4)))
    return f'{head}<root xmlns:p="urn:p"{android}{default}{draw(attributes())}>{inside}</root>\n'.encode()


def _content(node: Any) -> tuple[Any, ...]:  # noqa: ANN401 lxml has no types
    """Names, attributes and texts, white space between elements aside."""
    texts = (node.text or "").strip(), *((child.tail or "").strip() for child in node)
    return node.tag, dict(node.attrib), "".join(texts), [_content(child) for child in node]


def _parsed(data: bytes) -> Any:  # noqa: ANN401 lxml has no types
    return etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True))


def _nested(element: XmlElement) -> Iterator[tuple[int, int]]:
    for child in element.children:
        assert element.head_end <= child.start < child.end <= element.tail_start
        yield child.start, child.end
        yield from _nested(child)


@SETTINGS
@given(documents())
def test_places_are_those_of_what_lxml_reads(data: bytes) -> None:
    document = XmlDocument(data)
    text = document.text
    nodes = list(_parsed(data).iter("*"))
    assert [one.tag for one in document.walk()] == [node.tag for node in nodes]
    for element, node in zip(document.elements, nodes, strict=True):
        assert element.written.rpartition(":")[2] == element.name
        assert [value_said(text[one.start : one.end]) for one in element.attributes] == list(node.attrib.values())
        assert [one.written.rpartition(":")[2] for one in element.attributes] == [
            one.name for one in element.attributes
        ]
        assert all(text[one.start - 1] == text[one.end] == one.quote for one in element.attributes)
        assert text[element.start] == "<"
        assert text[element.end - 1] == text[element.head_end - 1] == ">"
    assert len(list(_nested(document.root))) == len(nodes) - 1
    assert document.edited([]) == data


@SETTINGS
@given(documents(), st.data(), VALUES)
def test_an_edit_makes_its_difference_and_no_other(data: bytes, draws: st.DataObject, value: str) -> None:
    document = XmlDocument(data)
    number = draws.draw(st.integers(0, len(document.elements) - 1))
    element = document.elements[number]
    wanted = _parsed(data)
    node = list(wanted.iter("*"))[number]
    way = draws.draw(st.sampled_from(["set", "drop", "child", "first", "remove", "text"]))
    namespace = draws.draw(st.sampled_from([None, ANDROID, TOOLS, "urn:p"]))
    name = draws.draw(st.sampled_from(["a", "activity", "c", "d", "new"]))
    tag = f"{{{namespace}}}{name}" if namespace else name
    edits = []
    if way == "set":
        edits = set_attribute(element, name, value, namespace)
        node.set(tag, value)
    elif way == "drop":
        edits = remove_attribute(element, name, namespace)
        node.attrib.pop(tag, None)
    elif way in {"child", "first"}:
        edits = insert_child(element, "<n xmlns=''>\n  <m/>\n</n>", first=way == "first")
        child = etree.fromstring("<n><m/></n>")
        if way == "first":
            child.tail, node.text = node.text, None
        node.insert(0 if way == "first" else len(node), child)
    elif way == "remove" and element.parent is not None:
        edits = remove_element(element)
        parent = node.getparent()
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (node.tail or "")
        else:
            parent.text = (parent.text or "") + (node.tail or "")
        parent.remove(node)
    elif way == "text" and not element.children:
        edits = set_text(element, value)
        node.text = value
    after = document.edited(edits)
    if not edits:
        assert after == data
    assert _content(_parsed(after)) == _content(wanted)
    if way == "text" and not element.children:
        assert XmlDocument(after).elements[number].text == value
