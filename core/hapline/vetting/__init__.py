"""Vetting: what plugins hand over is looked at once, where it comes in, so that a mistake names its plugin.

Each kind of thing has one place: plugins when they are added, what their hooks return, rules when they are loaded,
findings when they are made, files before they are written.
"""

from __future__ import annotations

from hapline_hooks import Phrase


class BrokenContract(Exception):
    """Something of a plugin is not as the contract says; its author has to put it right.

    Attributes:
        what: What is wrong, as the end of a sentence that begins with the thing.
    """

    def __init__(self, what: str) -> None:
        """Say what is wrong."""
        self.what = what if isinstance(what, Phrase) else Phrase(what)
        super().__init__(self.what)
