"""Where an app has its presets: a folder that is named as one, or the place of it in a project."""

from __future__ import annotations

import os

from hapline.errors import MissingError, NothingToDoError, UsageError
from hapline.files import shown
from hapline_hooks import Phrase, Settings, Tree
from hapline_plugins.offline.config_files import CONFIG
from hapline_plugins.offline.presets.project import Platform, PresetProject
from hapline_plugins.offline.source.finding import find

_NAMES = {"Android": "assets", "iOS": ".bundle", "Harmony": "rawfile"}
_USUAL = {
    "Android": (("src/main", "assets"), ("app/src/main", "assets")),
    "Harmony": (("src/main/resources", "rawfile"), ("entry/src/main/resources", "rawfile")),
}
"""The folders that have to be there, and what is made in them, the best first."""
_HOW = {
    "Android": "name the folder assets of the app's module, such as app/src/main/assets",
    "iOS": "name the bundle folder that the app loads its presets from, such as Resources/DemoCustomPresetApps.bundle",
    "Harmony": "name the folder rawfile of the app's module, such as entry/src/main/resources/rawfile",
}


def place_in(folder: str, platform: Platform, tree: Tree | None, settings: Settings) -> str:
    """The folder with the presets of an app; it need not be there yet.

    Args:
        folder: A folder of presets, or a project. platform: Whose. tree: The folder as a tree, where it is there.
        settings: The configuration.

    Raises:
        hapline.errors.HaplineError: There is no such folder, none or several with presets, and none is usual.
    """
    named = os.path.basename(os.path.abspath(folder))
    if named.endswith(_NAMES[platform]) and os.path.isdir(os.path.dirname(os.path.abspath(folder))):
        return folder
    if tree is None:
        raise MissingError("there is no such folder", where=shown(folder), todo=_HOW[platform])
    if tree.is_file(CONFIG):
        return folder
    presets = [one for one in find(tree, settings) if isinstance(one, PresetProject)]
    found = [one.root for one in presets if one.platform == platform]
    if len(found) > 1:
        what = Phrase("there are several folders with presets: {folders}", folders=found)
        raise UsageError(what, where=shown(folder), todo="name the one that is meant")
    if found:
        return os.path.join(folder, *found[0].split("/"))
    for above, name in _USUAL.get(platform, ()):
        place = os.path.join(folder, *above.split("/"))
        if os.path.isdir(place):
            return os.path.join(place, name)
    raise NothingToDoError("no place for presets was found", where=shown(folder), todo=_HOW[platform])
