"""The JSON Schema of a descriptor, made of its members, by which editors complete and check it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from hapline_hooks import Phrase
from hapline_plugins.offline.descriptor.described import FILE, PLATFORMS
from hapline_plugins.offline.descriptor.fields import FIELDS, Field
from hapline_plugins.offline.ids import LIKE_ID

_VERSION = r"[0-9]+(\.[0-9]+)*"
_VERSIONS = f"({_VERSION})?;({_VERSION})?;({_VERSION})?"
_PATTERNS = {
    "id": f"^{LIKE_ID}$",
    "version": f"^{_VERSION}$",
    "clientVersionMin": f"^{_VERSIONS}$",
    "clientVersionMax": f"^({_VERSIONS})?$",
}
_RATE = {"type": "string", "pattern": "^[0-9]{1,5}$"}
_TYPES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "text": {"type": "string"},
        "flag": {"enum": [0, 1]},
        "kind": {"enum": ["normal", "global"]},
        "platform": {"enum": [*PLATFORMS]},
        "object": {"type": "object", "properties": {"asyncReqRate": _RATE}},
    }
)


def schema(translate: Callable[[str], str] = str) -> dict[str, object]:
    """A draft-07 schema.

    Args:
        translate: Turns texts into the language of descriptions.
    """
    line = translate(Phrase("The schema that editors use."))
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": FILE,
        "description": translate(Phrase("An H5 offline package, as the delivery service is told of it.")),
        "type": "object",
        "allowComments": True,
        "allowTrailingCommas": True,
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string", "description": line},
            **{one.name: _property(one, translate) for one in FIELDS},
        },
        "required": ["id"],
    }


def _property(field: Field, translate: Callable[[str], str]) -> dict[str, object]:
    found: dict[str, object] = {"description": translate(field.help), **_TYPES[field.type]}
    if field.name in _PATTERNS:
        found["pattern"] = _PATTERNS[field.name]
    return found
