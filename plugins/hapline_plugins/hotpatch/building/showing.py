"""Patches as people read them, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from hapline.files import shown

if TYPE_CHECKING:
    from hapline.errors import HaplineError
    from hapline.session import Session
    from hapline_plugins.hotpatch.building.manifest import PatchManifest
    from hapline_plugins.hotpatch.building.patch_file import PatchFile

VERSION = 1
"""Of the JSON that the commands print."""


def lines(session: Session, path: str, manifest: PatchManifest) -> Iterator[str]:
    """A patch: its file, its digests, for whom it is, what it changes."""
    words = session.words
    yield words("{file}  {size:size}  {method}", file=shown(path), size=manifest.size, method=manifest.method)
    yield words("  md5 {md5}, which the service calls its version", md5=manifest.md5)
    yield words("  sha256 {sha256}", sha256=manifest.sha256)
    if manifest.application_id:
        text = "  for {app} {version}"
        yield words(text, app=manifest.application_id, version=manifest.target_version)
    if manifest.schemes:
        yield words("  signed: {schemes} {signers}", schemes=manifest.schemes, signers=manifest.signers).rstrip()
    else:
        yield words("  not signed: the vendor's plugin for Android Studio signs it, with the keystore of the app")
    yield from _classes(
        words("  changes:"), [one.name for one in manifest.patched], [one.patch for one in manifest.patched]
    )
    yield from _classes(words("  adds:"), manifest.added)
    if manifest.generated:
        yield words("  and {count} classes of the plugin's own", count=len(manifest.generated))


def inside(session: Session, patch: PatchFile) -> Iterator[str]:
    """What is in the file of a patch besides classes."""
    words = session.words
    for dex in patch.dexes:
        state = words("its checksum is right") if dex.is_intact else words("its checksum is wrong")
        yield words("  {entry}: {count} classes, {state}", entry=dex.entry, count=len(dex.classes), state=state)
    if patch.entries:
        yield words("  also in it: {entries}", entries=patch.entries)
    for place, problem in patch.odd:
        if problem.reason not in {"data-descriptor", "zip64"}:
            name = "!".join(filter(None, (place, problem.entry))) or "-"
            yield words("  odd: {reason}: {entry}", reason=problem.reason, entry=name)


def inspected(path: str, manifest: PatchManifest, patch: PatchFile) -> str:
    """What ``inspect`` prints as JSON."""
    return _dumped(
        {
            "version": VERSION,
            "file": shown(path),
            "patch": manifest.as_json(),
            "dex": [
                {"entry": dex.entry, "classes": len(dex.classes), "checksumIsRight": dex.is_intact}
                for dex in patch.dexes
            ],
            "entries": list(patch.entries),
            "odd": [
                {"archive": place or None, "reason": problem.reason, "entry": problem.entry or None}
                for place, problem in patch.odd
            ],
        }
    )


def built(
    session: Session, path: str, manifest: PatchManifest | None, file: str, problems: Sequence[HaplineError]
) -> str:
    """What ``build`` prints as JSON.

    Args:
        session: The session. path: The patch. manifest: What is known of it.
        file: Where that was written; empty where it was not. problems: What is wrong.
    """
    return _dumped(
        {
            "version": VERSION,
            "file": shown(path),
            "manifestFile": shown(file) if file else None,
            "patch": manifest.as_json() if manifest is not None else None,
            "problems": [as_json(session, one) for one in problems],
        }
    )


def as_json(session: Session, problem: HaplineError) -> dict[str, str | None]:
    """What is wrong, where, and what to do."""
    translate = session.words.translate
    return {
        "what": translate(problem.what),
        "where": problem.where or None,
        "todo": translate(problem.todo) if problem.todo else None,
    }


def _classes(title: str, names: Iterable[str], patches: Iterable[str] = ()) -> Iterator[str]:
    for number, (name, patch) in enumerate(_pairs(names, patches)):
        if not number:
            yield title
        yield f"    {name}  ({patch})" if patch else f"    {name}"


def _pairs(names: Iterable[str], patches: Iterable[str]) -> Iterable[tuple[str, str]]:
    from itertools import zip_longest

    return zip_longest(names, patches, fillvalue="")


def _dumped(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)
