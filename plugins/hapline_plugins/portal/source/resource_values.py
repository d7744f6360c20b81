"""Reads which resources an XML file of a ``values`` folder defines, as aapt2 does, with their places."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from hapline.builds import Problem, span_of
from hapline_hooks import Phrase
from hapline_plugins.portal.source.xml_scanning import Attribute, Tag, scan

TYPES = MappingProxyType(
    {name: name for name in ("attr", "bool", "color", "dimen", "drawable", "fraction", "id", "integer", "macro")}
    | {name: name for name in ("plurals", "string", "style", "font")}
    | {"array": "array", "string-array": "array", "integer-array": "array", "declare-styleable": "styleable"}
)
"""The type of a resource by the element that defines it; ``item`` says its type itself."""
_NO_DEFINITION = frozenset(
    [
        "public",
        "public-group",
        "staging-public-group",
        "java-symbol",
        "symbol",
        "add-resource",
        "eat-comment",
        "skip",
        "overlayable",
    ]
)
_ATTRIBUTES_IN = "declare-styleable"
_ERRORS = MappingProxyType(
    {
        "comment": Phrase("the comment is not closed"),
        "cdata": Phrase("the CDATA section is not closed"),
        "instruction": Phrase("the processing instruction is not closed"),
        "tag": Phrase("< begins no tag"),
        "mismatch": Phrase("this closes another element than the one that is open"),
        "unclosed": Phrase("the file ends before its elements are closed"),
        "deep": Phrase("elements lie too deep inside each other"),
        "nothing": Phrase("the file holds no element"),
    }
)

Found = Callable[[str, str, int, int], None]
"""Takes the type and the name of a resource, and where the name starts and ends."""


def read_values(path: str, text: str, found: Found) -> Problem | None:
    """Read a file of a ``values`` folder.

    Args:
        path: The file. text: Its text. found: Is called for each resource, in the order of the file.

    Returns:
        What is wrong with the file; what stands before it was found all the same.
    """
    around: list[str] = []
    for tag in scan(text):
        if tag.kind == "error":
            return xml_problem(path, text, tag)
        if tag.kind == "open":
            if not tag.depth and tag.name != "resources":
                message = Phrase("the root is <{name}>, where <resources> belongs", name=tag.name)
                return Problem(kind="root", path=path, message=message, span=span_of(text, tag.start, tag.end))
            _define(tag, around, found)
            around.append(tag.name)
        elif tag.kind == "close":
            around.pop()
    return None


def xml_problem(path: str, text: str, error: Tag) -> Problem:
    """What is wrong where in an XML file, of an ``error`` of its scanner."""
    span = span_of(text, error.start, error.end)
    return Problem(kind="xml", path=path, message=_ERRORS[error.name], span=span)


def _define(tag: Tag, around: list[str], found: Found) -> None:
    name = tag.value("name")
    if name is None or not name.value:
        return
    if len(around) == 1:
        kind = _kind(tag)
        if kind:
            found(kind, name.value, name.start, name.end)
    elif around[1:2] == [_ATTRIBUTES_IN] and tag.name == "attr" and len(around) == 2:  # noqa: PLR2004 directly inside it
        # A styleable defines the attributes that it lists, but for those of Android or of another package.
        if ":" not in name.value:
            found("attr", name.value, name.start, name.end)
    elif around[-1] == "attr" and tag.name in {"enum", "flag"}:
        found("id", name.value, name.start, name.end)


def _kind(tag: Tag) -> str:
    """The type of what an element below the root defines, empty for none."""
    if tag.name in _NO_DEFINITION:
        return ""
    if tag.name == "item":
        kind: Attribute | None = tag.value("type")
        return kind.value if kind else ""
    return TYPES.get(tag.name, "")
