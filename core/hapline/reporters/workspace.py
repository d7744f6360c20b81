"""Where the folder that was checked lies in the workspace of a CI: its readers take paths from there."""

from __future__ import annotations

import os
from collections.abc import Mapping

_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE")
"""What GitHub Actions, GitLab and Jenkins call the folder of the repository."""


def prefix(folder: str, environment: Mapping[str, str] | None = None) -> str:
    """The folder as seen from the workspace, with forward slashes; empty for the workspace itself, and outside of it.

    Args:
        folder: What paths of a report are relative to. environment: Instead of that of the process.
    """
    values = os.environ if environment is None else environment
    for name in _ROOTS:
        root = values.get(name)
        if not root:
            continue
        try:
            # Both are followed to where they really are: runners mount workspaces through links.
            below = os.path.relpath(os.path.realpath(folder), os.path.realpath(root))
        except ValueError:  # another drive
            continue
        parts = below.split(os.sep)
        if parts[0] != os.pardir:
            return "" if parts == [os.curdir] else "/".join(parts)
    return ""
