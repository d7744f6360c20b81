"""The hooks: what a plugin can contribute, one typed specification each.

A hook returns a list, or yields; nothing is fine too. What it returns is vetted when it comes in, and what is wrong
is said with the plugin's name; so is a crash. A mistake of the user's that a hook comes upon (a ``HaplineError``, or
what a reader raises) is said as such, with its exit code. Either way the others go on, and what was yielded counts.
Names (of generators, packagers, commands, sections) and codes of rules are there once: of two plugins with the same,
the first counts, and the other one is told. Plugins are asked in their order: hapline's own, then others by name.
"""

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

    Called once for each tree that ``check``, ``generate`` and ``package`` look at, and once for each pass of ``fix``.
    Read through the tree only, and read little: a marker file decides whether there is a project, the rest can wait
    until a rule asks for it. Projects may lie in any folder of the tree; ``root`` says which.

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

    Called once for each ``verify``.

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

    The codes of a family are its plugin's: no other plugin may have a family whose codes begin alike.

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

    Called for ``generate`` and ``plugins``.

    Example::

        @impl
        def hapline_generators():
            return [ChangelogGenerator()]
    """
    raise NotImplementedError


@_spec
def hapline_packagers() -> Iterable[Packager]:
    """Contribute packagers, which make the files of a project that are delivered over the air.

    Called for ``package`` and ``plugins``.

    Example::

        @impl
        def hapline_packagers():
            return [NotesPackager()]
    """
    raise NotImplementedError


@_spec
def hapline_config_sections() -> Iterable[ConfigSection]:
    """Declare the configuration that this plugin reads.

    Called at the start of every run that reads the configuration.

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

    Called for ``--help``, for a command that is not the host's own, and for ``plugins``, never on other runs. A command
    takes ``hapline.session.settings_options``, makes a ``hapline.session.Session`` of what it receives, and writes
    through ``hapline.console``. What it returns is the exit code: None, or a whole number from 0 to 255. It raises a
    ``HaplineError`` for what the user can put right; what readers raise is said as one. What kept other plugins from
    finishing is said by hapline when the command has ended, and then has a say in the exit code.

    Example::

        @impl
        def hapline_commands():
            return [notes_group]
    """
    raise NotImplementedError
