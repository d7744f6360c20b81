"""The JSON Schema of ``hapline.json5``, generated from what host and plugins declare, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hapline.config.values import written
from hapline.engine.selection import AnyRule
from hapline.words import Words
from hapline_hooks import ConfigSection, Option

_RULE = {"$ref": "#/definitions/rule"}


def schema(
    sections: Iterable[ConfigSection], rules: Sequence[AnyRule] = (), words: Words | None = None
) -> dict[str, object]:
    """A draft-07 schema that editors complete and check by.

    It refuses nothing that the loader accepts. Codes of rules are suggestions, since prefixes and slugs are right too.

    Args:
        sections: What is declared. rules: The rules whose codes are suggested. words: The language of descriptions.
    """
    words = words or Words()
    properties: dict[str, object] = {
        "$schema": {"type": "string", "description": words("The schema that editors use.")}
    }
    for section in sections:
        properties[section.name] = {
            "type": "object",
            "description": words.translate(section.help),
            "additionalProperties": False,
            "properties": {option.name: _option(option, rules, words) for option in section.options},
        }
    titles = [words.about(rule).translate(rule.title) for rule in rules]
    codes = {"enum": [rule.code for rule in rules], "enumDescriptions": titles}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": comment(words),
        "title": words("hapline configuration"),
        "type": "object",
        "allowComments": True,
        "allowTrailingCommas": True,
        "additionalProperties": False,
        "properties": properties,
        "definitions": {"rule": {"anyOf": [codes, {"type": "string"}] if rules else [{"type": "string"}]}},
    }


def comment(words: Words) -> str:
    """What a schema says of itself."""
    return words(
        "Made by `hapline config schema --write` from the plugins that are installed: editors complete and check "
        "hapline.json5 by it. Not to be edited."
    )


def _option(option: Option, rules: Sequence[AnyRule], words: Words) -> dict[str, object]:
    found: dict[str, object] = {"description": words.translate(option.help), **_type(option, rules, words)}
    if option.default is not None:
        found["default"] = written(option)
    return found


def _type(option: Option, rules: Sequence[AnyRule], words: Words) -> dict[str, object]:
    match option.type:
        case "bool":
            return {"type": "boolean"}
        case "int":
            return {"type": "integer", **_range(option)}
        case "share":
            return {"type": "number", "minimum": 0, "maximum": 1}
        case "size":
            text = {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*([KMGkmg]?[Ii]?[Bb])?\s*$"}
            return {"anyOf": [{"type": "integer", "minimum": 0, **_range(option)}, text]}
        case "date":
            return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case "text":
            # A reference alone: what stands beside one is not looked at by all readers of this draft.
            return {"allOf": [_RULE]} if option.completes == "rule" else {"type": "string"}
        case "choice":
            return {"enum": list(option.choices)}
        case "texts":
            items: object = {"enum": list(option.choices)} if option.choices else {"type": "string"}
            return {"type": "array", "items": _RULE if option.completes == "rule" else items}
        case "table":
            levels = {"enum": list(option.choices)}
            known = rules if option.completes == "rule" else ()
            keys = {rule.code: {"description": words.about(rule).translate(rule.title), **levels} for rule in known}
            return {"type": "object", "properties": keys, "additionalProperties": levels}
        case "objects":
            item = {
                "type": "object",
                "additionalProperties": False,
                "properties": {field.name: _option(field, rules, words) for field in option.fields},
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
