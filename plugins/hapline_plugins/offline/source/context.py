"""What the projects of one run have in common: the configuration, and what is looked up once for all of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from hapline_hooks import Settings, Tree
from hapline_plugins.offline.limits import Limits, limits_of
from hapline_plugins.offline.target import Target, target_of

if TYPE_CHECKING:
    from hapline_plugins.offline.released.known import Released
    from hapline_plugins.offline.source.project import OfflineProject


class Context:
    """The configuration of a run, and what was released before.

    Attributes:
        tree: What projects are read from. settings: The configuration.
        packages: The packages that were found, in order.
    """

    def __init__(self, tree: Tree, settings: Settings) -> None:
        """Look nothing up yet."""
        self.tree = tree
        self.settings = settings
        self.packages: list[OfflineProject] = []

    @cached_property
    def target(self) -> Target:
        """What packages are made for."""
        return target_of(self.settings)

    @cached_property
    def limits(self) -> Limits:
        """What packages are held to."""
        return limits_of(self.settings)

    @cached_property
    def released(self) -> Released | None:
        """What was released before; None where the configuration does not say where that is to be seen."""
        if not (self.settings.text("offline.tag") or self.settings.text("offline.released")):
            return None  # and nothing is imported: most runs are like this
        from hapline_plugins.offline.released.known import Released

        return Released(self.tree, self.settings)
