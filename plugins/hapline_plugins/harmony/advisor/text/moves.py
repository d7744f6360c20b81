"""Text: what to move where to get within the limits, and what comes out of it."""

from __future__ import annotations

from collections.abc import Iterator

from hapline_plugins.harmony.advisor.account import Account
from hapline_plugins.harmony.advisor.draft import Draft
from hapline_plugins.harmony.advisor.loads import Load, Total
from hapline_plugins.harmony.advisor.plan import Plan
from hapline_plugins.harmony.advisor.text.columns import kb, printable
from hapline_plugins.harmony.advisor.text.page import WORTH_A_LINE, Page
from hapline_plugins.harmony.advisor.work import Step
from hapline_plugins.harmony.module import Module

_MOST_STAYING = 3
_MOST_FILES = 20


def moves(page: Page, one: Account) -> Iterator[str]:
    """The plan, if limits are broken."""
    plan = one.plan
    if plan is None:
        return
    words = page.words
    yield from page.heading(words("how to get within the limits"))
    for step in plan.steps:
        yield from page.wrapped(_said(page, step, plan), "  ")
        yield from page.files(
            [(kb(content.bytes), content.label, "") for content in step.contents], _MOST_FILES, "    "
        )
    for stuck in plan.stuck:
        yield from _stuck(page, stuck, one)
    if plan.steps:
        yield from page.wrapped(words("afterwards, packed anew and weighed:"), "  ")
        yield from changed(page, one.now, plan.draft)
        if plan.draft.new:
            code = words("the code of a new package comes on top; what reads a moved file has to name its new module")
            yield from page.wrapped_as(page.dim, code, "  ")
    for other in one.on_demand:
        text = words(
            "or load {dependency} on demand instead of depending on it: {module} is {size:size} then",
            dependency=printable(other.dependency.label),
            module=printable(other.module.label),
            size=other.bytes,
        )
        yield from page.wrapped(text, "  ")
    if one.rooms:
        rooms = page.listed([module.label for module in one.rooms])
        yield from page.wrapped(
            words("loaded on demand already, with room for what is moved: {rooms}", rooms=rooms), "  "
        )


def changed(page: Page, before: Draft, after: Draft) -> Iterator[str]:
    """Packages and totals that are not as they were."""
    were = {(load.package, load.devices): load.bytes for load in before.loads}
    rows: list[tuple[str, int | None, Load | Total]] = []
    for load in after.loads:
        was = were.get((load.package, load.devices))
        if was != load.bytes:
            rows.append((load.package.label, was, load))
    for was_total, total in zip(before.totals, after.totals, strict=False):
        if was_total.bytes != total.bytes:
            rows.append((page.words("all for {devices}", devices=page.listed(total.devices)), was_total.bytes, total))
    columns = page.label_width(label for label, _, _ in rows)
    for label, old, new in rows:
        yield page.change_line(label, columns, old, new.bytes, new.limit, over=new.over)


def _said(page: Page, step: Step, plan: Plan) -> str:
    words, into = page.words, printable(step.into)
    new = next((one for one in plan.draft.new if one.label == step.into), None)
    size = plan.draft.new_size(new) if new is not None else 0
    if step.kind == "fetch":
        return words("take out of the app, and fetch from the network when needed (or shrink):")
    if step.kind == "move":
        return words("move into {into}, a new subpackage that is loaded on demand ({size:size}):", into=into, size=size)
    if step.kind == "delete":
        return words("delete what {into} has too, which is there anyway:", into=into)
    if new is not None:
        return words(
            "keep one copy in {into}, a new package that all of them share ({size:size}):", into=into, size=size
        )
    return words("keep one copy in {into}, which is there anyway:", into=into)


def _stuck(page: Page, stuck: Load | Total, one: Account) -> Iterator[str]:
    words = page.words
    whose = (
        printable(stuck.package.label)
        if isinstance(stuck, Load)
        else words("all packages for {devices}", devices=page.listed(stuck.devices))
    )
    text = words(
        "moving files is not enough for {whose}: without all that may be moved it is still {size:size}; what stays:",
        whose=whose,
        size=stuck.bytes,
    )
    yield from page.wrapped_as(page.over, text, "  ")
    modules = dict.fromkeys(package for package, _ in stuck.parts if isinstance(package, Module))
    staying = [
        content
        for module in modules
        for content in one.scales.contents[module]
        if content.stays and content.bytes >= WORTH_A_LINE
    ]
    staying.sort(key=lambda content: (-content.bytes, content.label))
    rows = [(kb(content.bytes), content.label, words.translate(content.stays)) for content in staying]
    yield from page.files(rows[:_MOST_STAYING], _MOST_STAYING, "    ")
