"""Texts in many languages for property tests, made of code, strings and comments at known places."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

Quoter = Callable[[str], str]
"""Writes characters as a string of a language."""

ALPHABET = "a/*#'\"`\\$%{}()<!->;:=~|, \t\n中é0"
"""What strings and comments are filled with: mostly what begins or ends one somewhere."""


class Language(NamedTuple):
    """How a language is written.

    Attributes:
        file: A file name of that kind. code: Stretches of code, none of which holds a comment.
        strings: Writers of strings. line: What begins a comment that ends with its line; empty where there is none.
        block: What begins and ends a comment of several lines; empty where there is none.
        holes: Strings with code inside: what stands before it and behind it. nested: Whether comments nest.
        alone: Whether every part needs a line of its own.
    """

    file: str
    code: Sequence[str]
    strings: Sequence[Quoter]
    line: Sequence[str] = ("//",)
    block: tuple[str, str] | tuple[()] = ("/*", "*/")
    holes: Sequence[tuple[str, str]] = ()
    nested: bool = False
    alone: bool = False


def quoted(quote: str, *, dollar: bool = False, lines: bool = False, end: str = "") -> Quoter:
    """A writer of strings in which a backslash escapes."""

    def write(content: str) -> str:
        text = content.replace("\\", "\\\\").replace(quote[0], f"\\{quote[0]}")
        text = text.replace("$", "\\$") if dollar else text
        return quote + (text if lines else text.replace("\n", "\\n")) + quote + end

    return write


def raw(start: str, end: str, without: str) -> Quoter:
    """A writer of strings without escapes: what a pattern finds is left out of them."""
    return lambda content: start + re.sub(without, "", content) + end


_SCRIPT = Language(
    file="Index.ets",
    code=(
        "x = a / b;",
        "f(x);",
        "if (x) { y = 1; }",
        "a[1] / 2 / 3;",
        "x = /['\"`]/;",
        r"x = /[/*]\/\/ /g.test(y);",
        'return /\\*"/;',
        "if (x) /'/.test(x);",
        "x++ / 2; y /= 2;",
        "@Entry struct A { build() {} }",
    ),
    strings=(quoted('"', end=";"), quoted("'", end=";"), quoted("`", dollar=True, lines=True, end=";")),
    holes=(("x = `/* '${ ", " }' // `;"), ("`a${ {b: ", "} }`;")),
)
_GROOVY = Language(
    file="Jenkinsfile",
    code=(
        "x = a / b",
        "f(x)",
        "a[1] / 2 / 3",
        "node { stage('a') { sh 'b' } }",
        "x = $/ // $$ $/ ' /* /$",
        "x = /'\\/* \"/",
    ),
    strings=(
        quoted('"', dollar=True, end=";"),
        quoted("'", end=";"),
        quoted("'''", lines=True, end=";"),
        quoted('"""', dollar=True, lines=True, end=";"),
        lambda content: "x = $/" + re.sub(r"[$/]", "", content) + "/$;",
    ),
    holes=(
        ('x = "// ${ ', ' } /*";'),
        ('x = """\'${ ', '} // """;'),
        ("x = /'${ ", " }'/;"),
        ("x = $/ // ${ ", " } /$;"),
    ),
)
_KOTLIN = Language(
    file="build.gradle.kts",
    code=("val x = a / b;", "f(x);", "val c = '\"';", "val c = '\\'';", "fun `a // b`() {}", 'val x = """ " // """" ;'),
    strings=(quoted('"', dollar=True, end=";"), raw('"""', '""";', r'["$]')),
    holes=(('val x = "// ${ ', ' } /*";'), ('val x = """\' " ${ ', '} // """;')),
    nested=True,
)
_JAVA = Language(
    file="A.java",
    code=("x = a / b;", "f(x);", "char c = '\"';", "char c = '\\'';", 'x = """\n  // " \\""" \' /* """;'),
    strings=(quoted('"', end=";"), quoted('"""', lines=True, end=";")),
)
_JSON5 = Language(
    file="module.json5",
    code=("a: 1,", "{", "}", "[", "],", "b: null,"),
    strings=(quoted('"', end=","), quoted("'", end=",")),
)
_CSS = Language(
    file="a.css",
    code=("p > a { color: red }", "b { c: url(//d/*.png) }", "@media (a) {", "}"),
    strings=(quoted('"', end=";"), quoted("'", end=";")),
    line=(),
)
_PROPERTIES = Language(
    file="gradle.properties",
    code=("a=b # c", "a = b ! c", "a=\\\n  # no", "a=b\\\\", "a", "a b\\\n\n"),
    strings=(lambda content: "k=" + re.sub(r"[\n\\]", "", content),),
    line=("#", "!"),
    block=(),
    alone=True,
)
_PROGUARD = Language(
    file="proguard-rules.pro",
    code=("-keep class a.** { *; }", "-dontwarn a.b", '-injars "a#b.jar"', "-injars 'a # b'"),
    strings=(raw('"', '"', r'["\n]'), raw("'", "'", r"['\n]")),
    line=("#",),
    block=(),
)
_TOML = Language(
    file="libs.versions.toml",
    code=("[a]", "b = 1", "c = { d = [1, 2] }", 'e = """ "" # """""', "f = ''' '' # '''"),
    strings=(
        lambda content: "a = " + quoted('"')(content),
        lambda content: "a = " + quoted('"""', lines=True)(content),
        lambda content: "a = " + raw("'", "'", r"['\n]")(content),
        lambda content: "a = " + raw("'''", "'''", "'")(content),
    ),
    line=("#",),
    block=(),
    alone=True,
)
_INI = Language(
    file="setup.cfg",
    code=("[a]", "b = c # d", "e = f ; g", "h =\n  i"),
    strings=(lambda content: "k=" + content.replace("\n", " "),),
    line=("#", ";"),
    block=(),
    alone=True,
)
_YAML = Language(
    file="ci.yaml",
    code=(
        "a: b#c",
        'it\'s: "a # b"',
        "- don't",
        "- 'it''s # no'",
        "- key: |\n    # no\n\n    no # no",
        "- key: |2-\n     # no\n    no",
        "folded: >-\n   no # no\n   # no",
        "- |\n # no\n # no",
        "- - |+\n     no # no",
        "flow: [a, \"b # c\", {d: 'e # f'}]",
        'a: b, "c',
        "? |\n  # no\n: - x",
        "key: !!str |\n  # no",
        "---",
        'a: "b\n  # no\n  c"',
        "- key: |\n- b",
        "http://x#y: *a",
    ),
    strings=(
        lambda content: "a: " + quoted('"', lines=True)(content),
        lambda content: "- '" + content.replace("'", "''") + "'",
    ),
    line=("#",),
    block=(),
    alone=True,
)
_SHELL = Language(
    file="build.sh",
    code=(
        "echo a#b",
        "x=$#; y=${#x}; z=${x#a}; w=${x# #}",
        "echo \\# \\\\",
        "cat <<EOF\n# no ' \"\nEOF\n",
        "cat <<-'A B' && f\n\t# no\n\tA B\n",
        "y=$((1 << x))",
        'cat <<< "# no"',
        "if [ $# -gt 1 ]; then f; fi",
        'x="$(f "# no" \'# " no\')"',
        "(cd a; f)",
    ),
    strings=(
        lambda content: "a=" + quoted('"', dollar=True)(content.replace("`", "")),
        raw("'", "'", "'"),
        lambda content: "a=$" + quoted("'", lines=True)(content),
    ),
    line=("#",),
    block=(),
    holes=(('x="# $(f\n', '\n) #"'), ('y="${z}$(f ( a )\n', '\n)"')),
    alone=True,
)
_XML = Language(
    file="AndroidManifest.xml",
    code=(
        "<a b='// #'>",
        "</a>",
        "text -- >",
        "<![CDATA[ <!-- no --> ]]>",
        "<?xml version='1.0'?>",
        "<?a <!-- no --> ?>",
    ),
    strings=(raw('<a b="', '"/>', '[<"]'), raw("<![CDATA[", "]]>", r"\]\]>")),
    line=(),
    block=("<!--", "-->"),
)
_HTML = _XML._replace(
    file="index.html",
    code=(
        "<p class='<!-- no -->'>it's",
        '<a title="<!-- no -->">',
        "<script>x = '<!-- no -->'; </script>",
        "<STYLE a='>'> <!-- no --> </style >",
        "<textarea><!-- no --></textarea>",
        "a < b",
    ),
    strings=(lambda content: '<a b="' + content.replace('"', "") + '"/>',),
)
_MARKDOWN = _XML._replace(
    file="README.md",
    code=(
        "text",
        "`<!-- no -->`",
        "`` a ` <!-- no --> ``",
        "\\`",
        "```html\n<!-- no -->\n``` \n",
        "~~~\n``` <!-- no -->\n~~~~\n",
        "a ` lone\n\n",
        "\\<!-- no --",
    ),
    strings=(raw("```\n", "\n```\n", "`"),),
    alone=True,
)
LANGUAGES: Mapping[str, Language] = {
    one.file: one
    for one in (
        _SCRIPT,
        _GROOVY,
        _KOTLIN,
        _JAVA,
        _JSON5,
        _CSS,
        _PROPERTIES,
        _PROGUARD,
        _TOML,
        _INI,
        _YAML,
        _SHELL,
        _XML,
        _HTML,
        _MARKDOWN,
    )
}


