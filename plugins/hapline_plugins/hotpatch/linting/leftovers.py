"""Marks in files that are as in the release: they are left over from an earlier patch, and would be in this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hapline.documents import DocumentError, TolerantText, comments
from hapline.documents.text import line_starts, position
from hapline_hooks import Span, TextEdit, Unreadable
from hapline_plugins.hotpatch.linting.names import ANNOTATIONS, MODIFIER

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.source_change import SourceChange

_IMPORTED = re.compile(rf"\bimport\s+{re.escape(ANNOTATIONS)}\.(?:Modify|Add|\*)")
_MARK = re.compile(
    rf"@(?:get:|set:)?(?:{re.escape(ANNOTATIONS)}\.)?(?:Modify|Add)\b(?:\(\))?"
    rf"|(?:{re.escape(MODIFIER)}|\bInstantRunModify)\.modify\(\)"
)
_MOST = 20


def leftover_marks(subject: SourceChange) -> Iterator[tuple[str, Span, TextEdit | None]]:
    """The marks of files that did not change, with the place of each and the edit that takes it away."""
    for path in subject.leftovers:
        try:
            text = TolerantText(subject.tree.read(path)).text
        except (DocumentError, Unreadable):
            continue
        yield from ((path, *one) for one in _marks(path, text))


def _marks(path: str, text: str) -> Iterator[tuple[Span, TextEdit | None]]:
    starts = line_starts(text)
    hidden = comments(path, text)
    is_imported = bool(_IMPORTED.search(text))
    found = 0
    for match in _MARK.finditer(text):
        is_full = ANNOTATIONS in match[0] or "modify()" in match[0]
        if not (is_full or is_imported) or any(one.start <= match.start() < one.end for one in hidden):
            continue
        line, column = position(starts, match.start())
        end_line, end_column = position(starts, match.end())
        span = Span(start_line=line, start_column=column, end_line=end_line, end_column=end_column)
        yield span, _removal(text, match)
        found += 1
        if found == _MOST:
            return


def _removal(text: str, match: re.Match[str]) -> TextEdit | None:
    """Takes away the line of a mark, where it stands alone on it."""
    line = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
    rest = re.compile(r";?[ \t]*(?:\r\n?|\n|\Z)").match(text, match.end())
    if rest is None or text[line : match.start()].strip():
        return None
    return TextEdit(start=line, end=rest.end(), text="")
