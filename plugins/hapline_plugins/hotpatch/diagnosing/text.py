"""A diagnosis for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.diagnosing.diagnosis import Diagnosis, Evidence, Phase, Statement

_PHASES: dict[Phase, str] = {
    "none": "nobody asked for a patch",
    "requested": "asked for",
    "legal": "for this version",
    "downloaded": "downloaded",
    "merged": "merged",
    "in-force": "in force",
}
_LEVELS = {"good": "✓", "bad": "✗", "note": "·"}


def lines(found: Diagnosis, words: Callable[..., str]) -> Iterator[str]:
    """The lines: what happened, the way of the patch, how far it came, what to do."""
    for one in found.statements:
        yield from _of_statement(one, words)
    if found.steps:
        yield ""
        yield words("the way of the patch:")
        for step in found.steps:
            yield f"  {words(_PHASES[step.phase])}  {_place(step.evidence, words)}"
    yield ""
    yield words("phase: {phase}", phase=words(_PHASES[found.phase]))
    yield words("next: {step}", step=found.next_step)


def _of_statement(one: Statement, words: Callable[..., str]) -> Iterator[str]:
    times = f" {words('({count} lines)', count=one.count)}" if one.count > 1 else ""
    yield f"{_LEVELS[one.level]} {words(one.text)}{times}"
    source = f"  [{one.source}]" if one.source else ""
    yield f"    {_place(one.evidence, words)}: {one.evidence.text}{source}"
    if one.todo:
        yield f"    {words('do: {todo}', todo=one.todo)}"


def _place(one: Evidence, words: Callable[..., str]) -> str:
    if one.time:
        return words("line {line}, {time}", line=one.line, time=one.time)
    return words("line {line}", line=one.line)
