"""For tests of plugins: run checks over files held in memory, or over built files, and look at what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from hapline.config.settings import Settings
from hapline.engine.fixing import fix_all
from hapline.engine.report import Report
from hapline.engine.run import run
from hapline.plugins import Host
from hapline.trees import OverlayTree
from hapline.trees.memory import MemoryTree
from hapline.words import Words
from hapline_hooks import VerifyRequest, Workspace


class Bench:
    """A host with its settings, for checking one thing after the other.

    Attributes:
        host: The host. settings: What is configured; change it with ``settings.set``.
    """

    def __init__(self, *, third_party: bool = False, options: Mapping[str, str] | None = None) -> None:
        """Load the plugins.

        Args:
            third_party: Whether installed third-party plugins are loaded too.
            options: Configuration values by dotted name, written as for ``--set``.
        """
        self.host = Host(third_party=third_party)
        self.settings = Settings(self.host.config_sections())
        for name, value in (options or {}).items():
            self.settings.set(name, value, "test")

    def check(self, files: Mapping[str, str | bytes]) -> Report:
        """Check source files by path, as ``hapline check`` does."""
        tree = MemoryTree(files)
        projects = self.host.projects(tree, self.settings)
        return self._finished(run(self.host, self.settings, [Workspace(projects), *projects], tree))

    def fix(self, files: Mapping[str, str | bytes], *, unsafe: bool = False) -> Mapping[str, bytes]:
        """The files that ``hapline fix`` would change, with their new content."""
        tree = OverlayTree(MemoryTree(files))

        def judge() -> Report:
            projects = self.host.projects(tree, self.settings)
            return self._finished(run(self.host, self.settings, [Workspace(projects), *projects], tree))

        fix_all(tree, judge, unsafe=unsafe)
        return tree.changed

    def verify(self, files: Sequence[Path], *, judged_as: str = "", base: Sequence[Path] = ()) -> Report:
        """Verify built files, as ``hapline verify`` does."""
        request = VerifyRequest(
            files=tuple(map(str, files)), base=tuple(map(str, base)), judged_as=judged_as, settings=self.settings
        )
        return self._finished(run(self.host, self.settings, self.host.artifacts(request)))

    def _finished(self, report: Report) -> Report:
        for fault in self.host.faults:
            raise AssertionError(f"{fault.plugin} crashed: {fault.what}") from fault.error
        return report


def codes(report: Report) -> list[str]:
    """The codes of all findings, sorted."""
    return sorted(one.finding.rule for one in report.findings)


def lines(report: Report, *, rule: str = "", lang: str = "en") -> list[str]:
    """Findings as ``file:line:column CODE message``, those of one rule or all, in the report's order."""
    words = Words(lang)
    found: list[str] = []
    for one in report.findings:
        if rule and one.finding.rule != rule:
            continue
        place = one.finding.location
        where = f"{place.file}:{place.span.start_line}:{place.span.start_column}" if place.span else place.file
        message = words.message(one.rule, one.finding.message, one.finding.args).split("\n")[0]
        found.append(f"{where} {one.finding.rule} {message}")
    return found


__all__ = ["Bench", "MemoryTree", "codes", "lines"]
