"""Limits as rules of a release that leave devices out, as far as the delivery service can say it.

Source of the rules: mPaaS MDS guide, 5.4.1: ``ruleElement`` is city, mobileModel, netType or osVersion; ``operation`` 2
is "does not contain", 4 is "outside range", with ``low-high`` as value; all rules of a task must hold. There is no
element for a brand, a processor or a virtual machine, and no rule that joins two. That versions are compared number by
number, and that a range holds its ends, is what the stored form suggests (``exclusive``), not what the guide says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from hapline_hooks import Phrase, noun
from hapline_plugins.hotpatch.advice.devices import DeviceLimit

_NOT_CONTAINS: Literal[2] = 2
_OUT_OF_RANGE: Literal[4] = 4


@noun
class AdvancedRule:
    """A rule as ``CreateMcubeHotpatchTask`` takes it in ``greyConfigInfo``.

    Attributes:
        element: ``osVersion`` or ``mobileModel``. operation: 2, does not contain, or 4, out of range.
        value: A range ``low-high``, or models joined by commas, as the clients report them.
    """

    element: Literal["osVersion", "mobileModel"]
    operation: Literal[2, 4]
    value: str

    @property
    def request(self) -> dict[str, object]:
        """The object of the request."""
        return {"ruleElement": self.element, "operation": self.operation, "value": self.value}


@noun
class Exclusion:
    """How the devices of a limit are left out.

    Attributes:
        limit: The limit. rule: The rule; None where there is none.
        also: Who else is left out by it, or why there is no rule; empty where it hits nobody else.
    """

    limit: DeviceLimit
    rule: AdvancedRule | None
    also: Phrase


def exclusions(limits: Iterable[DeviceLimit], models: Mapping[str, tuple[str, ...]] | None = None) -> list[Exclusion]:
    """One for each limit.

    Args:
        limits: The limits. models: Models of devices by brand, in small letters, as the clients report them; a limit of
            a brand is then said by them, which leaves other brands alone.
    """
    return [_exclusion(one, (models or {}).get(one.brand, ()) if one.brand else ()) for one in limits]


def together(found: Iterable[Exclusion]) -> list[AdvancedRule]:
    """The rules to be given to one task: those that another one contains left out, ranges that meet joined."""
    ranges: list[tuple[str, str]] = []
    names: list[str] = []
    for one in found:
        if one.rule is not None and one.rule.element == "osVersion":
            ranges.append(one.limit.versions)
        elif one.rule is not None:
            names += one.rule.value.split(",")
    rules = [AdvancedRule(element="osVersion", operation=_OUT_OF_RANGE, value=f"{a}-{b}") for a, b in _joined(ranges)]
    if names:
        value = ",".join(dict.fromkeys(names))
        rules.append(AdvancedRule(element="mobileModel", operation=_NOT_CONTAINS, value=value))
    return rules


def _exclusion(limit: DeviceLimit, models: tuple[str, ...]) -> Exclusion:
    if models:
        return Exclusion(
            limit=limit,
            rule=AdvancedRule(element="mobileModel", operation=_NOT_CONTAINS, value=",".join(models)),
            also=Phrase("these models are left out whatever their version of Android is"),
        )
    low, high = limit.versions
    if not low:
        return Exclusion(
            limit=limit, rule=None, also=Phrase("the delivery service has no rule for virtual machines or their modes")
        )
    return Exclusion(
        limit=limit,
        rule=AdvancedRule(element="osVersion", operation=_OUT_OF_RANGE, value=f"{low}-{high}"),
        also=Phrase(
            "all devices with Android {low} to {high} are left out, also those that could be patched",
            low=low,
            high=high,
        ),
    )


def _joined(ranges: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []
    for low, high in sorted(ranges, key=lambda one: (_parts(one[0]), _parts(one[1]))):
        if made and _parts(low) <= _parts(made[-1][1]):
            made[-1] = (made[-1][0], max(made[-1][1], high, key=_parts))
        else:
            made.append((low, high))
    return made


def _parts(version: str) -> tuple[int, ...]:
    return tuple([int(part) for part in version.split(".")])
