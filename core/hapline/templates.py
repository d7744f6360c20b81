"""Texts that hapline writes: files of the package hapline_templates, with their fields filled in."""

from __future__ import annotations

import importlib.resources

_PACKAGE = "hapline_templates"


def template(path: str, **fields: str) -> str:
    """A text, its fields ``@NAME@`` replaced.

    Args:
        path: The file in the package, with forward slashes. fields: By name, in lower case.
    """
    text = importlib.resources.files(_PACKAGE).joinpath(*path.split("/")).read_text(encoding="utf-8")
    for name, value in fields.items():
        text = text.replace(f"@{name.upper()}@", value)
    return text
