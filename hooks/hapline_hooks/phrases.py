"""Phrases: texts with fields, filled as people read them, and translated when they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self

_KB = 1024


class Phrase(str):
    """A text that is translated when it is shown: an argument of a message, or a message of an error.

    As a string it is the English, filled: lists are joined with commas, ``true`` and ``false`` are written small, and
    ``{count:size}`` shows a number of bytes.

    Attributes:
        template: The text with its ``{name}`` fields, by which the translation is found. args: What fills it.
    """

    __slots__ = ("args", "template")
    template: str
    args: Mapping[str, object]

    def __new__(cls, template: str, /, **args: object) -> Self:
        """Fill a template; a phrase without arguments of its own stays the phrase that it is."""
        if isinstance(template, cls) and not args:
            return template
        self = super().__new__(cls, filled(template, args) if args else template)
        self.template = template
        self.args = args
        return self


def filled(
    template: str, args: Mapping[str, object], *, comma: str = ", ", translate: Callable[[Phrase], str] = str
) -> str:
    """A text with its fields filled.

    Args:
        template: The text. args: What fills it.
        comma: What stands between the items of a list. translate: Turns phrases among the arguments into text.

    Raises:
        LookupError: A field has no argument.
        ValueError: An argument cannot be written in the way that its field asks for.
    """
    return template.format_map({name: _shown(value, comma, translate) for name, value in args.items()})


def size_text(count: int) -> str:
    """Bytes as people read them, in the unit of the limits: KB of 1024 bytes, exact where it matters."""
    return f"{count / _KB:,.2f} KB" if count >= _KB else f"{count} B"


def _shown(value: object, comma: str, translate: Callable[[Phrase], str]) -> object:
    if isinstance(value, Phrase):
        return translate(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return _Number(value)
    if isinstance(value, list | tuple):
        return comma.join(str(_shown(item, comma, translate)) for item in value)
    return value


class _Number(int):
    """A whole number that knows how to be shown as a size: ``{bytes:size}``."""

    def __format__(self, spec: str) -> str:
        if spec == "size":
            return size_text(int(self))
        return format(int(self), spec)
