"""A comparison of two versions, as people and programs are shown it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hapline_plugins.offline.comparing.difference import Difference
from hapline_plugins.offline.comparing.estimates import Estimate
from hapline_plugins.offline.comparing.versions import Version

Words = Callable[..., str]
"""Says a text with its fields in the language of the run."""
_METHODS = {
    ("files", "changed-files"): "changed files, deflated",
    ("zstd", "tar"): "zstd patch of the inner tar",
    ("bsdiff", "tar"): "bsdiff patch of the inner tar",
    ("bsdiff", "changed-files"): "bsdiff patch of the changed files",
}


def as_json(old: Version, new: Version, difference: Difference, guessed: Sequence[Estimate]) -> dict[str, Any]:
    """For programs; sizes are bytes, and null where nothing is known."""
    return {
        "version": 1,
        "old": _version(old),
        "new": _version(new),
        "samePackage": not new.is_other_than(old) if old.described.id and new.described.id else None,
        "versionOrder": new.order_after(old),
        "added": [{"path": one.path, "size": one.size} for one in difference.added],
        "removed": [{"path": one.path, "size": one.size} for one in difference.removed],
        "renamed": [{"oldPath": one.old_path, "path": one.path, "size": one.size} for one in difference.renamed],
        "changed": [{"path": one.path, "oldSize": one.old_size, "size": one.size} for one in difference.changed],
        "unchanged": difference.unchanged,
        "fullDownload": new.download,
        "estimates": [{"method": one.method, "of": one.of, "size": one.size} for one in guessed],
    }


def lines(
    words: Words, old: Version, new: Version, difference: Difference, guessed: Sequence[Estimate]
) -> Iterator[str]:
    """For people."""
    yield words("{old} -> {new}", old=_name(old), new=_name(new))
    if new.is_other_than(old):
        yield words(
            "two packages, not two versions of one: clients update none of them to the other, and no update is "
            "estimated"
        )
    how = new.order_after(old)
    if how == "lower":
        yield words("the new version is lower than the old one: clients that have the old one keep it")
    elif how == "same" and not difference.is_empty:
        yield words("the same version with other files: clients that have it never load the others")
    for one in difference.removed:
        yield words("removed  {path}  {size:size}", path=one.path, size=one.size)
    for moved in difference.renamed:
        yield words("renamed  {old} -> {new}  {size:size}", old=moved.old_path, new=moved.path, size=moved.size)
    for one in difference.added:
        yield words("added    {path}  {size:size}", path=one.path, size=one.size)
    for two in difference.changed:
        yield words("changed  {path}  {old:size} -> {size:size}", path=two.path, old=two.old_size, size=two.size)
    yield words(
        "{changed} changed, {added} added, {removed} removed, {renamed} renamed, {same} the same",
        changed=len(difference.changed),
        added=len(difference.added),
        removed=len(difference.removed),
        renamed=len(difference.renamed),
        same=difference.unchanged,
    )
    if new.download is not None:
        yield words("full download: {size:size}", size=new.download)
    for guess in guessed:
        yield _guess(words, guess, new.download)


def _guess(words: Words, guess: Estimate, full: int | None) -> str:
    method = words(_METHODS[guess.method, guess.of])
    if guess.size is None:
        return words("incremental, {method}: not estimated, more than {most:size}", method=method, most=guess.most)
    if not full:
        return words("incremental, {method}: about {size:size}", method=method, size=guess.size)
    share = round(100 * guess.size / full, 1)
    return words("incremental, {method}: about {size:size}, {share} %", method=method, size=guess.size, share=share)


def _name(version: Version) -> str:
    it = version.described
    return f"{it.id} {it.version}" if it.id and it.version else version.path


def _version(version: Version) -> dict[str, object]:
    it = version.described
    return {
        "path": version.path,
        "id": it.id,
        "version": it.version,
        "type": it.kind,
        "files": len(version.content.files),
    }
