"""What the build of an app says of it: now, and when the release was built."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from hapline.builds import SETTINGS, find, join, released_ids
from hapline.errors import HaplineError, NothingToDoError
from hapline_hooks import Phrase, Tree, replace
from hapline_plugins.hotpatch.configuring.choosing import app_among
from hapline_plugins.hotpatch.source.build import HotpatchBuild
from hapline_plugins.hotpatch.source.finding import find as find_hotpatched
from hapline_plugins.hotpatch.source.modules import COMPONENT_BASED, baseline_text

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.advice.change import App, Released
    from hapline_plugins.hotpatch.source.modules import AppModule


def app_in(tree: Tree, options: Mapping[str, object], module: str = "", *, is_said: bool = False) -> AppModule | None:
    """The app of a folder; None where none is to be found, as in the folder of a module.

    Args:
        tree: The folder. options: The configuration. module: The path of the app in Gradle, where it is named.
        is_said: Whether somebody said how the app is integrated or patched, so that the build need not say it.

    Raises:
        hapline.errors.HaplineError: There are several, or none of that name; or it does not use mPaaS.
    """
    builds = [HotpatchBuild(tree, one.folder, options, contents=one.contents) for one in find(tree)]
    if not builds and not is_said and any(map(tree.is_file, SETTINGS)):
        raise NothingToDoError(
            "no build here uses mPaaS, so that nothing asks for a hotpatch",
            where=tree.name,
            todo="name the folder of one that does; where its scripts do not show it, say --released",
        )
    try:
        app = app_among(builds, module) if builds else None
    except NothingToDoError:
        if module:
            raise
        return None
    if is_said or app is None:
        return app
    if app.app_kind == "other" and app.presence == "absent" and not app.build.uses_mpaas:
        raise NothingToDoError(
            Phrase("{module} does not use mPaaS, so that nothing asks for a hotpatch", module=app.path),
            where=app.script_path,
            todo="name one that does by --module; where its scripts do not show it, say --released",
        )
    return app


def others_of(app: AppModule | None, tree: Tree) -> Callable[[str], bool]:
    """Says of a file whether it is of another app: of one of the same build, or of another build.

    Nothing is where several builds are put together: those of Bundles, and those that ``includeBuild`` names.

    Args:
        app: The app; None where it is not known. tree: The folder that the files are in.
    """
    if app is None or app.app_kind in COMPONENT_BASED:
        return lambda _: False
    build = app.build
    others = tuple(f"{one.folder}/" for one in build.apps if one.folder and one.folder != app.folder)
    own = tuple(f"{one.folder}/" for one in build.modules if one.folder and one.folder != build.root)
    settings = build.settings_script
    is_alone = settings is None or not settings.calls("includeBuild")
    root_of = cache(partial(_root_of, tree))

    def is_of_other(path: str) -> bool:
        if path.startswith(others):
            return True
        return is_alone and not path.startswith(own) and root_of(path.rpartition("/")[0]) not in {None, build.root}

    return is_of_other


def _root_of(tree: Tree, folder: str) -> str | None:
    """The nearest folder upwards with settings; None where there is none."""
    while True:
        if any(tree.is_file(join(folder, name)) for name in SETTINGS):
            return folder
        if not folder:
            return None
        folder = folder.rpartition("/")[0]


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
    baseline = known.baseline or (baseline_text(app.baseline[0]) if app.baseline is not None else "")
    released = known.released if known.released != "unknown" else _released(app, before, options)
    return replace(
        known,
        kind=kind,
        baseline=baseline,
        released=released,
        min_sdk=app.least_android or 0,
        match_mode=app.configuration.match_mode if app.configuration is not None else "",
    )


def _released(app: AppModule, before: Tree, options: Mapping[str, object]) -> Released:
    """What the build of the release was made for."""
    root = app.build.root
    if not any(before.is_file(f"{root}/{name}" if root else name) for name in SETTINGS):
        return _made_for(app)
    builds = [one for one in find_hotpatched(before, options) if one.root == root]
    if not builds:
        return "none"
    old = next((one for one in builds[0].apps if one.path == app.path), None)
    return _made_for(old) if old is not None else "unknown"


def _made_for(app: AppModule) -> Released:
    if app.app_kind == "aar" and app.presence == "absent":
        return "none"
    if app.instantrun is not None:
        return "instantrun"
    return "dexpatch" if app.component is not None and app.app_kind == "aar" else "unknown"


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
