"""Asks packagers for the files that are delivered, and makes sure that they can stand beside each other."""

from __future__ import annotations

from collections.abc import Collection

from hapline.config.settings import Settings
from hapline.engine.contributed import chosen
from hapline.plugins import CRASHES, Host
from hapline.vetting.files import Paths, vet_deliverable
from hapline.vetting.plugins import listed
from hapline_hooks import Deliverable, Phrase, Tree


def deliverables(host: Host, settings: Settings, tree: Tree, only: Collection[str] = ()) -> list[Deliverable]:
    """What the packagers make of the projects of a tree; of one that fails for a project, nothing of that one.

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
    paths = Paths()
    for project in host.projects(tree, settings):
        for name, (plugin, packager) in asked.items():
            who = Phrase("packager {name}", name=name)
            try:
                proposed = listed(packager.deliverables(project, settings))
                made = [vet_deliverable(one, name) for one in proposed]
                paths.take([one.path for one in made], who)
                found += made
            except CRASHES as error:  # a broken packager must not stop the others
                host.failed(plugin, who, error)
    return found
