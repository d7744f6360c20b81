"""Values in the lists that builds write: numbers as Java reads them, truth, lists, required Bundles."""

from __future__ import annotations

from hapline_hooks import noun

_LEAST, _MOST = -(2**31), 2**31 - 1
_DIGITS = 11  # with a sign; more are no 32 bits, whatever they are


@noun
class RequiredBundle:
    """A Bundle that another one needs. name: Its bundle name. version: As written, empty where no ``@`` is there."""

    name: str
    version: str


def whole_number(text: str) -> int | None:
    """A number as Java's ``Integer.parseInt`` reads it: decimal, 32 bits; None for anything else, ``0x24`` too."""
    digits = text[1:] if text[:1] in {"-", "+"} else text
    if not (digits.isascii() and digits.isdigit()) or len(digits.lstrip("0")) >= _DIGITS:
        return None
    number = int(text[:1] + (digits.lstrip("0") or "0")) if text[:1] in {"-", "+"} else int(digits.lstrip("0") or "0")
    return number if _LEAST <= number <= _MOST else None


def items(text: str, separator: str = ",") -> tuple[str, ...]:
    """The items of a list, without spaces around them and without empty ones."""
    return tuple([item for piece in text.split(separator) if (item := piece.strip())])


def required(item: str) -> RequiredBundle:
    """``name@version``."""
    name, _, version = item.partition("@")
    return RequiredBundle(name=name.strip(), version=version.strip())
