"""Asks packagers for the files that are delivered, and makes sure that they can stand beside each other."""

from __future__ import annotations

from collections.abc import Collection

from hapline.config.settings import Settings
from hapline.engine.contributed import chosen
from hapline.plugins import CRASHES, Host
from hapline.vetting.files import Paths, vet_deliverable
from hapline.vetting.plugins import listed
from hapline_hooks import Deliverable, Phrase, Project, Tree


def deliverables(host: Host, settings: Settings, tree: Tree, only: Collection[str] = ()) -> list[Deliverable]:
    """What the packagers make of the projects of a tree; the arguments and errors are those of ``packaged``."""
    return packaged(host, settings, tree, only)[1]


def packaged(
    host: Host, settings: Settings, tree: Tree, only: Collection[str] = ()
) -> tuple[list[Project], list[Deliverable]]:
    """The projects of a tree that are to be judged before anything is written, and what the packagers make.

    Where one fails for a project, that is a fault, and there is nothing of that packager: half of a release is none.

    Args:
        host: Where packagers are from. settings: The configuration. tree: What is read.
        only: Names of the packagers that are asked; all, where it is empty.

    Raises:
        hapline.errors.HaplineError: There is no packager, or none of such a name.
    """
    asked = chosen(
        host.named_packagers(),
        only,
        lambda name: Phrase("there is no packager {name}", name=name),
        Phrase("no plugin contributes a packager"),
    )
    found: list[Deliverable] = []
    projects: dict[str, list[Project]] = {}
    failed: set[str] = set()
    paths = Paths()
    for project in host.projects(tree, settings):
        for name, (plugin, packager) in asked.items():
            who = Phrase("packager {name}", name=name)
            try:
                proposed = listed(packager.deliverables(project, settings))
                made = [vet_deliverable(one, name) for one in proposed]
                paths.take([one.path for one in made], who)
                found += made
                if made and getattr(packager, "checks_first", False):
                    projects.setdefault(name, []).append(project)
            except CRASHES as error:  # a broken packager must not stop the others
                failed.add(name)
                host.failed(plugin, who, error)
    kept = [one for name, several in projects.items() if name not in failed for one in several]
    return list(dict.fromkeys(kept)), [one for one in found if one.packager not in failed]
