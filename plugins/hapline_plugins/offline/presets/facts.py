"""What presets say of themselves: each is read through once, and nothing of it stays in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hapline.archives import ArchiveError
from hapline_hooks import Phrase, noun
from hapline_plugins.offline.descriptor.described import Kind
from hapline_plugins.offline.lfs import pointer_of

if TYPE_CHECKING:
    from hapline_plugins.offline.presets.refusals import Refusal

DamageKind = Literal["empty", "pointer", "broken", "closed"]


@noun
class Facts:
    """What a package says of itself.

    Attributes:
        id: Its id. version: Its version. kind: Normal or global. is_signed: Whether it is signed.
        paths: Its files, below the id. refusals: Why ``verify`` refuses it whatever the key; empty where it does not.
    """

    id: str
    version: str
    kind: Kind
    is_signed: bool
    paths: frozenset[str]
    refusals: tuple[Refusal, ...] = ()


@noun
class Damage:
    """Why a package cannot be read.

    Attributes:
        kind: In a word; a ``pointer`` is one of Git LFS. reason: More about it.
    """

    kind: DamageKind
    reason: Phrase


def facts_of(data: bytes) -> Facts | Damage:
    """What a package says of itself, or why it cannot be read."""
    from hapline_plugins.offline.amr.holding import Holder
    from hapline_plugins.offline.amr.package import AmrPackage
    from hapline_plugins.offline.amr.sound import check_sound
    from hapline_plugins.offline.presets.refusals import refusals

    if not data:
        return Damage(kind="empty", reason=Phrase("it is empty"))
    if pointer_of(data) is not None:
        return Damage(kind="pointer", reason=Phrase("it is a pointer of Git LFS"))
    try:
        package = AmrPackage("", data=data, holder=Holder(at_once=0))
        check_sound(package)
    except ArchiveError as error:
        reason = Phrase(error.message)
        return Damage(
            kind="broken",
            reason=Phrase("{entry}: {reason}", entry=error.entry, reason=reason) if error.entry else reason,
        )
    return Facts(
        id=package.id,
        version=package.version,
        kind=package.kind,
        is_signed=package.is_signed,
        paths=frozenset(package.content.by_path),
        refusals=tuple(refusals(package)),
    )
