"""Conditions: advanced rules, made ready to be asked a million times.

Source: MDS guide, 5.4.1 and 6.6.3. That a device which does not say counts as the rule's ``defaultResult``, and that
bounds belong to the range, are hapline's readings of ``defaultResult`` and ``exclusive``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from hapline_plugins.mds_server.delivery.device import ATTRIBUTES, Device
from hapline_plugins.mds_server.model.rules import CONTAINS, EXCLUDES, OUTSIDE, AdvancedRule
from hapline_plugins.mds_server.model.versions import order

Condition = tuple[Callable[[Device], str], Callable[[str], bool]]
"""What of a device is looked at, and what is asked of it."""

_NOTHING = ATTRIBUTES["city"]
"""What is looked at where the answer is known."""


def conditions(rules: Sequence[AdvancedRule]) -> tuple[Condition, ...]:
    """Rules as conditions, all of which must hold."""
    return tuple(condition_of(one) for one in rules)


@lru_cache(maxsize=4096)
def condition_of(rule: AdvancedRule) -> Condition:
    """A rule as a condition; of equal rules it is the same one."""
    attribute = ATTRIBUTES.get(rule.element)
    if attribute is None:
        # Nobody can say what an unknown element is of a device: the rule says its default.
        default = rule.operation == OUTSIDE
        return _NOTHING, lambda _: default
    if rule.operation == CONTAINS:
        return attribute, frozenset(rule.values).__contains__
    if rule.operation == EXCLUDES:
        excluded = frozenset((*rule.values, ""))
        return attribute, lambda value: value not in excluded
    lower, upper = (order(one) for one in rule.values)
    if rule.operation == OUTSIDE:
        return attribute, lambda value: not value or not lower <= order(value) <= upper
    return attribute, lambda value: bool(value) and lower <= order(value) <= upper
