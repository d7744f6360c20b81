"""Fixes: edits at the place of a finding, which in source may stand in another file than the module's own."""

from __future__ import annotations

from typing import Literal

from hapline_hooks import Fix, JsonEdit, Location


def fix_at(
    place: Location,
    title: str,
    action: Literal["set", "rename", "remove"],
    value: object = None,
    *,
    safe: bool = False,
) -> tuple[Fix, ...]:
    """A fix that edits one place; none where the place is inside a package, which is built anew, not edited.

    Args:
        place: What is edited. title: An id of the rule's messages. action: As in ``JsonEdit``.
        value: What is written. safe: Whether it keeps what the author meant.
    """
    if place.inner:
        return ()
    edit = JsonEdit(action=action, keys=place.keys, value=value)
    return (Fix(title=title, path=place.path, edits=(edit,), safe=safe),)
