"""Cases of the rules on settings."""

from __future__ import annotations

from plugins.harmony.cases import Case

CASES: list[Case] = []
