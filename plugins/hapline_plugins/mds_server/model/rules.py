"""Advanced rules of a gray release, in the three forms that the service has for them.

A request gives a JSON array of ``{ruleElement, operation, value}``. The service stores and returns one JSON object,
``greyConfigInfo``, and returns the array once more, all values strings, as ``ruleJsonList``.
Source: MDS guide, 5.4.1 and 6.6.3.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from hapline_hooks import noun
from hapline_plugins.mds_server.model.versions import is_version, order

CONTAINS, EXCLUDES, WITHIN, OUTSIDE = "1", "2", "3", "4"
OPERATORS = {CONTAINS: "contains", EXCLUDES: "excludes", WITHIN: "vLimitIn", OUTSIDE: "vLimitOut"}
RANGED = ("osVersion",)
"""The elements that operations 3 and 4 are for."""
_OPERATIONS = {operator: operation for operation, operator in OPERATORS.items()}


class RulesError(ValueError):
    """What a request gives are no rules; says why."""


@noun
class AdvancedRule:
    """One rule.

    Attributes:
        element: What it looks at: ``city``, ``mobileModel``, ``netType``, ``osVersion``; samples have ``isp`` too.
        operation: "1" contains, "2" does not contain, "3" within a range, "4" outside of one.
        values: Of 1 and 2 the values, of 3 and 4 the lower and the upper bound.
    """

    element: str
    operation: str
    values: tuple[str, ...]

    @property
    def value(self) -> str:
        """The values as a request has them."""
        return ("-" if self.operation in {WITHIN, OUTSIDE} else ",").join(self.values)


def requested(text: str) -> tuple[AdvancedRule, ...]:
    """The rules of a request of the OpenAPI, "" for none.

    Raises:
        RulesError: They are none, with the reason.
    """
    if not text.strip():
        return ()
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise RulesError("GreyConfigInfo is no JSON") from None
    return rules_of(content, "GreyConfigInfo")


def rules_of(given: object, name: str, *, ranged: Collection[str] = RANGED) -> tuple[AdvancedRule, ...]:
    """The rules that a JSON array says.

    Args:
        given: The array. name: What it is called, for reasons. ranged: The elements that ranges are for.

    Raises:
        RulesError: They are none, with the reason.
    """
    if not isinstance(given, list):
        raise RulesError(f"{name} must be an array of rules")
    return tuple(_rule(one, f"rule {number} of {name}", ranged) for number, one in enumerate(given, 1))


def stored(rules: Sequence[AdvancedRule]) -> str:
    """Rules as the service stores and returns them; "" for none."""
    if not rules:
        return ""
    return json.dumps(
        {"operator": "and", "defaultResult": False, "subRules": [_sub_rule(one) for one in rules]},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def of_stored(text: str) -> tuple[AdvancedRule, ...]:
    """The rules that ``stored`` made a text of."""
    if not text:
        return ()
    found = []
    for one in json.loads(text)["subRules"]:
        left = one["left"]
        values = (left["lower"], left["upper"]) if isinstance(left, dict) else tuple(left)
        found.append(AdvancedRule(element=one["right"], operation=_OPERATIONS[one["operator"]], values=values))
    return tuple(found)


def listed(rules: Sequence[AdvancedRule]) -> list[dict[str, object]]:
    """Rules as ``ruleJsonList`` has them."""
    return [
        {"Operation": one.operation, "RuleElement": one.element, "RuleType": "0", "Value": one.value} for one in rules
    ]


def _rule(given: object, where: str, ranged: Collection[str]) -> AdvancedRule:
    if not isinstance(given, dict):
        raise RulesError(f"{where} must be an object")
    element, operation, value = given.get("ruleElement"), str(given.get("operation")), given.get("value")
    if not isinstance(element, str) or not element:
        raise RulesError(f"{where} has no ruleElement")
    if operation not in OPERATORS:
        raise RulesError(f"{where}: operation must be 1, 2, 3 or 4")
    if not isinstance(value, str) or not value.strip():
        raise RulesError(f"{where}: value must be a text that is not empty")
    if operation in {CONTAINS, EXCLUDES}:
        values = tuple(part.strip() for part in value.split(","))
        if not all(values):
            raise RulesError(f"{where}: a value between commas is empty")
        return AdvancedRule(element=element, operation=operation, values=values)
    if element not in ranged:
        raise RulesError(f"{where}: operations 3 and 4 are for {' and '.join(ranged)} only")
    lower, dash, upper = (part.strip() for part in value.partition("-"))
    if not dash or not is_version(lower) or not is_version(upper):
        raise RulesError(f'{where}: a range is written as 9.2.1-10.0, not "{value[:60]}"')
    if order(lower) > order(upper):
        raise RulesError(f"{where}: the lower bound {lower} is above the upper bound {upper}")
    return AdvancedRule(element=element, operation=operation, values=(lower, upper))


def _sub_rule(rule: AdvancedRule) -> dict[str, object]:
    ranged = rule.operation in {WITHIN, OUTSIDE}
    outside = rule.operation == OUTSIDE
    made: dict[str, object] = {"operator": OPERATORS[rule.operation], "defaultResult": outside}
    made["left"] = {"lower": rule.values[0], "upper": rule.values[1]} if ranged else list(rule.values)
    made["right"] = rule.element
    if ranged:
        made["exclusive"] = outside
    return made
