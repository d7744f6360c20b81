"""Samples that tests change a little: files by path, with other contents, without some, or with pieces replaced."""

from __future__ import annotations

from collections.abc import Mapping

Change = str | bytes | None | tuple[tuple[str, str], ...]
"""A file as a test wants it: another content, nothing, or pieces of it with others in their place."""


def changed(files: Mapping[str, str | bytes], changes: Mapping[str, Change]) -> dict[str, str | bytes]:
    """Files with changes, by path; each piece that is replaced must stand in its file exactly once."""
    found = dict(files)
    for path, change in changes.items():
        if change is None:
            del found[path]
        elif isinstance(change, str | bytes):
            found[path] = change
        else:
            text = str(found[path])
            for old, new in change:
                if text.count(old) != 1:
                    raise AssertionError(f"{path}: {old!r} stands {text.count(old)} times")
                text = text.replace(old, new)
            found[path] = text
    return found
