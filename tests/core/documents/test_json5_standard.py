"""The JSON5 standard, section by section: what is taken, with its value, and what is refused."""

from __future__ import annotations

import math

import pytest

from hapline.documents import DocumentError, parse
from hapline.documents.json5_tree import parse_tree, value_of

INF, NAN = math.inf, math.nan

TAKEN: list[tuple[str, str, object]] = [
    # 1, 3: objects
    ("object", "{}", {}),
    ("object", " { } ", {}),
    ("object", "{a:1}", {"a": 1}),
    ("object", "{a:1,}", {"a": 1}),
    ("object", "{a:1 , b:2 , }", {"a": 1, "b": 2}),
    ("object", "{'a':1}", {"a": 1}),
    ("object", '{"":1}', {"": 1}),
    ("object", "{a:{b:{c:[]}}}", {"a": {"b": {"c": []}}}),
    ("object", '{"a":1,a:2}', {"a": 2}),
    ("object", "{__proto__:1}", {"__proto__": 1}),
    # 3: keys are ECMAScript names, reserved words included
    ("key", "{$_:1,_$:2,a1:3}", {"$_": 1, "_$": 2, "a1": 3}),
    ("key", "{null:1,true:2,Infinity:3,NaN:4,if:5}", {"null": 1, "true": 2, "Infinity": 3, "NaN": 4, "if": 5}),
    ("key", "{ünïcödé:1,名称:2,\uff41:3}", {"ünïcödé": 1, "名称": 2, "\uff41": 3}),
    ("key", "{\\u0061b:1,a\\u0062:2}", {"ab": 1} | {"ab": 2}),
    ("key", "{\\u540d:1}", {"名": 1}),
    ("key", "{a\u200cb:1,a\u200db:2}", {"a\u200cb": 1, "a\u200db": 2}),
    ("key", "{a\u0301:1,a\u0660:2,a\u203f:3}", {"a\u0301": 1, "a\u0660": 2, "a\u203f": 3}),
    ("key", "{Ⅻ:1}", {"Ⅻ": 1}),
    ("key", "{\U00020bb7:1}", {"\U00020bb7": 1}),
    # 4: lists
    ("list", "[]", []),
    ("list", "[1,]", [1]),
    ("list", "[1,'a',null,[2],{}]", [1, "a", None, [2], {}]),
    # 5: strings
    ("string", "'a'", "a"),
    ("string", '"a\'b"', "a'b"),
    ("string", "'a\"b'", 'a"b'),
    ("string", r"'\'\"\\\/'", "'\"\\/"),
    ("string", r"'\b\f\n\r\t\v\0'", "\b\f\n\r\t\v\0"),
    ("string", r"'\x41\u0041\u4e2d'", "AA中"),
    ("string", r"'\ud83d\ude00'", "😀"),
    ("string", r"'\a\c\$\中\ '", "ac$中 "),
    ("string", r"'\U00000041'", "U00000041"),
    ("string", r"'\0a\0'", "\0a\0"),
    ("string", "'a\\\nb'", "ab"),
    ("string", "'a\\\r\nb'", "ab"),
    ("string", "'a\\\rb'", "ab"),
    ("string", "'a\\\r\\\nb'", "ab"),
    ("string", "'a\\\u2028b\\\u2029c'", "abc"),
    ("string", "'a\\\r\x00b'", "a\x00b"),
    ("string", "'a\u2028b\u2029c'", "a\u2028b\u2029c"),
    ("string", "'a\tb\x00\x1f\x7f'", "a\tb\x00\x1f\x7f"),
    ("string", "'//' ", "//"),
    ("string", "'/* */'", "/* */"),
    # 6: numbers
    ("number", "0", 0),
    ("number", "-0", 0),
    ("number", "+1", 1),
    ("number", "-1", -1),
    ("number", "1.5", 1.5),
    ("number", ".5", 0.5),
    ("number", "-.5", -0.5),
    ("number", "+.5", 0.5),
    ("number", "5.", 5.0),
    ("number", "5.e1", 50.0),
    ("number", "0.e1", 0.0),
    ("number", ".5e1", 5.0),
    ("number", "1e2", 100.0),
    ("number", "1E+2", 100.0),
    ("number", "1e-2", 0.01),
    ("number", "0e5", 0.0),
    ("number", "-0e5", -0.0),
    ("number", "0x1F", 31),
    ("number", "0XaBc", 2748),
    ("number", "-0x10", -16),
    ("number", "+0x10", 16),
    ("number", "Infinity", INF),
    ("number", "+Infinity", INF),
    ("number", "-Infinity", -INF),
    ("number", "NaN", NAN),
    ("number", "+NaN", NAN),
    ("number", "-NaN", NAN),
    ("number", "1e999", INF),
    ("number", "-1e999", -INF),
    ("number", "1e-999", 0.0),
    ("number", "123456789012345678901234567890", 123456789012345678901234567890),
    ("number", "0.1", 0.1),
    ("number", "[0,1]", [0, 1]),
    # 7: comments
    ("comment", "//a\n1", 1),
    ("comment", "//a\r1", 1),
    ("comment", "//a\u20281", 1),
    ("comment", "//a\u20291", 1),
    ("comment", "1//", 1),
    ("comment", "/**/1", 1),
    ("comment", "/* * / ** */1", 1),
    ("comment", "/***/1/*\n*/", 1),
    ("comment", "/*//*/1", 1),
    ("comment", "{/*a*/a/*b*/:/*c*/1/*d*/,/*e*/}//f", {"a": 1}),
    ("comment", "[/*a*/1/*b*/,/*c*/]", [1]),
    ("comment", "//\"\n/*'*/1", 1),
    # 8: white space
    ("space", "\t\v\f \u00a0\ufeff\n\r\u2028\u20291", 1),
    ("space", "\u1680\u2000\u2005\u200a\u202f\u205f\u30001\u3000", 1),
    ("space", "[\u00a01\u3000,\ufeff2]", [1, 2]),
    # 2: any value is a document
    ("value", "null", None),
    ("value", "true", True),
    ("value", "false", False),
    ("value", "''", ""),
]

