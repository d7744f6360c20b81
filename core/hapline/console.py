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


def out_bytes(content: bytes) -> None:
    """Write a part of the result that programs read, whatever the code page of the console is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def err(text: str) -> None:
    """Write a line that is no part of the result to standard error."""
    sys.stdout.flush()
    _write(sys.stderr, f"{text}\n")


def err_part(text: str) -> None:
    """Write what a tool says to standard error, as it is."""
    _write(sys.stderr, text)


def progress(text: str) -> None:
    """Say how far a command is that takes more than a few seconds.

    It is a line on standard error, and only on a terminal: logs of builds stay short, and results stay clean.
    """
    if sys.stderr.isatty():
        err(text)


def wants_color(setting: str, stream: TextIO, environment: Mapping[str, str] | None = None) -> bool:
    """Whether to write colour.

    Args:
        setting: ``always`` and ``never`` decide alone. With ``auto``, NO_COLOR (no-color.org) and then FORCE_COLOR
            decide, each where it is set and not empty; then whether the stream is a terminal that knows colours.
        stream: Where it is written to. environment: Instead of that of the process.
    """
    values = os.environ if environment is None else environment
    if setting != "auto":
        return setting == "always"
    if values.get("NO_COLOR"):
        return False
    if values.get("FORCE_COLOR"):
        return True
    return stream.isatty() and values.get("TERM") != "dumb"


def terminal_width(stream: TextIO, environment: Mapping[str, str] | None = None) -> int | None:
    """The columns of a terminal: what COLUMNS says, else the terminal itself; None where it is none or does not know.

    Args:
        stream: Where it is written to. environment: Instead of that of the process.
    """
    values = os.environ if environment is None else environment
    if not stream.isatty():
        return None
    given = values.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None


def paint(text: str, code: str, *, color: bool = True) -> str:
    """Text in a colour.

    Args:
        text: What is painted; made printable before, where it comes from somebody's file.
        code: The numbers of ECMA-48, such as ``31;1`` for bold red. color: Whether there is colour at all.
    """
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def printable(text: str) -> str:
    """One line of text that drives no terminal and hides nothing.

    Control characters, those that turn the direction of text, and halves of surrogate pairs are replaced.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == _WIDE_SPACE else "\N{REPLACEMENT CHARACTER}" for char in text)


def columns(text: str) -> int:
    """How many columns a text takes: two for a wide character, none for an accent that stands on the one before."""
    if text.isascii():
        return len(text)
    # Imported here: a run without findings measures no text.
    from hapline.reporters.wrapping import columns as counted

    return counted(text)


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns stand below each other, two blanks apart; the cells are made printable."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*(row[:-1] for row in cells), strict=True)]
    return ["  ".join([*map(_padded, row, widths), *row[-1:]]).rstrip() for row in cells]


def _padded(cell: str, wide: int) -> str:
    return cell + " " * (wide - columns(cell))


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        # A console of an older code page: what it cannot show must not cost the rest of the report.
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))
    stream.flush()
