"""Sessions: what every command that reads the configuration or judges something shares, and how it ends.

Public: commands of plugins are made with it too, as ``hapline harmony sizes`` is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from hapline import console
from hapline.arguments import Parameter, flag, option
from hapline.config.settings import Settings, load
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, HaplineError, MissingError, UsageError
from hapline.reporters.writing import FORMATS, Request, requests, write
from hapline.running import current
from hapline.words import language
from hapline_hooks import SEVERITIES, Phrase, Project, Subject, Tree

if TYPE_CHECKING:
    import click

    from hapline.engine.report import Report
    from hapline.trees import RecordingTree

_F = TypeVar("_F", bound=Callable[..., object])

LANG = option(
    "--lang",
    choices=("auto", "en", "zh"),
    help="Language of messages; else that of HAPLINE_LANG, of output.lang in hapline.json5, or of the locale.",
)
"""The option of every command that says something."""
SETTINGS_OPTIONS: tuple[Parameter, ...] = (
    option("--config", to="config_file", type="path", help="Configuration file to use."),
    option(
        "--set",
        to="assignments",
        many=True,
        metavar="NAME=VALUE",
        completes="option",
        help="Set a configuration value.",
    ),
    LANG,
    option("--color", choices=("auto", "always", "never"), help="Colour of the output."),
)
"""Options of every command that reads the configuration."""
RULE_OPTIONS: tuple[Parameter, ...] = (
    option(
        "--profile",
        choices=("strict", "official"),
        help="strict: all rules; official: what the vendor's packing tool refuses.",
    ),
    option(
        "--select", many=True, metavar="RULE", completes="rule", help="Run only these rules (code, prefix or slug)."
    ),
    option("--ignore", many=True, metavar="RULE", completes="rule", help="Do not run these rules."),
    option(
        "--severity",
        many=True,
        metavar="RULE=LEVEL",
        completes="level",
        help="Severity of a rule: error, warning, note, off.",
    ),
)
"""Options that say which rules run, and how grave their findings are."""
BASELINE = option("--baseline", metavar="FILE", help="The baseline to use instead of the configured one.")
FORMAT = option("--format", to="format_", choices=("text", "json"), default="text", help="Output format.")
"""The format of what a command prints that has no findings."""
CHECK_OPTIONS: tuple[Parameter, ...] = (
    *RULE_OPTIONS,
    option("--fail-on", choices=(*SEVERITIES, "never"), help="The least severity that makes the exit code 1."),
    BASELINE,
    flag("--no-baseline", help="Use no baseline: show what it accepts too."),
    flag("--exit-zero", help="Exit with 0 in spite of findings."),
    option("--format", to="format_", choices=tuple(FORMATS), default="text", help="Format of what is printed."),
    option(
        "--report",
        to="reports",
        many=True,
        metavar="FORMAT[:FILE]",
        help="Write a report to a file as well; may be given several times.",
    ),
    flag("-q", "--quiet", help="One line a finding, no summary."),
    flag("-v", "--verbose", help="Also show what was accepted and what was judged."),
    *SETTINGS_OPTIONS,
)
"""Options of every command that judges something."""


def settings_options(command: _F) -> _F:
    """Give a click command of a plugin the options of ``SETTINGS_OPTIONS``; hand them on to ``Session``."""
    from hapline.click_line import decorated

    return decorated(command, SETTINGS_OPTIONS)


def check_options(command: _F) -> _F:
    """Give a click command of a plugin that judges something the options of ``CHECK_OPTIONS``, for ``Session`` too."""
    from hapline.click_line import decorated

    return decorated(command, CHECK_OPTIONS)


def exclusive_flags() -> type[click.Command]:
    """The class (``cls=``) of a plugin's click command whose flags exclude each other where they share a keyword."""
    from hapline.click_line import ExclusiveFlags

    return ExclusiveFlags


