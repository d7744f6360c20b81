"""Which projects settings include, of plain ones without taking them apart: as nearly all are written, by wizards.

Plain are lines of ``include ':a', ':b'``, ``project(':a').projectDir = new File('b')`` and ``rootProject.name = 'c'``,
with comments of one line. All others are read as statements.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hapline.documents.gradle_script import GradleScript

_MOST = 64 * 1024  # characters
_TEXT = r"(?:'[A-Za-z0-9_:./\-]++'|\"[A-Za-z0-9_:./\-]++\")"
_LINE = re.compile(
    rf"[ \t]*+(?:include[ \t]++({_TEXT}(?:[ \t]*+,[ \t]*+{_TEXT})*+)"
    rf"|project\(({_TEXT})\)\.projectDir[ \t]*+=[ \t]*+(?:new[ \t]++File|file)\(({_TEXT})\)"
    rf"|rootProject\.name[ \t]*+=[ \t]*+{_TEXT})?+[ \t]*+(?://[^\r\n]*+)?+(?:\r\n?|\n|\Z)"
)
_WRITTEN = re.compile(r"['\"]([^'\"]++)['\"]")


class Included(NamedTuple):
    """A project of a build. path, name, folder: As of ``Include``."""

    path: str
    name: str
    folder: str | None


def included(script: GradleScript) -> list[Included]:
    """The projects that settings include, as ``includes`` says, without their places."""
    from hapline.documents.gradle_settings import includes

    found = None if script.kotlin else plain_included(script.text)
    return [Included(one.path, one.name, one.folder) for one in includes(script)] if found is None else found


def plain_included(text: str) -> list[Included] | None:
    """Of plain settings what they include; None of others."""
    from hapline.documents.gradle_settings import folder_said, parent_folder

    paths: list[str] = []
    moved: dict[str, str | None] = {}
    at = 0
    while at < len(text) <= _MOST:
        match = _LINE.match(text, at)
        if match is None:
            return None
        at = match.end()
        given, project, folder = match.groups()
        if given:
            paths += (f":{one.lstrip(':')}" for one in _WRITTEN.findall(given))
        elif project:
            moved[f":{project[1:-1].lstrip(':')}"] = folder_said(folder[1:-1])
    if at < len(text):
        return None
    return [
        Included(one, one.rpartition(":")[2], moved[one] if one in moved else parent_folder(one, moved))
        for one in paths
    ]
