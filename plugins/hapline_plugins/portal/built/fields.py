"""Values in the lists that builds write: lists, required Bundles."""

from __future__ import annotations

from hapline_hooks import noun


@noun
class RequiredBundle:
    """A Bundle that another one needs. name: Its bundle name. version: As written, empty where no ``@`` is there."""

    name: str
    version: str


def items(text: str, separator: str = ",") -> tuple[str, ...]:
    """The items of a list, without spaces around them and without empty ones."""
    return tuple([item for piece in text.split(separator) if (item := piece.strip())])


def required(item: str) -> RequiredBundle:
    """``name@version``."""
    name, _, version = item.partition("@")
    return RequiredBundle(name=name.strip(), version=version.strip())
