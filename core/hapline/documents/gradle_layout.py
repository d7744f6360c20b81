"""Looks at how a Gradle script is laid out, so that what is added or taken out leaves its lines as they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from hapline.documents.text import line_starts
from hapline_hooks import TextEdit

if TYPE_CHECKING:
    from hapline.documents.gradle_blocks import Block
    from hapline.documents.gradle_script import GradleScript
    from hapline.documents.gradle_statements import Statement

EOL = re.compile(r"\r\n?|\n")
_INDENT = re.compile(r"[ \t]*+")
_UNIT = "    "


class Layout:
    """A script as lines.

    Attributes:
        text: The text. eol: How its lines end. unit: What one level of blocks is indented by.
    """

    def __init__(self, script: GradleScript) -> None:
        self.script = script
        self.text = script.text
        self.lines = line_starts(script.text)
        self.ends = dict(script.comments())
        found = EOL.search(self.text)
        self.eol = found[0] if found else "\n"
        self.unit = self._unit()

    def into(self, block: Block, lines: list[str], *, first: bool) -> TextEdit:
        """Add lines to a block."""
        text = self.text
        outer = self.indent(block.start)
        inner = self._inner(block, outer)
        body = text[block.inside : block.inside_end]
        if not body.strip():
            code = self._joined(lines, inner)
            return TextEdit(start=block.inside, end=block.inside_end, text=f"{self.eol}{inner}{code}{self.eol}{outer}")
        if not EOL.search(body) and not first and len(lines) == 1:
            at = block.inside + len(body.rstrip())
            mark = " " if text[at - 1] in ";>{" else "; "
            return TextEdit(start=at, end=at, text=mark + lines[0])
        if first and block.statements:
            at = self._head(block)
            if not self.own_line(block.statements[0].start):
                return TextEdit(start=at, end=at, text=f"{self._joined(lines, inner)}; ")
            at = self.line_start(at)
            return TextEdit(start=at, end=at, text=f"{inner}{self._joined(lines, inner)}{self.eol}")
        at = block.inside + len(body.rstrip())
        end = "" if EOL.search(text, at, block.inside_end) else self.eol + outer
        stop = at if not end else block.inside_end
        return TextEdit(start=at, end=stop, text=f"{self.eol}{inner}{self._joined(lines, inner)}{end}")

    def at_end(self, lines: list[str]) -> TextEdit:
        """Add lines at the end of the script; one without a newline at its end stays so."""
        text, code = self.text, self._joined(lines, "")
        end = len(text)
        if not text or text[-1] in "\r\n":
            return TextEdit(start=end, end=end, text=code + self.eol)
        return TextEdit(start=end, end=end, text=self.eol + code)

    def on_top(self, lines: list[str]) -> TextEdit:
        """Add lines at the start of the script, behind its imports and what is said of the file itself."""
        at = self.next_line(0) if self.text.startswith("#!") else 0
        for one in self.script.statements:
            if not one.text.startswith(("import ", "package ", "@file:")):
                break
            at = self.next_line(one.end)
        before = self.eol if at and self.text[at - 1] not in "\r\n" else ""
        return TextEdit(start=at, end=at, text=f"{before}{self._joined(lines, '')}{self.eol}")

    def behind(self, statement: Statement, lines: list[str]) -> TextEdit:
        """Add lines behind a statement, and behind the comment in its line."""
        text, at = self.text, statement.end
        semicolon = self._blank(at)
        if text[semicolon : semicolon + 1] == ";":
            at = semicolon + 1
        tail = self._tail(at)
        indent = self.indent(statement.start)
        if self.own_line(statement.start) and (tail == len(text) or text[tail] in "\r\n"):
            return TextEdit(start=tail, end=tail, text=f"{self.eol}{indent}{self._joined(lines, indent)}")
        mark = " " if text[at - 1] == ";" else "; "
        return TextEdit(start=at, end=at, text=mark + self._joined(lines, indent) + ("" if mark == "; " else ";"))

    def without(self, statement: Statement) -> TextEdit:
        """Take out a statement."""
        text = self.text
        start, end = statement.start, statement.end
        after = self._blank(end)
        semicolon = text[after : after + 1] == ";"
        if semicolon:
            end = after + 1
        if self.own_line(start):
            stop = self._tail(end)
            if stop == len(text) or text[stop] in "\r\n":
                begin, following = self.line_start(start), self.next_line(stop)
                if stop == len(text) and begin:
                    begin -= 2 if text[begin - 2 : begin] == "\r\n" else 1
                return TextEdit(start=begin, end=following, text="")
            return TextEdit(start=start, end=self._blank(end), text="")
        before = start
        while before and text[before - 1] in " \t":
            before -= 1
        if text[before - 1] == ";":
            return TextEdit(start=before if semicolon else before - 1, end=end, text="")
        return TextEdit(start=start, end=self._blank(end) if semicolon else end, text="")

    def line_start(self, offset: int) -> int:
        return self.lines[bisect_right(self.lines, offset) - 1]

    def own_line(self, offset: int) -> bool:
        return not self.text[self.line_start(offset) : offset].strip(" \t")

    def indent(self, offset: int) -> str:
        found = _INDENT.match(self.text, self.line_start(offset))
        return found[0] if found else ""

    def next_line(self, offset: int) -> int:
        found = EOL.search(self.text, offset)
        return found.end() if found else len(self.text)

    def _head(self, block: Block) -> int:
        """Where the first statement of a block starts, or a comment above it."""
        start = block.statements[0].start
        return min([one for one in self.ends if block.inside <= one < start and self.own_line(one)], default=start)

    def _inner(self, block: Block, outer: str) -> str:
        lined = [one for one in block.statements if self.own_line(one.start)]
        return self.indent(lined[-1].start) if lined else outer + self.unit

    def _unit(self) -> str:
        for one in self.script.walk():
            if one.parent is not None and self.own_line(one.start) and self.own_line(one.parent.start):
                inner, outer = self.indent(one.start), self.indent(one.parent.start)
                if inner.startswith(outer) and inner != outer:
                    return inner[len(outer) :]
        return _UNIT

    def _joined(self, lines: list[str], indent: str) -> str:
        return (self.eol + indent).join(lines)

    def _blank(self, offset: int) -> int:
        found = _INDENT.match(self.text, offset)
        return found.end() if found else offset

    def _tail(self, offset: int) -> int:
        """Where blanks and comments behind an offset end, as far as they stay in its line."""
        while True:
            offset = self._blank(offset)
            end = self.ends.get(offset)
            if end is None or EOL.search(self.text, offset, end):
                return offset
            offset = end
