"""Applies the fixes of findings, over and over until none is left, without writing anything."""

from __future__ import annotations

from collections.abc import Callable, Collection

from hapline.documents import Document, DocumentError, apply, text_edits
from hapline.engine.report import Judged, Report
from hapline.trees import OverlayTree
from hapline_hooks import Fix, TextEdit, Unreadable, noun

MAX_PASSES = 10
"""One fix may bring out the next finding; rules that undo each other must not run for ever."""


@noun
class Applied:
    """A fix that was applied, for the finding it removes."""

    judged: Judged
    fix: Fix


def fix_all(
    tree: OverlayTree, check: Callable[[], Report], *, unsafe: bool, files: Collection[str] | None = None
) -> tuple[Report, list[Applied]]:
    """Apply fixes to the overlay until no finding offers one.

    Args:
        tree: Takes the changed files. check: Judges the project as it is in the overlay.
        unsafe: Whether fixes that may not keep what the author meant are applied too.
        files: The only files that may be changed; None for any.

    Returns:
        The report on the changed project, and what was applied.
    """
    applied: list[Applied] = []
    report = check()
    for _ in range(MAX_PASSES):
        done = _one_pass(tree, report, unsafe=unsafe, files=files)
        if not done:
            break
        applied.extend(done)
        report = check()
    return report, applied


def _one_pass(tree: OverlayTree, report: Report, *, unsafe: bool, files: Collection[str] | None) -> list[Applied]:
    by_path: dict[str, list[Applied]] = {}
    for one in report.findings:
        fix = next((fix for fix in one.finding.fixes if fix.safe or unsafe), None)
        if fix is not None and (files is None or fix.path in files):
            by_path.setdefault(fix.path, []).append(Applied(judged=one, fix=fix))
    done: list[Applied] = []
    for path, wanted in by_path.items():
        done.extend(_fix_file(tree, path, wanted))
    return done


def _fix_file(tree: OverlayTree, path: str, wanted: list[Applied]) -> list[Applied]:
    try:
        before = tree.read(path)
        document = Document(before)
        _ = document.value
    except (DocumentError, Unreadable):
        return []
    edits: list[TextEdit] = []
    done: list[Applied] = []
    for one in wanted:
        try:
            more = text_edits(document, one.fix.edits)
        except (ValueError, KeyError):
            continue
        if not more or any(_overlap(new, old) for new in more for old in edits):
            # Two findings may offer the same fix; what is left over is found again in the next pass.
            continue
        edits.extend(more)
        done.append(one)
    if not done:
        return []
    after = document.encode(apply(document.text, edits))
    if after == before:
        return []
    tree.changed[path] = after
    return done


def _overlap(one: TextEdit, other: TextEdit) -> bool:
    return one.start <= other.end and other.start <= one.end
