"""What of a mapping the reader in Robust's patch plugin, which InstantRun derives from, stumbles over.

That reader knows ProGuard's oldest form alone: in a class, each line has four words, ``type name -> name``. Whether the
vendor has mended it in InstantRun is not documented.

Source: https://github.com/Meituan-Dianping/Robust, ``ReadMapping.java``, and its issues 383, 433 and 480.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from hapline_plugins.hotpatch.obfuscation.streams import Source, lines

Form = Literal["comment", "blank", "words", "end", "source-lines", "foreign"]
"""The forms of lines that are trouble.

- ``comment``: a comment below a class, such as R8's ``# {"id":"sourceFile",...}``: not four words, so it stops with
  "mapping line info is error";
- ``blank``: an empty line below a class: likewise;
- ``words``: any other line of a member that has not four words: likewise;
- ``end``: the file ends with a class without members: it stops with a NullPointerException;
- ``source-lines``: line numbers after the parameters, ``1:5:void a(int):10:14 -> b``: they become part of the name, so
  that the method is not found and its old name goes into the patch;
- ``foreign``: a method of another class, inlined or merged: it is taken for one of this class.
"""
_FOUR = 4


class Trouble(NamedTuple):
    """A form of lines. times: How many there are. line: The first of them, from 1. stops: Whether the reader stops."""

    form: Form
    times: int
    line: int
    stops: bool


def robust_trouble(source: Source) -> tuple[Trouble, ...]:
    """The forms of lines in a mapping that Robust's reader stops at or misreads, those that stop it first.

    Raises:
        OSError: The file cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        hapline.documents.DocumentError: A line is too long for a text.
    """
    counts: dict[Form, list[int]] = {}
    in_class, number, line = False, 0, b""
    for first, several in lines(source):
        for number, raw in enumerate(several, first):
            line = raw.strip()
            if line.endswith(b":"):
                in_class = True
            elif in_class and (form := _form(line)) is not None:
                counts.setdefault(form, [0, number])[0] += 1
    if line.endswith(b":"):
        counts["end"] = [1, number]
    found = [
        Trouble(form, count, line, form not in {"source-lines", "foreign"}) for form, (count, line) in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.stops, one.line)))


def _form(line: bytes) -> Form | None:
    words = line.split(b" ")
    if len(words) != _FOUR:
        if not line:
            return "blank"
        return "comment" if line[:1] == b"#" else "words"
    name, parenthesis, rest = words[1].partition(b"(")
    if parenthesis and not rest.endswith(b")"):
        return "source-lines"
    return "foreign" if parenthesis and b"." in name else None
