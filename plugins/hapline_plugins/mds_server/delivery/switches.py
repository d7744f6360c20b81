"""Switches as devices get them: one value a key, by who the device is.

Which of several values that match wins is nowhere said, nor how a percentage is drawn; hapline decides: a whitelist
before a percentage before all, then the value that was changed last; and a device is drawn by the key and its user id,
or its device id where it has no user, always the same. So a percentage that grows only adds users, one that shrinks
only takes them away, and who is drawn for one key says nothing of another.
Source: MDS guide, 7.3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import NamedTuple

from hapline_plugins.mds_server.delivery.conditions import Condition, conditions
from hapline_plugins.mds_server.delivery.device import PLATFORMS, Device
from hapline_plugins.mds_server.delivery.membership import membership
from hapline_plugins.mds_server.model.rules import of_stored
from hapline_plugins.mds_server.model.switches import (
    ALL,
    FULL,
    PERCENTAGE,
    WHITELIST,
    Switch,
    SwitchValue,
    values_of,
)
from hapline_plugins.mds_server.storage.state import State

NO_SWITCHES: Mapping[str, str] = {}
_RANKS = {WHITELIST: 3, PERCENTAGE: 2, FULL: 1}
_64_BITS = 2**64 - 1
_HUNDRED = 100


class _Choice(NamedTuple):
    """A value with those who get it: drawn below a limit, on one of some lists, or matching an expression; or all."""

    value: str
    limit: int
    lists: tuple[set[str], ...] | None
    matches: Callable[[str], bool] | None
    conditions: tuple[Condition, ...]


class _Key(NamedTuple):
    """A key whose value depends on the device; what wins comes first."""

    key: str
    salt: int
    choices: tuple[_Choice, ...]


class Switches:
    """The active switches of a space."""

    def __init__(self, state: State, space: str) -> None:
        """Make them ready to be asked for."""
        active = [(one, values_of(one)) for one in state.switches.of(space) if one.active]
        self._platforms = {
            platform: _platform(state, active, platform) for platform in (PLATFORMS.values() if active else ())
        }

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._platforms)

    def of(self, device: Device) -> Mapping[str, str]:
        """The values that a device gets, by key; keys of which it gets none are left out."""
        fixed, keys = self._platforms[device.platform]
        found = fixed.copy()
        if not keys:
            return found
        user = device.user_id
        known = user or device.device_id
        drawn = _hash(known)
        for key, salt, choices in keys:
            for value, limit, lists, matches, asked in choices:
                if limit >= 0:
                    if not known or drawn * salt & _64_BITS >= limit:
                        continue
                elif lists is not None and not _is_listed(user, lists, matches):
                    continue
                for attribute, holds in asked:
                    if not holds(attribute(device)):
                        break
                else:
                    found[key] = value
                    break
        return found


def _is_listed(user: str, lists: tuple[set[str], ...], matches: Callable[[str], bool] | None) -> bool:
    for one in lists:
        if user in one:
            return True
    return matches is not None and bool(user) and matches(user)


def _platform(
    state: State, active: list[tuple[Switch, tuple[SwitchValue, ...]]], platform: str
) -> tuple[dict[str, str], list[_Key]]:
    """The values that every device of a platform gets, and the keys whose values depend on the device."""
    fixed: dict[str, str] = {}
    keys: list[_Key] = []
    for switch, values in active:
        fitting = [one for one in values if one.platform in {ALL, platform}]
        fitting.sort(key=lambda one: (_RANKS[one.type_], one.modified), reverse=True)
        choices = tuple(_choice(state, switch.space, one) for one in fitting)
        if choices and choices[0][1:] == (-1, None, None, ()):
            fixed[switch.key] = choices[0].value
        elif choices:
            keys.append(_Key(switch.key, _hash(switch.key) | 1, choices))
    return fixed, keys


def _choice(state: State, space: str, one: SwitchValue) -> _Choice:
    lists, matches = membership(state, space, one.whitelists) if one.type_ == WHITELIST else (None, None)
    return _Choice(
        one.value,
        -(-one.percentage * 2**64 // _HUNDRED) if one.type_ == PERCENTAGE else -1,
        lists,
        matches,
        conditions(of_stored(one.rules)),
    )


def _hash(text: str) -> int:
    """64 bits of a text.

    A device is drawn by those of its id, multiplied by those of the key: an odd factor maps all numbers of 64 bits to
    all of them, so that the draw is as even as the digest, and costs a fraction of a digest for each key.
    """
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
