"""Differences between files as people read them, and as ``patch`` takes them where the files are UTF-8."""

from __future__ import annotations

import difflib
import re

from hapline.documents.text import shown

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def unified(path: str, before: bytes | None, after: bytes) -> str:
    """A unified diff of one file; each byte that is not UTF-8 is shown as a replacement character.

    Args:
        path: The file. before: Its content before; None where there was none. after: Its content now.
    """
    old, new = _lines(before or b""), _lines(after)
    diff = difflib.unified_diff(old, new, "/dev/null" if before is None else f"a/{path}", f"b/{path}")
    return shown("".join(one if one.endswith("\n") else f"{one}\n\\ No newline at end of file\n" for one in diff))


def _lines(content: bytes) -> list[str]:
    # Bytes that are not UTF-8 stay apart until the lines are compared: two of them may look the same afterwards.
    return _LINE.findall(content.decode("utf-8", "surrogateescape"))
