"""How Bundles are called: in slinks, and at run time."""

from __future__ import annotations


def slinks_name(group: str, artifact: str) -> str:
    """The line of a Bundle in slinks: ``groupId-artifactId`` without a ``-build`` at the end."""
    return f"{group}-{artifact.removesuffix('-build')}"
