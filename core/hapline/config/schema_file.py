"""The file that editors read the schema from: beside ``hapline.json5``, which names it in its ``$schema`` line.

A file of the project rather than an address, so that it needs no network and knows the plugins of this project.
"""

from __future__ import annotations

import json
import os

from hapline.config.file import ConfigFile
from hapline.config.schema import comment, schema
from hapline.config.settings import Settings
from hapline.errors import HaplineError, UsageError
from hapline.files import stays_inside
from hapline.plugins import Host
from hapline.words import Words
from hapline_hooks import Phrase

NAME = "hapline.schema.json"
LINE = f"./{NAME}"
"""What ``$schema`` says in the file that ``hapline init`` writes."""
_LARGEST = 4 * 1024 * 1024


def place(configuration: str) -> str:
    """The schema file of a configuration file: the one that it names, else the usual one beside it.

    Raises:
        hapline.errors.HaplineError: It names a file outside its own folder; that would write who knows where.
    """
    folder = os.path.dirname(os.path.abspath(configuration))
    try:
        line = ConfigFile(configuration).schema
    except HaplineError:  # what is wrong with it is told by every other command
        line = ""
    if not line or "://" in line:
        return os.path.join(folder, NAME)
    found = os.path.join(folder, *line.removeprefix("./").split("/"))
    inside = os.path.realpath(found).startswith(os.path.realpath(folder).rstrip(os.sep) + os.sep)
    if not stays_inside(line) or not line.endswith(".json") or not inside:
        raise UsageError(
            "the $schema line leads out of the folder, or to no .json file",
            where=os.path.relpath(configuration),
            todo=Phrase("write {line}", line=f'"$schema": "{LINE}"'),
        )
    return found


def is_named(configuration: str) -> bool:
    """Whether a configuration file names a schema of its own folder, so that editors find it."""
    line = ConfigFile(configuration).schema
    return bool(line) and "://" not in line


def content(host: Host, settings: Settings, words: Words) -> bytes:
    """The schema as a file, in a language."""
    found = schema(settings.sections, host.rules(host.families()), words)
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def language_of(path: str) -> str:
    """The language that a schema file is written in; empty where there is none of ours."""
    try:
        with open(path, "rb") as file:
            found = json.loads(file.read(_LARGEST)).get("$comment")
    except (OSError, ValueError, AttributeError, RecursionError):
        return ""
    return next((lang for lang in ("en", "zh") if found == comment(Words(lang))), "")


def is_same(path: str, wanted: bytes) -> bool:
    """Whether a schema file is there and says this; git may have given it other line ends."""
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST).replace(b"\r\n", b"\n") == wanted
    except OSError:
        return False
