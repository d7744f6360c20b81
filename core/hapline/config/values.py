"""Checks one configuration value against its declaration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hapline_hooks import Keys, Option, Phrase

_UNITS = {"": 1, "B": 1, "KB": 1024, "KIB": 1024, "MB": 1024**2, "MIB": 1024**2, "GB": 1024**3, "GIB": 1024**3}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMG]?I?B)?\s*", re.IGNORECASE)


class ValueProblem(Exception):
    """A value does not fit its declaration.

    Attributes:
        keys: Where inside the value. what: What is wrong. todo: What would be right.
        on_key: Whether it is the last key itself that is wrong, not its value.
    """

    def __init__(self, what: str, todo: str = "", keys: Keys = (), *, on_key: bool = False) -> None:
        """Say what is wrong, and where inside the value."""
        super().__init__(what)
        self.what = what if isinstance(what, Phrase) else Phrase(what)
        self.todo = todo
        self.keys = keys
        self.on_key = on_key


def checked(option: Option, value: object) -> object:
    """The value in its normal form: sizes in bytes, lists as tuples.

    Raises:
        ValueProblem: It does not fit.
    """
    match option.type:
        case "bool":
            if isinstance(value, bool):
                return value
            raise ValueProblem("must be true or false")
        case "int":
            return _number(option, value, whole=True)
        case "share":
            return _number(option, value, whole=False, low=0, high=1)
        case "size":
            return _number(option, _bytes(value), whole=True)
        case "text" | "date":
            return _text(option, value)
        case "choice":
            return _choice(option.choices, value)
        case "texts":
            return _texts(option, value)
        case "table":
            return _table(option, value)
        case "objects":
            return _objects(option, value)


def from_text(option: Option, text: str) -> object:
    """The value of an option given as ``--set name=text`` or in the environment.

    Raises:
        ValueProblem: It does not fit.
    """
    if option.type in {"text", "choice", "size", "date"}:
        return checked(option, text)
    if option.type == "texts" and not text.lstrip().startswith("["):
        return checked(option, [item.strip() for item in text.split(",") if item.strip()])
    from hapline.documents import DocumentError, parse

    try:
        value = parse(text.encode("utf-8", "surrogateescape"))
    except DocumentError as error:
        raise ValueProblem(Phrase("is no JSON5 value: {what}", what=Phrase(error.template, **error.fields))) from None
    return checked(option, value)


def written(option: Option) -> object:
    """The default of an option as it would be written in the file: a size with its unit, a list as a list."""
    value = option.default
    if option.type == "size" and isinstance(value, int) and value:
        for unit in ("GB", "MB", "KB"):
            if value % _UNITS[unit] == 0:
                return f"{value // _UNITS[unit]} {unit}"
    return list(value) if isinstance(value, tuple) else value


def closest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like this one; empty where none is."""
    import difflib

    table = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), table, n=1, cutoff=0.6)
    return Phrase("did you mean {near}?", near=table[near[0]]) if near else ""


def _number(
    option: Option, value: object, *, whole: bool, low: float | None = None, high: float | None = None
) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float) or (whole and not float(value).is_integer()):
        raise ValueProblem("must be a whole number" if whole else "must be a number")
    least = option.minimum if option.minimum is not None else low
    most = option.maximum if option.maximum is not None else high
    if (least is not None and value < least) or (most is not None and value > most):
        raise ValueProblem(_range(least, most))
    return int(value) if whole else value


def _range(least: float | None, most: float | None) -> str:
    if least is None or most is None:
        return Phrase("must be at least {least}", least=f"{least:g}")
    return Phrase("must be from {least} to {most}", least=f"{least:g}", most=f"{most:g}")


def _bytes(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = _SIZE.fullmatch(value)
    if not match:
        raise ValueProblem("is no size", "write bytes as a number, or a text such as 2048 KB or 10 MB")
    return float(match[1]) * _UNITS[(match[2] or "").upper()]


def _text(option: Option, value: object) -> str:
    if not isinstance(value, str):
        raise ValueProblem("must be a string")
    if option.type == "date":
        from hapline.dates import is_date

        if not is_date(value):
            raise ValueProblem("must be a date such as 2026-12-31")
    return value


def _choice(choices: tuple[str, ...], value: object) -> str:
    if isinstance(value, str) and value in choices:
        return value
    hint = closest(value, choices) if isinstance(value, str) else ""
    raise ValueProblem(Phrase("must be one of {choices}", choices=", ".join(choices)), hint)


def _texts(option: Option, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise ValueProblem("must be a list of strings")
    for number, item in enumerate(value if option.choices else ()):
        try:
            _choice(option.choices, item)
        except ValueProblem as problem:
            raise ValueProblem(problem.what, problem.todo, (number,)) from None
    return tuple(value)


def _table(option: Option, value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise ValueProblem("must be an object")
    found: dict[str, str] = {}
    for key, item in value.items():
        try:
            found[str(key)] = _choice(option.choices, item)
        except ValueProblem as problem:
            raise ValueProblem(problem.what, problem.todo, (str(key),)) from None
    return found


def _objects(option: Option, value: object) -> tuple[Mapping[str, object], ...]:
    if not isinstance(value, list | tuple):
        raise ValueProblem("must be a list of objects")
    return tuple(_object(option.fields, item, (number,)) for number, item in enumerate(value))


def _object(fields: tuple[Option, ...], value: object, at: Keys) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueProblem("must be an object", keys=at)
    by_name = {field.name: field for field in fields}
    for key in value:
        if key not in by_name:
            hint = closest(str(key), by_name) or Phrase("known are {names}", names=", ".join(by_name))
            raise ValueProblem(Phrase("unknown key {name}", name=key), hint, (*at, str(key)), on_key=True)
    found: dict[str, object] = {}
    for field in fields:
        if field.name in value:
            try:
                found[field.name] = checked(field, value[field.name])
            except ValueProblem as problem:
                raise ValueProblem(problem.what, problem.todo, (*at, field.name, *problem.keys)) from None
        elif field.default is None:
            raise ValueProblem(Phrase("{name} is missing", name=field.name), field.help, at)
        else:
            found[field.name] = field.default
    return found
