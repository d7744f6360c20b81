"""What is said of files that are no XML: exact places, and neither DTDs nor masses of anything reach lxml."""

from __future__ import annotations

import random

import pytest

from hapline.documents import DocumentError, XmlDocument
from hapline.documents.xml_errors import diagnosed

ERRORS = [
    ("", (1, 1), "the file is empty"),
    (" \n", (1, 1), "the file is empty"),
    ("<!-- a -->", (1, 1), "the file has no element"),
    ('{"a": 1}', (1, 1), "no XML: '{' where the first tag belongs"),
    ("\n <?xml version='1.0'?><a/>", (1, 1), "white space before <?xml"),
    ("<?xml versoin='1.0'?><a/>", (1, 1), "this is no XML declaration"),
    ("<a>\n  <b>\n</a>", (2, 3), "<b> is not closed before </a> in line 3"),
    ("<a>\n  <b>", (2, 3), "<b> is not closed"),
    ("<a>\n</b>", (2, 1), "</b> where <a> of line 1 is open"),
    ("<a/></a>", (1, 5), "</a> closes nothing"),
    ("<a/><b/>", (1, 5), "<b> after the root element"),
    ("<a/>x", (1, 5), "text after the root element"),
    ("<a>x & y</a>", (1, 6), "an & that is not escaped"),
    ("<a x='a?b=1&c=2'/>", (1, 12), "an & that is not escaped"),
    ("<a>&nbsp;</a>", (1, 4), "&nbsp; is not known"),
    ("<a>&#0;</a>", (1, 4), "&#0; is no character of XML"),
    ("<a>1 < 2</a>", (1, 6), "a < that begins no tag"),
    ('<a\n android:x="1"/>', (2, 2), "the prefix android is not declared"),
    ("<a><tools:b/></a>", (1, 5), "the prefix tools is not declared"),
    ("<a x='1'\n x='2'/>", (2, 2), "the attribute x is given twice"),
    ("<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", (1, 36), "the attribute q:x is given twice"),
    ("<a xmlns:p=''/>", (1, 4), "the prefix p is declared as nothing"),
    ("<a x/>", (1, 4), "the attribute x has no value"),
    ("<a x=1/>", (1, 4), "the value of x has no quotes"),
    ("<a x='1'y='2'/>", (1, 9), "no space before y"),
    ("<a x='1>\n<b/>", (2, 1), "a < in the value of x"),
    ("<a x='1", (1, 6), "the value of x is not closed"),
    ("<a\n <b/></a>", (1, 1), "the tag <a is not closed"),
    ("<a><!-- x </a>", (1, 4), "the comment is not closed"),
    ("<a><!-- x -- y --></a>", (1, 11), "-- inside a comment"),
    ("<a><![CDATA[ </a>", (1, 4), "the CDATA section is not closed"),
    ("<a>]]></a>", (1, 4), "]]> outside of a CDATA section"),
    ("<a>\x01</a>", (1, 4), "the character U+0001 cannot stand in XML"),
    ("<a>\0</a>", (1, 4), "a zero byte: the file is no text"),
    ("<a>\n<?xml version='1.0'?></a>", (2, 1), "<?xml inside of the file"),
    ("PK\x03\x04", (1, 1), "an archive: the file is no text"),
    ("\x03\0\x08\0", (1, 1), "compiled XML, as in an APK: the file is no text"),
    (
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        (1, 1),
        "<!DOCTYPE is not read: it could name other files and grow without end",
    ),
    (
        "<!-- -->\n<!doctype a><a/>",
        (2, 1),
        "<!doctype is not read: it could name other files and grow without end",
    ),
    ("<a><!ENTITY b 'c'></a>", (1, 4), "<!ENTITY is not read: it could name other files and grow without end"),
    # lxml passes over errors that the warning about a relative namespace follows.
    ("<a><b p:c='1'/><d xmlns='e'/></a>", (1, 7), "the prefix p is not declared"),
    ("<a>" * 257, (1, 769), "more than 256 elements inside each other"),
]


