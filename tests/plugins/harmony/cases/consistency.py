"""Cases of the rules on consistency."""

from __future__ import annotations

from plugins.harmony.cases import Case

CASES: list[Case] = []
