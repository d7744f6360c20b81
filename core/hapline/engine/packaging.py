"""Asks packagers for the files that are delivered, and makes sure that they can stand beside each other."""

from __future__ import annotations

from collections.abc import Collection

from hapline.config.settings import Settings
from hapline.errors import NothingToDoError, UsageError
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
    known = host.named_packagers()
    unknown = [name for name in only if name not in known]
    if unknown:
        raise UsageError(
            Phrase("there is no packager {name}", name=unknown[0]),
            todo=Phrase("known are {names}", names=", ".join(sorted(known)) or "-"),
        )
    if not known:
        raise NothingToDoError("no plugin contributes a packager", todo="see `hapline plugins`")
    found: list[Deliverable] = []
    paths = Paths()
    for project in host.projects(tree, settings):
        for name, (plugin, packager) in known.items():
            if only and name not in only:
                continue
            who = Phrase("packager {name}", name=name)
            try:
                proposed = listed(packager.deliverables(project, settings))
                made = [vet_deliverable(one, name) for one in proposed]
                paths.take([one.path for one in made], who)
                found += made
            except CRASHES as error:  # a broken packager must not stop the others
                host.failed(plugin, who, error)
    return found
