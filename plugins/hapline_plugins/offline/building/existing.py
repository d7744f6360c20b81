"""Which versions of packages there are already, by the files in a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from hapline_plugins.offline.ids import LIKE_ID

_AMR = re.compile(rf"({LIKE_ID})_([0-9.]+)\.amr")
_MOST_FOLDERS = 20_000


def versions_in(folders: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The versions of each package id whose .amr lies in or below one of the folders; links are not followed."""
    found: dict[str, list[str]] = {}
    seen = 0
    for folder in folders:
        for _, _, names in os.walk(folder):
            seen += 1
            for match in filter(None, map(_AMR.fullmatch, names)):
                found.setdefault(match[1], []).append(match[2])
            if seen > _MOST_FOLDERS:
                break
    return found
