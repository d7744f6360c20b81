"""Regular expressions of whitelists: matched as a whole, in time that grows with the id alone.

RE2 knows neither backreferences nor looking around, and no expression can keep it busy; the service's own engine is
not known. That an expression has to match the whole id is hapline's reading of "if their ID matches".
Source: MDS guide, 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from hapline_plugins.mds_server.requirements import module

MOST = 20
"""Expressions of one whitelist (MDS guide, 8)."""
_LONGEST = 1000


def is_expression(text: str) -> bool:
    """Whether a text is an expression that can be matched."""
    if len(text) > _LONGEST:
        return False
    try:
        _compiled(text)
    except module("re2").error:
        return False
    return True


def matcher(expressions: Iterable[str]) -> Callable[[str], bool]:
    """Whether an id matches any of these."""
    compiled = [_compiled(one).fullmatch for one in expressions]
    return lambda user: any(match(user) is not None for match in compiled)


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Any:  # noqa: ANN401 a library without types
    re2 = module("re2")
    options = re2.Options()
    options.log_errors = False
    return re2.compile(text, options)
