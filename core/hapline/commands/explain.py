"""``hapline explain``: all that is known about one rule."""

from __future__ import annotations

import textwrap

from hapline import console
from hapline.arguments import Command, Parameter
from hapline.config.values import closest
from hapline.engine.selection import AnyRule
from hapline.errors import UsageError
from hapline.session import SETTINGS_OPTIONS, Session
from hapline.words import Words
from hapline_hooks import Phrase


def explain(code: str, **options: object) -> int:
    """Explain one rule."""
    session = Session(".", options)
    rules = session.host.rules(session.host.families())
    for rule in rules:
        if code.upper() == rule.code or code == rule.slug:
            plugin = session.host.owner(rule)
            console.out("\n".join(explanation(rule, plugin, session.words.about(rule))))
            return 0
    names = [name for rule in rules for name in (rule.code, rule.slug)]
    raise UsageError(Phrase("there is no rule {code}", code=code), todo=closest(code, names) or "see `hapline rules`")


def explanation(rule: AnyRule, plugin: str, words: Words) -> list[str]:
    """What is known about a rule of a plugin, line by line."""
    colon = words(": ")
    lines = [f"{rule.code} {rule.slug}", "", words.translate(rule.title) + words("."), ""]
    facts = (
        (words("severity"), words(rule.severity)),
        (words("since"), rule.since),
        (words("fix"), words(rule.fixable)),
        (words("plugin"), plugin),
    )
    lines += ["    ".join(f"{label}{colon}{value}" for label, value in facts), ""]
    for label, text in ((words("why"), rule.why), (words("help"), rule.help)):
        lines += [*_wrapped(f"{label}{colon}{words.translate(text)}"), ""]
    for title, example in ((words("wrong"), rule.bad), (words("right"), rule.good)):
        for path, snippet in example.items():
            lines += [f"{title}{colon}{path}", *(f"    {line}" for line in snippet.strip("\n").split("\n")), ""]
    if rule.official:
        lines.append(f"{words('official')}{colon}{words('{items}', items=rule.official)}")
    lines += [f"{words('source')}{colon}{source}" for source in rule.sources]
    return lines


def _wrapped(text: str) -> list[str]:
    # Chinese has no blanks to break at, and terminals break it well by themselves.
    return [text] if not text.isascii() else textwrap.wrap(text, 96, subsequent_indent="  ")


COMMAND = Command(
    name="explain",
    help="Explain a rule: what it wants, why, how to mend it, an example.",
    parameters=(Parameter(to="code", required=True, completes="rule"), *SETTINGS_OPTIONS),
    run=explain,
)
