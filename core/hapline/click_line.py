"""The command line as click sees it: built from the same declarations, for help, completion, errors and plugins."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING, TypeVar

import click

from hapline import __version__, console
from hapline.arguments import COMPLETION, Command, Parameter
from hapline.errors import EXIT_BUG, EXIT_FINE, EXIT_INTERRUPTED, EXIT_USAGE, exclude_each_other, of_or_none
from hapline.plugins import CRASHES
from hapline.running import Run
from hapline.session import LANG
from hapline.vetting import BrokenContract
from hapline.words import CHINESE, DOMAIN, LOCALE, Words
from hapline_hooks import Phrase

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_MAX_CODE = 255
_F = TypeVar("_F", bound=Callable[..., object])
ROOT_HELP = "Check, generate, verify, package and publish mPaaS apps for HarmonyOS and Android."


def run(arguments: Sequence[str], commands: Sequence[str], load: Callable[[str], Command], this: Run) -> int:
    """Run a command line through click, and return its exit code.

    Args:
        arguments: The command line. commands: The names of the host's own commands. load: Finds one of them.
        this: The run that it is part of.

    Raises:
        hapline.errors.HaplineError: As the command raises.
    """
    with _click_speaks(this.words.lang):
        root = _Commands(
            name="hapline",
            help=this.words.translate(ROOT_HELP),
            params=[_version(), _lang(this.words)],
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        )
        root.ours, root.load, root.run = tuple(commands), load, this
        if COMPLETION in os.environ:
            from click.shell_completion import shell_complete

            from hapline.completion.shells import register

            register()
            return shell_complete(root, {}, "hapline", COMPLETION, os.environ[COMPLETION])
        try:
            return _invoked(root, arguments)
        except click.exceptions.NoArgsIsHelpError as error:
            console.out(error.format_message())
            return EXIT_USAGE
        except click.ClickException as error:
            code = this.end(EXIT_USAGE)  # what is no command may be that of a plugin that does not load
            error.show()
            return code
        except click.Abort:
            console.err(this.words("interrupted"))
            return EXIT_INTERRUPTED


def _invoked(root: _Commands, arguments: Sequence[str]) -> int:
    # Not root.main(): it takes a closed pipe for an error of its own, and exits with 1.
    try:
        with root.make_context("hapline", list(arguments)) as context:
            result: object = root.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.ClickException, click.Abort, BrokenPipeError):
        raise
    except CRASHES as error:
        if not root.run.plugin:
            raise
        return _crashed(root.run, error)
    return _exit_code(root.run, result)


def _exit_code(this: Run, result: object) -> int:
    if result is None:
        return EXIT_FINE
    if type(result) is int and 0 <= result <= _MAX_CODE:
        return result
    return _crashed(
        this,
        BrokenContract(
            Phrase("returned {value}: an exit code is a whole number from 0 to 255, or None", value=repr(result))
        ),
    )


def _crashed(this: Run, error: BaseException) -> int:
    """The end of a plugin's command that did not return: an exit, an error that people can cause, or a crash."""
    if isinstance(error, SystemExit):
        return _exit_code(this, error.code)
    known = of_or_none(error)
    if known is not None:
        raise known from error
    this.host.failed(this.plugin, Phrase("command {name}", name=this.command), error)
    return EXIT_BUG


def built(command: Command, words: Words | None = None) -> click.Command:
    """A declared command as a click command, its help in the user's language."""
    words = words or Words()
    help_ = words.translate(command.help)
    if command.commands:
        members = [built(one, words) for one in command.commands]
        return click.Group(command.name, help=help_, commands=members, params=[_lang(words)])
    params = [_parameter(one, words) for one in command.parameters]
    return ExclusiveFlags(command.name, help=help_, params=params, callback=command.run)


def decorated(command: _F, parameters: Iterable[Parameter]) -> _F:
    """Give a click command, or a function that becomes one, further options."""
    made = [_parameter(one, Words()) for one in parameters]
    if isinstance(command, click.Command):
        command.params += made
    else:
        known = command.__dict__.setdefault("__click_params__", [])
        known.extend(reversed(made))  # decorators are applied from the last to the first
    return command


class ExclusiveFlags(click.Command):
    """A command whose flags exclude each other where they share a keyword: click by itself takes the last one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse a line as click does.

        Raises:
            hapline.errors.UsageError: Two flags of one keyword are given.
        """
        words = list(args)
        rest = super().parse_args(ctx, args)
        first: dict[str | None, click.Option] = {}
        for one in self.make_parser(ctx).parse_args(words)[2] if not ctx.resilient_parsing else ():
            if isinstance(one, click.Option) and one.is_flag and not one.is_bool_flag:
                other = first.setdefault(one.name, one)
                if other.flag_value != one.flag_value:
                    raise exclude_each_other(other.opts[0], one.opts[0])
        return rest


