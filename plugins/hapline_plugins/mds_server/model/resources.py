"""Publishing-rule resources: the values that advanced rules are made of.

Source: MDS guide, 9.
"""

from __future__ import annotations

from collections.abc import Mapping

from hapline_hooks import noun

TYPES: Mapping[str, str] = {
    "City": "city",
    "Model": "mobileModel",
    "Network": "netType",
    "OS version": "osVersion",
}
"""The element of advanced rules that each type is for."""
ALL = "All"
PLATFORMS = (ALL, "Android", "iOS")


@noun
class PublishingResource:
    """One value that advanced rules may name.

    Attributes:
        id: Its number. space: Its space. type_: ``City``, ``Model``, ``Network`` or ``OS version``.
        platform: ``All``, ``Android`` or ``iOS``. name: For people. value: What a client says of itself.
        created, modified: Milliseconds since 1970.
    """

    kind = "publishing resource"

    id: int
    space: str
    type_: str
    platform: str
    name: str
    value: str
    created: int
    modified: int
