"""Dates as replies have them. The service lives in Shanghai; hapline's decision, since the guide names no zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has had no summer time since 1991."""
_SECONDS = "%Y-%m-%d %H:%M:%S"


def written(milliseconds: int) -> str:
    """A time as ``2021-02-01 14:11:21``."""
    return _at(milliseconds).strftime(_SECONDS)


def release_version(milliseconds: int) -> str:
    """A time as ``20210201141121``, which replies call ``ReleaseVersion``."""
    return _at(milliseconds).strftime("%Y%m%d%H%M%S")


def read(text: str) -> int | None:
    """The time that ``2021-02-01 14:11:21`` means, in seconds since 1970; None where it is of another form."""
    try:
        return int(datetime.strptime(text, _SECONDS).replace(tzinfo=ZONE).timestamp())
    except ValueError:
        return None


def _at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(ZONE)