class _Commands(click.Group):
    """Own commands by name; whatever else is asked for may come from a plugin."""

    ours: tuple[str, ...]
    load: Callable[[str], Command]
    run: Run

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's own form
        """Own commands first, then those of plugins."""
        return [*self.ours, *sorted(self._from_plugins())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 see above
        """The command of that name."""
        if cmd_name in self.ours:
            return built(self.load(cmd_name), self.run.words)
        plugin, found = self._from_plugins().get(cmd_name, ("", None))
        return found and translated(found, self.run.words.of(self.run.host.locale(plugin)))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or an error that names the nearest one."""
        try:
            found = super().resolve_command(ctx, args)
        except click.UsageError as error:
            from hapline.config.values import closest

            near = self.run.words.translate(closest(args[0], self.list_commands(ctx))) if args else ""
            raise click.UsageError(f"{error.message} {near}".strip(), ctx) from None
        if found[0] and found[0] not in self.ours:
            self.run.command, self.run.plugin = found[0], self._from_plugins()[found[0]][0]
        return found

    def _from_plugins(self) -> Mapping[str, tuple[str, click.Command]]:
        return self.run.host.commands(self.ours)


def translated(command: click.Command, words: Words) -> click.Command:
    """A copy of a plugin's command with its help in the user's language, and ``--lang`` for its groups."""
    found = copy(command)
    found.help = words.translate(command.help or "")
    found.short_help = words.translate(command.short_help) if command.short_help else _in_short(found.help)
    found.params = [_translated_parameter(one, words) for one in command.params]
    if isinstance(found, click.Group):
        found.commands = {name: translated(child, words) for name, child in found.commands.items()}
        if not any("--lang" in parameter.opts for parameter in found.params):
            found.params.append(_lang(words))
    return found


def _in_short(text: str) -> str | None:
    """The first sentence of a help in Chinese: click cuts between words, and knows its ends only by a full stop."""
    sentence = text.partition("。")[0]
    if sentence.isascii():
        return None
    return sentence if len(sentence) <= _SHORT else f"{sentence[:_SHORT]}..."


_SHORT = 32
"""Characters of a help that stand beside the name of a command; those of Chinese are two columns wide."""


def _translated_parameter(parameter: click.Parameter, words: Words) -> click.Parameter:
    found = copy(parameter)
    if isinstance(found, click.Option) and found.help:
        found.help = words.translate(found.help)
    return found


def _parameter(one: Parameter, words: Words) -> click.Parameter:
    kind = click.Choice(one.choices) if one.choices else click.Path() if one.type == "path" else click.STRING
    suggest = _suggest(one, words)
    if not one.names:
        nargs = -1 if one.many else 1
        return click.Argument(
            [one.to],
            type=kind,
            nargs=nargs,
            required=one.required,
            shell_complete=suggest,
            **_default(one),
        )
    declared = [*one.names, one.to]
    help_ = words.translate(one.help)
    if one.type == "flag":
        if one.value:
            return click.Option(declared, flag_value=one.value, default=one.default or None, help=help_)
        return click.Option(declared, is_flag=True, help=help_)
    return click.Option(
        declared,
        type=kind,
        multiple=one.many,
        required=one.required,
        metavar=one.metavar or None,
        help=help_,
        shell_complete=suggest,
        **_default(one),  # type: ignore[arg-type]
    )


def _default(one: Parameter) -> dict[str, str | None]:
    """What must be given has no default at all: None would be taken for one."""
    return {} if one.required or one.many else {"default": one.default}


def _suggest(one: Parameter, words: Words) -> Callable[..., list[CompletionItem]] | None:
    if not one.completes or COMPLETION not in os.environ:
        return None
    from hapline.completion.values import suggest

    return suggest(one.completes, words)


def _lang(words: Words) -> click.Parameter:
    """The language, for the help of groups; the run finds it wherever it stands on the line."""
    help_ = words.translate(LANG.help)
    return click.Option(["--lang"], type=click.Choice(LANG.choices), expose_value=False, help=help_)


def _version() -> click.Parameter:
    def show(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 click's own form
        if wanted and not context.resilient_parsing:
            console.out(f"hapline {__version__}")
            context.exit()

    help_ = gettext.gettext("Show the version and exit.")
    return click.Option(["-V", "--version"], is_flag=True, expose_value=False, is_eager=True, callback=show, help=help_)


@contextmanager
def _click_speaks(lang: str) -> Iterator[None]:
    """Let click say in Chinese what it says by itself; it asks the process's gettext, which asks the environment."""
    if lang != "zh":
        yield
        return
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = CHINESE
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
