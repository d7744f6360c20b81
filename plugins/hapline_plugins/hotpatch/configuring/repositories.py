"""The Maven repository that holds InstantRun: for the plugin, and for what it adds to the app.

Source: the vendor's guide, 5.2.2.1 "InstantRun Maven". Gradle user guide, "Declaring repositories": a build that has
``dependencyResolutionManagement`` may refuse those of its projects; what a script with ``plugins {}`` has on its class
path comes from the repositories of ``pluginManagement`` too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hapline.documents import GradleScript, insert_statement, repositories, written
from hapline_hooks import Phrase, TextEdit
from hapline_plugins.hotpatch.configuring.class_path import root_script
from hapline_plugins.hotpatch.source.build import REPOSITORY

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.configuring.facts import Facts
    from hapline_plugins.hotpatch.configuring.workbench import Workbench

Where = tuple[str, tuple[str, ...]]
"""A script, and the names of the blocks in it."""
_OF_SCRIPT = ("buildscript", "repositories")
_OF_PLUGINS = ("pluginManagement", "repositories")
_OF_SETTINGS = ("dependencyResolutionManagement", "repositories")
_ASSIGNED = re.compile(r"\burl\s*=")
_SCHEME = re.compile(r"https?://")
_ALL = "google()", "mavenCentral()"
"""What a list of repositories needs besides where there was none."""


def ensure_repositories(bench: Workbench, facts: Facts) -> None:
    """Add the repository to where the plugin comes from, and to where the app's dependencies come from."""
    _ensure(bench, facts, _for_plugin(bench, facts))
    places = _for_dependencies(bench, facts)
    if places:
        _ensure(bench, facts, places)
    else:
        bench.doubt(
            Phrase(
                "no script says where dependencies come from: add the Maven repository {url} where it is said",
                url=REPOSITORY,
            )
        )


def _for_plugin(bench: Workbench, facts: Facts) -> Sequence[Where]:
    """Where the plugin may come from; what is absent goes to the first."""
    root = root_script(facts)
    script, settings = bench.script(root), facts.build.settings_script
    own = [(root, _OF_SCRIPT)]
    managed = [(settings.path, _OF_PLUGINS)] if settings is not None and settings.blocks(*_OF_PLUGINS) else []
    if not managed or not script.calls("plugins", ()):
        return own
    return [*own, *managed] if script.blocks(*_OF_SCRIPT) else [*managed, *own]


def _for_dependencies(bench: Workbench, facts: Facts) -> Sequence[Where]:
    """Where the dependencies of the app come from: the first of these that is there."""
    root, settings, app = root_script(facts), facts.build.settings_script, facts.app.script_path
    places: list[Where] = [(settings.path, _OF_SETTINGS)] if settings is not None else []
    places += [(root, ("allprojects", "repositories")), (root, ("subprojects", "repositories"))]
    places.append((app, ("repositories",)))
    return [(path, within) for path, within in places if bench.script(path).blocks(*within)][:1]


def _ensure(bench: Workbench, facts: Facts, places: Sequence[Where]) -> None:
    for path, within in places:
        script = bench.script(path)
        for one in repositories(script, facts.build.files.variables(path)):
            if one.within == within and not one.statement.conditions and _same(one.url):
                return
    path, within = places[0]
    bench.edit_script(path, lambda script: _added(script, within))


def _same(url: str | None) -> bool:
    """Whether an address is that of the repository, however it is written."""
    return url is not None and _bare(url) == _bare(REPOSITORY)


def _bare(url: str) -> str:
    return _SCHEME.sub("", url.strip().lower()).rstrip("/")


def _added(script: GradleScript, within: tuple[str, ...]) -> list[TextEdit]:
    text = written(script, REPOSITORY)
    if script.kotlin:
        code = f"maven {{ url = uri({text}) }}"
    else:
        code = f"maven {{ url = {text} }}" if _ASSIGNED.search(script.text) else f"maven {{ url {text} }}"
    if script.blocks(*within):
        return insert_statement(script, within, code)
    return insert_statement(script, within, "\n".join([*_ALL, code]), first=True)
