"""Which app is configured, and for which method; and why one is refused."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from hapline.builds import find
from hapline.errors import NothingToDoError, UsageError, of
from hapline_hooks import Phrase, Tree
from hapline_plugins.hotpatch.source.build import HotpatchBuild, Method
from hapline_plugins.hotpatch.source.modules import APPLICATION, BUNDLE, COMPONENT_BASED, PORTAL, AppModule

if TYPE_CHECKING:
    from hapline.documents import GradleScript


class Choice(NamedTuple):
    """What is configured.

    Attributes:
        app: The app. method: How it is going to be patched.
    """

    app: AppModule
    method: Method

    @property
    def is_component_based(self) -> bool:
        """Whether it holds all that is needed by itself."""
        return self.app.app_kind in COMPONENT_BASED


def choose(tree: Tree, options: Mapping[str, object], *, module: str = "", method: str = "") -> Choice:
    """The app of a folder, and the method that fits it.

    Args:
        tree: The folder. options: The configuration of the run.
        module: The path of the app in Gradle, such as ``:app``, or its folder; empty where there is only one.
        method: The method that is asked for; empty for the one that the configuration or the app asks for.

    Raises:
        hapline.errors.HaplineError: There is no app, or there are several, or the method does not fit.
    """
    builds = [HotpatchBuild(tree, one.folder, options, contents=one.contents) for one in find(tree)]
    if not builds:
        raise NothingToDoError(
            "no Gradle build that uses mPaaS found here",
            where=tree.name,
            todo="name the folder of a build; add mPaaS to a project that does not have it yet",
        )
    app = app_among(builds, module)
    asked = method or str(options.get("hotpatch.method") or "")
    return Choice(app, _method(app, "" if asked == "auto" else asked))


def app_among(builds: Sequence[HotpatchBuild], module: str = "") -> AppModule:
    """The app of some builds; of those that are component-based the one that holds the others.

    Args:
        builds: The builds. module: Its folder, or its path in Gradle, such as ``:app``; empty where there is only one.

    Raises:
        hapline.errors.HaplineError: There is none, or there are several.
    """
    there = [app for build in builds for app in build.apps]
    apps = [app for app in there if _is_named(app, module)] if module else there
    if not apps:
        _refuse_broken(builds)
        if there:
            raise NothingToDoError(
                Phrase("no app here is {module}; there are {apps}", module=module, apps=_names(there)),
                todo="name one of them by its folder, or as Gradle does where no other has that name",
            )
        raise _none(builds)
    if len(apps) > 1 and not all(app.app_kind in COMPONENT_BASED for app in apps):
        raise UsageError(
            Phrase("there are several apps: {apps}", apps=_names(apps)),
            todo=Phrase("name one by its folder: --module {folder}", folder=apps[0].folder or "."),
        )
    return next((app for app in apps if not app.applies(BUNDLE)), apps[0])


def _is_named(app: AppModule, name: str) -> bool:
    """Whether a name is that of an app: its path in Gradle, with or without the colon in front, or its folder."""
    folder = posixpath.normpath(name.replace("\\", "/"))
    return app.path == f":{name.lstrip(':')}" or (app.folder or ".") == folder


def _names(apps: Sequence[AppModule]) -> list[str]:
    return [f"{app.folder or '.'} ({app.path})" for app in apps]


def _refuse_broken(builds: Sequence[HotpatchBuild]) -> None:
    """Say what is wrong with a script: the app may be behind it."""
    for build in builds:
        for script in build.scripts:
            for error in script.errors:
                raise of(error, script.path)
        for path, problem in build.files.problems.items():
            raise of(problem, path)


def _none(builds: Sequence[HotpatchBuild]) -> NothingToDoError:
    """Say that no module is an app, and where the Android plugin is applied in a way that is not followed."""
    what = Phrase("no module applies com.android.application in its own script")
    for build in builds:
        for script, offset in _mentions(build):
            return NothingToDoError(
                Phrase("{what}; here another script does, which is not followed", what=what),
                where=script.path,
                span=script.place(offset, offset + len(APPLICATION)),
                todo="apply it in the script of the app; convention plugins and subprojects {} are not read",
            )
    return NothingToDoError(
        what,
        where=builds[0].root or builds[0].tree.name,
        todo="apply it in the script of the app; convention plugins and subprojects {} are not read",
    )


def _mentions(build: HotpatchBuild) -> Iterator[tuple[GradleScript, int]]:
    for script in build.scripts:
        for statement in script.calls("apply"):
            value = statement.arg("plugin")
            if value is not None and value.string == APPLICATION:
                yield script, value.start + 1


def _method(app: AppModule, asked: str) -> Method:
    kind = app.app_kind
    if kind == "other":
        raise UsageError(
            Phrase("{module} does not use mPaaS", module=app.path),
            where=app.script_path,
            todo="add mPaaS as native AARs first: the plugin com.alipay.apollo.baseline.config and a baseline",
        )
    if kind in COMPONENT_BASED and asked == "instantrun":
        place = app.place_of(PORTAL if app.applies(PORTAL) else BUNDLE)
        raise UsageError(
            Phrase("InstantRun supports apps on native AARs only, and {module} is component-based", module=app.path),
            where=place.path,
            span=place.span,
            todo="use DexPatch: --method dexpatch",
        )
    if kind == "switchable" and asked != "dexpatch":
        raise _switchable(app)
    if kind in COMPONENT_BASED:
        return "dexpatch"
    if asked:
        return cast("Method", asked)
    return "dexpatch" if app.whitelists and app.instantrun is None else "instantrun"


def _switchable(app: AppModule) -> UsageError:
    applied = next(one for one in app.applies(PORTAL, BUNDLE) if one.conditions)
    place = app.at(applied.start, applied.end)
    return UsageError(
        Phrase(
            "whether {module} is component-based depends on a condition ({condition}), and InstantRun supports apps on "
            "native AARs only",
            module=app.path,
            condition=str(applied.conditions[-1]),
        ),
        where=place.path,
        span=place.span,
        todo="take the condition out to use InstantRun, or use DexPatch: --method dexpatch",
    )
