"""Files that are not as they should be: shown as a diff, tested, or written.

Public: commands of plugins that compute files end with it too, so that all of them behave as ``hapline generate``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from hapline import console
from hapline.errors import EXIT_FINDINGS, EXIT_FINE, PartlyDoneError, UsageError
from hapline.words import Words
from hapline_hooks import Change, Phrase

Stale = tuple[Change, bytes | None]
"""A file as it should be, and its content before; None where there is none."""


def carry_out(root: str, mode: str, stale: Sequence[Stale], words: Words) -> int:
    """Show, test or write files, and return the exit code.

    Args:
        root: The folder that paths are relative to. mode: ``diff``, ``check`` (1 where a file is stale) or ``write``.
        stale: The files that are not as they should be. words: The language.

    Raises:
        hapline.errors.UsageError: A link leads a file out of the folder.
        hapline.errors.PartlyDoneError: A file cannot be written.
    """
    if mode == "write":
        write_all(root, [change for change, _ in stale], words)
        return EXIT_FINE
    for change, before in stale:
        if mode == "check":
            line = words("stale: {path} ({generator})", path=change.path, generator=change.generator)
            console.out(console.printable(line))
        else:
            from hapline.diffs import unified

            console.out(unified(change.path, before, change.data), end="")
    return EXIT_FINDINGS if stale and mode == "check" else EXIT_FINE


def write_all(root: str, changes: Sequence[Change], words: Words, *, quiet: bool = False) -> None:
    """Write files one by one, each as a whole, and say so unless that would be in the way.

    Raises:
        hapline.errors.UsageError: A link leads one out of the folder; none is written.
        hapline.errors.PartlyDoneError: One cannot be written; those before it are.
    """
    from hapline.files import write

    for change in changes:
        _refuse_outside(root, change.path)
    for number, change in enumerate(changes):
        target = os.path.join(root, change.path)
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            write(target, change.data)
        except OSError as error:
            done = [os.path.normpath(os.path.join(root, one.path)) for one in changes[:number]]
            raise not_written(os.path.normpath(target), error, done) from None
        if not quiet:
            line = words("wrote {path} ({generator})", path=change.path, generator=change.generator)
            console.out(console.printable(line))


def not_written(path: str, error: OSError, written: Sequence[str], todo: str = "") -> PartlyDoneError:
    """What is said of a file that cannot be written, behind others that were."""
    reason = error.strerror or str(error)
    what = Phrase("cannot be written: {reason}", reason=reason)
    if written:
        what = Phrase("cannot be written: {reason}; already written: {files}", reason=reason, files=list(written))
    return PartlyDoneError(what, where=path, todo=todo)


def _refuse_outside(root: str, path: str) -> None:
    """Refuse a file that symbolic links lead out of the folder: what is written there is nobody's project."""
    inside = os.path.realpath(root)
    real = os.path.realpath(os.path.join(root, path))
    if not real.startswith(os.path.join(inside, "")):
        raise UsageError(
            "a symbolic link leads this file out of the project",
            where=path,
            todo="take the link out, or name the folder that holds what it leads to",
        )
