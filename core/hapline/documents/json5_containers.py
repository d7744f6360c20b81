"""Takes members and items out of one container and adds others: each with its comma, its line and its comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hapline.documents.json5_writing import Style, key_text, member, written
from hapline_hooks import TextEdit

if TYPE_CHECKING:
    from hapline.documents.json5_style import Layout
    from hapline.documents.json5_tree import Node, Part

_SHORT = 80
Added = tuple[str | None, object]
"""A key (None in a list) and a value."""


class Container:
    """One object or list that is edited.

    What is removed goes with its comma; where it has its line to itself, the line and a comment at its end go
    too. Comments on lines of their own stay: they may speak of more than the next member.
    """

    def __init__(self, layout: Layout, node: Node) -> None:
        """Begin without edits."""
        self.layout = layout
        self.text = layout.text
        self.node = node
        self.removed: set[int] = set()
        self.renamed: dict[int, str] = {}
        self.added: list[Added] = []
        self.style: Style = layout.style(node)

    def edits(self) -> Iterator[TextEdit]:
        """The text edits."""
        parts = self.node.parts
        self._check_keys()
        for number, key in self.renamed.items():
            part = parts[number]
            mark = self.text[part.start]
            style = replace(self.style, key_quote='"' if self.style.strict else mark if mark in "\"'" else "")
            yield TextEdit(start=part.start, end=part.key_end, text=key_text(key, style))
        added = list(self.added)
        kept = [number for number in range(len(parts)) if number not in self.removed]
        removed = sorted(self.removed)
        if not kept:
            start, end = self.node.start + 1, self.node.end - 1
            comments = [offset for offset in self.layout.comments if start <= offset < end]
            if not added:
                if comments:
                    yield from self._remove(removed)
                elif removed:
                    yield TextEdit(start=start, end=end, text="")
                return
            if not removed:
                yield self._fill(added, max(comments, default=-1))
                return
            # The first part that goes makes room for the first that comes.
            kept, removed = [0], removed[1:]
            text = self._part(*added.pop(0), lined=self.layout.has_lines(self.node))
            yield TextEdit(start=parts[0].start, end=parts[0].node.end, text=text)
        yield from self._remove(removed)
        yield from self._after(parts[kept[-1]], added)

    def _after(self, last: Part, added: Sequence[Added]) -> Iterator[TextEdit]:
        """The comma behind the last part that stays, and what is added behind it."""
        trailing = self.node.parts[-1].comma >= 0
        end = last.node.end
        if not added:
            if last.comma >= 0 and not trailing:
                yield TextEdit(start=last.comma, end=last.comma + 1, text="")
            return
        lined = self.layout.own_line(last.start) and self.layout.has_lines(self.node)
        between = self.style.eol + self.layout.indent(last.start) if lined else self._gap()
        text = "".join(f",{between}{self._part(*one, lined=lined)}" for one in added)
        if trailing:
            text += ","
        if last.comma >= 0:
            end, text = last.comma + 1, text[1:]
        place = self.layout.tail(end)[0] if lined else end
        if place > end and last.comma < 0:
            yield TextEdit(start=end, end=end, text=",")
            text = text[1:]
        yield TextEdit(start=place, end=place, text=text)

    def _fill(self, added: Sequence[Added], comment: int) -> TextEdit:
        """The first parts of a container that has none; a comment in it stays before them."""
        start, end = self.node.start + 1, self.node.end - 1
        inner = self.text[start:end]
        outer = self.layout.indent(self.node.start)
        indent = outer + self.style.unit
        lined = "\n" in inner or "\r" in inner or self._wants_lines(added)
        if comment >= 0:
            start = self.layout.comments[comment]
            lined = lined or self.text.startswith("//", comment)
            if self.layout.own_line(comment):
                indent = self.layout.indent(comment)
        rest = self.text[start:end]
        if not lined:
            pad = self.style.pad if self.node.kind == "object" else ""
            pad = pad or (self.style.gap if comment >= 0 else "")
            text = f",{self.style.gap}".join(self._part(*one, lined=False) for one in added)
            return TextEdit(start=start, end=end, text=f"{pad}{text}{pad}")
        items = [self._part(*one, lined=True, indent=indent) for one in added]
        text = self.style.eol + indent + f",{self.style.eol}{indent}".join(items) + ("," if self.style.trailing else "")
        if comment >= 0 and ("\n" in rest or "\r" in rest):
            return TextEdit(start=start, end=start, text=text)
        return TextEdit(start=start, end=end, text=f"{text}{self.style.eol}{outer}")

    def _remove(self, numbers: Sequence[int]) -> Iterator[TextEdit]:
        parts = self.node.parts
        at = 0
        while at < len(numbers):
            first = last = numbers[at]
            # Neighbours on one line go together, so that no empty line is left of them.
            while (
                at + 1 < len(numbers) and numbers[at + 1] == last + 1 and self._same_line(parts[last], parts[last + 1])
            ):
                at += 1
                last += 1
            at += 1
            yield self._cut(parts[first].start, _end(parts[last]), is_last=last == len(parts) - 1)

    def _cut(self, start: int, end: int, *, is_last: bool) -> TextEdit:
        layout = self.layout
        stop, blank = layout.tail(end)
        if layout.own_line(start):
            if blank:
                return TextEdit(start=layout.line_start(start), end=layout.next_line(stop), text="")
            return TextEdit(start=start, end=self._skip(end), text="")
        if is_last or (blank and stop == end):
            while self.text[start - 1] in " \t":
                start -= 1
            return TextEdit(start=start, end=end, text="")
        return TextEdit(start=start, end=self._skip(end), text="")

    def _skip(self, end: int) -> int:
        while self.text[end : end + 1] in {" ", "\t"}:
            end += 1
        return end

    def _same_line(self, part: Part, following: Part) -> bool:
        return not self.text[_end(part) : following.start].strip(" \t")

    def _part(self, key: str | None, value: object, *, lined: bool, indent: str | None = None) -> str:
        if lined and indent is None:
            indent = self.layout.indent(self.node.parts[-1].start)
        where = None if not lined or self._flat(value) else indent
        return written(value, self.style, where) if key is None else member(key, value, self.style, where)

    def _flat(self, value: object) -> bool:
        """Whether a value is written on one line, since it is short and others like it are."""
        kind = "object" if isinstance(value, dict) else "list" if isinstance(value, list) else None
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        if kind is None or not inner or any(isinstance(item, dict | list) for item in inner):
            return False
        others = (part.node for part in reversed(self.node.parts) if part.node.kind == kind and part.node.parts)
        other = next(others, None)
        return other is not None and self.layout.one_line(other) and len(repr(value)) <= _SHORT

    def _gap(self) -> str:
        parts = self.node.parts
        if len(parts) > 1:
            gap = self.text[parts[-2].comma + 1 : parts[-1].start]
            if not gap.strip(" "):
                return gap
        return self.style.gap

    def _wants_lines(self, added: Sequence[Added]) -> bool:
        home = self.layout.homes.get(id(self.node))
        if home is not None and not self.layout.has_lines(home[0]):
            return False
        return self.node.kind == "object" or any(value and isinstance(value, dict | list) for _, value in added)

    def _check_keys(self) -> None:
        """Refuse to give a key twice, unless it was given twice before."""
        if self.node.kind != "object":
            return
        origins: dict[str, str] = {}
        for number, part in enumerate(self.node.parts):
            if number not in self.removed:
                key = self.renamed.get(number, part.key)
                if origins.setdefault(key, part.key) != part.key:
                    problem = f"there is already a member {key}"
                    raise ValueError(problem)
        for added, _ in self.added:
            if added in origins:
                problem = f"there is already a member {added}"
                raise ValueError(problem)


def _end(part: Part) -> int:
    return part.comma + 1 if part.comma >= 0 else part.node.end
