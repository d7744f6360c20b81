"""What is said of a log: statements with their lines, the way of the patch, and the next step."""

from __future__ import annotations

from typing import Literal

from hapline_hooks import Phrase, noun
from hapline_plugins.hotpatch.advice.devices import Device

Phase = Literal["none", "requested", "legal", "downloaded", "merged", "in-force"]
"""How far a patch came: nobody asked for one; the app asked; the patch is for this version; it is on the phone; it is
merged and waits for a restart; it is in force."""
PHASES: tuple[Phase, ...] = ("none", "requested", "legal", "downloaded", "merged", "in-force")
Level = Literal["good", "bad", "note"]


@noun
class Evidence:
    """A line of the log. line: Its number, from 1. time: As it is written, if known. text: What it says, cut."""

    line: int
    time: str
    text: str


@noun
class Statement:
    """Something that the log says.

    Attributes:
        id: What it is about, for programs. level: Whether it is as it should be. text: The sentence.
        evidence: The line that says it; of several the last. count: How many lines say it.
        todo: What to do, empty for nothing. source: Where the meaning is written.
    """

    id: str
    level: Level
    text: Phrase
    evidence: Evidence
    count: int = 1
    todo: str = ""
    source: str = ""


@noun
class Step:
    """A phase that was reached. phase: Which one. evidence: The first line that says so."""

    phase: Phase
    evidence: Evidence


@noun
class Diagnosis:
    """What is said of a log.

    Attributes:
        phase: How far the patch came. steps: The phases that lines say, in order.
        statements: What happened, in the order of the lines.
        next_step: What to do now.
        is_in_force: Whether the patch is in force, and the app did not crash since.
        device: The phone, as far as the log names it. version: The version that the app asked a patch for.
        apps: The application ids that lines about hotpatching are of.
    """

    phase: Phase
    steps: tuple[Step, ...]
    statements: tuple[Statement, ...]
    next_step: Phrase
    is_in_force: bool
    device: Device
    version: str
    apps: tuple[str, ...]
