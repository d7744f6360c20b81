"""The files that tell apps of packages: the service's answer as ``h5_json.json``, property lists on iOS."""

from __future__ import annotations

import os

CONFIG = "h5_json.json"
PLISTS = ("NebulaApplist.plist", "NAMApplist.plist")
FOLDER = "nebula_json"
"""The folder beside a package in which ``hapline offline build`` and the service put its configuration."""


def beside(package: str) -> tuple[str, str]:
    """Where the configuration of a package may lie, by the path of its file; the likelier place first."""
    folder = os.path.dirname(package)
    return os.path.join(folder, FOLDER, CONFIG), os.path.join(folder, CONFIG)
