"""Reads the fields of one module.json that decide verdicts, and keeps every problem instead of the first.

The order and the defaults are those of the packing tool (ModuleJsonUtil.parseStageHapVerifyInfo), as observed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from hapline_hooks import Keys
from hapline_plugins.harmony import coercion
from hapline_plugins.harmony.coercion import Crash

T = TypeVar("T")
D = TypeVar("D")

PARSE_ERROR = "10013001"
OBJECT_MISSING = "10013002"
KEY_MISSING = "10013004"
BUNDLE_NAME_MISSING = "10013008"
URI_MISSING = "10013009"
FA_KEY_MISSING = "10013013"
STAGE_JSON_INVALID = "10012010"
GENERAL = "10012015"

APP = frozenset({"app"})
HAP = frozenset({"hap"})
HSP = frozenset({"hsp"})
PACK = HAP | HSP
ALL = APP | PACK


class Problem(NamedTuple):
    """Something in a module.json that the packing tool cannot read.

    Attributes:
        kind: ``missing`` (a key it insists on) or ``crash`` (a value it dies of). code: The tool's code.
        keys: Where. stages: The tool's modes that read this.
    """

    kind: str
    code: str
    keys: Keys
    stages: frozenset[str]


class Reader:
    """Takes values out of one JSON object tree, and notes what cannot be taken."""

    def __init__(self, root: Mapping[str, object], problems: list[Problem] | None = None) -> None:
        """Read from the object that holds ``app`` and ``module``; problems are added to those there are."""
        self.root = root
        self.problems: list[Problem] = [] if problems is None else problems

    def missing(self, keys: Keys, code: str, stages: frozenset[str]) -> None:
        """Note that a key is not there."""
        self.problems.append(Problem(kind="missing", code=code, keys=keys, stages=stages))

    def crash(self, keys: Keys, code: str, stages: frozenset[str]) -> None:
        """Note that the tool dies of a value."""
        self.problems.append(Problem(kind="crash", code=code, keys=keys, stages=stages))

    def value(
        self,
        within: Mapping[str, object],
        at: Keys,
        key: str,
        read: Callable[[object], T],
        default: D,
        stages: frozenset[str] = APP,
    ) -> T | D:
        """A member's value by one of the getters of ``coercion``; the default where the key is absent."""
        if key not in within:
            return default
        try:
            return read(within[key])
        except Crash as crash:
            self.crash((*at, key), crash.code, stages)
            return default

    def section(self, key: str, stages: frozenset[str]) -> Mapping[str, object] | None:
        """The object ``app`` or ``module``; None where it is missing, which is noted."""
        try:
            found = coercion.mapping(self.root.get(key))
        except Crash as crash:
            self.crash((key,), crash.code, stages)
            return None
        if found is None:
            self.missing((key,), OBJECT_MISSING, stages)
        return found

    def items(
        self,
        within: Mapping[str, object],
        at: Keys,
        key: str,
        stages: frozenset[str] = APP,
        *,
        null_is_fine: bool = False,
        null_items_are_fine: bool = False,
    ) -> list[tuple[Keys, Mapping[str, object]]]:
        """The objects in a list, with their places; absent is empty."""
        read = _lenient_sequence if null_is_fine else coercion.required_sequence
        found: list[tuple[Keys, Mapping[str, object]]] = []
        for number, one in enumerate(self.value(within, at, key, read, (), stages)):
            place = (*at, key, number)
            if one is None and null_items_are_fine:
                continue
            try:
                found.append((place, coercion.item(one)))
            except Crash as crash:
                self.crash(place, crash.code, stages)
        return found


def _lenient_sequence(value: object) -> list[object]:
    return coercion.sequence(value) or []
