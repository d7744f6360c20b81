"""Types as Java writes them (``java.lang.String[]``), and as files do (``[Ljava/lang/String;``)."""

from __future__ import annotations

import re
from collections.abc import Callable

_PRIMITIVE = {
    "void": "V",
    "boolean": "Z",
    "byte": "B",
    "char": "C",
    "short": "S",
    "int": "I",
    "long": "J",
    "float": "F",
    "double": "D",
}
_BY_LETTER = {letter: name for name, letter in _PRIMITIVE.items()}
_TYPE = re.compile(r"\[*(?:[VZBCSIJFD]|L[^;\[()]+;)")
_METHOD = re.compile(rf"\(((?:{_TYPE.pattern})*)\)({_TYPE.pattern})")


def element(type_name: str) -> str:
    """The class or primitive type that a type is an array of; itself where it is none."""
    return type_name.partition("[")[0]


def is_primitive(type_name: str) -> bool:
    """Whether a type, no array, is ``void`` or one of the eight that are no classes."""
    return type_name in _PRIMITIVE


def descriptor(type_name: str, renamed: Callable[[str], str] = str) -> str:
    """``[Lcom/example/Main$Inner;`` of ``com.example.Main$Inner[]``.

    Args:
        type_name: The type. renamed: Gives each class the name that is to be written.
    """
    name = element(type_name)
    dimensions = type_name.count("[")
    letter = _PRIMITIVE.get(name)
    return "[" * dimensions + (letter or f"L{renamed(name).replace('.', '/')};")


def method_descriptor(parameters: tuple[str, ...], returns: str, renamed: Callable[[str], str] = str) -> str:
    """``(I[Ljava/lang/String;)V`` of the types of a method; ``renamed`` as for ``descriptor``."""
    listed = "".join([descriptor(one, renamed) for one in parameters])
    return f"({listed}){descriptor(returns, renamed)}"


def type_name(text: str) -> str | None:
    """``com.example.Main$Inner[]`` of ``[Lcom/example/Main$Inner;``; None for what is no descriptor of a type."""
    if not _TYPE.fullmatch(text):
        return None
    name = text.lstrip("[")
    plain = name[1:-1].replace("/", ".") if name[0] == "L" else _BY_LETTER[name]
    return plain + "[]" * (len(text) - len(name))


def method_types(text: str) -> tuple[tuple[str, ...], str] | None:
    """Parameters and what is returned, of ``(I[Ljava/lang/String;)V``; None for what is no descriptor of a method."""
    found = _METHOD.fullmatch(text)
    if found is None:
        return None
    names = [type_name(one) or "" for one in _TYPE.findall(found[1])]
    return tuple(names), type_name(found[2]) or ""
