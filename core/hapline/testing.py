"""For tests of plugins: run what a plugin contributes over files held in memory, and look at what comes out.

Public, with everything that is named in ``__all__``.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from hapline.cli import COMMANDS
from hapline.cli import run as run_line
from hapline.config.settings import Settings, environment_name
from hapline.engine.fixing import fix_all
from hapline.engine.generating import changes
from hapline.engine.packaging import deliverables
from hapline.engine.placing import Files as OwnFiles
from hapline.engine.projects import judge
from hapline.engine.report import Report
from hapline.engine.run import run
from hapline.errors import HaplineError, NothingToDoError
from hapline.plugins import Host
from hapline.trees import OverlayTree
from hapline.trees.memory import MemoryTree
from hapline.vetting.files import vetted_pieces
from hapline.words import Words
from hapline_hooks import Project, Rule, Subject, VerifyRequest

if TYPE_CHECKING:
    import click

Files = Mapping[str, str | bytes]
"""Files by path, with forward slashes."""


class Ended(NamedTuple):
    """A command line that has run: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


class Bench:
    """A host with its settings, for trying one thing after the other.

    Whatever a plugin does wrong is raised: a mistake of the user's as the ``HaplineError`` that it is, a crash or a
    breach of the contract as an ``AssertionError`` that names the plugin.

    Attributes:
        host: The host. settings: What is configured; change it with ``settings.set``.
    """

    def __init__(
        self,
        *,
        plugins: Iterable[ModuleType] = (),
        third_party: bool = False,
        options: Mapping[str, str] | None = None,
    ) -> None:
        """Load the plugins.

        Args:
            plugins: The modules of plugins, which need not be installed for this.
            third_party: Whether installed third-party plugins are loaded too.
            options: Configuration values by dotted name, written as for ``--set``.
        """
        self._plugins = {plugin.__name__: plugin for plugin in plugins}
        self._third_party = third_party
        self._options = dict(options or {})
        self.host = self._load()
        self._raise_faults()
        self.settings = Settings(self.host.config_sections())
        for name, value in self._options.items():
            self.settings.set(name, value, "test")

    def projects(self, files: Files) -> list[Project]:
        """The projects that plugins find."""
        found = self.host.projects(MemoryTree(files), self.settings)
        self._raise_faults()
        return found

    def check(self, files: Files) -> Report:
        """Check source files, as ``hapline check`` does; a place inside a file must be in one of these."""
        tree = MemoryTree(files)
        report = self._judged(tree)
        for one in (*report.findings, *(accepted.judged for accepted in report.suppressed)):
            if isinstance(one.subject, OwnFiles):
                continue  # the engine's own, about the configuration or the baseline
            for place in (one.finding.location, *(related.location for related in one.finding.related)):
                if (place.keys or place.span) and place.path not in tree.files:
                    raise AssertionError(f"{one.finding.rule}: there is no file {place.path}")
        return report

    def fix(self, files: Files, *, unsafe: bool = False) -> Mapping[str, bytes]:
        """The files that ``hapline fix`` would change, with their new content."""
        tree = OverlayTree(MemoryTree(files))
        fix_all(self.host, tree, lambda: self._judged(tree), unsafe=unsafe)
        self._raise_faults()
        return tree.changed

    def generate(self, files: Files, *only: str) -> dict[str, str | bytes]:
        """The files that generators propose, those that are as they should be too; only these generators, or all.

        Each is a text, also where the generator hands over bytes; those of a file that is not UTF-8 stay bytes.
        """
        found = changes(self.host, self.settings, MemoryTree(files), only)
        self._raise_faults()
        return {change.path: _text_or_bytes(change.content) for change in found}

    def package(self, files: Files, *only: str) -> dict[str, bytes]:
        """The files that packagers make; only these packagers, or all. The same files must make the same bytes."""
        made = deliverables(self.host, self.settings, MemoryTree(files), only)
        self._raise_faults()
        found = {one.path: b"".join(vetted_pieces(one)) for one in made}
        for one in deliverables(self.host, self.settings, MemoryTree(files), only):
            if b"".join(vetted_pieces(one)) != found[one.path]:
                raise AssertionError(f"{one.path} is made otherwise a second time")
        return found

    def verify(self, files: Sequence[Path], *, judged_as: str = "", base: Sequence[Path] = ()) -> Report:
        """Verify built files, as ``hapline verify`` does."""
        request = VerifyRequest(
            files=tuple(map(str, files)), base=tuple(map(str, base)), judged_as=judged_as, settings=self.settings
        )
        report = run(self.host, self.settings, self.host.artifacts(request))
        self._raise_faults()
        return report

    def run(self, *line: str, cwd: str | os.PathLike[str] = ".") -> Ended:
        """Run a command line with these plugins; faults are said, as they are on a terminal.

        Args:
            line: The command line, without ``hapline``. cwd: The folder that it is run in.
        """
        out, err = _Written(), _Written()
        before = dict(os.environ)
        options = {"cache.enabled": "false", **self._options}  # what is kept would outlive the test
        os.environ.update({environment_name(name): value for name, value in options.items()})
        try:
            with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run_line(line, self._load)
        finally:
            os.environ.clear()
            os.environ.update(before)
        return Ended(code, out.text, err.text)

    def check_examples(self, rule: type[Rule[Subject]], base: Files | None = None) -> None:
        """Make sure that a rule has a finding in its bad example, and none in its good one.

        Args:
            rule: The rule. base: The files of a sample project, over which the examples are merged: objects key by
                key; anything else takes the place of what is there.
        """
        for name, example, wanted in (("bad", rule.bad, True), ("good", rule.good, False)):
            report = self.check(_merged(base or {}, example))
            found = [line for line in self.lines(report) if f" {rule.code} " in line]
            if bool(found) != wanted:
                raise AssertionError(f"the {name} example of {rule.code} has {found or 'no finding'}")

    def lines(self, report: Report, *, rule: str = "", lang: str = "en") -> list[str]:
        """Findings as ``file:line:column CODE message``, with the catalogues of the plugins."""
        return _lines(report, self.host.words_in(lang), rule)

    def untranslated(self, plugin: ModuleType) -> list[str]:
        """The texts of a plugin that have no Chinese: of its rules, options, tools and commands.

        Errors, and what commands write, are made while they run: no list of them can be had.
        """
        owner = plugin.__name__
        words = self.host.words_in("zh").of(self.host.locale(owner))
        texts = list(_texts(self.host, owner))
        self._raise_faults()
        return [text for text in dict.fromkeys(texts) if text.strip() and words.translate(text) == text]

    def _load(self) -> Host:
        return Host(third_party=self._third_party, plugins=self._plugins)

    def _judged(self, tree: MemoryTree | OverlayTree) -> Report:
        try:
            report = judge(self.host, self.settings, tree)
        except NothingToDoError:
            report = run(self.host, self.settings, [], tree)
        self._raise_faults()
        return report

    def _raise_faults(self) -> None:
        for fault in self.host.faults:
            if isinstance(fault.error, HaplineError):
                self.host.faults.remove(fault)  # it is about these files, and says nothing of the next ones
                raise fault.error
            raise AssertionError(f"{fault.plugin}: {fault.what}: {fault.error}") from fault.error


