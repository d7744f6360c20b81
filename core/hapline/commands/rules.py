"""``hapline rules``: lists the rules."""

from __future__ import annotations

import json
from collections.abc import Iterable

from hapline import console
from hapline.arguments import Command
from hapline.engine.selection import AnyRule, is_packing_code
from hapline.errors import EXIT_FINE
from hapline.session import FORMAT, SETTINGS_OPTIONS, Session


def list_rules(format_: str, **options: object) -> int:
    """List all rules."""
    session = Session(".", options)
    rules = session.host.rules(session.host.families())
    if format_ == "json":
        content = [_as_json(rule, session.host.owner(rule)) for rule in rules]
        console.out(json.dumps({"version": 1, "rules": content}, ensure_ascii=False, indent=2))
        return EXIT_FINE
    words = session.words
    for line in console.table(
        [
            rule.code,
            words(rule.severity),
            session.host.owner(rule),
            words.about(rule).translate(rule.title) + _in_brackets(filter(is_packing_code, rule.official)),
        ]
        for rule in rules
    ):
        console.out(line)
    return EXIT_FINE


def _in_brackets(codes: Iterable[str]) -> str:
    joined = " ".join(codes)
    return f"  [{joined}]" if joined else ""


def _as_json(rule: AnyRule, plugin: str) -> dict[str, object]:
    return {
        "code": rule.code,
        "plugin": plugin,
        "slug": rule.slug,
        "title": rule.title,
        "severity": rule.severity,
        "since": rule.since,
        "why": rule.why,
        "help": rule.help,
        "official": list(rule.official),
        "sources": list(rule.sources),
        "fixable": rule.fixable,
        "messages": dict(rule.messages),
    }


COMMAND = Command(
    name="rules",
    help="List all rules.",
    parameters=(
        FORMAT,
        *SETTINGS_OPTIONS,
    ),
    run=list_rules,
)
