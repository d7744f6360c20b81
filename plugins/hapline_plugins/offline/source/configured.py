"""What rules on all packages together ask: the configuration, and where in a tree it stands."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_hooks import Location, Project, Settings, Workspace
from hapline_plugins.offline.presets.project import PresetProject
from hapline_plugins.offline.source.context import Context
from hapline_plugins.offline.source.project import OfflineProject

_FILE = "hapline.json5"


def contexts(workspace: Workspace) -> Iterator[tuple[Project, Context]]:
    """The projects of this plugin, each with what it has in common with the others."""
    for one in workspace.projects:
        if isinstance(one, OfflineProject | PresetProject) and one.context is not None:
            yield one, one.context


def settings_of(workspace: Workspace) -> Settings | None:
    """The configuration; None where there is no project of this plugin."""
    return next((context.settings for _, context in contexts(workspace)), None)


def place_for(workspace: Workspace, option: str) -> Location:
    """Where an option belongs that is not set: into the configuration, or, as of ``place_of``, a project's own file."""
    for _, context in contexts(workspace):
        if context.tree.is_file(_FILE):
            return Location(path=_FILE, keys=tuple(option.split(".")))
        break
    return place_of(workspace, option)


def place_of(workspace: Workspace, option: str) -> Location:
    """Where an option stands: in the configuration, or, where that is not in the tree, the first project's own file."""
    for project, context in contexts(workspace):
        if context.tree.is_file(_FILE) and context.settings.origin(option).rpartition(":")[0].endswith(_FILE):
            return Location(path=_FILE, keys=tuple(option.split(".")))
        if isinstance(project, PresetProject):
            return Location(path=project.config)
        if isinstance(project, OfflineProject):
            has_descriptor = context.tree.is_file(project.descriptor)
            return Location(path=project.descriptor if has_descriptor else project.root or _FILE)
    return Location(path=_FILE)
