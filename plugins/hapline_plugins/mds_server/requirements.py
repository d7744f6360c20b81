"""What the server needs beyond hapline itself: the extra ``mds``."""

from __future__ import annotations

import importlib
from types import ModuleType

from hapline.errors import MissingError
from hapline_hooks import Phrase

NAMES = ("sqlalchemy", "starlette", "uvicorn", "httptools", "python_multipart", "re2")
"""The modules of the extra."""


def module(name: str) -> ModuleType:
    """A module of the extra.

    Raises:
        hapline.errors.MissingError: It is not installed.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise MissingError(
            Phrase("the local delivery service needs {module}", module=name), todo='pip install "hapline[mds]"'
        ) from None
