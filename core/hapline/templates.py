"""Texts that hapline writes into projects: files of a package of data, with their fields filled in.

Public: a plugin's commands and generators write theirs with it, from a package of their own.
"""

from __future__ import annotations

import importlib.resources
import re

OURS = "hapline_templates"
"""The package of hapline's own texts, those of its own plugins among them."""


def template(path: str, *, package: str = OURS, **fields: str) -> str:
    """A text, its fields ``@NAME@`` replaced; what a value holds is no field, and one that is not given stays.

    Args:
        path: The file in the package, with forward slashes. package: The package, hapline's own or a plugin's.
        fields: By name, in lower case.
    """
    text = importlib.resources.files(package).joinpath(*path.split("/")).read_text(encoding="utf-8")
    return re.sub(r"@([A-Z_]+)@", lambda field: fields.get(field[1].lower(), field[0]), text)
