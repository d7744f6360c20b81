"""The command line as click sees it: built from the same declarations, for help, completion, errors and plugins."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from hapline import __version__, console
from hapline.arguments import COMPLETION, Command, Parameter
from hapline.errors import EXIT_INTERRUPTED, EXIT_USAGE
from hapline.plugins import Host
from hapline.words import CHINESE, DOMAIN, LOCALE, Words

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_F = TypeVar("_F", bound=Callable[..., object])
ROOT_HELP = "Check, generate, verify, package and publish mPaaS apps for HarmonyOS and Android."


def run(arguments: Sequence[str], commands: Sequence[str], load: Callable[[str], Command], words: Words) -> int:
    """Run a command line through click, and return its exit code.

    Args:
        arguments: The command line. commands: The names of the host's own commands. load: Finds one of them.
        words: The language of help and errors.

    Raises:
        hapline.errors.HaplineError: As the command raises.
    """
    if words.lang == "zh":
        _translate_click()
    root = _Commands(
        name="hapline",
        help=words.translate(ROOT_HELP),
        params=[_version()],
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    root.ours, root.load, root.words = tuple(commands), load, words
    if COMPLETION in os.environ:
        from hapline.completion.shells import register

        register()
    try:
        result = root.main(list(arguments), prog_name="hapline", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        console.out(error.format_message())
        return EXIT_USAGE
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except click.Abort:
        console.err(words("interrupted"))
        return EXIT_INTERRUPTED
    return result if isinstance(result, int) else 0


def built(command: Command, words: Words | None = None) -> click.Command:
    """A declared command as a click command, its help in the user's language."""
    words = words or Words()
    help_ = words.translate(command.help)
    if command.commands:
        return click.Group(command.name, help=help_, commands=[built(one, words) for one in command.commands])
    params = [_parameter(one, words) for one in command.parameters]
    return click.Command(command.name, help=help_, params=params, callback=command.run)


def decorated(command: _F, parameters: Iterable[Parameter]) -> _F:
    """Give a click command, or a function that becomes one, further options."""
    made = [_parameter(one, Words()) for one in parameters]
    if isinstance(command, click.Command):
        command.params += made
    else:
        known = command.__dict__.setdefault("__click_params__", [])
        known.extend(reversed(made))  # decorators are applied from the last to the first
    return command


class _Commands(click.Group):
    """Own commands by name; whatever else is asked for may come from a plugin."""

    ours: tuple[str, ...]
    load: Callable[[str], Command]
    words: Words

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Own commands first, then those of plugins."""
        return [*self.ours, *sorted(self._from_plugins(ctx))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name in self.ours:
            return built(self.load(cmd_name), self.words)
        found = self._from_plugins(ctx).get(cmd_name)
        return found and translated(found, Words(self.words.lang, self._host(ctx).locales()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or an error that names the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from hapline.config.values import closest

            near = self.words.translate(closest(args[0], self.list_commands(ctx))) if args else ""
            raise click.UsageError(f"{error.message} {near}".strip(), ctx) from None

    def _from_plugins(self, ctx: click.Context) -> dict[str, click.Command]:
        return {command.name: command for command in self._host(ctx).commands() if command.name}

    def _host(self, ctx: click.Context) -> Host:
        if not isinstance(ctx.obj, Host):
            ctx.obj = Host.from_environment()
        return ctx.obj


def translated(command: click.Command, words: Words) -> click.Command:
    """A plugin's command with its help in the user's language."""
    if words.lang == "en":
        return command
    command.help = words.translate(command.help or "")
    command.short_help = words.translate(command.short_help) if command.short_help else None
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = words.translate(parameter.help)
    for child in command.commands.values() if isinstance(command, click.Group) else ():
        translated(child, words)
    return command


def _parameter(one: Parameter, words: Words) -> click.Parameter:
    kind = click.Choice(one.choices) if one.choices else click.Path() if one.type == "path" else click.STRING
    suggest = _suggest(one, words)
    if not one.names:
        nargs = -1 if one.many else 1
        default = None if one.many else one.default
        return click.Argument(
            [one.to], type=kind, nargs=nargs, required=one.required, default=default, shell_complete=suggest
        )
    declared = [*one.names, one.to]
    help_ = words.translate(one.help)
    if one.type == "flag":
        if one.value:
            return click.Option(declared, flag_value=one.value, default=one.default or None, help=help_)
        return click.Option(declared, is_flag=True, help=help_)
    # An option that must be given has no default at all: None would be taken for one.
    given: dict[str, str | None] = {} if one.required or one.many else {"default": one.default}
    return click.Option(
        declared,
        type=kind,
        multiple=one.many,
        required=one.required,
        metavar=one.metavar or None,
        help=help_,
        shell_complete=suggest,
        **given,  # type: ignore[arg-type]
    )


def _suggest(one: Parameter, words: Words) -> Callable[..., list[CompletionItem]] | None:
    if not one.completes or COMPLETION not in os.environ:
        return None
    from hapline.completion.values import suggest

    return suggest(one.completes, words)


def _version() -> click.Parameter:
    def show(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 click's own form
        if wanted and not context.resilient_parsing:
            console.out(f"hapline {__version__}")
            context.exit()

    help_ = gettext.gettext("Show the version and exit.")
    return click.Option(["-V", "--version"], is_flag=True, expose_value=False, is_eager=True, callback=show, help=help_)


def _translate_click() -> None:
    """Let click say in Chinese what it says by itself; it asks the process's gettext, which asks the environment."""
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = CHINESE
