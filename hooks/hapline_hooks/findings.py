"""Findings: what a rule has to say about a subject, in a form that any reporter can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from hapline_hooks.fixes import Fix
from hapline_hooks.nouns import noun
from hapline_hooks.phrases import Phrase
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
        args: What fills the message. Strings are names that tell findings apart (of a phrase, the strings in
            it are); wording, and what changes from build to build, such as measured figures, goes into phrases,
            numbers and lists of strings.
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
        """An identity that outlives edits elsewhere, other builds and other wording.

        It is made of the rule, the message id, the file, the symbolic path, with the names of list items in place
        of their indexes, and the names in ``args``: no lines, figures or texts. It is final once the engine has
        looked the place up.
        """
        place = self.location
        items = iter(place.names)
        keys = [key if isinstance(key, str) else next(items, "") for key in place.keys]
        names = [name for _, value in sorted(self.args.items()) for name in _names(value) if name != place.path]
        import hashlib

        parts = (self.rule, self.message, place.file, ".".join(keys), *names)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _names(value: object) -> Iterator[str]:
    if isinstance(value, Phrase):
        for _, inner in sorted(value.args.items()):
            yield from _names(inner)
    elif isinstance(value, str) and value.strip(_FIGURES):
        yield value


_FIGURES = "0123456789.,+-"
"""A string of nothing else is a figure (a version, a count, an index), which the next build may change."""
