"""Findings are vetted when they are made, so that whoever shows, keeps or mends them later can rely on them."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from hapline.files import stays_inside
from hapline.vetting import BrokenContract
from hapline_hooks import (
    SEVERITIES,
    Finding,
    Fix,
    JsonEdit,
    Location,
    Phrase,
    Related,
    Rule,
    Span,
    Subject,
    TextEdit,
)
from hapline_hooks.phrases import filled

_ACTIONS = frozenset({"set", "rename", "remove", "append"})


def vet_finding(finding: object, rule: type[Rule[Subject]], *, in_tree: bool) -> Finding:
    """Refuse a finding that could not be shown, kept or mended.

    Args:
        finding: What a rule yields. rule: The rule.
        in_tree: Whether places are in a tree, so that their paths are relative; built files are as the user names them.

    Raises:
        BrokenContract: With what is wrong.
    """
    if not isinstance(finding, Finding):
        raise BrokenContract(
            Phrase(
                "yields something of type {type}, and no Finding: {value}",
                type=_type(finding),
                value=f"{finding!r:.80}",
            )
        )
    if finding.rule != rule.code:
        raise BrokenContract(Phrase("yields a finding of rule {other}", other=str(finding.rule)))
    if finding.severity is not None and finding.severity not in SEVERITIES:
        raise BrokenContract(
            Phrase("severity {severity} is not one of {known}", severity=str(finding.severity), known=SEVERITIES)
        )
    _vet_message(rule, finding.message, finding.args)
    _vet_location(finding.location, in_tree=in_tree)
    for name, kind in (("related", Related), ("fixes", Fix), ("official", str), ("products", str)):
        _vet_tuple(name, getattr(finding, name), kind)
    for related in finding.related:
        _vet_message(rule, related.message, related.args)
        _vet_location(related.location, in_tree=in_tree)
    for fix in finding.fixes:
        _vet_fix(rule, fix, finding.args, in_tree=in_tree)
    return finding


def is_plain(value: object) -> bool:
    """Whether a value can be written as JSON: nothing but texts, numbers, true, false, null, lists and objects."""
    if value is None or isinstance(value, str | bool | int):
        return True
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    return isinstance(value, dict) and all(isinstance(key, str) and is_plain(one) for key, one in value.items())


def _vet_message(rule: type[Rule[Subject]], message: object, args: object) -> None:
    if not isinstance(message, str) or message not in rule.messages:
        raise BrokenContract(Phrase("has no message {message}", message=str(message)))
    if not isinstance(args, Mapping) or not is_plain(dict(args)):
        raise BrokenContract(Phrase("args of message {message} must be texts, numbers and lists", message=message))
    try:
        filled(rule.messages[message], args)
    except (LookupError, ValueError, AttributeError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise BrokenContract(
            Phrase("args do not fill message {message}: {problem}", message=message, problem=problem)
        ) from None


def _vet_location(place: object, *, in_tree: bool) -> None:
    if not isinstance(place, Location):
        raise BrokenContract(Phrase("a location is of type {type}", type=_type(place)))
    _vet_path(place.path, in_tree=in_tree)
    _vet_tuple("keys", place.keys, (str, int))
    _vet_tuple("inner", place.inner, str)
    if place.on not in {"value", "key"}:
        raise BrokenContract(Phrase("{attribute} must be one of {known}", attribute="on", known=("value", "key")))
    if not (place.span is None or isinstance(place.span, Span)):
        raise BrokenContract(Phrase("the span of a location is of type {type}", type=_type(place.span)))


def _vet_path(path: object, *, in_tree: bool) -> None:
    if not isinstance(path, str):
        raise BrokenContract(Phrase("a path is of type {type}", type=_type(path)))
    if in_tree and not (stays_inside(path) and not path.startswith("./")):
        raise BrokenContract(
            Phrase("the path {path} is not relative to the root of the tree, with forward slashes", path=path or '""')
        )


def _vet_fix(rule: type[Rule[Subject]], fix: Fix, args: Mapping[str, object], *, in_tree: bool) -> None:
    _vet_message(rule, fix.title, args)
    _vet_path(fix.path, in_tree=in_tree)
    _vet_tuple("edits", fix.edits, (TextEdit, JsonEdit))
    if not fix.edits:
        raise BrokenContract("a fix has no edits")
    for edit in fix.edits:
        if isinstance(edit, JsonEdit):
            _vet_tuple("keys", edit.keys, (str, int))
            if edit.action not in _ACTIONS:
                raise BrokenContract(
                    Phrase("{attribute} must be one of {known}", attribute="action", known=sorted(_ACTIONS))
                )


def _vet_tuple(name: str, value: object, kind: type | tuple[type, ...]) -> None:
    if not isinstance(value, tuple) or not all(isinstance(one, kind) for one in value):
        kinds = [one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,))]
        raise BrokenContract(Phrase("{attribute} must be a tuple of {kinds}", attribute=name, kinds=kinds))


def _type(value: object) -> str:
    return type(value).__name__
