"""Comments by the kind of file: exactly those that are there, at exact places, and nothing that only looks like one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hapline.documents import Comment, comments, holds_comments, stretches

from .languages import ALPHABET, LANGUAGES, Writer
from .writer import SEEDS, SETTINGS


def _marked(text: str) -> tuple[str, list[str]]:
    """A text whose comments stand in «», without the marks, and those comments."""
    return re.sub("[«»]", "", text), re.findall("«(.*?)»", text, re.DOTALL)


@pytest.mark.parametrize("file", LANGUAGES)
@settings(SETTINGS, max_examples=300)
@given(seed=SEEDS)
def test_exactly_the_comments_are_found(file: str, seed: int) -> None:
    writer = Writer(LANGUAGES[file], seed)
    writer.write(8)
    found = comments(file, writer.text)
    assert [(one.start, one.end) for one in found] == writer.spans
    assert [one.text for one in found] == [writer.text[start:end] for start, end in writer.spans]


@pytest.mark.parametrize("file", LANGUAGES)
@settings(SETTINGS, max_examples=200)
@given(text=st.text(st.sampled_from(ALPHABET + "-[]&?<>\r"), max_size=60))
def test_no_text_makes_it_fail(file: str, text: str) -> None:
    last = 0
    for one in comments(file, text):
        assert last <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        last = one.end


@pytest.mark.parametrize(
    ("file", "marked"),
    [
        ("a/Index.ets", 'const url = "http://x"; «// a»\n«/* b */» f(1 / 2 / 3) «// c»'),
        ("hvigorfile.ts", "#!/usr/bin/env node // no\nconst a = `//${ b «/* c */» }//`; «// d»"),
        ("a.js", "x = y / 2; «// '»\nz = /[/'\"]\\/*/.exec(s) «// a»"),
        ("a.js", "if (a) /'/.test(b); «// c»\nx = (a) / 2 «// it's»\ny = a!/ 1 «// /»"),
        ("a.js", "x = 'not closed // no\ny = 1 «// yes»"),
        ("a.ts", "x «/* never closed // \n»"),
        ("A.java", 'String s = """\n  // no \\""" "\n  """; «// yes»\nchar c = \'"\'; «/**/»'),
        ("build.gradle.kts", 'val s = """$x "" // no """" «/* a /* b */ c */» val t = "${"//" + "a" «/* b */»}" «//»'),
        ("build.gradle", "def u = 'http://x' «// a»\ndef p = ~/\\/\\/ '/ «// b»\ndef q = $/ $/ // '/$ «/* c */»"),
        ("Jenkinsfile", "sh '''\n  # no // no\n''' «// a»\nsh \"\"\"${a «/* b */»} // no\"\"\" «// c»"),
        ("Jenkinsfile.release", "x = a / b «// c»"),
        ("gradle.properties", "«# a»\n  «! b»\nc=d # no\\\n  # no\n\\\\\\\\\n«# e»"),
        ("proguard-rules.pro", "-keep class a «# b»\n-injars 'c#d' «# e»"),
        ("obfuscation-rules.txt", "-keep «# a»"),
        ("a.yml", "«# a»\nb: c#d «# e»\nf: 'g # h' «# i»\nj: |  «# k»\n  # no\nl: it's «# m»\n"),
        ("a.yaml", "- a: >\n    # no\n\n     # no\n  «# yes»\n- [b, 'c # d'] «# e»"),
        ("a.yaml", "a: |\n    # no\n  «# yes»\nb:\n  c: |\n  d: e «# f»\n&g h: |\n  # no\n«# i»"),
        ("a.yaml", "a: [b, {c: 'd # e', f: [g]}, 'h # i'] «# j»\nk: l[m, 'n «# o'»"),
        ("libs.versions.toml", 'a = \'#\' «# b»\nc = """# \\""" # """"" «# d»\n«# e»'),
        ("setup.cfg", "[a]\n«; b»\nc = d ; no # no\n  «# e»"),
        ("a.sh", "«#!no»\necho $# ${#a} a#b \"#\" '#' \\# «# c»\ncat <<E\n# no\nE\n«# d»"),
        ("a.sh", "x=${a # no\n«# yes»"),
        ("a.sh", 'x="$(f "# no" «# yes»\n)"; (g «# h»\n)'),
        ("AndroidManifest.xml", "«<!-- a -->»<b c='//'/><![CDATA[<!-- no -->]]>«<!--\n-->»<?d <!-- no -->?>"),
        ("a.html", "<p title='<!-- no -->'>it's «<!-->»«<!-- a --!>»<script>'<!-- no -->'</script>«<!-- b»"),
        ("README.md", "«<!-- a -->» `<!-- no -->`\n```\n<!-- no -->\n```\n\n    x\n\n«<!-- b -->»"),
        ("a.json5", "{ a: 'http://x', «// b»\n}"),
        ("a.css", "«/* a */» p { b: '/* no */' // no\n}«/* c // */»"),
        ("a.css", "p { b: url(//c/*.png) } «/* d */» q { b: url( '/*' ) } «/* e»"),
        ("a.css", "p { b: 'not closed /* no\n} «/* c */» q { d: 'on\\\n/* no */' } \\'«/* e */»"),
    ],
)
def test_what_begins_a_comment_and_what_does_not(file: str, marked: str) -> None:
    text, expected = _marked(marked)
    assert [one.text for one in comments(file, text)] == expected


@pytest.mark.parametrize("file", ["a.json", "a.csv", "icon.png", "LICENSE", "a.hap", "ets/modules.abc", "a.txt", ""])
def test_other_kinds_have_none(file: str) -> None:
    assert not holds_comments(file)
    assert comments(file, "// a\n# b\n<!-- c -->") == []


@pytest.mark.parametrize("file", LANGUAGES)
def test_all_kinds_are_known(file: str) -> None:
    assert holds_comments(file)
    assert holds_comments(f"some/Folder/{file.upper()}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("// a", " a"),
        ("/* a */", " a "),
        ("/**\n * a\n */", "\n * a\n "),
        ("/**/", ""),
        ("/* a", " a"),
        ("# a", " a"),
        ("! a", " a"),
        ("<!-- a -->", " a "),
        ("<!-- a --!>", " a "),
        ("## #", " #"),
    ],
)
def test_words_of_a_comment(text: str, words: str) -> None:
    assert Comment(0, len(text), text).words == words


HOSTILE = (
    "/[",
    "'",
    '"',
    "`",
    "${",
    "/*",
    "`${",
    "$/",
    "<<E\n",
    "<<E\nE\n",
    "<!--",
    "``` ",
    "` `` ",
    "x=\\\n",
    "a: |\n",
    "<a '",
    "#",
    "(",
    "<script>",
)


@pytest.mark.parametrize("file", LANGUAGES)
@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.timeout(60)  # a fraction of a second is usual; time that grew with the square would be many minutes
def test_time_grows_with_the_text(file: str, part: str) -> None:
    text = part * 20_000
    assert all(text[one.start : one.end] == one.text for one in comments(file, text))


@pytest.mark.parametrize(
    ("marked", "inside"),
    [
        ("import «'./a.js'» «// b»\nx = «/'/»; y = 1 / 2", [False, True, False]),
        ('x = «`a${»y + «"b"»«}c`»', [False, False, False]),
        ("«/* import './a.js' */»«'b»", [True, False]),
    ],
)
def test_what_is_no_code(marked: str, inside: list[bool]) -> None:
    text, expected = _marked(marked)
    found = list(stretches(text, "script"))
    assert [text[one.start : one.end] for one in found] == expected
    assert [one.is_comment for one in found] == inside
