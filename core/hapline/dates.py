"""Days and moments as text, which is today, and whether a text is a day. As text they compare as they follow.

Public: what plugins write with a date in it is reproducible where a build asks for that.
"""

from __future__ import annotations

import os
from collections.abc import Mapping


def today(environment: Mapping[str, str] | None = None) -> str:
    """Today in UTC, such as ``2026-12-31``; the day of SOURCE_DATE_EPOCH where a run is to be reproducible.

    Not the day of the local clock: what a developer's machine accepts, the build server must accept too.
    """
    return now(environment).partition("T")[0]


def now(environment: Mapping[str, str] | None = None) -> str:
    """This moment in UTC, such as ``2026-12-31T23:59:59Z``; SOURCE_DATE_EPOCH where a run is to be reproducible."""
    import time

    form = "%Y-%m-%dT%H:%M:%SZ"
    given = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    try:
        found = time.strftime(form, time.gmtime(int(given) if given.isdecimal() else None))
    except (OverflowError, ValueError, OSError):  # a year that no clock has
        found = ""
    return found if is_moment(found) else time.strftime(form, time.gmtime())


def is_moment(text: str) -> bool:
    """Whether a text is a moment as ``now`` writes it."""
    import re
    from datetime import datetime

    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


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
