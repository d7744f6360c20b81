"""Publishing-rule resources, and what tasks name that is none.

The console only offers what is defined; the OpenAPI takes anything, so what is not defined is remarked on.
Source: MDS guide, 9.
"""

from __future__ import annotations

from collections.abc import Iterable

from hapline_hooks import noun, replace
from hapline_plugins.mds_server.model.resources import ALL, TYPES, PublishingResource
from hapline_plugins.mds_server.model.rules import of_stored
from hapline_plugins.mds_server.model.tasks import Task
from hapline_plugins.mds_server.storage.state import State
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError

_TYPES = {element: type_ for type_, element in TYPES.items()}


@noun
class ResourceForm:
    """A resource as it is asked for; attributes as ``PublishingResource`` has them."""

    type_: str
    platform: str
    name: str
    value: str


def resource_of(state: State, space: str, number: int) -> PublishingResource:
    """A resource by its number.

    Raises:
        NotThereError: There is none in this space.
    """
    found = state.publishing_resources.get(space, number)
    if found is None:
        raise NotThereError(f"there is no publishing rule {number}")
    return found


def create(unit: Unit, space: str, form: ResourceForm) -> PublishingResource:
    """Define a value.

    Raises:
        ConflictError: It is defined.
    """
    _check_new(unit.state, space, form, 0)
    made = PublishingResource(
        id=unit.number(PublishingResource.kind),
        space=space,
        type_=form.type_,
        platform=form.platform,
        name=form.name,
        value=form.value,
        created=unit.milliseconds,
        modified=unit.milliseconds,
    )
    unit.put(made)
    return made


def edit(unit: Unit, one: PublishingResource, form: ResourceForm) -> PublishingResource:
    """Define something else in the place of a value.

    Raises:
        ConflictError: That is defined.
    """
    _check_new(unit.state, one.space, form, one.id)
    made = replace(
        one,
        type_=form.type_,
        platform=form.platform,
        name=form.name,
        value=form.value,
        modified=unit.milliseconds,
    )
    unit.put(made)
    return made


def delete(unit: Unit, space: str, numbers: Iterable[int]) -> None:
    """Delete resources, all or none.

    Raises:
        NotThereError: One of them is not there.
    """
    for number in dict.fromkeys(numbers):
        unit.remove(resource_of(unit.state, space, number))


def remarks(state: State, task: Task, platform: str) -> list[str]:
    """What the advanced rules of a task name that is not defined.

    Args:
        state: What there is. task: The task. platform: That of its package; ``all`` for several.
    """
    found = []
    for rule in of_stored(task.rules):
        type_ = _TYPES.get(rule.element)
        if type_ is None:
            found.append(f"no publishing rules are defined for {rule.element}")
            continue
        known = {
            one.value
            for one in state.publishing_resources.of(task.space)
            if one.type_ == type_ and (platform == "all" or one.platform in {ALL, platform})
        }
        found += [
            f'{rule.element} "{value}" is not defined as a publishing rule'
            for value in rule.values
            if value not in known
        ]
    return found


def _check_new(state: State, space: str, form: ResourceForm, number: int) -> None:
    for one in state.publishing_resources.of(space):
        if one.id != number and (one.type_, one.platform, one.value) == (form.type_, form.platform, form.value):
            raise ConflictError(f"value: {form.value} is defined for {form.type_} and {form.platform}")
