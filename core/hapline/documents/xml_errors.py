"""Says why a text is no well-formed XML: exactly where, and what to do. lxml says less."""

from __future__ import annotations

import re

from hapline.documents import xml_names
from hapline.documents.text import DocumentError, line_starts, position
from hapline.documents.xml_characters import in_references, odd_character
from hapline.documents.xml_encoding import DECLARATION
from hapline.documents.xml_names import NAME, Attribute, Namespaces

MAX_DEPTH = 256
"""Elements inside each other that libxml2 reads."""
_SPACE = re.compile(r"[ \t\r\n]*+")
_OPAQUE = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
_UNCLOSED = {
    "<!--": ("the comment is not closed", "add --> where it ends"),
    "<![CDATA[": ("the CDATA section is not closed", "add ]]> where it ends"),
    "<?": ("the processing instruction is not closed", "add ?> where it ends"),
}


def diagnosed(text: str) -> DocumentError | None:
    """What is wrong first in a text that lxml refuses; None where all looks right."""
    try:
        _Scan(text).run()
    except DocumentError as error:
        return error
    return None


class _Scan:
    """One way through a text, which ends with the first error."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[str, int]] = []
        self.seen_root = False
        self.namespaces = Namespaces()

    def fail(self, start: int, end: int, template: str, hint: str, **fields: object) -> DocumentError:
        return DocumentError(template, text=self.text, offset=start, end=end, hint=hint, **fields)

    def run(self) -> None:
        text = self.text
        at = self._prolog()
        while True:
            mark = text.find("<", at)
            self._characters(at, mark if mark >= 0 else len(text))
            if mark < 0:
                break
            at = self._opaque(mark) or (self._end_tag(mark) if text[mark + 1 : mark + 2] == "/" else self._tag(mark))
        if self.open:
            name, start = self.open[-1]
            hint = "add its end tag, or write /> at the end of its start tag"
            raise self.fail(start, start + 1 + len(name), "<{tag}> is not closed", hint, tag=name)
        if not self.seen_root:
            raise self.fail(0, 0, "the file has no element", "write a root element")

    def _prolog(self) -> int:
        text = self.text
        if not text.strip():
            raise self.fail(0, 0, "the file is empty", "write a root element")
        declared = DECLARATION.match(text)
        if declared:
            return declared.end()
        start = _match(_SPACE, text, 0)
        if re.compile(r"<\?xml[\s?]").match(text, start):
            if start:
                hint = "remove it; the declaration stands first"
                raise self.fail(0, start, "white space before <?xml", hint)
            hint = 'write <?xml version="1.0" encoding="utf-8"?>'
            raise self.fail(0, 5, "this is no XML declaration", hint)
        if text[start] != "<":
            hint = "an XML file starts with < ; look at what wrote this file"
            raise self.fail(
                start, start + 1, "no XML: {found} where the first tag belongs", hint, found=repr(text[start])
            )
        return 0

    def _characters(self, start: int, end: int) -> None:
        """Text between tags."""
        text = self.text
        odd = odd_character(text, start, end)
        if not self.open:
            first = _match(_SPACE, text, start)
            if first < end:
                template = "text before the root element"
                if self.seen_root:
                    template = "text after the root element"
                raise self.fail(first, first + 1, template, "remove it, or move it into the root element")
        close = text.find("]]>", start, end)
        if close >= 0 and (odd is None or close < odd.offset):
            raise self.fail(close, close + 3, "]]> outside of a CDATA section", "write ]]&gt;")
        wrong = in_references(text, start, end)
        if wrong is not None and (odd is None or wrong.offset < odd.offset):
            raise wrong
        if odd is not None:
            raise odd

    def _opaque(self, mark: int) -> int:
        """The end of a comment, CDATA section or processing instruction; 0 where none starts here."""
        text = self.text
        for opener, closer in _OPAQUE:
            if not text.startswith(opener, mark):
                continue
            inside = mark + len(opener)
            end = text.find(closer, inside)
            if end < 0:
                raise self.fail(mark, inside, *_UNCLOSED[opener])
            self._inside(opener, mark, inside, end)
            odd = odd_character(text, inside, end)
            if odd is not None:
                raise odd
            return end + len(closer)
        return 0

    def _inside(self, opener: str, mark: int, inside: int, end: int) -> None:
        text = self.text
        if opener == "<!--":
            dashes = text.find("--", inside, end + 1)
            if dashes >= 0:
                hint = "write one dash, or close the comment with -->"
                raise self.fail(dashes, dashes + 2, "-- inside a comment", hint)
        elif opener == "<![CDATA[":
            if not self.open:
                hint = "remove it, or move it into the root element"
                raise self.fail(mark, inside, "a CDATA section outside of the root element", hint)
        else:
            name = NAME.match(text, inside, end)
            if name is None or not (name.end() == end or text[name.end()].isspace()) or ":" in name[0]:
                raise self.fail(mark, inside, "<? without a name behind it", "write &lt;? for the text")
            if name[0].lower() == "xml":
                hint = "the declaration stands once, at the start; remove this one"
                raise self.fail(mark, name.end(), "<?xml inside of the file", hint)

    def _end_tag(self, mark: int) -> int:
        text = self.text
        name = NAME.match(text, mark + 2)
        if name is None:
            raise self.fail(
                mark, mark + 2, "</ without a name behind it", "write the name of the element that it closes"
            )
        tag = name[0]
        end = _match(_SPACE, text, name.end())
        if not self.open:
            raise self.fail(mark, name.end(), "</{tag}> closes nothing", "remove it", tag=tag)
        opened = self.open[-1][0]
        if opened != tag:
            raise self._mismatch(mark, name.end(), tag)
        if text[end : end + 1] != ">":
            raise self.fail(mark, name.end(), "the end tag </{tag} has no >", "add > behind its name", tag=tag)
        self.open.pop()
        self.namespaces.pop()
        return end + 1

    def _mismatch(self, mark: int, end: int, tag: str) -> DocumentError:
        opened, start = self.open[-1]
        starts = line_starts(self.text)
        if any(name == tag for name, _ in self.open):
            return self.fail(
                start,
                start + 1 + len(opened),
                "<{tag}> is not closed before </{found}> in line {line}",
                "add its end tag, or write /> at the end of its start tag",
                tag=opened,
                found=tag,
                line=position(starts, mark)[0],
            )
        return self.fail(
            mark,
            end,
            "</{found}> where <{tag}> of line {line} is open",
            "write the name of the element that it closes, or remove it",
            found=tag,
            tag=opened,
            line=position(starts, start)[0],
        )

    def _tag(self, mark: int) -> int:
        text = self.text
        name = NAME.match(text, mark + 1)
        if name is None:
            hint = "write &lt; for the character itself"
            raise self.fail(mark, mark + 1, "a < that begins no tag", hint)
        if self.seen_root and not self.open:
            hint = "a file has one root element; remove the rest, or put all into one element"
            raise self.fail(mark, name.end(), "<{tag}> after the root element", hint, tag=name[0])
        attributes: list[Attribute] = []
        at = name.end()
        while True:
            after = _match(_SPACE, text, at)
            if text[after : after + 1] in {">", "/"}:
                break
            found = xml_names.attribute(text, after, name, spaced=after > at)
            attributes.append(found)
            at = found.end
        closes = text[after] == "/"
        if closes and text[after + 1 : after + 2] != ">":
            raise self.fail(after, after + 1, "a / inside of the tag <{tag}", "write /> at its end", tag=name[0])
        self.namespaces.push(text, name, attributes)
        self.seen_root = True
        if closes:
            self.namespaces.pop()
            return after + 2
        self.open.append((name[0], mark))
        if len(self.open) > MAX_DEPTH:
            hint = "a document of this depth is hardly meant; look at what wrote it"
            template = "more than {most} elements inside each other"
            raise self.fail(mark, name.end(), template, hint, most=MAX_DEPTH)
        return after + 1


def _match(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
