"""Findings as JSON and back: what is kept of a run is plain data, never code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hapline.engine.report import Judged
from hapline.engine.selection import AnyRule
from hapline_hooks import Finding, Fix, JsonEdit, Location, Phrase, Related, Span, Subject, TextEdit

Json = Any
"""What the json module makes of a text: as unsure of it as its reader has to be."""


def encoded(one: Judged) -> Json:
    """A finding as JSON.

    Raises:
        TypeError: It holds a value that JSON cannot hold.
    """
    finding = one.finding
    return {
        "module": one.rule.__module__,
        "rule": finding.rule,
        "severity": one.severity,
        "message": finding.message,
        "args": _arguments(finding.args),
        "location": _location(finding.location),
        "related": [[_location(one.location), one.message, _arguments(one.args)] for one in finding.related],
        "fixes": [_fix(fix) for fix in finding.fixes],
        "own": finding.severity,
        "official": list(finding.official),
        "products": list(finding.products),
    }


def decoded(json: Json, rule: Callable[[str, str], AnyRule], subject: Subject) -> Judged:
    """A finding from JSON.

    Args:
        json: What ``encoded`` made. rule: Finds a rule by its module and code. subject: What it was found in.

    Raises:
        LookupError: There is no such rule any more, or the JSON is not of this form; so do the others.
        TypeError: See above.
        ValueError: See above.
    """
    finding = Finding(
        rule=json["rule"],
        message=json["message"],
        args=_arguments_of(json["args"]),
        location=_location_of(json["location"]),
        related=tuple(
            Related(location=_location_of(place), message=message, args=_arguments_of(args))
            for place, message, args in json["related"]
        ),
        fixes=tuple(map(_fix_of, json["fixes"])),
        severity=json["own"],
        official=tuple(json["official"]),
        products=tuple(json["products"]),
    )
    return Judged(finding=finding, rule=rule(json["module"], json["rule"]), severity=json["severity"], subject=subject)


def _location(place: Location) -> Json:
    span = place.span
    lines = [span.start_line, span.start_column, span.end_line, span.end_column] if span else None
    return [place.path, list(place.inner), list(place.keys), place.on, lines, list(place.names)]


def _location_of(json: Json) -> Location:
    path, inner, keys, on, lines, names = json
    span = None
    if lines is not None:
        start_line, start_column, end_line, end_column = lines
        span = Span(start_line=start_line, start_column=start_column, end_line=end_line, end_column=end_column)
    return Location(path=path, inner=tuple(inner), keys=tuple(keys), on=on, span=span, names=tuple(names))


def _fix(fix: Fix) -> Json:
    edits = [
        [one.start, one.end, one.text] if isinstance(one, TextEdit) else [one.action, list(one.keys), _value(one.value)]
        for one in fix.edits
    ]
    return [fix.title, fix.path, edits, fix.safe]


def _fix_of(json: Json) -> Fix:
    title, path, edits, safe = json
    made = tuple(
        TextEdit(start=one, end=two, text=three)
        if isinstance(one, int)
        else JsonEdit(action=one, keys=tuple(two), value=_value_of(three))
        for one, two, three in edits
    )
    return Fix(title=title, path=path, edits=made, safe=safe)


def _arguments(args: Mapping[str, object]) -> Json:
    return {name: _value(value) for name, value in args.items()}


def _arguments_of(json: Json) -> dict[str, object]:
    return {name: _value_of(value) for name, value in json.items()}


def _value(value: object) -> Json:
    """A value; what JSON has no type for becomes a list that begins with the name of the type."""
    if isinstance(value, Phrase):
        return ["phrase", value.template, _arguments(value.args)]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return ["list" if isinstance(value, list) else "tuple", *map(_value, value)]
    if isinstance(value, Mapping):
        return ["object", [[name, _value(one)] for name, one in value.items()]]
    raise TypeError(f"a {type(value).__name__} cannot be kept")


def _value_of(json: Json) -> object:
    if not isinstance(json, list):
        return json
    match json:
        case ["phrase", template, args]:
            return Phrase(template, **_arguments_of(args))
        case ["list", *items]:
            return [_value_of(one) for one in items]
        case ["tuple", *items]:
            return tuple(_value_of(one) for one in items)
        case ["object", items]:
            return {name: _value_of(one) for name, one in items}
        case _:
            raise ValueError("not of this form")
