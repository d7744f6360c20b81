"""``hapline rules``: lists the rules."""

from __future__ import annotations

import json

from hapline import console
from hapline.arguments import Command
from hapline.engine.selection import AnyRule, is_packing_code
from hapline.session import FORMAT, SETTINGS_OPTIONS, Session


def list_rules(format_: str, **options: object) -> int:
    """List all rules."""
    session = Session(".", options)
    rules = session.host.rules(session.host.families())
    if format_ == "json":
        console.out(
            json.dumps({"version": 1, "rules": [_as_json(rule) for rule in rules]}, ensure_ascii=False, indent=2)
        )
        return 0
    for rule in rules:
        official = " ".join(code for code in rule.official if is_packing_code(code))
        console.out(
            f"{rule.code}  {session.words(rule.severity):<7}  {session.words.translate(rule.title)}"
            + (f"  [{official}]" if official else "")
        )
    return 0


def _as_json(rule: AnyRule) -> dict[str, object]:
    return {
        "code": rule.code,
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
