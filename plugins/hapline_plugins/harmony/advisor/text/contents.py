"""Text: the largest contents, and those that are there several times."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_plugins.harmony.advisor.account import Account
from hapline_plugins.harmony.advisor.sharing import Shared
from hapline_plugins.harmony.advisor.text.columns import kb
from hapline_plugins.harmony.advisor.text.moves import changed
from hapline_plugins.harmony.advisor.text.page import WORTH_A_LINE, Page

_LARGEST = 10
_MOST_SETS = 5
_MOST_COPIES = 3


def largest(page: Page, one: Account) -> Iterator[str]:
    """The contents that take most."""
    contents = [content for several in one.scales.contents.values() for content in several]
    contents.sort(key=lambda content: (-content.bytes, content.label))
    yield from page.heading(page.words("largest contents"))
    rows = [
        (kb(content.bytes), content.label, page.words.translate(content.stays))
        for content in contents[:_LARGEST]
        if content.bytes >= WORTH_A_LINE
    ]
    yield from page.files(rows, _LARGEST, "  ")


def duplicates(page: Page, one: Account) -> Iterator[str]:
    """Contents in several packages, by the packages that have them, and what sharing them would change."""
    words = page.words
    if sum(found.saved() for found in one.duplicates) < WORTH_A_LINE:
        return
    yield from page.heading(words("contents that are there several times"))
    for shared in one.shared[:_MOST_SETS]:
        yield from page.wrapped(_said(page, shared), "  ")
        rows = [
            (
                kb(max(copy.bytes for copy in found.copies)),
                found.copies[0].name,
                words("{count} copies", count=len(found.copies)),
            )
            for found in shared.duplicates
        ]
        yield from page.files(rows, _MOST_COPIES, "    ")
    if len(one.shared) > _MOST_SETS:
        yield "  " + words("and {count} more sets of packages", count=len(one.shared) - _MOST_SETS)
    staying = [found for found in one.duplicates if len([copy for copy in found.copies if not copy.stays]) <= 1]
    if sum(found.saved() for found in staying) >= WORTH_A_LINE:
        text = words(
            "{count} more have to stay where they are: {size:size}",
            count=len(staying),
            size=sum(found.saved() for found in staying),
        )
        yield from page.wrapped(text, "  ")
    if one.shared:
        yield from page.wrapped(words("if all of that were shared, packed anew and weighed:"), "  ")
        yield from changed(page, one.now, one.sharing)
        if any(shared.home is None for shared in one.shared):
            text = words(
                "a shared package counts for each package that depends on it: their sums stay, only the total shrinks"
            )
            yield from page.wrapped_as(page.dim, text, "  ")


def _said(page: Page, shared: Shared) -> str:
    words = page.words
    modules, into = page.listed([module.label for module in shared.modules]), page.listed([shared.label])
    if shared.home is None:
        return words(
            "{modules}: one copy of each of these in a new shared package, {into}, saves {size:size}",
            modules=modules,
            into=into,
            size=shared.saved,
        )
    return words(
        "{modules}: one copy of each of these in {into} saves {size:size}",
        modules=modules,
        into=into,
        size=shared.saved,
    )
