"""What every command that judges something shares: its options, the host, the settings, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from hapline.config.settings import Settings, load
from hapline.engine.report import Report
from hapline.errors import EXIT_BUG, EXIT_FINDINGS, EXIT_FINE, MissingError, UsageError
from hapline.plugins import Host
from hapline.words import Words, language
from hapline_hooks import Phrase

_F = TypeVar("_F", bound=Callable[..., object])

_SETTINGS_OPTIONS: tuple[Callable[[_F], _F], ...] = (
    click.option("--config", "config_file", type=click.Path(path_type=Path), help="Configuration file to use."),
    click.option("--set", "assignments", multiple=True, metavar="NAME=VALUE", help="Set a configuration value."),
    click.option("--lang", type=click.Choice(["auto", "en", "zh"]), help="Language of messages."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Colour of the output."),
)
_CHECK_OPTIONS: tuple[Callable[[_F], _F], ...] = (
    click.option(
        "--profile",
        type=click.Choice(["strict", "official"]),
        help="strict: all rules; official: what the vendor's packing tool refuses.",
    ),
    click.option("--select", multiple=True, metavar="RULE", help="Run only these rules (code, prefix or slug)."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Do not run these rules."),
    click.option(
        "--severity", multiple=True, metavar="RULE=LEVEL", help="Severity of a rule: error, warning, note, off."
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["note", "warning", "error", "never"]),
        help="The least severity that makes the exit code 1.",
    ),
    click.option("--baseline", metavar="FILE", help="The baseline to use instead of the configured one."),
    click.option("--no-baseline", is_flag=True, help="Use no baseline: show what it accepts too."),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings."),
    click.option(
        "--format", "formats", type=click.Choice(["text", "json", "sarif"]), default="text", help="Output format."
    ),
    click.option("-q", "--quiet", is_flag=True, help="One line a finding, no summary."),
    click.option("-v", "--verbose", is_flag=True, help="Also show what was accepted and what was judged."),
)


def settings_options(command: _F) -> _F:
    """Options of every command that reads the configuration."""
    for option in reversed(_SETTINGS_OPTIONS):
        command = option(command)
    return command


def check_options(command: _F) -> _F:
    """Options of every command that judges something."""
    for option in reversed(_CHECK_OPTIONS):
        command = option(command)
    return settings_options(command)


class Session:
    """One run: the plugins, the settings and the language."""

    def __init__(self, start: Path, options: dict[str, object]) -> None:
        """Load plugins and configuration for a run that starts in this folder.

        Args:
            start: Where the search for ``hapline.json5`` begins. options: The command line's options.

        Raises:
            hapline.errors.HaplineError: The configuration is wrong.
        """
        self.host = Host.from_environment()
        given = options.get("assignments")
        assignments = [str(one) for one in given] if isinstance(given, tuple) else []
        config_file = options.get("config_file")
        if isinstance(config_file, Path) and not config_file.is_file():
            raise MissingError("there is no such configuration file", where=str(config_file))
        self.settings = load(
            self.host.config_sections(),
            start=start,
            file=config_file if isinstance(config_file, Path) else None,
            assignments=assignments,
        )
        _apply(self.settings, options)
        self.words = Words(language(self.settings.text("output.lang")), self.host.locales())
        self.options = options

    @property
    def color(self) -> bool:
        """Whether to write colour."""
        wanted = self.settings.text("output.color")
        if wanted != "auto":
            return wanted == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

    def show(self, report: Report) -> int:
        """Write a report in the format that was asked for, and return the exit code."""
        format_ = self.options.get("formats", "text")
        if format_ == "json":
            from hapline.reporters.json import render

            click.echo(render(report, self.words))
        elif format_ == "sarif":
            from hapline.reporters.sarif import render

            click.echo(render(report, self.words))
        else:
            from hapline.reporters.text import TextReporter

            verbose, quiet = bool(self.options.get("verbose")), bool(self.options.get("quiet"))
            reporter = TextReporter(self.words, color=self.color, verbose=verbose, quiet=quiet)
            click.echo("".join(f"{line}\n" for line in reporter.lines(report)), nl=False, color=self.color)
        return self.end(report)

    def end(self, report: Report) -> int:
        """The exit code of a report; faults of plugins are said on standard error."""
        if self.faults():
            return EXIT_BUG
        if self.options.get("exit_zero"):
            return EXIT_FINE
        return EXIT_FINDINGS if report.fails(self.settings.text("check.failOn")) else EXIT_FINE

    def faults(self) -> bool:
        """Say what crashed in plugins, if anything did."""
        # A rule that crashes on one module crashes on the next: once is enough here, the log has them all.
        for fault in {(fault.plugin, fault.what): fault for fault in self.host.faults}.values():
            error = f"{type(fault.error).__name__}: {fault.error}"
            crashed = self.words(
                "hapline: plugin {plugin} crashed ({what}): {error}", plugin=fault.plugin, what=fault.what, error=error
            )
            click.echo(crashed, err=True)
        if self.host.faults:
            from hapline.bugs import write_faults

            log = write_faults(self.host.faults, sys.argv[1:])
            incomplete = self.words(
                "the result is incomplete; details for a report to the plugin's authors: {file}", file=log
            )
            click.echo(incomplete, err=True)
        return bool(self.host.faults)


def _apply(settings: Settings, options: dict[str, object]) -> None:
    for name in ("lang", "color"):
        if options.get(name):
            settings.put(f"output.{name}", options[name], f"--{name}")
    if options.get("profile"):
        settings.put("check.profile", options["profile"], "--profile")
    if options.get("fail_on"):
        settings.put("check.failOn", options["fail_on"], "--fail-on")
    if options.get("no_baseline"):
        settings.put("check.baseline", "", "--no-baseline")
    elif options.get("baseline"):
        settings.put("check.baseline", os.path.abspath(str(options["baseline"])), "--baseline")
    for name in ("select", "ignore"):
        words = _words(options.get(name))
        if words:
            settings.put(f"check.{name}", words, f"--{name}")
    given = options.get("severity")
    for pair in given if isinstance(given, tuple) else ():
        rule, _, level = str(pair).partition("=")
        if level not in {"error", "warning", "note", "off"}:
            raise UsageError(
                Phrase("--severity {given}: must be RULE=LEVEL", given=str(pair)),
                todo="the levels are error, warning, note and off",
            )
        known = settings["check.severity"]
        table = dict(known) if isinstance(known, dict) else {}
        settings.put("check.severity", {**table, rule: level}, "--severity")


def _words(given: object) -> tuple[str, ...]:
    items: Iterable[object] = given if isinstance(given, tuple) else ()
    return tuple(word.strip() for item in items for word in str(item).split(",") if word.strip())
