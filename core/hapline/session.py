"""Sessions: what every command that reads the configuration or judges something shares, and how it ends.

Public: commands of plugins are made with it too, as ``hapline harmony sizes`` is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from hapline import console
from hapline.arguments import Parameter
from hapline.config.settings import Settings, load
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, MissingError, UsageError
from hapline.running import current
from hapline.words import language
from hapline_hooks import SEVERITIES, Phrase, Project, Tree

if TYPE_CHECKING:
    from hapline.engine.report import Report

_F = TypeVar("_F", bound=Callable[..., object])

LANG = Parameter(
    to="lang",
    names=("--lang",),
    type="choice",
    choices=("auto", "en", "zh"),
    help="Language of messages; else that of HAPLINE_LANG, of output.lang in hapline.json5, or of the locale.",
)
SETTINGS_OPTIONS: tuple[Parameter, ...] = (
    Parameter(to="config_file", names=("--config",), type="path", help="Configuration file to use."),
    Parameter(to="assignments", names=("--set",), many=True, metavar="NAME=VALUE", help="Set a configuration value."),
    LANG,
    Parameter(
        to="color",
        names=("--color",),
        type="choice",
        choices=("auto", "always", "never"),
        help="Colour of the output.",
    ),
)
"""Options of every command that reads the configuration."""
RULE_OPTIONS: tuple[Parameter, ...] = (
    Parameter(
        to="profile",
        names=("--profile",),
        type="choice",
        choices=("strict", "official"),
        help="strict: all rules; official: what the vendor's packing tool refuses.",
    ),
    Parameter(
        to="select",
        names=("--select",),
        many=True,
        metavar="RULE",
        help="Run only these rules (code, prefix or slug).",
    ),
    Parameter(to="ignore", names=("--ignore",), many=True, metavar="RULE", help="Do not run these rules."),
    Parameter(
        to="severity",
        names=("--severity",),
        many=True,
        metavar="RULE=LEVEL",
        help="Severity of a rule: error, warning, note, off.",
    ),
)
"""Options that say which rules run, and how grave their findings are."""
CHECK_OPTIONS: tuple[Parameter, ...] = (
    *RULE_OPTIONS,
    Parameter(
        to="fail_on",
        names=("--fail-on",),
        type="choice",
        choices=(*SEVERITIES, "never"),
        help="The least severity that makes the exit code 1.",
    ),
    Parameter(to="exit_zero", names=("--exit-zero",), type="flag", help="Exit with 0 in spite of findings."),
    Parameter(
        to="format_",
        names=("--format",),
        type="choice",
        choices=("text", "json", "sarif"),
        default="text",
        help="Output format.",
    ),
    Parameter(to="quiet", names=("-q", "--quiet"), type="flag", help="One line a finding, no summary."),
    Parameter(
        to="verbose", names=("-v", "--verbose"), type="flag", help="Also show what was accepted and what was judged."
    ),
    *SETTINGS_OPTIONS,
)
"""Options of every command that judges something."""


def settings_options(command: _F) -> _F:
    """Give a click command of a plugin the options of ``SETTINGS_OPTIONS``; hand them on to ``Session``."""
    from hapline.click_line import decorated

    return decorated(command, SETTINGS_OPTIONS)


class Session:
    """One run: the plugins, the settings and the language.

    Attributes:
        run: The run of the command line that it is part of. host: The plugins. settings: The configuration.
        words: The language of messages; what a plugin's command says is looked for in its own catalogue first.
        options: The command line's options.
    """

    def __init__(
        self,
        start: str = ".",
        options: Mapping[str, object] | None = None,
        declared: Iterable[Parameter] = SETTINGS_OPTIONS,
        *,
        read: Callable[[str], bytes | None] | None = None,
    ) -> None:
        """Load plugins and configuration for a run that starts in this folder.

        Args:
            start: Where the search for ``hapline.json5`` begins.
            options: What the command received by keyword. declared: The options that are meant for the session; what
                the command received for others (its own ``--profile``) is not looked at.
            read: Reads the configuration file from elsewhere than disk, such as the index; None where it is not there.

        Raises:
            hapline.errors.HaplineError: The configuration is wrong.
        """
        self.run = current()
        self.host = self.run.host
        options = options or {}
        self.options = {one.to: options[one.to] for one in declared if one.to in options}
        file = self.options.get("config_file")
        if isinstance(file, str) and not os.path.isfile(file):
            raise MissingError("there is no such configuration file", where=file)
        self.settings = load(
            self.host.config_sections(),
            start=start,
            file=file if isinstance(file, str) else None,
            read=read,
            assignments=cast("tuple[str, ...]", self.options.get("assignments") or ()),
        )
        _apply(self.settings, {**self.options, "lang": self.options.get("lang") or self.run.lang})
        words = self.host.words_in(language(self.settings.text("output.lang")))
        self.run.speak(words)
        self.words = words.of(self.host.locale(self.run.plugin)) if self.run.plugin else words

    def tree(self, path: str = ".") -> Tree:
        """The files of a folder.

        Raises:
            hapline.errors.MissingError: There is no such folder.
        """
        if not os.path.isdir(path):
            raise MissingError("there is no such folder", where=path)
        from hapline.trees import WorkingTree

        return WorkingTree(path)

    def projects(self, tree: Tree) -> list[Project]:
        """The projects in a tree, of all kinds; what a plugin cannot read is said when the run ends."""
        return self.host.projects(tree, self.settings)

    @property
    def color(self) -> bool:
        """Whether to write colour to standard output."""
        return console.wants_color(self.settings.text("output.color"), sys.stdout)

    def show(self, report: Report) -> int:
        """Write a report in the format that was asked for, and return the exit code."""
        format_ = self.options.get("format_", "text")
        if format_ == "json":
            from hapline.reporters.json import render

            console.out(render(report, self.words))
        elif format_ == "sarif":
            from hapline.reporters.sarif import render

            console.out(render(report, self.words))
        else:
            from hapline.reporters.text import TextReporter

            verbose, quiet = bool(self.options.get("verbose")), bool(self.options.get("quiet"))
            reporter = TextReporter(self.words, color=self.color, verbose=verbose, quiet=quiet)
            console.out("".join(f"{line}\n" for line in reporter.lines(report)), end="")
        return self.end(report)

    def end(self, report: Report) -> int:
        """The exit code of a report."""
        failed = report.fails(self.settings.text("check.failOn")) and not self.options.get("exit_zero")
        return self.run.end(EXIT_FINDINGS if failed else EXIT_FINE)

    def faults(self) -> bool:
        """Whether something kept a plugin from finishing; the run says what when it ends, and sets the exit code."""
        return bool(self.host.faults)


def _apply(settings: Settings, options: Mapping[str, object]) -> None:
    for name in ("lang", "color"):
        if options.get(name):
            settings.put(f"output.{name}", options[name], f"--{name}")
    if options.get("profile"):
        settings.put("check.profile", options["profile"], "--profile")
    if options.get("fail_on"):
        settings.put("check.failOn", options["fail_on"], "--fail-on")
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
