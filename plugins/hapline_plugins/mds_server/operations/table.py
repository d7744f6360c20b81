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


    def inner(self, *names: str) -> Shape:
        """The shape at the end of a path of names; of a list, that of its entries."""
        shape: Shape = self.shape
        for name in names:
            assert isinstance(shape, dict)
            shape = shape[name]
            if isinstance(shape, list):
                shape = shape[0]
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
