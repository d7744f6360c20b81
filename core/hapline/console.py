"""What people see: results go to standard output, everything else to standard error, colour only where it is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO


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


def width(stream: TextIO, environment: Mapping[str, str] | None = None) -> int | None:
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


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        # A console of an older code page: what it cannot show must not cost the rest of the report.
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))
    stream.flush()
