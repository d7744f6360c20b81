"""What people see: results go to standard output, everything else to standard error, colour only where it is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO


def out(text: str, *, end: str = "\n") -> None:
    """Write a part of the result to standard output."""
    _write(sys.stdout, text + end)


def err(text: str) -> None:
    """Write a line that is no part of the result to standard error."""
    sys.stdout.flush()
    _write(sys.stderr, f"{text}\n")


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


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
    except UnicodeEncodeError:
        # A console of an older code page: what it cannot show must not cost the rest of the report.
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()
