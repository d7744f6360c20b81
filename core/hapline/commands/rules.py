"""``hapline rules``: lists the rules."""

from __future__ import annotations

import json
from pathlib import Path

import click

from hapline.commands.session import Session, settings_options
from hapline.engine.selection import AnyRule, is_packing_code


@click.command(name="rules", help="List all rules.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@settings_options
def command(format_: str, **options: object) -> int:
    """List all rules."""
    session = Session(Path(), options)
    rules = session.host.rules(session.host.families())
    if format_ == "json":
        click.echo(
            json.dumps({"version": 1, "rules": [_as_json(rule) for rule in rules]}, ensure_ascii=False, indent=2)
        )
        return 0
    for rule in rules:
        official = " ".join(code for code in rule.official if is_packing_code(code))
        click.echo(
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
