"""Spaces: one workspace of one app, in which everything of the service lives."""

from __future__ import annotations


def space_of(app_id: str, workspace_id: str) -> str:
    """The name of a space, which replies call ``appCode`` (MDS guide, 6.6.3: a hyphen in every sample)."""
    return f"{app_id}-{workspace_id}"