class Writer:
    """Writes a text of a language by dice, and keeps what it wrote as comments.

    Attributes:
        text: The text so far. spans: The offsets of the comments in it.
    """

    def __init__(self, language: Language, seed: int) -> None:
        self.language = language
        self.dice = random.Random(seed)
        self.text = ""
        self.spans: list[tuple[int, int]] = []
        self.newline = self.dice.choice(["\n", "\r\n"])

    def write(self, parts: int, depth: int = 0) -> None:
        for _ in range(parts):
            kind = self.dice.random()
            if kind < 0.35:
                self._comment()
            elif kind < 0.55:
                self._put(self.dice.choice(self.language.strings)(self._filling()))
            elif kind < 0.7 and self.language.holes and depth < 3:
                before, after = self.dice.choice(self.language.holes)
                self._put(before)
                self.write(self.dice.randrange(3), depth + 1)
                self._put(after)
            else:
                self._put(self.dice.choice(self.language.code))
            self._put(self.newline if self.language.alone else self.dice.choice([" ", self.newline, "\t"]))

    def _comment(self) -> None:
        language = self.language
        start = len(self.text)
        if language.block and (not language.line or self.dice.random() < 0.5):
            begin, end = language.block
            inside = self._filling().replace("-", "").replace("/", "").replace("*", "")
            if begin == "<!--":
                inside = f" {inside} "
            if language.nested and self.dice.random() < 0.5:
                inside += f"{begin} {inside} {end}"
            self._put(begin + inside + end)
            self.spans.append((start, len(self.text)))
        else:
            self._put(self.dice.choice(language.line) + self._filling().replace("\n", " "))
            self.spans.append((start, len(self.text)))
            self._put(self.newline)

    def _filling(self) -> str:
        return "".join(self.dice.choices(ALPHABET, k=self.dice.randrange(8)))

    def _put(self, text: str) -> None:
        self.text += text.replace("\n", self.newline) if "\r" not in text else text
