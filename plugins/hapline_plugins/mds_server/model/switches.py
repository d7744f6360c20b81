"""Switches: keys of which a client asks for the values.

Source: MDS guide, 7.3.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from hapline_hooks import noun

FULL, WHITELIST, PERCENTAGE = "Full", "Whitelist", "Percentage"
TYPES = (FULL, WHITELIST, PERCENTAGE)
ALL = "All"
PLATFORMS = (ALL, "Android", "iOS", "Harmony")
ELEMENTS = ("version", "osVersion", "mobileModel", "city")
"""What advanced rules of a switch look at."""
RANGED = ("version", "osVersion")
"""Of these a rule may name a range; that the app's own version is one is hapline's reading."""
LONGEST_KEY = 50
_KEY = re.compile(rf"[0-9A-Za-z_]{{1,{LONGEST_KEY}}}")


@noun
class Switch:
    """A switch.

    Attributes:
        id: Its number. space: Its space. key: By what clients ask; it cannot be changed. note: What it is for.
        active: Whether clients get it. values: Its values, as ``text_of`` writes them.
        created, modified: Milliseconds since 1970.
    """

    kind = "switch"

    id: int
    space: str
    key: str
    note: str
    active: bool
    values: str
    created: int
    modified: int


@noun
class SwitchValue:
    """One of the values of a switch, with those who get it.

    Attributes:
        value: The value. platform: ``All``, ``Android``, ``iOS`` or ``Harmony``.
        type_: ``Full``, ``Whitelist`` or ``Percentage``. percentage: How many of a hundred get it; of ``Percentage``.
        whitelists: The numbers of whitelists; of ``Whitelist``. rules: Advanced rules, as tasks have them; "" for none.
        modified: When it was made or changed, in milliseconds since 1970.
    """

    value: str
    platform: str
    type_: str
    percentage: int = 0
    whitelists: tuple[int, ...] = ()
    rules: str = ""
    modified: int = 0


def is_key(text: str) -> bool:
    """Whether a text is digits, letters and underscores, at most 50 of them."""
    return _KEY.fullmatch(text) is not None


def text_of(values: Iterable[SwitchValue]) -> str:
    """Values as a record keeps them."""
    rows = [
        [one.value, one.platform, one.type_, one.percentage, list(one.whitelists), one.rules, one.modified]
        for one in values
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def values_of(switch: Switch) -> tuple[SwitchValue, ...]:
    """The values of a switch, in the order in which they were given."""
    return tuple(
        SwitchValue(
            value=value,
            platform=platform,
            type_=type_,
            percentage=percentage,
            whitelists=tuple(whitelists),
            rules=rules,
            modified=modified,
        )
        for value, platform, type_, percentage, whitelists, rules, modified in json.loads(switch.values)
    )
