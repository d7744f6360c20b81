"""Fixes: minimal edits that a rule proposes and the engine applies."""

from __future__ import annotations

from typing import Literal

from hapline_hooks.nouns import noun
from hapline_hooks.places import Keys


@noun
class TextEdit:
    """Replace the characters from ``start`` (inclusive) to ``end`` (exclusive) by ``text``, in a file of any kind.

    A byte order mark does not count, and each byte that is not UTF-8 counts as one character, as the readers in
    ``hapline.documents`` have it; all that is not replaced stays byte for byte. The new text is written as UTF-8.
    """

    start: int
    end: int
    text: str


@noun
class JsonEdit:
    """An edit of a JSON5 document named by symbolic path; the reader turns it into the smallest text edits.

    Attributes:
        action: ``set`` replaces the value at ``keys`` (or adds the last key when it is absent), ``rename``
            gives the key at ``keys`` the name ``value``, ``remove`` takes the member or list item out with
            its comma, ``append`` adds ``value`` at the end of the list at ``keys``.
        keys: The member or item that is edited.
        value: What ``set`` and ``append`` write (a JSON value) or ``rename`` uses (a string).
    """

    action: Literal["set", "rename", "remove", "append"]
    keys: Keys
    value: object = None


@noun
class Fix:
    """A change to one file that removes a finding: fixes are applied until none is offered.

    Attributes:
        title: What it does, in the imperative, as an id of the rule's ``messages``; the finding's ``args`` fill it.
        path: The file that is edited, relative to the root of the tree.
        edits: The edits, in any order; they must not overlap.
        safe: Whether it can be applied unseen: it keeps what the author meant. Others need ``--unsafe``.
    """

    title: str
    path: str
    edits: tuple[TextEdit | JsonEdit, ...]
    safe: bool = False
