"""What can be wrong with what a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.errors import MissingError, UsageError
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from hapline.store.records import Record


class DamagedError(MissingError):
    """A content or a record that was kept is not there any more, or is not what was kept."""


class OtherContentError(UsageError):
    """A record of this name is there already, with another value than it was expected to have.

    Attributes:
        there: The record that is there; None where it is gone.
    """

    def __init__(self, name: str, there: Record | None, *, where: str) -> None:
        """Say which record it is."""
        text = "{name} is kept already, with another content" if there is not None else "{name} is not kept any more"
        super().__init__(
            Phrase(text, name=name),
            where=where,
            todo=Phrase("somebody else may have changed it just now: run it again to see what is there"),
        )
        self.there = there


def gone(where: str) -> DamagedError:
    """A content is not there."""
    return DamagedError(
        Phrase("is not there"),
        where=where,
        todo=Phrase("bring the file back from a backup, or keep the same content again"),
    )


def damaged(where: str) -> DamagedError:
    """A content is not what its name says."""
    return DamagedError(
        Phrase("is damaged: its content is not what its name says"),
        where=where,
        todo=Phrase("bring the file back from a backup, or keep the same content again, which replaces it"),
    )


def damaged_record(reason: str, where: str) -> DamagedError:
    """A record cannot be read, or was changed by hand."""
    return DamagedError(
        Phrase("is damaged: {reason}", reason=reason),
        where=where,
        todo=Phrase("bring the file back from a backup, or remove it and keep the same again"),
    )


def unreadable_record(error: MissingError) -> DamagedError:
    """A record is there, and the place does not hand it out."""
    return DamagedError(error.what, where=error.where, todo=Phrase("see who may read it, and run it again"))
