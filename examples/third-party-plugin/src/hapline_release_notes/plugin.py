"""What the plugin contributes; the entry point names this module. Whatever is heavy is imported when it is needed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hapline_hooks import ConfigSection, Generator, Option, Packager, Project, RuleFamily, Settings, Tree, impl

if TYPE_CHECKING:
    import click

hapline_api = (1, 0)
hapline_locale = os.path.join(os.path.dirname(__file__), "locale")


@impl
def hapline_projects(tree: Tree, settings: Settings) -> Iterable[Project]:  # noqa: ARG001 other plugins may need them
    """The folders with release notes: the root, and those directly below it."""
    from hapline_release_notes.project import NOTES, NotesProject

    for root in ("", *(entry.name for entry in tree.list("") if entry.is_dir)):
        if tree.is_file(f"{root}/{NOTES}" if root else NOTES):
            yield NotesProject(tree, root)


@impl
def hapline_rules() -> Iterable[RuleFamily]:
    """One family; its module is imported only where there are release notes."""
    return [
        RuleFamily(
            name="release notes",
            module="hapline_release_notes.rules",
            subjects=frozenset({"release-notes.project"}),
            codes="NOT",
        )
    ]


@impl
def hapline_generators() -> Iterable[Generator]:
    """The generator of RELEASE_NOTES.md."""
    from hapline_release_notes.generator import ReleaseNotes

    return [ReleaseNotes()]


@impl
def hapline_packagers() -> Iterable[Packager]:
    """The packager of what the app shows after an update."""
    from hapline_release_notes.packager import WhatIsNew

    return [WhatIsNew()]


@impl
def hapline_commands() -> Iterable[click.Command]:
    """The group ``hapline release-notes``."""
    from hapline_release_notes.commands import release_notes

    return [release_notes]


@impl
def hapline_config_sections() -> Iterable[ConfigSection]:
    """Two options."""
    return [
        ConfigSection(
            name="releaseNotes",
            help="Release notes.",
            options=(
                Option(name="heading", type="text", default="Release notes", help="First line of RELEASE_NOTES.md."),
                Option(
                    name="most",
                    type="int",
                    default=20,
                    minimum=1,
                    help="How many versions RELEASE_NOTES.md holds: the last ones of the file.",
                ),
            ),
        )
    ]
