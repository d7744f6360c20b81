"""Applies the fixes of findings, over and over until none is left, without writing anything."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property

from hapline.documents import Document, DocumentError, TolerantText, text_edits
from hapline.documents.text import LIMIT, check_size, in_order
from hapline.engine.report import Judged, Report
from hapline.engine.selection import AnyRule
from hapline.errors import of
from hapline.plugins import Host
from hapline.trees import OverlayTree
from hapline.vetting import BrokenContract
from hapline_hooks import Fix, Phrase, TextEdit, Unreadable, noun

PATIENCE = 10
"""Passes in which fixes may go on while the findings that have one become no fewer: one may bring out the next, but
rules that undo each other, or do not remove what they find, must not run for ever."""


@noun
class Applied:
    """A fix that was applied, for the finding it removes."""

    judged: Judged
    fix: Fix


@noun
class Left:
    """A fix that could not be applied, and why."""

    judged: Judged
    fix: Fix
    reason: str


@noun
class Fixed:
    """What became of the fixes of a project.

    Attributes:
        report: On the changed project. applied: In their order. left: What was wanted and could not be done.
    """

    report: Report
    applied: list[Applied]
    left: list[Left]


def fix_all(
    host: Host,
    tree: OverlayTree,
    check: Callable[[], Report],
    *,
    unsafe: bool,
    files: Collection[str] | None = None,
) -> Fixed:
    """Apply fixes to the overlay until no finding offers one.

    The fixes of a rule that do not come to an end are a fault of its plugin, and nothing of them is kept.

    Args:
        host: Where the rules are from. tree: Takes the changed files. check: Judges the project as it is there.
        unsafe: Whether fixes that may not keep what the author meant are applied too.
        files: The only files that may be changed; None for any.
    """
    endless: set[AnyRule] = set()
    while True:
        tree.changed.clear()
        applied: list[Applied] = []
        done: list[Applied] = []
        report = check()
        fewest, patience = len(report.findings) + 1, PATIENCE
        while patience:
            wanted = _wanted(report, endless, unsafe=unsafe, files=files)
            fewest, patience = (len(wanted), PATIENCE) if len(wanted) < fewest else (fewest, patience - 1)
            done, left = _one_pass(tree, wanted)
            if not done:
                return Fixed(report=report, applied=applied, left=left)
            applied += done
            report = check()
        for rule in sorted({one.judged.rule for one in done}, key=lambda rule: rule.code):
            endless.add(rule)
            host.failed(
                host.owner(rule),
                Phrase("rule {code}", code=rule.code),
                BrokenContract("its fixes do not remove what it finds and come to no end: none of them is kept"),
            )


def _wanted(
    report: Report, endless: Collection[AnyRule], *, unsafe: bool, files: Collection[str] | None
) -> list[Applied]:
    found: list[Applied] = []
    for one in report.findings:
        fix = next((fix for fix in one.finding.fixes if fix.safe or unsafe), None)
        if fix is not None and one.rule not in endless and (files is None or fix.path in files):
            found.append(Applied(judged=one, fix=fix))
    return found


def _one_pass(tree: OverlayTree, wanted: list[Applied]) -> tuple[list[Applied], list[Left]]:
    by_path: dict[str, list[Applied]] = {}
    for one in wanted:
        by_path.setdefault(one.fix.path, []).append(one)
    done: list[Applied] = []
    left: list[Left] = []
    for path, several in by_path.items():
        try:
            file = _File(tree.read(path))
        except (DocumentError, Unreadable) as error:
            left += [Left(judged=one.judged, fix=one.fix, reason=of(error).what) for one in several]
            continue
        applied, refused = _fix_file(tree, path, file, several)
        done += applied
        left += refused
    return done, left


class _File:
    """A file that is mended: a text in whatever encoding, and a document where a fix names its values."""

    def __init__(self, data: bytes) -> None:
        check_size(data, LIMIT)
        self._data = data
        self.content = TolerantText(data)
        if self.content.undecoded and self.content.is_binary:
            raise self.content.undecoded

    @cached_property
    def document(self) -> Document:
        """The document, which has the same text."""
        return Document(self._data)


def _fix_file(tree: OverlayTree, path: str, file: _File, wanted: list[Applied]) -> tuple[list[Applied], list[Left]]:
    edits: list[TextEdit] = []
    done: list[Applied] = []
    left: list[Left] = []
    for one in wanted:
        try:
            more = _edits(file, one.fix)
        except (DocumentError, ValueError, KeyError) as error:
            left.append(Left(judged=one.judged, fix=one.fix, reason=_reason(error, path)))
            continue
        if all(file.content.text[edit.start : edit.end] == edit.text for edit in more):
            left.append(Left(judged=one.judged, fix=one.fix, reason="it changes nothing"))
        elif not any(_overlap(new, old) for new in more for old in edits):
            # Two findings may offer the same fix; what is left over is found again in the next pass.
            edits.extend(more)
            done.append(one)
    if done:
        tree.changed[path] = file.content.edited(edits)
    return done, left


def _edits(file: _File, fix: Fix) -> list[TextEdit]:
    """The edits of a fix in the text; where it names characters only, the file may be anything."""
    plain = [edit for edit in fix.edits if isinstance(edit, TextEdit)]
    if len(plain) == len(fix.edits):
        return in_order(file.content.text, plain)
    return text_edits(file.document, fix.edits)


def _reason(error: DocumentError | ValueError | KeyError, path: str) -> str:
    if isinstance(error, DocumentError):
        return of(error, path).what
    return Phrase("there is no {place}", place=str(error.args[0])) if isinstance(error, KeyError) else str(error)


def _overlap(one: TextEdit, other: TextEdit) -> bool:
    return one.start <= other.end and other.start <= one.end
