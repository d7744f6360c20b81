"""Findings: what a rule has to say about a subject, in a form that any reporter can show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from hapline_hooks.fixes import Fix
from hapline_hooks.nouns import noun
from hapline_hooks.places import Location

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")
"""The severities, least first."""


@noun
class Related:
    """A further place that explains a finding, with a message id of the same rule."""

    location: Location
    message: str
    args: Mapping[str, object] = MappingProxyType({})


@noun
class Finding:
    """One statement of a rule about one place.

    The text is not rendered here: ``message`` is an id of the rule's ``messages`` and ``args`` fills it, so
    that language, cache and baseline do not get in each other's way.

    Attributes:
        rule: The rule's code, such as ``HOS203``.
        message: An id of the rule's ``messages``.
        args: What fills the message. Strings (and phrases) are names that tell findings apart; what changes
            from build to build, such as measured figures, goes into numbers and lists of strings.
        location: The one place that has to change.
        related: Other places that explain it.
        fixes: Edits that remove it, the best first.
        severity: Where it differs from the rule's own.
        official: Codes with which the vendor's own tools refuse exactly this (packing tool ``10016011``,
            store ``AGC 7``); empty where only hapline is strict.
        products: Of a project that is built in several variants, those in which the finding holds.
    """

    rule: str
    message: str
    args: Mapping[str, object] = MappingProxyType({})
    location: Location
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None
    official: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """An identity that outlives edits elsewhere: no line numbers, list indexes or figures."""
        place = [key for key in self.location.keys if isinstance(key, str)]
        words = [str(value) for _, value in sorted(self.args.items()) if isinstance(value, str)]
        parts = (self.rule, self.message, self.location.file, ".".join(place), *words)
        import hashlib

        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
