"""``hapline plugins``: lists the plugins and what they contribute, and says what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator

from hapline import console
from hapline.arguments import Command, flag
from hapline.errors import EXIT_FINE
from hapline.plugins import Host
from hapline.running import current
from hapline.session import LANG
from hapline.vetting import BrokenContract
from hapline.words import Words, catalogue_problem


def list_plugins(*, verbose: bool, lang: str | None) -> int:  # noqa: ARG001 the run has seen the language
    """List the plugins; whatever can be asked of them without a project is asked, so that what is wrong is said."""
    host, words = current().host, current().words
    contributions = list(_contributions(host, words))
    for plugin in host.plugins:
        problem = words.translate(plugin.problem)
        state = words("not loaded: {reason}", reason=problem) if problem else words("loaded")
        console.out(console.printable(f"{plugin.name:<16} {plugin.origin:<40} {state}"))
        for owner, line in contributions:
            if verbose and owner == plugin.name:
                console.out(console.printable(f"    {line}"))
        folder = host.locale(plugin.name)
        missing = catalogue_problem(folder) if folder else ""
        if missing:
            host.failed(plugin.name, "hapline_locale", BrokenContract(missing))
    return EXIT_FINE


def _contributions(host: Host, words: Words) -> Iterator[tuple[str, str]]:
    """What plugins contribute, each with the plugin: ours to theirs, and theirs in the order of the hooks."""
    from hapline.cli import COMMANDS

    rules = host.rules(host.families())
    for name in {host.owner(rule): None for rule in rules}:
        codes = [rule.code for rule in rules if host.owner(rule) == name]
        yield name, words("{count} rules: {codes}", count=len(codes), codes=_shortened(codes))
    for name, (owner, generator) in host.named_generators().items():
        yield owner, words("generator {name}: {help}", name=name, help=_own(host, words, owner, generator.help))
    for name, (owner, packager) in host.named_packagers().items():
        yield owner, words("packager {name}: {help}", name=name, help=_own(host, words, owner, packager.help))
    for name, (owner, command) in host.commands(COMMANDS).items():
        help_ = (command.help or "").partition("\n")[0]
        yield owner, words("command {name}: {help}", name=name, help=_own(host, words, owner, help_))
    for name, (owner, section) in host.named_sections().items():
        options = [f"{name}.{option.name}" for option in section.options]
        yield owner, words("options: {names}", names=options)


def _own(host: Host, words: Words, owner: str, text: str) -> str:
    return words.of(host.locale(owner)).translate(text)


def _shortened(codes: list[str]) -> list[str]:
    """The codes, or the first and the last of more than people read."""
    most = 6
    return codes if len(codes) <= most else [*codes[: most // 2], "…", *codes[-1:]]


COMMAND = Command(
    name="plugins",
    help="List the plugins, and why one is not loaded.",
    parameters=(
        flag("-v", "--verbose", help="Also show what each of them contributes."),
        LANG,
    ),
    run=list_plugins,
)
