"""Cases of the rules on reading."""

from __future__ import annotations

from plugins.harmony.cases import Case

CASES: list[Case] = []
