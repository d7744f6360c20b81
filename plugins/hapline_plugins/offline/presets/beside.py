"""What the configuration beside a package says of it, where there is one."""

from __future__ import annotations

import os

from hapline_plugins.offline.config_files import beside
from hapline_plugins.offline.presets.entries import LIMIT, PresetEntry, config_entries


def entry_beside(path: str, package_id: str, version: str) -> PresetEntry | None:
    """The entry of a package; None where no configuration that can be read has one.

    Args:
        path: The file of the package. package_id: Its id. version: Its version; empty where any will do.
    """
    for place in beside(os.path.abspath(path)):
        try:
            with open(place, "rb") as file:
                data = file.read(LIMIT + 1)
        except OSError:
            continue
        for one in config_entries(place, data).entries:
            if one.id == package_id and version in {"", one.version}:
                return one
    return None
