"""What stands in a Gradle script, comments left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hapline.documents import GradleScript


def names(script: GradleScript, name: str) -> bool:
    """Whether a script names something, not in a comment."""
    text, at = script.text, 0
    for start, end in script.comments() if name in text else ():
        if name in text[at:start]:
            return True
        at = end
    return name in text[at:]
