"""Finds releases in an archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hapline.errors import HaplineError, MissingError, UsageError
from hapline.store import Store
from hapline_hooks import Phrase
from hapline_plugins.hotpatch.archive.releases import KIND, USUAL, Release, release_of

_SHOWN = 5
"""Versions that are named where the one that is asked for is not archived."""


class Releases(NamedTuple):
    """What an archive holds.

    Attributes:
        known: The releases, by application, time and version. problems: What is wrong with other records.
    """

    known: Sequence[Release]
    problems: Sequence[HaplineError]


def releases_in(store: Store) -> Releases:
    """All releases in an archive.

    Raises:
        hapline.errors.MissingError: It cannot be read.
    """
    found = store.records(KIND)
    known: list[Release] = []
    problems: list[HaplineError] = [*found.damaged]
    for record in found.sound:
        release = release_of(record)
        if release is None:
            what = Phrase("what is kept of {version} cannot be understood", version=record.name)
            problems.append(UsageError(what, where=store.shown, todo="it may be of a later hapline"))
        else:
            known.append(release)
    return Releases(sorted(known, key=lambda one: (one.application, one.time, one.version, one.variant)), problems)


def one_release(store: Store, version: str, *, variant: str = "", application: str = "") -> Release:
    """The release of a version.

    Args:
        store: The archive. version: Its versionName. variant: The build variant, where there are several.
        application: The application id, where there are several.

    Raises:
        hapline.errors.HaplineError: There is none, or there are several; or the archive cannot be read.
    """
    everything = releases_in(store)
    of_version = [one for one in everything.known if one.version == version]
    found = [
        one for one in of_version if variant in {"", one.variant or USUAL} and application in {"", one.application}
    ]
    if len(found) == 1:
        return found[0]
    if not found and everything.problems:
        raise everything.problems[0]
    if not found:
        raise _absent(store, version, of_version, everything.known, variant=variant, application=application)
    raise UsageError(
        Phrase(
            "several releases are of version {version}: {names}", version=version, names=[_shown(one) for one in found]
        ),
        where=store.shown,
        todo="name one of them with --variant or --application",
    )


def _absent(
    store: Store,
    version: str,
    of_version: Sequence[Release],
    known: Sequence[Release],
    *,
    variant: str,
    application: str,
) -> MissingError:
    """What is said of a release that is not archived: whether it is the version, or the app or variant of it."""
    if of_version:
        what = Phrase(
            "of {version} there is no {wanted} in the archive",
            version=version,
            wanted=" ".join(filter(None, (application, variant))),
        )
        todo = Phrase("there are {names}", names=list(dict.fromkeys(_shown(one) for one in of_version)))
        return MissingError(what, where=store.shown, todo=todo)
    newest = list(dict.fromkeys(one.version for one in sorted(known, key=lambda one: one.time, reverse=True)))
    todo = Phrase("the archive is empty")
    if len(newest) > _SHOWN:
        template = "the latest are {names}; hapline hotpatch list shows all {count}"
        todo = Phrase(template, names=newest[:_SHOWN], count=len(newest))
    elif newest:
        todo = Phrase("there are {names}", names=newest)
    return MissingError(Phrase("{version} is not archived", version=version), where=store.shown, todo=todo)


def _shown(release: Release) -> str:
    return f"{release.application or '-'} {release.variant or '-'}"
