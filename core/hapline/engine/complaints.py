"""Collects the engine's own findings, about what accepts findings and does not do so rightly."""

from __future__ import annotations

from collections.abc import Collection

from hapline.config.settings import Settings
from hapline.engine.placing import Files, Places
from hapline.engine.report import Judged
from hapline.engine.selection import AnyRule, Selection
from hapline_hooks import Finding, Location, Subject


class Complaints:
    """Findings of the rules in hapline.engine.own, as far as those are wanted.

    Attributes:
        selection: Which rules are. found: What was said.
    """

    def __init__(self, settings: Settings, places: Places, files: Files, hidden: Collection[str] = ()) -> None:
        """Start with nothing said; of ``hidden`` files no line must be shown."""
        self.selection = Selection(settings)
        self.found: list[Judged] = []
        self._places = places
        self._files = files
        self._hidden = hidden

    def add(self, rule: AnyRule, message: str, location: Location, /, **args: object) -> None:
        """Say something about a place in one of the files."""
        # The official profile is the packing tool's verdict, and nothing else.
        if self.selection.official or not self.selection.wants(rule):
            return
        finding = Finding(rule=rule.code, message=message, args=args, location=location)
        severity = self.selection.severity(rule, finding)
        if severity is not None:
            placed = self._places.placed(finding, self._files)
            subject = Subject() if location.file in self._hidden else self._files
            self.found.append(Judged(finding=placed, rule=rule, severity=severity, subject=subject))
