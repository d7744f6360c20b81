"""The hooks: what a plugin can contribute, one typed specification each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click

    from hapline_hooks.changes import Generator
    from hapline_hooks.deliverables import Packager
    from hapline_hooks.options import ConfigSection
    from hapline_hooks.rules import RuleFamily
    from hapline_hooks.settings import Settings
    from hapline_hooks.subjects import Project, Subject, Tree, VerifyRequest

NAME = "hapline"
_spec = pluggy.HookspecMarker(NAME)
impl = pluggy.HookimplMarker(NAME)
"""Marks a function of a plugin as the implementation of the hook of the same name."""


@_spec
def hapline_projects(tree: Tree, settings: Settings) -> Iterable[Project]:
    """Find the projects of this plugin's kind in a tree.

    Called once for each ``check``, ``fix`` and ``generate``. Read through the tree only, and read little:
    a marker file decides whether there is a project, the rest can wait until a rule asks for it.

    Example::

        @impl
        def hapline_projects(tree, settings):
            if tree.is_file("release-notes.json5"):
                yield NotesProject(tree, "", "release notes")
    """
    raise NotImplementedError


@_spec
def hapline_artifacts(request: VerifyRequest) -> Iterable[Subject]:
    """Open those built files of the request that this plugin knows, and return them as subjects.

    Return an ``ArtifactSet`` for files that are one app. What no plugin returns is reported as unknown; a
    file that is recognised and broken is returned too, so that a rule can say what is wrong with it.

    Example::

        @impl
        def hapline_artifacts(request):
            return [Notes(path) for path in request.files if path.endswith(".notes")]
    """
    raise NotImplementedError


@_spec
def hapline_rules() -> Iterable[RuleFamily]:
    """Name the families of rules; their modules are imported only when a subject of theirs is present.

    Example::

        @impl
        def hapline_rules():
            return [RuleFamily(name="notes", module="my_plugin.rules", subjects=frozenset({"notes.project"}),
                               codes="NOT")]
    """
    raise NotImplementedError


@_spec
def hapline_generators() -> Iterable[Generator]:
    """Contribute generators, which compute files of a project.

    Example::

        @impl
        def hapline_generators():
            return [ChangelogGenerator()]
    """
    raise NotImplementedError


@_spec
def hapline_packagers() -> Iterable[Packager]:
    """Contribute packagers, which make the files of a project that are delivered over the air.

    Example::

        @impl
        def hapline_packagers():
            return [NotesPackager()]
    """
    raise NotImplementedError


@_spec
def hapline_config_sections() -> Iterable[ConfigSection]:
    """Declare the configuration that this plugin reads.

    Example::

        @impl
        def hapline_config_sections():
            return [ConfigSection(name="notes", help="Release notes.", options=(
                Option(name="maxLength", type="int", default=500, help="Characters allowed."),))]
    """
    raise NotImplementedError


@_spec
def hapline_commands() -> Iterable[click.Command]:
    """Contribute commands; a plugin with several puts them into one group that carries its name.

    Called for ``--help`` and for a command that is not the host's own, never on other runs.

    Example::

        @impl
        def hapline_commands():
            return [notes_group]
    """
    raise NotImplementedError
