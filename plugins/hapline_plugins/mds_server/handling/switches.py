"""Switches: made, changed, carried from one space to another.

How the vendor's own file of switches looks is nowhere public; ours is JSON with the members of ``SwitchForm``, in which
whitelists are named, so that it can be taken to another space.
Source: MDS guide, 7.3.
"""

from __future__ import annotations

from collections.abc import Sequence

from hapline_hooks import noun, replace
from hapline_plugins.mds_server.model.rules import RulesError, rules_of, stored
from hapline_plugins.mds_server.model.switches import (
    ELEMENTS,
    PERCENTAGE,
    RANGED,
    WHITELIST,
    Switch,
    SwitchValue,
    text_of,
    values_of,
)
from hapline_plugins.mds_server.storage.state import State
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError, RefusedError


@noun
class ValueForm:
    """A value as it is asked for.

    Attributes:
        value, platform, type_: As ``SwitchValue`` has them. percentage: None where it is not given.
        whitelists: Names of whitelists. rules: Advanced rules, in the words of the OpenAPI.
    """

    value: str
    platform: str
    type_: str
    percentage: int | None = None
    whitelists: tuple[str, ...] = ()
    rules: tuple[object, ...] = ()


@noun
class SwitchForm:
    """A switch as it is asked for; attributes as ``Switch`` has them."""

    key: str
    note: str
    active: bool = True
    values: tuple[ValueForm, ...]


def switch_of(state: State, space: str, key: str) -> Switch:
    """A switch by its key.

    Raises:
        NotThereError: There is none in this space.
    """
    found = next((one for one in state.switches.of(space) if one.key == key), None)
    if found is None:
        raise NotThereError(f"there is no switch {key[:60]}")
    return found


def create(unit: Unit, space: str, form: SwitchForm) -> Switch:
    """Make a switch.

    Raises:
        RefusedError: There is one of this key, or what is asked for does not go together.
    """
    there = {one.key for one in unit.state.switches.of(space)} | {
        one.key for one in unit.puts.values() if isinstance(one, Switch)
    }
    if form.key in there:
        raise ConflictError(f"there is a switch {form.key}")
    values = _values(unit, space, form.values)
    made = Switch(
        id=unit.number(Switch.kind),
        space=space,
        key=form.key,
        note=form.note,
        active=form.active,
        values=text_of(values),
        created=unit.milliseconds,
        modified=unit.milliseconds,
    )
    unit.put(made)
    return made


def edit(unit: Unit, one: Switch, note: str | None, values: Sequence[ValueForm] | None) -> Switch:
    """Change the note of a switch, or its values; those that stay as they were keep the time of their last change.

    Raises:
        RefusedError: What is asked for does not go together.
    """
    made = replace(one, modified=unit.milliseconds)
    if note is not None:
        made = replace(made, note=note)
    if values is not None:
        there = {replace(value, modified=0): value for value in values_of(one)}
        wanted = _values(unit, one.space, values)
        made = replace(made, values=text_of(there.get(replace(value, modified=0), value) for value in wanted))
    unit.put(made)
    return made


def set_active(unit: Unit, one: Switch, *, active: bool) -> Switch:
    """Activate a switch, or deactivate it."""
    made = one if one.active == active else replace(one, active=active, modified=unit.milliseconds)
    unit.put(made)
    return made


def import_all(unit: Unit, space: str, forms: Sequence[SwitchForm]) -> list[dict[str, object]]:
    """Make switches of a file: each that can be made; and what became of each."""
    results: list[dict[str, object]] = []
    for form in forms:
        try:
            create(unit, space, form)
        except RefusedError as error:
            results.append({"key": form.key, "imported": False, "error": error.message})
        else:
            results.append({"key": form.key, "imported": True})
    return results


def users_of(state: State, space: str, whitelist: int) -> list[str]:
    """The keys of switches that have a value for a whitelist."""
    return [
        one.key for one in state.switches.of(space) if any(whitelist in value.whitelists for value in values_of(one))
    ]


def _values(unit: Unit, space: str, forms: Sequence[ValueForm]) -> list[SwitchValue]:
    return [_value(unit, space, form, f"values[{number}]") for number, form in enumerate(forms)]


def _value(unit: Unit, space: str, form: ValueForm, where: str) -> SwitchValue:
    if (form.percentage is not None) != (form.type_ == PERCENTAGE):
        raise RefusedError(f"{where}.percentage must be given for the type Percentage, and only then")
    if bool(form.whitelists) != (form.type_ == WHITELIST):
        raise RefusedError(f"{where}.whitelists must be given for the type Whitelist, and only then")
    try:
        rules = rules_of(list(form.rules), f"{where}.rules", ranged=RANGED)
    except RulesError as error:
        raise RefusedError(str(error)) from None
    for rule in rules:
        if rule.element not in ELEMENTS:
            raise RefusedError(f"{where}.rules: ruleElement must be one of {', '.join(ELEMENTS)}")
    return SwitchValue(
        value=form.value,
        platform=form.platform,
        type_=form.type_,
        percentage=form.percentage or 0,
        whitelists=tuple(dict.fromkeys(_whitelist(unit.state, space, one, where) for one in form.whitelists)),
        rules=stored(rules),
        modified=unit.milliseconds,
    )


def _whitelist(state: State, space: str, given: str, where: str) -> int:
    for one in state.whitelists.of(space):
        if one.name == given:
            return one.id
    raise NotThereError(f"{where}.whitelists: there is no whitelist {given}")
