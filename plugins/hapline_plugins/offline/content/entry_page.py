"""The page that a package opens with, by its address as the service is told it."""

from __future__ import annotations

UNSAID = "index.htm"
"""What the service writes where nobody named a page, in packages that have no such file too; read off real ones."""


def path_of(url: str) -> str | None:
    """The path of a page below the id; None where there is none, or it is a whole address."""
    if not url or "://" in url:
        return None
    path = url.partition("?")[0].partition("#")[0].removeprefix("/")
    if "%" in path:
        from urllib.parse import unquote

        path = unquote(path)
    return path
