"""Cases of the source lint, one module a family of its rules."""

from __future__ import annotations

from plugins.hotpatch.linting.cases import classes, effects, marks, methods, places
from plugins.hotpatch.linting.cases.case import Case

CASES = (*marks.CASES, *classes.CASES, *methods.CASES, *effects.CASES, *places.CASES)

__all__ = ["CASES", "Case"]
