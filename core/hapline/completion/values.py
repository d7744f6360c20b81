"""What can stand at a place of a command line: rules, options of the configuration, generators, folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import click
from click.shell_completion import CompletionItem

from hapline.arguments import Completes
from hapline.plugins import Host
from hapline.words import Words
from hapline_hooks import Option

LEVELS = ("error", "warning", "note", "off")
_Suggest = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def suggest(kind: Completes, words: Words) -> _Suggest | None:
    """The function that click asks for suggestions; None where it knows by itself.

    Args:
        kind: What stands there. words: The language of the explanations beside the suggestions.
    """
    return partial(_items, kind, words) if kind else None


def _items(kind: Completes, words: Words, ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    host = ctx.find_object(Host) or Host.from_environment()
    words = Words(words.lang, host.locales())
    match kind:
        case "":
            return []
        case "folder":
            return [CompletionItem(begun, type="dir")]
        case "rule":
            return list(_rules(host, words, begun))
        case "level":
            return list(_levels(host, words, begun))
        case "option":
            return list(_options(host, words, begun))
        case "generator":
            return _named(begun, ((one.name, one.help) for one in host.generators()), words)
        case "packager":
            return _named(begun, ((one.name, one.help) for one in host.packagers()), words)


def _rules(host: Host, words: Words, begun: str) -> Iterator[CompletionItem]:
    """Codes, and slugs where one is begun; several may stand in one word, with commas between."""
    before, comma, word = begun.rpartition(",")
    for rule in host.rules(host.families()):
        name = rule.slug if word and rule.slug.startswith(word) else rule.code
        if name.startswith((word, word.upper())):
            yield CompletionItem(f"{before}{comma}{name}", help=words.about(rule).translate(rule.title))


def _levels(host: Host, words: Words, begun: str) -> Iterator[CompletionItem]:
    rule, equals, level = begun.partition("=")
    if equals:
        yield from (CompletionItem(f"{rule}={one}") for one in LEVELS if one.startswith(level))
    else:
        for item in _rules(host, words, begun.replace(",", "")):
            yield CompletionItem(f"{item.value}=", type="open", help=item.help)


def _options(host: Host, words: Words, begun: str) -> Iterator[CompletionItem]:
    from hapline.config.settings import Settings

    options = Settings(host.config_sections()).options
    name, equals, value = begun.partition("=")
    if equals and name in options:
        for item in _values(options[name], host, words, value):
            yield CompletionItem(f"{name}={item.value}", help=item.help)
    elif not equals:
        for known, option in options.items():
            if known.startswith(name):
                yield CompletionItem(f"{known}=", type="open", help=words.translate(option.help))


def _values(option: Option, host: Host, words: Words, begun: str) -> Iterator[CompletionItem]:
    if option.type == "texts" and option.completes == "rule":
        yield from _rules(host, words, begun)
    known = ("true", "false") if option.type == "bool" else option.choices if option.type == "choice" else ()
    yield from (CompletionItem(one) for one in known if one.startswith(begun))


def _named(begun: str, known: Iterable[tuple[str, str]], words: Words) -> list[CompletionItem]:
    return [CompletionItem(name, help=words.translate(help_)) for name, help_ in known if name.startswith(begun)]
