"""Which versions of packages there are already, by the files in a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from hapline_hooks import noun
from hapline_plugins.offline.ids import LIKE_ID

_AMR = re.compile(rf"({LIKE_ID})_([0-9.]+)\.amr")
_MOST_FOLDERS = 20_000


@noun
class Existing:
    """The packages in folders.

    Attributes:
        by_id: The versions of each package id, each with its file. folders: The folders that were looked into.
    """

    by_id: Mapping[str, Sequence[tuple[str, str]]]
    folders: Sequence[str]


def packages_in(folders: Sequence[str]) -> Existing:
    """The packages whose .amr lies in or below one of the folders; links are not followed."""
    found: dict[str, list[tuple[str, str]]] = {}
    seen: list[str] = []
    for folder in folders:
        for inner, below, names in os.walk(folder):
            below.sort()
            seen.append(inner)
            for name in sorted(names):
                match = _AMR.fullmatch(name)
                if match is not None:
                    found.setdefault(match[1], []).append((match[2], os.path.join(inner, name)))
            if len(seen) > _MOST_FOLDERS:
                break
    return Existing(by_id=found, folders=seen)


def versions_in(folders: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The versions of each package id whose .amr lies in or below one of the folders."""
    return {id_: [version for version, _ in found] for id_, found in packages_in(folders).by_id.items()}