def codes(report: Report) -> list[str]:
    """The codes of all findings, sorted."""
    return sorted(one.finding.rule for one in report.findings)


def lines(report: Report, *, rule: str = "", lang: str = "en") -> list[str]:
    """Findings as ``file:line:column CODE message``, those of one rule or all, in the report's order."""
    return _lines(report, Words(lang), rule)


class _Written(io.TextIOWrapper):
    """A stream like those of a process: text is written to it as UTF-8, and bytes to its buffer."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, encoding="utf-8", newline="")

    @property
    def text(self) -> str:
        """What was written so far."""
        self.flush()
        return self._bytes.getvalue().decode("utf-8", "replace")


def _text_or_bytes(content: str | bytes) -> str | bytes:
    try:
        return content.decode() if isinstance(content, bytes) else content
    except UnicodeDecodeError:
        return content


def _lines(report: Report, words: Words, rule: str) -> list[str]:
    found: list[str] = []
    for one in report.findings:
        if rule and one.finding.rule != rule:
            continue
        place = one.finding.location
        where = f"{place.file}:{place.span.start_line}:{place.span.start_column}" if place.span else place.file
        message = words.message(one.rule, one.finding.message, one.finding.args).split("\n")[0]
        found.append(f"{where} {one.finding.rule} {message}")
    return found


def _texts(host: Host, owner: str) -> Iterator[str]:
    for rule in host.rules(host.families()):
        if host.owner(rule) == owner:
            yield from (rule.title, rule.why, rule.help, *rule.messages.values())
    for whose, section in host.named_sections().values():
        if whose == owner:
            yield section.help
            for option in section.options:
                yield from (option.help, *(field.help for field in option.fields))
    yield from (one.help for whose, one in host.named_generators().values() if whose == owner)
    yield from (one.help for whose, one in host.named_packagers().values() if whose == owner)
    for whose, command in host.commands(COMMANDS).values():
        if whose == owner:
            yield from _texts_of(command)


def _texts_of(command: click.Command) -> Iterator[str]:
    yield command.help or ""
    for parameter in command.params:
        yield getattr(parameter, "help", None) or ""
    for member in getattr(command, "commands", {}).values():
        yield from _texts_of(member)


def _merged(base: Files, example: Mapping[str, str]) -> Files:
    files = dict(base)
    for path, snippet in example.items():
        files[path] = _merged_text(files[path], snippet) if path in files else snippet
    return files


def _merged_text(base: str | bytes, snippet: str) -> str:
    from hapline.documents import DocumentError, dumps, parse

    try:
        old: object = parse(base.encode() if isinstance(base, str) else base)
        new: object = parse(snippet.encode())
    except DocumentError:
        return snippet  # an example of a file that does not parse, or is no JSON5 at all
    return dumps(_merged_value(old, new))


def _merged_value(old: object, new: object) -> object:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _merged_value(old.get(key), value) for key, value in new.items()}}
    return new


__all__ = ["Bench", "Ended", "Files", "MemoryTree", "codes", "lines"]
