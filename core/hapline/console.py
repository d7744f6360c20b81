"""What people see: results go to standard output, everything else to standard error, colour only where it is wanted.

Public: reporters and commands of plugins draw with it, so that all output of hapline behaves alike.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

_WIDE_SPACE = "\N{IDEOGRAPHIC SPACE}"


def out(text: str, *, end: str = "\n") -> None:
    """Write a part of the result to standard output."""
    _write(sys.stdout, text + end)


def err(text: str) -> None:
    """Write a line that is no part of the result to standard error."""
    sys.stdout.flush()
    _write(sys.stderr, f"{text}\n")


def progress(text: str) -> None:
    """Say how far a command is that takes more than a few seconds.

    It is a line on standard error, and only on a terminal: logs of builds stay short, and results stay clean.
    """
    if sys.stderr.isatty():
        err(text)


def wants_color(setting: str, stream: TextIO, environment: Mapping[str, str] | None = None) -> bool:
    """Whether to write colour: as set, else by NO_COLOR and FORCE_COLOR, else on a terminal that knows colours.

    Args:
        setting: ``always``, ``never`` or ``auto``. stream: Where it would go.
        environment: Variables; those of the process where it is not given.
    """
    values = os.environ if environment is None else environment
    if setting != "auto":
        return setting == "always"
    if values.get("NO_COLOR"):
        return False
    if values.get("FORCE_COLOR"):
        return True
    return stream.isatty() and values.get("TERM") != "dumb"


def paint(text: str, code: str, *, color: bool = True) -> str:
    """Text in a colour.

    Args:
        text: What is painted; made printable before, where it comes from somebody's file.
        code: The numbers of ECMA-48, such as ``31;1`` for bold red. color: Whether there is colour at all.
    """
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def printable(text: str) -> str:
    """One line that a terminal only shows: control characters in somebody's file, or in its name, must not drive it."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == _WIDE_SPACE else "\N{REPLACEMENT CHARACTER}" for char in text)


def width(text: str) -> int:
    """How many columns a text takes: Chinese characters take two."""
    if text.isascii():
        return len(text)
    # Imported here: a run without findings measures no text.
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns stand below each other, two blanks apart; the cells are made printable."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*(row[:-1] for row in cells), strict=True)]
    return ["  ".join([*map(_padded, row, widths), *row[-1:]]).rstrip() for row in cells]


def _padded(cell: str, columns: int) -> str:
    return cell + " " * (columns - width(cell))


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        # A console of an older code page: what it cannot show must not cost the rest of the report.
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()
