"""``cached_property`` without the lock that Python 3.11 has in it: for nouns of which a run makes thousands.

From Python 3.12 on it is Python's own; before, each first look took a lock, which was a fiftieth of a large check.
"""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

__all__ = ["cached_property"]

if not TYPE_CHECKING and sys.version_info < (3, 12):

    class cached_property:  # noqa: N801 it takes the place of Python's own
        """A property that is looked up once for each instance, and then an attribute of it."""

        def __init__(self, make: Any) -> None:  # noqa: ANN401 type checkers see Python's own
            """Take the method that makes the value."""
            self._make = make
            self._name = ""
            self.__doc__ = make.__doc__

        def __set_name__(self, _owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: Any, owner: type | None = None) -> Any:  # noqa: ANN401 see above
            if instance is None:
                return self
            made = instance.__dict__[self._name] = self._make(instance)
            return made
