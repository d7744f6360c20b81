"""The command line: finds the command that was asked for, and loads no other."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from hapline import __version__
from hapline.errors import EXIT_BUG, EXIT_INTERRUPTED, HaplineError
from hapline.plugins import Host
from hapline.words import CHINESE, DOMAIN, Words, language

COMMANDS = ("check", "verify", "fix", "baseline", "generate", "rules", "explain", "plugins", "config")
"""The host's own commands: each is the attribute ``command`` of the module of its name in hapline.commands."""


class _Commands(click.Group):
    """Own commands by name; whatever else is asked for may come from a plugin."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Own commands first, then those of plugins."""
        return [*COMMANDS, *sorted(self._from_plugins(ctx))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name in COMMANDS:
            return translated(cast("click.Command", importlib.import_module(f"hapline.commands.{cmd_name}").command))
        found = self._from_plugins(ctx).get(cmd_name)
        return found and translated(found, ctx.obj)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or an error that names the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from hapline.config.values import closest

            near = _words().translate(closest(args[0], self.list_commands(ctx))) if args else ""
            raise click.UsageError(f"{error.message} {near}".strip(), ctx) from None

    def _from_plugins(self, ctx: click.Context) -> dict[str, click.Command]:
        if not isinstance(ctx.obj, Host):
            ctx.obj = Host.from_environment()
        return {command.name: command for command in ctx.obj.commands() if command.name}


def _words(host: Host | None = None) -> Words:
    """The language that is asked for on the command line, before any configuration is read."""
    given = [one for one in sys.argv if one.startswith("--lang=")]
    pairs = zip(sys.argv, sys.argv[1:], strict=False)
    wanted = [value for option, value in pairs if option == "--lang"] + [one.partition("=")[2] for one in given]
    return Words(language(wanted[-1] if wanted else "auto"), host.locales() if host else ())


def _translate_click() -> None:
    """Let click say in Chinese what it says by itself; it asks the process's gettext, which asks the environment."""
    import gettext

    gettext.bindtextdomain(DOMAIN, str(Path(__file__).with_name("locale")))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = CHINESE


def translated(command: click.Command, host: Host | None = None) -> click.Command:
    """The command with its help in the user's language; the host knows the words of a plugin's command."""
    words = _words(host)
    if words.lang == "en":
        return command
    command.help = words.translate(command.help or "")
    command.short_help = words.translate(command.short_help) if command.short_help else None
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = words.translate(parameter.help)
    for child in command.commands.values() if isinstance(command, click.Group) else ():
        translated(child, host)
    return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Check, generate, verify, package and publish mPaaS apps for HarmonyOS and Android.",
)
@click.version_option(__version__, "-V", "--version", message="hapline %(version)s")
def hapline() -> None:
    """The root of all commands."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; errors are written to standard error."""
    words = _words()
    if words.lang == "zh":
        _translate_click()
    try:
        result = translated(hapline).main(list(arguments), prog_name="hapline", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(words("interrupted"), err=True)
        return EXIT_INTERRUPTED
    except HaplineError as error:
        _show(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader (head, a pager) has seen enough; Python must not complain while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_INTERRUPTED
    except Exception as error:  # noqa: BLE001 a bug of ours: say so, and keep what is needed to report it
        from hapline.bugs import write_log

        problem, log = f"{type(error).__name__}: {error}", write_log(error, arguments)
        click.echo(words("hapline: a bug of ours: {error}", error=problem), err=True)
        click.echo(words("please report it with this file: {file}", file=log), err=True)
        return EXIT_BUG
    return result if isinstance(result, int) else 0


def _show(error: HaplineError) -> None:
    words = _words()
    if words.lang != "en":  # an error may quote a plugin, whose words are in its own catalogue
        words = _words(Host.from_environment())
    place = f"{error.where}: " if error.where else ""
    colon = words(": ")
    click.echo(f"hapline: {place}{words('error')}{colon}{words.translate(error.what)}", err=True)
    if error.todo:
        click.echo(f"  {words('help')}{colon}{words.translate(error.todo)}", err=True)