class Session:
    """One run: the plugins, the settings and the language.

    Attributes:
        run: The run of the command line that it is part of. host: The plugins. settings: The configuration.
        words: The language of messages; what a plugin's command says is looked for in its own catalogue first.
        folder: Where it starts; what paths of a report are relative to. options: The command line's options.
        problem: What is wrong with the configuration, where a forgiving session goes on with the defaults.
    """

    def __init__(
        self,
        start: str = ".",
        options: Mapping[str, object] | None = None,
        declared: Iterable[Parameter] = SETTINGS_OPTIONS,
        *,
        read: Callable[[str], bytes | None] | None = None,
        forgiving: bool = False,
    ) -> None:
        """Load plugins and configuration for a run that starts in this folder.

        Args:
            start: Where the search for ``hapline.json5`` begins.
            options: What the command received by keyword. declared: The options that are meant for the session; what
                the command received for others (its own ``--profile``) is not looked at.
            read: Reads the configuration file from elsewhere than disk, such as the index; None where it is not there.
            forgiving: Whether the run makes sense with the defaults, should the configuration be wrong.

        Raises:
            hapline.errors.HaplineError: The configuration is wrong.
        """
        self.run = current()
        self.host = self.run.host
        self.folder = start
        options = options or {}
        self.options = {one.to: options[one.to] for one in declared if one.to in options}
        self._requests = _requests(self.options)
        file = self.options.get("config_file")
        if isinstance(file, str) and not os.path.isfile(file):
            raise MissingError("there is no such configuration file", where=file)
        sections = self.host.config_sections()
        self.problem: HaplineError | None = None
        try:
            self.settings = load(
                sections,
                start=start,
                file=file if isinstance(file, str) else None,
                read=read,
                assignments=cast("tuple[str, ...]", self.options.get("assignments") or ()),
            )
        except HaplineError as error:
            if not forgiving:
                raise
            self.problem = error
            self.settings = Settings(sections)
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

    def judge(self, subjects: Iterable[Subject], tree: Tree | None = None) -> Report:
        """Judge subjects of a command's own making by all rules that are for them; ``show`` writes what was found.

        Args:
            subjects: The subjects. tree: What they were read from, for comments that accept findings: one that
                ``tree`` or ``hapline.git`` opened.
        """
        from hapline.engine.run import run

        return run(self.host, self.settings, subjects, cast("RecordingTree | None", tree))

    def refuses(self, subjects: Iterable[Subject], tree: Tree | None = None) -> bool:
        """Whether what a command is to make something of has errors; what was found is said on standard error.

        So it is of a rule that crashed, since nobody knows what it would have found. Lesser findings are only said.

        Args:
            subjects: As for ``judge``. tree: As for ``judge``.
        """
        before = len(self.host.faults)
        report = self.judge(subjects, tree)
        if report.findings:
            from hapline.reporters.text import render

            color = console.wants_color(self.settings.text("output.color"), sys.stderr)
            width = console.terminal_width(sys.stderr)
            console.err_part(render(report, self.words, color=color, width=width))
        return report.fails("error") or len(self.host.faults) > before

    def mend(
        self, root: str, subjects: Callable[[Tree], Iterable[Subject]], *, unsafe: bool = False, diff: bool = False
    ) -> int:
        """Apply the fixes of what is found in subjects, report the rest, and return the exit code.

        Args:
            root: The folder whose files are mended. subjects: Makes the subjects of its files, as a tree has them.
            unsafe: Whether fixes that may not keep what was meant are applied too. diff: Whether nothing is written.

        Raises:
            hapline.errors.PartlyDoneError: A file cannot be written.
        """
        from hapline.engine.mending import mend

        return mend(self, root, lambda tree: self.judge(subjects(tree), tree), unsafe=unsafe, diff=diff)

    @property
    def color(self) -> bool:
        """Whether to write colour to standard output."""
        return console.wants_color(self.settings.text("output.color"), sys.stdout)

    def show(self, report: Report) -> int:
        """Write a report in the formats that were asked for, and return the exit code."""
        verbose, quiet = bool(self.options.get("verbose")), bool(self.options.get("quiet"))
        wanted = self._requests
        write(report, self.words, wanted, folder=self.folder, color=self.color, verbose=verbose, quiet=quiet)
        return self.end(report)

    def end(self, report: Report) -> int:
        """The exit code of a report."""
        failed = report.fails(self.settings.text("check.failOn")) and not self.options.get("exit_zero")
        return self.run.end(EXIT_FINDINGS if failed else EXIT_FINE)

    def faults(self) -> bool:
        """Whether something kept a plugin from finishing; the run says what when it ends, and sets the exit code."""
        return bool(self.host.faults)


def _requests(options: Mapping[str, object]) -> Sequence[Request]:
    """The reports that are asked for: looked at first, so that a misspelt one does not cost a whole run."""
    return requests(cast("tuple[str, ...]", options.get("reports") or ()), str(options.get("format_") or "text"))


def _apply(settings: Settings, options: Mapping[str, object]) -> None:
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
