"""What the build of an app says of it: now, and when the release was built."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hapline.builds import SETTINGS, find, released_ids, text_of
from hapline.errors import HaplineError, NothingToDoError
from hapline_hooks import Tree, replace
from hapline_plugins.hotpatch.configuring.choosing import app_among
from hapline_plugins.hotpatch.source.build import HotpatchBuild
from hapline_plugins.hotpatch.source.finding import find as find_hotpatched
from hapline_plugins.hotpatch.source.modules import COMPONENT_BASED

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.advice.change import App, Released
    from hapline_plugins.hotpatch.source.modules import AppModule


def app_in(tree: Tree, options: Mapping[str, object], module: str = "") -> AppModule | None:
    """The app of a folder; None where none is to be found, as in the folder of a module.

    Args:
        tree: The folder. options: The configuration. module: The path of the app in Gradle, where it is named.

    Raises:
        hapline.errors.HaplineError: There are several, or none of that name.
    """
    builds = [HotpatchBuild(tree, one.folder, options, contents=one.contents) for one in find(tree)]
    try:
        return app_among(builds, module) if builds else None
    except NothingToDoError:
        if module:
            raise
        return None


def others_of(app: AppModule | None) -> list[str]:
    """The folders of the other apps of its build, unless they are parts of one app."""
    if app is None or app.app_kind in COMPONENT_BASED:
        return []
    return [one.folder for one in app.build.apps if one.folder and one.folder != app.folder]


def as_built(app: AppModule | None, before: Tree, options: Mapping[str, object], known: App) -> App:
    """What is known of a released app: what nobody said is taken from its build.

    Args:
        app: The app as it is now. before: The files of the release. options: The configuration. known: What was said.
    """
    if app is None:
        return known
    kind = known.kind
    if kind == "unknown" and app.app_kind in {"aar", *COMPONENT_BASED}:
        kind = "aar" if app.app_kind == "aar" else "component"
    baseline = known.baseline or (text_of(app.baseline[0]) if app.baseline is not None else "")
    released = known.released if known.released != "unknown" else _released(app, before, options)
    return replace(known, kind=kind, baseline=baseline, released=released, min_sdk=app.least_android or 0)


def _released(app: AppModule, before: Tree, options: Mapping[str, object]) -> Released:
    """What the build of the release was made for."""
    root = app.build.root
    if not any(before.is_file(f"{root}/{name}" if root else name) for name in SETTINGS):
        return "instantrun" if app.instantrun is not None else "unknown"
    builds = [one for one in find_hotpatched(before, options) if one.root == root]
    if not builds:
        return "none"
    old = next((one for one in builds[0].apps if one.path == app.path), None)
    if old is None:
        return "unknown"
    if old.instantrun is not None:
        return "instantrun"
    return "dexpatch" if old.component is not None and old.app_kind == "aar" else "unknown"


def set_up_for(tree: Tree, options: Mapping[str, object], apk: str) -> Released:
    """What the app of a folder is set up for, where an apk is one of it; ``unknown`` where it is not, or who knows.

    Args:
        tree: The folder. options: The configuration. apk: The apk.
    """
    apps = [app for build in find_hotpatched(tree, options) for app in build.apps if app.instantrun is not None]
    if len(apps) != 1:
        return "unknown"
    from hapline_plugins.hotpatch.building.apk import Apk

    try:
        application = Apk(apk).application_id
    except HaplineError:  # a jar, or what the comparison says
        return "unknown"
    ids = released_ids(apps[0])
    return "instantrun" if not ids or application in ids else "unknown"
