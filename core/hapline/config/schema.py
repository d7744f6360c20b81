"""The JSON Schema of ``hapline.json5``, generated from what host and plugins declare."""

from __future__ import annotations

from collections.abc import Iterable

from hapline_hooks import ConfigSection, Option


def schema(sections: Iterable[ConfigSection]) -> dict[str, object]:
    """A draft-07 schema that editors complete and check by."""
    properties: dict[str, object] = {"$schema": {"type": "string"}}
    for section in sections:
        properties[section.name] = {
            "type": "object",
            "description": section.help,
            "additionalProperties": False,
            "properties": {option.name: _option(option) for option in section.options},
        }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "hapline configuration",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _option(option: Option) -> dict[str, object]:
    found: dict[str, object] = {"description": option.help, **_type(option)}
    if option.default is not None:
        found["default"] = list(option.default) if isinstance(option.default, tuple) else option.default
    return found


def _type(option: Option) -> dict[str, object]:
    match option.type:
        case "bool":
            return {"type": "boolean"}
        case "int":
            return {"type": "integer", **_range(option)}
        case "share":
            return {"type": "number", "minimum": 0, "maximum": 1}
        case "size":
            text = {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*([KMGkmg]?[Ii]?[Bb])?\s*$"}
            return {"anyOf": [{"type": "integer", "minimum": 0}, text]}
        case "date":
            return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case "text":
            return {"type": "string"}
        case "choice":
            return {"enum": list(option.choices)}
        case "texts":
            return {"type": "array", "items": {"type": "string"}}
        case "table":
            return {"type": "object", "additionalProperties": {"enum": list(option.choices)}}
        case "objects":
            item = {
                "type": "object",
                "additionalProperties": False,
                "properties": {field.name: _option(field) for field in option.fields},
                "required": [field.name for field in option.fields if field.default is None],
            }
            return {"type": "array", "items": item}


def _range(option: Option) -> dict[str, object]:
    found: dict[str, object] = {}
    if option.minimum is not None:
        found["minimum"] = option.minimum
    if option.maximum is not None:
        found["maximum"] = option.maximum
    return found
