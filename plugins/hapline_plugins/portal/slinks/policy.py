"""Which Bundles are static besides those that must be: what the configuration says."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from hapline.errors import UsageError
from hapline_hooks import Phrase, Settings, noun


@noun
class Policy:
    """What is wanted.

    Attributes:
        kind: ``keep``, ``all``, ``required``, ``listed`` or ``budget``; see the option ``portal.slinks``.
        static: Bundles that are to be static, by ``group:artifact``. dynamic: Those that are to be dynamic.
        budget: Bytes of dex files that all static Bundles may have together, for ``budget``.
    """

    kind: str = "keep"
    static: frozenset[str] = frozenset()
    dynamic: frozenset[str] = frozenset()
    budget: int = 0


def policy_of(settings: Settings) -> Policy:
    """The policy of a configuration.

    Raises:
        hapline.errors.UsageError: It contradicts itself.
    """
    static, dynamic = settings.texts("portal.static"), settings.texts("portal.dynamic")
    both = sorted({*static} & {*dynamic})
    if both:
        raise UsageError(
            Phrase("{names} is in portal.static and in portal.dynamic", names=both), todo="take it out of one of them"
        )
    kind = settings.text("portal.slinks")
    if kind == "required" and static:
        raise UsageError(
            Phrase("portal.slinks is {kind}: portal.static would have no effect", kind=kind),
            todo="set portal.slinks to listed, or empty portal.static",
        )
    return Policy(
        kind=kind,
        static=frozenset(static),
        dynamic=frozenset(dynamic),
        budget=settings.number("portal.mainDexBudget"),
    )


def check_names(policy: Policy, declared: Collection[str]) -> None:
    """Look for names that no Portal declares.

    Args:
        policy: The policy. declared: What the Portals declare, by ``group:artifact``.

    Raises:
        hapline.errors.UsageError: There is one; the nearest name is said.
    """
    for option, names in (("portal.static", policy.static), ("portal.dynamic", policy.dynamic)):
        for name in sorted(names.difference(declared)):
            near = difflib.get_close_matches(name, sorted(declared), n=1, cutoff=0.6)
            raise UsageError(
                Phrase("{option}: no Portal here declares {name}", option=option, name=name),
                todo=Phrase("did you mean {near}?", near=near[0]) if near else "name it as group:artifact",
            )
