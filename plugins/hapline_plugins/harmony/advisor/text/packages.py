"""Text: every package with what it depends on against its limit, and all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hapline_plugins.harmony.advisor.account import Account
from hapline_plugins.harmony.advisor.loads import Load, Total
from hapline_plugins.harmony.advisor.text.columns import kb, printable
from hapline_plugins.harmony.advisor.text.page import Bar, Page


def head(page: Page, one: Account) -> Iterator[str]:
    """What was weighed, and how."""
    words, bundle = page.words, one.scales.bundle
    version = bundle.first.app.get("versionName")
    name = f"{bundle.first.bundle_name or ''} {version if isinstance(version, str) else ''}".strip()
    yield from page.wrapped_as(page.bold, f"{printable(name)} · {page.listed(one.scales.files)}")
    yield from page.wrapped(words("counted {method}; 1 KB is 1024 bytes", method=one.counted))
    for module, dependency in one.missing:
        missing = words(
            "{module} depends on {dependency}, which is not among these packages and is not counted",
            module=printable(module.label),
            dependency=printable(dependency),
        )
        yield page.near(missing)
    if one.circle:
        circle = " → ".join(map(printable, one.circle))
        yield page.near(words("dependencies run in a circle, so nothing can be added up: {circle}", circle=circle))


def verdict(page: Page, one: Account) -> Iterator[str]:
    """Which limits are broken."""
    words = page.words
    yield ""
    if not one.scales.bundle.is_atomic_service:
        yield words("this is no atomic service: no limits apply to its sizes")
    elif not one.broken:
        yield page.paint(words("all sizes are within their limits"), "32;1")
    for broken in one.now.broken:
        yield from page.wrapped_as(page.over, _broken(page, broken))


def packages(page: Page, one: Account) -> Iterator[str]:
    """A bar for each package, those that fill most of their limit first."""
    loads = sorted(one.now.loads, key=_fill)
    counts = Counter(load.package for load in loads)
    most = max((max(load.bytes, load.limit) for load in loads), default=0)
    columns = page.label_width(load.package.label for load in loads)
    yield from page.heading(page.words("packages with their dependencies"))
    headroom = one.scales.bundle.limits.headroom
    for load in loads:
        own = load.parts[0][1]
        bar = Bar(own, load.bytes - own, load.limit, load.over)
        yield page.bar_line(load.package.label, columns, bar, most, headroom)
        parts = [f"{printable(part.label)} {kb(size)}" for part, size in load.parts] if len(load.parts) > 1 else []
        devices = [page.listed(load.devices)] if counts[load.package] > 1 else []
        if parts or devices:
            text = page.words(": ").join([*devices, *([" + ".join(parts)] if parts else [])])
            yield from page.wrapped_as(page.dim, text, "    ")


def totals(page: Page, one: Account) -> Iterator[str]:
    """A bar for all packages of each device type."""
    found = one.now.totals
    if not found:
        return
    labels = [page.listed(total.devices) for total in found]
    columns = page.label_width(labels)
    most = max(max(total.bytes, total.limit) for total in found)
    yield from page.heading(page.words("all packages of a device type"))
    for label, total in zip(labels, found, strict=True):
        bar = Bar(total.bytes, 0, total.limit, total.over)
        yield page.bar_line(label, columns, bar, most, one.scales.bundle.limits.headroom)


def _broken(page: Page, broken: Load | Total) -> str:
    words = page.words
    figures = {"size": broken.bytes, "limit": broken.limit, "excess": -(broken.headroom or 0)}
    if isinstance(broken, Total):
        return words(
            "all packages for {devices} are {excess:size} too large together: {size:size}, and may be {limit:size} "
            "at most",
            devices=page.listed(broken.devices),
            **figures,
        )
    module = printable(broken.package.label)
    if len(broken.parts) == 1:
        return words(
            "{module} is {excess:size} too large: {size:size}, and must be less than {limit:size}",
            module=module,
            **figures,
        )
    return words(
        "{module} with its dependencies is {excess:size} too large on {devices}: {size:size}, and must be less than "
        "{limit:size}",
        module=module,
        devices=page.listed(broken.devices),
        **figures,
    )


def _fill(load: Load) -> tuple[float, int]:
    return (-load.bytes / load.limit if load.limit else 0.0, -load.bytes)
