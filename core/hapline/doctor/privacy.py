"""Keeps what is private out of a report that people paste somewhere: their home folder, and their name in paths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping

_SHORTEST = 2


class Scrubber:
    """Shows a home folder as ``~``, and folders that carry the user's name as ``...``."""

    def __init__(self, home: str, names: Iterable[str]) -> None:
        """Know the home folder and the names."""
        homes = {home, os.path.realpath(home)} if os.path.isabs(home) and home != os.sep else set()
        self._homes = sorted({form for one in homes for form in (one, one.replace(os.sep, "/"))}, key=len, reverse=True)
        alternatives = "|".join(re.escape(name) for name in sorted(set(names)) if len(name) >= _SHORTEST)
        self._names = re.compile(rf"(?<=[/\\])({alternatives})(?![\w.-])") if alternatives else None

    @classmethod
    def of_this_process(cls, environment: Mapping[str, str]) -> Scrubber:
        """Know those of the user that runs this."""
        home = os.path.expanduser("~")
        names = [environment.get(name, "") for name in ("USER", "LOGNAME", "USERNAME")]
        return cls(home, [*names, os.path.basename(home)])

    def __call__(self, text: str) -> str:
        """The text without them."""
        for home in self._homes:
            text = re.sub(rf"{re.escape(home)}(?![\w.-])", "~", text)
        return self._names.sub("...", text) if self._names else text
