"""Devices: what a client says of itself when it asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import NamedTuple

PLATFORMS = {"android": "Android", "ios": "iOS", "harmony": "Harmony"}
NO_PACKAGES: Mapping[str, str] = {}


class Device(NamedTuple):
    """One device, and what it has.

    Attributes:
        platform: ``Android``, ``iOS`` or ``Harmony``. client_version: The version of the app on it.
        user_id: Whom the app knows, for whitelists. device_id: By what it is counted, for time windows.
        city, model, network, os_version, isp: For advanced rules; "" where it does not say.
        installed: Versions of its offline packages, by id. hotpatch: The MD5 of the hotpatch that it has.
    """

    platform: str
    client_version: str
    user_id: str = ""
    device_id: str = ""
    city: str = ""
    model: str = ""
    network: str = ""
    os_version: str = ""
    isp: str = ""
    installed: Mapping[str, str] = NO_PACKAGES
    hotpatch: str = ""


ATTRIBUTES: Mapping[str, Callable[[Device], str]] = {
    "city": attrgetter("city"),
    "mobileModel": attrgetter("model"),
    "netType": attrgetter("network"),
    "osVersion": attrgetter("os_version"),
    "version": attrgetter("client_version"),
    "isp": attrgetter("isp"),
}
"""Which attribute an advanced rule looks at, by its element; none for elements that nobody knows."""
