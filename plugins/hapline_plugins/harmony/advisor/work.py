"""A plan in the making: the app so far, and the steps that led there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hapline_plugins.harmony.advisor.choosing import Kind
from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.duplicates import Duplicate
from hapline_plugins.harmony.advisor.loads import Load, Total
from hapline_plugins.harmony.advisor.scales import Content
from hapline_plugins.harmony.advisor.sharing import comes_with


class Step(NamedTuple):
    """Contents that go, and the package that has them afterwards; none where they are fetched."""

    kind: Kind
    contents: tuple[Content, ...]
    into: str


class Work:
    """A plan in the making.

    Attributes:
        draft: The app so far. found: The duplicates in it that may be moved. comes: What comes with each module.
        digests: What contents hold that are there more than once. kept: Copies that others were deleted for.
        steps: What was done so far. stuck: What was given up.
    """

    def __init__(self, draft: Draft, found: Sequence[Duplicate]) -> None:
        """Begin with the app as it is."""
        self.draft = draft
        self.found = found
        self.comes = comes_with(draft)
        self.digests = {(copy.module, copy.name): one.sha256 for one in found for copy in one.copies}
        self.kept: set[Content] = set()
        self.steps: list[Step] = []
        self.stuck: list[Load | Total] = []
