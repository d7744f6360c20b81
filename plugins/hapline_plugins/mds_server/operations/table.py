"""The table of operations: each with its request fields and the shape of its reply."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

from hapline_hooks import noun

Shape: TypeAlias = "str | dict[str, Shape] | list[Shape]"
"""What a reply holds: ``str``, ``int`` or ``bool``, fields by name, or a list of one shape."""


@noun
class Operation:
    """One operation of the OpenAPI, version 2020-10-28.

    Attributes:
        name: Its action, such as ``CreateMcubeVhost``.
        request: Its fields, wire name to type: ``str``, ``int`` or ``bool``.
        reply: The name of the object that its reply holds beside the envelope, with all spellings as they are.
        shape: The shape of that object.
    """

    name: str
    request: Mapping[str, str]
    reply: str
    shape: dict[str, Shape]

    def inner(self, *names: str) -> dict[str, Shape]:
        """The fields at the end of a path of names; of a list, those of its entries."""
        fields = self.shape
        for name in names:
            shape = fields[name]
            fields = fields_of(shape[0] if isinstance(shape, list) else shape)
        return fields


def fields_of(shape: Shape) -> dict[str, Shape]:
    """The fields of a shape that is an object.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(shape, dict):
        raise TypeError(shape)
    return shape


@cache
def operations() -> Mapping[str, Operation]:
    """All operations, by name; those of the official SDK for Python, 3.4, without cube cards and the app center."""
    with open(os.path.join(os.path.dirname(__file__), "operations.json"), encoding="utf-8") as file:
        content = json.load(file)
    made = {}
    for name, one in content.items():
        ((reply, shape),) = one["reply"].items()
        made[name] = Operation(name=name, request=one["request"], reply=reply, shape=shape)
    return made
