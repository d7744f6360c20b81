"""Releases as people and programs read them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence

from hapline import console
from hapline.session import Session
from hapline.store import Content
from hapline_hooks import Phrase
from hapline_hooks.phrases import size_text
from hapline_plugins.hotpatch.archive.releases import Release, missing_of, value_of

_COMMIT = 10


def table(releases: Sequence[Release], session: Session, damage: Collection[Content] = ()) -> list[str]:
    """One line a release, below a line that says what stands where.

    Args:
        releases: The releases. session: The language. damage: Contents that are damaged, lost, or no such thing.
    """
    words = session.words
    head = [
        words("version"),
        words("code"),
        words("application"),
        words("variant"),
        words("method"),
        words("size"),
        words("commit"),
        words("date"),
        words("state"),
    ]
    rows = [
        [
            one.version,
            "-" if one.version_code is None else str(one.version_code),
            one.application or "-",
            one.variant or "-",
            one.method,
            size_text(one.size),
            (one.commit[:_COMMIT] + ("+" if one.dirty else "")) or "-",
            one.time.partition("T")[0] or "-",
            _state(one, session, damage),
        ]
        for one in releases
    ]
    return console.table([head, *rows] if rows else [])


def _state(release: Release, session: Session, damage: Collection[Content]) -> str:
    words, absent, broken = session.words, missing_of(release), _damaged(release, damage)
    said = [words("lacks {parts}", parts=absent)] if absent else []
    if broken:
        said.append(words("damaged: {parts}", parts=broken))
    return "; ".join(said) or words("complete")


def _damaged(release: Release, damage: Collection[Content]) -> list[str]:
    return [name for name, content in sorted(release.files.items()) if content in damage]


def lines(release: Release) -> Iterator[str]:
    """A release with its parts."""
    for name, content in sorted(release.files.items()):
        yield f"{name}  {size_text(content.size)}  sha256 {content.sha256}"


def as_json(
    releases: Iterable[Release], where: str, problems: Iterable[str] = (), damage: Collection[Content] = ()
) -> str:
    """All that is known of releases; ``damage`` as for ``table``."""
    content = {
        "version": 1,
        "archive": where,
        "releases": [{**value_of(one), "size": one.size, "damaged": _damaged(one, damage)} for one in releases],
        "problems": list(problems),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def told(problem: Phrase | str, where: str, session: Session) -> str:
    """A problem with its place, on one line."""
    text = session.words.translate(problem)
    return console.printable(f"{where}: {text}" if where else text)
