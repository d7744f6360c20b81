"""Plain XML is read without lxml, and exactly as lxml reads it; whatever is not surely plain is left to lxml."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hapline.documents import ANDROID, TOOLS, DocumentError
from hapline.documents.xml_parsing import parsed
from hapline.documents.xml_plain import plain_root

from .writer import SETTINGS

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACES = f'xmlns:android="{ANDROID}" xmlns:tools="{TOOLS}"'
MANIFEST = f"""{HEAD}<!-- a - b -->
<manifest {NAMESPACES}
    package='com.example'>
    <application android:name=".App" tools:node="remove">\r
        <activity android:name = ".Main" android:label="'中' > \U0001f600" /><!-- <a> --><service
/>
    </application >
</manifest>

"""


def _tree(node: Any) -> tuple[object, ...]:  # noqa: ANN401 an element of lxml, or ours
    inside = [_tree(child) for child in node]
    return node.tag, [*node.attrib.items()], dict(node.nsmap), node.text, node.tail, inside


def _around(node: Any) -> object:  # noqa: ANN401 see above
    parent = node.getparent()
    return None if parent is None else parent.tag


def _agrees(text: str) -> bool:
    """Whether a text is plain; then it is read as lxml reads it."""
    found = plain_root(text)
    if found is not None:
        expected = parsed(text)
        assert _tree(found) == _tree(expected)
        for one, other in zip(found.iter("*"), expected.iter("*"), strict=True):
            assert (one.tag, _around(one)) == (other.tag, _around(other))
    return found is not None


@pytest.mark.parametrize(
    "text",
    [
        MANIFEST,
        MANIFEST.replace("\n", "\r\n"),
        '<manifest package="a.b" />',
        "<a></a>",
        "\n<a>\r</a>\t",
        "<a><b/>\r\n<!---->\r<c></c> </a><!-- end -->",
        f"<a xmlns:x='{TOOLS}' x:b='' b=\"\"/>",
        "<a>" * 61 + "</a>" * 61,
        "<a" + "".join(f" b{number}=''" for number in range(200)) + "/>",
        '<a b="\ufffd\x7f\x85\u2028\ufeff"/>',
    ],
)
def test_plain(text: str) -> None:
    assert _agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "<!-- a -->",
        "a",
        "<a>",
        "</a>",
        "<a></b>",
        "<a></a></a>",
        "<a/><a/>",
        "<a></a><b>",
        "<a/>b",
        "<a>b</a>",
        "<a>\xa0</a>",
        "<a>&amp;</a>",
        "<a><![CDATA[]]></a>",
        "<a><?b?></a>",
        "<!DOCTYPE a><a/>",
        "<a><!-- b -- c --></a>",
        "<a><!-- b ---></a>",
        "<a><!-- \x0b --></a>",
        "<a><!-- ",
        "<a b/>",
        "<a b=c/>",
        "<a b='c\"/>",
        "<a b='<'/>",
        "<a b='&lt;'/>",
        "<a b='\n'/>",
        "<a b='\t'/>",
        "<a b='\x01'/>",
        "<a b='\uffff'/>",
        "<a b='\ufffe'/>",
        "<a b='c'd='e'/>",
        "<a b='c' b='d'/>",
        "<a / >",
        "< a/>",
        "<a/ >",
        "<1/>",
        "<中/>",
        "<a 中='b'/>",
        "<a:b/>",
        f"<a:b xmlns:a='{TOOLS}'/>",
        "<a xml:lang='b'/>",
        "<a b:c='d'/>",
        "<a xmlns='urn:b'/>",
        "<a xmlns=''/>",
        "<a xmlns:b='urn:c'/>",
        "<a xmlns:b=''/>",
        f"<a xmlns:xml='{TOOLS}'/>",
        f"<a xmlns:xmlns='{TOOLS}'/>",
        f"<a xmlns:b='{TOOLS}' xmlns:b='{TOOLS}'/>",
        f"<a xmlns:b='{TOOLS}' xmlns:c='{TOOLS}' b:d='' c:d=''/>",
        f"<a><b xmlns:c='{TOOLS}'/></a>",
        f"<a><b c:d=''/><e xmlns:c='{TOOLS}'/></a>",
        "<a>" * 62 + "</a>" * 62,
        "<a>" + "<b/>" * 70_000 + "</a>",
        "<?xml?><a/>",
        f" {HEAD}<a/>",
        f"{HEAD}{HEAD}<a/>",
    ],
)
def test_not_plain(text: str) -> None:
    assert not _agrees(text)


_MARKS = "<>/'\"&=-!? \t\r\nab:\x00\x0b\x85中\uffff"
_WORDS = ("--", "]]>", "<a>", "</a>", "<a/>", "<!--", "-->", "&amp;", "<?", "?>", "<!DOCTYPE a>", "<![CDATA[", TOOLS)
PIECES = st.sampled_from([*_MARKS, *_WORDS, ' b="c"', " b='c'", " xmlns:a=", " android:name="])


@SETTINGS
@given(st.sampled_from([MANIFEST, "<a><b/> </a>"]), st.lists(st.tuples(st.integers(0), st.integers(0, 9), PIECES)))
def test_what_is_damaged_is_read_as_lxml_reads_it_or_not_at_all(text: str, damages: list[tuple[int, int, str]]) -> None:
    for place, length, piece in damages[:3]:
        at = place % (len(text) + 1)
        text = text[:at] + piece + text[at + length :]
    try:
        parsed(text)
    except DocumentError:
        assert plain_root(text) is None
    else:
        _agrees(text)


def test_lxml_is_not_imported() -> None:
    read = f"from hapline.documents import XmlDocument; XmlDocument({MANIFEST.encode()!r})"
    code = f"import sys; {read}; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "hapline.documents.xml_plain" in found
    assert "lxml" not in found
