"""Text: what grew and shrank since an earlier build."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_plugins.harmony.advisor.account import Account
from hapline_plugins.harmony.advisor.growth import Change, Growth
from hapline_plugins.harmony.advisor.text.columns import kb, signed
from hapline_plugins.harmony.advisor.text.page import Page

_MOST_FILES = 20


def changes(page: Page, one: Account) -> Iterator[str]:
    """Modules and files that differ, those with most effect first."""
    for growth in one.growth:
        files = page.listed(growth.before.files)
        yield from page.heading(page.words("since {files}: {size}", files=files, size=signed(growth.bytes)))
        yield from _modules(page, growth)
        rows = [(_figure(change), _said(page, change), _uncompressed(page, change)) for change in growth.changes]
        if rows:
            yield from page.files(rows, _MOST_FILES, "    ")
        else:
            yield "    " + page.words("no file differs")


def _modules(page: Page, growth: Growth) -> Iterator[str]:
    columns = page.label_width(one.label for one in growth.modules)
    for one in growth.modules:
        before = one.before[0] if one.before is not None else None
        after = one.after[0] if one.after is not None else None
        if before != after:
            yield page.change_line(one.label, columns, before, after)


def _figure(change: Change) -> str:
    # Moved from package to package it adds nothing to the app, but its whole size to one of them.
    return kb(change.effect) if change.effect > abs(change.bytes) else signed(change.bytes)


def _said(page: Page, change: Change) -> str:
    words, before, after = page.words, change.before, change.after
    if before is not None and after is not None and change.kind == "moved":
        origin = before.module.file if before.name == after.name else before.label
        return words("moved: {before} → {after}", before=origin, after=after.label)
    label = "".join(one.label for one in (after or before,) if one is not None)
    if change.kind == "added":
        return words("added: {file}", file=label)
    if change.kind == "removed":
        return words("removed: {file}", file=label)
    return words("changed: {file}", file=label)


def _uncompressed(page: Page, change: Change) -> str:
    return page.words("({size} uncompressed)", size=signed(change.size)) if change.size else ""
