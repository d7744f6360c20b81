"""The account as people read it: what is wrong first, then where the bytes are, what to do, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hapline_plugins.harmony.advisor.account import Account
from hapline_plugins.harmony.advisor.text.changes import changes
from hapline_plugins.harmony.advisor.text.contents import duplicates, largest
from hapline_plugins.harmony.advisor.text.fetches import downloads
from hapline_plugins.harmony.advisor.text.moves import moves
from hapline_plugins.harmony.advisor.text.packages import head, packages, totals, verdict
from hapline_plugins.harmony.advisor.text.page import Page, Words

_PARTS = (head, verdict, packages, totals, moves, changes, largest, duplicates, downloads)


def render(accounts: Sequence[Account], page: Page) -> str:
    """Accounts as text."""
    return page.lines(_lines(accounts, page))


def _lines(accounts: Sequence[Account], page: Page) -> Iterator[str]:
    for number, one in enumerate(accounts):
        if number:
            yield ""
        for part in _PARTS:
            yield from part(page, one)


__all__ = ["Page", "Words", "render"]
