"""The language that is asked for, before the configuration is read as a whole: for help, and for errors in it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from hapline.words import language

_OPTION = "output.lang"


def asked(line: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """The language of a run: as for ``output.lang``, but forgiving whatever is wrong on the way.

    Args:
        line: The command line. environment: Variables; those of the process where it is not given.
    """
    values = os.environ if environment is None else environment
    wanted = _on_the_line(line) or values.get("HAPLINE_LANG") or values.get("HAPLINE_OUTPUT_LANG") or _in_the_file()
    return language(wanted, values)


def on_the_line(line: Sequence[str]) -> str:
    """What ``--lang`` says, wherever it stands; empty where it is not there."""
    wanted = ""
    for word, following in zip(line, (*line[1:], ""), strict=False):
        if word == "--lang" or word.startswith("--lang="):
            wanted = word.partition("=")[2] or following
    return wanted


def _on_the_line(line: Sequence[str]) -> str:
    assigned = [word.removeprefix("--set=").strip() for word in line]
    values = [word.partition("=")[2] for word in assigned if word.startswith(f"{_OPTION}=")]
    return on_the_line(line) or (values[-1] if values else "")


def _in_the_file() -> str:
    from hapline.config.settings import find_file
    from hapline.documents import DocumentError, parse

    section, _, option = _OPTION.partition(".")
    try:
        path = find_file(".")
        content: object = parse(_read(path)) if path else {}
    except (OSError, DocumentError):
        return ""
    values = content.get(section) if isinstance(content, dict) else None
    wanted = values.get(option) if isinstance(values, dict) else None
    return wanted if isinstance(wanted, str) else ""


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
