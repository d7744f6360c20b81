"""What is told of a plan: the files that it wants, and whether something is wrong with them as they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from hapline_plugins.portal.slinks.files import Wanted, wanted_files

if TYPE_CHECKING:
    from hapline_plugins.portal.slinks.plan import Plan


class Report:
    """A plan with its files.

    Attributes:
        plan: The plan.
    """

    def __init__(self, plan: Plan) -> None:
        """Name a plan."""
        self.plan = plan

    @property
    def name(self) -> str:
        """What people call the Portal: its folder."""
        return self.plan.app.portal.folder or "."

    @property
    def is_moot(self) -> bool:
        """Whether allSlinks makes all Bundles static, so that nothing depends on the files."""
        return self.plan.app.portal.links_all

    @cached_property
    def files(self) -> Sequence[Wanted]:
        """Its files; none where nothing depends on them.

        Raises:
            hapline.errors.HaplineError: One cannot be read.
        """
        return [] if self.is_moot else wanted_files(self.plan)

    @property
    def is_wrong(self) -> bool:
        """Whether a file is stale, misses a line that must be there, or has one that no Bundle has."""
        return any(one.is_stale or one.required or one.unknown for one in self.files)
