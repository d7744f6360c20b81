"""The report as a comment for a pull request: a summary, a table, and what to do folded below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from hapline.console import printable
from hapline.engine.report import Judged, Report, Suppressed
from hapline.reporters.wording import by_severity, counts, fault_text, message, related_message, sides, where
from hapline.words import Words

LIMIT = 60_000
"""Characters of a comment; GitHub takes 65,536 and refuses what is longer."""
MARK = "<!-- hapline -->"
"""Begins every comment, unseen: by it a bot finds the comment that it wrote before."""
_RESERVED = 1000
"""Room for what has to be said in any case: heads, how much is left out, and the ends of what is folded."""
_FAULTS = 10
_LONGEST = 500
"""Characters of one line of a message; a name of a megabyte must not push everything else out."""
_GAP = "\N{ZERO WIDTH SPACE}"
_ALIVE = re.compile(r"#(?=\d)|\bGH-(?=\d)|/(?=/)|www(?=\.)|(?:mailto|xmpp)(?=:)", re.IGNORECASE)
"""What GitHub makes links of, up to the place where a gap stops it; mentions and addresses have a gap on both sides."""
_SPECIAL = re.compile(r"[\\`*_\[\]~$]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})
_QUOTED = re.compile(r"`([^`]+)`")


def render(
    report: Report, words: Words, *, prefix: str = "", limit: int = LIMIT, size: Callable[[str], int] = len
) -> str:
    """The report as Markdown of GitHub; names and texts of a project have no effect in it.

    The most severe findings come first. Rows that do not fit are left out as a whole, and counted.

    Args:
        report: What to say. words: In which language.
        prefix: The folder that paths are relative to, as seen from the root of the repository.
        limit: How large the text may be. size: How that is counted.
    """
    room = _Room(limit - _RESERVED, size)
    lines = [MARK, f"### hapline{words(': ')}{words('{items}', items=counts(report, words))}", ""]
    crashed = [f"- {_line(fault_text(fault, words))}" for fault in report.faults[:_FAULTS]]
    if crashed:
        lines += [f"**{words('The result is incomplete.')}**", *takewhile(room.take, crashed), ""]
    if report.findings:
        lines += _table(by_severity(report), words, prefix, room)
        lines += _folded(words("What to do"), _advice(report, words, prefix), room, words)
    if report.suppressed:
        accepted = (_accepted(one, words, prefix) for one in report.suppressed)
        lines += _folded(words("Accepted"), accepted, room, words)
    return "\n".join(lines)


class _Room:
    """How much still fits."""

    def __init__(self, left: int, size: Callable[[str], int]) -> None:
        self.left = left
        self.size = size

    def take(self, line: str) -> bool:
        """Whether a line fits; its room is gone then."""
        self.left -= self.size(line) + 1
        return self.left >= 0


def _table(findings: list[Judged], words: Words, prefix: str, room: _Room) -> Iterator[str]:
    yield f"| {words('severity')} | {words('place')} | {words('finding')} |"
    yield "|---|---|---|"
    rows = list(takewhile(room.take, (_row(one, words, prefix) for one in findings)))
    yield from rows
    yield ""
    if len(rows) < len(findings):
        yield words("{count} more are left out here, for want of room.", count=len(findings) - len(rows))
        yield ""


def _row(one: Judged, words: Words, prefix: str) -> str:
    first = message(one, words).split("\n")[0]
    place = code(where(one.finding.location, prefix), cell=True)
    return f"| {words(one.severity)} | {place} | **{inline(one.rule.code)}** {_line(first, cell=True)} |"


def _advice(report: Report, words: Words, prefix: str) -> Iterator[str]:
    """What to do about each rule, and what there is to know of each of its findings."""
    by_rule: dict[str, list[Judged]] = {}
    for one in by_severity(report):
        by_rule.setdefault(one.rule.code, []).append(one)
    for several in by_rule.values():
        rule = several[0].rule
        help_ = words.about(rule).translate(rule.help)
        yield f"**{inline(rule.code)} {inline(rule.slug)}**{words(': ')}{inline(help_)}"
        for one in several:
            yield "<br>".join(_about(one, words, prefix))
        yield ""


def _about(one: Judged, words: Words, prefix: str) -> Iterator[str]:
    place = one.finding.location
    yield f"- {code(where(place, prefix))} {code(place.symbol)}".rstrip()
    yield from map(_line, message(one, words).split("\n"))
    for related in one.finding.related:
        yield f"{code(where(related.location, prefix))}{words(': ')}{_line(related_message(one, related, words))}"
    for label, text in sides(one, words):
        if label != words("help"):
            yield f"{label}{words(': ')}{_line(text)}"


def _accepted(one: Suppressed, words: Words, prefix: str) -> str:
    judged = one.judged
    first = message(judged, words).split("\n")[0]
    reason = _line(one.reason)
    place = code(where(judged.finding.location, prefix))
    return f"- **{inline(judged.rule.code)}** {place}{words(': ')}{_line(first)}<br>{reason}"


def _folded(title: str, lines: Iterator[str], room: _Room, words: Words) -> list[str]:
    inner = "\n".join(takewhile(room.take, lines)).rstrip("\n")
    rest = [words("The rest is left out here, for want of room."), ""] if room.left < 0 else []
    return ["<details>", f"<summary>{title}</summary>", "", inner, "", *rest, "</details>", ""] if inner else []


def _line(text: str, *, cell: bool = False) -> str:
    return inline(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", cell=cell)


def inline(text: str, *, cell: bool = False) -> str:
    """A line of plain text; what stands between backticks is code.

    Args:
        text: Any text. cell: Whether it goes into a table.
    """
    pieces = _QUOTED.split(text)
    return "".join(code(piece, cell=cell) if number % 2 else _plain(piece) for number, piece in enumerate(pieces))


def code(text: str, *, cell: bool = False) -> str:
    """A line of text as code; the arguments are those of ``inline``."""
    text = printable(text)
    # In a table the bar must be escaped, and then a backslash before it cannot be written.
    if not text.strip() or (cell and "|" in text and "\\" in text):
        return _plain(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text.replace('|', chr(92) + '|') if cell else text}{pad}{fence}"


def _plain(text: str) -> str:
    text = _ALIVE.sub(rf"\g<0>{_GAP}", printable(text)).replace("@", f"{_GAP}@{_GAP}")
    return _SPECIAL.sub(r"\\\g<0>", text).translate(_ENTITIES)
