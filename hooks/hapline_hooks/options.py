"""Options: configuration that a plugin declares once, for the file, the environment, the help and the schema."""

from __future__ import annotations

from typing import Literal

from hapline_hooks.nouns import noun

OptionType = Literal["bool", "int", "size", "share", "date", "text", "choice", "texts", "table", "objects"]
"""How a value is written, and how it arrives:

- ``bool`` as a ``bool``, ``int`` as an ``int`` and ``text`` as a ``str``;
- ``size`` is bytes, written as a number or as ``"2048 KB"``, ``"10 MB"`` (1 KB = 1024 bytes): an ``int``;
- ``share`` is 0 to 1: a ``float`` or an ``int``;
- ``date`` is a day, written ``"2026-12-31"``: a ``str``;
- ``choice`` is one of ``choices``: a ``str``;
- ``texts`` is a list of strings, each one of ``choices`` where there are any: a ``tuple`` of ``str``;
- ``table`` is an object whose values are one of ``choices``: a ``dict``;
- ``objects`` is a list of objects with the declared ``fields``: a ``tuple`` of ``dict``, each with all fields.
"""


@noun
class Option:
    """One configuration value.

    Attributes:
        name: Its name inside the section, in camel case. type: How it is written and checked.
        default: Its value when nothing says otherwise, as a user could write it. help: One sentence.
        choices: For ``choice``, ``table`` and ``texts``. minimum: For numbers. maximum: For numbers.
        fields: For ``objects``; a field whose default is None must be given.
        completes: What its texts, or the keys of a table, name: editors and shells suggest the codes of rules.
    """

    name: str
    type: OptionType
    default: object
    help: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    fields: tuple[Option, ...] = ()
    completes: Literal["", "rule"] = ""


@noun
class ConfigSection:
    """The options of one plugin, an object of that name in ``hapline.json5``; a name of its own, in camel case."""

    name: str
    help: str
    options: tuple[Option, ...]
