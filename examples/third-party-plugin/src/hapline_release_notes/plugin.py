"""What the plugin contributes; the entry point names this module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hapline_hooks import ConfigSection, Generator, Option, Project, RuleFamily, Tree, impl
from hapline_release_notes.project import NOTES, NotesProject

hapline_api = (1, 0)


@impl
def hapline_projects(tree: Tree, settings: Mapping[str, object]) -> Iterable[Project]:
    """A folder with release notes is a project."""
    if tree.is_file(NOTES):
        yield NotesProject(tree, heading=str(settings["releaseNotes.heading"]))


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
def hapline_config_sections() -> Iterable[ConfigSection]:
    """One option."""
    heading = Option(name="heading", type="text", default="Release notes", help="First line of RELEASE_NOTES.md.")
    return [ConfigSection(name="releaseNotes", help="Release notes.", options=(heading,))]
