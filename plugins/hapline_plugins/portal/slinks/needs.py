"""Why a Bundle must be static, from what is known of it.

Sources: the vendor's guide, "Bundle project package" (a Bundle with a ContentProvider must be static; one that is
loaded dynamically needs exportPackages); see ``startup`` for what is needed before Bundles can be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator

from hapline_hooks import Location, Phrase, noun
from hapline_plugins.portal.slinks.facts import Fact, Facts, Origin
from hapline_plugins.portal.slinks.startup import STARTUP


@noun
class Reason:
    """Why a Bundle is static, or dynamic.

    Attributes:
        kind: A word for it: ``provider``, ``startup``, ``named``, ``exports``, ``unknown``; ``policy``; ``may``.
        text: For people. origin: Where its fact comes from; None for a decision.
        is_must: Whether the Bundle must be static for it.
        is_sure: Whether that follows from what is known, rather than from what is not.
    """

    kind: str
    text: Phrase
    origin: Origin | None = None
    is_must: bool = False
    is_sure: bool = True

    @property
    def location(self) -> Location | None:
        """The place of its fact."""
        return self.origin.location if self.origin is not None else None


def needs(key: str, facts: Facts, named: Fact | None) -> Iterator[Reason]:
    """Why a Bundle must be static; nothing where it may be dynamic.

    Args:
        key: ``group:artifact``. facts: What is known of it.
        named: A class of it that the Portal's manifest has made when the app starts.
    """
    started = why_started(key)
    if started is not None:
        yield Reason(kind="startup", text=started, is_must=True)
    if named is not None:
        text = Phrase("{name} is made when the app starts", name=named.name)
        yield Reason(kind="named", text=text, origin=named.origin, is_must=True)
    for one in facts.providers or ():
        text = Phrase("it has the ContentProvider {name}", name=one.name)
        yield Reason(kind="provider", text=text, origin=one.origin, is_must=True)
    if facts.providers is None:
        for one in facts.likely_providers:
            text = Phrase("{name} may be a ContentProvider", name=one.name)
            yield Reason(kind="provider", text=text, origin=one.origin, is_must=True, is_sure=False)
    yield from _by_exports(facts)


def why_started(key: str) -> Phrase | None:
    """Why a Bundle is needed before any can be loaded; None where it is not, by ``group:artifact``."""
    return STARTUP.get(f"{key.removesuffix('-build')}-build")


def may_be_dynamic(facts: Facts) -> Iterator[Reason]:
    """What lets a Bundle be dynamic."""
    if facts.exports is not None and facts.exports.packages:
        text = Phrase("it exports {packages}", packages=list(facts.exports.packages))
        yield Reason(kind="may", text=text, origin=facts.exports.origin)
    elif facts.has_code is False:
        yield Reason(kind="may", text=Phrase("it has no classes"))


def _by_exports(facts: Facts) -> Iterator[Reason]:
    exports = facts.exports
    if facts.has_code is False or (exports is not None and exports.packages):
        return
    if facts.is_empty:
        text = Phrase("nothing is known of it: static is safe")
        yield Reason(kind="unknown", text=text, is_must=True, is_sure=False)
    elif exports is None:
        text = Phrase("which packages it exports is not known: static is safe")
        yield Reason(kind="unknown", text=text, is_must=True, is_sure=False)
    else:
        text = Phrase("it exports no packages, by which its classes would be found")
        yield Reason(kind="exports", text=text, origin=exports.origin, is_must=True, is_sure=exports.is_sure)
