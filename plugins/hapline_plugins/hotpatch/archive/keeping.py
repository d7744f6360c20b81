"""Keeps a release: all of it or nothing, and never another content under a version that is kept already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hapline import console
from hapline.dates import now
from hapline.errors import FailedError, HaplineError, MissingError, UsageError
from hapline.store import Store
from hapline_hooks import Phrase, replace
from hapline_plugins.hotpatch.archive import parts
from hapline_plugins.hotpatch.archive.at_hand import AtHand
from hapline_plugins.hotpatch.archive.finding import releases_in
from hapline_plugins.hotpatch.archive.releases import KIND, Release, missing_of, release_of, value_of
from hapline_plugins.hotpatch.archive.sound import no_such_part, trouble_kept
from hapline_plugins.hotpatch.archive.where import commit_of, is_dirty


class Outcome(NamedTuple):
    """What has been done.

    Attributes:
        release: The release as it is kept now. new: Whether anything was kept that was not before.
    """

    release: Release
    new: bool


def keep(store: Store, at_hand: AtHand, *, incomplete: bool = False, replacing: bool = False) -> Outcome:
    """Keep a release.

    What is kept of its version already stays, and may be completed: parts that were missing are added. The commit and
    the time are those of the day when its apk or jars were first kept.

    Args:
        store: The archive. at_hand: What was built.
        incomplete: Whether parts may be missing. replacing: Whether another content of the version is replaced.

    Raises:
        hapline.errors.MissingError: Parts are missing.
        hapline.errors.FailedError: The version is kept with another content, or a file is not what its name says.
        hapline.errors.HaplineError: The archive cannot be read or written to.
    """
    if at_hand.broken and not incomplete:
        raise _broken(at_hand)
    record = store.record(KIND, at_hand.release.key)
    kept = release_of(record) if record is not None else None
    release = _as_far_as_known(at_hand.release, kept)
    absent = missing_of(release)
    if absent and not incomplete:
        raise MissingError(
            Phrase("the release {version} lacks {parts}", version=release.version, parts=absent),
            todo="build it anew, name what lies elsewhere, or keep it as it is with --allow-incomplete",
        )
    if record is not None and not replacing:
        _refuse_other(kept, release, store)
    for name, content in release.files.items():
        console.progress(name)
        store.put_file(at_hand.paths[name], content)
    if kept is not None and _is_same(kept, release) and not any(differences(kept, release)):
        return Outcome(kept, new=False)
    if kept is not None and _are_one(kept, release):
        # The build is that of then: the sources and the tools beside it may be others by now.
        release = replace(release, commit=kept.commit, dirty=kept.dirty, tools=kept.tools, time=kept.time)
    else:
        release = replace(
            release,
            commit=commit_of(at_hand.root),
            dirty=is_dirty(at_hand.root, [store.folder, *at_hand.aside]),
            time=now(),
        )
    store.put_record(KIND, release.key, value_of(release), instead_of=record)
    store.clean()
    return Outcome(release, new=True)


def _broken(at_hand: AtHand) -> HaplineError:
    """What is said of files that are not what their names say: of the first one, since one build wrote all of them."""
    part, trouble = next(iter(at_hand.broken.items()))
    return FailedError(
        no_such_part(part, trouble),
        where=trouble.where,
        todo="build it anew, or name the right file; --allow-incomplete keeps the rest",
    )


def _refuse_other(kept: Release | None, release: Release, store: Store) -> None:
    if kept is None:
        raise UsageError(
            Phrase("what is kept of {version} cannot be understood", version=release.version),
            where=store.shown,
            todo="it may be of a later hapline; --replace replaces it",
        )
    others = list(differences(kept, release))
    if others:
        raise FailedError(
            Phrase("{version} is archived already, and is not this build: {what}", version=kept.version, what=others),
            where=store.shown,
            todo="give the release another version; or, if the archived one was never published, say --replace",
        )


def differences(kept: Release, release: Release) -> Iterator[str]:
    """What a release has otherwise than it is kept; what it has besides is no difference."""
    if kept.version_code != release.version_code:
        yield Phrase("versionCode {old} became {new}", old=_text(kept.version_code), new=_text(release.version_code))
    if kept.method != release.method:
        yield Phrase("the method {old} became {new}", old=kept.method, new=release.method)
    for name, content in kept.files.items():
        if name not in release.files:
            yield Phrase("{part} is gone", part=name)
        elif release.files[name] != content:
            yield Phrase("{part} is another one", part=name)


def shortcomings(store: Store, release: Release) -> Iterator[str]:
    """Why a build must not be released yet: it is not archived, or not as it is, or not completely.

    What a release is known by is its apk, or its jars: the other parts need not be at hand where it is published.

    Raises:
        hapline.errors.HaplineError: The archive cannot be read.
    """
    found = releases_in(store)
    of_version = [
        one for one in found.known if one.version == release.version and one.application == release.application
    ]
    kept = next(
        (one for one in of_version if _are_one(one, release)),
        next((one for one in of_version if one.key == release.key), None),
    )
    if kept is None:
        yield from (Phrase("{problem}", problem=Phrase(problem.what)) for problem in found.problems)
        yield Phrase("{version} is not archived", version=release.version)
        return
    for name, content in release.files.items():
        if name in kept.files and kept.files[name] != content:
            yield Phrase("another build is archived: {what}", what=Phrase("{part} is another one", part=name))
    # Where only the apk is at hand, nothing says that it is for InstantRun or has other names.
    method = release.method if release.method == "instantrun" else kept.method
    mode = _as_far_as_known(release, kept).match_mode
    known = replace(kept, method=method, match_mode=mode, obfuscated=kept.obfuscated or release.obfuscated)
    for name in missing_of(known):
        yield Phrase("{part} is not archived", part=name)
    for name, content in kept.files.items():
        if not store.has(content):
            yield Phrase("{part} is lost: {key} is not in the archive", part=name, key=content.key)
        elif not kept.is_read and name in parts.NEEDED:
            trouble = trouble_kept(store, name, content)
            if trouble is not None:
                yield no_such_part(name, trouble)


def _as_far_as_known(release: Release, kept: Release | None) -> Release:
    """A release with the match mode of the kept one, where it is the same build and does not say its own."""
    if kept is None or release.match_mode or not _are_one(kept, release):
        return release
    return replace(release, match_mode=kept.match_mode)


def _is_same(kept: Release, release: Release) -> bool:
    return kept.is_read and (kept.files, kept.broken, kept.match_mode) == (
        release.files,
        release.broken,
        release.match_mode,
    )


def _are_one(kept: Release, release: Release) -> bool:
    products = [name for name in release.files if name == parts.APK or name.startswith(parts.JARS)]
    return all(kept.files.get(name) == release.files[name] for name in products)


def _text(number: int | None) -> str:
    return "-" if number is None else str(number)
