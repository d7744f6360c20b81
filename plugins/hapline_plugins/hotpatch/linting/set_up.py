"""Whether the builds of a tree are set up for InstantRun, as far as their scripts and files say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from hapline.builds import SETTINGS, find
from hapline.errors import NothingToDoError
from hapline_hooks import Location, Phrase, Settings, Tree
from hapline_plugins.hotpatch.linting.configurations import configuration_paths, nearest
from hapline_plugins.hotpatch.source.build import LEAST_BASELINE, HotpatchBuild
from hapline_plugins.hotpatch.source.component import COMPONENT
from hapline_plugins.hotpatch.source.modules import BUNDLE, INSTANTRUN, PORTAL, baseline_text

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.collecting import Opened

State = Literal["instantrun", "dexpatch", "none", "unknown"]
"""How a build is patched; ``none``: it is not set up for InstantRun; ``unknown``: no whole build is in sight."""


class SetUp(NamedTuple):
    """How a build is patched, and the place that says so; None where nothing does."""

    state: State
    place: Location | None = None


def require_instantrun(change: Opened, settings: Settings) -> None:
    """Prepare a change for the lint: leave out what InstantRun does not patch, and note a release without it.

    Raises:
        hapline.errors.NothingToDoError: The app is patched by DexPatch, or not set up for InstantRun.
    """
    asked = settings.text("hotpatch.method")
    if asked == "dexpatch":
        raise _of_dexpatch(settings.origin("hotpatch.method"))
    now = set_ups(change.now, settings)
    known = _first(now)
    if asked == "auto" and known.state == "dexpatch":
        raise _of_dexpatch(known.place.path if known.place else "")
    if asked == "auto" and known.state == "none":
        raise NothingToDoError(
            "InstantRun is not set up here: no script applies com.alipay.instantrun, and there is no instantrun.xml",
            todo="hapline hotpatch init sets it up for the next release; where something else does: "
            "--set hotpatch.method=instantrun; an app that DexPatch patches has nothing to lint",
        )
    if known.state != "instantrun":
        return
    change.collect.leave_out({folder: one.state in {"dexpatch", "none"} for folder, one in now.items()})
    if _first(set_ups(change.before, settings)).state in {"dexpatch", "none"}:
        change.collect.uninstrumented = known.place


def not_judged(change: Opened, settings: Settings) -> Iterator[Phrase]:
    """What no rule on a change says, and what keeps every patch of it from working: what the released app lacks."""
    builds = [HotpatchBuild(change.before, one.folder, settings, contents=one.contents) for one in find(change.before)]
    for app in (one for build in builds for one in build.apps if one.applies(INSTANTRUN) and one.app_kind == "aar"):
        if app.presence == "absent":
            text = "{module} was released without {component}, so that it asks for no patch (HOT212)"
            yield Phrase(text, module=app.path, component=COMPONENT)
        if app.baseline is not None and app.baseline[0] < LEAST_BASELINE:
            text = "{module} was released on baseline {baseline}; patches of InstantRun need 10.2.3-20 (HOT203)"
            yield Phrase(text, module=app.path, baseline=baseline_text(app.baseline[0]))


def set_ups(tree: Tree, settings: Mapping[str, object]) -> dict[str, SetUp]:
    """How each build of a tree is patched, by its folder."""
    builds = {one.folder: HotpatchBuild(tree, one.folder, settings, contents=one.contents) for one in find(tree)}
    configurations: dict[str, str] = {}
    for path in configuration_paths(tree):
        configurations.setdefault(nearest(builds, path) or "", path)
    found = {folder: _of_build(build, configurations.pop(folder, "")) for folder, build in builds.items()}
    for folder, path in configurations.items():  # of a build whose scripts do not name mPaaS
        found[folder] = SetUp("instantrun", Location(path=path))
    if not found and any(map(tree.is_file, SETTINGS)):
        found[""] = SetUp("none")
    return found


def _first(found: Mapping[str, SetUp]) -> SetUp:
    """What counts for a tree: InstantRun, where any of its builds is set up for it."""
    states: tuple[State, ...] = ("instantrun", "dexpatch", "none")
    return next((one for state in states for one in found.values() if one.state == state), SetUp("unknown"))


def _of_build(build: HotpatchBuild, configuration: str) -> SetUp:
    for module in build.modules:
        if module.applies(INSTANTRUN):
            return SetUp("instantrun", module.place_of(INSTANTRUN))
    applied = [(module, one) for module in build.modules for one in module.applies(PORTAL, BUNDLE)]
    if applied and not any(one.conditions for _, one in applied):
        module, one = applied[0]
        return SetUp("dexpatch", module.place_of(one.name))
    if configuration:  # a script that is not followed may apply the plugin, which stops without this file
        return SetUp("instantrun", Location(path=configuration))
    return SetUp("none" if build.apps or build.settings_script is not None else "unknown")


def _of_dexpatch(where: str) -> NothingToDoError:
    return NothingToDoError(
        "DexPatch patches this app by comparing two builds, and needs no marks in the source: there is nothing to lint",
        where=where,
        todo="hapline hotpatch advise --base TAG says whether it takes the change: it cannot change resources, native "
        "libraries and the manifest",
    )