@pytest.mark.parametrize(("text", "place", "message"), ERRORS)
def test_errors(text: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        XmlDocument(text.encode())
    assert (caught.value.message, (caught.value.line, caught.value.column)) == (message, place)
    assert caught.value.hint


def test_compiled_and_wide_files_are_named() -> None:
    with pytest.raises(DocumentError) as caught:
        XmlDocument("<a/>".encode("utf-16-le"))
    assert "UTF-16" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    ["<!-- <!DOCTYPE a> --><a/>", "<a><![CDATA[<!DOCTYPE a>]]></a>", "<a><?p <!ENTITY?></a>", "<a>&lt;!DOCTYPE</a>"],
)
def test_what_only_looks_like_a_dtd(text: str) -> None:
    assert XmlDocument(text.encode()).root.tag == "a"


BASE = """<?xml version="1.0" encoding="utf-8"?>
<!-- c -->
<manifest xmlns:android="http://a" xmlns:tools='u' package="a&amp;b">
  <application android:x="1" tools:y='2>3'>t&#65;x<![CDATA[<z>]]><b/>
  <?pi x?><q xmlns="d" xmlns:p="e" p:a="1" a="2"><p:r a=""/></q></application>
</manifest>
"""
PIECES = [*"<>/&;\"'= :!-?[]x\n\t#\x01", "<!--", "-->", "]]>", "<![CDATA[", "<?", "?>", "&#", "&lt;", "xmlns:", "</b>"]
PIECES += ["<b>", "<?xml ", "xml", "é", "p:", 'a="1"', "android:", "<!DOCTYPE "]


def _read(text: str) -> tuple[XmlDocument | None, DocumentError | None]:
    try:
        return XmlDocument(text.encode()), None
    except DocumentError as error:
        return None, error


def test_damage_has_an_error_of_ours_and_nothing_else_has() -> None:
    chance = random.Random(7)
    refused = 0
    for _ in range(3000):
        text = BASE
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(PIECES) + text[at + chance.randrange(6) :]
        document, error = _read(text)
        if error is not None:
            refused += 1
            assert error.template != "no XML: {problem}" or error.message.endswith("not a valid URI"), text
            assert error.hint
        if document is not None:
            assert diagnosed(text) is None, text
            assert all(len(one.attributes) <= len(one.raw) for one in document.elements)
    assert refused > 2000


def test_cut_at_every_byte() -> None:
    data = BASE.encode()
    for end in range(len(data.rstrip())):
        with pytest.raises(DocumentError):
            XmlDocument(data[:end])


MASSES = [
    "<a " + " ".join(f'a{number}="x"' for number in range(100_000)) + "/>",
    "<a " + " ".join(f'a{number}="x"' for number in range(100_000)) + " a1=''/>",
    "<a>" + "<b/>" * 100_000 + "</a>",
    "<a>" + "<b xmlns='c'/>" * 20_000 + "</a>",
    '<a x="' + "y" * 1_000_000 + '"/>',
    '<a x="' + "&amp;" * 1_000_000 + '"/>',
    '<a x="' + "y" * 11_000_000 + '"/>',
    "<a>" * 1_000_000,
    "<" * 3_000_000,
    "<a>" + "<!--" * 200_000,
    "<a>" + "<![CDATA[" * 200_000,
    "<!--" * 200_000 + "<!DOCTYPE a>",
    "<a " + "a=" * 400_000,
    "<a>" + "&" * 3_000_000,
    "<a" + " " * 3_000_000 + "x" + " " * 3_000_000,
    "<a>" + "\r" * 3_000_000 + "&",
    "<a " + " ".join(f'xmlns:a{number}="x{number}"' for number in range(5000)) + ">" + "<b a1:c=''/>" * 20_000 + "</a>",
]


@pytest.mark.parametrize("text", MASSES, ids=range(len(MASSES)))
@pytest.mark.timeout(60)  # a second or two is usual; time that grew with the square would be many minutes
def test_masses_are_read_in_time(text: str) -> None:
    document, error = _read(text)
    assert error is None or error.hint
    if document is not None:
        assert len(document.tags) == len(document.keys) == len(document.elements)
        assert len(document.root.attributes) in {0, 1, 100_000}


def test_too_large() -> None:
    with pytest.raises(DocumentError, match="the file has 4 bytes, more than 3"):
        XmlDocument(b"<a/>", limit=3)