REFUSED: list[tuple[str, str]] = [
    *(("nothing", text) for text in ("", " ", "//", "/**/", "\ufeff")),
    *(("object", text) for text in ("{", "}", "{,}", "{a}", "{a:}", "{a:1,,}", "{a:1 b:2}", "{a 1}", "{:1}", "{a::1}")),
    *(("object", text) for text in ("{a:1]", "{a:1}}", "{[a]:1}", "{a=1}", "{a:1;b:2}", "{null}", "{...a}", "{a(){}}")),
    *(("key", text) for text in ("{1:2}", "{1a:2}", "{-a:1}", "{a-b:1}", "{a.b:1}", "{#a:1}", "{@a:1}", "{\u0301:1}")),
    *(
        ("key", text)
        for text in ("{\\x61:1}", "{\\u{61}:1}", "{\\u0020:1}", "{\\u002d:1}", "{a\\u003a:1}", "{\\u0031:1}")
    ),
    *(
        ("key", text)
        for text in ("{\\ud842\\udfb7:1}", "{a\\:1}", "{\u200ca:1}", "{℘:1}", "{a b:1}", "{\\u006:1}", "{`a`:1}")
    ),
    *(("list", text) for text in ("[", "]", "[,]", "[1,,2]", "[,1]", "[1 2]", "[1}", "[a:1]", "[1]]", "[...a]")),
    *(("string", text) for text in ("'", '"', "'a", "'a\"", "'a\nb'", "'a\rb'", '"a\r\nb"', "`a`", "'\\'", "a")),
    *(
        ("string", text)
        for text in (r"'\1'", r"'\9'", r"'\01'", r"'\08'", r"'\x4'", r"'\xzz'", r"'\u123'", r"'\u{41}'")
    ),
    *(("string", text) for text in ("'a' 'b'", "'a'b", "'a'+'b'")),
    *(
        ("number", text)
        for text in (".", "+", "-", "+.", "-.", "..5", "1..", "1.5.", ".5.", "1e5.", "1.2.3", "01", "00", "-01")
    ),
    *(
        ("number", text)
        for text in ("1e", "0e", "1e+", ".e5", "e5", "+e5", "1e1e1", "1e1.5", "0x", "0xg", "0x1.5", "0x1p3")
    ),
    *(("number", text) for text in ("1_000", "1_", "_1", "0x1_0", "1e_5", "0b1", "0o7", "1n", "1a", "1$", "1px", "٣")),
    *(("number", text) for text in ("+-1", "-+1", "++1", "--1", "+ 1", "- 1", "-\n1", "1 2", "1,2", "(1)")),
    *(("number", text) for text in ("infinity", "-infinity", "nan", "Infinity1", "NaNa", "+Inf", "-∞")),
    *(
        ("word", text)
        for text in ("nul", "nulll", "None", "True", "TRUE", "undefined", "null null", "\\u006eull", "tru\\u0065")
    ),
    *(
        ("comment", text)
        for text in ("/*", "/*/", "/**", "1/*", "1/", "/ /1", "#1", "<!--\n1", "--1", "1/*/**/*/", "*/1")
    ),
    *(("space", text) for text in ("\u180e1", "\u200b1", "\u00851", "\x1c1", "\x001", "1\x00", "\x1a")),
]


@pytest.mark.parametrize(("section", "text", "value"), TAKEN, ids=lambda part: ascii(part)[:30])
def test_taken(section: str, text: str, value: object) -> None:
    assert section
    for read in (parse(b"\xef\xbb\xbf" + text.encode()), value_of(text, parse_tree(text))):
        assert repr(read) == repr(value)


@pytest.mark.parametrize(("section", "text"), REFUSED, ids=lambda part: ascii(part)[:30])
def test_refused(section: str, text: str) -> None:
    assert section
    with pytest.raises(DocumentError) as caught:
        parse(text.encode())
    assert caught.value.hint
    with pytest.raises(DocumentError):
        parse_tree(text)


@pytest.mark.parametrize("text", [r"'\ud83d'", r"'\ude00'", r"'\ud83dx'", r"'\ud83d\u0041'", r"'\ude00\ud83d'"])
def test_half_pairs_are_refused_though_the_standard_takes_them(text: str) -> None:
    """No file and no terminal can hold such a string, so that everything behind the reader would trip over it."""
    with pytest.raises(DocumentError, match="surrogate"):
        parse(text.encode())
    with pytest.raises(DocumentError, match="surrogate"):
        parse(text.replace("'", '"').encode(), strict=True)
