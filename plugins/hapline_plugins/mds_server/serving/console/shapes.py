"""Shapes of JSON: declared once, by which requests are read and documented, and replies documented."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from hapline_hooks import noun

Schema = dict[str, Any]
_SHOWN = 60


class WrongError(ValueError):
    """A member of a request is not as it must be.

    Attributes:
        member: Its path, such as ``values[0].platform``. message: What is wrong.
    """

    def __init__(self, member: str, message: str) -> None:
        """Name the member, and say what is wrong with it."""
        super().__init__(f"{member} {message}" if member else message)
        self.member = member


class Shape(Protocol):
    """What JSON may be at one place."""

    def read(self, given: object, member: str) -> Any:  # noqa: ANN401 as the shape has it
        """What is given, if it is of this shape.

        Raises:
            WrongError: It is not.
        """

    def schema(self) -> Schema:
        """The shape as JSON Schema, 2020-12."""


@noun
class Text:
    """A text.

    Attributes:
        says: What it is, for people. least, most: Its length. pattern: What all of it must match; "" for anything.
        choices: What it must be one of; empty for anything.
    """

    says: str = ""
    least: int = 0
    most: int = 1000
    pattern: str = ""
    choices: tuple[str, ...] = ()

    def read(self, given: object, member: str) -> str:
        """As ``Shape`` has it."""
        if not isinstance(given, str):
            raise WrongError(member, "must be a text")
        if self.choices and given not in self.choices:
            raise WrongError(member, f"must be one of {', '.join(self.choices)}")
        if not self.least <= len(given) <= self.most:
            raise WrongError(member, f"must have {self.least} to {self.most} characters, not {len(given)}")
        if self.pattern and not re.fullmatch(self.pattern, given):
            raise WrongError(member, f"must match {self.pattern}")
        try:
            given.encode()
        except UnicodeEncodeError:
            raise WrongError(member, "holds half a character") from None
        return given

    def schema(self) -> Schema:
        """As ``Shape`` has it."""
        made: Schema = {"type": "string"} | ({"description": self.says} if self.says else {})
        if self.choices:
            return made | {"enum": list(self.choices)}
        made |= {"minLength": self.least} if self.least else {}
        return made | {"maxLength": self.most} | ({"pattern": f"^{self.pattern}$"} if self.pattern else {})


@noun
class Whole:
    """A whole number, in a query as text; ``least`` and ``most`` bound it, and ``says`` tells people what it is."""

    says: str = ""
    least: int = 0
    most: int = 2**53 - 1

    def read(self, given: object, member: str) -> int:
        """As ``Shape`` has it."""
        if type(given) is not int:
            raise WrongError(member, "must be a whole number")
        if not self.least <= given <= self.most:
            raise WrongError(member, f"must be {self.least} to {self.most}")
        return given

    def schema(self) -> Schema:
        """As ``Shape`` has it."""
        made: Schema = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return made | ({"description": self.says} if self.says else {})


@noun
class Flag:
    """True or false."""

    says: str = ""

    def read(self, given: object, member: str) -> bool:
        """As ``Shape`` has it."""
        if not isinstance(given, bool):
            raise WrongError(member, "must be true or false")
        return given

    def schema(self) -> Schema:
        """As ``Shape`` has it."""
        return {"type": "boolean"} | ({"description": self.says} if self.says else {})


@noun
class Many:
    """A list of what has one shape, ``least`` to ``most`` of it."""

    of: Shape
    says: str = ""
    least: int = 0
    most: int = 1000

    def read(self, given: object, member: str) -> list[Any]:
        """As ``Shape`` has it."""
        if not isinstance(given, list):
            raise WrongError(member, "must be a list")
        if not self.least <= len(given) <= self.most:
            raise WrongError(member, f"must have {self.least} to {self.most} entries, not {len(given)}")
        return [self.of.read(one, f"{member}[{number}]") for number, one in enumerate(given)]

    def schema(self) -> Schema:
        """As ``Shape`` has it."""
        made: Schema = {"type": "array", "items": self.of.schema(), "minItems": self.least, "maxItems": self.most}
        return made | ({"description": self.says} if self.says else {})


@noun
class Named:
    """An object with any members, up to ``most``, all of one shape."""

    of: Shape
    says: str = ""
    most: int = 1000

    def read(self, given: object, member: str) -> dict[str, Any]:
        """As ``Shape`` has it."""
        if not isinstance(given, dict):
            raise WrongError(member, "must be an object")
        if len(given) > self.most:
            raise WrongError(member, f"must have at most {self.most} members")
        return {name: self.of.read(one, _below(member, name)) for name, one in given.items()}

    def schema(self) -> Schema:
        """As ``Shape`` has it."""
        made: Schema = {"type": "object", "additionalProperties": self.of.schema(), "maxProperties": self.most}
        return made | ({"description": self.says} if self.says else {})


@noun
class Record:
    """An object with known members.

    Attributes:
        members: Its members by name. optional: The names of those that may be absent. says: What it is.
    """

    members: Mapping[str, Shape]
    optional: Sequence[str] = ()
    says: str = ""

    def read(self, given: object, member: str) -> dict[str, Any]:
        """As ``Shape`` has it; members that are absent stay so."""
        if not isinstance(given, dict):
            raise WrongError(member, "must be an object" if member else "the body must be an object")
        for name in given:
            if name not in self.members:
                raise WrongError(_below(member, name), f"is unknown; there are {', '.join(self.members)}")
        for name in self.members:
            if name not in given and name not in self.optional:
                raise WrongError(_below(member, name), "is missing")
        return {name: self.members[name].read(one, _below(member, name)) for name, one in given.items()}

    def schema(self) -> Schema:
        """As ``Shape`` has it."""
        made: Schema = {
            "type": "object",
            "properties": {name: one.schema() for name, one in self.members.items()},
            "required": [name for name in self.members if name not in self.optional],
            "additionalProperties": False,
        }
        return made | ({"description": self.says} if self.says else {})


@noun
class Maybe:
    """What may be null instead."""

    of: Shape

    def read(self, given: object, member: str) -> Any:  # noqa: ANN401 as the shape has it
        """As ``Shape`` has it."""
        return None if given is None else self.of.read(given, member)

    def schema(self) -> Schema:
        """As ``Shape`` has it."""
        return {"anyOf": [self.of.schema(), {"type": "null"}]}


def _below(member: str, name: str) -> str:
    shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}..."
    return f"{member}.{shown}" if member else shown
