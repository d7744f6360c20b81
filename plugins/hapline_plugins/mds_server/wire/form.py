"""Fields of a request: read from its form, each as the type that the operation declares."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from hapline_plugins.mds_server.operations.table import Operation
from hapline_plugins.mds_server.wire.faults import GatewayError

_BOOLEANS = {"true": True, "false": False}
_MOST_FIELDS = 200
_LARGEST = 2**63 - 1
_MOST_DIGITS = 19


class Arguments:
    """What an operation was called with; a field that was not sent is ``""``, 0 or False.

    Attributes:
        operation: The operation.
    """

    __slots__ = ("_values", "operation")

    def __init__(self, operation: Operation, values: Mapping[str, str | int | bool]) -> None:
        """Hold values of the operation's types, by wire name."""
        self.operation = operation
        self._values = values

    def __contains__(self, name: str) -> bool:
        """Whether a field was sent, with whatever value."""
        return name in self._values

    def text(self, name: str) -> str:
        """A field of type ``str``."""
        return str(self._get(name, "str", ""))

    def number(self, name: str) -> int:
        """A field of type ``int``."""
        return int(self._get(name, "int", 0))

    def true(self, name: str) -> bool:
        """A field of type ``bool``."""
        return bool(self._get(name, "bool", default=False))

    def _get(self, name: str, type_: str, default: str | int | bool) -> str | int | bool:  # noqa: FBT001 a field's value
        if self.operation.request[name] != type_:
            raise TypeError(f"{self.operation.name}.{name} is declared as {self.operation.request[name]}")
        return self._values.get(name, default)


def arguments(operation: Operation, query: str, body: bytes) -> Arguments:
    """Read a request's fields, from its form and its query.

    Fields that the operation does not have are passed over, as the gateway does. Booleans come as ``True`` from Python
    and as ``true`` from Java.

    Raises:
        GatewayError: The body is no form, or a field is not of its type.
    """
    values: dict[str, str | int | bool] = {}
    try:
        form = body.decode()
    except UnicodeDecodeError:
        raise GatewayError(400, "InvalidParameter", "The body is no form: it is not in UTF-8.") from None
    for name, value in _pairs(query) + _pairs(form):
        type_ = operation.request.get(name)
        if type_ == "str":
            values[name] = _text(name, value)
        elif type_ == "int":
            values[name] = _number(name, value)
        elif type_ == "bool":
            values[name] = _boolean(name, value)
    return Arguments(operation, values)


def _pairs(form: str) -> list[tuple[str, str]]:
    """The fields of a form, in order; as ``parse_qsl`` reads it where it is strict, in a third of the time.

    Raises:
        GatewayError: It is none.
    """
    if not form:
        return []
    parts = form.split("&")
    if len(parts) > _MOST_FIELDS:
        raise GatewayError(400, "InvalidParameter", f"The form has more than {_MOST_FIELDS} fields.")
    pairs = []
    for part in parts:
        name, equals, value = part.partition("=")
        if not equals:
            raise GatewayError(400, "InvalidParameter", f'The fields are no form: "{part[:40]}" has no value.')
        pairs.append((_unquoted(name), _unquoted(value)))
    return pairs


def _unquoted(text: str) -> str:
    spaced = text.replace("+", " ")
    try:
        return unquote(spaced, errors="strict") if "%" in spaced else spaced
    except UnicodeDecodeError:
        raise GatewayError(400, "InvalidParameter", "The fields are no form: they are not in UTF-8.") from None


def _text(name: str, value: str) -> str:
    # PostgreSQL has no place for it, and no name of anything holds it.
    if "\0" in value:
        raise GatewayError(400, f"Invalid{name}", f"{name} must not hold a null character.")
    return value


def _number(name: str, value: str) -> int:
    if not value:
        return 0
    digits = value.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS and abs(number := int(value)) <= _LARGEST:
        return number
    raise GatewayError(400, f"Invalid{name}", f'{name} must be a whole number, not "{value[:40]}".')


def _boolean(name: str, value: str) -> bool:
    try:
        return _BOOLEANS[value.lower()]
    except KeyError:
        raise GatewayError(400, f"Invalid{name}", f'{name} must be true or false, not "{value[:40]}".') from None
