"""What the rules on the content of packages share."""

from __future__ import annotations

from collections.abc import Iterable

from hapline.rules import PlainRule, edit
from hapline_hooks import Fix, Location, TextEdit, replace
from hapline_plugins.offline.judged import PackageContent
from hapline_plugins.offline.pages.linked import Page
from hapline_plugins.offline.pages.reference import Reference


class ContentRule(PlainRule[PackageContent]):
    """A rule about the files of one package, in source or built."""

    subject = PackageContent


def place_of(content: PackageContent, page: Page, reference: Reference) -> Location:
    """The place of a reference."""
    return replace(content.locate(page.file), span=page.span(reference.start, reference.end))


def rewritten(
    content: PackageContent, page: Page, new: Iterable[tuple[Reference, str]], *, safe: bool = False
) -> tuple[Fix, ...]:
    """A fix that writes references otherwise; none of built packages, of files beside the tree, and of escapes.

    Args:
        content: The package. page: The page. new: References with what they should be. safe: Whether it is safe.
    """
    if content.built or content.locate(page.file).inner:
        return ()
    text, edits = page.text(), []
    for reference, value in new:
        if text[reference.start : reference.end] != reference.value:
            return ()
        edits.append(TextEdit(start=reference.start, end=reference.end, text=value))
    return edit("rewrite", page.file.place, edits, safe=safe)
