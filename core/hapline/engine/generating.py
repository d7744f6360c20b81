"""Asks generators for the files that they compute, and puts those of all projects together."""

from __future__ import annotations

from collections.abc import Collection

from hapline.config.settings import Settings
from hapline.engine.contributed import chosen
from hapline.plugins import CRASHES, Host
from hapline.vetting import BrokenContract
from hapline.vetting.files import Paths, vet_change
from hapline.vetting.plugins import listed
from hapline_hooks import Change, Phrase, Tree


def changes(host: Host, settings: Settings, tree: Tree, only: Collection[str] = ()) -> list[Change]:
    """What the generators propose for the projects of a tree; of one that fails for a project, nothing for that one.

    Args:
        host: Where generators are from. settings: The configuration. tree: What is read.
        only: Names of the generators that are asked; all, where it is empty.

    Raises:
        hapline.errors.HaplineError: There is no generator, or none of such a name.
    """
    asked = chosen(
        host.named_generators(),
        only,
        lambda name: Phrase("there is no generator {name}", name=name),
        Phrase("no plugin contributes a generator"),
    )
    proposals = _Proposals()
    for project in host.projects(tree, settings):
        for name, (plugin, generator) in asked.items():
            who = Phrase("generator {name}", name=name)
            try:
                proposed = listed(generator.changes(project, settings))
                proposals.add([vet_change(change, name) for change in proposed], who)
            except CRASHES as error:  # a broken generator must not stop the others
                host.failed(plugin, who, error)
    return list(proposals.changes.values())


class _Proposals:
    """Changes that go together; the same one may be proposed for several projects."""

    def __init__(self) -> None:
        self.changes: dict[str, Change] = {}
        self._paths = Paths()

    def add(self, proposed: list[Change], who: str) -> None:
        new: dict[str, Change] = {}
        for change in proposed:
            other = new.get(change.path) or self.changes.get(change.path)
            if other is None:
                new[change.path] = change
            elif other.data != change.data:
                raise BrokenContract(
                    Phrase("wants {path} otherwise than generator {other}", path=change.path, other=other.generator)
                )
        self._paths.take(new, who)
        self.changes.update(new)
