"""Text: what devices download, and when."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_plugins.harmony.advisor.account import Account
from hapline_plugins.harmony.advisor.downloads import Delivery, Fetch, Waiting
from hapline_plugins.harmony.advisor.text.columns import kb, printable
from hapline_plugins.harmony.advisor.text.page import Page

_MOST_SOURCES = 2


def downloads(page: Page, one: Account) -> Iterator[str]:
    """The first package, preloads in their order, and what nobody preloads."""
    several = len(one.deliveries) > 1
    for delivery in one.deliveries:
        devices = page.listed(delivery.devices)
        heading = page.words("downloads on {devices}", devices=devices) if several else page.words("downloads")
        yield from page.heading(heading)
        yield from _delivery(page, delivery)


def _delivery(page: Page, delivery: Delivery) -> Iterator[str]:
    words = page.words
    first = words("first package: {packages}", packages=_packages(delivery.first))
    yield page.figure_line(kb(delivery.first.bytes), first)
    for fetch in delivery.preloads:
        yield _preload(page, fetch)
    for waiting in delivery.waiting:
        opened = words("when opened: {packages}", packages=_packages(waiting.fetch))
        yield page.figure_line(kb(waiting.fetch.bytes), opened, note=_sources(page, waiting))
        for fetch in waiting.preloads:
            yield _preload(page, fetch, "    ")


def _preload(page: Page, fetch: Fetch, indent: str = "  ") -> str:
    by = printable(fetch.by.label) if fetch.by is not None else ""
    text = page.words("preloaded by {module}: {packages}", module=by, packages=_packages(fetch))
    return page.figure_line(kb(fetch.bytes), text, indent=indent)


def _packages(fetch: Fetch) -> str:
    others = [module for module, _ in fetch.parts if module is not fetch.module]
    return " + ".join(printable(module.label) for module in (fetch.module, *others))


def _sources(page: Page, waiting: Waiting) -> str:
    if not waiting.sources:
        return page.words("nobody can preload it")
    sources = page.listed([module.label for module in waiting.sources[:_MOST_SOURCES]])
    return page.words("could be preloaded by {sources}", sources=sources)
