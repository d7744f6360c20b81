"""Clients of one platform and version: what is for them, and who of them gets what.

A decision asks the same few questions for all tasks: is the user on this whitelist, is the device in these cities. They
are asked once for a device; whoever gives the same answers gets the same, so that is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from hapline_plugins.mds_server.delivery.candidates import Candidate
from hapline_plugins.mds_server.delivery.conditions import Condition
from hapline_plugins.mds_server.delivery.device import Device

_MOST_KEPT = 4096
"""Sets of answers whose outcome is kept."""
_Answers = tuple[tuple[bool, ...], tuple[bool, ...], tuple[bool, ...]]


class Outcome(NamedTuple):
    """Who wins a product, as far as it does not depend on places in time windows.

    Attributes:
        windows: Tasks with a time window that would come first, if the device has a place in one.
        winner: Who wins otherwise; None for nobody.
    """

    windows: tuple[Candidate, ...]
    winner: Candidate | None


class Clients:
    """All clients of one platform and version.

    Attributes:
        candidates: What is for them, by what it competes for, those that win first first.
    """

    def __init__(self, found: Iterable[Candidate]) -> None:
        """Take what is for them, those that win first first."""
        made: dict[str, list[Candidate]] = {}
        for one in found:
            made.setdefault(one.product, []).append(one)
        self.candidates: Mapping[str, tuple[Candidate, ...]] = {product: tuple(ones) for product, ones in made.items()}
        all_ = [one for ones in made.values() for one in ones]
        self._lists = list({id(members): members for one in all_ for members in one.members}.values())
        self._list_numbers = {id(members): number for number, members in enumerate(self._lists)}
        self._expressions = list(dict.fromkeys(one.matches for one in all_ if one.matches is not None))
        self._conditions = list(dict.fromkeys(condition for one in all_ for condition in one.conditions))
        self._kept: dict[_Answers, Mapping[str, Outcome]] = {}

    def outcomes(self, device: Device) -> Mapping[str, Outcome]:
        """Who wins what for a device; products that nobody wins are left out."""
        user = device.user_id
        answers = (
            tuple([user in members for members in self._lists]),
            tuple([bool(user) and matches(user) for matches in self._expressions]),
            tuple([holds(attribute(device)) for attribute, holds in self._conditions]),
        )
        found = self._kept.get(answers)
        if found is None:
            found = self._worked_out(answers)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[answers] = found
        return found

    def _worked_out(self, answers: _Answers) -> Mapping[str, Outcome]:
        on_list, matching, holding = answers
        numbers = self._list_numbers
        matched: dict[Callable[[str], bool], bool] = dict(zip(self._expressions, matching, strict=True))
        held: dict[Condition, bool] = dict(zip(self._conditions, holding, strict=True))

        def listed(one: Candidate) -> bool:
            return any(on_list[numbers[id(members)]] for members in one.members) or (
                one.matches is not None and matched[one.matches]
            )

        found: dict[str, Outcome] = {}
        for product, candidates in self.candidates.items():
            windows: list[Candidate] = []
            winner: Candidate | None = None
            for one in candidates:
                if not all(held[condition] for condition in one.conditions):
                    continue
                if one.audience == "window":
                    windows.append(one)
                elif one.audience == "full" or listed(one):
                    winner = one
                    break
            if windows or winner is not None:
                found[product] = Outcome(tuple(windows), winner)
        return found
