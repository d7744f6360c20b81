"""Whatever a text is made of, it is read, and places are inside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hapline.builds import read_head
from hapline_plugins.portal.source.code_calls import resource_uses
from hapline_plugins.portal.source.resource_references import references
from hapline_plugins.portal.source.resource_values import read_values
from hapline_plugins.portal.source.slinks_file import SlinksFile

MARKS = [*".;\n{}()'`\\,=<@$", '"', '"""', "/*", "*/", "//", "${"]
WORDS = ["package ", "a", "class ", "B ", "fun ", "val ", "record ", "import ", "getIdentifier(", "Notification("]
CODE = st.lists(st.sampled_from([*MARKS, *WORDS, "R.drawable.x"]), max_size=40).map("".join)
_LINES = ["package a.b;", "import a.B;", "import static a.*;", "class B ", "/* c */", "// d\n", "a.b;", "B "]
_PARTS = ["package ", "import ", "public ", "final ", "record ", "enum ", "class ", "/*", "//", "a", "é", "\n", '"']
HEADS = st.lists(st.sampled_from([*" .;{@$`1*", *_LINES, *_PARTS]), max_size=12).map("".join)
TAGS = [*"<>/[]@?+'\":", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE "]
PIECES = ["resources", " name=", "a", "style", " parent=", "<resources>", '<string name="a">', "</resources>"]
MARKUP = st.lists(st.sampled_from([*TAGS, *PIECES]), max_size=40).map("".join)


@given(CODE)
def test_code(text: str) -> None:
    for kotlin in (False, True):
        head = read_head(text, kotlin=kotlin)
        assert 0 <= head.start <= head.end <= len(text)
        assert bool(head.package) is (head.start < head.end)
        first = read_head(text, kotlin=kotlin, whole=False)
        assert first.types == head.types[: len(first.types)]
    for path in ("A.java", "A.kt"):
        for use in resource_uses(path, text):
            assert 0 <= use.start < use.end <= len(text)


@given(HEADS)
def test_plain_heads_of_java_are_read_as_all_others(text: str) -> None:
    head, first = read_head(text, kotlin=False), read_head(text, kotlin=False, whole=False)
    assert first == head._replace(types=head.types[:1])


@given(MARKUP)
def test_markup(text: str) -> None:
    def found(_kind: str, name: str, start: int, end: int) -> None:
        assert text[start:end] == name

    problem = read_values("a.xml", text, found)
    assert problem is None or problem.span is not None
    for one in references(text):
        assert one.name in text[one.start : one.end]


@given(st.binary(max_size=60))
def test_slinks(data: bytes) -> None:
    file = SlinksFile("slinks", data)
    for line in file.lines:
        assert line.name in file.text[line.start : line.end]
