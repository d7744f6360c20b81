"""Whitelists: user ids, or expressions that user ids match.

Source: MDS guide, 8.
"""

from __future__ import annotations

from hapline_hooks import noun


@noun
class Whitelist:
    """A whitelist; its members are kept beside it.

    Attributes:
        id: Its number. space: Its space. name: Its name. type_: As it was given when it was made. regular: Whether
            its members are regular expressions. created, modified: Milliseconds since 1970.
    """

    kind = "whitelist"

    id: int
    space: str
    name: str
    type_: str
    regular: bool
    created: int
    modified: int
