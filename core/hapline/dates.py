"""Days as text: which is today, and whether a text is one. Written ``2026-12-31``, they compare as they follow."""

from __future__ import annotations

import os
from collections.abc import Mapping


def today(environment: Mapping[str, str] | None = None) -> str:
    """Today in UTC; the day of SOURCE_DATE_EPOCH where a run is to be reproducible.

    Not the day of the local clock: what a developer's machine accepts, the build server must accept too.
    """
    import time

    given = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    try:
        return time.strftime("%Y-%m-%d", time.gmtime(int(given) if given.isdecimal() else None))
    except (OverflowError, ValueError, OSError):  # a year that no clock has
        return time.strftime("%Y-%m-%d", time.gmtime())


def is_date(text: str) -> bool:
    """Whether a text is a day that there is."""
    import re
    from datetime import date

    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
