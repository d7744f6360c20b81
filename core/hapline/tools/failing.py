"""A tool that failed, as an error that people are shown."""

from __future__ import annotations

from collections.abc import Iterable

from hapline.errors import FailedError
from hapline.tools.hints import Advice
from hapline.tools.invocation import Ended
from hapline_hooks import Phrase


def failed(ended: Ended, advice: Iterable[Advice] = (), where: str = "") -> FailedError:
    """The error: what ended how, and the first that is known of the reason.

    Args:
        ended: The tool. advice: What is known of its failure. where: The file or folder that it is about.
    """
    first = next(iter(advice), None)
    if first is not None:
        return FailedError(first.what, where=where, todo=first.todo)
    return FailedError(how(ended), where=where, todo="look at the last lines of its output")


def how(ended: Ended) -> Phrase:
    """How a tool ended that failed, in one sentence."""
    if ended.limit is not None:
        if round(ended.limit) == 1:
            return Phrase("{command} did not end within a second", command=ended.shown)
        return Phrase("{command} did not end within {seconds} seconds", command=ended.shown, seconds=round(ended.limit))
    if ended.code < 0:
        return Phrase("{command} was ended by signal {signal}", command=ended.shown, signal=-ended.code)
    return Phrase("{command} ended with exit code {code}", command=ended.shown, code=ended.code)
